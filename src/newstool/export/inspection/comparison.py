"""Two versions' records side by side, with what differs marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import msgspec

from newstool.export.inspection.markup import Html, tag
from newstool.export.inspection.record_panel import is_empty, value_html
from newstool.export.inspection.record_parts import objects, string

# What says how a record was made rather than what it says; `text` is the body once more.
_PASSED_OVER = frozenset(("schema_version", "input", "text", "evidence", "blocks", "body"))
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
# Of all comparisons of one article, each counted as the product of the two lengths, in words or in
# paragraphs: what is beyond is marked as a whole. 20 million take some seconds at the worst.
_MOST_WORK = 20_000_000


def compared(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[Html, int]:
    """A table of the fields that differ, the body's paragraphs too, and how many differ."""
    names = [name for name in dict.fromkeys((*one, *other)) if name not in _PASSED_OVER]
    comparer = _Comparer()
    rows = [
        comparer.row(name, one.get(name), other.get(name))
        for name in names
        if not _same(one.get(name), other.get(name))
    ]
    body = list(comparer.body_rows(_paragraphs(one), _paragraphs(other)))
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


_Opcode = tuple[str, int, int, int, int]  # of difflib


class _Comparer:
    """Finds what differs, as far as there is room for the work."""

    def __init__(self) -> None:
        self._room = _MOST_WORK

    def _opcodes(self, one: list[str], other: list[str]) -> Sequence[_Opcode]:
        work = len(one) * len(other)
        if work > self._room:
            return [("replace", 0, len(one), 0, len(other))]
        self._room -= work
        return difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()

    def row(self, name: str, one: object, other: object) -> Html:
        """A field's two values, with what differs marked."""
        if isinstance(one, str) and isinstance(other, str):
            left, right = self._marked(one, other)
        elif is_empty(one) or is_empty(other):
            left, right = _alone(name, one, "del"), _alone(name, other, "ins")
        elif isinstance(one, list) and isinstance(other, list):
            left, right = _list(one, other, "del"), _list(other, one, "ins")
        else:
            left, right = value_html(name, one), value_html(name, other)
        return tag("tr", tag("th", name, scope="row"), tag("td", left), tag("td", right))

    def _marked(self, one: str, other: str) -> tuple[Html, Html]:
        """Two texts with the words that differ marked."""
        left, right = _PIECE.findall(one), _PIECE.findall(other)
        before: list[Html] = []
        after: list[Html] = []
        for kind, i1, i2, j1, j2 in self._opcodes(left, right):
            gone, new = "".join(left[i1:i2]), "".join(right[j1:j2])
            if gone:
                before.append(tag("span" if kind == "equal" else "del", gone))
            if new:
                after.append(tag("span" if kind == "equal" else "ins", new))
        return tag("bdi", *before, dir="auto"), tag("bdi", *after, dir="auto")

    def body_rows(self, one: list[str], other: list[str]) -> Iterator[Html]:
        """The paragraphs that differ, and how many of the same are between."""
        if one == other:
            return
        for kind, i1, i2, j1, j2 in self._opcodes(one, other):
            if kind == "equal":
                number = i2 - i1
                said_so = f"{number:,} paragraph" + "s" * (number != 1) + " alike"
                alike = tag("td", said_so, colspan=2, cls="alike")
                yield tag("tr", tag("th", "body", scope="row"), alike)
                continue
            for left, right in zip_longest(one[i1:i2], other[j1:j2]):
                yield self.row("body", left, right)


def _alone(name: str, value: object, mark: str) -> Html:
    """A value where the other version has none, or that there is none."""
    if is_empty(value):
        return tag("span", "nothing", cls="none")
    return tag(mark, value_html(name, value))


def _list(values: list[object], others: list[object], mark: str) -> Html:
    """A list's members a line each; those that the other list lacks are marked."""
    known = {msgspec.json.encode(each) for each in others}
    lines = (
        tag("li", shown if msgspec.json.encode(each) in known else tag(mark, shown))
        for each in values
        for shown in [value_html("", each)]
    )
    return tag("ul", *lines)


def _paragraphs(record: Mapping[str, object]) -> list[str]:
    parts = [string(part, "text") for part in objects(record.get("body"))]
    return parts or [part for part in string(record, "text").split("\n\n") if part]
