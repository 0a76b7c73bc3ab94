"""HTML made of elements: whatever is not `Html` already is escaped, so nothing can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from newstool.reading.printable import UNSAFE, mark_of, printable

# Characters that Unicode keeps out of all text, and half characters.
_FORBIDDEN = re.compile("[\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_EMPTY = frozenset(("input",))
_DRAWN = frozenset(("rect", "line"))  # of SVG: they end where they begin


class Html(str):
    """Text that is HTML already: it is put in as it is."""

    __slots__ = ()


Child = str | None | Iterable["Child"]


def tag(_name: str, *children: Child, **attributes: object) -> Html:
    """An element. `cls` is its class, `for_x` is `for-x`; None and False leave an attribute out."""
    head = _name + "".join(_attributes(attributes))
    if _name in _EMPTY:
        return Html(f"<{head}>")
    if _name in _DRAWN:
        return Html(f"<{head}/>")
    return Html(f"<{head}>{join(children)}</{_name}>")


def join(children: Iterable[Child]) -> Html:
    """Elements and texts one after another."""
    return Html("".join(_written(child) for child in children))


def shown(text: str) -> Html:
    """Text with an element for each character that hides something or drives what shows it."""
    if text.isascii() and text.isprintable():
        return Html(escape(text))
    parts, at = [], 0
    for found in UNSAFE.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        mark = f'<i class="ctl" title="{name}">{escape(mark_of(found[0]))}</i>'
        parts += [escape(text[at : found.start()]), mark]
        at = found.end()
    return Html(_FORBIDDEN.sub("\ufffd", "".join([*parts, escape(text[at:])])))


def plain(text: str) -> Html:
    """Text for places that take no elements: titles, attributes."""
    return Html(escape(_FORBIDDEN.sub("\ufffd", printable(text))))


def said(text: str, **attributes: object) -> Html:
    """An article's own words: in a direction of their own, which can't turn what is around them."""
    return tag("bdi", shown(text), **attributes)


def _written(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return shown(child)
    return join(child)


def _attributes(attributes: dict[str, object]) -> Iterable[str]:
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        name = "class" if name == "cls" else name.replace("_", "-")
        if value is True:
            yield f" {name}"
        else:
            yield f' {name}="{plain(str(value))}"'
