"""Corrections are kept as written; none is lost and none is listed twice."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.corrections import read_corrections
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

EMPTY = Head()


def read(*lines: str, head: Head = EMPTY):
    labelled = [
        LabelledBlock(Block(number, BlockKind.PARAGRAPH, text), Label.CORRECTION, "by-hand")
        for number, text in enumerate(lines)
    ]
    document = Document("", "text", Encoding("utf-8", "str"))
    reading = Reading(document, tuple(one.block for one in labelled), head)
    return [one.value for one in read_corrections(labelled_page(reading, labelled))]


NOTICE = "Correction: An earlier version of this story gave the wrong year."


def test_a_notice_is_kept_as_written():
    assert read(NOTICE, "更正：电车为绿色。") == [NOTICE, "更正：电车为绿色。"]


def test_a_heading_that_lost_its_notice_is_left_out():
    assert read("Correction", "Corrections and clarifications:", NOTICE) == [NOTICE]


def test_a_notice_is_listed_once():
    assert read(NOTICE, f"{NOTICE} ") == [NOTICE]


def test_json_ld_may_hold_the_notice():
    article = {"@type": "NewsArticle", "correction": [NOTICE, {"text": "The tram is green."}]}
    assert read(NOTICE, head=Head(json_ld=(article,))) == [NOTICE, "The tram is green."]


@pytest.mark.parametrize("value", [None, True, 7.5, {}, [[]], "x" * 20_000])
def test_odd_json_ld_never_raises(value):
    read(head=Head(json_ld=({"@type": "NewsArticle", "correction": value},)))
