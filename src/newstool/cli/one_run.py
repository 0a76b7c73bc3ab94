"""One run of a command: inputs in, results out, failures reported, and how it ended."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Collection, Generator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from newstool.cli.console import Talk, counted, run_line
from newstool.cli.options import Common
from newstool.cli.rule_files import files_of_rules
from newstool.cli.stopping import HUNG_UP, exit_code_of, undisturbed
from newstool.cli.terminal import is_terminal
from newstool.containers.part import Opening
from newstool.containers.stream import Pause
from newstool.export.writers import Exporter
from newstool.model.article import Format
from newstool.model.errors import NewstoolError, OverwriteError, UsageError
from newstool.model.read_as import ReadAs, checked_read_as
from newstool.model.settings import MAX_BLOCKS, MAX_BYTES, Settings
from newstool.runs.batch import Done, Failure, Work, run
from newstool.runs.inputs import RawInput, Sources, count_files, find_inputs
from newstool.runs.outputs import FileSink, Sink, StreamSink, forget_stdout, part_of
from newstool.runs.resume import Logged, Resumed
from newstool.runs.walks import Choice, say_passed
from newstool.vocabulary.own_rules import settings_from

T = TypeVar("T")

_MOST_HELD = 1_000_000_000  # bytes or characters of inputs that aren't files

SOME_FAILED = 1
WRONG_USAGE = 2
NOTHING_FOUND = 3


class Run:
    """Counts what a run does and reports what went wrong."""

    def __init__(self, common: Common, noun: str = "record") -> None:
        """`noun` is what one result is called in the output.

        Raises `UsageError` where nothing is named to be read, or an output is an input.
        """
        check_outputs(common)
        # What bs4 says about broken characters is in the record's warnings.
        logging.getLogger("bs4").setLevel(logging.ERROR)
        self.common = common
        self.noun = noun
        self.verb = "holds"  # what the output does with the results; a database had some before
        self.done = self.failed = self.warned = self.in_the_way = 0
        self.interrupted: int | None = None
        self.talk = Talk(quiet=common.quiet, progress=wants_progress(common), color=common.color)
        self._sources = sources_of(common)
        self._held: list[RawInput] | None = None
        self._inputs = 0  # that gave a result or an error
        self._last_input: str | None = None
        self._reader_left = self._discarded = False
        self._errors: Sink | None = None
        self._started = time.monotonic()

    def each(
        self,
        work: Work[T],
        sink: Sink | None,
        take: Callable[[Done[T]], NewstoolError | None],
        *,
        frame: Exporter | None = None,
        logged: Logged | None = None,
    ) -> None:
        """Give every result to `take` in input order; then all is written.

        What `take` returns is None, or the error that makes the result a failure after all.
        `frame` has what comes before the first and after the last result. `sink` is None where
        each result goes to a file of its own.

        Ctrl-C keeps what was taken. When nobody reads the output any more the run just ends.
        Raises `OutputError`.
        """
        try:
            if self.talk.wants_total():
                self.talk.expect(count_files(self._sources))
            self._open_errors(resumed=logged is not None)
            if frame is not None and sink is not None:
                sink.write(frame.start())
            self._take_all(self._results(work, logged), sink, take)
            if sink is not None:
                self._end(sink, frame)
        except BrokenPipeError:
            self._reader_left = True
            forget_stdout()
        except (NewstoolError, KeyboardInterrupt):
            if sink is not None:
                sink.discard()
            raise
        finally:
            self.talk.finish()
            if self._errors is not None:
                self._errors.close()
        if self._sources.passed:
            self.talk.say(say_passed(self._sources.passed))
        self._say_what_ended_it(logged)

    def hold(self) -> list[RawInput]:
        """Find all inputs before any is read, so that they can be read twice.

        Raises `UsageError` for more than fit, if the input isn't a file that can be read again.
        """
        held: list[RawInput] = []
        size = 0
        for found in find_inputs(self._sources):
            if isinstance(found, RawInput):
                held.append(found)
                size += len(found.part.data or b"")
            if size > _MOST_HELD:
                hint = "newstool learn PATHS -o rules.toml, then --rules rules.toml"
                raise UsageError("the batch is too large to be held", hint=hint)
        self._held = held
        return held

    def fail(self, failure: Failure) -> None:
        """Tell of one input that gave no result; files in the way are counted and told at last."""
        self.failed += 1
        if isinstance(failure.error, OverwriteError):
            self.in_the_way += 1
        else:
            self.talk.say(str(failure))
        if self._errors is not None:
            self._errors.write(msgspec.json.encode(failure.to_dict()) + b"\n")
            self._errors.flush()

    def note_warnings(self, name: str, warnings: Collection[str]) -> None:
        """Count a record with warnings, and say what an archive export lacks."""
        self.warned += bool(warnings)
        for warning in warnings:
            if warning.startswith("archive-"):
                self.talk.say(f"{name}: {warning.replace('-', ' ', 1).replace(':', ' ', 1)}")

    def exit_code(self) -> int:
        """0 if all is well, 1 if some failed, 3 if nothing could be extracted from any input."""
        if self.interrupted is not None:
            return self.interrupted
        if not self.done and not self.in_the_way and not self._reader_left:
            return NOTHING_FOUND
        return SOME_FAILED if self.failed else 0

    def wants_summary(self) -> bool:
        """Whether the run ends with a summary on stderr."""
        if self.common.summary is not None:
            return self.common.summary
        return not self.common.quiet and is_terminal(sys.stderr)

    def say_summary(self) -> None:
        """One line for the run, where one is wanted and there is a file, or several results."""
        asked = self.common.summary is True
        to = self.common.output if self.common.output not in (None, "-") else None
        worth_it = to is not None or self.done + self.failed > 1
        if self.interrupted is None and (asked or (self.wants_summary() and worth_it)):
            seconds = time.monotonic() - self._started
            counts = (self.done, self.failed, self.warned)
            line = run_line(*counts, seconds, noun=self.noun, to=to or "")
            self.talk.say(line, always=asked)

    def _take_all(
        self,
        results: Generator[Done[T] | Failure | Pause, None, None],
        sink: Sink | None,
        take: Callable[[Done[T]], NewstoolError | None],
    ) -> None:
        # A stream's reader may keep us waiting: there a signal must get through at any time.
        calm = nullcontext() if isinstance(sink, StreamSink) else undisturbed
        try:
            with closing(results):
                for result in results:
                    if isinstance(result, Pause):
                        if sink is not None:
                            sink.flush()
                        continue
                    with calm:
                        self._take(result, take)
                    self.talk.advance()
        except KeyboardInterrupt as interrupt:
            self.interrupted = exit_code_of(interrupt)

    def _take(
        self, result: Done[T] | Failure, take: Callable[[Done[T]], NewstoolError | None]
    ) -> None:
        if isinstance(result, Done):
            error = take(result)
            if error is not None:
                result = Failure(result.name, result.index, error, result.line)
            self.done += error is None
        if isinstance(result, Failure):
            self.fail(result)
        name = result.path if isinstance(result, Failure) else result.name
        self._inputs += name != self._last_input
        self._last_input = name

    def _end(self, sink: Sink, frame: Exporter | None) -> None:
        """The last bytes; where nobody can be told that a file isn't whole, there is none."""
        if self.interrupted == HUNG_UP or (self.interrupted is not None and not self.done):
            self._discarded = True
            sink.discard()
            return
        with nullcontext() if isinstance(sink, StreamSink) else undisturbed:
            if frame is not None:
                sink.write(frame.finish())
            sink.close()

    def _say_what_ended_it(self, logged: Logged | None) -> None:
        if self.in_the_way:
            exist = f"{counted(self.in_the_way, 'file')} exist{'s' * (self.in_the_way == 1)}"
            self.talk.say(f"{exist} in {self.common.output} (--force overwrites)")
        if self.interrupted is not None:
            self.talk.say(self._stopped(resumable=logged is not None), always=True)

    def _stopped(self, *, resumable: bool) -> str:
        """'stopped after 8 of 1,000 inputs; out.csv holds 8 rows'."""
        total = count_files(self._sources)
        said = f"stopped after {counted(self.done + self.failed, 'result')}"
        if total is not None:
            said = f"stopped after {self._inputs:,} of {counted(total, 'input')}"
        output = self.common.output
        if output is None or output == "-":
            return said
        if not self.done or (self._discarded and not resumable):
            return f"{said}; nothing was written"
        rest = "; run the same command to resume" if resumable else ""
        return f"{said}; {output} {self.verb} {counted(self.done, self.noun)}{rest}"

    def _results(
        self, work: Work[T], logged: Logged | None
    ) -> Generator[Done[T] | Failure | Pause, None, None]:
        held = self._held
        inputs = find_inputs(self._sources) if held is None else iter(held)
        resumed = None if logged is None else Resumed(logged)
        if resumed is not None:
            inputs = resumed.remaining(inputs)
        with closing(
            run(inputs, work, jobs=self.common.jobs, timeout=self.common.timeout)
        ) as results:
            yield from results if resumed is None else resumed.new(results)

    def _open_errors(self, *, resumed: bool) -> None:
        if self.common.errors is not None:
            force = self.common.force or resumed
            self._errors = FileSink(Path(self.common.errors), force=force)


