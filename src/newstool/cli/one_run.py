"""One run of a command: inputs in, results out, failures told, and how it ended."""

from __future__ import annotations

import codecs
import logging
import os
import sys
import time
from collections.abc import Callable, Collection, Generator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from newstool.cli.console import Talk, run_line
from newstool.cli.options import Common
from newstool.containers.part import Opening
from newstool.containers.stream import Pause
from newstool.model.article import Format
from newstool.model.errors import NewstoolError, UsageError
from newstool.model.read_as import ReadAs
from newstool.model.settings import MAX_BLOCKS, MAX_BYTES, Settings
from newstool.runs.batch import Done, Failure, Work, run
from newstool.runs.inputs import Sources, count_files, find_inputs
from newstool.runs.outputs import FileSink, Sink, forget_stdout, part_of
from newstool.runs.resume import Logged, new_results, remaining_inputs

T = TypeVar("T")

SOME_FAILED = 1
WRONG_USAGE = 2
NOTHING_FOUND = 3
INTERRUPTED = 130


class Run:
    """Counts what a run does and says what went wrong in it."""

    def __init__(self, common: Common) -> None:
        """Raises `UsageError` where nothing is named to be read, or an output is an input."""
        check_outputs(common)
        # What bs4 says of broken characters stands in the record's warnings.
        logging.getLogger("bs4").setLevel(logging.ERROR)
        self.common = common
        self._sources = sources_of(common)
        self.done = self.failed = self.warned = 0
        self.interrupted: int | None = None
        self.talk = Talk(quiet=common.quiet, progress=wants_progress(common))
        self._errors: Sink | None = None
        self._started = time.monotonic()

    def each(
        self,
        work: Work[T],
        sink: Sink,
        take: Callable[[Done[T]], NewstoolError | None],
        *,
        logged: Logged | None = None,
        finish: Callable[[], None] = lambda: None,
    ) -> None:
        """Give every result to `take` in input order, then `finish`; then all is written.

        What `take` returns is None, or the error that makes the result a failure after all.

        Ctrl-C keeps what was taken. When nobody reads the output any more the run just ends.
        Raises `OutputError`.
        """
        try:
            if self.talk.wants_total():
                self.talk.expect(count_files(self._sources))
            self._open_errors(resumed=logged is not None)
            self._take_all(self._results(work, logged), sink, take)
            finish()
            sink.close()
        except BrokenPipeError:
            forget_stdout()
        except (NewstoolError, KeyboardInterrupt):
            sink.discard()
            raise
        finally:
            self.talk.finish()
            if self._errors is not None:
                self._errors.close()

    def fail(self, failure: Failure) -> None:
        """Tell of one input that gave no result."""
        self.failed += 1
        self.talk.say(str(failure))
        if self._errors is not None:
            self._errors.write(msgspec.json.encode(failure.to_dict()) + b"\n")
            self._errors.flush()

    def note_warnings(self, name: str, warnings: Collection[str]) -> None:
        """Count a record with warnings; say what an archive export lacks."""
        self.warned += bool(warnings)
        for warning in warnings:
            if warning.startswith("archive-"):
                self.talk.say(f"{name}: {warning.replace('-', ' ', 1).replace(':', ' ', 1)}")

    def exit_code(self) -> int:
        """0 all well, 1 some failed, 3 nothing could be extracted from any input."""
        if self.interrupted is not None:
            return self.interrupted
        if not self.done:
            return NOTHING_FOUND
        return SOME_FAILED if self.failed else 0

    def wants_summary(self) -> bool:
        """Whether the run ends with a summary on stderr."""
        if self.common.summary is not None:
            return self.common.summary
        return not self.common.quiet and is_terminal(sys.stderr)

    def say_summary(self) -> None:
        """One line for the run, where one is wanted and there was more than one input."""
        asked = self.common.summary is True
        if asked or (self.wants_summary() and self.done + self.failed > 1):
            seconds = time.monotonic() - self._started
            self.talk.say(run_line(self.done, self.failed, self.warned, seconds), always=asked)

    def _take_all(
        self,
        results: Generator[Done[T] | Failure | Pause, None, None],
        sink: Sink,
        take: Callable[[Done[T]], NewstoolError | None],
    ) -> None:
        try:
            with closing(results):
                for result in results:
                    if isinstance(result, Pause):
                        sink.flush()
                        continue
                    if isinstance(result, Done):
                        error = take(result)
                        if error is not None:
                            result = Failure(result.name, result.index, error, result.line)
                        self.done += error is None
                    if isinstance(result, Failure):
                        self.fail(result)
                    self.talk.advance()
        except KeyboardInterrupt as interrupt:
            self.interrupted = interrupt.args[0] if interrupt.args else INTERRUPTED

    def _results(
        self, work: Work[T], logged: Logged | None
    ) -> Generator[Done[T] | Failure | Pause, None, None]:
        inputs = find_inputs(self._sources)
        if logged is not None:
            inputs = remaining_inputs(inputs, logged)
        with closing(
            run(inputs, work, jobs=self.common.jobs, timeout=self.common.timeout)
        ) as results:
            yield from results if logged is None else new_results(results, logged)

    def _open_errors(self, *, resumed: bool) -> None:
        if self.common.errors is not None:
            force = self.common.force or resumed
            self._errors = FileSink(Path(self.common.errors), force=force)


