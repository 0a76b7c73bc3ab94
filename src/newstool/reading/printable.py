"""Text with a mark for each character that can't be seen or that drives what shows it.

Nothing that a terminal obeys, and nothing that hides or reorders what is around it, gets through.
"""

from __future__ import annotations

from newstool.vocabulary.patterns import later

# Invisible characters that living scripts need: joiners in Persian, Hindi and emoji, direction
# marks in Arabic and Hebrew. One of them after a character outside ASCII stays; a run, or one
# amid ASCII (where it can only hide something), is shown.
_JOINERS = "\u200c\u200d\u200e\u200f"

UNSAFE = later(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, delete, C1
    r"\xad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidi
    r"\U000e0000-\U000e007f\ud800-\udfff]"  # tags that hide text, lone surrogates
    rf"|(?<![^\x00-\x7f{_JOINERS}])[{_JOINERS}]"
)


def mark_of(char: str) -> str:
    """What is shown for an unsafe character: '␛', '\\x85', '<U+202E>'."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # the control's picture: U+241B for escape
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0xA0 else f"<U+{code:04X}>"


def printable(text: str) -> str:
    """`text` with every unsafe character as a visible mark; tabs and line feeds stay.

    Linear in the length of `text`; never raises.
    """
    if text.isascii() and text.isprintable():
        return text
    return UNSAFE.sub(lambda found: mark_of(found[0]), text)


def printable_line(text: str) -> str:
    """The same on one line: every run of white space becomes one space."""
    return printable(" ".join(text.split()))
