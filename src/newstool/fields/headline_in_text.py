"""The headline of plain text, from its blocks alone."""

from __future__ import annotations

from newstool.article import Found, Reading


def find_headline_in_text(reading: Reading) -> Found[str] | None:
    return None
