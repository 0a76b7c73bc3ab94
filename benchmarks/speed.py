"""How fast newstool is compared with its peers: ratios on the same pages, in the same run.

Times within a process are the best of three a page, averaged over the pages, which all readers get
as decoded text; beside them are those of the first visit, before a page's data are in the caches.
Whole processes are timed in `benchmarks.processes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.data import Page
from benchmarks.dumps import dump_page, page_text

REPEATS = 3
PARSE_HTML = "newstool.parse(html)"
PARSE_TEXT = "newstool.parse(text)"


@dataclass(frozen=True, slots=True)
class Row:
    """newstool's figure and another's, and the bound on the ratio of the two.

    `ratio` is what `bound` is about: how many times faster ('>='), or how many times the other's
    figure ('<='). With `unit` 'ms' or 's' the figures are times, with 'MB' memory.
    """

    what: str
    newstool: float
    against: str
    other: float
    unit: str
    ratio: float
    bound: str
    target: float

    @property
    def met(self) -> bool:
        return self.ratio >= self.target if self.bound == ">=" else self.ratio <= self.target


def faster(what: str, ours: float, against: str, other: float, unit: str, target: float) -> Row:
    """newstool must be at least `target` times faster."""
    return Row(what, ours, against, other, unit, other / ours, ">=", target)


def at_most(what: str, ours: float, against: str, other: float, unit: str, target: float) -> Row:
    """newstool's figure must be at most `target` times the other's."""
    return Row(what, ours, against, other, unit, ours / other, "<=", target)


def under(what: str, ours: float, of: str, unit: str, target: float) -> Row:
    """newstool's figure must be at most `target`."""
    return Row(what, ours, of, 1.0, unit, ours, "<=", target)


def difference(what: str, ours: float, against: str, other: float, target: float) -> Row:
    """newstool may take at most `target` seconds more; the row's ratio is that difference."""
    return Row(what, ours, against, other, "s", ours - other, "<= +", target)


# --- readers of one page in this process ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timed:
    """The three shapes of a page that readers are timed on."""

    html: str
    dump: str


Reader = Callable[[Timed], object]


def load_timed(pages: Sequence[Page]) -> list[Timed]:
    """The pages as decoded text with their inscriptis dumps."""
    return [Timed(page_text(page.read()), dump_page(page, "inscriptis")) for page in pages]


def readers() -> dict[str, Reader]:
    """newstool and the peers of the table, each as its documentation shows."""
    from justext import get_stoplist, justext
    from resiliparse.extract.html2text import extract_plain_text
    from selectolax.lexbor import LexborHTMLParser
    from trafilatura import bare_extraction

    from newstool.api import parse

    english = get_stoplist("English")
    return {
        PARSE_HTML: lambda page: parse(page.html),
        PARSE_TEXT: lambda page: parse(page.dump, format="text"),
        "LexborHTMLParser(html)": lambda page: LexborHTMLParser(page.html),
        "resiliparse, main content": lambda page: extract_plain_text(page.html, main_content=True),
        "trafilatura, with metadata": lambda page: bare_extraction(page.html, with_metadata=True),
        "jusText": lambda page: justext(page.html, english),
    }


def extra_readers() -> dict[str, Reader]:
    """Slower peers, timed only when asked for."""
    from newspaper import Article
    from readability import Document

    def read_newspaper(page: Timed) -> object:
        article = Article("http://example.org/", fetch_images=False)
        article.download(input_html=page.html)
        return article.parse()

    return {
        "newspaper4k": read_newspaper,
        "readability-lxml": lambda page: Document(page.html).summary(),
    }


@dataclass(frozen=True, slots=True)
class Times:
    """A reader's mean milliseconds a page: each page's best visit, and its first one."""

    best: float
    first: float


def time_readers(pages: Sequence[Timed], chosen: Mapping[str, Reader]) -> dict[str, Times]:
    """Each reader's times.

    Readers take turns page by page, so that a slower spell of the machine meets them all.
    """
    for read in chosen.values():  # loads what it needs
        _time(read, pages[-1])
    visits: dict[str, list[list[float]]] = {name: [] for name in chosen}
    for page in pages:
        for name, read in chosen.items():
            visits[name].append([_time(read, page) for _ in range(REPEATS)])
    return {
        name: Times(mean(map(min, times)) * 1000, mean(first for first, *_ in times) * 1000)
        for name, times in visits.items()
    }


def _time(read: Reader, page: Timed) -> float:
    """Seconds of the processor's time: what else runs on the machine counts little."""
    start = process_time()
    try:
        read(page)
    except Exception:  # a page that a reader refuses costs it the time until then
        return process_time() - start
    return process_time() - start


def reader_rows(times: Mapping[str, Times]) -> list[Row]:
    """The rows of the table that compare readers within one process."""
    best = {name: each.best for name, each in times.items()}
    ours, ours_text = best[PARSE_HTML], best[PARSE_TEXT]
    trafilatura, justext = "trafilatura, with metadata", "jusText"
    lexbor = "LexborHTMLParser(html)"
    first = f"{PARSE_HTML}, first visit of a page"
    return [
        faster(PARSE_HTML, ours, trafilatura, best[trafilatura], "ms", 3.8),
        at_most(PARSE_HTML, ours, lexbor, best[lexbor], "ms", 15),
        at_most(first, times[PARSE_HTML].first, "best of three", ours, "ms", 1.1),
        faster(PARSE_TEXT, ours_text, f"{justext} on the HTML", best[justext], "ms", 2.5),
    ]


# --- where the time goes --------------------------------------------------------------------------


