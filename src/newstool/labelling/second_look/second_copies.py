"""A story that its page holds twice: once for wide and once for narrow screens, or again in a box
that a script opens. The judge keeps both copies, for each reads like the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from newstool.model.article import Block

# A chorus or a slogan comes back too, but in short lines, and a quotation alone. Runs of 200 to 400
# characters and shares of 0.1 to 0.3 were tried on the development pages and did much the same.
_PROSE = 60  # characters of a block that is no line of verse
_RUN = 200  # characters of prose in blocks that all stood before, one behind the other
_SHARE = 0.15  # of all that is kept; below it, it is no copy of the story
_REFRAIN = 3  # times that a notice below each picture, or an answer to each question, is there


def find_copies(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """The `kept` blocks that say once more, word for word, what stood before. Linear."""
    times = Counter(blocks[index].text for index in kept)
    runs = [
        run
        for run in _repeated(blocks, kept)
        if sum(_prose(block) for block in run if times[block.text] < _REFRAIN) >= _RUN
    ]
    copies = {block.index: len(block.text) for run in runs for block in run}
    if sum(copies.values()) < _SHARE * sum(len(blocks[index].text) for index in kept):
        return set()
    return set(copies)


def _repeated(blocks: Sequence[Block], kept: Collection[int]) -> Iterator[list[Block]]:
    """Runs of kept blocks each of which stood before."""
    seen: set[str] = set()
    run: list[Block] = []
    for index in sorted(kept):
        block = blocks[index]
        if block.text in seen:
            run.append(block)
        else:
            seen.add(block.text)
            if run:
                yield run
            run = []
    if run:
        yield run


def _prose(block: Block) -> int:
    return len(block.text) if len(block.text) >= _PROSE and "\n" not in block.text else 0
