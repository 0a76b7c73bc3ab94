"""Signals that end a run: Ctrl-C, SIGTERM, and SIGHUP when the terminal is closed."""

from __future__ import annotations

import signal
import threading
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
_SIGHUP = getattr(signal, "SIGHUP", None)  # Windows has none
HUNG_UP = 128 + (_SIGHUP or 1)


class _Undisturbed:
    """While it is entered, a first signal waits: what is written and what is counted agree."""

    def __init__(self) -> None:
        self._inside = False
        self._waiting: int | None = None

    def __enter__(self) -> None:
        self._inside = True

    def __exit__(self, *_: object) -> None:
        self._inside = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            raise KeyboardInterrupt(waiting)

    def stop(self, number: int, _: FrameType | None) -> None:
        """Handle a signal: raise `KeyboardInterrupt` with the exit code, now or soon."""
        if self._inside and self._waiting is None:
            self._waiting = 128 + number
            return
        raise KeyboardInterrupt(128 + number)


undisturbed = _Undisturbed()


def heed_signals() -> None:
    """Let the signals that end a run raise `KeyboardInterrupt`, whose argument is the exit code.

    A signal that is ignored from the start (`nohup`, a job in the background) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM, _SIGHUP):
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, undisturbed.stop)


def exit_code_of(interrupt: KeyboardInterrupt) -> int:
    """128 and the signal's number."""
    return interrupt.args[0] if interrupt.args else INTERRUPTED
