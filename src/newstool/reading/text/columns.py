"""Whether a plain text sets two columns of prose side by side, as `pdftotext -layout` does.

Each of its lines then holds half a sentence of one column and half of another, and no order of the
lines gives the story. That can only be said: blocks follow the input's own order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newstool.reading.text.wrap_columns import LINE_ENDS

COLUMNS = "columns-side-by-side"  # the warning
_LINES = 6  # lines with the same gutter; a table of prose has fewer rows
_SHARE = 0.7  # of the lines between the first of them and the last, blank ones apart
_WORDS = 3.5  # in the half of a line, on average; cells of tables have one to three
_FLUSH = 0.3  # of the halves that end a sentence or have a gap again, at most; cells are
_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")
# Share of the longest half's length that three quarters of them have. Without it, of 400 dumps
# 20 with tables look like columns.
_FILLED = 0.7
_DIGITS = 0.2  # of the characters, at most


def has_columns(lines: Sequence[str]) -> bool:
    """Whether lines have a gutter with prose on both sides. Linear; never raises."""
    gaps = [(number, start, end) for number, start, end in _gaps(lines)]
    edges = Counter(end for _, _, end in gaps)
    if not edges:
        return False
    edge, count = edges.most_common(1)[0]
    if count < _LINES:
        return False
    rows = [(number, start) for number, start, end in gaps if end == edge]
    first, last = rows[0][0], rows[-1][0]
    filled = sum(bool(line.strip()) for line in lines[first : last + 1])
    if count < _SHARE * filled:
        return False
    left = [lines[n][:start].strip() for n, start in rows]
    right = [lines[n][edge:].strip() for n, _ in rows]
    if sum("   " in half for half in right) > _FLUSH * len(right):
        return False  # a table of three columns
    return _is_wrapped(left) and _is_wrapped(right) and _is_prose([*left, *right])


def _gaps(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The first gap of three spaces or more of each line, with the line's number."""
    for number, line in enumerate(lines):
        gap = _GUTTER.search(line) if "   " in line.strip() else None
        if gap is not None:
            yield number, gap.start(), gap.end()


def _is_wrapped(halves: Sequence[str]) -> bool:
    """Whether lines are about as long as each other: a cell of a table is as long as its words."""
    sizes = sorted(map(len, halves))
    return sizes[len(sizes) // 4] >= _FILLED * sizes[-1]


def _is_prose(halves: Sequence[str]) -> bool:
    words = sum(len(half.split()) for half in halves)
    ends = sum(half[-1:] in LINE_ENDS for half in halves)
    text = "".join(halves)
    digits = sum(map(str.isdigit, text))
    is_wordy = words >= _WORDS * len(halves) and digits <= _DIGITS * len(text)
    return is_wordy and ends <= _FLUSH * len(halves)
