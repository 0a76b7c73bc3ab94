"""A story that its page holds twice: once for wide and once for narrow screens, or again in a box
that a script opens. The judge keeps both copies, for each reads like the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from newstool.model.article import Block

# A chorus or a slogan comes back too, but in short lines, and a quotation alone. Runs of 200 to 400
# characters and shares of 0.1 to 0.3 were tried on the development pages and did much the same.
_PROSE = 60  # characters of a block that is no line of verse
_RUN = 200  # characters of prose in blocks that were all before, one after the other
_SHARE = 0.15  # of all that is kept; below it, it is no copy of the story
_REFRAIN = 3  # times that a notice below each picture, or an answer to each question, is there


def find_copies(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """The `kept` blocks that say once more, word for word, what was before. Linear."""
    order = sorted(kept)
    first = {blocks[index].text: index for index in reversed(order)}
    times = Counter(blocks[index].text for index in order)
    copies: set[int] = set()
    for is_again, run in groupby(order, lambda index: first[blocks[index].text] != index):
        found = list(run)
        texts = [blocks[index].text for index in found]
        prose = [text for text in texts if len(text) >= _PROSE and "\n" not in text]
        if is_again and sum(len(text) for text in prose if times[text] < _REFRAIN) >= _RUN:
            copies.update(found)
    size = sum(len(blocks[index].text) for index in copies)
    return copies if size >= _SHARE * sum(len(blocks[index].text) for index in kept) else set()
