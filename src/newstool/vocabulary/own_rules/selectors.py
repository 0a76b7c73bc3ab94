"""CSS selectors that a page is asked for while it is walked.

A small part of CSS: names of elements, `.class`, `#id`, `[attribute]`, `[attribute=value]` (also
`^=`, `$=`, `*=` and `~=`), one inside another (a space) or right inside it (`>`), and commas
between. The parsers' own matching tries all ancestors for each step, which on a page nested deeply
never ends; here each element is asked once for each step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

ALLOWED = (
    "elements, .class, #id, [attribute], [attribute=value] (also ^=, $=, *=, ~=),"
    " one inside another (a space or >), and commas"
)
_MOST_STEPS = 12  # elements inside one another; paths that tools write have up to ten
_LONGEST = 500  # characters
_NAME = r"-?[A-Za-z_\u00a0-\uffff][\w-]{0,99}"
_TOKEN = re.compile(
    rf"(?P<any>\*)|(?P<tag>{_NAME})|#(?P<id>[\w-]{{1,100}})|\.(?P<cls>{_NAME})"
    rf"|\[\s{{0,9}}(?P<key>[\w:.-]{{1,100}})\s{{0,9}}(?:(?P<how>[~^$*]?=)\s{{0,9}}"
    r"(?:\"(?P<double>[^\"]{0,200})\"|'(?P<single>[^']{0,200})'|(?P<bare>[\w./:-]{1,200}))\s{0,9})?\]"
)
_BETWEEN = re.compile(r"\s{0,99}(>)\s{0,99}|\s{1,99}")

Attributes = Mapping[str, str | None]


class SelectorError(ValueError):
    """A selector that isn't valid, or that has more than is allowed."""


class _Test(Struct, frozen=True):
    """What an attribute of an element must be; `how` is '' where it need only be there."""

    key: str
    how: str
    value: str


class _Step(Struct, frozen=True):
    """One element of a selector; `right_inside` the one before."""

    tag: str
    tests: tuple[_Test, ...]
    right_inside: bool


class Selector(Struct, frozen=True):
    """A path of elements, the outermost first."""

    steps: tuple[_Step, ...]


def parse_selector(text: str) -> tuple[Selector, ...]:
    """The selectors that commas separate. Raises `SelectorError`."""
    if len(text) > _LONGEST:
        raise SelectorError(f"is too long: {_LONGEST} characters are allowed")
    return tuple(map(_parse_path, _parts(text)))


def _parts(text: str) -> Iterator[str]:
    start = depth = 0
    quote = ""
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and depth:
            quote = char
        elif char in "[]":
            depth += 1 if char == "[" else -1
        elif char == "," and not depth:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _parse_path(text: str) -> Selector:
    steps: list[_Step] = []
    place, right_inside = 0, False
    while True:
        step, place = _parse_step(text, place, right_inside)
        steps.append(step)
        if len(steps) > _MOST_STEPS:
            raise SelectorError(f"has more than {_MOST_STEPS} elements inside one another")
        if place == len(text):
            return Selector(tuple(steps))
        between = _BETWEEN.match(text, place)
        if between is None:
            raise SelectorError(f"can't have {text[place:][:20]!r}")
        place, right_inside = between.end(), between[1] is not None


def _parse_step(text: str, place: int, right_inside: bool) -> tuple[_Step, int]:
    tag, tests, start = "", [], place
    while (token := _TOKEN.match(text, place)) is not None:
        if token["any"] or token["tag"]:
            if place != start:
                break
            tag = (token["tag"] or "").lower()
        elif token["id"]:
            tests.append(_Test("id", "=", token["id"]))
        elif token["cls"]:
            tests.append(_Test("class", "~=", token["cls"]))
        else:
            value = next((token[k] for k in ("double", "single", "bare") if token[k]), "")
            tests.append(_Test(token["key"].lower(), token["how"] or "", value))
        place = token.end()
    if place == start:
        raise SelectorError(f"can't have {text[place:][:20]!r}" if text[place:] else "ends early")
    return _Step(tag, tuple(tests), right_inside), place


# --- asking a page -----------------------------------------------------------------------------


class Progress(Struct, frozen=True):
    """How far each selector has come at an element, a bit for each step: in it, and around it."""

    here: int = 0
    around: int = 0


class Selectors:
    """Many selectors, asked at once while a page's elements are opened one inside another."""

    start = Progress()

    def __init__(self, selectors: Sequence[tuple[int, Selector]]) -> None:
        """Each selector comes with the number of its owner."""
        self._last: list[tuple[int, int]] = []
        self._steps: list[tuple[int, _Step, int]] = []  # bit, step, bit of the one before or 0
        bit = 1
        for number, selector in selectors:
            before = 0
            for step in selector.steps:
                self._steps.append((bit, step, before))
                before, bit = bit, bit << 1
            self._last.append((before, number))

    def enter(self, outer: Progress, tag: str, attributes: Attributes) -> Progress:
        """The progress at an element that is right inside another one."""
        here, around = 0, outer.around | outer.here
        for bit, step, before in self._steps:
            if before and not (outer.here if step.right_inside else around) & before:
                continue
            if _fits(step, tag, attributes):
                here |= bit
        if not here and not outer.here and around == outer.around:
            return outer
        return Progress(here, around)

    def found(self, progress: Progress) -> list[int]:
        """Whose selectors end at an element, each once, the first one first."""
        if not progress.here:
            return []
        return sorted({number for bit, number in self._last if progress.here & bit})


def _fits(step: _Step, tag: str, attributes: Attributes) -> bool:
    if step.tag and step.tag != tag:
        return False
    return all(_holds(test, attributes) for test in step.tests)


def _holds(test: _Test, attributes: Attributes) -> bool:
    if test.key not in attributes:
        return False
    value = attributes[test.key] or ""
    match test.how:
        case "":
            return True
        case "=":
            return value == test.value
        case "~=":
            return test.value in value.split()
        case "^=":
            return bool(test.value) and value.startswith(test.value)
        case "$=":
            return bool(test.value) and value.endswith(test.value)
        case _:
            return bool(test.value) and test.value in value
