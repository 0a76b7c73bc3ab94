"""How things get on a screen: consoles, messages, the progress bar. Rich is loaded when needed.

Article text goes into `rich.text.Text`, which knows no markup, and through `printable`, which
leaves no control character.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TextIO

from newstool.cli.terminal import encoded
from newstool.model.errors import NewstoolError
from newstool.reading.printable import printable_line

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.progress import Progress
    from rich.text import Text

Color = Literal["auto", "always", "never"]

_LONG_RUN = 1.0  # seconds before a progress bar is worth a look


def make_console(file: TextIO, color: Color = "auto") -> Console:
    """A console that reads no markup, no emoji names and no numbers into what it is given.

    `color` "auto" asks the stream, NO_COLOR and FORCE_COLOR.
    """
    from rich.console import Console

    chosen: dict[str, Any] = {}
    if color == "never":
        chosen = {"color_system": None}
    elif color == "always":
        system = "truecolor" if "COLORTERM" in os.environ else "standard"
        chosen = {"force_terminal": True, "color_system": system, "no_color": False}
    return Console(file=file, markup=False, emoji=False, highlight=False, soft_wrap=False, **chosen)


def rendered(renderable: RenderableType, stream: TextIO, color: Color = "auto") -> bytes:
    """A table or card as the bytes that `stream` takes: its width, its colours, its encoding."""
    console = make_console(stream, color)
    with console.capture() as captured:
        console.print(renderable)
    return encoded(captured.get(), encoding_of(stream))


class Sized:
    """Something drawn that depends on the width it has."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self._draw = draw

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield self._draw(options.max_width)


def end_of(name: str, width: int) -> str:
    """A name in at most `width` characters: of a long path the end tells most."""
    shown = printable_line(name)
    return shown if len(shown) <= width else "…" + shown[len(shown) - max(width - 1, 1) :]


def encoding_of(stream: object) -> str:
    """The encoding of a standard stream; UTF-8 where it has none."""
    return getattr(stream, "encoding", None) or "utf-8"


def counted(number: int, noun: str) -> str:
    """'1 row', '1,200 rows'."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def safe(text: str, style: str = "") -> Text:
    """Foreign text on one line, which Rich shows but never interprets."""
    from rich.text import Text

    return Text(printable_line(text), style=style)


class Talk:
    """Everything that goes to stderr: messages, the progress bar, summaries.

    `quiet` leaves only what ends the run. The bar appears once a run takes long.
    """

    def __init__(
        self, *, quiet: bool = False, progress: bool = False, color: Color = "auto"
    ) -> None:
        self._quiet = quiet
        self._color = color
        self._bar_wanted = progress and not quiet
        self._bar: Progress | None = None
        self._task: int | None = None
        self._done = 0
        self._total: int | None = None
        self._started = time.monotonic()

    def say(self, message: str, *, always: bool = False) -> None:
        """One line 'newstool: MESSAGE'."""
        if self._quiet and not always:
            return
        line = f"newstool: {printable_line(message)}"
        if self._bar is not None:
            self._bar.console.print(safe(line), soft_wrap=True)
            return
        encoding = encoding_of(sys.stderr)
        self._put(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")

    def _put(self, text: str) -> None:
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self._quiet = True  # nobody listens any more

    def fail(self, error: NewstoolError) -> None:
        """The message of an error that ends the run."""
        self.say(str(error), always=True)

    def expect(self, total: int | None) -> None:
        """How many inputs are to come, where that is known."""
        self._total = total

    def wants_total(self) -> bool:
        """Whether counting the inputs beforehand is useful."""
        return self._bar_wanted

    def advance(self) -> None:
        """One input is done."""
        if not self._bar_wanted:
            return
        self._done += 1
        if self._bar is None and time.monotonic() - self._started > _LONG_RUN:
            self._bar = _progress_bar(make_console(sys.stderr, self._color))
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done)  # type: ignore[arg-type]

    def finish(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._bar_wanted = False

    def show(self, renderable: RenderableType) -> None:
        """A table or card on stderr."""
        if self._bar is not None:
            self._bar.console.print(renderable)
        elif sys.stderr is not None:
            text = rendered(renderable, sys.stderr, self._color)
            self._put(text.decode(encoding_of(sys.stderr)))


def _progress_bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("elapsed"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Progress(*columns, console=console, transient=True)


def run_line(
    done: int, failed: int, warned: int, seconds: float, *, noun: str = "record", to: str = ""
) -> str:
    """The last line of a run: '12 records in out.csv, 1 failed, 2 with warnings, 0.8 s'."""
    parts = [counted(done, noun) + (f" in {to}" if to else "")]
    if failed:
        parts.append(f"{failed:,} failed")
    if warned:
        parts.append(f"{warned:,} with warnings")
    return ", ".join([*parts, f"{seconds:.1f} s"])
