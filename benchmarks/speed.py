"""How fast newstool is beside its peers: ratios on the same pages, in the same run.

Times within a process are the best of three a page, averaged over the pages, which all readers get
as decoded text. Whole processes are timed in `benchmarks.processes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.data import Page
from benchmarks.dumps import dump_page, page_text

REPEATS = 3
PARSE_HTML = "newstool.parse(html)"
PARSE_TEXT = "newstool.parse(text)"


@dataclass(frozen=True, slots=True)
class Row:
    """newstool's figure beside another's, and the bound on the ratio of the two.

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


def time_readers(pages: Sequence[Timed], chosen: Mapping[str, Reader]) -> dict[str, float]:
    """Each reader's mean milliseconds a page.

    Readers take turns page by page, so that a slower spell of the machine meets them all.
    """
    best: dict[str, list[float]] = {name: [] for name in chosen}
    for page in pages:
        for name, read in chosen.items():
            best[name].append(min(_time(read, page) for _ in range(REPEATS)))
    return {name: mean(times) * 1000 for name, times in best.items()}


def _time(read: Reader, page: Timed) -> float:
    start = perf_counter()
    try:
        read(page)
    except Exception:  # a page that a reader refuses costs it the time until then
        return perf_counter() - start
    return perf_counter() - start


def reader_rows(times: Mapping[str, float]) -> list[Row]:
    """The rows of the table that compare readers within one process."""
    ours, ours_text = times[PARSE_HTML], times[PARSE_TEXT]
    trafilatura, justext = "trafilatura, with metadata", "jusText"
    resiliparse, lexbor = "resiliparse, main content", "LexborHTMLParser(html)"
    return [
        faster(PARSE_HTML, ours, trafilatura, times[trafilatura], "ms", 10),
        at_most(PARSE_HTML, ours, resiliparse, times[resiliparse], "ms", 2),
        at_most(PARSE_HTML, ours, lexbor, times[lexbor], "ms", 4),
        faster(PARSE_TEXT, ours_text, f"{justext} on the HTML", times[justext], "ms", 15),
    ]


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
        yield at_most(what, large_times[name], "the page itself", small, "ms", 11)


def _grow_html(html: str) -> str:
    """The page with what stands inside `<body>` ten times in a row."""
    folded = html.lower()
    start = folded.find(">", folded.find("<body")) + 1
    end = folded.rfind("</body")
    end = end if end > start else len(html)
    return html[:start] + html[start:end] * GROWTH + html[end:]


# --- showing --------------------------------------------------------------------------------------


def show_times(console: Console, times: Mapping[str, float], pages: int) -> None:
    """Milliseconds a page, fastest first."""
    table = Table(title=f"one page, one process: mean of {pages} pages", title_justify="left")
    table.add_column("reader")
    table.add_column("ms", justify="right")
    table.add_column(f"times {PARSE_HTML}", justify="right")
    for name, time in sorted(times.items(), key=lambda item: item[1]):
        table.add_row(name, f"{time:.2f}", f"{time / times[PARSE_HTML]:.2f}")
    console.print(table)


def show_rows(console: Console, rows: Sequence[Row]) -> None:
    """Every row with its bound and whether it is met."""
    table = Table(title="targets", title_justify="left")
    for heading in ("what", "newstool", "against", "other", "ratio", "target", ""):
        table.add_column(heading, justify="left" if heading in ("what", "against", "") else "right")
    for row in rows:
        verdict = "[green]met[/]" if row.met else "[bold red]not met[/]"
        figures = (f"{row.newstool:.2f} {row.unit}", f"{row.other:.2f} {row.unit}")
        target = f"{row.bound} {row.target:g}"
        table.add_row(
            row.what, figures[0], row.against, figures[1], f"{row.ratio:.2f}", target, verdict
        )
    console.print(table)


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
