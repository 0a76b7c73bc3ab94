"""What the story on a page encloses: its labels, its questions and its tables of data.

The judge goes by prose. Between paragraphs that it keeps, a heading of one word, a speaker's name
and a row of figures are the story's, whatever it thinks of them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from newstool.labelling.second_look.amid_text import KEPT, between
from newstool.model.article import Block, BlockKind, Reading
from newstool.page.facts import Page
from newstool.page.places import boxes_that, sizes_in

_ROWS = 2  # rows of a table of data; and it is rows for the most part, or it frames a page
_LINKED = 0.5  # share of a table's characters inside links from which it is a list of links


def enclosed(page: Page, kept: Collection[int]) -> set[int]:
    """The blocks that belong to the `kept` ones around them. Linear; never raises."""
    if len(kept) < 2 or not page.reading.containers:
        return set()
    found = set(_tables(page.reading, kept))
    return found.union(_labels(page, found.union(kept))).difference(kept)


def _tables(reading: Reading, kept: Collection[int]) -> Iterator[int]:
    """All of a table of data with the story above and below it."""
    first, last = min(kept), max(kept)
    between = reading.blocks[first + 1 : last]
    if not any(b.kind is BlockKind.TABLE_ROW and b.index not in kept for b in between):
        return
    tables: dict[int | None, list[Block]] = defaultdict(list)
    around = boxes_that(reading, lambda container: container.tag == "table", innermost=True)
    for block in reading.blocks:
        tables[around[block.index]].append(block)
    tables.pop(None, None)
    for blocks in tables.values():
        if blocks[0].index > first and blocks[-1].index < last and _holds_data(blocks):
            yield from (block.index for block in blocks)


def _holds_data(blocks: Sequence[Block]) -> bool:
    rows = sum(block.kind is BlockKind.TABLE_ROW for block in blocks)
    if rows < _ROWS or rows * 2 < len(blocks):
        return False
    markups = [block.markup for block in blocks if block.markup is not None]
    if any(markup.hidden for markup in markups):
        return False
    linked = sum(markup.link_chars for markup in markups)
    return linked <= _LINKED * sum(len(block.text) for block in blocks)


def _labels(page: Page, kept: Collection[int]) -> Iterator[int]:
    """Short lines between two kept blocks, in an element that is kept for the most part."""
    reading = page.reading
    short = [block for block in between(page, kept) if _may_be_label(block)]
    if not short:
        return
    sizes = sizes_in(reading, lambda block: len(block.text))
    left = sizes_in(reading, lambda block: len(block.text) if block.index in kept else 0)
    for block in short:
        around = reading.containers[block.markup.container].parent if block.markup else None
        if around is not None and left[around] >= KEPT * sizes[around]:
            yield block.index


def _may_be_label(block: Block) -> bool:
    markup = block.markup
    if markup is None or markup.hidden or markup.link_chars:
        return False
    return block.kind is not BlockKind.CAPTION
