"""Going on where a killed run ended: which inputs a log of records has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from newstool.containers.stream import Pause
from newstool.model.errors import OutputError
from newstool.runs.batch import Done, Failure
from newstool.runs.inputs import STDIN_NAME, RawInput

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
        """Raises `OutputError` at a line that is no record with its `input`."""
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
                    "no record that says its input",
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

    def take_record(self, name: str, index: int) -> bool:
        """Whether this very record is there; true once for each time it is."""
        return _take(self._records, hash((name, index)), spare=0)

    def take_file(self, name: str) -> bool:
        """Whether all records of a file are there: another input's records follow them."""
        unfinished = self._last is not None and self._last[0] == name
        return _take(self._passes, hash(name), spare=int(unfinished))

    def take_from_last(self, name: str, index: int) -> bool:
        """Whether the record is there and belongs to the file that may be unfinished."""
        if self._last is None or self._last[0] != name or index not in self._last_pass:
            return False
        self._last_pass.discard(index)
        return True


def _take(counts: Counter[int], key: int, spare: int) -> bool:
    found = counts[key] > spare
    counts[key] -= found
    return found


def remaining_inputs(
    inputs: Iterable[RawInput | Pause], logged: Logged
) -> Iterator[RawInput | Pause]:
    """The inputs that the log has no, or not all, records of."""
    for raw in inputs:
        if isinstance(raw, RawInput) and raw.part.error is None:
            if not raw.is_whole and logged.take_record(raw.name, raw.index):
                continue
            if raw.is_whole and logged.take_file(raw.name):
                continue
        yield raw


def new_results(
    results: Iterable[Done[T] | Failure | Pause], logged: Logged
) -> Iterator[Done[T] | Failure | Pause]:
    """The results without those of the unfinished file that the log has already."""
    for result in results:
        if not (isinstance(result, Done) and logged.take_from_last(result.name, result.index)):
            yield result
