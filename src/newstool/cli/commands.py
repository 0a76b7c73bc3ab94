"""What parse, clean and export do: choose the work, the place it goes to, and the form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, Literal

import msgspec
from msgspec import Struct

from newstool.cli.one_run import Run, is_terminal, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.cli.terminal import json_for_terminal, printable
from newstool.export.clean_text import CleanFormat
from newstool.export.columns import check_columns, default_columns
from newstool.export.formats import ExportFormat
from newstool.export.pieces import kept_labels
from newstool.export.summary import Tally
from newstool.export.writers import DOCUMENT_SUFFIXES, Exporter, exporter, guess_format
from newstool.model.errors import NewstoolError, OutputError, RecordError, UsageError
from newstool.model.schema import schema_text
from newstool.page.regime import reason_of
from newstool.reading.json_lines import decode_object
from newstool.runs.batch import Done
from newstool.runs.inputs import STDIN_NAME
from newstool.runs.outputs import (
    LogSink,
    Sink,
    StreamSink,
    Tree,
    forget_stdout,
    open_sink,
    open_stdout,
)
from newstool.runs.resume import Logged
from newstool.runs.work import CandidatesWork, Cleaned, CleanWork, Considered, Record, RecordWork

Form = Literal["json", "ndjson", "cards"] | None


class ParseOptions(Struct, frozen=True):
    """What `parse` can be told besides the common options."""

    form: Form = None
    fields: tuple[str, ...] | None = None
    evidence: bool = False
    blocks: bool = False
    candidates: str | None = None
    resume: bool = False


class CleanOptions(Struct, frozen=True):
    """What `clean` can be told besides the common options."""

    to: CleanFormat = "text"
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    explain: bool = False
    ndjson: bool = False


class ExportOptions(Struct, frozen=True):
    """What `export` can be told besides the common options."""

    to: ExportFormat | None = None
    columns: tuple[str, ...] | None = None
    csv_guard: bool = True
    bom: bool = False


# --- parse -------------------------------------------------------------------------------------


def parse(common: Common, options: ParseOptions) -> int:
    """Inputs to records; returns the exit code. Raises `UsageError` and `OutputError`."""
    if options.candidates is not None:
        return _parse_candidates(common, options, options.candidates)
    fields = check_columns(options.fields) if options.fields is not None else None
    if fields is not None:  # what is asked for beside the fields is written beside them
        asked = (("evidence", options.evidence), ("blocks", options.blocks))
        fields += tuple(key for key, wanted in asked if wanted and not _asks_for(fields, key))
    form = options.form or _form_for_reader(common, options)
    settings = settings_of(
        common,
        evidence=options.evidence or form == "cards" or _asks_for(fields, "evidence"),
        blocks=options.blocks or _asks_for(fields, "blocks"),
    )
    work = RecordWork(read_as_of(common), settings, fields)
    if options.resume:
        return _resume_parse(common, options, work)
    run = Run(common)
    sink = _open(common, json_for_terminal)
    if form == "cards":
        run.each(work, sink, _show_card)
    else:
        writer = exporter("json" if form == "json" else "ndjson")
        sink.write(writer.start())

        def take(done: Done[Record]) -> None:
            run.note_warnings(done.name, done.value.warnings)
            sink.write(writer.record(done.value.line))
            sink.flush()

        run.each(work, sink, take, finish=lambda: sink.write(writer.finish()))
    run.say_summary()
    return run.exit_code()


def _parse_candidates(common: Common, options: ParseOptions, field: str) -> int:
    """All candidates for one field of each article instead of its record."""
    if options.fields or options.evidence or options.blocks or options.resume:
        raise UsageError(
            "--candidates goes without --fields, --evidence, --blocks and --resume",
            hint="it shows what competes for one field instead of the record",
        )
    work = CandidatesWork(read_as_of(common), settings_of(common), field)
    form = options.form or _form_for_reader(common, options)
    writer = exporter("json" if form == "json" else "ndjson")
    run = Run(common)
    sink = _open(common, json_for_terminal)

    def take(done: Done[Considered]) -> None:
        sink.write(writer.record(msgspec.json.encode(done.value)))
        sink.flush()

    if form == "cards":
        run.each(work, sink, _show_candidates)
    else:
        sink.write(writer.start())
        run.each(work, sink, take, finish=lambda: sink.write(writer.finish()))
    run.say_summary()
    return run.exit_code()


def _show_candidates(done: Done[Considered]) -> None:
    from newstool.cli.console import candidates_table, make_console

    make_console(sys.stdout).print(candidates_table(done.name, done.value))


def _form_for_reader(common: Common, options: ParseOptions) -> Form:
    """Cards for a person at a terminal; NDJSON for programs, and where JSON was asked for."""
    asks_for_json = options.fields or options.evidence or options.blocks
    if common.output is None and is_terminal(sys.stdout) and not asks_for_json:
        return "cards"
    return "json" if (common.output or "").endswith(".json") else "ndjson"


def _asks_for(fields: tuple[str, ...] | None, key: str) -> bool:
    return any(name.split(".")[0] == key for name in fields or ())


def _show_card(done: Done[Record]) -> None:
    from newstool.cli.console import make_console, record_card

    make_console(sys.stdout).print(record_card(decode_object(done.value.line)))


def _resume_parse(common: Common, options: ParseOptions, work: RecordWork) -> int:
    if common.output is None or common.output == "-":
        raise UsageError("--resume needs the file to go on with", hint="name it with -o")
    if options.form == "json":
        raise UsageError("--resume goes on with NDJSON; an array can't be continued")
    if work.fields is not None and "input" not in work.fields:
        raise UsageError("--resume needs the key 'input' among --fields")
    run = Run(common)
    sink = LogSink(Path(common.output))
    try:
        logged = Logged(sink.lines())
    except OutputError:
        sink.discard()
        raise
    run.done = logged.records
    if logged.records:
        run.talk.say(f"{logged.records:,} records are there; going on")

    def take(done: Done[Record]) -> None:
        run.note_warnings(done.name, done.value.warnings)
        sink.write(done.value.line + b"\n")
        sink.flush()

    run.each(work, sink, take, logged=logged)
    run.say_summary()
    return run.exit_code()


# --- clean -------------------------------------------------------------------------------------


def clean(common: Common, options: CleanOptions) -> int:
    """Inputs to their kept text; returns the exit code. Raises `UsageError`, `OutputError`."""
    work = CleanWork(
        read_as_of(common, gaps=options.explain and options.ndjson),
        settings_of(common),
        options.to,
        kept_labels(options.keep, options.drop),
        options.explain,
    )
    run = Run(common)
    if not options.ndjson and _means_directory(common):
        _clean_to_tree(run, work, options)
    else:
        _clean_to_stream(run, work, options)
    run.say_summary()
    return run.exit_code()


def _clean_to_stream(run: Run, work: CleanWork, options: CleanOptions) -> None:
    sink = _open(run.common, json_for_terminal if options.ndjson else printable)
    texts = 0

    def take(done: Done[Cleaned]) -> NewstoolError | None:
        nonlocal texts
        if options.explain and options.ndjson:
            sink.write(_span_lines(done))
        elif options.explain:
            _show_removed(run, done)
        if done.value.error is None and not (options.explain and options.ndjson):
            sink.write(_text_of(done, first=not texts, ndjson=options.ndjson))
            texts += 1
        sink.flush()
        return done.value.error

    run.each(work, sink, take)


def _text_of(done: Done[Cleaned], *, first: bool, ndjson: bool) -> bytes:
    """An article's text as one line of JSON, or as it is, parted by a form feed from others."""
    text = done.value.text
    if ndjson:
        return msgspec.json.encode({**_origin(done), "text": text}) + b"\n"
    return ("" if first else "\f").encode() + text.encode("utf-8", "replace") + b"\n"


