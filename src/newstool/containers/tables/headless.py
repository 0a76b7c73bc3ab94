"""Tables without a header: told by their rows, so that they aren't read as one text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from newstool.containers.stream import HEAD
from newstool.containers.tables.header import NEVER_IN_TEXTS, SEPARATORS, decoded
from newstool.vocabulary.patterns import later

_ADDRESS = later(r"https?://\S{3,}")
_BEGINS = later(r"https?://")
# What may be before a cell. In prose it is a space: most texts are done with here.
_BEFORE_CELL = ("", "\n", "\r", '"', *SEPARATORS)
_LONGEST_DATE = 40  # characters
_TEXT = 80  # characters of a cell that may be a story; titles of 60 to 80 are common


def begins_with_rows(head: bytes) -> bool:
    """Whether a file begins with the rows of a table: an address, a date and a text in each.

    All rows that are seen have as many cells, and the address and the date at the same places. Of
    a row alone the cells are separated by a tab or a bar, or a text is in quotes.
    """
    text = decoded(head[:HEAD])
    if text.lstrip()[:1] in ("<", "{", "["):
        return False
    if not any(
        text[max(0, one.start() - 1) : one.start()] in _BEFORE_CELL
        for one in _BEGINS.finditer(text)
    ):
        return False
    return any(_begins_with_rows(text, one, len(head) >= HEAD) for one in SEPARATORS)


def _begins_with_rows(text: str, separator: str, is_cut: bool) -> bool:
    if separator not in text:
        return False
    import csv  # few inputs get as far

    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return False
    last = rows.pop() if is_cut and len(rows) > 1 else None  # only its beginning is seen
    if any(len(row) != len(rows[0]) for row in rows) or not _has_text(rows[0]):
        return False
    is_alone = len(rows) == 1 and last is None
    if is_alone and separator not in NEVER_IN_TEXTS and f'{separator}"' not in text:
        return False
    columns = list(zip(*rows, strict=True))
    found = [_kind(column) for column in columns]
    if last is not None and any(
        kind and _kind([cell]) != kind for kind, cell in zip(found, last[:-1], strict=False)
    ):
        return False
    return "address" in found and "date" in found


def _has_text(row: Sequence[str]) -> bool:
    return any(len(cell) >= _TEXT and " " in cell for cell in row)


def _kind(column: Sequence[str]) -> str:
    """What the cells of a column are: 'address', 'date' or ''. Some may be empty."""
    cells = [cell.strip() for cell in column if cell.strip()]
    if not cells:
        return ""
    if all(map(_ADDRESS.fullmatch, cells)):
        return "address"
    return "date" if all(map(_is_date, cells)) else ""


def _is_date(cell: str) -> bool:
    if len(cell) > _LONGEST_DATE or not any(map(str.isdigit, cell)):
        return False
    # Imported when needed: hardly any input gets here.
    from newstool.dates import read_stamp

    stamp = read_stamp(cell)
    return stamp is not None and stamp.quote == cell
