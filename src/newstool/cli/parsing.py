"""`newstool parse`: articles to records, for programs or for a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from newstool.cli.destinations import (
    color_of,
    format_of_output,
    json_on_screen,
    open_output,
    shown_as_on_terminal,
    shown_on_terminal,
    text_on_screen,
)
from newstool.cli.one_run import Run, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.cli.terminal import wants_color
from newstool.cli.views import Drawn, IndentedJson
from newstool.export.columns import asks_for, check_columns, default_columns
from newstool.export.compressed import compressed
from newstool.export.formats import compression_of_name
from newstool.export.writers import Exporter, exporter
from newstool.model.errors import NewstoolError, OutputError, RecordError, UsageError
from newstool.runs.batch import Done
from newstool.runs.outputs import LogSink, Sink
from newstool.runs.resume import Logged
from newstool.runs.work import CandidatesWork, Considered, Record, RecordWork

Form = Literal["json", "ndjson", "csv", "tsv", "cards", "evidence", "indented"]
_FileFormat = Literal["ndjson", "json", "csv", "tsv"]
_FILE_FORMATS: tuple[_FileFormat, ...] = get_args(_FileFormat)


class ParseOptions(Struct, frozen=True):
    """The options of `parse` besides the common ones."""

    form: Literal["json", "ndjson", "cards"] | None = None
    fields: tuple[str, ...] | None = None
    evidence: bool = False
    blocks: bool = False
    candidates: str | None = None
    resume: bool = False


def parse(common: Common, options: ParseOptions) -> int:
    """Inputs to records; returns the exit code. Raises `UsageError` and `OutputError`."""
    if options.candidates is not None:
        return _parse_candidates(common, options, options.candidates)
    run = Run(common)
    fields = _fields_of(options)
    form = _form_of(common, options)
    settings = settings_of(
        common,
        evidence=options.evidence or form == "cards" or asks_for(fields, "evidence"),
        blocks=options.blocks or asks_for(fields, "blocks"),
    )
    is_table = form in ("csv", "tsv")
    work = RecordWork(read_as_of(common), settings, None if is_table else fields)
    if options.resume:
        return _resume_parse(run, options, work)
    if is_table:
        run.noun = "row"
    writer, sink = _writer_and_sink(common, form, fields or _columns_of(options))

    def take(done: Done[Record]) -> NewstoolError | None:
        run.note_warnings(done.name, done.value.warnings)
        return _write(sink, writer, done.value.line)

    run.each(work, sink, take, frame=writer)
    run.say_summary()
    return run.exit_code()


def _write(sink: Sink, writer: Exporter, line: bytes) -> NewstoolError | None:
    try:
        sink.write(writer.record(line))
    except RecordError as error:
        return error
    sink.flush()
    return None


def _fields_of(options: ParseOptions) -> tuple[str, ...] | None:
    """The requested fields; other requested parts are written as well."""
    if options.fields is None:
        return None
    fields = check_columns(options.fields)
    asked = (("evidence", options.evidence), ("blocks", options.blocks))
    return fields + tuple(key for key, wanted in asked if wanted and not asks_for(fields, key))


def _columns_of(options: ParseOptions) -> tuple[str, ...]:
    """The columns of a table if no fields were named."""
    asked = (("evidence", options.evidence), ("blocks", options.blocks))
    return (*default_columns(), *(key for key, wanted in asked if wanted))


def _form_of(common: Common, options: ParseOptions) -> Form:
    """What was asked for; else what the output's name says; else what suits its reader.

    A person at a terminal gets cards, or indented JSON where parts of the record were asked for.
    Programs get NDJSON.
    """
    if options.form is not None:
        return options.form
    named = format_of_output(common, "parse", _FILE_FORMATS, compressed=True)
    if named is not None:
        return named
    if options.fields is not None or options.blocks:
        return "indented" if shown_as_on_terminal(common) else "ndjson"
    if options.evidence:
        return "evidence" if shown_as_on_terminal(common) else "ndjson"
    return "cards" if shown_on_terminal(common) else "ndjson"


def _writer_and_sink(common: Common, form: Form, columns: tuple[str, ...]) -> tuple[Exporter, Sink]:
    """How records are written, and where to. Raises `UsageError`, `OutputError`."""
    compression = compression_of_name(common.output or "", form)
    if form in ("csv", "tsv"):
        table = exporter("csv" if form == "csv" else "tsv", columns=columns)
        return compressed(table, compression), open_output(common, text_on_screen)
    if form == "indented" or (form == "json" and shown_as_on_terminal(common)):
        colored = wants_color(sys.stdout, common.color)
        return IndentedJson(array=form == "json", colored=colored), open_output(common, None)
    if form == "cards":
        from newstool.cli.cards import record_card

        return Drawn(record_card, color_of(common)), open_output(common, None)
    if form == "evidence":
        from newstool.cli.tables import evidence_table

        return Drawn(evidence_table, color_of(common)), open_output(common, None)
    lines = exporter("json" if form == "json" else "ndjson")
    return compressed(lines, compression), open_output(common, json_on_screen)


# --- --candidates --------------------------------------------------------------------------------


def _parse_candidates(common: Common, options: ParseOptions, field: str) -> int:
    """All candidates for one field of each article instead of its record."""
    if options.fields or options.evidence or options.blocks or options.resume:
        raise UsageError(
            "--candidates can't be combined with --fields, --evidence, --blocks or --resume",
            hint="it shows the candidates for one field instead of the record",
        )
    work = CandidatesWork(read_as_of(common), settings_of(common), field)
    run = Run(common, "article")
    form = options.form or format_of_output(common, "parse --candidates", ("ndjson", "json"))
    take: Callable[[Done[Considered]], None]
    if form == "cards" or (form is None and shown_on_terminal(common)):
        frame, sink = None, open_output(common, None)
        take = partial(_show_candidates, common, sink)
    else:
        frame = exporter("json" if form == "json" else "ndjson")
        sink = open_output(common, json_on_screen)
        take = partial(_write_candidates, sink, frame)
    run.each(work, sink, take, frame=frame)
    run.say_summary()
    return run.exit_code()


def _write_candidates(sink: Sink, writer: Exporter, done: Done[Considered]) -> None:
    sink.write(writer.record(msgspec.json.encode(done.value)))
    sink.flush()


def _show_candidates(common: Common, sink: Sink, done: Done[Considered]) -> None:
    from newstool.cli.console import rendered
    from newstool.cli.tables import candidates_table

    table = candidates_table(done.name, done.value)
    sink.write(rendered(table, sys.stdout, color_of(common)))
    sink.flush()


# --- --resume ------------------------------------------------------------------------------------


def _resume_parse(run: Run, options: ParseOptions, work: RecordWork) -> int:
    common = run.common
    if common.output is None or common.output == "-":
        raise UsageError("--resume needs the file of the interrupted run", hint="name it with -o")
    if _form_of(common, options) != "ndjson" or compression_of_name(common.output, "ndjson"):
        raise UsageError("--resume needs NDJSON", hint="name the file .ndjson or .jsonl")
    if work.fields is not None and "input" not in work.fields:
        raise UsageError("--resume needs the key 'input' among --fields")
    sink = LogSink(Path(common.output))
    try:
        logged = Logged(sink.lines())
    except OutputError:
        sink.discard()
        raise
    run.done = logged.records
    if logged.records:
        run.talk.say(f"{logged.records:,} records are already there; resuming")

    def take(done: Done[Record]) -> None:
        run.note_warnings(done.name, done.value.warnings)
        sink.write(done.value.line + b"\n")
        sink.flush()

    run.each(work, sink, take, logged=logged)
    run.say_summary()
    return run.exit_code()
