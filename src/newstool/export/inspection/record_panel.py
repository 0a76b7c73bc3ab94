"""The record beside the article: each value with the place it was read from and what lost to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newstool.export.inspection.markup import Child, Html, said, tag
from newstool.export.inspection.places import Places
from newstool.export.inspection.record_parts import evidence_of, string, where_of

Candidates = Mapping[str, Sequence[Mapping[str, object]]]

# Shown elsewhere on the page, or said by the rest.
_ELSEWHERE = frozenset(("schema_version", "input", "body", "text", "evidence", "blocks"))
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")
_LINKED = ("url", "canonical_url")
_SHOWN_QUOTE = 160  # characters of the words at a place


class RecordPanel:
    """Shows one record; what its values link to is in `readers` afterwards."""

    def __init__(
        self,
        record: Mapping[str, object],
        candidates: Candidates,
        places: Places,
        prefix: str,
    ) -> None:
        self._record = record
        self._candidates = candidates
        self._places = places
        self._prefix = prefix
        self._evidence = dict(evidence_of(record))
        self.readers: dict[str, list[str]] = {}

    def html(self) -> Html:
        """The fields that have a value, then the names of those that have none."""
        rows: list[Html] = []
        empty: list[str] = []
        for name, value in self._record.items():
            if name in _ELSEWHERE:
                continue
            if is_empty(value) and name not in self._candidates:
                empty.append(name)
            else:
                rows.append(self._field(name, value))
        rest = tag("p", "Not in it: ", ", ".join(empty), cls="empty") if empty else None
        return tag("div", tag("dl", *rows, cls="record"), rest)

    def _field(self, name: str, value: object) -> Html:
        several = isinstance(value, list)
        values = value if isinstance(value, list) else [value]
        shown = [
            self._value(f"{name}.{number}" if several else name, each)
            for number, each in enumerate(values)
        ]
        if is_empty(value):
            shown = [tag("span", "nothing", cls="none")]
        return tag(
            "div",
            tag("dt", name),
            tag("dd", *shown, self._losers(name)),
            cls="field",
            id=f"{self._prefix}f-{name}" if several else None,
        )

    def _value(self, name: str, value: object) -> Html:
        return tag(
            "div",
            tag("div", value_html(name, value), cls="value"),
            self._source(name),
            cls="v",
            id=f"{self._prefix}f-{name}",
        )

    def _source(self, name: str) -> Html | None:
        found = self._evidence.get(name)
        if found is None:
            return None
        doubt = tag("em", "ambiguous", cls="doubt") if found.get("ambiguous") is True else None
        return tag("div", self._link(found, name), doubt, cls="from")

    def _link(self, found: Mapping[str, object], reader: str | None) -> Html:
        """The place's name, as a link to what shows it; its own words as a hint."""
        source, quote = string(found, "from"), string(found, "quote")
        anchor = self._places.anchor(where_of(found.get("where")), quote)
        if anchor is None:
            return tag("span", source)
        if reader is not None:
            self.readers.setdefault(anchor, []).append(reader)
        hint = quote[:_SHOWN_QUOTE] or None
        return tag("a", source or "its place", href=f"#{self._prefix}{anchor}", title=hint)

    def _losers(self, name: str) -> Html | None:
        lost = [each for each in self._candidates.get(name, ()) if each.get("lost") is not None]
        if not lost:
            return None
        rows = (
            tag(
                "tr",
                tag("td", value_html("", each.get("value"))),
                tag("td", self._link(each, None)),
                tag("td", _number(each.get("score")), cls="n"),
                tag("td", str(each.get("lost"))),
            )
            for each in lost
        )
        heads = tag("tr", *(tag("th", head, scope="col") for head in _HEADS))
        table = tag("table", tag("thead", heads), tag("tbody", *rows))
        noun = "other was" if len(lost) == 1 else "others were"
        summary = tag("summary", f"{len(lost)} {noun} not chosen")
        return tag("details", summary, tag("div", table, cls="scroll"), cls="losers")


_HEADS = ("value", "from", "score", "why not")


def is_empty(value: object) -> bool:
    """Whether a record says nothing of a field."""
    if isinstance(value, Mapping):
        return all(is_empty(each) for each in value.values())
    return value is None or value in ("", [])


def value_html(name: str, value: object) -> Html:
    """A value as a person reads it: lists with commas, objects as lines of their parts."""
    if isinstance(value, str):
        if name in _LINKED and _ADDRESS.fullmatch(value):
            link = tag("bdi", value)
            return tag("a", link, href=value, rel="noreferrer noopener", cls="away")
        return said(value, dir="auto")
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return tag("span", *_with_commas(value_html("", each) for each in value))
    if value is None:
        return tag("span", "nothing", cls="none")
    if isinstance(value, bool):
        return tag("span", "yes" if value else "no")
    return tag("span", f"{value:,}" if isinstance(value, int) else str(value))


def _object(value: Mapping[str, object]) -> Html:
    """'Ana Ruiz' with 'author' below: the part that names it first, the others small."""
    parts = {key: each for key, each in value.items() if not is_empty(each)}
    first = next((key for key in _NAMING if key in parts), None)
    shown: list[Child] = []
    if first is not None:
        shown.append(value_html(first, parts.pop(first)))
    rest = [
        tag("span", tag("i", str(key)), " ", value_html(str(key), each), cls="part")
        for key, each in parts.items()
    ]
    if rest:
        shown.append(tag("span", *rest, cls="parts"))
    return tag("span", *shown, cls="object")


_NAMING = ("name", "title", "raw", "notice", "caption", "number", "url")


def _with_commas(parts: Iterable[Html]) -> Iterator[Html | str]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield part


def _number(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, int | float) else ""
