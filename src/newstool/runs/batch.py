"""Many inputs: one after another, or streamed through processes; results in input order.

Workers are forked from a process that has done the same work before, so they start warm. A worker
that runs out of time or is killed costs the input it had in hand, and nothing else.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from newstool.containers.stream import Pause
from newstool.model.errors import LimitError, NewstoolError, as_newstool_error
from newstool.runs.inputs import RawInput

if TYPE_CHECKING:  # loaded with the first pool: most runs have few inputs and need none
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from newstool.runs.documents import Entry

T = TypeVar("T")

_WINDOW = 16  # inputs for each worker that are handed out, or done and waiting for an earlier one
_AHEAD = 32_000  # bytes of an input that a busy worker's pipe surely takes without blocking
_ALONE = 8  # inputs read before processes pay for themselves, when the number of jobs is left open

_MAX_REFUSALS = 3  # workers that die before they take an input, until it is given up


class Done(Struct, Generic[T], frozen=True):
    """One result. `index` counts the results of an input from 0, `line` its lines from 1."""

    name: str
    index: int
    value: T
    relative: str = ""
    line: int | None = None


class Failure(Struct, frozen=True):
    """An input (or the article `index` in it) that gave no result, and why.

    `path` is the input's name: its path as given, or 'stdin'. `line` counts from 1 in NDJSON.
    """

    path: str
    index: int
    error: NewstoolError
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line is not None else ""
        return f"{self.path}: {line}{self.error}"

    def to_dict(self) -> dict[str, object]:
        """What `--errors` writes: every key is always there."""
        return {
            "path": self.path,
            "index": self.index,
            "line": self.line,
            "error": type(self.error).__name__,
            "what": self.error.what,
            "where": self.error.where,
            "hint": self.error.hint,
        }


Result = Done[T] | Failure
Work = Callable[[RawInput], list["Done[T] | Failure"]]


def failure_of(where: RawInput | Entry, error: Exception) -> Failure:
    """The failure of an input. An error that isn't a `NewstoolError` is a bug."""
    error = as_newstool_error(error)
    if error.where == where.name:
        error = type(error)(error.what, hint=error.hint)  # the name comes before the message
    return Failure(where.name, where.index, error, where.line)


def run(
    inputs: Iterable[RawInput | Pause],
    work: Work[T],
    *,
    jobs: int | None = 1,
    timeout: float | None = None,
) -> Generator[Done[T] | Failure | Pause, None, None]:
    """The results of `work` for all inputs, in order, each as soon as it is ready.

    `jobs` None takes the usable cores once there are many inputs. `timeout` (seconds an input)
    needs a process of its own even for one job. A `Pause` comes through before the run waits for
    a stream, so that the caller can flush what it holds. `work` must not raise; what its
    `is_light`, if it has one, says of an input is done here and not sent to a process.
    """
    feed = iter(inputs)
    is_light = getattr(work, "is_light", _is_heavy)
    alone = _inputs_read_alone(jobs, timeout)
    while alone is None or alone > 0:
        raw = next(feed, None)
        if raw is None:
            return
        if isinstance(raw, Pause):
            yield raw
            select.select([raw.fd], [], [])
            continue
        yield from work(raw)
        if alone is not None and not is_light(raw):
            alone -= 1
    yield from _run_pool(feed, work, jobs or usable_cores(), timeout)


def _is_heavy(_: RawInput) -> bool:
    return False


def _inputs_read_alone(jobs: int | None, timeout: float | None) -> int | None:
    """How many inputs this process reads itself before it starts others; None for all."""
    if timeout is not None:
        return 0
    if jobs is None:
        return _ALONE if usable_cores() > 1 else None
    return None if jobs <= 1 else 1


def usable_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- the processes -----------------------------------------------------------------------------


def _run_pool(
    feed: Iterator[RawInput | Pause], work: Work[T], jobs: int, timeout: float | None
) -> Iterator[Done[T] | Failure | Pause]:
    pool = _Pool(work, jobs, timeout)
    pause: Pause | None = None
    exhausted = False
    try:
        while True:
            pause = None
            while not exhausted and pause is None and pool.has_room():
                raw = next(feed, None)
                if raw is None:
                    exhausted = True
                elif isinstance(raw, Pause):
                    pause = raw
                else:
                    pool.accept(raw)
            yield from pool.take_ready()
            if exhausted and pool.is_empty():
                return
            if pause is not None:
                yield pause
            pool.wait(pause)
    finally:
        pool.stop()


class _Slot(Generic[T]):
    """The place of an accepted input in the order, filled when its results are ready."""

    __slots__ = ("raw", "refusals", "results")

    def __init__(self, raw: RawInput) -> None:
        self.raw = raw
        self.refusals = 0
        self.results: list[Done[T] | Failure] | None = None


class _Worker(Generic[T]):
    __slots__ = ("connection", "process", "slots")

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.slots: deque[_Slot[T]] = deque()  # the first is being worked on

    def can_take(self, raw: RawInput) -> bool:
        """Idle, or busy with one input while the next is small enough for the pipe.

        A large input to a busy worker could block both sides, each writing to the other.
        """
        ahead = len(self.slots)
        return ahead == 0 or (ahead == 1 and (raw.part.data is None or len(raw.part.data) < _AHEAD))


