"""A text's lines: where they begin, how far they are indented, how wide they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from operator import add, sub

from msgspec import Struct

from newstool.vocabulary.patterns import later

_WIDE = later(
    "[\u1100-\u115f\u2e80-\u303e\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
# Scripts that are written without spaces and joined without them; Hangul is not among them.
_UNSPACED = later(
    "[\u2e80-\u303e\u3040-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003fffd]"
)
# First bytes in UTF-8 of U+1100 to U+117F, U+2E80 to U+D7FF, U+F000 on; some are narrow.
_WIDE_LEADS = tuple(bytes([lead]) for lead in (*range(0xE3, 0xEE), 0xEF, 0xF0)) + tuple(
    bytes(lead) for lead in ((0xE1, 0x84), (0xE1, 0x85), (0xE2, 0xBA), (0xE2, 0xBB), (0xE2, 0xBC))
)
_FRAME = " \t\n\r\x0b\f\x1c\x1d\x1e\x85\xa0\u3000\u2028\u2029│─┌┐└┘├┤┬┴┼┃┏┓┗┛┣┫┳┻╋║╔╗╚╝"
FIRST_UNSPACED = "\u2e80"
_PIECE = 1 << 16  # characters


class Lines(Struct, frozen=True):
    """A text's lines, as `str.splitlines` cuts them.

    `texts` are stripped of white space and of quote marks ('> '); a blank line is ''. `starts` are
    the offsets of the first character that isn't white space, quote marks included; `indents` the
    characters before the text on the line; `quoted` the number of quote marks, for lines with any.
    `wide`: some character may take two columns.
    """

    texts: list[str]
    starts: list[int]
    indents: list[int]
    quoted: dict[int, int]
    wide: bool = True


def first_lines(text: str, most: int) -> str:
    """The text up to its line end number `most`, of any kind. Linear; never raises."""
    if len(text) <= most:
        return text
    end = next(islice(_line_ends(text), most - 1, None), len(text))
    return text[:end]


def _line_ends(text: str) -> Iterator[int]:
    """Where each line of a text ends, found piece by piece: all at once take much memory."""
    begin = 0
    while begin < len(text):
        lines = text[begin : begin + _PIECE].splitlines(keepends=True)
        if len(lines) > 1 and begin + _PIECE < len(text):
            lines.pop()  # it may continue in the next piece
        for line in lines:
            begin += len(line)
            yield begin


def split_lines(text: str) -> Lines:
    """Cut a text at every kind of line end, form feeds among them. Linear; never raises."""
    raw = text.splitlines(keepends=True)
    sizes = list(map(len, raw))
    if "│" in text or "─" in text:
        # Frames that a renderer drew around tables are margin, not text.
        texts = [line.strip(_FRAME) for line in raw]
        indents = [len(line) - len(line.lstrip(_FRAME)) for line in raw]
    else:
        texts = list(map(str.strip, raw))
        indents = list(map(sub, sizes, map(len, map(str.lstrip, raw))))
    starts = list(map(add, accumulate(sizes, initial=0), indents))
    lines = Lines(texts, starts, indents, {}, _may_be_wide(text))
    if ">" in text:
        _unquote(lines)
    return lines


def _may_be_wide(text: str) -> bool:
    """Whether some character may take two columns, by the first bytes of its UTF-8 form."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass")
    return any(lead in data for lead in _WIDE_LEADS)


def _unquote(lines: Lines) -> None:
    """Move '> ' from each quoted line into its indent, as mail programs write quotes."""
    for number, text in enumerate(lines.texts):
        if not text.startswith(">"):
            continue
        inner = text.lstrip("> ")
        cut = len(text) - len(inner)
        lines.quoted[number] = text.count(">", 0, cut)
        lines.texts[number] = inner.lstrip()
        lines.indents[number] += cut


def part_lines(lines: Lines, offsets: Sequence[int]) -> Lines:
    """The lines with those cut in two that one of `offsets`, in order, falls inside of. Linear."""
    cuts: dict[int, list[int]] = {}
    number = 0
    for offset in offsets:
        while number + 1 < len(lines.texts) and lines.starts[number + 1] <= offset:
            number += 1
        if number < len(lines.texts) and offset > lines.starts[number]:
            cuts.setdefault(number, []).append(offset - lines.starts[number])
    if not cuts:
        return lines
    parted = Lines([], [], [], {}, lines.wide)
    for number, text in enumerate(lines.texts):
        if number in lines.quoted:
            parted.quoted[len(parted.texts)] = lines.quoted[number]
        begin = 0
        for inside in (*cuts.get(number, ()), len(text)):
            piece = text[begin:inside]
            if piece.strip() or not text:
                begin += len(piece) - len(piece.lstrip())
                parted.texts.append(piece.strip())
                parted.starts.append(lines.starts[number] + begin)
                parted.indents.append(lines.indents[number] + begin)
            begin = max(begin, inside)
    return parted


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal: 2 for a Chinese character, 1 for a Latin letter."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def is_unspaced(character: str) -> bool:
    """Whether the character is of a script that is written without spaces: Chinese, Japanese."""
    return character >= FIRST_UNSPACED and _UNSPACED.match(character) is not None


def line_widths(lines: Lines) -> list[int]:
    """The column at which each line ends."""
    if not lines.wide:
        return list(map(add, lines.indents, map(len, lines.texts)))
    return list(map(add, lines.indents, map(display_width, lines.texts)))
