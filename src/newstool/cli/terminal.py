"""Making text from an article or a file name safe to show on a terminal.

Nothing that a terminal obeys, hides or reorders gets through: escape sequences, 8-bit controls,
direction overrides and invisible characters come out as marks one can see.
"""

from __future__ import annotations

import re

# Invisible characters that living scripts need: joiners in Persian, Hindi and emoji, direction
# marks in Arabic and Hebrew. One of them after a character outside ASCII stays; a run, or one
# amid ASCII (where it can only hide something), is shown.
_JOINERS = "\u200c\u200d\u200e\u200f"

_UNSAFE = re.compile(
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
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_mark, text)


def printable_line(text: str) -> str:
    """The same on one line: every run of white space becomes one space."""
    return printable(" ".join(text.split()))


def json_for_terminal(text: str) -> str:
    """JSON with what a terminal must not get as escapes: the same values when it is read."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
