"""The body of a page that shows none: what its scripts declare.

Some pages are drawn by script from JSON that they carry along: schema.org's `articleBody`, or the
state of a framework (Next.js `__NEXT_DATA__` and kin). Only when a page shows next to nothing is
that JSON read, since elsewhere it repeats the visible text, with worse paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from selectolax.lexbor import LexborHTMLParser

from newstool.model.article import Block, BlockKind, Head
from newstool.reading.html.json_ld_scripts import Script

SHOWN_PROSE = 400  # characters of visible prose from which a page is taken at its word
_LONG = 80  # characters; shorter blocks are menus as a rule
_SHORTEST_BODY = 400  # characters of a declared body that is worth more than nothing
_MAX_NODES = 200_000  # values of one state object that are looked at
_STATE = re.compile(r"^\s*(?:(?:window|self)\.[\w$.]{1,60}\s*=\s*)?(?=[{\[])")
_BODY_KEYS = frozenset(
    "articlebody body content html bodyhtml text paragraphs contenthtml blocks story value "
    "articlecontent maincontent copy".split()
)
_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)


def needs_declared_body(blocks: Sequence[Block]) -> bool:
    """Whether the page shows so little that its scripts are worth reading."""
    shown = 0
    for block in blocks:
        if len(block.text) >= _LONG and not (block.markup is not None and block.markup.hidden):
            shown += len(block.text)
            if shown >= SHOWN_PROSE:
                return False
    return True


def declared_blocks(
    head: Head, scripts: Iterable[Script], first: int
) -> tuple[list[Block], int | None]:
    """Blocks of the body that JSON-LD or a state script declares, and the script's element.

    `first` is the index of the first of them. They carry no markup: no visible element has them.
    """
    candidates = _candidates(head, scripts)
    paragraphs, script = max(candidates, key=lambda one: _size(one[0]), default=([], None))
    if _size(paragraphs) < _SHORTEST_BODY:
        return [], None
    blocks = [
        Block(first + number, BlockKind.PARAGRAPH, text) for number, text in enumerate(paragraphs)
    ]
    return blocks, script


def _size(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _candidates(head: Head, scripts: Iterable[Script]) -> Iterator[tuple[list[str], int]]:
    declared = False
    for item, element in zip(head.json_ld, head.json_ld_scripts, strict=True):
        body = item.get("articleBody")
        if isinstance(body, str) and len(body) >= _SHORTEST_BODY:
            declared = True
            yield _paragraphs(body), element
    if declared:
        return  # the state of the same page holds other stories' texts too
    for script in scripts:
        start = _STATE.match(script.text)
        if start is not None:
            try:
                state = msgspec.json.decode(script.text[start.end() :].rstrip().rstrip(";"))
            except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
                continue
            for body in _bodies(state):
                yield body, script.element


def _bodies(state: object) -> Iterator[list[str]]:
    """Long strings under a body's key, and runs of strings in a list; without recursion."""
    pending: list[tuple[str, object]] = [("", state)]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        key, value = pending.pop()
        if isinstance(value, str):
            if key in _BODY_KEYS and len(value) >= _SHORTEST_BODY:
                yield _paragraphs(value)
        elif isinstance(value, dict):
            pending.extend((name.lower(), item) for name, item in value.items())
        elif isinstance(value, list):
            pieces = [piece for item in value if (piece := _piece(item))]
            if key in _BODY_KEYS and len(pieces) > 1:
                yield [text for piece in pieces for text in _paragraphs(piece)]
            pending.extend((key, item) for item in value)


def _piece(item: object) -> str:
    """The text of one element of a list of paragraphs: a string, or an object that holds one."""
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        for name in ("text", "content", "html", "value"):
            value = item.get(name)
            if isinstance(value, str):
                return value
    return ""


def _paragraphs(text: str) -> list[str]:
    """A declared body to its paragraphs: of HTML by its elements, else by lines."""
    if _TAG.search(text):
        body = LexborHTMLParser(text.encode("utf-8", "replace").decode()).body
        text = body.text(separator="\n") if body is not None else ""
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