def _span_lines(done: Done[Cleaned]) -> bytes:
    read_as = done.value.read_as
    origin = {
        **_origin(done),
        "regime": None if read_as is None else read_as.value,
        "regime_because": None if read_as is None else reason_of(read_as),
    }
    spans = ({**origin, **msgspec.structs.asdict(span)} for span in done.value.spans)
    return b"".join(msgspec.json.encode(span) + b"\n" for span in spans)


def _origin(done: Done[Cleaned]) -> dict[str, object]:
    return {"path": None if done.name == STDIN_NAME else done.name, "index": done.index}


def _clean_to_tree(run: Run, work: CleanWork, options: CleanOptions) -> None:
    tree = Tree(Path(run.common.output or "."), force=run.common.force)

    def take(done: Done[Cleaned]) -> NewstoolError | None:
        if options.explain:
            _show_removed(run, done)
        if done.value.error is not None:
            return done.value.error
        data = _text_of(done, first=True, ndjson=False)
        return _write_to_tree(tree, done, DOCUMENT_SUFFIXES[options.to], data)

    run.each(work, _no_stream(), take)


def _show_removed(run: Run, done: Done[Cleaned]) -> None:
    from newstool.cli.console import removed_table

    run.talk.show(removed_table(done.name, done.value.spans, done.value.read_as))


