"""Where a block or a field is in the input, as the record shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from newstool.model.article import (
    Block,
    Container,
    Element,
    Found,
    InContainer,
    InElement,
    InJson,
    InPage,
    Reading,
    Span,
    Where,
)
from newstool.vocabulary.patterns import later

T = TypeVar("T")
_Box = InContainer | InElement

# Levels of a path: real pages have up to 100. What is nested deeper is cited by the element that
# is so many levels down and holds it: whole paths of a machine-made page can be megabytes.
MAX_STEPS = 150
_SOLE = ("html", "head", "body")
# What an element of the head is known by, whatever the tree around it looks like.
_KNOWN_BY = {
    "meta": ("property", "name", "itemprop", "http-equiv"),
    "link": ("rel",),
    "script": ("type",),
}
_LONGEST_VALUE = 100  # characters of an attribute's value in a selector
_NAME = later(r"[a-z][a-z0-9-]*")


def spans_of(reading: Reading) -> list[Span]:
    """The spans of a plain text's blocks, in order."""
    return [block.span for block in reading.blocks if block.span is not None]


class Places:
    """The places of one reading. Paths are worked out when asked for, each part of one once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._paths: dict[_Box, tuple[int, str]] = {}  # levels and path
        self._selectors: Counter[str] | None = None

    def of_block(self, block: Block) -> tuple[int, int] | str:
        """`[start, end)` in characters of the decoded text, or the element's CSS path in HTML."""
        if block.markup is not None:
            return self._path(InContainer(block.markup.container))
        if block.span is not None:
            return self._of_span(block.span.start, block.span.end)
        script = self._reading.declared_in
        return "html" if script is None else self.of_element(script)

    def of_found(self, found: Found[T]) -> tuple[int, int] | str | None:
        """Where a field was read; None for what is outside the text, as a given URL."""
        if found.at is not None:
            return self._of_place(found.at)
        if found.block is not None and 0 <= found.block < len(self._reading.blocks):
            return self.of_block(self._reading.blocks[found.block])
        return None

    def _of_place(self, place: Where) -> tuple[int, int] | str:
        match place:
            case Span(start, end):
                return self._of_span(start, end)
            case InElement(index):
                return self.of_element(index)
            case InContainer():
                return self._path(place)
            case InJson(pointer):
                return pointer
            case InPage(path):
                return path

    def of_element(self, element: int) -> str:
        """A CSS selector that finds the element and no other.

        That is its path, 'html > body > div:nth-child(2)', or what a tag of the head is known by:
        'meta[property="og:title"]'.
        """
        for selector in selectors(self._reading.elements[element]):
            if self._counted()[selector.lower()] == 1:
                return selector
        return self._path(InElement(element))

    def _of_span(self, start: int, end: int) -> tuple[int, int]:
        offset = self._reading.document.offset
        return start + offset, end + offset

    def _path(self, place: _Box) -> str:
        unknown: list[_Box] = []
        at: _Box | None = place
        while at is not None and at not in self._paths:
            unknown.append(at)
            at = self._around(at)
        level, path = (0, "") if at is None else self._paths[at]
        for each in reversed(unknown):
            root = self._root(each)
            if root is not None:
                level, path = 1, root
            elif level < MAX_STEPS:
                one = self._at(each)
                level, path = level + 1, step_to(path, one.tag, one.nth)
            self._paths[each] = level, path
        return path

    def _root(self, place: _Box) -> str | None:
        """The path of an element at the top of a text that was cut out of a page."""
        roots = self._reading.document.roots
        if not roots:
            return None
        around, one = self._around(place), self._at(place)
        if around is not None and self._at(around).tag == "body" and one.nth <= len(roots):
            return roots[one.nth - 1]
        is_around_them = around is None or one.tag in _SOLE or self._at(around).tag in _SOLE
        return roots[0].rpartition(" > ")[0] if is_around_them else None

    def _at(self, place: _Box) -> Container | Element:
        if isinstance(place, InContainer):
            return self._reading.containers[place.index]
        return self._reading.elements[place.index]

    def _around(self, place: _Box) -> _Box | None:
        """What is right around an element; None at the root."""
        one = self._at(place)
        if one.inside is not None:
            return InElement(one.inside)
        outer = one.parent if isinstance(one, Container) else one.container
        return None if outer is None else InContainer(outer)

    def _counted(self) -> Counter[str]:
        """How many elements each selector finds. Some names are matched in any case."""
        if self._selectors is None:
            self._selectors = Counter(
                selector.lower()
                for element in self._reading.elements
                for selector in selectors(element)
            )
        return self._selectors


def selectors(element: Element) -> Iterator[str]:
    """CSS selectors of an element by its attributes, the one that it is known by first.

    An attribute's value is as written: 'meta[name="DC.date"]'.
    """
    attributes = element.attributes or {}
    for key in _KNOWN_BY.get(element.tag, ()) if attributes else ():
        value = attributes.get(key)
        if value and len(value) <= _LONGEST_VALUE and value.isprintable():
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            yield f'{element.tag}[{key}="{quoted}"]'


def step_to(path: str, tag: str, nth: int) -> str:
    """The path of an element: of what is around it, and its place among the elements there."""
    if tag in _SOLE:
        return f"{path} > {tag}" if path else tag
    if not _NAME.fullmatch(tag):  # 'o:p' and worse, which CSS would have escaped
        tag = "*"
    return f"{path} > {tag}:nth-child({nth})"
