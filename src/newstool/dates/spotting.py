"""Dates as they are written, before anyone decides what their order means.

Three ways of writing are looked for: numbers with separators (25/07/23, 2023. 7. 25.), a month's
name with numbers around it (in any language), and East Asian marks (2023年7月25日, 令和5年).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from newstool.dates.calendars import (
    YEARS,
    era_year,
    gregorian_year,
    han_number,
    is_persian_year,
    persian_to_gregorian,
)
from newstool.dates.clock import Clock, last_clock, read_clock
from newstool.dates.words import (
    AFTER_CLOCK,
    BEFORE_CLOCK,
    FILLERS,
    fold,
    month_numbers,
    vocabulary,
    weekday_numbers,
)
from newstool.settings import DateOrder


class Day(NamedTuple):
    """A calendar day as far as it is written: the day or the year may be missing."""

    year: int | None
    month: int
    day: int | None


class Spotted(Struct, frozen=True):
    """A date in `text[start:end]` with every day that its words can mean, likeliest form first.

    `days` pairs each with the order it was read in (None where the words leave no choice). `short`
    tells that the year is of two digits: its century is a guess until the context is known.
    `usual` is the order that the form itself has nearly everywhere: day first between dots.
    """

    start: int
    end: int
    days: tuple[tuple[DateOrder | None, Day], ...]
    clock: Clock | None = None
    weekdays: frozenset[int] = frozenset()
    short: bool = False
    usual: DateOrder | None = None


MAX_DATES = 40  # found in one text; more are a table of dates, not the date of an article

_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(
    r"(?<![\d./\-–,$€£¥])(?<!\d:)(\d{1,4})\s{0,2}([-/.‐–])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{1,4})"
    r"(?!\d|[/:.]\d|-\d(?!\d?:\d))"
)
_HAN = "〇○零元一二三四五六七八九十"
_EAST_ASIAN = re.compile(
    rf"(?:(?:(令和|平成|昭和|大正|明治|民國|民国)\s?)?(\d{{1,4}}|[{_HAN}]{{1,4}})\s?[年년]\s?)?"
    rf"(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月월]\s?(?:(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[日號号일])?"
)
_TOKEN = re.compile(r"(\d+)|([^\W\d_][^\s\d,;:!?()（）\[\]{}<>/|\\\"“”«»·•–—\-_=+*&@~^，。、：；]*)")
_WORD = re.compile(r"[^\W\d_][^\s\d,;:!?()（）\[\]{}<>/|\\\"“”«»·•–—\-_=+*&@~^，。、：；]*")
_GLUED = re.compile(r"(?<=[a-zà-ÿ.])[A-Z][a-zà-ÿ.]{2,10}$")  # 'by Ana RuizJanuary 4'
_GAP = re.compile(r"[\s.,'’´˙\-–‑/º°ª|·،()]{0,3}")
_GLUE = re.compile(r"[\s,;|·•/\-–—()（）@،、.>\[\]]{0,6}")
_TIGHT = re.compile(r"\s?[-./'’´]\s?")
_YEAR_BEHIND_CLOCK = re.compile(r"(?:\s{1,2}[A-Z]{3,4})?,?\s{1,2}(\d{4})(?!\d)")
_VIETNAMESE = re.compile(r"(\d{1,2})\s{1,2}tháng\s{1,2}(\d{1,2})(?:\s?,|\s{1,2}năm)?\s{0,2}(\d{4})?", re.I)


def spot_dates(
    text: str, language: str | None = None, limit: int = MAX_DATES
) -> tuple[Spotted, ...]:
    """All dates written in `text`, in the order they stand there; spans do not overlap.

    Years, months and days have been checked: '31/02/2023' is no date. At most `limit` are given.
    """
    east_asian = "月" in text or "월" in text
    if not east_asian and _DIGIT.search(text) is None:
        return ()
    found = [*_numeric_dates(text, limit), *_word_dates(text, language, limit)]
    if east_asian:
        found.extend(_east_asian_dates(text, limit))
    if "háng" in text:
        found.extend(_vietnamese_dates(text, limit))
    found.sort(key=lambda spotted: (spotted.start, -spotted.end))
    kept: list[Spotted] = []
    for spotted in found:
        if not kept or spotted.start >= kept[-1].end:
            kept.append(_with_surroundings(text, spotted, kept[-1].end if kept else 0))
    return tuple(kept[:limit])


# --- what stands around a date -----------------------------------------------------------------


def _with_surroundings(text: str, bare: Spotted, floor: int) -> Spotted:
    """The weekday and the time of day beside a date; its span grows over them."""
    if bare.clock is not None:
        return bare
    start, end = bare.start, bare.end
    weekdays, start = _weekday_before(text, start, floor)
    clock, after, end = _tail(text, end)
    if clock is None:
        before = _clock_before(text, start, floor)
        if before is not None:
            clock, start = before
    return Spotted(start, end, bare.days, clock, weekdays or after, bare.short, bare.usual)


def _tail(text: str, end: int) -> tuple[Clock | None, frozenset[int], int]:
    """The clock and weekday behind a date, across at most three words that may stand between."""
    weekdays: frozenset[int] = frozenset()
    if text[end : end + 1] in "Tt" and text[end + 1 : end + 2].isdigit():
        clock = read_clock(text, end + 1)
        return (clock[0], weekdays, clock[1]) if clock else (None, weekdays, end)
    position = end
    for _ in range(4):
        position = _skip_glue(text, position)
        clock = read_clock(text, position)
        if clock is not None:
            return clock[0], weekdays, clock[1]
        word = _WORD.match(text, position, position + 16)
        if word is None:
            break
        folded = fold(word[0])
        named = weekday_numbers(folded, marked=_is_marked(text, word))
        if named and not weekdays:
            weekdays, end = named, word.end()
        elif folded not in BEFORE_CLOCK and folded not in FILLERS:
            break
        position = word.end()
        if text[position : position + 1] == ":":
            position += 1
    return None, weekdays, end


def _skip_glue(text: str, position: int) -> int:
    match = _GLUE.match(text, position)
    return match.end() if match else position


def _weekday_before(text: str, start: int, floor: int) -> tuple[frozenset[int], int]:
    """The weekday in the two words before a date, and where date and weekday then begin."""
    window = max(floor, start - 28)
    words = list(_WORD.finditer(text, window, start))[-2:]
    end = start
    for word in reversed(words):
        if not _is_glue(text, word.end(), end):
            break
        folded = fold(word[0])
        named = weekday_numbers(folded, marked=_is_marked(text, word))
        if named:
            return named, word.start()
        if folded not in FILLERS and folded not in AFTER_CLOCK:
            break
        end = word.start()
    return frozenset(), start


def _is_marked(text: str, word: re.Match[str]) -> bool:
    return word[0].endswith(".") or text[word.end() : word.end() + 1] in (",", ")", ".")


def _is_glue(text: str, start: int, end: int) -> bool:
    match = _GLUE.match(text, start, end)
    return match is not None and match.end() == end


def _clock_before(text: str, start: int, floor: int) -> tuple[Clock, int] | None:
    """The time of day right before a date ('8:34, Tuesday 25 July 2023') and where it begins."""
    window = max(floor, start - 40)
    if _DIGIT.search(text, window, start) is None:
        return None
    found = last_clock(text, window, start)
    if found is None:
        return None
    clock, begin, end = found
    for _ in range(3):
        if _is_glue(text, end, start):
            return clock, begin
        end = _skip_glue(text, end)
        word = _WORD.match(text, end, start)
        if word is None or fold(word[0]) not in AFTER_CLOCK:
            break
        end = word.end()
    return None


# --- numbers with separators -------------------------------------------------------------------


def _numeric_dates(text: str, limit: int) -> Iterator[Spotted]:
    for match in _NUMERIC.finditer(text):
        first, separator, second, third = match.groups()
        days, short = _numeric_days(first, separator, second, third)
        if days:
            usual: DateOrder | None = "dmy" if separator == "." else None
            yield Spotted(match.start(), match.end(), days, short=short, usual=usual)
            limit -= 1
            if limit <= 0:
                return


def _numeric_days(
    first: str, separator: str, second: str, third: str
) -> tuple[tuple[tuple[DateOrder | None, Day], ...], bool]:
    """Every day that three numbers can mean, and whether the year has two digits."""
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        if len(third) > 2:
            return (), False
        day = _checked(a, b, c) or _checked(a, c, b)
        return (((None, day),) if day else ()), False
    if len(first) == 3 or len(third) in (1, 3):
        return (), False
    if len(third) == 4:
        return _distinct(("dmy", _checked(c, b, a)), ("mdy", _checked(c, a, b))), False
    year_first = ("ymd", _checked(short_year(a), b, c) if len(first) == 2 else None)
    day_first = ("dmy", _checked(short_year(c), b, a))
    month_first = ("mdy", _checked(short_year(c), a, b))
    # A year of two digits comes first between hyphens (23-07-25), hardly ever between slashes.
    if separator == "-":
        return _distinct(year_first, day_first, month_first), True
    return _distinct(day_first, month_first, year_first), True


def _distinct(
    *orders: tuple[DateOrder, Day | None],
) -> tuple[tuple[DateOrder | None, Day], ...]:
    """The valid readings without repeats, in the order given."""
    days: dict[Day, DateOrder] = {}
    for order, day in orders:
        if day is not None and day not in days:
            days[day] = order
    return tuple((order, day) for day, order in days.items())


def short_year(year: int) -> int:
    """23 -> 2023, 98 -> 1998: the century in which news of that year can have been written."""
    return 2000 + year if year < 70 else 1900 + year


def _checked(year: int, month: int, day: int) -> Day | None:
    """The Gregorian day, or None when there is none such or news can't bear that year."""
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


