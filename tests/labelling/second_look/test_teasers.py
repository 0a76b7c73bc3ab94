"""Teasers below the story are told by their template: a linked headline and a sentence."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.teasers import find_teasers
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

STORY = (
    "<p>The last ferry of the season left Halvren at dusk with forty passengers on board.</p>" * 4
)
CARD = "<div><h3><a href=/{name}>The {name} reopens</a></h3><p>It took a year to mend.</p></div>"
NAMES = ("mill", "bridge", "school")


def cut(html: str) -> list[str]:
    """What is cut from a page all of whose blocks were kept."""
    document = decode(f"<main>{html}</main>", url="https://post.example/a", format="html")
    page = page_of(read_html(document, DEFAULTS))
    blocks = page.reading.blocks
    return [blocks[index].text for index in sorted(find_teasers(page, range(len(blocks))))]


def cards(form: str, count: int = 3) -> str:
    return "".join(form.format(name=name) for name in NAMES[:count])


@pytest.mark.parametrize(
    "form",
    [
        CARD,
        "<div class=row><div><a href=https://www.post.example/{name}><img src=a.jpg></a>"
        "<h4 class=t><a href=https://www.post.example/{name}>The {name} reopens</a></h4>"
        "<p>It took a year to mend.</p></div></div>",
    ],
)
def test_repeated_teasers_below_the_story_go(form: str) -> None:
    assert cut(STORY + cards(form)) == [
        text for name in NAMES for text in (f"The {name} reopens", "It took a year to mend.")
    ]


@pytest.mark.parametrize(
    "html",
    [
        STORY + cards(CARD, 2),
        cards(CARD) + STORY,  # what the story leads to
        "<p>Three things reopen.</p>" + cards(CARD),  # a list of things
        STORY + cards(CARD.replace("/{name}", "https://shop.example/{name}")),
        STORY + cards(CARD.replace("/{name}", "#{name}")),
        STORY + cards(CARD.replace("<p>", "<p>There is more.</p><p>")),
        STORY + cards(CARD.replace("<p>It took a year to mend.</p>", "")),
        STORY + cards("<h3>The {name}</h3><p>It took a year to mend.</p>"),
    ],
    ids="two above list-of-things elsewhere own-place prose headlines no-links".split(),
)
def test_what_may_be_the_storys_stays(html: str) -> None:
    assert cut(html) == []
