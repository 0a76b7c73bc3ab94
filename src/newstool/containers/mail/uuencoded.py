"""Files that older programs write into the text of a mail (uuencode): 'begin 644 bridge.txt'."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from msgspec import Struct

_BEGIN = re.compile(rb"^begin [0-7]{3,4} (\S[^\r\n]{0,200})\r?\n", re.MULTILINE)
_LINE = re.compile(rb"([ -`]{1,90})\r?(?:\n|\Z)")
_END = re.compile(rb"(?:[ `]?\r?\n)?end[ \t]{0,9}\r?(?:\n|\Z)")


class Uuencoded(Struct, frozen=True):
    """A file in a text, and the place it takes there."""

    name: bytes
    data: bytes
    start: int
    end: int


def uuencoded_in(text: bytes) -> Iterator[Uuencoded]:
    """The files in a text, not what only begins like one. The last may be cut short."""
    at = 0
    while begin := _BEGIN.search(text, at):
        data, at = _decoded(text, begin.end())
        end = _END.match(text, at)
        if data and (end is not None or at == len(text)):
            at = end.end() if end is not None else at
            yield Uuencoded(begin[1].strip(), data, begin.start(), at)


def _decoded(text: bytes, start: int) -> tuple[bytes, int]:
    """What the lines from here hold, and the first line that isn't one of them."""
    pieces: list[bytes] = []
    while line := _LINE.match(text, start):
        piece = _of_line(line[1])
        if not piece:
            break
        pieces.append(piece)
        start = line.end()
    return b"".join(pieces), start


def _of_line(line: bytes) -> bytes:
    """The bytes of a line; none for the last one, which says so, and for a line of words."""
    length = (line[0] - 0x20) & 0x3F
    letters = line[: 1 + -(-length // 3) * 4]  # what some programs write after them isn't data
    try:
        return binascii.a2b_uu(letters)
    except binascii.Error:
        return b""