# --- East Asia ---------------------------------------------------------------------------------


def _east_asian_dates(text: str, limit: int) -> Iterator[Spotted]:
    for match in _EAST_ASIAN.finditer(text):
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
        if era:
            number = era_year(era, number)
        elif len(year) == 2:
            number = short_year(number)
    elif days is None:
        return None
    return _partial(number, months, days)


def _partial(year: int | None, month: int, day: int | None) -> Day | None:
    """A day whose year or day may be missing; None when what is there is impossible."""
    if year is not None and day is not None:
        return _checked(year, month, day)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year is not None:
        year = gregorian_year(year)
        if year not in YEARS:
            return None
    return Day(year, month, day)


def _vietnamese_dates(text: str, limit: int) -> Iterator[Spotted]:
    """'25 tháng 7, 2023': the month is a number with the word for month before it."""
    for match in _VIETNAMESE.finditer(text):
        day = _partial(int(match[3]) if match[3] else None, int(match[2]), int(match[1]))
        if day is not None:
            yield Spotted(match.start(), match.end(), ((None, day),))
            limit -= 1
            if limit <= 0:
                return


# Words of a month that mean something else beside a bare number ('16 may not', '2 d ago'): without a
# year only in capitals; others of three letters or fewer ('11 Pro') never.
_OFTEN_OTHER = frozenset(("may", "march", "mai", "mar", "jun", "set", "dec", "sep"))
_SHORT_MONTHS = frozenset(
    "jan feb mar apr may mai maj jun jul aug sep oct okt nov dec dez avr aoû déc fév abr ago ene dic gen lug "
    "янв фев мар апр мая июн июл авг сен окт ноя дек".split()
) - {"ago"}


