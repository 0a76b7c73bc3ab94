"""A page that asks for consent and shows nothing else, as a crawler that can't click gets it."""

from __future__ import annotations

from newstool.model.article import Label
from newstool.page.facts import Page

_SHARE = 0.5  # of all characters that can be seen, in what says that it is of such a dialogue
_BLOCKS = 2  # that say so: a sentence and a button


def is_wall(page: Page) -> bool:
    """Whether most of a page's text is a consent dialogue. Linear; never raises.

    A story about cookies quotes a sentence of one; its own are more.
    """
    said = [
        len(block.text)
        for block, hit in zip(page.reading.blocks, page.hits, strict=True)
        if hit is not None and hit.label is Label.COOKIE and hit.strength == "sure"
    ]
    if len(said) < _BLOCKS:
        return False
    shown = (b for b in page.reading.blocks if b.markup is None or not b.markup.hidden)
    return sum(said) >= _SHARE * sum(len(block.text) for block in shown)
