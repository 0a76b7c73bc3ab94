"""Two versions' records side by side, with what differs marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

import msgspec

from newstool.export.inspection.markup import Html, said, tag
from newstool.export.inspection.record_panel import is_empty, value_html
from newstool.export.inspection.record_parts import objects, string

# What says how a record was made rather than what it says; `text` is the body once more.
_PASSED_OVER = frozenset(("schema_version", "input", "text", "evidence", "blocks", "body"))
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_PIECES = 4_000  # words and marks; longer texts are compared by paragraphs alone


def compared(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[Html, int]:
    """A table of the fields that differ, the body's paragraphs too, and how many differ."""
    names = [name for name in dict.fromkeys((*one, *other)) if name not in _PASSED_OVER]
    rows = [
        _row(name, one.get(name), other.get(name))
        for name in names
        if not _same(one.get(name), other.get(name))
    ]
    body = list(_body_rows(_paragraphs(one), _paragraphs(other)))
    count = len(rows) + bool(body)
    if not count:
        same = tag("p", "The two records say the same.", cls="same")
        return tag("section", tag("h2", "Compared"), same, cls="compared"), 0
    heads = (tag("th", head, scope="col") for head in ("", "this record", "the other"))
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows, *body))
    title = f"{count} field" + "s differ" * (count != 1) + " differs" * (count == 1)
    return tag("section", tag("h2", title), tag("div", table, cls="scroll"), cls="compared"), count


def _same(one: object, other: object) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _row(name: str, one: object, other: object) -> Html:
    left, right = value_html(name, one), value_html(name, other)
    if isinstance(one, str) and isinstance(other, str):
        left, right = _marked(one, other)
    elif is_empty(one) or is_empty(other):
        left = tag("del", left) if not is_empty(one) else tag("span", "nothing", cls="none")
        right = tag("ins", right) if not is_empty(other) else tag("span", "nothing", cls="none")
    elif isinstance(one, list) and isinstance(other, list):
        left, right = _list(one, other, "del"), _list(other, one, "ins")
    return tag("tr", tag("th", name, scope="row"), tag("td", left), tag("td", right))


def _list(values: list[object], others: list[object], mark: str) -> Html:
    """A list's members a line each; those that the other list lacks are marked."""
    known = {msgspec.json.encode(each) for each in others}
    lines = (
        tag("li", shown if msgspec.json.encode(each) in known else tag(mark, shown))
        for each in values
        for shown in [value_html("", each)]
    )
    return tag("ul", *lines)


# --- texts ---------------------------------------------------------------------------------------


def _marked(one: str, other: str) -> tuple[Html, Html]:
    """Two texts with the words that differ marked."""
    left, right = _PIECE.findall(one), _PIECE.findall(other)
    if len(left) + len(right) > _MOST_PIECES:
        return tag("del", said(one)), tag("ins", said(other))
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    before, after = [], []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, new = "".join(left[i1:i2]), "".join(right[j1:j2])
        if kind == "equal":
            before.append(Html(tag("span", gone)))
            after.append(Html(tag("span", new)))
            continue
        if gone:
            before.append(tag("del", gone))
        if new:
            after.append(tag("ins", new))
    return tag("bdi", *before, dir="auto"), tag("bdi", *after, dir="auto")


def _paragraphs(record: Mapping[str, object]) -> list[str]:
    parts = [string(part, "text") for part in objects(record.get("body"))]
    return parts or [part for part in string(record, "text").split("\n\n") if part]


def _body_rows(one: list[str], other: list[str]) -> Iterator[Html]:
    """The paragraphs that differ, and how many of the same are between."""
    if one == other:
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            number = i2 - i1
            said_so = f"{number:,} paragraph" + "s" * (number != 1) + " alike"
            alike = tag("td", said_so, colspan=2, cls="alike")
            yield tag("tr", tag("th", "body", scope="row"), alike)
            continue
        for number in range(max(i2 - i1, j2 - j1)):
            left = one[i1 + number] if i1 + number < i2 else None
            right = other[j1 + number] if j1 + number < j2 else None
            yield _row("body", left, right)
