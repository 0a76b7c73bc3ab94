"""What a batch of articles holds, counted: the tables that a report shows and writes as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from newstool.export.columns import Cell
from newstool.export.inspection.record_panel import is_empty
from newstool.export.inspection.record_parts import string, strings
from newstool.export.summary import Tally
from newstool.model.article import Article
from newstool.reading.json_lines import decode_object

NO_SOURCE = "(no source)"
# Fields that every record fills, or that say how it was made.
_NOT_COUNTED = {"schema_version", "input", "page_type", "word_count", "text", "extra", "warnings"}
_NOT_COUNTED |= {"evidence", "blocks"}
FIELDS = tuple(name for name in Article.__struct_fields__ if name not in _NOT_COUNTED)
_STEPS = 100  # of a share: what a median of them is exact to
_MOST_PERIODS = 120  # months, years or decades of a plot


class Table(Struct, frozen=True):
    """A table of a report: numbers as they are, shares from 0 to 1."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class OfSource(Struct):
    """What is counted for each source. `shares` counts kept shares by their percent."""

    articles: int = 0
    words: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    shares: Counter[int] = field(default_factory=Counter)
    warned: int = 0
    copies: int = 0


class BatchTally:
    """Counts records one by one; memory grows with the sources, not with the articles."""

    def __init__(self) -> None:
        self.tally = Tally(())
        self.sources: dict[str, OfSource] = {}
        self.shares: Counter[int] = field(default_factory=Counter)
        self.warnings: Counter[str] = Counter()
        self.words = 0
        self._count = self.tally.reader()

    def add(self, line: bytes, kept: float | None) -> None:
        """Count one record's JSON, of which this share was kept. Raises `RecordError`."""
        record = decode_object(line)
        self._count(line)
        source = self.sources.setdefault(source_of(record), OfSource())
        source.articles += 1
        words = record.get("word_count")
        source.words += words if isinstance(words, int) else 0
        source.filled.update(name for name in FIELDS if not is_empty(record.get(name)))
        if kept is not None:
            source.shares[round(kept * _STEPS)] += 1
        found = strings(record.get("warnings"))
        source.warned += bool(found)
        self.warnings.update(found)
        source.copies += record.get("duplicate_of") is not None

    def settle(self) -> None:
        """Sum up; called before the numbers are looked at."""
        self.tally.settle()
        self.words = sum(each.words for each in self.sources.values())
        self.shares = sum((each.shares for each in self.sources.values()), Counter[int]())

    @property
    def copies(self) -> int:
        """Articles that have the text of an earlier one."""
        return sum(each.copies for each in self.sources.values())

    def by_size(self) -> list[tuple[str, OfSource]]:
        """The sources, that with most articles first."""
        return sorted(self.sources.items(), key=lambda each: (-each[1].articles, each[0]))


def source_of(record: Mapping[str, object]) -> str:
    """The source that an article credits, else its site."""
    named = (string(record, key) for key in ("source", "site_name", "domain"))
    return next(filter(None, named), NO_SOURCE)


def middle(shares: Counter[int]) -> float | None:
    """The median of shares that are counted by their percent."""
    at, half = 0, (shares.total() + 1) // 2
    for percent in sorted(shares):
        at += shares[percent]
        if at >= half:
            return percent / _STEPS
    return None


# --- tables --------------------------------------------------------------------------------------


def tables_of(batch: BatchTally, *, duplicates: bool) -> Iterator[Table]:
    """Every table of a report, in its order."""
    yield _months(batch)
    yield _sources(batch, duplicates)
    yield _counts("languages", "language", batch.tally.languages)
    yield _counts("sections", "section", batch.tally.sections)
    yield _fields(batch)
    yield _counts("warnings", "warning", batch.warnings)


def _months(batch: BatchTally) -> Table:
    periods = batch.tally.periods(_MOST_PERIODS)
    return Table("dates", ("period", "articles"), periods)


def _sources(batch: BatchTally, duplicates: bool) -> Table:
    heads = ["source", "articles", "words", "kept_median", "with_warnings"]
    rows: list[list[Cell]] = [
        [name, each.articles, each.words, middle(each.shares), each.warned]
        for name, each in batch.by_size()
    ]
    if duplicates:
        heads.append("duplicates")
        for row, (_, each) in zip(rows, batch.by_size(), strict=True):
            row.append(each.copies)
    return Table("sources", heads, rows)


def _counts(name: str, head: str, counts: Counter[str]) -> Table:
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Table(name, (head, "articles"), rows)


def _fields(batch: BatchTally) -> Table:
    """The share of each source's articles in which a field has a value."""
    rows: list[list[Cell]] = [
        [source, *(round(each.filled[name] / each.articles, 4) for name in FIELDS)]
        for source, each in batch.by_size()
    ]
    return Table("fields", ("source", *FIELDS), rows)
