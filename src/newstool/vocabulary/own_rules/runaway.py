"""Whether a pattern that somebody else wrote could run away, judged by its parse tree.

Python's matcher tries one way after another. Where a repeat can end at several places, it tries
them all: unless what may come next cannot be one of the characters that it repeats. So the ways
that a pattern can go from one place are counted, and a pattern is refused that has too many or that
reads to the end of a line again and again. The bound is on the safe side: it refuses some
patterns that would be quick after all, which can be written with smaller repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# Ways that a pattern may go from one place of a line, each of which takes up to 0.1 us, where it is
# looked for at each place, and where it is tried at the line's beginning alone: 40 and 5 ms for a
# line of 400 characters at worst. Of the shipped patterns, tested to be linear one by one, 42 of
# 60 have fewer.
MOST_WAYS = 1_000
MOST_WAYS_ANCHORED = 50_000
_ENDLESS_WAYS = MOST_WAYS_ANCHORED + 1
_LONGEST = 2_000  # characters of a pattern
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_ASSERTIONS = (ops.ASSERT, ops.ASSERT_NOT)
_BEGINNINGS = (ops.AT_BEGINNING, ops.AT_BEGINNING_STRING)
_CATEGORIES = {
    ops.CATEGORY_DIGIT: re.compile(r"\d"),
    ops.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    ops.CATEGORY_SPACE: re.compile(r"\s"),
    ops.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    ops.CATEGORY_WORD: re.compile(r"\w"),
    ops.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
# One of each kind of character beyond ASCII that a set may tell from others.
_KINDS = "éßİ中かไअ\u0663\xa0\u200b—“，"

Chars = frozenset[str]
_NONE: Chars = frozenset()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern; case is ignored but inside `(?-i:...)`."""
    return re.compile(pattern, re.IGNORECASE)


def fault_of(pattern: str, *, anchored: bool = False) -> str | None:
    """What is wrong with a pattern, or None. `anchored`: it is tried from one place alone."""
    if len(pattern) > _LONGEST:
        return f"is too long: {_LONGEST} characters are allowed"
    try:
        compiled(pattern)
        return _fault_of_tree(list(_parser.parse(pattern)), anchored)
    except RecursionError:
        return "has too many brackets inside one another"
    except (re.error, OverflowError) as error:
        return f"is not a regular expression: {error}"


def _fault_of_tree(tree: list[Any], anchored: bool) -> str | None:
    if any(op in (ops.GROUPREF, ops.GROUPREF_EXISTS) for op, _ in _walk(tree)):
        return "could run away: it refers back to a group"
    endless = sum(op in _REPEATS and argument[1] is ops.MAXREPEAT for op, argument in _walk(tree))
    if endless and _takes_the_rest(tree[-1]):
        endless -= 1
    anchored = anchored or _begins_line(tree)
    if endless > anchored:
        return "could run away: say how often each part may be repeated at most, as in .{0,40}"
    if _Counter(tree).sequence(tree, _NONE).ways > (MOST_WAYS_ANCHORED if anchored else MOST_WAYS):
        return "could run away: it can match in too many ways; repeat its parts less often"
    return None


def _takes_the_rest(item: Any) -> bool:
    """Whether an item repeats a character without an end: at the end of a pattern nothing fails."""
    op, argument = item
    if op not in _REPEATS or argument[1] is not ops.MAXREPEAT:
        return False
    return len(argument[2]) == 1 and argument[2][0][0] in (ops.IN, ops.ANY, ops.LITERAL)


def _begins_line(tree: Sequence[Any]) -> bool:
    return bool(tree) and tree[0][0] is ops.AT and tree[0][1] in _BEGINNINGS


def _walk(tree: Iterable[Any]) -> Iterator[Any]:
    """Every item of a tree, those inside others too."""
    waiting = list(tree)
    while waiting:
        item = waiting.pop()
        yield item
        for inner in _inside(*item):
            waiting.extend(inner)


def _inside(op: object, argument: Any) -> list[Any]:
    if op in _REPEATS:
        return [argument[2]]
    if op is ops.SUBPATTERN:
        return [argument[3]]
    if op is ops.BRANCH:
        return list(argument[1])
    if op in _ASSERTIONS:
        return [argument[1]]
    return [argument] if op is ops.ATOMIC_GROUP else []


class _Part(NamedTuple):
    """In how many ways a part can match from one place, what it begins with, and whether it can be
    empty."""

    ways: int
    first: Chars
    empty: bool


