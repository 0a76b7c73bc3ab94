"""Where a copied page's foot begins: at the share bar, the author's box, the sign-up or the tags.

In HTML their elements show what follows them. In plain text the judge half believes it:
recommendations, products and offers read like more of the story.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newstool.model.article import Block
from newstool.page.facts import Page
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.furniture_rules import Role

_LONGEST = 200  # characters of a line that may begin the foot
# Share of what is kept that may come after it: many a story has a share bar at half its length.
_BEHIND = 0.4
_SURE = 0.9  # probability from which a block stays; most of the foot must be below it
_SURE_SHARE = 0.5


def find_foot(page: Page, scores: Sequence[float], kept: Collection[int]) -> set[int]:
    """The `kept` blocks of a plain text that are in its page's foot. Linear; never raises."""
    reading = page.reading
    if reading.document.format == "html":
        return set()
    most = _BEHIND * sum(len(reading.blocks[index].text) for index in kept)
    behind = sure = 0
    begin = len(reading.blocks)
    for block in reversed(reading.blocks):
        if block.index in kept:
            behind += len(block.text)
            sure += len(block.text) if scores[block.index] >= _SURE else 0
            if behind >= most:
                break
        if sure <= _SURE_SHARE * behind and _begins_foot(block, page.hits[block.index]):
            begin = block.index
    return {index for index in kept if index >= begin and scores[index] < _SURE}


def _begins_foot(block: Block, hit: Hit | None) -> bool:
    if len(block.text) > _LONGEST:
        return False
    # Each furniture rule was tried for this role on the dumps of the development pages: after those
    # that have it, what the judge doubts is hardly ever the story's.
    return hit is not None and Role.BEGINS_FOOT in hit.roles
