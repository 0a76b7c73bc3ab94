"""Markup nested past all reason is flattened; its text stays."""

from __future__ import annotations

from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.nesting import MAX_DEPTH, flatten
from newstool.reading.html.reader import read_html


def test_a_usual_page_is_left_alone() -> None:
    page = "<html><body>" + "<div><p>Bridge<br></div>" * 4000
    assert flatten(page) == (page, True)


def test_tags_past_the_bound_go_and_their_text_stays() -> None:
    flat, is_flat = flatten("<div>" * 20_000 + "deep" + "</div>" * 20_000 + "<p>after</p>")
    assert not is_flat
    assert flat.count("<div>") == MAX_DEPTH + 1
    assert "deep" in flat
    assert flat.endswith("<p>after</p>")


def test_a_page_that_was_flattened_says_so() -> None:
    reading = read_html(decode("<body>" + "<div>" * 20_000 + "deep", format="html"), DEFAULTS)
    assert [block.text for block in reading.blocks] == ["deep"]
    assert reading.warnings == ("truncated:depth",)


def test_quoted_angle_brackets_are_not_tags() -> None:
    page = '<div title="<div><div>">x</div>' * 6000
    assert flatten(page) == (page, True)
