"""Input made to hang a reader: small to write, and of any size. All of it is generated.

`BOMBS` is what the test suite reads at two sizes and `python -m benchmarks bombs` at more; each
maker takes a number of bytes and gives about as many.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.table import Table

from newstool.model.read_as import ReadAs
from newstool.model.settings import DEFAULTS
from newstool.runs.batch import Failure
from newstool.runs.inputs import RawInput, Sources, find_inputs
from newstool.runs.work import ArticleWork, warm_up

MB = 1_000_000
_BODY = "<!DOCTYPE html><html lang=en><head><title>A bridge</title></head><body>"
_WORDS = "<p>" + "A bridge over the river. " * 800
_LD = '<script type="application/ld+json">'


# What is promised of each of them.
GROWTH = 2.3  # times the processor time for twice the size
SECONDS = 1.0  # for a megabyte, on a quiet machine
MEMORY = 40  # bytes for each byte of the input, above what the start takes


class Bomb(NamedTuple):
    """`full` is the size in bytes that a long run goes up to; `suffix` names a file of it.

    Sizes are of what a file holds when it is `inflated` so many fold.
    """

    name: str
    make: Callable[[int], bytes]
    full: int = 4 * MB
    suffix: str = ".html"
    inflated: int = 1


def html(unit: str, *, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """A page of the same markup over and over."""
    return lambda size: (_BODY + before + unit * (size // len(unit.encode())) + after).encode()


def numbered(pattern: str) -> Callable[[int], bytes]:
    """A page of markup in which each piece has its own number in place of '%d'."""
    return lambda size: (
        _BODY + "".join(pattern % number for number in range(size // (len(pattern) + 3)))
    ).encode()


def text(unit: str) -> Callable[[int], bytes]:
    """A plain text of the same words over and over."""
    return lambda size: (unit * (size // len(unit.encode()))).encode()


def head(unit: str) -> Callable[[int], bytes]:
    """A page with the same thing in its head over and over."""
    return lambda size: f"<html><head>{unit * (size // len(unit))}</head><p>A bridge".encode()


def nested(opening: str, closing: str) -> Callable[[int], bytes]:
    """A page whose JSON-LD opens as many brackets as it closes."""
    both = len(opening) + len(closing)
    return lambda size: (
        f"{_BODY}{_LD}{opening * (size // both)}1{closing * (size // both)}</script><p>A bridge"
    ).encode()


def _controls(size: int) -> bytes:
    """Every control character there is, among words and far enough from the beginning.

    What begins with them is taken for a picture or a program.
    """
    signs = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
    return html(f"<p>a {signs} bridge </p>", before=_WORDS)(size)


def _legacy(size: int) -> bytes:
    """Bytes in no declared encoding, so that it has to be guessed."""
    words = b"El puente nuevo de la regi\xf3n costar\xe1 m\xe1s de lo que dec\xedan. "
    return words * (size // len(words))


def _noise(size: int) -> bytes:
    """High bytes in no order: no encoding fits."""
    return bytes(random.Random(1).choices(range(0x80, 0x100), k=size))


def _attributes(size: int) -> bytes:
    return f"{_BODY}<p {' '.join(f'a{number:x}' for number in range(size // 6))}>A bridge".encode()


def _gzip(size: int) -> bytes:
    """A thousandth of its size before it is inflated."""
    return gzip.compress(b"<p>" + b"word " * (size // 5), compresslevel=9)


def _line(size: int) -> bytes:
    """One line of NDJSON."""
    return json.dumps({"html": f"<p>{'word ' * (size // 5)}"}).encode() + b"\n"


def _deep_line(size: int) -> bytes:
    return b'{"a":' * (size // 6) + b"1" + b"}" * (size // 6) + b"\n"


BOMBS = (
    # many short tags
    Bomb("short divs", html("<div>ab cd</div>")),
    Bomb("short spans", html("<span class=x>a</span>")),
    Bomb("paragraph tags", html("<p>")),
    Bomb("line breaks", html("a<br>")),
    Bomb("links", html("<a href=/author/x>Ana Ruiz</a> ")),
    Bomb("a link around many blocks", html("<p>Ana Ruiz", before=f"<a href=/{'x' * 4000}>")),
    Bomb("headings", html("<h1>A bridge over the river</h1>")),
    Bomb("pictures", html("<img src=a.jpg>")),
    Bomb("figures", html("<figure><img src=a><figcaption>c</figcaption></figure>")),
    Bomb("end tags alone", html("</p>")),
    Bomb("meta tags", head('<meta property="article:author" content="Ana Ruiz">')),
    Bomb("hidden", html('<div style="display:none">a</div>')),
    # nesting: 100,000 levels are half a megabyte
    Bomb("deep divs", html("<div>", after="deep text")),
    Bomb("deep spans", html("<span>", after="deep text")),
    Bomb("deep bold", html("<b>", after="deep text")),
    Bomb("deep lists", html("<ul><li>", after="deep text")),
    Bomb("deep tables", html("<table><tr><td>", after="deep text")),
    Bomb("deep hidden", html("<div hidden>", after="deep text")),
    Bomb("deep templates", html("<template>", after="deep text")),
    Bomb("deep svg", html("<g>", before="<svg>", after="deep text")),
    # tags that nobody closes
    Bomb("unclosed paragraphs", html("<p>text")),
    Bomb("unclosed links", html("<a href=/x>text<div>")),
    Bomb("unclosed bold", numbered("<p><b id=%d>text")),
    Bomb("unclosed fonts", numbered("<font color=%d><div>text")),
    Bomb("unclosed cells", html("<tr><td>a<td>b", before="<table>")),
    Bomb("unclosed options", html("<option>a", before="<select>")),
    Bomb("unclosed comments", html("<!-- ")),
    Bomb("unclosed quotes", html('<p a="')),
    Bomb("unclosed tags", html("<p ")),
    Bomb("unclosed scripts", html("<!--<script>", before="<script>")),
    Bomb("misnested", html("<b><i></b>text</i>")),
    Bomb("text beside cells", html("text<b>", before="<table>")),
    Bomb("less-than signs", html("< ")),
    # one long thing
    Bomb("text node", html("word "), 20 * MB),
    Bomb("text node without a space", html("w"), 20 * MB),
    Bomb("attribute", html("a", before='<p title="', after='">A bridge</p>'), 10 * MB),
    Bomb("class attribute", html("author ", before='<p class="', after='">A bridge</p>'), 10 * MB),
    Bomb("style attribute", html("color:red;", before='<p style="', after='">x</p>'), 10 * MB),
    Bomb("attributes", _attributes, 10 * MB),
    Bomb("data image", html("A", before='<img src="data:image/png;base64,', after='">'), 8 * MB),
    Bomb("title", html("a - ", before="<title>")),
    Bomb("text line", text("word "), 20 * MB, ".txt"),
    Bomb("text line without a space", text("w"), 20 * MB, ".txt"),
    Bomb("text line in Chinese", text("记者"), 20 * MB, ".txt"),
    Bomb("text of a million lines", text("a\n"), 2 * MB, ".txt"),
    Bomb("blank lines", text("\n"), 2 * MB, ".txt"),
    Bomb("wrapped lines", text(f"{'the council met on monday and agreed ' * 2}\n"), suffix=".txt"),
    Bomb("form feeds", text("a\f"), 2 * MB, ".txt"),
    # what the fields' readers look for
    Bomb("copyright signs", html("© ", before="<p>"), 600_000),
    Bomb("copyright lines", html("<p>© 2020</p>")),
    Bomb("copyright text", text("© 2020 Tarrow Bay Courier\n"), suffix=".txt"),
    Bomb("bylines", html("<p class=byline>By Ana Ruiz</p>")),
    Bomb("byline text", text("By Ana Ruiz\n"), suffix=".txt"),
    Bomb("byline names", html("Ana Ruiz and ", before="<p class=byline>By ")),
    Bomb("dates", html("<p>Published 3 March 2021</p>")),
    Bomb("dates in a line", html("3 March 2021, ", before="<p class=date>")),
    Bomb("date text", text("Pub Date: 2021-03-03\n"), suffix=".txt"),
    Bomb("numbers", text("1/2/3 "), suffix=".txt"),
    Bomb("times", html("<time datetime=2021-03-03>3 March</time>")),
    Bomb("e-mail signs", text("a@"), suffix=".txt"),
    Bomb("e-mail addresses", text("a@b.example "), suffix=".txt"),
    Bomb("phone numbers", text("+44 20 7946 0018 "), suffix=".txt"),
    Bomb("initials", text("A. "), suffix=".txt"),
    Bomb("commas", text(", "), suffix=".txt"),
    Bomb("dashes", text("-"), suffix=".txt"),
    Bomb("brackets", text("[("), suffix=".txt"),
    Bomb("stars", text("** "), suffix=".txt"),
    Bomb("quote marks", text("> "), suffix=".txt"),
    Bomb("header lines", text("Title: A bridge\n"), suffix=".txt"),
    Bomb("bars", text("| a "), suffix=".txt"),
    Bomb("tabs", text("a\t"), suffix=".txt"),
    Bomb("related links", html("<li><a href=/x>Read more here</a>", before="<ul>")),
    # comments, entities
    Bomb("comments", html("<!-- x -->")),
    Bomb("CDATA", html("<![CDATA[x]]>")),
    Bomb("declarations", html("<!ENTITY a 'aaaa'><?x y?>")),
    Bomb("entities", html("&amp;&lt;&eacute;")),
    Bomb("entities without an end", html("&am&#x")),
    # JSON-LD
    Bomb(
        "JSON-LD of many objects",
        html('{"@type":"NewsArticle","headline":"x"},', before=f"{_LD}[", after="{}]</script><p>x"),
    ),
    Bomb("JSON-LD of deep lists", nested("[", "]")),
    Bomb("JSON-LD of deep objects", nested('{"a":', "}")),
    Bomb("JSON-LD blocks", html(f'{_LD}{{"@type":"NewsArticle","author":"Ana Ruiz"}}</script>')),
    Bomb(
        "JSON-LD authors",
        html('"Ana Ruiz",', before=_LD + '{"@type":"Article","author":[', after='""]}</script>'),
    ),
    # tables
    Bomb("colspan", html("<tr><td colspan=9007199254740991>ab", before="<table>")),
    Bomb("table", html("<tr><td>a</td><td>b</td></tr>", before="<table>")),
    Bomb("table of one row", html("<td>a", before="<table><tr>")),
    # odd characters
    Bomb("NUL bytes", html("\0a", before=_WORDS + "<p>")),
    Bomb("control characters", _controls),
    Bomb("bidi overrides", html("\u202eab\u2066", before="<p>")),
    Bomb("zero-width runs", html("\u200b\u200d\ufeff", before="<p>a")),
    Bomb("spaces", html("\xa0 ", before="<p>", after="x")),
    Bomb("unknown encoding", _legacy, suffix=".txt"),
    Bomb("no encoding", _noise, suffix=".txt"),
    # files
    Bomb("gzip", _gzip, 60 * MB, ".html.gz", inflated=1000),
    Bomb("NDJSON line", _line, 100 * MB, ".ndjson"),
    Bomb("NDJSON of deep objects", _deep_line, 4 * MB, ".ndjson"),
)


# --- reading them --------------------------------------------------------------------------------


def read(path: Path) -> str:
    """What came of a file: 'record', the names of its errors, or both.

    Raises `AssertionError` for an error that is none of newstool's own.
    """
    work = ArticleWork(ReadAs(), DEFAULTS)
    answers = set()
    for raw in find_inputs(Sources(paths=(str(path),))):
        assert isinstance(raw, RawInput)
        for result in work(raw):
            if isinstance(result, Failure):
                assert not result.error.what.startswith("internal error"), str(result)
                answers.add(type(result.error).__name__)
            else:
                answers.add("record")
    return ", ".join(sorted(answers))


def warm() -> None:
    """Load rules and weights, so that the first bomb does not pay for them."""
    warm_up(DEFAULTS)


class Timed:
    """A file of a bomb, and the least processor time (seconds) that reading it took so far."""

    def __init__(self, bomb: Bomb, size: int, folder: Path) -> None:
        self.path = folder / f"{bomb.name} {size}{bomb.suffix}"
        self.path.write_bytes(bomb.make(size))
        self.size = min(self.path.stat().st_size * bomb.inflated, DEFAULTS.max_bytes)
        self.answer = ""
        self.seconds = float("inf")

    def read(self) -> float:
        """Read once more; the least time so far."""
        started = time.process_time()
        self.answer = read(self.path)
        self.seconds = min(self.seconds, time.process_time() - started)
        return self.seconds


def peak_memory(*paths: Path) -> list[int] | None:
    """Bytes of memory that reading each file takes at its peak, in a process of its own.

    Counted above what a process has that loaded everything; None where the system can't tell.
    """
    if not Path("/proc/self/clear_refs").exists():
        return None
    # A fresh process, or memory that was free already would not be counted.
    command = [sys.executable, "-m", "benchmarks.bombs", *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peaks = [int(number) for number in said.split()]
    assert len(peaks) == len(paths), said
    return peaks


def _say_peaks(paths: list[str]) -> None:
    warm()
    for path in paths:
        child = os.fork()
        if child == 0:
            Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
            before = _memory("VmRSS")
            read(Path(path))
            print(_memory("VmHWM") - before, flush=True)
            os._exit(0)
        os.waitpid(child, 0)


class Measured(NamedTuple):
    """A bomb's figures; `growth` is from half of `full` to all of it, `memory` None if unknown."""

    bomb: Bomb
    seconds: float
    growth: float
    at_a_megabyte: float
    memory: float | None
    answer: str

    def broken(self) -> list[str]:
        """Names of the bounds that do not hold. Below a tenth of a second growth says nothing."""
        bounds = {
            "growth": self.growth > GROWTH and self.seconds > 0.1,
            "time": self.at_a_megabyte > SECONDS,
            "memory": self.memory is not None and self.memory > MEMORY,
        }
        return [name for name, is_broken in bounds.items() if is_broken]


