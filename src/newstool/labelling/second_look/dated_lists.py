"""Other stories that a plain text lists between paragraphs: headlines with their dates below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from newstool.fields.headline.first_line import is_date_line
from newstool.model.article import Block, BlockKind
from newstool.page.facts import Page
from newstool.vocabulary.scripts import ends_sentence

_LONGEST = 120  # characters of a headline
_PAIRS = 2  # a line with a date below it may also be a letter's or an entry's
# Share of the kept text that such lists may be: a calendar is what its page is about.
_SHARE = 0.3


def find_dated_lists(page: Page, kept: Collection[int]) -> set[int]:
    """The `kept` headlines of lists below the first kept sentence. Linear; never raises."""
    blocks = page.reading.blocks
    if page.reading.document.format == "html" or not kept:
        return set()
    opening = next((index for index in sorted(kept) if ends_sentence(blocks[index].text)), None)
    if opening is None:
        return set()
    found = {index for run in _runs(blocks[opening:]) for index in run if index in kept}
    total = sum(len(blocks[index].text) for index in kept)
    size = sum(len(blocks[index].text) for index in found)
    return found if size <= _SHARE * total else set()


def _runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The headlines of each list."""
    run: list[int] = []
    place = 0
    while place < len(blocks):
        if _is_pair(blocks[place : place + 2]):
            run.append(blocks[place].index)
            place += 2
            continue
        if len(run) >= _PAIRS:
            yield run
        run = []
        place += 1
    if len(run) >= _PAIRS:
        yield run


def _is_pair(pair: Sequence[Block]) -> bool:
    if len(pair) < 2 or pair[0].kind is BlockKind.TABLE_ROW:
        return False
    above, below = (block.text for block in pair)
    return (
        len(above) <= _LONGEST
        and not ends_sentence(above)
        and is_date_line(below)
        and not is_date_line(above)
    )
