"""The agency whose copy an article is."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.agency import credited_agency, read_agency
from newstool.fields.authors.choose import read_people
from newstool.fields.dateline import read_dateline
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    Label,
    LabelledBlock,
    Reading,
)

STORY = "The ferry lost her ramp on Saturday night, the harbour office said on Sunday."


def agency(*lines: str, head: Head | None = None) -> str | None:
    texts = ("Ferry loses ramp", *lines)
    blocks = tuple(Block(n, BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    reading = Reading(Document("", "text", Encoding("utf-8", "str")), blocks, head or Head())
    labels = [Label.TITLE] + [Label.BODY if STORY in t else Label.OTHER for t in lines]
    items = tuple(LabelledBlock(b, label, "test") for b, label in zip(blocks, labels, strict=True))
    page = labelled_page(reading, items)
    found = read_agency(page, read_people(page), read_dateline(page))
    return found.value if found else None


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((f"TARROW BAY, Oct 8 (Reuters) - {STORY}",), "Reuters"),
        (("By the Associated Press", STORY), "AP"),
        (("Source: Xinhua", STORY), "Xinhua"),
        (("来源：新华社", STORY), "Xinhua"),
        ((STORY, "(dpa/lnw)"), "dpa"),
        ((f"{STORY} (AFP)",), "AFP"),
        ((f"{STORY} — Reuters",), "Reuters"),
        ((STORY, "© dpa-infocom, dpa:231008-99-123456/2"), "dpa"),
        ((STORY, "Copyright 2023 The Associated Press. All rights reserved."), "AP"),
        ((STORY, "© 2023 AFP"), "AFP"),
        (("By Ana Ruiz", STORY), None),
        ((STORY, "© 2023 Harbour Courier"), None),
        ((f"{STORY} Reuters had asked the office on Friday.",), None),  # told, not credited
        ((STORY, "Photo: Reuters"), None),
    ],
)
def test_the_copys_own_credit_names_the_agency(lines, name):
    assert agency(*lines) == name


def test_metadata_names_an_agency_as_the_author():
    head = Head(json_ld=({"@type": "NewsArticle", "headline": "x", "author": "Reuters"},))
    assert agency(STORY, head=head) == "Reuters"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Theo Reuters", "Reuters"),
        ("mit dpa", "dpa"),
        ("avec AFP", "AFP"),
        ("dpa/ana", "dpa"),
        ("AFP/dpa", "AFP"),
        ("the Associated Press", "AP"),
        ("Harbour Courier", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_a_credit_gives_its_first_agency(words, name):
    assert credited_agency(words) == name
