"""The origin that an article credits."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.authors.choose import read_people
from newstool.fields.dateline import read_dateline
from newstool.fields.source import read_source, tidy_source
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    HeaderLine,
    Label,
    LabelledBlock,
    MetaTag,
    Reading,
)

STORY = "The ferry lost her ramp on Saturday night, the harbour office said on Sunday."


def source(*lines: str, head: Head | None = None) -> str | None:
    texts = ("Ferry loses ramp", *lines)
    blocks = tuple(Block(n, BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    reading = Reading(Document("", "text", Encoding("utf-8", "str")), blocks, head or Head())
    labels = [Label.TITLE] + [Label.BODY if STORY in t else Label.OTHER for t in lines]
    items = tuple(LabelledBlock(b, label, "test") for b, label in zip(blocks, labels, strict=True))
    page = labelled_page(reading, items)
    found = read_source(page, read_people(page), read_dateline(page))
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Pub Date:23-07-25 08:34 Source:www.example.org", "www.example.org"),
        ("Source: Harbour Courier", "Harbour Courier"),
        ("Quelle: dpa", "dpa"),
        ("Fuente: EFE", "EFE"),
        ("来源：新华社 2023-07-25 08:34", "新华社"),
        ("来源：海港日报　作者：张小雨", "海港日报"),
        ("출처: 연합뉴스", "연합뉴스"),
        ("Source of the leak still unknown", None),
    ],
)
def test_a_labelled_line_near_the_headline_names_the_source(line, name):
    assert source(line, STORY) == name


def test_a_labelled_line_behind_the_story_names_the_source():
    assert source(STORY, "Source: Harbour Courier") == "Harbour Courier"


def test_a_header_line_of_an_archive_names_the_source():
    head = Head(headers=(HeaderLine("SN", "The Harbour Courier", 10, 32),))
    assert source(STORY, head=head) == "The Harbour Courier"


def test_metadata_names_the_source():
    assert source(STORY, head=Head(meta=(MetaTag("source", "Harbour Courier"),))) == (
        "Harbour Courier"
    )


def test_without_a_label_the_agency_of_the_dateline_is_the_source():
    assert source(f"TARROW BAY, Oct 8 (Reuters) - {STORY}") == "Reuters"


def test_an_article_that_credits_nobody_has_no_source():
    assert source("By Ana Ruiz", STORY) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Harbour Courier (London)", "The Harbour Courier (London)"),
        ("Hafenbote vom 3.3.2023, Nr. 53", "Hafenbote"),
        (" www.example.org/news ", "www.example.org/news"),
        ("新华网 | 编辑", "新华网"),
        ('size="20"', ""),
        ("12345", ""),
        ("", ""),
        ("a sentence that goes on and on about where the story came from in detail", ""),
    ],
)
def test_the_words_behind_a_source_label_are_tidied(words, name):
    assert tidy_source(words) == name


def test_the_company_in_a_releases_last_line_comes_before_the_service_that_sent_it():
    block = Block(0, BlockKind.PARAGRAPH, "SOURCE Tram Works Inc.")
    reading = Reading(Document("", "text", Encoding("utf-8", "str")), (block,), Head())
    items = (LabelledBlock(block, Label.SOURCE, "press-release-source"),)
    page = labelled_page(reading, items)
    found = read_source(page, read_people(page), read_dateline(page))
    assert found is not None
    assert found.value == "Tram Works Inc"
