"""Dates written in numbers: 25/07/23, 2023. 7. 25., 2023年7月25日, 令和5年7月25日, 25 tháng 7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newstool.dates.calendars import calendar_table, eras, han_number, taiwans_year
from newstool.dates.written import Day, Spotted, checked_day, partial_day, short_year
from newstool.model.settings import DateOrder
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_Reading = tuple[DateOrder, Day | None]

_NUMERIC = re.compile(
    r"(?<![\d./\-–,$€£¥])(?<!\d:)(\d{1,4})\s{0,2}([-/.‐–])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{1,4})"
    r"(?!\d|[/:.]\d|-\d(?!\d?:\d))"
)
# 'v2.7.13', 'Version 2.7.13'
_VERSION = worded(r"(?:\bv|\b{calendars.version}\b[\s.:]{1,2})$", re.IGNORECASE)
# '2022 12/14 11:37', as pages give that set year, day and time in an element each.
_SET_APART = re.compile(
    r"(?<!\S)(\d{4})\s{1,3}(\d{1,2})\s?[/.-]\s?(\d{1,2})(?=(\s{1,3}\d{1,2}:\d\d)|\s{0,3}$)"
)
_TAIWANS_YEAR = later(r"1\d\d")  # counted from 1912: 113 is 2024


@cache
def _east_asian() -> re.Pattern[str]:
    signs = calendar_table()["signs"]
    era, many = "|".join(eras()), signs["numbers"]
    return re.compile(
        rf"(?:(?:({era})\s?)?(\d{{1,4}}|[{many}]{{1,4}})\s?[{signs['year']}]\s?)?"
        rf"(\d{{1,2}}|[{many}]{{1,3}})\s?[{signs['month']}]\s?"
        rf"(?:(\d{{1,2}}|[{many}]{{1,3}})\s?[{signs['day']}])?"
    )


def has_month_sign(text: str) -> bool:
    """Whether there is a sign for 'month', without which no date is written in signs."""
    return not text.isascii() and any(sign in text for sign in calendar_table()["signs"]["month"])


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one["hint"], re.compile(one["pattern"])) for one in calendar_table()["form"])


def number_dates(text: str) -> Iterator[Iterator[Spotted]]:
    """The dates of `text` that are written in numbers alone, form by form."""
    yield _numeric_dates(text)
    yield _dates_set_apart(text)
    if has_month_sign(text):
        yield _east_asian_dates(text)
    for hint, pattern in _forms():
        if hint in text:
            yield _dates_in_words(text, pattern)


def _numeric_dates(text: str) -> Iterator[Spotted]:
    """Three numbers with the same separator between them."""
    for match in _NUMERIC.finditer(text):
        first, separator, second, third = match.groups()
        if separator == "." and _VERSION.search(text, max(0, match.start() - 12), match.start()):
            continue
        days, short = _numeric_days(first, separator, second, third)
        if days:
            usual: DateOrder | None = "dmy" if separator == "." else None
            yield Spotted(match.start(), match.end(), days, short=short, usual=usual)


def _dates_set_apart(text: str) -> Iterator[Spotted]:
    """A year, then month and day with a mark between them, before a time or all alone."""
    for match in _SET_APART.finditer(text):
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
    if _TAIWANS_YEAR.fullmatch(first) and len(second) == len(third) == 2:  # 113-03-05
        day = checked_day(taiwans_year() + a, b, c)
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


def _east_asian_dates(text: str) -> Iterator[Spotted]:
    """Numbers followed by the signs for year, month and day, in Arabic or Han numerals."""
    for match in _east_asian().finditer(text):
        era, year, month, day = match.groups()
        found = _east_asian_day(era, year, month, day)
        if found is not None:
            short = bool(year) and not era and len(year) == 2
            yield Spotted(match.start(), match.end(), ((None, found),), short=short)


def _east_asian_day(era: str | None, year: str | None, month: str, day: str | None) -> Day | None:
    try:
        number = han_number(year) if year else None
        months, days = han_number(month), han_number(day) if day else None
    except ValueError:
        return None
    if number is not None and year is not None:
        if era or _TAIWANS_YEAR.fullmatch(year):
            number += eras()[era] if era else taiwans_year()
        elif len(year) == 2:
            number = short_year(number)
    elif days is None:
        return None
    return partial_day(number, months, days)


def _dates_in_words(text: str, pattern: re.Pattern[str]) -> Iterator[Spotted]:
    """Numbers with words between them: '25 tháng 7, 2023', '2024 оны 03-р сарын 05'."""
    for match in pattern.finditer(text):
        year = int(match["year"]) if match["year"] else None
        day = partial_day(year, int(match["month"]), int(match["day"]))
        if day is not None:
            yield Spotted(match.start(), match.end(), ((None, day),))
