"""JSON-LD as found in the wild to a flat list of objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape

import msgspec
from msgspec import Struct

from newstool.reading.html.json_mending import mended_json
from newstool.vocabulary.patterns import later

_COMMENTS = later(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_COMMENT_END = later(r"(?:-->|//\s{0,50}\]\]>|/\*\s{0,50}\]\]>\s{0,50}\*/|\]\]>)\s*+;?\s*+$")
_TRAILING_COMMA = later(r",(\s{0,50}[}\]])")
_CONTROLS = later(r"[\x00-\x1f]")
_MAX_CHARACTERS = 2_000_000  # of one script; the largest in the development data has 200,000
_MAX_OBJECTS = 5_000


class Script(Struct, frozen=True):
    """A script's text, and its index among the page's elements."""

    text: str
    element: int


def read_json_ld(
    scripts: Iterable[Script],
) -> tuple[tuple[Mapping[str, object], ...], tuple[int, ...]]:
    """All objects of the page's JSON-LD scripts, and the element that each of them is in.

    They are taken out of lists and `@graph`, in page order. A script that is no JSON even after
    mending is left out: its words are in no block, and a field that has no other source stays null.
    """
    found: list[Mapping[str, object]] = []
    elements: list[int] = []
    for script in scripts:
        if len(script.text) <= _MAX_CHARACTERS:
            _flatten(_load(script.text), found)
            elements += [script.element] * (len(found) - len(elements))
    return tuple(found), tuple(elements)


def _load(script: str) -> object:
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    mended = _COMMENT_END.sub("", _COMMENTS.sub("", script)).strip().rstrip(";")
    # A raw line break inside a string is the commonest fault; outside strings a space does as well.
    mended = _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", mended))
    for candidate in (mended, mended.replace("\\'", "'"), unescape(mended)):
        try:
            return msgspec.json.decode(candidate.encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
    return _rewritten(mended)


def _rewritten(text: str) -> object:
    """The objects of a script whose strings or commas are broken, as a list; None if none is."""
    text = text if '"' in text or "&quot;" not in text else unescape(text)
    if "{" not in text or '"' not in text:
        return None
    try:
        return msgspec.json.decode(mended_json(text).encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None


def _flatten(value: object, found: list[Mapping[str, object]]) -> None:
    """Depth-first in page order, without recursion."""
    pending = [value]
    while pending and len(found) < _MAX_OBJECTS:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            graph = item.get("@graph")
            if "@type" in item or graph is None:
                found.append(item)
            if isinstance(graph, (list, dict)):
                pending.append(graph)
            main = item.get("mainEntity") if "@type" in item else None
            if isinstance(main, (dict, list)):
                pending.append(main)
