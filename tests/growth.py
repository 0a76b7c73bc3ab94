"""How the time of reading grows with what is read: the only clock in the tests.

No test says how many seconds anything may take, as a busy machine or a slow one would fail it. What
must not grow faster than its input is measured against itself, in one process. What must come to
an end at all simply runs: a hang ends the run, by `faulthandler_timeout` in pyproject.toml.
"""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TIMES = 16  # as long as the short input: linear takes 16 times the time, quadratic 256 times
MOST = 80  # well between the two: other processes empty the caches, which costs a factor of 2 or 3
LITTLE = 0.001  # seconds: the clock and what is done once weigh more in less
TRIES = 5  # of which the best counts: other work only ever adds


def assert_linear(read: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Fail if reading `make(size)` takes far more than 16 times as long as a sixteenth of it.

    `read` is called again and again with the same two inputs.
    """
    short, long = make(max(size // TIMES, 1)), make(size)
    least = most = float("inf")
    for _ in range(TRIES):
        # As many times as the long one is longer, so that both are equally easy to measure.
        least = min(least, seconds(read, short, TIMES))
        most = min(most, seconds(read, long))
        if most <= max(least, LITTLE) * MOST / TIMES:
            return
    raise AssertionError(f"{size // TIMES} took {least / TIMES:.6f} s, {size} took {most:.6f} s")


def seconds(read: Callable[[T], object], given: T, times: int = 1) -> float:
    """Processor time of so many calls, without what the garbage of other tests costs."""
    collects = gc.isenabled()
    gc.disable()
    try:
        started = time.process_time()
        for _ in range(times):
            read(given)
        return time.process_time() - started
    finally:
        if collects:
            gc.enable()
