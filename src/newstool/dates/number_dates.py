"""Dates written in numbers: 25/07/23, 2023. 7. 25., 2023年7月25日, 令和5年7月25日, 25 tháng 7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newstool.dates.calendars import era_year, han_number
from newstool.dates.written import Day, Spotted, checked_day, partial_day, short_year
from newstool.model.settings import DateOrder
from newstool.vocabulary.scripts import later

_Reading = tuple[DateOrder, Day | None]

_NUMERIC = re.compile(
    r"(?<![\d./\-–,$€£¥])(?<!\d:)(\d{1,4})\s{0,2}([-/.‐–])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{1,4})"
    r"(?!\d|[/:.]\d|-\d(?!\d?:\d))"
)
# 'v2.7.13', 'Version 2.7.13'
_VERSION = re.compile(
    r"(?:\bv|\b(?:version|ver|release|build|firmware)\b[\s.:]{1,2})$", re.IGNORECASE
)
# '2022 12/14 11:37', as pages give that set year, day and time in an element each.
_SET_APART = re.compile(
    r"(?<!\S)(\d{4})\s{1,3}(\d{1,2})\s?[/.-]\s?(\d{1,2})(?=(\s{1,3}\d{1,2}:\d\d)|\s{0,3}$)"
)
_MINGUO = 3  # digits of Taiwan's year, counted from 1912: 113 is 2024
_HAN = "〇○零元一二三四五六七八九十"
_EAST_ASIAN = later(
    rf"(?:(?:(令和|平成|昭和|大正|明治|民國|民国)\s?)?(\d{{1,4}}|[{_HAN}]{{1,4}})\s?[年년]\s?)?"
    rf"(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月월]\s?(?:(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[日號号일])?"
)
_VIETNAMESE = re.compile(
    r"(\d{1,2})\s{1,2}tháng\s{1,2}(\d{1,2})(?:\s?,|\s{1,2}năm)?\s{0,2}(\d{4})?", re.IGNORECASE
)


def numeric_dates(text: str, limit: int) -> Iterator[Spotted]:
    """Three numbers with the same separator between them, at most `limit` of them."""
    for match in _NUMERIC.finditer(text):
        first, separator, second, third = match.groups()
        if separator == "." and _VERSION.search(text, max(0, match.start() - 12), match.start()):
            continue
        days, short = _numeric_days(first, separator, second, third)
        if days:
            usual: DateOrder | None = "dmy" if separator == "." else None
            yield Spotted(match.start(), match.end(), days, short=short, usual=usual)
            limit -= 1
            if limit <= 0:
                return


def dates_set_apart(text: str, limit: int) -> Iterator[Spotted]:
    """A year, then month and day with a mark between them, before a time or all alone."""
    for match in islice(_SET_APART.finditer(text), limit):
        day = checked_day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None and (match[4] or not text[: match.start()].strip()):
            yield Spotted(match.start(), match.end(), ((None, day),))


def _numeric_days(
    first: str, separator: str, second: str, third: str
) -> tuple[tuple[tuple[DateOrder | None, Day], ...], bool]:
    """Every day that three numbers can mean, and whether the year has two digits."""
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        if len(third) > 2:
            return (), False
        day = checked_day(a, b, c) or checked_day(a, c, b)
        return (((None, day),) if day else ()), False
    if len(first) == len(second) + 1 == len(third) + 1 == 3 and first[0] == "1":  # 113-03-05
        day = checked_day(era_year("民國", a), b, c)
        return (((None, day),) if day else ()), False
    if len(first) == 3 or len(third) in (1, 3):
        return (), False
    if len(third) == 4:
        return _distinct(("dmy", checked_day(c, b, a)), ("mdy", checked_day(c, a, b))), False
    year_first: _Reading = ("ymd", checked_day(short_year(a), b, c) if len(first) == 2 else None)
    day_first: _Reading = ("dmy", checked_day(short_year(c), b, a))
    month_first: _Reading = ("mdy", checked_day(short_year(c), a, b))
    # A year of two digits comes first between hyphens (23-07-25), hardly ever between slashes.
    if separator == "-":
        return _distinct(year_first, day_first, month_first), True
    return _distinct(day_first, month_first, year_first), True


def _distinct(
    *orders: _Reading,
) -> tuple[tuple[DateOrder | None, Day], ...]:
    """The valid readings without repeats, in the order given."""
    days: dict[Day, DateOrder] = {}
    for order, day in orders:
        if day is not None and day not in days:
            days[day] = order
    return tuple((order, day) for day, order in days.items())


# --- East Asia ---------------------------------------------------------------------------------


def east_asian_dates(text: str, limit: int) -> Iterator[Spotted]:
    """Numbers followed by the signs for year, month and day, in Arabic or Han numerals."""
    for match in _EAST_ASIAN().finditer(text):
        era, year, month, day = match.groups()
        found = _east_asian_day(era, year, month, day)
        if found is not None:
            short = bool(year) and not era and len(year) == 2
            yield Spotted(match.start(), match.end(), ((None, found),), short=short)
            limit -= 1
            if limit <= 0:
                return


def _east_asian_day(era: str | None, year: str | None, month: str, day: str | None) -> Day | None:
    try:
        number = han_number(year) if year else None
        months, days = han_number(month), han_number(day) if day else None
    except ValueError:
        return None
    if number is not None and year is not None:
        if era or (len(year) == _MINGUO and year[0] == "1"):
            number = era_year(era or "民國", number)
        elif len(year) == 2:
            number = short_year(number)
    elif days is None:
        return None
    return partial_day(number, months, days)


_MONGOLIAN = re.compile(
    r"(\d{4})\s?(?:он(?:ы|д)?|оны)\s{1,2}(\d{1,2})\s?-?\s?(?:р|дугаар|дүгээр)\s{1,2}сарын\s{1,2}(\d{1,2})"
)


def mongolian_dates(text: str, limit: int) -> Iterator[Spotted]:
    """'2024 оны 03-р сарын 05': year, month and day with their words."""
    for match in islice(_MONGOLIAN.finditer(text), limit):
        day = checked_day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None:
            yield Spotted(match.start(), match.end(), ((None, day),))


def vietnamese_dates(text: str, limit: int) -> Iterator[Spotted]:
    """'25 tháng 7, 2023': the month is a number with the word for month before it."""
    for match in _VIETNAMESE.finditer(text):
        day = partial_day(int(match[3]) if match[3] else None, int(match[2]), int(match[1]))
        if day is not None:
            yield Spotted(match.start(), match.end(), ((None, day),))
            limit -= 1
            if limit <= 0:
                return