def measure(bomb: Bomb, rounds: int = 3) -> Measured:
    """Read a bomb of half the size, of all of it and of a megabyte, and take the best times."""
    with TemporaryDirectory() as folder:
        sizes = (bomb.full // 2, bomb.full, MB)
        half, whole, megabyte = (Timed(bomb, size, Path(folder)) for size in sizes)
        peaks = peak_memory(whole.path)
        for _ in range(rounds):
            for each in (half, whole, megabyte):
                each.read()
        return Measured(
            bomb,
            whole.seconds,
            whole.seconds / half.seconds,
            megabyte.seconds,
            None if peaks is None else peaks[0] / whole.size,
            whole.answer,
        )


def table_of(measured: Iterable[Measured]) -> Table:
    """The figures as a table, those that break a bound in red."""
    table = Table("bomb", title="input made to hang a reader")
    for name in ("MB", "s", f"twice the size (<= {GROWTH})", f"s for 1 MB (<= {SECONDS:g})"):
        table.add_column(name, justify="right")
    table.add_column(f"memory/byte (<= {MEMORY})", justify="right")
    table.add_column("answer")
    for each in measured:
        table.add_row(
            each.bomb.name,
            f"{each.bomb.full / MB:g}",
            f"{each.seconds:.2f}",
            f"x{each.growth:.1f}",
            f"{each.at_a_megabyte:.2f}",
            "" if each.memory is None else f"{each.memory:.0f}",
            each.answer,
            style="red" if each.broken() else None,
        )
    return table


def _memory(name: str) -> int:
    """Bytes that `/proc/self/status` says this process has."""
    status = Path("/proc/self/status").read_text().partition(name)[2]
    return int(status.split()[1]) * 1024


if __name__ == "__main__":
    _say_peaks(sys.argv[1:])
