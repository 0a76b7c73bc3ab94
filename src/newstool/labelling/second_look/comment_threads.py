"""Where readers' comments are: after their heading, their count or a button, among the lines
that say who wrote when.

What readers write is prose as good as the story's, so a judge of paragraphs keeps much of it; in
plain text only these lines separate the two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from itertools import accumulate

from newstool.dates.relative import find_relative
from newstool.model.article import Block, Label
from newstool.page.facts import Page
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

# On the development pages and their dumps, 300 to 1,500 characters, 3 to 5 lines and 15 to 40
# blocks were tried: fewer lines than five take dated lists of news and tables for comments.
_STORY = 300  # characters kept before the comments
_REACH = 25  # blocks after an opening, and from one dated line to the next
_DATED = 5  # dated or signed lines within the first reach
_LONGEST = 100  # characters of such lines

_TIME = later(r"\b\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b")
_DIGIT = later(r"\d")
# 'Ana Ruiz says:', 'Max schrieb', in the words of the usual blog software.
_SIGNED = worded(r"\b{comments.said}\s?:?$", re.IGNORECASE)


def find_threads(page: Page, kept: Collection[int]) -> set[int]:
    """The `kept` blocks that stand among readers' comments. Linear; never raises."""
    blocks, last = page.reading.blocks, max(kept, default=0)
    short = [block for block in blocks if len(block.text) <= _LONGEST]
    hits = ((block.index, page.hits[block.index]) for block in short)
    about = {i: hit.strength for i, hit in hits if hit is not None and hit.label is Label.COMMENTS}
    openings = sorted(index for index in about if index < last)
    if not openings:
        return set()
    stamps = [b.index for b in short if b.index > openings[0] and (b.index in about or _dates(b))]
    sizes = (len(block.text) if block.index in kept else 0 for block in blocks)
    before = list(accumulate(sizes, initial=0))
    found: set[int] = set()
    end = 0
    for opening in openings:
        first = bisect_left(stamps, opening + 1)
        near = [index for index in stamps[first : first + _REACH] if index <= opening + _REACH]
        # What may also head a section of a story needs buttons below it.
        sure = about[opening] == "sure" or sum(index in about for index in near) > 1
        if opening < end or before[opening] < _STORY or len(near) < _DATED or not sure:
            continue
        end = opening
        for index in stamps[first:]:
            if index - end > _REACH:
                break
            end = index
        end += _REACH  # the last comment may be as long as any
        found.update(index for index in range(opening, end) if index in kept)
    return found


def _dates(block: Block) -> bool:
    """Whether a line has a time or a date, or the name of who wrote."""
    text = block.text
    if _TIME.search(text) or _SIGNED.search(text):
        return True
    return _DIGIT.search(text) is not None and find_relative(text) is not None
