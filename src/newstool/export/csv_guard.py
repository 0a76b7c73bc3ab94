"""Cells that a spreadsheet would run as a formula, guarded so that they can be read back.

A cell that begins with '=', '+', '-', '@', a tab, a carriage return or one of their full-width
forms, with any number of apostrophes before it, gets one apostrophe more. Nothing else is
touched: not "'Tis the season", and not a plain number such as -5 or +3.2. So a cell is read back
by removing one apostrophe wherever apostrophes come before one of those characters. The list
of characters is OWASP's ("CSV Injection"), and the full-width forms that spreadsheets fold.
"""

from __future__ import annotations

from newstool.vocabulary.patterns import later

_TRIGGERS = "=+\\-@\t\r\n＝＋－＠"
_GUARDED = later(rf"'*[{_TRIGGERS}]")
_READ_BACK = later(rf"''*[{_TRIGGERS}]")
_NUMBER = later(r"[+-]?\d{1,40}(?:[.,]\d{1,40}){0,10}%?\Z")

FIRST_CHARACTERS = frozenset("'=+-@\t\r\n＝＋－＠")


def guard(cell: str) -> str:
    """`cell`, with an apostrophe before it if a spreadsheet could take it for a formula."""
    if cell[:1] in FIRST_CHARACTERS and cell and _GUARDED.match(cell) and not _NUMBER.match(cell):
        return "'" + cell
    return cell


def unguard(cell: str) -> str:
    """What `guard` was given."""
    if _READ_BACK.match(cell):
        return cell[1:]
    return cell
