"""What the readers of fields share: evidence of a block, its links, and each thing once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from newstool.fields.bounds import LINES, MOST
from newstool.model.article import Block, Found
from newstool.page.facts import Page
from newstool.page.json_ld import JsonObject, first, resolve

T = TypeVar("T")


def in_block(block: Block, value: T, source: str, quote: str | None = None) -> Found[T]:
    """A value that was read from a block; `quote` where that is less than all of its text."""
    return Found(value, source, block.text if quote is None else quote, block=block.index)


def once_each(
    found: Iterable[Found[T]], key: Callable[[T], Hashable], most: int = MOST
) -> tuple[Found[T], ...]:
    """The first of those whose values have the same key, in order, at most `most`."""
    first_of: dict[Hashable, Found[T]] = {}
    for one in found:
        first_of.setdefault(key(one.value), one)
        if len(first_of) == most:
            break
    return tuple(first_of.values())


def links_in(block: Block) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """The words of each link in a block, as the block has them, and its attributes."""
    for inline in block.markup.inlines[:LINES] if block.markup is not None else ():
        if inline.tag == "a":
            yield block.text[inline.start : inline.end], inline.attributes


def object_under(page: Page, key: str) -> JsonObject:
    """The object that the article's JSON-LD has or refers to under a key, or an empty one."""
    value = (page.article or {}).get(key)
    found = first(resolve(page.head, first(value)))
    return found if isinstance(found, Mapping) else {}