class _Pool(Generic[T]):
    """Workers, the inputs waiting for one, and the results waiting for their turn."""

    def __init__(self, work: Work[T], jobs: int, timeout: float | None) -> None:
        from multiprocessing import get_context

        self._work = work
        self._is_light: Callable[[RawInput], bool] = getattr(work, "is_light", _is_heavy)
        self._jobs = jobs
        self._timeout = timeout
        self._context = get_context(_start_method())
        self._workers: list[_Worker[T]] = []
        self._order: deque[_Slot[T]] = deque()
        self._waiting: deque[_Slot[T]] = deque()
        self._forks = self._context.get_start_method() == "fork"
        if self._forks:
            _warm(work)

    def has_room(self) -> bool:
        return not self._waiting and len(self._order) < self._jobs * _WINDOW

    def is_empty(self) -> bool:
        return not self._order

    def accept(self, raw: RawInput) -> None:
        slot: _Slot[T] = _Slot(raw)
        self._order.append(slot)
        if raw.part.error is not None:
            slot.results = [failure_of(raw, raw.part.error)]
        elif self._is_light(raw):
            slot.results = self._work(raw)
        else:
            self._waiting.append(slot)
            self._hand_out()

    def take_ready(self) -> Iterator[Done[T] | Failure]:
        while self._order and self._order[0].results is not None:
            yield from self._order.popleft().results or ()

    def wait(self, pause: Pause | None) -> None:
        """Until a worker has something to say, or the paused stream has."""
        from multiprocessing import connection

        connections: list[Connection | int] = [
            worker.connection for worker in self._workers if worker.slots
        ]
        if pause is not None:
            connections.append(pause.fd)
        ready = connection.wait(connections)
        for worker in [each for each in self._workers if each.connection in ready]:
            self._receive(worker)
        self._hand_out()

    def stop(self) -> None:
        """End all workers at once: their work is no longer wanted."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _hand_out(self) -> None:
        while self._waiting:
            worker = self._free_worker(self._waiting[0].raw)
            if worker is None:
                return
            slot = self._waiting.popleft()
            try:
                worker.connection.send(slot.raw)
            except OSError:  # it died idle or at its start: this input is not to blame
                slot.refusals += 1
                self._waiting.appendleft(slot)
                self._bury(worker)
                if slot.refusals < _MAX_REFUSALS:
                    continue
                self._waiting.popleft()
                error = LimitError("can't start a process to read it")
                slot.results = [failure_of(slot.raw, error)]
            else:
                worker.slots.append(slot)

    def _free_worker(self, raw: RawInput) -> _Worker[T] | None:
        """The idle or least busy worker, or a new one while there are too few."""
        fitting = [worker for worker in self._workers if worker.can_take(raw)]
        best = min(fitting, key=lambda worker: len(worker.slots), default=None)
        if (best is None or best.slots) and len(self._workers) < self._jobs:
            best = self._start()
        return best

    def _receive(self, worker: _Worker[T]) -> None:
        try:
            results = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
        else:
            worker.slots.popleft().results = results

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        # A worker sees its pipe's end only when no other worker holds a copy of our side of it.
        others = [worker.connection for worker in self._workers]
        inherited = [*others, ours] if self._forks else []
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, self._work, self._timeout), daemon=True
        )
        process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker[T]) -> None:
        """A worker is gone: its first input failed, the others wait for another worker."""
        worker.process.join(5)
        self._workers.remove(worker)
        worker.connection.close()
        if not worker.slots:
            return
        failed, *others = worker.slots
        error = _cause_of_death(worker.process.exitcode, self._timeout)
        failed.results = [failure_of(failed.raw, error)]
        self._waiting.extendleft(reversed(others))


def _warm(work: object) -> None:
    """Let work that has a `warm` method load what all inputs need."""
    warm = getattr(work, "warm", None)
    if warm is not None:
        warm()


def _start_method() -> str:
    """Fork where it is safe: no other thread that might hold a lock just then."""
    if sys.platform in ("win32", "darwin") or threading.active_count() > 1:
        return "spawn"
    return "fork"


def _cause_of_death(exitcode: int | None, timeout: float | None) -> LimitError:
    if timeout is not None and exitcode in (-_ALARM, _WATCHDOG_EXIT):
        hint = "raise --timeout, or lower --max-bytes"
        return LimitError(f"took longer than {timeout:g} s", hint=hint)
    end = f"by signal {-exitcode}" if exitcode is not None and exitcode < 0 else "unexpectedly"
    hint = "signal 9 is what the system sends when memory runs out; try fewer --jobs"
    return LimitError(f"the process reading it was ended {end}", hint=hint)


# --- inside a worker ---------------------------------------------------------------------------

_ALARM = getattr(signal, "SIGALRM", 14)
_WATCHDOG_EXIT = 1  # what faulthandler's watchdog ends a process with


def _serve(
    pipe: Connection, inherited: list[Connection], work: Work[T], timeout: float | None
) -> None:
    """Answer each input with its results until the other side is gone."""
    for sign in (signal.SIGINT, getattr(signal, "SIGHUP", None)):
        if sign is not None:
            signal.signal(sign, signal.SIG_IGN)  # they are for the process that writes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    if not inherited:
        _warm(work)  # a fresh interpreter; what it loads must not count as the first input's time
    gc.freeze()  # else the first collection touches, and so copies, all memory shared so far
    try:
        while True:
            raw = pipe.recv()
            _set_alarm(timeout)
            results = work(raw)
            _set_alarm(None)
            pipe.send(results)
    except (EOFError, OSError):
        os._exit(0)  # without the clean-up that would flush buffers shared with the parent


def _set_alarm(timeout: float | None) -> None:
    """Let the system end this process after `timeout` seconds, even in the middle of C code.

    It holds too when the process that handed out the work is gone.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(_ALARM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, timeout or 0)
        return
    import faulthandler

    if timeout is None:
        faulthandler.cancel_dump_traceback_later()
    else:
        faulthandler.dump_traceback_later(timeout, exit=True)
