"""A date as it is written, before anyone decides what its order means."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct

from newstool.dates.calendars import YEARS, gregorian_year, is_persian_year, persian_to_gregorian
from newstool.dates.clock import Clock
from newstool.model.settings import DateOrder


class Day(NamedTuple):
    """A calendar day as written: the day or the year may be missing."""

    year: int | None
    month: int
    day: int | None


class Spotted(Struct, frozen=True):
    """A date in `text[start:end]` with every day that its words can mean, likeliest form first.

    `days` pairs each with the order it was read in (None where the words leave no choice). `short`
    means that the year has two digits: its century is a guess until the context is known.
    `usual` is the order that the form itself has nearly everywhere: day first between dots.
    """

    start: int
    end: int
    days: tuple[tuple[DateOrder | None, Day], ...]
    clock: Clock | None = None
    weekdays: frozenset[int] = frozenset()
    short: bool = False
    usual: DateOrder | None = None


def short_year(year: int) -> int:
    """23 -> 2023, 98 -> 1998: the century in which news of that year can have been written."""
    return 2000 + year if year < 70 else 1900 + year


def checked_day(year: int, month: int, day: int) -> Day | None:
    """The Gregorian day, or None when it doesn't exist or news can't be from that year."""
    if is_persian_year(year):
        persian = persian_to_gregorian(year, month, day)
        return Day(persian.year, persian.month, persian.day) if persian else None
    year = gregorian_year(year)
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if day > 28:
        try:
            date(year, month, day)
        except ValueError:
            return None
    return Day(year, month, day)


def partial_day(year: int | None, month: int, day: int | None) -> Day | None:
    """A day whose year or day may be missing; None when what is there is impossible."""
    if year is not None and day is not None:
        return checked_day(year, month, day)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year is not None:
        year = gregorian_year(year)
        if year not in YEARS:
            return None
    return Day(year, month, day)
