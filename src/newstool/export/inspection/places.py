"""From where a value was read to the place on the page that shows it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, takewhile

from msgspec import Struct

from newstool.export.inspection.record_parts import ShownBlock, Where

_STEP = " > "  # between the elements of a CSS path
_BODY = "html > body"
_LOOKED_AT = 50  # elements within another, of which one is to be told by its words


class Outside(Struct, frozen=True):
    """A place that no block shows: a meta tag, a script, a JSON key."""

    where: str
    quote: str


class Places:
    """The blocks of an article, found by the places that evidence names.

    What none of them shows gets a place of its own, in the order in which it was asked for.
    """

    def __init__(self, blocks: Sequence[ShownBlock]) -> None:
        self._blocks = blocks
        self._spans = sorted(
            (*each.where, each.number) for each in blocks if isinstance(each.where, tuple)
        )
        self._by_path: dict[str, list[ShownBlock]] = {}
        for each in blocks:
            if isinstance(each.where, str):
                self._by_path.setdefault(each.where, []).append(each)
        self._paths = sorted(self._by_path)
        self._outside: dict[Outside, int] = {}

    @property
    def outside(self) -> Mapping[Outside, int]:
        """The places that no block shows, with their numbers."""
        return self._outside

    def anchor(self, where: Where, quote: str) -> str | None:
        """The id of what shows a place: 'b3' for a block, 'p0' for a place of its own."""
        block = self.block(where, quote)
        if block is not None:
            return f"b{block}"
        if where is None and not quote:
            return None
        place = Outside(_in_words(where), quote)
        return f"p{self._outside.setdefault(place, len(self._outside))}"

    def block(self, where: Where, quote: str) -> int | None:
        """The number of the block that shows a place."""
        if isinstance(where, tuple):
            return self._around(where[0])
        if where is None or not where.startswith(_BODY):
            return None
        return self._at(where, quote)

    def _around(self, start: int) -> int | None:
        at = bisect_right(self._spans, (start, float("inf"), 0)) - 1
        if at < 0:
            return None
        first, end, number = self._spans[at]
        return number if first <= start < end else None

    def _at(self, path: str, quote: str) -> int | None:
        """The block of the element; else one within it; else the one that the element is in."""
        if exact := self._by_path.get(path):
            return _telling(exact, quote).number
        if within := self._within(path):
            return _telling(within, quote).number
        while _STEP in path:
            path = path.rpartition(_STEP)[0]
            if around := self._by_path.get(path):
                # The words of an attribute are not in the text: a block that is alone will do.
                alone = len(around) == 1 and path != _BODY
                telling = _telling(around, quote)
                return telling.number if alone or _has_words(telling.text, quote) else None
        return None

    def _within(self, path: str) -> list[ShownBlock]:
        """Blocks of elements within another, as they come on the page."""
        start = path + _STEP
        rest = islice(self._paths, bisect_left(self._paths, start), None)
        inside = takewhile(lambda each: each.startswith(start), rest)
        found = [self._by_path[each][0] for each in islice(inside, _LOOKED_AT)]
        return sorted(found, key=lambda each: each.number)


def _telling(blocks: Iterable[ShownBlock], quote: str) -> ShownBlock:
    found = list(blocks)
    return next((each for each in found if _has_words(each.text, quote)), found[0])


def _has_words(text: str, quote: str) -> bool:
    wanted = " ".join(quote.split())
    return bool(wanted) and wanted in " ".join(text.split())


def _in_words(where: Where) -> str:
    if isinstance(where, tuple):
        return f"characters {where[0]:,} to {where[1]:,}"
    return where or "outside the text"
