"""Captions without a name: a line that has an element to itself and a picture."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.captions import find_captions
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

ONE = "<p>The last ferry of the season left Halvren at dusk with forty passengers on board.</p>"
TWO = "<p>The line will not run again before April, because the council found no money.</p>"


def captions(html: str) -> list[str]:
    """The captions among the blocks of a page, all of which were kept."""
    reading = read_html(decode(f"<main>{html}</main>"), DEFAULTS)
    found = find_captions(reading, range(len(reading.blocks)))
    return [reading.blocks[index].text for index in sorted(found)]


@pytest.mark.parametrize(
    "box",
    [
        "<div><img src=a.jpg><p>The ferry at the pier, 3 May</p></div>",
        "<div><div><img src=a.jpg></div><div>The ferry at the pier, 3 May</div></div>",
        "<p><img src=a.jpg>The ferry at the pier, 3 May</p>",
        "<p><img src=a.jpg><br>The ferry at the pier, 3 May</p>",
    ],
)
def test_a_line_that_a_picture_has_for_itself_is_its_caption(box: str) -> None:
    assert captions(ONE + box + TWO) == ["The ferry at the pier, 3 May"]


@pytest.mark.parametrize(
    "box",
    [
        "<div><img src=a.jpg><p>The ferry was built in 1931 and has one deck.</p></div>",
        "<div><h3>Ferry</h3><img src=a.jpg><p>Built in 1931</p></div>",
        "<div><img src=a.jpg><p>Built in 1931</p><p>One deck</p></div>",
        "<p><img src=a.jpg>What they found:</p>",
        "<p><img src=a.jpg></p><p>Built in 1931</p>",
        "<ul><li><img src=tick.svg>Built in 1931</ul>",
        "<div><img src=tick.svg><p>Built of oak</p></div>",
        "<div><img src=a.jpg><p>1. Halvren</p></div>",
        "<div><img src=a.jpg><p><a href=/b>More on the ferry</a></p></div>",
        "<div><img src=a.jpg><p>The ferry was built in 1931, of oak.2</p></div>",
    ],
)
def test_what_goes_on_below_a_picture_is_the_storys(box: str) -> None:
    assert captions(ONE + box + TWO) == []
