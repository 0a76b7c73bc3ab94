"""Dates with a month's name, in any language: 25 July 2023, le 1er août, 2023. gada 25. jūlijs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newstool.dates.calendars import YEARS, gregorian_year, is_persian_year
from newstool.dates.clock import Clock, read_clock
from newstool.dates.words import fold, month_numbers, name_starts, vocabulary
from newstool.dates.written import Day, Spotted, checked_day, partial_day, short_year
from newstool.vocabulary.patterns import later

_TOKEN = re.compile(
    r"(\d+)|([^\W\d_][^\s\d,;:!?()（）\[\]{}<>/|\\\"“”«»·•–—\-_=+*&@~^，。、：；]*)"
)
_GAP = re.compile(r"[\s.,'’´˙\-–‑/º°ª|·،()]{0,3}")
# 'by Ana RuizJanuary 4'
_GLUED = later(r"(?<=[a-z\u00e0-\u00ff.])[A-Z][a-z\u00e0-\u00ff.]{2,10}$")
_TIGHT = later(r"\s?[-./'’´]\s?")
_YEAR_BEHIND_CLOCK = later(r"(?:\s{1,2}[A-Z]{3,4})?,?\s{1,2}(\d{4})(?!\d)")


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


def word_dates(text: str, language: str | None) -> Iterator[Spotted]:
    """Dates whose month is a word; a word of two months gives both readings."""
    tokens = [
        _Token(match[0], match[1] is not None, match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]
    last = -1
    for index in _next_to_numbers(tokens):
        token = tokens[index] = _without_glue(tokens[index], language)
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
            yield Spotted(written.start, written.end, days, written.clock, short=written.short)


_LONGEST_MONTH = 20  # characters of a month's name, with what may be glued to it
_REACH = 3  # tokens between a month's name and its nearest number


def _next_to_numbers(tokens: list[_Token]) -> list[int]:
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
    if word in name_starts():
        for width in (3, 2):
            name = " ".join(fold(token.text) for token in tokens[index : index + width])
            month = vocabulary().months.get(name)
            if month is not None:
                return (month,), width
    return month_numbers(word, language) or _persian_month(word), 1


def _without_glue(token: _Token, language: str | None) -> _Token:
    """The month's name of 'RuizJanuary' and 'UpdatedMarch'; any other word as it is."""
    if token.text[1:].islower() or len(token.text) > _LONGEST_MONTH:
        return token
    glued = _GLUED.search(token.text)
    if glued is None or not month_numbers(fold(glued[0]), language):
        return token
    return token._replace(text=glued[0], start=token.end - len(glued[0]))


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
        return checked_day(year, -month, written.day)
    if year is not None and written.short:
        thai = "\u0e00" <= name[:1] <= "\u0e7f"
        year = gregorian_year(2500 + year) if thai else short_year(year)
    return partial_day(year, month, written.day)


def _stands_alone(name: str) -> bool:
    """Whether a month's name is clear enough to make a date without a year.

    'May', 'March' and the like only in capitals ('16 may not'), words of three letters or fewer
    only when they are a usual short form ('11 Pro' isn't a date).
    """
    folded = fold(name)
    if folded in vocabulary().everyday_months:
        return name[0].isupper()
    return len(folded) > 3 or folded in vocabulary().short_months


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
    """A month with only a day or a year: 'July 2023', '25 July', 'July 25'."""
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
        if folded not in vocabulary().fillers:
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
    if before in ("$", "€", "£", "#") or (after[:1] in (":", "%") and after[1:].isdigit()):
        return None
    if before == ":" and text[token.start - 2 : token.start - 1].isdigit():
        return None  # '10:25 July'; in 'Date:25 July' a label ends there
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
