"""A record as a card: what a reader asks first. Rich is loaded with the first card."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from newstool.cli.console import Sized, counted, end_of, safe
from newstool.export.inspection.record_parts import origin_name
from newstool.reading.printable import printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_PREVIEW = 420  # characters of the body on a card
_LONGEST_WORD = 40  # characters that the preview gives up to end at a word
_SHOWN_TAGS = 8


def record_card(record: Mapping[str, object]) -> RenderableType:
    """A record as a person reads it: headline, who, when, where from, the first lines."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = [safe(_string(record, "title") or "(no headline)", "bold")]
    if subtitle := _string(record, "subtitle"):
        parts.append(safe(subtitle, "italic"))
    parts.append(Padding(_facts(record), (1, 0, 0, 0)))
    if body := _string(record, "text"):
        parts.append(Padding(Text(printable(beginning(body, _PREVIEW))), (1, 0, 0, 0)))
    if warnings := _strings(record.get("warnings")):
        parts.append(Padding(safe("⚠ " + ", ".join(warnings), "yellow"), (1, 0, 0, 0)))
    origin = record.get("input")
    name = origin_name(origin) if isinstance(origin, Mapping) else ""
    return Sized(lambda width: _framed(Group(*parts), end_of(name, width - 8)))


def _framed(card: RenderableType, name: str) -> RenderableType:
    from rich.panel import Panel

    title = safe(name, "bright_black") if name else None
    return Panel(card, title=title, title_align="left", border_style="cyan", padding=(0, 1))


def beginning(text: str, longest: int) -> str:
    """The first characters of a text, ended at a word where one ends nearby, and a mark."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    if not text[longest].isspace():
        cut = re.sub(rf"\s\S{{1,{_LONGEST_WORD}}}\Z", "", cut)
    return cut.rstrip() + " …"


def _facts(record: Mapping[str, object]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _fact_lines(record):
        table.add_row(Text(name), safe(value))
    return table


def _fact_lines(record: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    authors = ", ".join(_strings(record.get("authors")))
    if who := authors or _string(record, "byline"):
        yield "by", who
    if editors := ", ".join(_strings(record.get("editors"))):
        yield "edited by", editors
    if published := _string(record, "date_published"):
        yield "published", friendly_date(published) + _doubt(record, "date_published")
    if modified := _string(record, "date_modified"):
        yield "updated", friendly_date(modified) + _doubt(record, "date_modified")
    origins = (_string(record, key) for key in ("source", "agency", "site_name", "domain"))
    if distinct := list(dict.fromkeys(filter(None, origins))):
        yield "source", " · ".join(distinct[:3])
    if section := _string(record, "section"):
        yield "section", section
    if tags := _strings(record.get("tags")):
        more = f", {len(tags) - _SHOWN_TAGS} more" if len(tags) > _SHOWN_TAGS else ""
        yield "tags", ", ".join(tags[:_SHOWN_TAGS]) + more
    if url := _string(record, "canonical_url") or _string(record, "url"):
        yield "url", url
    size = []
    if language := _string(record, "language"):
        size.append(language)
    if isinstance(count := record.get("word_count"), int):
        size.append(f"{count:,} words")
    if (page_type := _string(record, "page_type")) not in (None, "article", "unknown"):
        size.append(f"{page_type} page")
    yield "text", " · ".join(size) or "none"
    related = record.get("related")
    if isinstance(related, list) and related:
        yield "related", counted(len(related), "headline")


def friendly_date(date: str) -> str:
    """An ISO date as people write it, with the precision and zone that it has: '3 March 2024'."""
    day, _, clock = date.partition("T")
    numbers = day.split("-")
    try:
        words = [str(int(numbers[0]))]
        if len(numbers) > 1:
            words.insert(0, datetime.date(2000, int(numbers[1]), 1).strftime("%B"))
        if len(numbers) > 2:
            words.insert(0, str(int(numbers[2])))
    except ValueError:
        return date
    spoken = " ".join(words)
    clock = clock.replace("Z", " UTC")
    for sign in "+-":
        clock = clock.replace(sign, f" UTC{sign}")
    return f"{spoken}, {clock}" if clock else spoken


def _doubt(record: Mapping[str, object], field: str) -> str:
    evidence = record.get("evidence")
    found = evidence.get(field) if isinstance(evidence, Mapping) else None
    if not isinstance(found, Mapping) or not found.get("ambiguous"):
        return ""
    value = record.get(field)
    others = [date for date in _strings(found.get("candidates")) if date != value]
    return " (ambiguous: it could be " + " or ".join(others) + ")" if others else " (ambiguous)"


def _string(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) and value else None


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
