"""Markup that would cost a parser the square of its length; its text stays."""

from __future__ import annotations

import pytest

from newstool.model.settings import DEFAULTS, Settings
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.html.taming import MAX_TAGS, tame

MOST = DEFAULTS.max_blocks


@pytest.mark.parametrize(
    "page",
    [
        "<p>A <b>bridge</b></p>" * 3000,
        "<p><font size=2>A <i class=x>bridge</i>" + "<p>over <b>the</b> river</p>" * 2000,
        "<select>" + "<option>Tarrow Bay" * 3000 + "</select>",
        "<script>" + "if (a<b && c || d) { e = f }\n" * 30 + "x = y\n" * 5000 + "</script>",
        '<p title="' + "a > b " * 5000 + '">',
        "<p title='" + "a = b " * 5000 + "'>",
    ],
)
def test_a_page_as_people_write_them_is_left_alone(page: str) -> None:
    tamed, warnings = tame(page, MOST)
    assert (tamed, warnings) == (page, ())


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<p><b id={number}>word" for number in range(3000)),
        "".join(f"<P><Font Color={number}>word" for number in range(3000)),
        "".join(f"<i id={number}>" for number in range(200)) + "<p>word</p>" * 3000,
        "".join(f"<strong id={number}><div>word" for number in range(3000)),
        "<select>" + "<option>word" * 12_000,
    ],
)
def test_what_a_parser_would_make_anew_again_and_again_is_made_simple(page: str) -> None:
    reading = read_html(decode(page, format="html"), DEFAULTS)
    words = sum(block.text.count("word") for block in reading.blocks)
    assert words >= min(page.count("word"), MOST)
    assert "simplified:markup" in reading.warnings


def test_attributes_past_all_reason_go_and_the_tag_stays() -> None:
    many = " ".join(f"a{number}='>'" if number < 2 else f"a{number}" for number in range(9000))
    tamed, warnings = tame(f"<div {many}><p class=lede>after</p>", MOST)
    assert tamed.endswith("><p class=lede>after</p>")
    assert tamed.count(" a") == 2000
    assert warnings == ("simplified:markup",)


def test_a_page_of_tags_only_is_cut_and_says_so() -> None:
    page = "<br>" * MAX_TAGS + "<p>too late"
    tamed, warnings = tame(page, MOST)
    assert tamed == "<br>" * MAX_TAGS
    assert warnings[0] == "truncated:blocks"


def test_who_asks_for_more_blocks_gets_more_tags() -> None:
    reading = read_html(
        decode("<br>" * MAX_TAGS + "<p>late", format="html"), Settings(max_blocks=MAX_TAGS)
    )
    assert [block.text for block in reading.blocks] == ["late"]
