"""The body of a page that shows none: what its scripts declare.

Some pages are drawn by script from JSON that they carry along: schema.org's `articleBody`, or the
state of a framework (Next.js, Nuxt, Apollo and kin). Only when a page shows next to nothing is
that JSON read, since elsewhere it repeats the visible text, with worse paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from newstool.model.article import Block, BlockKind, Head
from newstool.reading.html.framework_state import (
    flight_rows,
    is_flight,
    revived,
    text_of_element,
)
from newstool.reading.html.json_ld_scripts import Script
from newstool.vocabulary.document_keys import sort_keys
from newstool.vocabulary.patterns import later

SHOWN_PROSE = 400  # characters of visible prose from which a page is taken at its word
_LONG = 80  # characters; shorter blocks are menus as a rule
_SHORTEST_BODY = 400  # characters of a declared body that is worth more than a line or two
_SHORTEST_ALONE = 100  # of one that is worth more than nothing
_MAX_NODES = 200_000  # values of one state object that are looked at
_MAX_HOLDERS = 4  # objects around a body, one of which is the article's
# What an article's object may say of it as schema.org calls it, and the fields that its keys name.
_SAID = {
    "headline": ("title",),
    "author": ("authors", "byline"),
    "editor": ("editors",),
    "datePublished": ("date_published",),
    "dateModified": ("date_modified",),
    "articleSection": ("section",),
    "keywords": ("tags",),
    "description": ("description",),
}
_STATE = re.compile(r"^\s*(?:(?:window|self)\.[\w$.]{1,60}\s*=\s*)?(?=[{\[])")
_BODY_KEYS = frozenset(
    "articlebody body content html bodyhtml text paragraphs contenthtml blocks story value "
    "articlecontent maincontent copy __html".split()
)
_TAG = later(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)


class Declared(Struct, frozen=True):
    """A body that a script declares.

    `script` is the script's element, and `about` what the object around the body says of the
    article, in the words of schema.org; None where that is JSON-LD itself.
    """

    paragraphs: Sequence[str]
    script: int
    about: Mapping[str, object] | None = None

    @property
    def size(self) -> int:
        """Characters."""
        return sum(map(len, self.paragraphs))

    def blocks(self, first: int) -> list[Block]:
        """Its blocks, the first with the index `first`. They carry no markup: no visible element
        has them."""
        paragraphs = enumerate(self.paragraphs, first)
        return [Block(index, BlockKind.PARAGRAPH, text) for index, text in paragraphs]


def declared_body(
    blocks: Sequence[Block], head: Head, scripts: Iterable[Script]
) -> Declared | None:
    """The longest body that JSON-LD or a state script declares, where the page shows so little
    that it is worth reading; None elsewhere."""
    shown = _shown(blocks)
    if shown >= SHOWN_PROSE:
        return None
    shortest = _SHORTEST_BODY if shown else _SHORTEST_ALONE
    candidates = _candidates(head, scripts, shortest)
    found = max(candidates, key=lambda one: one.size, default=None)
    return None if found is None or found.size < shortest else found


def _shown(blocks: Sequence[Block]) -> int:
    """Characters of prose that the page shows, up to those that are enough."""
    shown = 0
    for block in blocks:
        if len(block.text) >= _LONG and not (block.markup is not None and block.markup.hidden):
            shown += len(block.text)
            if shown >= SHOWN_PROSE:
                break
    return shown


def is_state(text: str) -> bool:
    """Whether a script may hold the state of a framework: an object, one that is assigned, or a
    chunk."""
    return _STATE.match(text) is not None or is_flight(text)


def _candidates(head: Head, scripts: Iterable[Script], shortest: int) -> Iterator[Declared]:
    declared = False
    for item, element in zip(head.json_ld, head.json_ld_scripts, strict=True):
        body = item.get("articleBody")
        if isinstance(body, str) and len(body) >= shortest:
            declared = True
            yield Declared(_paragraphs(body), element)
    if declared:
        return  # the state of the same page holds other stories' texts too
    chunks: list[Script] = []
    for script in scripts:
        if is_flight(script.text):
            chunks.append(script)
            continue
        for body, holders in _bodies(revived(_state(script.text)), shortest):
            yield Declared(body, script.element, _about(holders))
    for row in flight_rows(chunk.text for chunk in chunks):
        for body, holders in _bodies(row, shortest):
            yield Declared(body, chunks[0].element, _about(holders))


def _state(script: str) -> object:
    """The object of a state script; None where it isn't JSON. What follows it is code."""
    start = _STATE.match(script)
    if start is None:
        return None
    text = script[start.end() :].rstrip().rstrip(";")
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _bodies(
    state: object, shortest: int
) -> Iterator[tuple[list[str], tuple[Mapping[str, object], ...]]]:
    """Long strings under a body's key, and runs of strings in a list; without recursion.

    With each come the objects around it, the innermost first.
    """
    pending: list[tuple[str, object, tuple[Mapping[str, object], ...]]] = [("", state, ())]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        key, value, holders = pending.pop()
        if isinstance(value, str):
            if key in _BODY_KEYS and len(value) >= shortest:
                yield _paragraphs(value), holders
        elif isinstance(value, dict):
            around = (value, *holders[: _MAX_HOLDERS - 1])
            pending.extend((name.lower(), item, around) for name, item in value.items())
        elif isinstance(value, list):
            pieces = [piece for item in value if (piece := _piece(item))]
            drawn = sum(map(bool, map(text_of_element, value)))
            if (key in _BODY_KEYS or drawn > 1) and len(pieces) > 1:
                yield [text for piece in pieces for text in _paragraphs(piece)], holders
            pending.extend((key, item, holders) for item in value)


def _about(holders: Iterable[Mapping[str, object]]) -> Mapping[str, object] | None:
    """What the innermost object that has a title says of its article."""
    for holder in holders:
        keys = sort_keys(holder)
        if "title" in keys:
            said = {
                name: _first(holder, [key for field in fields for key in keys.get(field, ())])
                for name, fields in _SAID.items()
            }
            told = {name: value for name, value in said.items() if value is not None}
            return {"@type": "Article", **told}
    return None


def _first(holder: Mapping[str, object], keys: Iterable[str]) -> object:
    """The first of some values that says something: a string, a list or an object."""
    values = (holder[key] for key in keys)
    return next((one for one in values if one and isinstance(one, str | list | dict)), None)


def _piece(item: object) -> str:
    """The text of one element of a list of paragraphs: a string, or an object that holds one."""
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        for name in ("text", "content", "html", "value"):
            value = item.get(name)
            if isinstance(value, str):
                return value
    return text_of_element(item)


def _paragraphs(text: str) -> list[str]:
    """A declared body to its paragraphs: of HTML by its elements, else by lines."""
    if _TAG.search(text):
        body = LexborHTMLParser(text.encode("utf-8", "replace").decode()).body
        text = body.text(separator="\n") if body is not None else ""
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
