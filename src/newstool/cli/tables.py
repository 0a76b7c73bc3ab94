"""Tables: what was removed, the candidates for a field, where values were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from newstool.cli.console import safe
from newstool.export.inspection.record_parts import name_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from newstool.model.article import Found
    from newstool.page.regime import Regime
    from newstool.runs.work import Considered, Span

_SHOWN_REASON = 40  # characters of the reason why it is a story or a page
_SHOWN_WORDS = 300  # characters of a removed passage, where the screen is wide enough

LABEL_STYLES: Mapping[str, str] = {
    "title": "bold cyan",
    "subtitle": "cyan",
    "byline": "green",
    "date": "green",
    "source": "green",
    "wire_credit": "green",
    "author_bio": "green",
    "caption": "blue",
    "related": "yellow",
    "navigation": "yellow",
    "share": "magenta",
    "newsletter": "magenta",
    "comments": "magenta",
    "advertisement": "red",
    "cookie": "red",
    "paywall": "red",
    "correction": "bold green",
    "contact": "blue",
    "copyright": "blue",
    "registration": "blue",
    "hidden": "bright_black",
    "page_number": "bright_black",
    "other": "white",
}


def removed_table(
    name: str, spans: Sequence[Span], read_as: Found[Regime] | None
) -> RenderableType:
    """What was removed from an article: its words, label, rule and place.

    Below it, whether it was read as a story or as a page, and why.
    """
    from rich.table import Table
    from rich.text import Text

    removed = [span for span in spans if not span.kept and span.text.strip()]
    table = Table(title=safe(f"removed from {name}"), title_justify="left", expand=True)
    table.add_column("label", no_wrap=True)
    table.add_column("words", ratio=1, min_width=24, overflow="ellipsis", no_wrap=True)
    table.add_column("rule", overflow="ellipsis", max_width=18, no_wrap=True)
    table.add_column("where", style="bright_black", overflow="ellipsis", max_width=18, no_wrap=True)
    for span in removed:
        style = LABEL_STYLES.get(span.label, "")
        words = safe(span.text[:_SHOWN_WORDS], style)
        table.add_row(Text(span.label, style=style), words, safe(span.rule), safe(_place(span)))
    kept = sum(span.kept for span in spans)
    caption = f"{len(removed)} removed, {kept} kept"
    if read_as is not None:
        from newstool.page.regime import reason_of

        reason = shorten(reason_of(read_as), _SHOWN_REASON, placeholder="…")
        caption += f"; read as a {read_as.value}: {reason}"
    table.caption = safe(caption)
    return table


def _place(span: Span) -> str:
    if span.start is None or span.end is None:
        return _short_place(span.element)
    return _short_place((span.start, span.end))


def _short_place(where: tuple[int, int] | str | None) -> str:
    """Characters of a text; for HTML the end of the element's path, in short: 'ul[1] > li[3]'."""
    if isinstance(where, tuple):
        return f"{where[0]}-{where[1]}"
    last = (where or "").split(" > ")[-2:]
    return " > ".join(last).replace(":nth-child(", "[").replace(")", "]")


def candidates_table(name: str, considered: Considered) -> RenderableType:
    """The candidates for one field of an article: value, weight, score, place, why they lost."""
    from rich.table import Table

    title = f"{considered.field} of {name}"
    table = Table(title=safe(title), title_justify="left", expand=True)
    table.add_column("value", ratio=2, min_width=16, overflow="ellipsis", no_wrap=True)
    table.add_column("from", max_width=28, overflow="ellipsis", no_wrap=True)
    table.add_column("quote", ratio=2, min_width=12, overflow="ellipsis", no_wrap=True)
    table.add_column("where", style="bright_black", overflow="ellipsis", max_width=18, no_wrap=True)
    table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("lost", max_width=34, overflow="ellipsis", no_wrap=True)
    for one in considered.candidates:
        style = "bold green" if one.lost is None else ""
        table.add_row(
            safe(_value(one.value)[:_SHOWN_WORDS], style),
            safe(one.source),
            safe(one.quote[:_SHOWN_WORDS]),
            safe(_short_place(one.where)),
            f"{one.weight:g}",
            f"{one.score:g}",
            safe(one.lost or "chosen", style),
        )
    return table


def _value(value: object) -> str:
    """A candidate's value on one line: names, a date, the parts of a notice."""
    if value is None:
        return "-"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    parts = (getattr(value, name, None) for name in ("holder", "years"))
    return str(value) if isinstance(value, str) else " ".join(filter(None, parts)) or "-"


def evidence_table(record: Mapping[str, object]) -> RenderableType:
    """Where each value of a record was found: the field, its value, the place, the words there."""
    from rich.table import Table

    table = Table(title=safe(f"evidence in {name_of(record)}"), title_justify="left", expand=True)
    table.add_column("field", style="cyan", max_width=22, overflow="ellipsis", no_wrap=True)
    table.add_column("value", ratio=3, min_width=8, overflow="ellipsis", no_wrap=True)
    table.add_column(
        "where", style="bright_black", ratio=4, min_width=18, overflow="ellipsis", no_wrap=True
    )
    table.add_column("quote", ratio=4, min_width=8, overflow="ellipsis", no_wrap=True)
    for field, value, where, quote in _evidence_rows(record):
        table.add_row(safe(field), safe(value[:_SHOWN_WORDS]), safe(where), safe(quote))
    return table


def _evidence_rows(record: Mapping[str, object]) -> Iterable[tuple[str, str, str, str]]:
    evidence = record.get("evidence")
    for field, found in evidence.items() if isinstance(evidence, Mapping) else ():
        if isinstance(found, Mapping):
            quote = str(found.get("quote") or "")[:_SHOWN_WORDS]
            yield field, _spoken(_value_at(record, field)), _where_read(found), quote


def _value_at(record: Mapping[str, object], field: str) -> object:
    """The value that evidence speaks of: 'title', 'copyright.holder', 'authors.0'."""
    value: object = record
    for key in field.split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _spoken(value: object) -> str:
    """A value on one line: of an object what it is called, of a list its members."""
    if isinstance(value, Mapping):
        named = (value.get(key) for key in ("name", "title", "raw", "notice", "url", "number"))
        return next((str(each) for each in named if each), "")
    if isinstance(value, list):
        return ", ".join(map(_spoken, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "-" if value is None else str(value)


def _where_read(found: Mapping[str, object]) -> str:
    """The reader, and the place where the reader's name doesn't say it: 'byline, 24-40'."""
    source, where = str(found.get("from") or ""), found.get("where")
    if isinstance(where, list) and len(where) == 2:
        return f"{source}, {where[0]}-{where[1]}"
    if not isinstance(where, str) or source.startswith("meta:"):
        return source
    return f"{source}, {_short_place(where)}"
