"""Whole processes timed from outside: batches, start-up, export, and memory over a long run."""

from __future__ import annotations

import compileall
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

from benchmarks.data import Page
from benchmarks.speed import Row, at_most, difference, faster
from newstool.vocabulary import furniture_rules, tables

PYTHON = sys.executable
BIN = Path(PYTHON).parent
NEWSTOOL = [str(BIN / "newstool")]
_WITH_METADATA = "trafilatura --json --with-metadata"
TRAFILATURA = [str(BIN / "trafilatura"), "--json", "--with-metadata"]
START_UP_REPEATS = 15
BATCH_REPEATS = 3
ONE_PAGE_REPEATS = 7
MEGABYTE = 1_000_000


def seconds(command: Sequence[str], *, repeats: int, stdin: Path | None = None) -> float:
    """The least wall-clock seconds of `repeats` runs.

    Exit code 1 is let pass where there is output: it says that some inputs gave no article, as
    real pages do. Raises `subprocess.CalledProcessError` for any other failure.
    """
    best = float("inf")
    for _ in range(repeats):
        with (stdin or Path("/dev/null")).open("rb") as given, TemporaryFile() as out:
            start = perf_counter()
            done = subprocess.run(command, stdin=given, stdout=out, stderr=subprocess.PIPE)
            best = min(best, perf_counter() - start)
            if done.returncode and not (done.returncode == 1 and out.tell()):
                raise subprocess.CalledProcessError(
                    done.returncode, list(command), stderr=done.stderr[-2000:]
                )
    return best


def make_as_installed() -> None:
    """Compile both sides' bytecode, and pack newstool's rules and tables."""
    import trafilatura

    import newstool

    for module in (newstool, trafilatura):
        compileall.compile_dir(Path(module.__file__ or "").parent, quiet=2)
    furniture_rules.write_packed()
    tables.write_packed()


def write_pages(pages: Sequence[Page], folder: Path) -> Path:
    """The pages as plain files in a folder of their own."""
    folder.mkdir()
    for page in pages:
        (folder / f"{page.set}-{page.gold.id}.html").write_bytes(page.read())
    return folder


def batch_rows(folder: Path) -> Iterator[Row]:
    """A directory of pages by two processes: against trafilatura, and against one process."""
    pages = sum(1 for _ in folder.iterdir())
    parse = [*NEWSTOOL, "parse", str(folder), "--ndjson", "--no-progress"]
    two = seconds([*parse, "--jobs", "2"], repeats=BATCH_REPEATS)
    one = seconds([*parse, "--jobs", "1"], repeats=BATCH_REPEATS)
    peer = seconds([*TRAFILATURA, "--input-dir", str(folder), "--parallel", "2"], repeats=1)
    what = f"newstool parse DIR --jobs 2, {pages} pages"
    yield faster(what, two, f"{_WITH_METADATA} --input-dir DIR --parallel 2", peer, "s", 2.5)
    yield faster(what, two, "newstool parse DIR --jobs 1", one, "s", 1.8)


def small_files_row(folder: Path, files: int = 1000) -> Row:
    """Many small files with the number of jobs left open, against one process."""
    folder.mkdir()
    for number in range(files):
        story = f"<h1>Bridge {number} opens</h1><p>By Ana Ruiz</p>" + _SMALL_STORY
        (folder / f"{number}.html").write_text(story, encoding="utf-8")
    parse = [*NEWSTOOL, "parse", str(folder), "--ndjson", "--no-progress"]
    ours = seconds(parse, repeats=BATCH_REPEATS)
    one = seconds([*parse, "--jobs", "1"], repeats=BATCH_REPEATS)
    return faster(f"newstool parse DIR, {files} small files", ours, "with --jobs 1", one, "s", 1.6)


_SMALL_STORY = "<p>The council met on Monday and agreed on a bridge over the river.</p>" * 6


def start_up_rows(page: Path) -> Iterator[Row]:
    """One page by a whole process, and the cost of starting, both as pip leaves them."""
    make_as_installed()
    ours = seconds([*NEWSTOOL, "parse"], repeats=ONE_PAGE_REPEATS, stdin=page)
    peer = seconds(TRAFILATURA, repeats=ONE_PAGE_REPEATS, stdin=page)
    yield at_most(
        "newstool parse < page.html", ours, f"{_WITH_METADATA} < page.html", peer, "s", 0.9
    )
    bare = seconds([PYTHON, "-c", "pass"], repeats=START_UP_REPEATS)
    version = seconds([*NEWSTOOL, "--version"], repeats=START_UP_REPEATS)
    yield difference("newstool --version", version, "python -c pass", bare, 0.10)
    imported = seconds([PYTHON, "-c", "import newstool"], repeats=START_UP_REPEATS)
    yield difference("import newstool", imported, "python -c pass", bare, 0.06)


