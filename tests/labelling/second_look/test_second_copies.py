"""A page that holds its story twice gives it once; what a story itself repeats stays."""

from __future__ import annotations

import pytest

import newstool
from newstool.labelling.second_look.second_copies import find_copies
from newstool.model.article import Block, BlockKind, Span

STORY = [
    "The last ferry of the season left Halvren at dusk on Sunday with forty passengers on board.",
    "Timetable",
    "The line will not run again before April, because the council found no money for the engine.",
    "“I took that boat to school every day for nine years,” said Ana Ruiz, who sells tickets.",
]
CHORUS = ["Row, row, the tide is low,", "home across the sound we go,", "row, my darling, row."]
MARKET = "Wheat for December delivery rose to 231.25 crowns a tonne, its highest price since July."


def left(texts: list[str]) -> list[str]:
    blocks = [Block(n, BlockKind.PARAGRAPH, text, Span(n, n + 1)) for n, text in enumerate(texts)]
    copies = find_copies(blocks, set(range(len(texts))))
    return [text for number, text in enumerate(texts) if number not in copies]


def test_a_second_copy_goes_with_its_headings():
    assert left([*STORY, MARKET, *STORY]) == [*STORY, MARKET]


@pytest.mark.parametrize(
    "texts",
    [
        [*CHORUS, "The gulls are gone, the nets are dry,", *CHORUS, "The lamps are lit.", *CHORUS],
        ["\n".join(CHORUS * 2), MARKET, "\n".join(CHORUS * 2), STORY[0]],
        [*STORY, MARKET, STORY[3]],
        [f"{MARKET} Day {day}." for day in range(20)] + STORY + STORY[:1] + STORY[2:],
    ],
    ids=["verse", "verse-in-one-block", "a-quotation", "a-small-part"],
)
def test_what_a_story_repeats_stays(texts):
    assert left(texts) == texts


def test_a_page_gives_its_story_once_and_accounts_for_the_copy():
    paragraphs = [*STORY[:1], *STORY[2:], MARKET]
    copy = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        "<html><head><title>The last ferry of the season</title></head><body><article>"
        f"<h1>The last ferry of the season</h1><div class=wide>{copy}</div>"
        f"<div class=narrow>{copy}</div></article></body></html>"
    )
    article = newstool.parse(html, blocks=True)
    assert [part.text for part in article.body] == paragraphs
    assert [block.rule for block in article.blocks if block.text == MARKET][1:] == ["second-copy"]


def test_a_notice_below_each_picture_is_no_copy_of_the_story():
    notice = [STORY[0], STORY[2], STORY[3]]
    texts = [line for n in range(4) for line in (f"{MARKET} Picture {n}.", *notice)]
    assert left(texts) == texts
