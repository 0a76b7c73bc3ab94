"""What people see: cards, tables, the progress bar. Rich is imported when it is first needed.

Article text goes into `rich.text.Text`, which knows no markup, and through `printable`, which
leaves no control character.
"""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, TextIO

from newstool.cli.terminal import printable, printable_line
from newstool.model.errors import NewstoolError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress
    from rich.table import Table
    from rich.text import Text

    from newstool.export.summary import Tally
    from newstool.model.article import Found
    from newstool.page.regime import Regime
    from newstool.runs.work import Considered, Span

_PREVIEW = 420  # characters of the body on a card
_LONG_RUN = 1.0  # seconds before a progress bar is worth a look
_SHOWN_SOURCES = 6
_SHOWN_REASON = 40  # characters of what told whether it is a story or a page
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


def make_console(file: TextIO) -> Console:
    """A console that reads no markup, no emoji names and no numbers into what it is given."""
    from rich.console import Console

    return Console(file=file, markup=False, emoji=False, highlight=False, soft_wrap=False)


def safe(text: str, style: str = "") -> Text:
    """Foreign text on one line, as something Rich shows and never reads."""
    from rich.text import Text

    return Text(printable_line(text), style=style)


class Talk:
    """Everything that goes to stderr: messages, the progress bar, summaries.

    `quiet` leaves only what ends the run. The bar appears once a run takes long.
    """

    def __init__(self, *, quiet: bool = False, progress: bool = False) -> None:
        self._quiet = quiet
        self._bar_wanted = progress and not quiet
        self._bar: Progress | None = None
        self._task: int | None = None
        self._done = 0
        self._total: int | None = None
        self._started = time.monotonic()

    def say(self, message: str, *, always: bool = False) -> None:
        """One line 'newstool: MESSAGE'."""
        if self._quiet and not always:
            return
        line = f"newstool: {printable_line(message)}"
        if self._bar is not None:
            self._bar.console.print(safe(line), soft_wrap=True)
            return
        if sys.stderr is None:
            return
        try:
            print(line, file=sys.stderr, flush=True)
        except UnicodeEncodeError:
            print(line.encode("ascii", "backslashreplace").decode(), file=sys.stderr, flush=True)
        except OSError:
            self._quiet = True  # nobody listens any more

    def fail(self, error: NewstoolError) -> None:
        """The message of an error that ends the run."""
        self.say(str(error), always=True)

    def expect(self, total: int | None) -> None:
        """How many inputs are to come, where that is known."""
        self._total = total

    def wants_total(self) -> bool:
        """Whether counting the inputs beforehand is of use."""
        return self._bar_wanted

    def advance(self) -> None:
        """One input is done."""
        if not self._bar_wanted:
            return
        self._done += 1
        if self._bar is None and time.monotonic() - self._started > _LONG_RUN:
            self._bar = _progress_bar(make_console(sys.stderr))
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done)  # type: ignore[arg-type]

    def finish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._bar_wanted = False

    def show(self, renderable: RenderableType) -> None:
        """A table or card on stderr."""
        make_console(sys.stderr).print(renderable)


def _progress_bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("elapsed"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Progress(*columns, console=console, transient=True)


# --- the record card ---------------------------------------------------------------------------


def record_card(record: Mapping[str, object]) -> RenderableType:
    """A record as a person reads it: headline, who, when, where from, the first lines."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.panel import Panel
    from rich.text import Text

    parts: list[RenderableType] = [safe(_string(record, "title") or "(no headline)", "bold")]
    if subtitle := _string(record, "subtitle"):
        parts.append(safe(subtitle, "italic"))
    parts.append(Padding(_facts(record), (1, 0, 0, 0)))
    if body := _string(record, "text"):
        preview = printable(body[:_PREVIEW].rstrip()) + (" …" if len(body) > _PREVIEW else "")
        parts.append(Padding(Text(preview), (1, 0, 0, 0)))
    if warnings := _strings(record.get("warnings")):
        parts.append(Padding(safe("⚠ " + ", ".join(warnings), "yellow"), (1, 0, 0, 0)))
    origin = record.get("input")
    name = _origin_name(origin) if isinstance(origin, Mapping) else ""
    return Panel(
        Group(*parts),
        title=safe(name, "bright_black") if name else None,
        title_align="left",
        border_style="cyan",
        padding=(0, 1),
    )


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


def _origin_name(origin: Mapping[str, object]) -> str:
    path, index = origin.get("path"), origin.get("index")
    name = path if isinstance(path, str) else "stdin"
    return f"{name} #{index}" if isinstance(index, int) and index else name


def _string(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) and value else None


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


# --- tables ------------------------------------------------------------------------------------


def removed_table(
    name: str, spans: Sequence[Span], read_as: Found[Regime] | None
) -> RenderableType:
    """What went out of an article: its words, under which label, by which rule, where.

    Below it, whether it was read as a story or as a page, and what told it.
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
    """What competes for one field of an article: its value, weight, score, place, and fate."""
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


def summary_table(tally: Tally) -> RenderableType:
    """The end of an export: rows, how full each column is, dates, sources, languages, removals."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    tally.settle()
    table = Table(title=Text(f"{tally.rows:,} rows"), title_justify="left")
    table.add_column("column", no_wrap=True)
    table.add_column("filled", justify="right")
    table.add_column("share", no_wrap=True)
    for name, filled in zip(tally.columns, tally.filled, strict=True):
        share = filled / tally.rows if tally.rows else 0.0
        table.add_row(safe(name), f"{filled:,}", _share_bar(share))
    lines = Table.grid(padding=(0, 2))
    for name, line in _summary_lines(tally):
        lines.add_row(Text(name, style="cyan"), safe(line))
    return Group(table, lines)


def _share_bar(share: float) -> Text:
    from rich.text import Text

    cells = round(share * 20)
    style = "green" if share > 0.9 else "yellow" if share > 0.3 else "bright_black"
    empty = ("░" * (20 - cells), "bright_black")
    return Text.assemble(("█" * cells, style), empty, f" {share:4.0%}")


def _summary_lines(tally: Tally) -> Iterable[tuple[str, str]]:
    if tally.first_date:
        span = (tally.first_date, tally.last_date or tally.first_date)
        days = " to ".join(dict.fromkeys(map(friendly_date, span)))
        yield "dates", days
    for name, counts in (
        ("sources", tally.sources),
        ("languages", tally.languages),
        ("removed", tally.removed),
    ):
        if counts:
            common = counts.most_common(_SHOWN_SOURCES)
            shown = ", ".join(f"{key} {count:,}" for key, count in common)
            rest = len(counts) - len(common)
            yield name, shown + (f", {rest:,} more" if rest else "")
    if tally.failed:
        yield "failed", f"{tally.failed:,}"


def run_line(done: int, failed: int, warned: int, seconds: float) -> str:
    """The last line of a run: '12 records, 1 input failed, 2 with warnings, 0.8 s'."""
    parts = [f"{done:,} {'result' if done == 1 else 'results'}"]
    if failed:
        parts.append(f"{failed:,} failed")
    if warned:
        parts.append(f"{warned:,} with warnings")
    return ", ".join([*parts, f"{seconds:.1f} s"])
