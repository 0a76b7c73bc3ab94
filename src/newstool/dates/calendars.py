"""Other calendars and numerals to the Gregorian calendar and int."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from newstool.vocabulary.tables import load_table

_BUDDHIST_AHEAD = 543  # years the Thai solar calendar is ahead of the Gregorian one
_BUDDHIST_YEARS = range(2443, 2643)  # 1900 to 2100: no news story is dated so late
# 1921 to 2041. Beyond that, a year is one of the lunar Hijri calendar, in which 1420 was 1999: its
# months begin when the moon is sighted, so its days can't be computed; a civil date is given too.
_PERSIAN_YEARS = range(1300, 1420)
YEARS = range(1800, 2101)  # what a four-digit number must be to count as a year
_TEN = 10


def han_number(text: str) -> int:
    """'二十五' -> 25, '二〇二三' -> 2023, '7' -> 7, '元' -> 1. Raises ValueError on others."""
    if text.isdecimal():
        return int(text)
    digits = calendar_table()["digits"]
    number, step = 0, 10
    for sign in text:
        value = int(digits[sign] if sign in digits else unicodedata.numeric(sign))
        if value == _TEN:
            number, step = (number or 1) * value, 1
        else:
            number = number * step + value
    return number


@cache
def eras() -> Mapping[str, int]:
    """The year before the first of each era, by its name."""
    known: Mapping[str, int] = calendar_table()["eras"]
    return known


@cache
def taiwans_year() -> int:
    """The year before the first of Taiwan's era."""
    return eras()[calendar_table()["taiwan"]]


@cache
def calendar_table() -> dict[str, Any]:
    """What `data/calendars.toml` has."""
    return load_table("calendars")


def gregorian_year(year: int) -> int:
    """A Thai Buddhist year (2566) to 2023; any other year as it is."""
    return year - _BUDDHIST_AHEAD if year in _BUDDHIST_YEARS else year


def is_persian_year(year: int) -> bool:
    """Whether the number is a Solar Hijri year that news could bear."""
    return year in _PERSIAN_YEARS


def persian_to_gregorian(year: int, month: int, day: int) -> date | None:
    """1402-05-03 of the Solar Hijri calendar -> 2023-07-25; None if there's no such day.

    The 33-year cycle of leap years, which agrees with the observed calendar for 1178 to 1633
    (Heydari-Malayeri, "A concise review of the Iranian calendar", 2004).
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    cycle = year - 1
    leap_days = sum(1 for y in range(1, cycle % 33 + 1) if y in (1, 5, 9, 13, 17, 22, 26, 30))
    days = 365 * cycle + 8 * (cycle // 33) + leap_days
    days += 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    # The cycle's own first day, set so that 1 Farvardin 1404 is 21 March 2025.
    return date(622, 3, 21) + timedelta(days=days + day - 1)
