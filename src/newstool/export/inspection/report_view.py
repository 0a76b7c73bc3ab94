"""The page of a report: what a batch holds, in plots with the tables behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from newstool.export.columns import Cell
from newstool.export.inspection.batch_tally import FIELDS, BatchTally, OfSource, Table, middle
from newstool.export.inspection.charts import columns, histogram, share_bar, spark
from newstool.export.inspection.index_view import Fault, faults_list
from newstool.export.inspection.markup import Html, said, tag

_SHOWN = 20  # values of a list, sources of a plot; the tables have more
_MOST_ROWS = 500  # of a table in the page; the CSV has all


def report_view(
    batch: BatchTally,
    tables: Sequence[Table],
    faults: Sequence[Fault],
    failed: int,
    *,
    duplicates: bool,
) -> Html:
    """All of the report."""
    named = {table.name: table for table in tables}
    count = batch.tally.rows
    return tag(
        "main",
        tag("h1", f"{count:,} article" + "s" * (count != 1)),
        tag("p", *_figures(batch, failed, duplicates), cls="figures"),
        _dates(named["dates"]),
        tag(
            "div",
            *(
                _list(title, named[name])
                for title, name in (
                    ("Sources", "sources"),
                    ("Languages", "languages"),
                    ("Sections", "sections"),
                    ("Warnings", "warnings"),
                )
            ),
            cls="cards",
        ),
        _kept(batch),
        _by_source(batch, named["sources"], duplicates),
        _fill(batch, named["fields"]),
        faults_list(faults, failed),
        cls="index report",
    )


def _figures(batch: BatchTally, failed: int, duplicates: bool) -> list[Html]:
    tally = batch.tally
    figures = [(f"{batch.words:,}", "words"), (f"{len(batch.sources):,}", "sources")]
    if tally.first_date and tally.last_date:
        figures.append((f"{tally.first_date} – {tally.last_date}", "published"))
    if (share := middle(batch.shares)) is not None:
        figures.append((f"{share:.0%}", "of the text is story (the median)"))
    if duplicates:
        figures.append((f"{batch.copies:,}", "duplicates"))
    if failed:
        figures.append((f"{failed:,}", "without an article"))
    return [tag("span", tag("b", number), " ", words) for number, words in figures]


# --- plots ---------------------------------------------------------------------------------------


def _dates(table: Table) -> Html | None:
    if len(table.rows) < 2:
        return None
    names = [str(row[0]) for row in table.rows]
    counts = [int(row[1] or 0) for row in table.rows]
    unit = {7: "month", 4: "year", 5: "decade"}.get(len(names[0]), "year")
    step = -(-len(names) // 12)
    marks = [name if number % step == 0 else "" for number, name in enumerate(names)]
    return tag(
        "figure",
        tag("figcaption", f"Articles by {unit}"),
        columns(counts, names, marks, "articles"),
        _whole(table),
        cls="chart",
    )


def _list(title: str, table: Table) -> Html | None:
    """The most frequent values, each with a bar."""
    if not table.rows:
        return None
    most = max(_number(row[1]) for row in table.rows)
    rows = (_line(row, most) for row in table.rows[:_SHOWN])
    rest = len(table.rows) - _SHOWN
    more = tag("p", f"and {rest:,} more", cls="note") if rest > 0 else None
    whole = _whole(table) if rest > 0 else None
    return tag(
        "section", tag("h2", title), tag("table", *rows, cls="bars"), more, whole, cls="card"
    )


def _line(row: Sequence[Cell], most: float) -> Html:
    count = _number(row[1])
    bar = tag("rect", width=f"{count / most * 100:.1f}%", height=8, rx=2, cls="bar")
    return tag(
        "tr",
        tag("th", said(str(row[0]), dir="auto"), scope="row"),
        tag("td", tag("svg", bar, cls="long", aria_hidden="true")),
        tag("td", f"{count:,.0f}", cls="n"),
    )


def _kept(batch: BatchTally) -> Html | None:
    if batch.shares.total() < 2:
        return None
    shares = [percent / 100 for percent, count in batch.shares.items() for _ in range(count)]
    caption = tag("figcaption", "How much of each article's text was kept as story")
    return tag("figure", caption, histogram(shares, "articles"), cls="chart")


def _by_source(batch: BatchTally, table: Table, duplicates: bool) -> Html:
    heads = ["source", "articles", "words", "kept, the median", "from 0 to 100 %", "with warnings"]
    if duplicates:
        heads.append("duplicates")
    sources = batch.by_size()[:_SHOWN]
    rows = (_source_row(name, each, duplicates) for name, each in sources)
    head = tag("tr", *(_head(each) for each in heads))
    body = tag("table", tag("thead", head), tag("tbody", *rows))
    whole = _whole(table) if len(table.rows) > _SHOWN else None
    section = tag("h2", "By source"), tag("div", body, cls="scroll"), whole
    return tag("section", *section, cls="by-source")


def _source_row(name: str, each: OfSource, duplicates: bool) -> Html:
    return tag(
        "tr",
        tag("th", said(name, dir="auto"), scope="row"),
        tag("td", f"{each.articles:,}", cls="n"),
        tag("td", f"{each.words:,}", cls="n"),
        tag("td", share_bar(middle(each.shares)), cls="n"),
        tag("td", spark(_bins(each.shares), "How its articles' kept shares lie"), cls="n"),
        tag("td", f"{each.warned:,}", cls="n"),
        tag("td", f"{each.copies:,}", cls="n") if duplicates else None,
    )


def _bins(shares: Counter[int]) -> list[int]:
    bins = [0] * 20
    for percent, count in shares.items():
        bins[min(percent // 5, 19)] += count
    return bins


def _fill(batch: BatchTally, table: Table) -> Html:
    """A field of colours: how often each field has a value, by source."""
    used = [name for name in FIELDS if any(each.filled[name] for each in batch.sources.values())]
    sources = batch.by_size()[:_SHOWN]
    total = _total(batch)
    rows = [_fill_row("all", total, used)]
    rows += [_fill_row(name, each, used) for name, each in sources]
    corner = tag("th", "", scope="col")
    heads = (tag("th", tag("span", name.replace("_", " ")), scope="col") for name in used)
    grid = tag("table", tag("thead", tag("tr", corner, *heads)), tag("tbody", *rows), cls="fill")
    unused = [name for name in FIELDS if name not in used]
    never = tag("p", "Never filled: ", ", ".join(unused), cls="note") if unused else None
    return tag(
        "section",
        tag("h2", "How often a field has a value, in %"),
        tag("div", grid, cls="scroll"),
        never,
        _whole(table),
    )


def _total(batch: BatchTally) -> OfSource:
    filled = sum((each.filled for each in batch.sources.values()), Counter[str]())
    return OfSource(articles=batch.tally.rows, filled=filled)


def _fill_row(name: str, each: OfSource, used: Sequence[str]) -> Html:
    cells = []
    for field in used:
        share = each.filled[field] / each.articles if each.articles else 0.0
        # What is neither empty nor full is not rounded to either.
        percent = min(max(round(share * 100), 1), 99) if 0 < share < 1 else round(share * 100)
        cells.append(
            tag("td", str(percent), cls=f"s{percent // 10}", title=f"{field}: {percent} %")
        )
    head = tag("th", said(name, dir="auto"), tag("b", f"{each.articles:,}"), scope="row")
    return tag("tr", head, *cells)


# --- tables --------------------------------------------------------------------------------------


def _whole(table: Table) -> Html | None:
    """The table behind a plot, folded."""
    if not table.rows:
        return None
    shown = table.rows[:_MOST_ROWS]
    head = tag("tr", *(_head(each) for each in table.heads))
    rows = (tag("tr", *map(_cell, row)) for row in shown)
    rest = len(table.rows) - len(shown)
    more = tag("p", f"and {rest:,} more, which --csv writes", cls="note") if rest > 0 else None
    body = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag(
        "details",
        tag("summary", f"the table: {len(table.rows):,} rows"),
        tag("div", body, cls="scroll"),
        more,
        cls="losers",
    )


def _head(name: str) -> Html:
    words = name.replace("_", " ")
    return tag("th", words, scope="col", cls=None if name in _WORDS else "n")


_WORDS: Mapping[str, None] = dict.fromkeys(("source", "period", "language", "section", "warning"))


def _cell(cell: Cell) -> Html:
    if isinstance(cell, str):
        return tag("td", said(cell, dir="auto"))
    if isinstance(cell, float):
        return tag("td", f"{cell:.2f}", cls="n")
    return tag("td", "" if cell is None else f"{cell:,}", cls="n")


def _number(cell: Cell) -> float:
    return cell if isinstance(cell, int | float) else 0.0
