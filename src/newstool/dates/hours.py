"""The hours above the entries of a live page, each on a line of its own or before a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

ENTRIES = 3  # hours that make a live page
_HOUR_LINE = 34  # characters of a line that ends in an hour: 'Wed 5 Feb 2025 18.05 GMT'
_DIGIT = re.compile(r"\d")
_HOUR = re.compile(r"(?:^|\s)([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s?([A-Za-z.]{1,5}))?$")
_HEADED_HOUR = re.compile(
    r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s?([ap]\.?m\.?)(?=\W))?\s?[-–—|:]\s?(?=\S)", re.IGNORECASE
)


class Hour(Struct, frozen=True):
    """An hour that a line gives; what it heads begins at `end`, or is on the next line."""

    minutes: int  # since midnight
    end: int
    headed: bool

    def __str__(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"


def read_hour(text: str) -> Hour | None:
    """The hour of a line above an entry: '18:05', '18.05 GMT', '18:05 - Polls close'."""
    is_short = len(text) <= _HOUR_LINE
    if not (_DIGIT.search(text) if is_short else text[0].isdecimal()):
        return None
    match = _HOUR.search(text) if is_short else None
    headed = match is None
    match = match or _HEADED_HOUR.match(text)
    if match is None:
        return None
    minutes = int(match[1]) * 60 + int(match[2])
    half = (match[3] or "").lower().replace(".", "")
    if half in ("am", "pm") and minutes < 13 * 60:
        minutes = minutes % (12 * 60) + 12 * 60 * (half == "pm")
    return Hour(minutes, match.end(), headed)


def runs_one_way(times: Sequence[float]) -> bool:
    """Whether entries are newest or oldest first."""
    rises = sum(one <= other for one, other in pairwise(times))
    falls = sum(one >= other for one, other in pairwise(times))
    return max(rises, falls) == len(times) - 1 and len(set(times)) >= ENTRIES