def process_rows(folder: Path, scratch: Path, records: int, documents: int) -> Iterator[Row]:
    """Every row that is about whole processes, on the pages of `folder`."""
    # Of the middle size, so that start-up and reading both count.
    by_size = sorted(folder.iterdir(), key=lambda path: path.stat().st_size)
    page = by_size[len(by_size) // 2]
    yield from batch_rows(folder)
    yield small_files_row(scratch / "small")
    yield from start_up_rows(page)
    yield from export_rows(folder, scratch, records)
    yield from memory_rows(folder, documents)


# --- export ---------------------------------------------------------------------------------------

# What a user would write instead: no flat names, no guard, no summary.
_PLAIN_EXPORT = """
import csv, json, sys
columns = None
with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", newline="") as out:
    for line in lines:
        record = json.loads(line)
        if columns is None:
            columns = csv.DictWriter(out, record)
            columns.writeheader()
        columns.writerow(record)
"""


def export_rows(folder: Path, scratch: Path, count: int) -> Iterator[Row]:
    """`count` records to CSV against a plain loop, and its memory against a tenth of them."""
    records = _records(folder, scratch / "records.ndjson", count)
    few = _records(folder, scratch / "few.ndjson", count // 10)
    table = str(scratch / "table.csv")
    export = [*NEWSTOOL, "export", str(records), "--to", "csv", "-o", table, "--force", "--quiet"]
    ours = seconds(export, repeats=1)
    plain = seconds([PYTHON, "-c", _PLAIN_EXPORT, str(records), table], repeats=1)
    what = f"newstool export --to csv, {count} records"
    yield faster(what, ours, "json.loads and csv.DictWriter", plain, "s", 1)
    peak = _peak_megabytes(export)
    peak_few = _peak_megabytes([str(few) if part == str(records) else part for part in export])
    yield at_most(f"{what}, memory", peak, f"of {count // 10} records", peak_few, "MB", 1.05)


def _records(folder: Path, target: Path, count: int) -> Path:
    """`count` records: those of the folder's pages, over and over."""
    parse = [*NEWSTOOL, "parse", str(folder), "--ndjson", "--no-progress"]
    done = subprocess.run(parse, stdout=subprocess.PIPE)
    lines = done.stdout.splitlines(keepends=True)
    with target.open("wb") as out:
        for number in range(count):
            out.write(lines[number % len(lines)])
    return target


def _peak_megabytes(command: Sequence[str]) -> float:
    """The largest resident memory of a process, as the system counted it."""
    watch = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([PYTHON, "-c", watch, *command], capture_output=True, check=True)
    return int(done.stdout) * 1024 / MEGABYTE  # Linux counts kibibytes


# --- memory over a long run -----------------------------------------------------------------------

_LONG_RUN = """
import json, resource, sys
from pathlib import Path
from newstool.api import parse
from newstool import NewstoolError

def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()

paths = sorted(Path(sys.argv[1]).iterdir())
sizes = []
for number in range(int(sys.argv[2])):
    try:
        parse(paths[number % len(paths)].read_bytes())
    except NewstoolError:
        pass
    if number + 1 in (int(sys.argv[2]) // 10, int(sys.argv[2])):
        sizes.append(resident())
print(json.dumps(sizes))
"""


def memory_rows(folder: Path, documents: int) -> Iterator[Row]:
    """Resident memory after `documents` pages against after a tenth, and against 120 MB."""
    command = [PYTHON, "-c", _LONG_RUN, str(folder), str(documents)]
    done = subprocess.run(command, capture_output=True, check=True)
    early, late = (size / MEGABYTE for size in json.loads(done.stdout))
    what = f"memory after {documents} documents"
    yield at_most(what, late, f"after {documents // 10}", early, "MB", 1.05)
    yield at_most(what, late, "the bound", 120.0, "MB", 1)


# --- instructions ---------------------------------------------------------------------------------

_READ_PAGES = """
import sys
from pathlib import Path
from newstool.api import parse
from newstool import NewstoolError

paths = sorted(Path(sys.argv[1]).iterdir())
for path in paths[:1] + paths[: int(sys.argv[2])]:  # the first once more: it loads all there is
    try:
        parse(path.read_bytes())
    except NewstoolError:
        pass
"""


def instructions_per_page(folder: Path, pages: int) -> float | None:
    """Millions of instructions a page by callgrind, start-up taken off; None without valgrind.

    Steadier than any time: two versions of newstool that differ by one part in a hundred can be
    told apart on a busy machine.
    """
    if shutil.which("valgrind") is None:
        return None
    return (_instructions(folder, pages) - _instructions(folder, 0)) / pages / 1e6


def _instructions(folder: Path, pages: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run(
        [*command, PYTHON, "-c", _READ_PAGES, str(folder), str(pages)],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"},
    )
    collected = done.stderr.decode().partition("Collected :")[2]
    return int(collected.split()[0])
