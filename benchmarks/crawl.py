"""Crawls to Parquet: the cost of a page, compared with FastWARC and trafilatura, and of a month.

Costs are processor seconds of a process with its children, as the system counts them: they vary
less than the time on the clock with what else the machine does.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.data import Page
from benchmarks.processes import NEWSTOOL, PYTHON

# What a user would write instead: pages of status 200 and the type HTML, a row group of 1,000 rows.
MOST_GROWTH = 1.2  # times the cost of a page, where the pages are in many files instead of few
_PEER = """
import sys
import pyarrow
from fastwarc.warc import ArchiveIterator, WarcRecordType
from pyarrow import parquet
from trafilatura import bare_extraction

NAMES = ("url", "title", "author", "date", "sitename", "description", "language", "image", "text")
schema = pyarrow.schema([(name, pyarrow.string()) for name in NAMES])
with parquet.ParquetWriter(sys.argv[1], schema, compression="zstd") as out:
    rows = []
    for path in sys.argv[2:]:
        for record in ArchiveIterator(open(path, "rb"), record_types=WarcRecordType.response):
            if record.http_headers is None or record.http_headers.status_code != 200:
                continue
            url = record.headers["WARC-Target-URI"]
            try:
                found = bare_extraction(record.reader.read(), url=url, with_metadata=True)
            except Exception:
                continue
            if found is not None:
                rows.append({name: getattr(found, name) for name in NAMES})
            if len(rows) == 1000:
                out.write_batch(pyarrow.RecordBatch.from_pylist(rows, schema=schema))
                rows = []
    if rows:
        out.write_batch(pyarrow.RecordBatch.from_pylist(rows, schema=schema))
"""
_WATCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode not in (0, 1):  # 1: some pages hold no article
    sys.exit(done.stderr.decode()[-2000:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
"""


class Cost(Struct, frozen=True):
    """What a run took and made: `seconds` of a processor, `memory` and `written` in bytes."""

    what: str
    pages: int
    seconds: float
    memory: int
    written: int
    rows: int

    @property
    def rate(self) -> float:
        """Pages per second on one core."""
        return self.pages / self.seconds


class Month(Struct, frozen=True):
    """A month of a crawl of news: assumptions, and what follows from a cost."""

    files: int
    file_bytes: float
    price: float  # of an hour of one core, in dollars

    def plan(self, cost: Cost, packed: int) -> Iterator[str]:
        """Lines that say what it would take at this cost, `packed` being the bytes of its pages."""
        pages = self.files * self.file_bytes / (packed / cost.pages)
        hours = pages * cost.seconds / cost.pages / 3600
        assumed = f"{self.files:,} files of {self.file_bytes / 1e9:g} GB"
        yield f"a month, assumed to be {assumed}, {cost.what}:"
        yield f"  pages: {pages / 1e6:.1f} million, at {packed / cost.pages / 1e3:.1f} kB a page"
        yield f"  read: {self.files * self.file_bytes / 1e12:.2f} TB"
        yield f"  written: {pages * cost.written / cost.pages / 1e9:.0f} GB of Parquet"
        yield "  shuffled: nothing"
        yield f"  core-hours: {hours:,.0f}, a file {hours / self.files:.2f}"
        yield f"  money: {hours * self.price:,.0f} dollars at {self.price:g} a core-hour"


def write_crawl(pages: Sequence[Page], folder: Path, files: int) -> list[Path]:
    """The pages as WARC files of about as many pages each, packed record by record."""
    folder.mkdir()
    paths = [folder / f"{number:04}.warc.gz" for number in range(min(files, len(pages)))]
    for number, path in enumerate(paths):
        path.write_bytes(b"".join(map(_record, pages[number :: len(paths)])))
    return paths


def _record(page: Page) -> bytes:
    body = page.read()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    url = page.gold.url or f"https://example.org/{page.gold.id}"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:x:{page.set}-{page.gold.id}>\r\nWARC-Target-URI: {url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def measure(pages: Sequence[Page], scratch: Path, counts: Sequence[int]) -> Iterator[Cost]:
    """newstool on one file, the peer on the same, then newstool on the same pages in more files."""
    (whole,) = write_crawl(pages, scratch / "whole", 1)
    yield _newstool("newstool, one file", whole, len(pages))
    out = scratch / "peer.parquet"
    peer = [PYTHON, "-c", _PEER, str(out), str(whole)]
    yield _cost("FastWARC + trafilatura, one file", peer, out, len(pages))
    for count in counts:
        paths = write_crawl(pages, scratch / f"files-{count}", count)
        yield _newstool(f"newstool, {len(paths):,} files", paths[0].parent, len(pages))


def packed_bytes(folder: Path) -> int:
    """The size of the crawl that `measure` left in a folder."""
    return sum(path.stat().st_size for path in (folder / "whole").iterdir())


def _newstool(what: str, crawl: Path, pages: int) -> Cost:
    out = crawl.with_name(crawl.name + ".parquet")
    export = [*NEWSTOOL, "export", str(crawl), "--jobs", "1", "-o", str(out), "--quiet"]
    return _cost(what, export, out, pages)


def _cost(what: str, command: Sequence[str], out: Path, pages: int) -> Cost:
    from pyarrow import parquet

    done = subprocess.run(
        [sys.executable, "-c", _WATCH, *command], capture_output=True, check=True, text=True
    )
    seconds, memory = done.stdout.split()
    rows = parquet.ParquetFile(out).metadata.num_rows
    return Cost(what, pages, float(seconds), int(memory), out.stat().st_size, rows)