# --- export ------------------------------------------------------------------------------------


def export(common: Common, options: ExportOptions) -> int:
    """Records to a table or to documents; returns the exit code.

    Raises `UsageError` and `OutputError`.
    """
    to = options.to or _format_of_output(common.output)
    columns = check_columns(options.columns) if options.columns is not None else None
    run = Run(common)
    tally = Tally(columns or default_columns()) if run.wants_summary() else None
    settings = settings_of(
        common, evidence=_asks_for(columns, "evidence"), blocks=_asks_for(columns, "blocks")
    )
    read_as = read_as_of(common, partial_records=True)
    work = RecordWork(read_as, settings, count_removed=tally is not None)
    writer = exporter(to, columns=columns, guarded=options.csv_guard, bom=options.bom, tally=tally)
    if to in ("markdown", "html") and _means_directory(common):
        _export_to_tree(run, work, writer, DOCUMENT_SUFFIXES[to], tally)
    else:
        as_json = to in ("json", "ndjson")
        _export_to_stream(run, work, writer, json_for_terminal if as_json else printable, tally)
    if tally is not None:
        from newstool.cli.console import summary_table

        tally.failed = run.failed
        run.talk.show(summary_table(tally))
    return run.exit_code()


def _export_to_stream(
    run: Run,
    work: RecordWork,
    writer: Exporter,
    for_terminal: Callable[[str], str],
    tally: Tally | None,
) -> None:
    sink = _open(run.common, for_terminal)
    sink.write(writer.start())

    def take(done: Done[Record]) -> NewstoolError | None:
        try:
            sink.write(writer.record(done.value.line))
        except RecordError as error:
            return error
        if not done.value.stored:  # else they come by the thousand: a full buffer is soon enough
            sink.flush()
        _count_removed(tally, done)
        return None

    run.each(work, sink, take, finish=lambda: sink.write(writer.finish()))


def _export_to_tree(
    run: Run, work: RecordWork, writer: Exporter, suffix: str, tally: Tally | None
) -> None:
    tree = Tree(Path(run.common.output or "."), force=run.common.force)

    def take(done: Done[Record]) -> NewstoolError | None:
        try:
            data = writer.record(done.value.line).removeprefix(b"\f")
        except RecordError as error:
            return error
        _count_removed(tally, done)
        return _write_to_tree(tree, done, suffix, data)

    run.each(work, _no_stream(), take)


def _count_removed(tally: Tally | None, done: Done[Record]) -> None:
    if tally is not None and done.value.removed:
        tally.add_removed(done.value.removed)


def _format_of_output(output: str | None) -> ExportFormat:
    return "csv" if output is None or output == "-" else guess_format(output)


# --- schema ------------------------------------------------------------------------------------


def print_schema() -> int:
    """The record's JSON Schema to stdout; returns the exit code. Raises `OutputError`."""
    sink = open_stdout()
    try:
        sink.write(schema_text().encode())
        sink.close()
    except BrokenPipeError:
        forget_stdout()
    return 0


# --- where it goes -----------------------------------------------------------------------------


def _open(common: Common, for_terminal: Callable[[str], str]) -> Sink:
    sink = open_sink(common.output, force=common.force)
    if isinstance(sink, StreamSink) and sink.is_terminal():
        return sink.through(for_terminal)
    return sink


def _no_stream() -> Sink:
    """Stdout that nothing is written to: the results go to files of their own."""
    return open_sink(None)


def _means_directory(common: Common) -> bool:
    """Whether -o names a directory: it is one, ends like one, or many inputs and no suffix."""
    if common.output is None or common.output == "-":
        return False
    paths = common.paths or []
    many = len(paths) > 1 or common.files_from is not None or any(Path(p).is_dir() for p in paths)
    path = Path(common.output)
    return (
        path.is_dir()
        or common.output.endswith(("/", "\\"))
        or (many and not PurePath(path).suffix and not path.exists())
    )


def _write_to_tree(tree: Tree, done: Done[Any], suffix: str, data: bytes) -> NewstoolError | None:
    """One document's file; one that can't be written fails alone."""
    try:
        tree.write(done.relative or done.name, suffix, data)
    except OutputError as error:
        return error
    return None