class _Counter:
    """Counts ways. Sets of characters are compared by some characters of each kind."""

    def __init__(self, tree: Sequence[Any]) -> None:
        written = {chr(code) for code in _codes(tree)}
        self.all = frozenset({*map(chr, range(128)), *_KINDS, *written})
        self._firsts: dict[int, Chars] = {}

    def sequence(self, tree: Iterable[Any], after: Chars) -> _Part:
        """A part followed by one of the characters `after`; none where nothing can fail then."""
        ways, first, empty = 1, _NONE, True
        for item in reversed(list(tree)):
            part = self.item(item[0], item[1], after)
            ways = min(ways * part.ways, _ENDLESS_WAYS)
            first = part.first | first if part.empty else part.first
            after = part.first | after if part.empty else part.first
            empty = empty and part.empty
        return _Part(ways, first, empty)

    def item(self, op: object, argument: Any, after: Chars) -> _Part:
        """One item of a tree."""
        if op in _REPEATS:
            return self._repeat(argument, after)
        if op is ops.BRANCH:
            return self._branch([self.sequence(each, after) for each in argument[1]])
        if op in _ASSERTIONS or op is ops.AT:
            # It takes no character, and may fail at any.
            parts = [self.sequence(each, self.all) for each in _inside(op, argument)]
            return _Part(max((part.ways for part in parts), default=1), self.all, True)
        inner = _inside(op, argument)
        if inner:
            return self.sequence(inner[0], after)
        return _Part(1, self._chars(op, argument), False)

    def _repeat(self, argument: Any, after: Chars) -> _Part:
        least, most, body = argument
        part = self.sequence(body, after | self._first(body) if most > 1 else after)
        ends_anywhere = part.empty or not part.first.isdisjoint(after)
        ways = _ways_of_repeat(int(least), most, part.ways, ends_anywhere)
        return _Part(ways, part.first, part.empty or least == 0)

    def _first(self, body: Any) -> Chars:
        """What a repeated part begins with, worked out once: repeats may be inside one another."""
        if id(body) not in self._firsts:
            self._firsts[id(body)] = self.sequence(body, _NONE).first
        return self._firsts[id(body)]

    def _branch(self, parts: list[_Part]) -> _Part:
        first = _NONE.union(*(part.first for part in parts))
        always = sum(part.ways for part in parts if part.empty)
        ways = [sum(p.ways for p in parts if char in p.first and not p.empty) for char in first]
        return _Part(max(ways, default=0) + always or 1, first, any(part.empty for part in parts))

    def _chars(self, op: object, argument: Any) -> Chars:
        if op is ops.ANY:
            return self.all - {"\n"}
        if op is ops.LITERAL:
            return frozenset(_cases(chr(argument)))
        if op is ops.NOT_LITERAL:
            return self.all - {chr(argument)}
        if op is ops.IN:
            return self._set(argument)
        return self.all

    def _set(self, members: Sequence[Any]) -> Chars:
        negated = members[0][0] is ops.NEGATE
        found = {char for char in self.all if any(_is_of(char, each) for each in members)}
        if negated:
            return self.all - found
        return frozenset(other for char in found for other in _cases(char))


def _ways_of_repeat(least: int, most: Any, inner: int, ends_anywhere: bool) -> int:
    if most is ops.MAXREPEAT:
        return 1 if inner == 1 else _ENDLESS_WAYS
    if not ends_anywhere:
        return int(min(inner ** min(int(most), 64), _ENDLESS_WAYS))
    ways = 0
    for count in range(least, int(most) + 1):
        ways += inner ** min(count, 64)
        if ways > MOST_WAYS_ANCHORED:
            break
    return max(ways, 1)


def _cases(char: str) -> tuple[str, ...]:
    return (char, char.lower(), char.upper())


@lru_cache(maxsize=4096)
def _is_of(char: str, member: Any) -> bool:
    op, argument = member
    if op is ops.LITERAL:
        return ord(char) == int(argument)
    if op is ops.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return bool(op is ops.CATEGORY and _CATEGORIES[argument].match(char))


def _codes(tree: Iterable[Any]) -> Iterator[int]:
    """The characters that a tree writes, the ends of its ranges too."""
    for op, argument in _walk(tree):
        if op in (ops.LITERAL, ops.NOT_LITERAL):
            yield argument
        elif op is ops.IN:
            for member, value in argument:
                if member is ops.LITERAL:
                    yield value
                elif member is ops.RANGE:
                    yield from value
