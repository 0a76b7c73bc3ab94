"""What an export holds: rows, how full each column is, dates, sources, languages, removals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from newstool.export.columns import Cell, Row, name_of, row_reader

_BATCH = 500  # rows counted at once, column by column
_EMPTY = (None, "", "[]", "{}")
# Read as well as the requested columns: they make the lines below the table.
_ASIDE = ("date_published", "source", "site_name", "domain", "language", "section")


class Tally:
    """Counts over the records of one run; `removed` counts blocks by label, `failed` inputs.

    `months` counts dates by 'YYYY-MM', and those that name no month by 'YYYY'.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.names = tuple(map(name_of, columns))
        self.rows = 0
        self.filled = [0] * len(self.columns)
        self.first_date: str | None = None
        self.last_date: str | None = None
        self.months: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.sections: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.failed = 0
        self._waiting: list[Row] = []

    def reader(self) -> Callable[[bytes], None]:
        """A function that counts one record's JSON."""
        read = row_reader((*self.columns, *(name for name in _ASIDE if name not in self.columns)))

        def count(line: bytes) -> None:
            self._waiting.append(read(line))
            if len(self._waiting) >= _BATCH:
                self.settle()

        return count

    def add_removed(self, counts: Mapping[str, int]) -> None:
        """Blocks of one article outside its body, by label."""
        self.removed.update(counts)

    def settle(self) -> None:
        """Count the rows that wait; called before the numbers are looked at."""
        if not self._waiting:
            return
        rows, self._waiting = self._waiting, []
        self.rows += len(rows)
        names = (*self.columns, *(name for name in _ASIDE if name not in self.columns))
        cells = dict(zip(names, zip(*rows, strict=True), strict=True))
        for number, name in enumerate(self.columns):
            column = cells[name]
            self.filled[number] += len(rows) - sum(column.count(empty) for empty in _EMPTY)
        self._count_dates(cells["date_published"])
        self.languages.update(filter(None, map(_text, cells["language"])))
        self.sections.update(filter(None, map(_text, cells["section"])))
        origins = zip(cells["source"], cells["site_name"], cells["domain"], strict=True)
        self.sources.update(str(a or b or c) for a, b, c in origins if a or b or c)

    def periods(self, most: int) -> list[tuple[str, int]]:
        """Dates by month from the first to the last, or by year or decade where there are too many.

        Each is a period's name and its count; at most `most` of them, none where no date is known.
        Where most dates name no month, months say little.
        """
        for by in (_by_month, _by_year, _by_decade):
            counts = Counter[int]()
            for month, count in self.months.items():
                if (number := by(month)) is not None:
                    counts[number] += count
            if 2 * counts.total() < self.months.total():
                continue
            if counts and max(counts) - min(counts) < most:
                steps = range(min(counts), max(counts) + 1)
                return [(_PERIODS[by](step), counts[step]) for step in steps]
        return []

    def _count_dates(self, dates: Sequence[Cell]) -> None:
        days = sorted(date[:10] for date in dates if isinstance(date, str) and date)
        if days:
            self.first_date = min(self.first_date or days[0], days[0])
            self.last_date = max(self.last_date or days[-1], days[-1])
            self.months.update(day[:7] for day in days)


# --- periods -----------------------------------------------------------------------------------


def _by_month(date: str) -> int | None:
    """'2024-03' as months since the year 0; None for what names no month."""
    year, _, month = date.partition("-")
    return int(year) * 12 + int(month) - 1 if year.isdigit() and month.isdigit() else None


def _by_year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdigit() else None


def _by_decade(date: str) -> int | None:
    return int(date[:4]) // 10 if date[:4].isdigit() else None


_PERIODS: Mapping[Callable[[str], int | None], Callable[[int], str]] = {
    _by_month: lambda number: f"{number // 12:04}-{number % 12 + 1:02}",
    _by_year: lambda number: f"{number:04}",
    _by_decade: lambda number: f"{number * 10:04}s",
}


def _text(cell: Cell) -> str | None:
    return str(cell) if cell is not None else None
