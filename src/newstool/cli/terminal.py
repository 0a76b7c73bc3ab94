"""Making text from an article or a file name safe to show on a terminal.

Nothing that a terminal obeys, hides or reorders gets through: escape sequences, 8-bit controls,
direction overrides and invisible characters come out as marks one can see.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from newstool.reading.printable import UNSAFE


def json_for_terminal(text: str) -> str:
    """JSON with what a terminal must not get as escapes: the same values when it is read."""
    if text.isascii() and "\x7f" not in text:
        return text
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return _escaped(match[0])


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


# --- screens that don't have every character ---------------------------------------------------

# What is shown for a sign that a screen's encoding lacks, one character for one, so that columns
# stay in line.
_PLAINER = {
    ord(char): plain
    for plain, chars in {
        "'": "\u2018\u2019\u201a\u201b\u2039\u203a",
        '"': "\u201c\u201d\u201e\u00ab\u00bb",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2500\u2501\u2584",
        "_": "\u2581",
        ".": "\u2026\u2582\u2591",
        ":": "\u2583",
        "=": "\u2585",
        "+": "\u2586",
        "*": "\u2022\u2587",
        "#": "\u2588",
        "!": "\u26a0",
        " ": "\u00a0\u2009\u202f",
    }.items()
    for char in chars
}


def encoded(text: str, encoding: str) -> bytes:
    """Text in a screen's encoding: what that lacks becomes a plainer sign, or '?'. Never raises."""
    return _lenient(text, encoding, lambda char: char.translate(_PLAINER))


def encoded_json(text: str, encoding: str) -> bytes:
    """JSON in a screen's encoding: what that lacks becomes an escape, the same when it is read."""
    return _lenient(text, encoding, _escaped)


def _lenient(text: str, encoding: str, plainer: Callable[[str], str]) -> bytes:
    if _has(encoding, text):
        return text.encode(encoding)
    lacking = {ord(char): plainer(char) for char in set(text) if not _has(encoding, char)}
    return text.translate(lacking).encode(encoding, "replace")


def _has(encoding: str, text: str) -> bool:
    """Whether text comes back as it was: Shift JIS has one byte for the yen and the backslash."""
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


# --- colours -------------------------------------------------------------------------------------


def is_terminal(stream: object) -> bool:
    """Whether a standard stream is there and is a terminal."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def wants_color(stream: object, color: str) -> bool:
    """Whether colours go to a stream: as told, else as NO_COLOR, FORCE_COLOR and TERM say."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM", "") not in ("", "dumb", "unknown")
