"""'2 hours ago', 'gestern, 18:05': dates that only mean a day to someone who knows the present."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from newstool.dates.labels import named_role
from newstool.dates.settling import NOTHING_KNOWN, Context, ReadDate
from newstool.dates.spotting import clock_after
from newstool.dates.words import fold, vocabulary
from newstool.model.isodate import IsoDate
from newstool.vocabulary.patterns import later

_MAX_WORDS = 4  # of a phrase on either side of its number
_MAX_TEXT = 300  # characters that are looked at: a date line is shorter
# A word, and the next one looked ahead at: 'i går', 'hôm qua'.
_NEAR_DAY = later(r"[^\W\d_][^\s\d,;:!?()|/]*(?=( [^\W\d_][^\s\d,;:!?()|/]*)?)")
_START = 60  # characters in which a day is named
_FIRST_WORDS = 6  # of a text among which it may be named without a label
_CHINESE_WORD = 2  # characters of '昨天' and '今日'
_UNSPACED = later("[\u3040-\u30ff\u3400-\u9fff]")
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months"}


def find_relative(text: str, context: Context = NOTHING_KNOWN) -> ReadDate | None:
    """The first date in `text` that is relative to the present.

    With `context.now` its value is as precise as its words: hours and minutes give the minute,
    days the day. Without it the value is None and the problem 'relative'.
    """
    text = text[:_MAX_TEXT]
    return _ago(text, context.now) or _near_day(text, context.now)


@cache
def _number() -> re.Pattern[str]:
    """A number, in digits or as a word for 'one'."""
    one = "|".join(sorted(vocabulary().one, reverse=True))
    return re.compile(rf"(?<![\d.,:/\-])(\d{{1,3}}|{one})(?![\d.,:/\-]|\w{{20}})")


def _ago(text: str, now: datetime | None) -> ReadDate | None:
    for match in _number().finditer(text):
        after = _after_phrases(text, match.end())
        for before, start in _before_phrases(text, match.start()):
            for phrase, end in after:
                unit = vocabulary().ago.get(f"{before}|{phrase}")
                if unit is not None:
                    number = int(match[1]) if match[1].isdecimal() else 1
                    value = _subtract(now, unit, number) if now else None
                    problem = "" if value else "relative"
                    return ReadDate(value, text[start:end], start, end, problem=problem)
    return None


_BESIDE = 40  # characters on either side of the number that are read
_WORD = later(r"[^\W\d_]+(?:\([^\W\d_]+\))?")
_UNBROKEN = later(r"[^\s\d,;:!?()|/–—•·]+")


def _before_phrases(text: str, end: int) -> list[tuple[str, int]]:
    """The last words before `end`, longest phrase first, and '' at the end."""
    offset = max(0, end - _BESIDE)
    words = list(_WORD.finditer(text, offset, end))[-_MAX_WORDS:]
    if words and text[words[-1].end() : end].strip():
        words = []
    starts = [word.start() for word in words]
    return [*((_folded(text[start:end]), start) for start in starts), ("", end)]


def _after_phrases(text: str, start: int) -> list[tuple[str, int]]:
    """The first words after `start`, longest phrase first, and ''."""
    words = list(_UNBROKEN.finditer(text, start, start + _BESIDE))[:_MAX_WORDS]
    ends = [word.end() for word in words]
    if words and not words[0][0].isascii():
        # Chinese, Japanese and Korean words follow without a space: '3小时前发布'.
        first = words[0]
        ends.extend(range(first.start() + 1, min(first.end(), first.start() + 7)))
    return [*((_folded(text[start:end]), end) for end in sorted(ends, reverse=True)), ("", start)]


def _folded(words: str) -> str:
    return " ".join(fold(words).split())


def _subtract(now: datetime, unit: str, number: int) -> IsoDate | None:
    from dateutil.relativedelta import relativedelta

    try:
        moment = now - relativedelta(**{_UNITS[unit]: number})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    if unit in ("minute", "hour"):
        return IsoDate(moment.isoformat(timespec="minutes").replace("+00:00", "Z"))
    return IsoDate(f"{moment:%Y-%m}" if unit == "month" else f"{moment:%Y-%m-%d}")


def _near_day(text: str, now: datetime | None) -> ReadDate | None:
    """'yesterday at 18:05', 'Published yesterday'. Only near the text's start or after a label:
    inside a sentence it is about an event."""
    for number, match in enumerate(_NEAR_DAY.finditer(text[:_START])):
        for phrase in (f"{match[0]}{match[1]}" if match[1] else "", match[0]):
            found = _day_word(phrase)
            if found is None:
                continue
            days, skipped = found
            start = match.start() + skipped
            if number < _FIRST_WORDS or named_role(text[:start]):
                return _named_day(text, start, match.start() + len(phrase), days, now)
    return None


def _day_word(phrase: str) -> tuple[int, int] | None:
    """The days from the present that a phrase means, and the characters of it before that word.

    Chinese and Japanese have the label right before it: '发布于昨天'.
    """
    days = vocabulary().near_days
    folded = fold(phrase)
    if folded in days:
        return days[folded], 0
    if not phrase.isascii() and (ending := folded[-_CHINESE_WORD:]) in days and ending.isalpha():
        return (days[ending], len(phrase) - _CHINESE_WORD) if _UNSPACED.match(ending) else None
    return None


def _named_day(text: str, start: int, end: int, days: int, now: datetime | None) -> ReadDate | None:
    clock, _, clock_end = clock_after(text, end)
    if clock is None and text[end:].strip(" .,|-–"):
        return None
    value = None
    if now is not None:
        from dateutil.relativedelta import relativedelta

        day = f"{now + relativedelta(days=days):%Y-%m-%d}"
        value = IsoDate(f"{day}T{clock.text}" if clock else day)
    clock_end = end if clock is None else clock_end
    return ReadDate(
        value, text[start:clock_end], start, clock_end, problem="" if value else "relative"
    )