def _stands_alone(name: str) -> bool:
    """Whether a month's name is clear enough to make a date without a year."""
    folded = fold(name)
    if folded in _OFTEN_OTHER:
        return name[0].isupper()
    return len(folded) > 3 or folded in _SHORT_MONTHS


# --- a month's name with numbers around it -----------------------------------------------------


class _Token(NamedTuple):
    text: str
    number: bool
    start: int
    end: int


class _Written(NamedTuple):
    """Year and day found around a month's name, and the tokens they span."""

    year: int | None
    day: int | None
    start: int
    end: int
    short: bool = False
    clock: Clock | None = None


def _word_dates(text: str, language: str | None, limit: int) -> Iterator[Spotted]:
    tokens = [
        _Token(match[0], match[1] is not None, match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]
    last = -1
    for index in _beside_numbers(tokens):
        token = tokens[index]
        if index <= last or len(token.text) > _LONGEST_MONTH:
            continue
        months, width = _months_at(tokens, index, language)
        if not months:
            continue
        if _months_at(tokens, index + width, language)[0] == months:
            width += 1  # 'نيسان/أبريل': the month in both of its Arabic names
        written = _around_month(text, tokens, index, index + width - 1)
        if written is None:
            continue
        days = tuple((None, day) for m in months if (day := _word_day(token.text, m, written)))
        if days:
            last = index
            end = written.end
            yield Spotted(written.start, end, days, written.clock, short=written.short)
            limit -= 1
            if limit <= 0:
                return


_LONGEST_MONTH = 20  # characters of a month's name, with what may be glued to it
_REACH = 3  # tokens between a month's name and its nearest number


def _beside_numbers(tokens: list[_Token]) -> list[int]:
    """Indices of the words near enough to a number to be the month of a date."""
    near: set[int] = set()
    for index, token in enumerate(tokens):
        if token.number:
            near.update(range(max(0, index - _REACH), min(len(tokens), index + _REACH + 1)))
    return sorted(index for index in near if not tokens[index].number)


def _months_at(
    tokens: list[_Token], index: int, language: str | None
) -> tuple[tuple[int, ...], int]:
    """The months that the word at `index` names, and how many words the name has."""
    if index >= len(tokens) or tokens[index].number:
        return (), 0
    word = fold(tokens[index].text)
    if index + 1 < len(tokens) and not tokens[index + 1].number:
        pair = vocabulary().months.get(f"{word} {fold(tokens[index + 1].text)}")
        if pair is not None:
            return (pair,), 2
    months = month_numbers(word, language) or _persian_month(word)
    if not months and not tokens[index].text[1:].islower():
        glued = _GLUED.search(tokens[index].text)
        if glued:
            months = month_numbers(fold(glued[0]), language)
    return months, 1


def _persian_month(word: str) -> tuple[int, ...]:
    month = vocabulary().persian_months.get(word)
    return () if month is None else (-month,)


def _word_day(name: str, month: int, written: _Written) -> Day | None:
    year = written.year
    if year is None and not _stands_alone(name):
        return None
    if month < 0:  # a Solar Hijri month, which needs its own year
        if year is None or written.day is None or not is_persian_year(year):
            return None
        return _checked(year, -month, written.day)
    if year is not None and written.short:
        thai = "\u0e00" <= name[:1] <= "\u0e7f"
        year = gregorian_year(2500 + year) if thai else short_year(year)
    return _partial(year, month, written.day)


def _around_month(text: str, tokens: list[_Token], first: int, last: int) -> _Written | None:
    """Day and year around the month's name, tried from the surest pattern to the loosest."""
    left = _number(text, tokens, first, -1)
    right = _number(text, tokens, last, 1)
    values = (
        _as_day(text, tokens, left),
        _as_year(tokens, left),
        _as_day(text, tokens, right),
        _as_year(tokens, right),
    )
    left_day, left_year, right_day, right_year = values
    begin, finish = tokens[first].start, tokens[last].end
    if left_day is not None and right_year is not None:  # 25 July 2023
        return _Written(right_year, left_day, tokens[left or 0].start, tokens[right or 0].end)
    if right_day is not None and right is not None:
        written = _day_then_year(text, tokens, begin, right, right_day)
        if written is not None:  # July 25, 2023; Jul 25 08:34:00 2023
            return written
        if left_year is not None and left is not None:  # 2023. július 25.
            return _Written(left_year, right_day, tokens[left].start, tokens[right].end)
    if left_day is not None and left is not None:
        if right is not None and _is_short_year(text, tokens, left, first, last, right):
            year = int(tokens[right].text)  # 25-Jul-23
            return _Written(year, left_day, tokens[left].start, tokens[right].end, True)
        further = _number(text, tokens, left, -1)
        before = _as_year(tokens, further)
        if before is not None and further is not None:  # 2023. gada 25. jūlijs
            return _Written(before, left_day, tokens[further].start, finish)
    return _loose_month(tokens, left, right, values, begin, finish)


def _loose_month(
    tokens: list[_Token],
    left: int | None,
    right: int | None,
    values: tuple[int | None, int | None, int | None, int | None],
    begin: int,
    finish: int,
) -> _Written | None:
    """A month with only one of day and year beside it: 'July 2023', '25 July', 'July 25'."""
    left_day, left_year, right_day, right_year = values
    if right is not None and right_year is not None:
        return _Written(right_year, None, begin, tokens[right].end)
    if left is not None and left_year is not None:
        return _Written(left_year, None, tokens[left].start, finish)
    if left is not None and left_day is not None:
        return _Written(None, left_day, tokens[left].start, finish)
    if right is not None and right_day is not None:
        return _Written(None, right_day, begin, tokens[right].end)
    return None


def _day_then_year(
    text: str, tokens: list[_Token], begin: int, right: int, day: int
) -> _Written | None:
    """The year after 'July 25', with nothing or a time of day ('Jul 25 08:34 EST 2023') between."""
    further = _number(text, tokens, right, 1)
    year = _as_year(tokens, further)
    if year is not None and further is not None:
        return _Written(year, day, begin, tokens[further].end)
    if further is None:
        return None
    short = _apostrophe_year(text, tokens, further)
    if short is not None:
        return _Written(short, day, begin, tokens[further].end, True)
    clock = read_clock(text, tokens[further].start)
    if clock is None:
        return None
    match = _YEAR_BEHIND_CLOCK.match(text, clock[1])
    if match is None or int(match[1]) not in YEARS:
        return None
    return _Written(int(match[1]), day, begin, match.end(), clock=clock[0])


def _number(text: str, tokens: list[_Token], index: int, step: int) -> int | None:
    """The next number's index in the direction `step`, across at most two filler words."""
    for _ in range(3):
        beside = index + step
        if not 0 <= beside < len(tokens):
            return None
        low, high = (beside, index) if step < 0 else (index, beside)
        start, end = tokens[low].end, tokens[high].start
        match = _GAP.match(text, start, end)
        if match is None or match.end() != end:
            return None
        token = tokens[beside]
        if token.number:
            return beside
        folded = fold(token.text)
        if folded not in FILLERS:
            return None
        index = beside
    return None


def _as_day(text: str, tokens: list[_Token], index: int | None) -> int | None:
    if index is None:
        return None
    token = tokens[index]
    if len(token.text) > 2 or not 1 <= int(token.text) <= 31:
        return None
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 2]
    if before in (":", "$", "€", "£", "#") or (after[:1] in (":", "%") and after[1:].isdigit()):
        return None
    return int(token.text)


def _as_year(tokens: list[_Token], index: int | None) -> int | None:
    if index is None or len(tokens[index].text) != 4:
        return None
    year = int(tokens[index].text)
    return year if gregorian_year(year) in YEARS or is_persian_year(year) else None


def _is_short_year(
    text: str, tokens: list[_Token], left: int, first: int, last: int, right: int
) -> bool:
    """Whether the two digits after '25 Jul' are a year: by apostrophe, separator or line end."""
    token = tokens[right]
    if len(token.text) != 2:
        return False
    if _apostrophe_year(text, tokens, right) is not None:
        return True
    before = text[tokens[left].end : tokens[first].start]
    behind = text[tokens[last].end : token.start]
    tight = _TIGHT.fullmatch(behind) is not None and _TIGHT.fullmatch(before) is not None
    thai = "\u0e00" <= tokens[first].text[0] <= "\u0e7f"
    ends = token.end == len(text) or text[token.end : token.end + 1] in ",|"
    return tight or thai or (ends and right == last + 1)


def _apostrophe_year(text: str, tokens: list[_Token], index: int) -> int | None:
    token = tokens[index]
    marked = text[token.start - 1 : token.start] in ("'", "’", "´")
    return int(token.text) if marked and len(token.text) == 2 else None
