"""The index of several articles: a table to sort, and how much of each was kept."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from newstool.export.inspection.charts import histogram, share_bar
from newstool.export.inspection.markup import Html, said, tag

MOST_ROWS = 20_000  # of an index: what a browser still sorts in a second
_SHOWN_WARNINGS = 3
_PIECE = 50  # rows of the table that are laid out together


class Row(Struct):
    """An article in an index. `anchor` is its id on its page, `href` where that is."""

    name: str
    title: str = ""
    date: str = ""
    site: str = ""
    language: str = ""
    words: int | None = None
    kept: float | None = None
    warnings: tuple[str, ...] = ()
    anchor: str = ""
    href: str = ""
    differences: int | None = None


class Fault(Struct, frozen=True):
    """An input that gave no article, and why."""

    name: str
    what: str


def index_view(rows: Sequence[Row], faults: Sequence[Fault], failed: int) -> Html:
    """The index: figures, histogram, table, and what failed."""
    shown = rows[:MOST_ROWS]
    compares = any(row.differences is not None for row in rows)
    return tag(
        "main",
        tag("h1", f"{len(rows):,} article" + "s" * (len(rows) != 1)),
        tag("p", *_figures(rows, failed), cls="figures"),
        _kept_chart(rows),
        _controls(),
        tag("p", f"The first {MOST_ROWS:,} are listed.", cls="note")
        if len(rows) > len(shown)
        else None,
        tag("div", _table(shown, compares), cls="scroll"),
        faults_list(faults, failed),
        cls="index",
    )


def _figures(rows: Sequence[Row], failed: int) -> list[Html]:
    words = sum(row.words or 0 for row in rows)
    kept = [row.kept for row in rows if row.kept is not None]
    warned = sum(bool(row.warnings) for row in rows)
    changed = sum(bool(row.differences) for row in rows)
    figures = [(f"{words:,}", "words")]
    if kept:
        figures.append((f"{median(kept):.0%}", "of the text is story (the median)"))
    if warned:
        figures.append((f"{warned:,}", "with warnings"))
    if any(row.differences is not None for row in rows):
        figures.append((f"{changed:,}", "with differences"))
    if failed:
        figures.append((f"{failed:,}", "without an article"))
    return [tag("span", tag("b", number), " ", words) for number, words in figures]


def _kept_chart(rows: Sequence[Row]) -> Html | None:
    shares = [row.kept for row in rows if row.kept is not None]
    if len(shares) < 2:
        return None
    return tag(
        "figure",
        tag("figcaption", "How much of each article's text was kept as story"),
        histogram(shares, "articles"),
        cls="chart",
    )


def _controls() -> Html:
    """What needs the script; it shows them."""
    return tag(
        "form",
        tag("input", type="search", placeholder="Find in titles, sites, names", cls="find"),
        tag("span", cls="found", role="status"),
        tag(
            "span",
            tag("button", "‹", type="button", cls="back", aria_label="Page before"),
            " ",
            tag("button", "›", type="button", cls="on", aria_label="Next page"),
            cls="pages",
        ),
        cls="controls",
        hidden=True,
    )


# --- the table -----------------------------------------------------------------------------------


def _table(rows: Sequence[Row], compares: bool) -> Html:
    heads = ["title", "date", "site", "words", "kept", "warnings"]
    if compares:
        heads.insert(1, "differs")
    cells = (tag("th", head, scope="col", cls=_class_of(head)) for head in heads)
    # In pieces: a browser lays out those that are seen.
    pieces = (rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE))
    bodies = (tag("tbody", *(_row(row, compares) for row in piece)) for piece in pieces)
    kind = "sortable compares" if compares else "sortable"
    return tag("table", tag("thead", tag("tr", *cells)), *bodies, cls=kind)


def _class_of(head: str) -> str | None:
    return "n" if head in ("words", "kept", "differs", "warnings") else None


def _row(row: Row, compares: bool) -> Html:
    title = said(row.title, dir="auto") if row.title else tag("span", "No headline", cls="none")
    differs = tag("td", _count(row.differences), cls="n", data_v=row.differences or 0)
    return tag(
        "tr",
        tag(
            "td",
            tag("a", title, href=row.href or f"#{row.anchor}"),
            tag("span", row.name, cls="name"),
        ),
        differs if compares else None,
        tag("td", _day(row.date), title=row.date or None, data_v=row.date),
        tag("td", said(row.site, dir="auto"), tag("span", row.language, cls="lang")),
        tag("td", _count(row.words), cls="n", data_v=row.words or 0),
        tag("td", share_bar(row.kept), cls="n", data_v=-1 if row.kept is None else row.kept),
        tag("td", *_warnings(row), cls="n", data_v=len(row.warnings)),
    )


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _day(date: str) -> str:
    return date.partition("T")[0]


def _warnings(row: Row) -> list[Html]:
    shown = [tag("span", each, cls="warning") for each in row.warnings[:_SHOWN_WARNINGS]]
    rest = len(row.warnings) - len(shown)
    return [*shown, tag("span", f"and {rest} more")] if rest > 0 else shown


def faults_list(faults: Sequence[Fault], failed: int) -> Html | None:
    """The inputs that gave no article, and why."""
    if not failed:
        return None
    items = (tag("li", tag("code", each.name), " ", each.what) for each in faults)
    rest = failed - len(faults)
    more = tag("p", f"and {rest:,} more") if rest > 0 else None
    return tag("section", tag("h2", "Without an article"), tag("ul", *items), more, cls="faults")
