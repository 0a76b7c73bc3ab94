"""Where readers' comments stand: behind their heading, their count or a button, among the lines
that say who wrote when.

What readers write is prose as good as the story's, so a judge of paragraphs keeps much of it; in
plain text only these lines separate the two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import accumulate

from newstool.dates.relative import find_relative
from newstool.model.article import Block, Label
from newstool.page.facts import Page
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

# On the development pages and their dumps, 300 to 1,500 characters, 3 to 5 lines and 15 to 40
# blocks were tried: fewer lines than five take dated lists of news and tables for comments.
_STORY = 300  # characters kept before the comments
_REACH = 25  # blocks behind an opening, and from one dated line to the next
_DATED = 5  # dated or signed lines within the first reach
_BUTTONS = 2  # among them, where the opening's word may also head a section of a story
_LONGEST_OPENING = 100  # characters
_LONGEST_STAMP = 90  # characters

_TIME = later(r"\b\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b")
_DIGIT = later(r"\d")
# 'Ana Ruiz says:', 'Max schrieb', in the words of the usual blog software.
_SIGNED = worded(r"\b{comments.said}\s?:?$", re.IGNORECASE)


def find_threads(page: Page, kept: Collection[int]) -> set[int]:
    """The `kept` blocks that stand among readers' comments. Linear; never raises."""
    blocks, last = page.reading.blocks, max(kept, default=0)
    openings = [block.index for block in blocks[:last] if _is_of_comments(page, block)]
    if not openings:
        return set()
    stamps = [b.index for b in blocks[openings[0] + 1 :] if _is_stamp(page, b)]
    sizes = (len(block.text) if block.index in kept else 0 for block in blocks)
    before = list(accumulate(sizes, initial=0))
    found: set[int] = set()
    end = 0
    for opening in openings:
        if opening >= end and before[opening] >= _STORY and _opens(page, opening, stamps):
            end = _end_of(opening, stamps)
            found.update(index for index in range(opening, end) if index in kept)
    return found


def _opens(page: Page, opening: int, stamps: Sequence[int]) -> bool:
    """Whether enough dated and signed lines follow to make it a thread."""
    first = bisect_left(stamps, opening + 1)
    near = [index for index in stamps[first : first + _REACH] if index <= opening + _REACH]
    if len(near) < _DATED:
        return False
    hit = page.hits[opening]
    if hit is not None and hit.strength == "sure":
        return True
    return sum(_is_of_comments(page, page.reading.blocks[index]) for index in near) >= _BUTTONS


def _end_of(opening: int, stamps: Sequence[int]) -> int:
    """The block behind the thread: the last comment may be as long as any."""
    last = opening
    for index in stamps[bisect_left(stamps, opening + 1) :]:
        if index - last > _REACH:
            break
        last = index
    return last + _REACH


def _is_of_comments(page: Page, block: Block) -> bool:
    if len(block.text) > _LONGEST_OPENING:
        return False
    hit = page.hits[block.index]
    return hit is not None and hit.label is Label.COMMENTS


def _is_stamp(page: Page, block: Block) -> bool:
    """A line with a time or a date, the name of who wrote, or a button of the comments."""
    text = block.text
    if len(text) > _LONGEST_STAMP:
        return False
    if _TIME.search(text) or _SIGNED.search(text) or _is_of_comments(page, block):
        return True
    return _DIGIT.search(text) is not None and find_relative(text) is not None
