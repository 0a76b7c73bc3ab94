"""Dates in a text: where they are, and the weekday and time of day next to them.

Three ways of writing are looked for: numbers with separators (25/07/23, 2023. 7. 25.), a month's
name with numbers around it (in any language), and East Asian marks (2023年7月25日, 令和5年).
"""

from __future__ import annotations

import re
from itertools import islice

from newstool.dates.clock import Clock, last_clock, read_clock
from newstool.dates.labels import named_role
from newstool.dates.number_dates import has_month_sign, number_dates
from newstool.dates.word_dates import word_dates
from newstool.dates.words import fold, vocabulary, weekday_numbers
from newstool.dates.written import Spotted

MAX_DATES = 40  # found in one text; more are a table of dates, not the date of an article

# All begin with a digit, so that text without digits is passed over at the speed of memory.
_YEAR = re.compile(
    r"\d(?:(?<=\d)\d{3}(?!\d)|\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d\d|\s['’]\d\d\b|-[A-Za-z]{3}-\d\d)"
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_][^\s\d,;:!?()（）\[\]{}<>/|\\\"“”«»·•–—\-_=+*&@~^，。、：；]*")
_GLUE = re.compile(r"[\s,;|·•/\-–—()（）@،、.>\[\]]{0,6}")


def spot_dates(
    text: str, language: str | None = None, limit: int = MAX_DATES
) -> tuple[Spotted, ...]:
    """All dates written in `text`, in their order; spans don't overlap.

    Years, months and days have been checked: '31/02/2023' isn't a date. At most `limit` are given.
    """
    if _DIGIT.search(text) is None and not has_month_sign(text):
        return ()
    forms = (*number_dates(text), word_dates(text, language))
    found = [spotted for form in forms for spotted in islice(form, limit)]
    found.sort(key=lambda spotted: (spotted.start, -spotted.end))
    kept: list[Spotted] = []
    for spotted in found:
        if not kept or spotted.start >= kept[-1].end:
            kept.append(_with_surroundings(text, spotted, kept[-1].end if kept else 0))
    return tuple(kept[:limit])


def has_year(text: str) -> bool:
    """Whether there may be a date with a year in `text`, without reading it."""
    return has_month_sign(text) or _YEAR.search(text) is not None


# --- what is around a date ---------------------------------------------------------------------


def _with_surroundings(text: str, bare: Spotted, floor: int) -> Spotted:
    """The weekday and the time of day next to a date; its span grows over them."""
    if bare.clock is not None:
        return bare
    start, end = bare.start, bare.end
    weekdays, start = _weekday_before(text, start, floor)
    clock, after, end = clock_after(text, end)
    if clock is None or named_role(text[bare.end : end]):
        before = _clock_before(text, start, floor)
        if before is not None:  # 'UPDATED: 14:32, 7 March PUBLISHED: 07:12, 5 March'
            end = bare.end if clock is not None else end
            clock, start = before
    return Spotted(start, end, bare.days, clock, weekdays or after, bare.short, bare.usual)


def clock_after(text: str, end: int) -> tuple[Clock | None, frozenset[int], int]:
    """The clock and weekday after a date, with at most three words between."""
    weekdays: frozenset[int] = frozenset()
    if text[end : end + 1] in "Tt" and text[end + 1 : end + 2].isdigit():
        clock = read_clock(text, end + 1)
        return (clock[0], weekdays, clock[1]) if clock else (None, weekdays, end)
    position = end
    if text[position : position + 2] == ": ":  # 'February 1, 2016: 12:41 PM'
        position += 2
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
        elif folded not in vocabulary().before_clock and folded not in vocabulary().fillers:
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
        if folded not in vocabulary().fillers and folded not in vocabulary().after_clock:
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
        if word is None or fold(word[0]) not in vocabulary().after_clock:
            break
        end = word.end()
    return None
