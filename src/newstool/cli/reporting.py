"""`newstool report`: a page on what a batch of articles holds, with its tables as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from newstool.cli.destinations import goes_to_stdout, open_output
from newstool.cli.inspecting import FaultsRun, open_in_browser, with_place
from newstool.cli.one_run import read_as_of, settings_of
from newstool.cli.options import Common
from newstool.export.csv_table import csv_line
from newstool.export.dedupe import Deduper, marker
from newstool.export.inspection.batch_tally import BatchTally, Table, tables_of
from newstool.export.inspection.frame import page
from newstool.export.inspection.report_view import report_view
from newstool.model.errors import NewstoolError
from newstool.runs.batch import Done
from newstool.runs.inspections import Reported, ReportWork
from newstool.runs.outputs import Tree


class ReportOptions(Struct, frozen=True):
    """What `report` can be told besides the common options."""

    csv: str | None = None
    dedupe: Literal["exact", "near"] | None = None
    open: bool = False


def report(common: Common, options: ReportOptions) -> int:
    """Inputs to a page on them all; returns the exit code. Raises `UsageError`, `OutputError`."""
    common = with_place(common, wants_open=options.open, name="report.html")
    run = FaultsRun(common, "article")
    batch = BatchTally()
    mark = marker(Deduper(options.dedupe), drop=False) if options.dedupe else None

    def take(done: Done[Reported]) -> NewstoolError | None:
        line = done.value.line
        try:
            batch.add((mark(line) if mark else line) or line, done.value.kept)
        except NewstoolError as error:
            return error
        return None

    whole = _Page(run, batch, duplicates=options.dedupe is not None)
    work = ReportWork(read_as_of(common, partial_records=True), settings_of(common))
    run.each(work, open_output(common, None), take, frame=whole)
    if options.csv is not None and run.interrupted is None:
        _write_tables(whole.tables, Tree(Path(options.csv), force=common.force))
    run.say_summary()
    if options.open and not goes_to_stdout(common) and run.interrupted is None:
        open_in_browser(run, Path(common.output or ""))
    return run.exit_code()


class _Page:
    """The report, written when all is counted."""

    def __init__(self, run: FaultsRun, batch: BatchTally, *, duplicates: bool) -> None:
        self._run = run
        self._batch = batch
        self._duplicates = duplicates
        self.tables: tuple[Table, ...] = ()

    def start(self) -> bytes:
        """Nothing can be written before all is known."""
        return b""

    def record(self, line: bytes) -> bytes:
        """A record is counted, not written."""
        raise NotImplementedError

    def finish(self) -> bytes:
        """The whole page."""
        self._batch.settle()
        self.tables = tuple(tables_of(self._batch, duplicates=self._duplicates))
        view = report_view(
            self._batch,
            self.tables,
            self._run.faults,
            self._run.failed,
            duplicates=self._duplicates,
        )
        return page(f"{self._batch.tally.rows:,} articles", view, kind="many").encode()


def _write_tables(tables: tuple[Table, ...], tree: Tree) -> None:
    for table in tables:
        lines = [csv_line(table.heads, guarded=False), *map(csv_line, table.rows)]
        tree.write(table.name, ".csv", "".join(lines).encode("utf-8", "replace"))
