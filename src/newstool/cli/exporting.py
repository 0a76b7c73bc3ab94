"""`newstool export`: records, or articles, to a table or to documents."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec import Struct

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
    asks_for,
    check_columns,
    default_columns,
)
from newstool.export.compressed import compressed
from newstool.export.formats import (
    BINARY_FORMATS,
    DOCUMENT_FORMATS,
    ENDINGS,
    EXPORT_FORMATS,
    ExportFormat,
    compression_of_name,
)
from newstool.export.summary import Tally
from newstool.export.writers import Documents, Exporter, document_exporter, exporter
from newstool.model.errors import NewstoolError, RecordError, UsageError
from newstool.runs.batch import Done
from newstool.runs.outputs import Tree
from newstool.runs.work import Record, RecordWork

_TABLES = ("csv", "tsv", "sqlite", "parquet", "arrow")
_JSON = ("json", "ndjson", "jsonld", "ninjs")


class ExportOptions(Struct, frozen=True):
    """What `export` can be told besides the common options."""

    to: ExportFormat | None = None
    columns: tuple[str, ...] | None = None
    compact: bool = False
    join: str | None = None
    csv_guard: bool = True
    bom: bool = False
    full_summary: bool = False


def export(common: Common, options: ExportOptions) -> int:
    """Records to a table or to documents; returns the exit code.

    Raises `UsageError` and `OutputError`.
    """
    started = time.monotonic()
    run = Run(common)
    to = options.to or _format_of_output(common)
    _check_place(common, to)
    columns = _columns_of(options)
    join = COMPACT_JOIN if options.compact and options.join is None else options.join
    run.noun = "row" if to in _TABLES else "article" if to in DOCUMENT_FORMATS else "record"
    wanted = run.wants_summary() or options.full_summary
    tally = Tally(columns or default_columns()) if wanted else None
    settings = settings_of(
        common, evidence=asks_for(columns, "evidence"), blocks=asks_for(columns, "blocks")
    )
    read_as = read_as_of(common, partial_records=True)
    work = RecordWork(read_as, settings, count_removed=tally is not None)
    if to == "sqlite":
        _export_to_database(run, work, columns, join, tally)
    elif to in DOCUMENT_FORMATS and means_directory(common):
        documents = document_exporter(to, columns=columns, join=join, tally=tally)
        _export_to_tree(run, work, documents, ENDINGS[to][0], tally)
    else:
        writer = exporter(
            to, columns=columns, join=join, guarded=options.csv_guard, bom=options.bom, tally=tally
        )
        writer = compressed(writer, compression_of_name(common.output or "", to))
        _export_to_stream(run, work, writer, tally, as_json=to in _JSON)
    if tally is not None and run.interrupted is None:
        _show_summary(run, tally, time.monotonic() - started, full=options.full_summary)
    return run.exit_code()


def _check_place(common: Common, to: ExportFormat) -> None:
    """Raise `UsageError` where the output can't be of this format."""
    if not goes_to_stdout(common):
        compression_of_name(common.output or "", to)
    elif to == "sqlite":
        raise UsageError("a database needs a file", hint="name it with -o, as in: -o news.db")
    elif to in BINARY_FORMATS and shown_on_terminal(common):
        raise UsageError(f"{to} is not for a terminal", hint="name a file with -o, or pipe it")


def _columns_of(options: ExportOptions) -> tuple[str, ...] | None:
    """The columns asked for; None for all. Raises `UsageError`."""
    if options.compact and options.columns is not None:
        raise UsageError("--compact is a set of columns; it goes without --columns")
    if options.compact:
        return COMPACT
    return check_columns(options.columns) if options.columns is not None else None


def _show_summary(run: Run, tally: Tally, seconds: float, *, full: bool) -> None:
    from newstool.cli.summary_view import summary_view

    tally.failed = run.failed
    to = "" if goes_to_stdout(run.common) else run.common.output or ""
    run.talk.show(summary_view(tally, noun=run.noun, to=to, seconds=seconds, full=full))


def _export_to_stream(
    run: Run, work: RecordWork, writer: Exporter, tally: Tally | None, *, as_json: bool
) -> None:
    sink = open_output(run.common, json_on_screen if as_json else text_on_screen)

    def take(done: Done[Record]) -> NewstoolError | None:
        try:
            sink.write(writer.record(done.value.line))
        except RecordError as error:
            return error
        if not done.value.stored:  # else they come by the thousand: a full buffer is soon enough
            sink.flush()
        _count_removed(tally, done)
        return None

    run.each(work, sink, take, frame=writer)


def _export_to_tree(
    run: Run, work: RecordWork, writer: Documents, suffix: str, tally: Tally | None
) -> None:
    tree = Tree(Path(run.common.output or "."), force=run.common.force)

    def take(done: Done[Record]) -> NewstoolError | None:
        try:
            data = writer.document(done.value.line)
        except RecordError as error:
            return error
        _count_removed(tally, done)
        return write_to_tree(tree, done, suffix, data)

    run.each(work, None, take)


def _export_to_database(
    run: Run,
    work: RecordWork,
    columns: tuple[str, ...] | None,
    join: str | None,
    tally: Tally | None,
) -> None:
    from newstool.export.sqlite_database import Database

    if run.common.force:
        raise UsageError(
            "--force would lose what is in the database; an export brings it up to date",
            hint="remove the file to begin anew",
        )
    count = tally.reader() if tally else None
    database = Database(Path(run.common.output or ""), columns=columns, join=join, count=count)

    def take(done: Done[Record]) -> NewstoolError | None:
        try:
            database.write(done.value.line)
        except RecordError as error:
            return error
        if not done.value.stored:
            database.flush()
        _count_removed(tally, done)
        return None

    run.verb = "got"
    run.each(work, database, take)


def _count_removed(tally: Tally | None, done: Done[Record]) -> None:
    if tally is not None and done.value.removed:
        tally.add_removed(done.value.removed)


def _format_of_output(common: Common) -> ExportFormat:
    """CSV on stdout, else what the output's name says. Raises `UsageError`."""
    if goes_to_stdout(common):
        return "csv"
    named = format_of_output(common, "export", EXPORT_FORMATS, compressed=True)
    if named is None:
        hint = f"say --to {', '.join(EXPORT_FORMATS)}"
        raise UsageError(f"{common.output!r} doesn't say the format", hint=hint)
    return named
