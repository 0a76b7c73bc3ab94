"""What agencies' systems write around a story isn't its headline or its standfirst."""

from __future__ import annotations

import tomllib

import pytest

import newstool
from newstool.vocabulary.tables import DATA
from newstool.vocabulary.wire_lines import is_wire_line

RULES = tomllib.loads((DATA / "wire_lines.toml").read_text("utf-8"))["wire_line"]

STORY = (
    "Twenty-three ships were waiting off the breakwater on Thursday, up from eight a week earlier, "
    'port data showed.\n\n"Nobody here wants to see grain rot," said Ana Ruiz, who leads the union.'
    "\n\nThe operator said it had offered a pay rise of 6.5 percent over two years."
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_each_rule_catches_its_line_and_spares_its_counterexample(rule):
    assert is_wire_line(rule["catch"])
    assert not is_wire_line(rule["spare"])


@pytest.mark.parametrize(
    "slug",
    [
        "BC-EU--Halvren-Port Strike, 1st Ld-Writethru",
        "bdt0231 3 wi 312 dpa 0874",
        "RTR0123 3 OVR 412",
        "Häfen/Streik/Norland/",
        "NORLANDIA HUELGA (Actualización)",
        "URGENT",
    ],
)
def test_a_slug_above_the_headline_is_not_the_headline(slug):
    article = newstool.parse(
        f"{slug}\nDockers at Halvren extend their strike\n\nHALVREN, Nov 14 (Reuters) - {STORY}"
    )
    assert article.title == "Dockers at Halvren extend their strike"


def test_a_story_that_begins_with_its_dateline_has_no_headline():
    article = newstool.parse(f"HALVREN, Norland, Nov. 14, Kyodo - {STORY}")
    assert article.title is None
    assert article.agency == "Kyodo"
    assert article.text.startswith("HALVREN, Norland")


def test_what_is_new_in_an_update_is_for_editors_only():
    article = newstool.parse(
        "UPDATE 2-Dockers extend strike\n(Adds minister's comments, prices)\n\n"
        f"HALVREN, Nov 14 (Reuters) - {STORY}"
    )
    assert (article.title, article.subtitle) == ("UPDATE 2-Dockers extend strike", None)
    assert article.corrections == ()


def test_a_story_continues_after_its_more():
    article = newstool.parse(
        f"Dockers extend strike\n\nHALVREN (AP) — {STORY}\n\n(MORE)\n\n"
        "The union wants the shorter shifts to begin at once, and a second crane crew."
    )
    assert article.text.endswith("and a second crane crew.")
    assert "MORE" not in article.text


def test_an_agency_that_closes_the_last_paragraph_makes_no_caption_of_it():
    article = newstool.parse(
        f"Dockers extend strike\n\n(ANSA) - HALVREN, 14 NOV - {STORY}\n\n"
        "The transport minister is to meet both sides on Friday, the union said. (ANSA)."
    )
    assert article.text.endswith("the union said.")
