"""Records as people read them, with the interface of the export formats: start, record, finish."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from newstool.cli.console import Color, encoding_of
from newstool.cli.terminal import encoded_json, json_for_terminal
from newstool.reading.json_lines import decode_object
from newstool.vocabulary.patterns import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

_KEY, _STRING, _NUMBER, _WORD = "\x1b[34m", "\x1b[32m", "\x1b[36m", "\x1b[35m"
_PLAIN = "\x1b[0m"
_TOKEN = later(
    r'(?P<key>"[^"\\]*+(?:\\.[^"\\]*+)*+")(?=:)|(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
    r"|(?P<number>-?\d[\d.eE+-]*+)|(?P<word>true|false|null)"
)
_COLORS = {"key": _KEY, "string": _STRING, "number": _NUMBER, "word": _WORD}


class Drawn:
    """Each record as something Rich draws, with an empty line between two."""

    def __init__(
        self, draw: Callable[[Mapping[str, object]], RenderableType], color: Color
    ) -> None:
        self._draw = draw
        self._color = color
        self._first = True

    def start(self) -> bytes:
        """Nothing comes before the first."""
        return b""

    def record(self, line: bytes) -> bytes:
        """One record, drawn. Raises `RecordError`."""
        from newstool.cli.console import rendered

        before = b"" if self._first else b"\n"
        self._first = False
        return before + rendered(self._draw(decode_object(line)), sys.stdout, self._color)

    def finish(self) -> bytes:
        """Nothing comes after the last."""
        return b""


class IndentedJson:
    """Each record as JSON over several lines, in colours or not; in an array or one by one."""

    def __init__(self, *, array: bool, colored: bool) -> None:
        self._array = array
        self._colored = colored
        self._first = True

    def start(self) -> bytes:
        """The bracket that opens the array."""
        return b"[" if self._array else b""

    def record(self, line: bytes) -> bytes:
        """One record's JSON, indented."""
        text = json_for_terminal(msgspec.json.format(line, indent=2).decode("utf-8", "replace"))
        if self._colored:
            text = _TOKEN.sub(_colored, text)
        if self._array:
            before = "\n  " if self._first else ",\n  "
            text = before + text.replace("\n", "\n  ")
        self._first = False
        after = "" if self._array else "\n"
        return encoded_json(text + after, encoding_of(sys.stdout))

    def finish(self) -> bytes:
        """The bracket that closes the array."""
        if not self._array:
            return b""
        return b"]\n" if self._first else b"\n]\n"


def _colored(token: re.Match[str]) -> str:
    return f"{_COLORS[token.lastgroup or 'word']}{token[0]}{_PLAIN}"