# --- what the options mean ---------------------------------------------------------------------


def wants_progress(common: Common) -> bool:
    """A bar on a terminal, unless the results go to the same screen."""
    if common.progress is not None:
        return common.progress
    return is_terminal(sys.stderr) and (common.output is not None or not is_terminal(sys.stdout))


def settings_of(common: Common, *, evidence: bool = False, blocks: bool = False) -> Settings:
    """The reading settings in the options."""
    given = {
        "now": common.now,
        "date_order": common.date_order,
        "strict_dates": common.strict_dates,
        "max_bytes": common.max_bytes or MAX_BYTES,
        "max_blocks": common.max_blocks or MAX_BLOCKS,
        "evidence": evidence,
        "blocks": blocks,
        "rules": files_of_rules(common.rules),
    }
    return settings_from(given)


def read_as_of(common: Common, *, partial_records: bool = False, gaps: bool = False) -> ReadAs:
    """How to read the inputs, from the options. Raises `UsageError`."""
    if common.split_on is not None:
        from newstool.containers.exports.splitting import check_pattern

        check_pattern(common.split_on)
    given: Format | None = None if common.format == "ndjson" else common.format
    return checked_read_as(
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
    """What to read, from the options. Raises `UsageError` if nothing is named."""
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
        choice=Choice(
            include=tuple(common.include or ()),
            exclude=tuple(common.exclude or ()),
            skip=_own_files(common),
        ),
        stdin=stdin,
    )


def _stdin() -> BinaryIO | None:
    """Standard input without our own buffer, so that one can ask what is waiting."""
    if sys.stdin is None:
        return None
    buffered = sys.stdin.buffer
    return getattr(buffered, "raw", buffered)


def _own_files(common: Common) -> frozenset[str]:
    """The run's own output, which a walk through its directory must not read."""
    named = [Path(os.path.realpath(name)) for name in (common.output, common.errors) if name]
    beside = ("", "-wal", "-shm")  # SQLite's, while it writes a database
    paths = [f"{name}{end}" for name in named for end in beside]
    return frozenset([*paths, *(str(part_of(name)) for name in named)])


def check_outputs(common: Common) -> None:
    """Raise `UsageError` if an output would replace an input or another output."""
    output, errors = (
        os.path.realpath(name) if name and name != "-" else None
        for name in (common.output, common.errors)
    )
    if output is not None and output == errors:
        raise UsageError("-o and --errors name the same file")
    for path in common.paths or ():
        if path != "-" and os.path.realpath(path) in (output, errors) and Path(path).is_file():
            raise UsageError(f"the output would overwrite the input {path}")