# --- what the options mean ---------------------------------------------------------------------


def is_terminal(stream: object) -> bool:
    """Whether a standard stream is there and is a terminal."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def wants_progress(common: Common) -> bool:
    """A bar on a terminal, unless the results go to the same screen."""
    if common.progress is not None:
        return common.progress
    return is_terminal(sys.stderr) and (common.output is not None or not is_terminal(sys.stdout))


def settings_of(common: Common, *, evidence: bool = False, blocks: bool = False) -> Settings:
    """The reading settings that the options ask for."""
    return Settings(
        now=datetime.fromisoformat(common.now) if common.now else None,
        date_order=common.date_order,
        strict_dates=common.strict_dates,
        max_bytes=common.max_bytes or MAX_BYTES,
        max_blocks=common.max_blocks or MAX_BLOCKS,
        evidence=evidence,
        blocks=blocks,
    )


def read_as_of(common: Common, *, partial_records: bool = False, gaps: bool = False) -> ReadAs:
    """How the options say the inputs are to be read. Raises `UsageError`."""
    if common.encoding is not None:
        try:
            codecs.lookup(common.encoding)
        except LookupError as error:
            raise UsageError(f"unknown encoding {common.encoding!r}") from error
    if common.split_on is not None:
        from newstool.containers.splitting import check_pattern

        check_pattern(common.split_on)
    given: Format | None = None if common.format == "ndjson" else common.format
    return ReadAs(
        url=common.url,
        format=given,
        is_json=common.format == "ndjson",
        records=common.records,
        encoding=common.encoding,
        keys=_keys(common.field or []),
        split_on=common.split_on,
        strict=common.strict,
        partial_records=partial_records,
        gaps=gaps,
    )


def _keys(given: list[str]) -> dict[str, str]:
    """'title=webTitle' as a field and its key. Raises `UsageError`."""
    from newstool.vocabulary.document_keys import document_keys

    keys: dict[str, str] = {}
    for each in given:
        field, equals, key = each.partition("=")
        if not equals:
            field, key = "content", each
        if field not in document_keys() or not key:
            hint = (
                f"say NAME=KEY, or KEY alone for HTML or text; names: {', '.join(document_keys())}"
            )
            raise UsageError(f"--field {each!r} names nothing", hint=hint)
        keys[field] = key
    return keys


def sources_of(common: Common) -> Sources:
    """What the options say is to be read. Raises `UsageError` where nothing is named."""
    stdin = _stdin()
    paths = tuple(common.paths or ())
    if not paths and common.files_from is None:
        if stdin is None or is_terminal(sys.stdin):
            raise UsageError(
                "nothing to read",
                hint="name files or directories, as in: newstool parse page.html,"
                " or pipe an article in: curl -s URL | newstool parse",
            )
        paths = ("-",)
    if common.files_from == "-" and "-" in paths:
        raise UsageError("stdin can't hold both the articles and the list of their files")
    if paths.count("-") > 1:
        raise UsageError("stdin can be read only once")
    return Sources(
        paths=paths,
        files_from=common.files_from,
        nul_separated=common.null,
        opening=Opening(read_as=read_as_of(common), max_bytes=common.max_bytes or MAX_BYTES),
        skip=_own_files(common),
        stdin=stdin,
    )


def _stdin() -> BinaryIO | None:
    """Standard input without a buffer of ours between, so that one can ask what is waiting."""
    if sys.stdin is None:
        return None
    buffered = sys.stdin.buffer
    return getattr(buffered, "raw", buffered)


def _own_files(common: Common) -> frozenset[str]:
    """The run's own output, which a walk through its directory must not read."""
    named = [Path(os.path.realpath(name)) for name in (common.output, common.errors) if name]
    return frozenset(str(path) for name in named for path in (name, part_of(name)))


def check_outputs(common: Common) -> None:
    """Raise `UsageError` where an output would take the place of an input or another output."""
    output, errors = (
        os.path.realpath(name) if name and name != "-" else None
        for name in (common.output, common.errors)
    )
    if output is not None and output == errors:
        raise UsageError("-o and --errors name the same file")
    for path in common.paths or ():
        if path != "-" and os.path.realpath(path) in (output, errors) and Path(path).is_file():
            raise UsageError(f"the output would take the place of the input {path}")
