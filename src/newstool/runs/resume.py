"""Resuming a killed run: which inputs a log of records already has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from newstool.containers.stream import Pause
from newstool.model.errors import OutputError
from newstool.runs.batch import Done, Failure
from newstool.runs.inputs import STDIN_NAME, RawInput, inside

T = TypeVar("T")


class _Origin(Struct):
    path: str | None = None
    index: int = 0


class _LoggedRecord(Struct):
    input: _Origin | None = None


class Logged:
    """Counts what is in a log, and hands each of its records out once as done.

    Records are written in input order, so only the file that the last one came from can be
    unfinished.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Raises `OutputError` at a line that isn't a record with its `input`."""
        self.records = 0
        self._last_pass: set[int] = set()
        # By hash: a log of millions of records must not fill the memory with their names.
        self._records: Counter[int] = Counter()
        self._passes: Counter[int] = Counter()
        self._last: tuple[str, int] | None = None
        decode = msgspec.json.Decoder(_LoggedRecord).decode
        for number, line in enumerate(lines, 1):
            try:
                origin = decode(line).input
            except (msgspec.DecodeError, UnicodeDecodeError):
                origin = None
            if origin is None:
                raise OutputError(
                    "a record without its input",
                    where=f"line {number} of the output",
                    hint="--resume continues only what parse wrote with the key 'input'",
                )
            self._add(origin.path or STDIN_NAME, origin.index)

    def _add(self, name: str, index: int) -> None:
        self.records += 1
        self._records[hash((name, index))] += 1
        # A file that was named twice has two passes through its articles.
        if self._last is None or self._last[0] != name or self._last[1] >= index:
            self._passes[hash(name)] += 1
            self._last_pass.clear()
        self._last_pass.add(index)
        self._last = (name, index)

    def take_record(self, name: str, index: int, *, spare: int = 0) -> bool:
        """Whether this very record is there; true once for each time it is, but for `spare`."""
        return _take(self._records, hash((name, index)), spare)

    def take_file(self, name: str) -> bool:
        """Whether all records of a file are there: another input's records follow them."""
        unfinished = self._last is not None and self._last[0] == name
        return _take(self._passes, hash(name), spare=int(unfinished))

    def take_from_last(self, name: str, index: int) -> bool:
        """Whether the record is there and belongs to the file that may be unfinished."""
        if self._last is None or self._last[0] != name or index not in self._last_pass:
            return False
        self._last_pass.discard(index)
        self.take_record(name, index)
        return True

    def ends_inside(self, raw: RawInput) -> bool:
        """Whether the last record is of something inside an input, or of what has more inside.

        Such an input may be unfinished, whatever else of it is there.
        """
        if self._last is None:
            return False
        name, index = self._last
        if name.startswith(inside(raw.name, str(raw.index) if raw.index else "") + "/"):
            return True
        may_hold_more = not raw.is_whole and not raw.part.keys
        return may_hold_more and (name, index) == (raw.name, raw.index)


def _take(counts: Counter[int], key: int, spare: int) -> bool:
    found = counts[key] > spare
    counts[key] -= found
    return found


class Resumed:
    """What of a run's inputs and results a log has; each input goes through before its results."""

    def __init__(self, logged: Logged) -> None:
        self._logged = logged
        self._names: set[int] = set()  # of inputs, by hash
        self._again: set[tuple[str, int]] = set()  # inputs that are read for what is inside them
        self._done: Counter[int] = Counter()  # inputs that are not read again, by hash

    def remaining(self, inputs: Iterable[RawInput | Pause]) -> Iterator[RawInput | Pause]:
        """The inputs that the log has no, or not all, records of."""
        for raw in inputs:
            if isinstance(raw, RawInput) and raw.part.error is None:
                self._names.add(hash(raw.name))
                if self._logged.ends_inside(raw):
                    self._again.add((raw.name, raw.index))
                elif self._is_done(raw):
                    self._done[hash(raw.name)] += raw.is_whole
                    continue
            yield raw

    def _is_done(self, raw: RawInput) -> bool:
        if raw.is_whole:
            return self._logged.take_file(raw.name)
        return self._logged.take_record(raw.name, raw.index)

    def new(
        self, results: Iterable[Done[T] | Failure | Pause]
    ) -> Iterator[Done[T] | Failure | Pause]:
        """The results without those that the log has already."""
        for result in results:
            if not (isinstance(result, Done) and self._is_there(result.name, result.index)):
                yield result

    def _is_there(self, name: str, index: int) -> bool:
        if self._logged.take_from_last(name, index):
            return True
        if hash(name) not in self._names:  # a mail in a mail: known only by its own name
            return self._logged.take_record(name, index, spare=self._times_done(name))
        return (name, index) in self._again and self._logged.take_record(name, index)

    def _times_done(self, name: str) -> int:
        """How often the input was passed over that something is in; so often it is in the log."""
        while name and hash(name) not in self._names:
            name = name.rpartition("/")[0]
        return self._done[hash(name)]
