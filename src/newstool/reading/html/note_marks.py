"""Links that lead to a footnote and back: marks of the page, not words of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstool.vocabulary.patterns import later

LONGEST = 8  # characters of a mark with a space before it: ' [1234]', ' (viii)'
_BACK = re.compile(r"[↩↑⤴↵⏎⬆⇑▲^\ufe0e\ufe0f\s]{1,8}")
_MARK = re.compile(r"\s?[\[(]?(?:\d{1,4}|[a-zA-Z]|[ivxl]{1,4}|\*{1,4}|[†‡§]{1,3})[\])]?")
_OPEN = ("[", "(", ",", ";", "-", "–")  # in the line: what a number goes on with
# What writing programs call the places of notes: 'fn1', '_ftn2', 'cite_note-3', 'endnote-4'.
_PLACE = later(r"#[\w-]{0,40}?(?:fn|ftn|edn|note|cite|ref)[\w:.-]{0,60}$", re.IGNORECASE)


def is_note_mark(text: str, before: str, address: str, raised: bool) -> bool:
    """Whether a link is a mark: an arrow, or a number that leads to a note on the page.

    `before` is what comes before it on the line. `raised`: it is set as a superscript; one in
    brackets needs no such sign. A number in brackets that aren't of the link is a word: '[1-3]'.
    """
    if _BACK.fullmatch(text):
        return True
    if _MARK.fullmatch(text) is None:
        return False
    if before.rstrip().endswith(("[", "(") if raised else _OPEN):
        return False
    if address.startswith("#") and (raised or text.strip()[0] in "[("):
        return True
    return _PLACE.search(address) is not None


def separates(pieces: Sequence[str]) -> bool:
    """Whether the words between two marks are none: '1, 2', '1–3'."""
    return not "".join(pieces).strip(" ,;–-")
