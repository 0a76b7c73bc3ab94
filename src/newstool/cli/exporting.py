"""`newstool export`: records, or articles, to a table or to documents."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from newstool.cli.console import counted
from newstool.cli.destinations import (
    format_of_output,
    goes_to_stdout,
    json_on_screen,
    means_directory,
    open_output,
    shown_on_terminal,
    text_on_screen,
    write_to_tree,
)
from newstool.cli.one_run import Run, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.export.columns import (
    COMPACT,
    COMPACT_JOIN,
    DUPLICATE_OF,
    asks_for,
    check_columns,
    default_columns,
    whole_columns,
)
from newstool.export.compressed import compressed
from newstool.export.dedupe import Deduper, marker
from newstool.export.formats import (
    BINARY_FORMATS,
    DOCUMENT_FORMATS,
    ENDINGS,
    EXPORT_FORMATS,
    DocumentFormat,
    ExportFormat,
    StreamFormat,
    compression_of_name,
)
from newstool.export.summary import Tally
from newstool.export.writers import Exporter, document_exporter, exporter
from newstool.model.errors import NewstoolError, RecordError, UsageError
from newstool.runs.batch import Done
from newstool.runs.outputs import Sink, Tree
from newstool.runs.work import Record, RecordWork

Write = Callable[[bytes, Done[Record]], NewstoolError | None]

_TABLES = ("csv", "tsv", "sqlite", "parquet", "arrow")
_JSON = ("json", "ndjson", "jsonld", "ninjs")


class ExportOptions(Struct, frozen=True):
    """The options of `export` besides the common ones."""

    to: ExportFormat | None = None
    columns: tuple[str, ...] | None = None
    compact: bool = False
    join: str | None = None
    csv_guard: bool = True
    bom: bool = False
    dedupe: Literal["exact", "near"] | None = None
    dedupe_drop: bool = False
    full_summary: bool = False


def export(common: Common, options: ExportOptions) -> int:
    """Write records to a table or to documents; returns the exit code.

    Raises `UsageError` and `OutputError`.
    """
    started = time.monotonic()
    run = Run(common)
    to = options.to or _format_of_output(common)
    _check_place(common, to)
    columns = _columns_of(options, to)
    run.noun = "row" if to in _TABLES else "article" if to in DOCUMENT_FORMATS else "record"
    wanted = run.wants_summary() or options.full_summary
    tally = Tally(columns or default_columns()) if wanted else None
    settings = settings_of(
        common, evidence=asks_for(columns, "evidence"), blocks=asks_for(columns, "blocks")
    )
    work = RecordWork(
        read_as_of(common, partial_records=True), settings, count_removed=tally is not None
    )
    _write(_Job(run, work, to, columns, options, tally, _deduper(options)))
    if tally is not None and run.interrupted is None:
        _show_summary(run, tally, time.monotonic() - started, full=options.full_summary)
    return run.exit_code()


class _Job(Struct, frozen=True):
    """An export that is ready to run."""

    run: Run
    work: RecordWork
    to: ExportFormat
    columns: tuple[str, ...] | None
    options: ExportOptions
    tally: Tally | None
    deduper: Deduper | None

    @property
    def join(self) -> str | None:
        """The text that joins lists of strings."""
        wants_default = self.options.compact and self.options.join is None
        return COMPACT_JOIN if wants_default else self.options.join

    @property
    def output(self) -> str:
        """The value of -o."""
        return self.run.common.output or ""

    def each(self, sink: Sink | None, write: Write, frame: Exporter | None = None) -> None:
        """Give every record's line to `write`; what it returns is an error of that record's."""
        mark = marker(self.deduper, drop=self.options.dedupe_drop) if self.deduper else None

        def take(done: Done[Record]) -> NewstoolError | None:
            try:
                line = mark(done.value.line) if mark else done.value.line
                error = write(line, done) if line is not None else None
            except RecordError as failed:
                return failed
            # Records made before come by the thousand: there a full buffer is soon enough.
            if sink is not None and not done.value.stored:
                sink.flush()
            if self.tally is not None and done.value.removed:
                self.tally.add_removed(done.value.removed)
            return error

        self.run.each(self.work, sink, take, frame=frame)
        if self.deduper is not None:
            what = "left out" if self.options.dedupe_drop else "marked"
            self.run.talk.say(f"{counted(self.deduper.copies, 'duplicate')} {what}")


def _deduper(options: ExportOptions) -> Deduper | None:
    if options.dedupe is not None:
        return Deduper(options.dedupe)
    if options.dedupe_drop:
        raise UsageError("--dedupe-drop needs --dedupe exact or --dedupe near")
    return None


def _check_place(common: Common, to: ExportFormat) -> None:
    """Raise `UsageError` if the output can't have this format."""
    if not goes_to_stdout(common):
        compression_of_name(common.output or "", to)
    elif to == "sqlite":
        raise UsageError("a database needs a file", hint="name it with -o, as in: -o news.db")
    elif to in BINARY_FORMATS and shown_on_terminal(common):
        what = f"{to} can't be written to a terminal"
        raise UsageError(what, hint="name a file with -o, or pipe it")


