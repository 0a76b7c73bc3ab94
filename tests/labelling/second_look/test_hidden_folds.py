"""What a page folds away is the story's where it is set as the story beside it."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.hidden_folds import find_folds
from newstool.model.article import Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

SHOWN = "The last ferry of the season left Halvren at dusk with forty passengers on board."
FOLDED = (
    "The line will not run again before April, because the council found no money for the engine.",
    "The harbour master lowered the flag behind it, as he has done for thirty years.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in FOLDED)


def read(html: str) -> Reading:
    return read_html(decode(html), DEFAULTS)


def folded(html: str, score: float = 0.2) -> list[str]:
    """The folds of a page whose visible blocks are kept and whose hidden ones are judged `score`"""
    reading = read(html)
    kept = {b.index for b in reading.blocks if b.markup is not None and not b.markup.hidden}
    scores = [0.95 if block.index in kept else score for block in reading.blocks]
    return [reading.blocks[index].text for index in sorted(find_folds(reading, scores, kept))]


@pytest.mark.parametrize(
    "html",
    [
        f"<div class=story><p>{SHOWN}</p><div class=rest hidden>{PARAGRAPHS}</div></div>",
        f"<div class=story><p>{SHOWN}</p><div aria-hidden=true>{PARAGRAPHS}</div></div>",
        f"<section><div><div class=text><p>{SHOWN}</p></div></div>"
        f"<div style='display:none'><div class=text>{PARAGRAPHS}</div></div></section>",
    ],
    ids=["beside-the-story", "not-for-screen-readers", "as-the-story-is-set"],
)
def test_a_fold_that_goes_on_with_the_story_is_kept(html: str) -> None:
    assert folded(html) == list(FOLDED)


@pytest.mark.parametrize(
    "html",
    [
        f"<div class=story><p>{SHOWN}</p><p hidden>{FOLDED[0]}</p></div>",
        f"<div class=story><p>{SHOWN}</p></div><div class=box hidden>{PARAGRAPHS}</div>",
        f"<div class=story><p>{SHOWN}</p><div hidden><p>{SHOWN}</p><p>{SHOWN}</p></div></div>",
        f"<div class=story><p>{SHOWN}</p><div hidden><p>{SHOWN}</p><ul><li>Menu</ul></div></div>",
    ],
    ids=["a-planted-line", "elsewhere", "a-copy", "a-menu"],
)
def test_what_else_is_hidden_stays_out(html: str) -> None:
    assert folded(html) == []


def test_what_the_judge_is_sure_of_stays_out() -> None:
    html = f"<div class=story><p>{SHOWN}</p><div class=rest hidden>{PARAGRAPHS}</div></div>"
    assert folded(html, 0.02) == []


LONGER = "The whole story is shown by a script, as soon as the page has its fonts and its pictures."


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("visibility: hidden; opacity: 0", [LONGER, *FOLDED]),
        ("display: none", []),
    ],
)
def test_a_story_that_a_page_keeps_unseen_while_it_loads_is_kept_where_it_is_alone(
    style: str, found: list[str]
) -> None:
    page = f'<h1>Ferry</h1><div style="{style}"><p>{LONGER}</p>{PARAGRAPHS}<p>Follow us</p></div>'
    assert folded(page, score=0.0) == found
    assert folded(f"<p>{SHOWN}</p>{page}", score=0.0) == []


def test_of_two_unseen_stories_none_is_kept() -> None:
    hidden = f'<div style="visibility: hidden">{PARAGRAPHS}</div>'
    assert folded(f"<h1>Ferry</h1>{hidden}{hidden}", score=0.0) == []