def stage_times(pages: Sequence[Timed]) -> dict[str, float]:
    """The steps from a page to its labelled blocks, each as a share of `parse`; the rest is what
    opens the document and what makes the record."""
    total: dict[str, float] = defaultdict(float)
    whole = 0.0
    for timed in pages:
        for name, step in _steps(timed).items():
            total[name] += min(_time(step, timed) for _ in range(REPEATS))
        whole += min(_time(readers()[PARSE_HTML], timed) for _ in range(REPEATS))
    shares = {name: seconds / whole for name, seconds in total.items()}
    return shares | {"document and record": 1 - sum(shares.values())}


def _steps(timed: Timed) -> dict[str, Reader]:
    """Each step on what the steps before it made of the page."""
    from newstool.fields.headline.choose import find_headline
    from newstool.labelling import label_blocks
    from newstool.model.settings import DEFAULTS
    from newstool.page.facts import page_of
    from newstool.reading.decode import decode
    from newstool.reading.html.reader import read_html

    document = decode(timed.html, format="html")
    reading = read_html(document, DEFAULTS)
    page = page_of(reading)
    headline = find_headline(page)
    return {
        "reading": lambda _: read_html(document, DEFAULTS),
        "facts": lambda _: page_of(reading),
        "headline": lambda _: find_headline(page),
        "labels": lambda _: label_blocks(page, headline),
    }


# --- cost against size ----------------------------------------------------------------------------

GROWTH = 10


def growth_rows(pages: Sequence[Timed], count: int = 40) -> Iterator[Row]:
    """The same pages with their body ten times over, in HTML and as a dump."""
    sample = sorted(pages, key=lambda page: len(page.html))
    sample = sample[:: max(1, len(sample) // count)]
    large = [Timed(_grow_html(page.html), page.dump * GROWTH) for page in sample]
    both = {name: read for name, read in readers().items() if name in (PARSE_HTML, PARSE_TEXT)}
    small_times, large_times = time_readers(sample, both), time_readers(large, both)
    for name, small in small_times.items():
        what = f"{name}, page {GROWTH} times as large"
        yield at_most(what, large_times[name].best, "the page itself", small.best, "ms", 11)


SMALLEST_BLOCK = "<div>x</div>"


def smallest_blocks_row(kilobytes: int = 100) -> Row:
    """A page of only the smallest blocks, which cost most for their size."""
    page = Timed(SMALLEST_BLOCK * (kilobytes * 1000 // len(SMALLEST_BLOCK)), "")
    read = readers()[PARSE_HTML]
    seconds = min(_time(read, page) for _ in range(REPEATS)) * 1000 / kilobytes
    return under(f"a page of {kilobytes} KB of `{SMALLEST_BLOCK}`", seconds, "a MB", "s", 1.2)


def _grow_html(html: str) -> str:
    """The page with the content of `<body>` ten times in a row."""
    folded = html.lower()
    start = folded.find(">", folded.find("<body")) + 1
    end = folded.rfind("</body")
    end = end if end > start else len(html)
    return html[:start] + html[start:end] * GROWTH + html[end:]


# --- showing --------------------------------------------------------------------------------------


def show_times(console: Console, times: Mapping[str, Times], pages: int) -> None:
    """Milliseconds a page, fastest first."""
    table = Table(title=f"one page, one process: mean of {pages} pages", title_justify="left")
    table.add_column("reader")
    for heading in ("ms", "first visit", f"times {PARSE_HTML}"):
        table.add_column(heading, justify="right")
    ours = times[PARSE_HTML].best
    for name, each in sorted(times.items(), key=lambda item: item[1].best):
        table.add_row(name, f"{each.best:.2f}", f"{each.first:.2f}", f"{each.best / ours:.2f}")
    console.print(table)


_HEADINGS = ("newstool", "", "against", "", "ratio", "target", "")


def _cells(row: Row) -> tuple[str, ...]:
    """A row as it is shown: on the terminal and in the documentation."""
    figures = f"{row.newstool:.2f} {row.unit}", f"{row.other:.2f} {row.unit}"
    target = f"{row.bound} {row.target:g}"
    met = "met" if row.met else "not met"
    return row.what, figures[0], row.against, figures[1], f"{row.ratio:.2f}", target, met


def show_rows(console: Console, rows: Sequence[Row]) -> None:
    """Every row with its bound and whether it is met."""
    table = Table(title="targets", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading in ("newstool", "against") else "right")
    for row in rows:
        *cells, met = map(escape, _cells(row))
        table.add_row(*cells, f"[green]{met}[/]" if row.met else f"[bold red]{met}[/]")
    console.print(table)


TABLE_BEGINS, TABLE_ENDS = "<!-- table of python -m benchmarks speed -->", "<!-- end of table -->"


def write_rows(page: Path, rows: Sequence[Row]) -> None:
    """Put the rows as a table between the two marks on a page of the documentation."""
    before, _, rest = page.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    after = rest.partition(TABLE_ENDS)[2]
    lines = [_HEADINGS, ("---",) * len(_HEADINGS), *map(_cells, rows)]
    table = "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)
    written = f"{before}{TABLE_BEGINS}\n{table}\n{TABLE_ENDS}{after}"
    page.write_text(written, encoding="utf-8")


def rows_as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as JSON objects, figures rounded to four digits."""
    return [
        {
            "what": row.what,
            "newstool": round(row.newstool, 4),
            "against": row.against,
            "other": round(row.other, 4),
            "unit": row.unit,
            "ratio": round(row.ratio, 4),
            "bound": row.bound,
            "target": row.target,
            "met": row.met,
        }
        for row in rows
    ]
