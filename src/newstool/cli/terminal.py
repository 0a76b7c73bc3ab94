"""Making text from an article or a file name safe to show on a terminal.

Nothing that a terminal obeys, hides or reorders gets through: escape sequences, 8-bit controls,
direction overrides and invisible characters come out as marks one can see.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from newstool.vocabulary.scripts import later

# Invisible characters that living scripts need: joiners in Persian, Hindi and emoji, direction
# marks in Arabic and Hebrew. One of them after a character outside ASCII stays; a run, or one
# amid ASCII (where it can only hide something), is shown.
_JOINERS = "\u200c\u200d\u200e\u200f"

_UNSAFE = later(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, delete, C1
    r"\xad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidi
    r"\U000e0000-\U000e007f\ud800-\udfff]"  # tags that hide text, lone surrogates
    rf"|(?<![^\x00-\x7f{_JOINERS}])[{_JOINERS}]"
)


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the control's picture: U+241B for escape
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0xA0 else f"<U+{code:04X}>"


def printable(text: str) -> str:
    """`text` with every unsafe character as a visible mark; tabs and line feeds stay.

    Linear in the length of `text`; never raises.
    """
    return text if text.isascii() and text.isprintable() else _UNSAFE().sub(_mark, text)


def printable_line(text: str) -> str:
    """The same on one line: every run of white space becomes one space."""
    return printable(" ".join(text.split()))


def json_for_terminal(text: str) -> str:
    """JSON with what a terminal must not get as escapes: the same values when it is read."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE().sub(_escape, text)


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
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        lacking = {ord(char): plainer(char) for char in set(text) if not _has(encoding, char)}
        return text.translate(lacking).encode(encoding, "replace")


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


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