def _columns_of(options: ExportOptions, to: ExportFormat) -> tuple[str, ...] | None:
    """The requested columns, or None for all. Raises `UsageError`."""
    if options.compact and options.columns is not None:
        raise UsageError("--compact can't be combined with --columns")
    chosen = COMPACT if options.compact else options.columns
    columns = check_columns(chosen) if chosen is not None else None
    if options.dedupe is None or options.dedupe_drop:
        return columns
    if to in ("jsonld", "ninjs"):
        raise UsageError(f"{to} can't mark duplicates", hint="leave them out with --dedupe-drop")
    if columns is None and to in ("parquet", "arrow"):
        return (*whole_columns(), "duplicate_of")
    if columns is None and to not in _TABLES:
        return None  # the whole record, and it is in that
    return (*(columns or default_columns()), *DUPLICATE_OF)


def _show_summary(run: Run, tally: Tally, seconds: float, *, full: bool) -> None:
    from newstool.cli.summary_view import summary_view

    tally.failed = run.failed
    to = "" if goes_to_stdout(run.common) else run.common.output or ""
    run.talk.show(summary_view(tally, noun=run.noun, to=to, seconds=seconds, full=full))


def _write(job: _Job) -> None:
    if job.to == "sqlite":
        _write_database(job)
    elif job.to in DOCUMENT_FORMATS and means_directory(job.run.common):
        _write_tree(job, job.to)
    else:
        _write_stream(job, job.to)


def _write_stream(job: _Job, to: StreamFormat) -> None:
    writer = exporter(
        to,
        columns=job.columns,
        join=job.join,
        guarded=job.options.csv_guard,
        bom=job.options.bom,
        tally=job.tally,
    )
    writer = compressed(writer, compression_of_name(job.output, to))
    sink = open_output(job.run.common, json_on_screen if to in _JSON else text_on_screen)

    def write(line: bytes, _: Done[Record]) -> None:
        sink.write(writer.record(line))

    job.each(sink, write, frame=writer)


def _write_tree(job: _Job, to: DocumentFormat) -> None:
    documents = document_exporter(to, columns=job.columns, join=job.join, tally=job.tally)
    tree = Tree(Path(job.output), force=job.run.common.force)

    def write(line: bytes, done: Done[Record]) -> NewstoolError | None:
        return write_to_tree(tree, done, ENDINGS[to][0], documents.document(line))

    job.each(None, write)


def _write_database(job: _Job) -> None:
    from newstool.export.sqlite_database import Database

    if job.run.common.force:
        raise UsageError(
            "--force would delete the database; without it the export updates it",
            hint="delete the file to start again",
        )
    count = job.tally.reader() if job.tally else None
    database = Database(Path(job.output), columns=job.columns, join=job.join, count=count)

    def write(line: bytes, _: Done[Record]) -> None:
        database.write(line)

    job.run.verb = "got"
    job.each(database, write)


def _format_of_output(common: Common) -> ExportFormat:
    """CSV on stdout, else what the output's name says. Raises `UsageError`."""
    if goes_to_stdout(common):
        return "csv"
    named = format_of_output(common, "export", EXPORT_FORMATS, compressed=True)
    if named is None:
        hint = f"say --to {', '.join(EXPORT_FORMATS)}"
        raise UsageError(f"{common.output!r} doesn't say the format", hint=hint)
    return named
