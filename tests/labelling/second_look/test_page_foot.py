"""What the judge doubts behind a share bar or a sign-up near the end is of the page's foot."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.page_foot import FOOT, find_foot
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.text.reader import read_text

STORY = [
    f"The ferry of {year} left Halvren at dusk with forty passengers on board, and the harbour "
    "master lowered the flag behind it as he has done on every last Sunday of the season."
    for year in range(1990, 1996)
]
OFFER = (
    "Our guide to the islands tells where to eat, where to sleep and which boat to take, and it "
    "comes with a map of every landing stage between here and the lighthouse."
)


def foot(lines: list[str], doubted: set[str]) -> list[str]:
    """What is taken of the lines, all of them kept, of which some are doubted."""
    reading = read_text(decode("\n\n".join(lines)), DEFAULTS)
    assert [block.text for block in reading.blocks] == lines
    scores = [0.6 if text in doubted else 0.97 for text in lines]
    kept = {number for number, line in enumerate(lines) if len(line) > 90}
    return [lines[index] for index in sorted(find_foot(page_of(reading), scores, kept, FOOT))]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "About the author",
        "Sign up for our Morning Briefing newsletter",
        "Click to share on Facebook (Opens in new window)",
    ],
)
def test_what_is_doubted_behind_it_goes(line):
    assert foot([*STORY, line, OFFER], {OFFER}) == [OFFER]


def test_what_is_sure_stays():
    assert foot([*STORY, "Share this article", OFFER], set()) == []


def test_a_share_bar_at_half_the_story_begins_no_foot():
    doubted = set(STORY[3:])
    assert foot([*STORY[:3], "Share this article", *STORY[3:]], doubted) == []


def test_a_bar_with_much_that_is_sure_behind_it_begins_no_foot():
    lines = [*STORY, "Share this article", OFFER, STORY[0].replace("1990", "1999")]
    assert foot(lines, {OFFER}) == []
