"""The summary at the end of an export: 24 lines on what was written and what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from newstool.cli.cards import friendly_date
from newstool.cli.console import counted, run_line, safe

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from newstool.export.summary import Tally

_SHOWN_COLUMNS = 12  # that are neither empty nor full, in two rows of six
_SHOWN_VALUES = 4  # sources, languages, sections
_SHOWN_LABELS = 6
_BAR = 10  # cells of a bar
_MOST_PERIODS = 48  # cells of the line of dates
_LEVELS = "▁▂▃▄▅▆▇█"


def summary_view(
    tally: Tally, *, noun: str = "row", to: str = "", seconds: float = 0.0, full: bool = False
) -> RenderableType:
    """How many rows, where, how long; columns, dates, sources, languages, sections, removals.

    With `full`, every column has a line; otherwise only those that are neither empty nor full, the
    emptiest first.
    """
    from rich.console import Group
    from rich.text import Text

    tally.settle()
    head = safe(run_line(tally.rows, tally.failed, 0, seconds, noun=noun, to=to), "bold")
    parts = [head, Text(""), _all_columns(tally) if full else _telling_columns(tally)]
    if tally.first_date:
        parts.append(_dates(tally))
    if counts := _counts(tally):
        parts += [Text(""), counts]
    if tally.removed:
        common = tally.removed.most_common(_SHOWN_LABELS)
        removed = ", ".join(f"{label} {count:,}" for label, count in common)
        rest = len(tally.removed) - len(common)
        more = f" and {counted(rest, 'other label')}" if rest > 0 else ""
        parts += [Text(""), Text.assemble(("removed  ", "cyan"), removed + more)]
    return Group(*parts)


# --- columns -----------------------------------------------------------------------------------


def _all_columns(tally: Tally) -> RenderableType:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for name, filled in zip(tally.names, tally.filled, strict=True):
        table.add_row(safe(name), f"{filled:,}", _share_bar(filled, tally.rows, 20))
    return table


def _telling_columns(tally: Tally) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    shares = list(zip(tally.filled, tally.names, strict=True))
    full = sum(filled == tally.rows > 0 for filled, _ in shares)
    empty = sum(not filled for filled, _ in shares)
    between = sorted(each for each in shares if 0 < each[0] < tally.rows)
    said = f"{len(shares)} columns: {full} full, {empty} empty"
    shown = between[:_SHOWN_COLUMNS]
    if between:
        said += f", {len(between)} between"
    if len(shown) < len(between):
        said += " (--summary full shows all)"
    if not shown:
        return Text(said)
    half = (len(shown) + 1) // 2
    table = Table.grid(padding=(0, 2))
    for left, right in zip(shown[:half], [*shown[half:], None], strict=False):
        table.add_row(*_column_cells(left, tally.rows), *_column_cells(right, tally.rows))
    return Group(Text(said), table)


def _column_cells(column: tuple[int, str] | None, rows: int) -> tuple[Text, Text]:
    if column is None:
        return safe(""), safe("")
    filled, name = column
    return safe(name), _share_bar(filled, rows, _BAR)


def _share_bar(filled: int, rows: int, width: int) -> Text:
    from rich.text import Text

    share = filled / rows if rows else 0.0
    cells = round(share * width)
    style = "green" if share > 0.9 else "yellow" if share > 0.3 else "red"
    # What is neither empty nor full is not rounded to either.
    percent = min(max(share, 0.01), 0.99) if 0 < share < 1 else share
    empty = ("░" * (width - cells), "bright_black")
    return Text.assemble(("█" * cells, style), empty, f" {percent:4.0%}")


# --- dates -------------------------------------------------------------------------------------


def _dates(tally: Tally) -> RenderableType:
    from rich.text import Text

    span = (tally.first_date or "", tally.last_date or tally.first_date or "")
    days = " to ".join(dict.fromkeys(map(friendly_date, span)))
    line = Text.assemble("\n", ("dates  ", "cyan"), days)
    periods = tally.periods(_MOST_PERIODS)
    if len(periods) > 1:
        most, name = max((count, name) for name, count in periods)
        heights = (_level(count, most) for _, count in periods)
        line.append(f"\n       {''.join(heights)}", "green")
        unit = {7: "month", 4: "year", 5: "decade"}.get(len(name), "year")
        line.append(f"  by {unit}; most in {friendly_date(name)}: {most:,}")
    return line


def _level(count: int, most: int) -> str:
    return " " if not count else _LEVELS[(count * len(_LEVELS) - 1) // most]


# --- values ------------------------------------------------------------------------------------


def _counts(tally: Tally) -> Table | None:
    """The most frequent sources, languages and sections, side by side."""
    from rich.table import Table

    named: Iterable[tuple[str, Counter[str]]] = (
        ("sources", tally.sources),
        ("languages", tally.languages),
        ("sections", tally.sections),
    )
    kinds = [(name, counts) for name, counts in named if counts]
    if not kinds:
        return None
    table = Table.grid(padding=(0, 3))
    for _ in kinds:
        table.add_column(ratio=1, overflow="ellipsis", no_wrap=True)
    table.add_row(*(_kind_head(name, counts) for name, counts in kinds))
    columns = [_value_lines(counts) for _, counts in kinds]
    for line in range(max(map(len, columns))):
        table.add_row(*(column[line] if line < len(column) else safe("") for column in columns))
    return table


def _kind_head(name: str, counts: Counter[str]) -> Text:
    rest = len(counts) - _SHOWN_VALUES
    return safe(name + (f" ({rest:,} more)" if rest > 0 else ""), "cyan")


def _value_lines(counts: Counter[str]) -> Sequence[Text]:
    from rich.text import Text

    common = counts.most_common(_SHOWN_VALUES)
    most = common[0][1]
    return [
        Text.assemble(("█" * max(1, round(count / most * 6)), "green"), f" {count:,} ", safe(value))
        for value, count in common
    ]
