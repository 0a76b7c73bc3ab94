"""'2 hours ago', 'gestern, 18:05': dates that only mean a day to someone who knows the present."""

from __future__ import annotations

import re
from datetime import datetime

from newstool.dates.clock import read_clock
from newstool.dates.settling import NOTHING_KNOWN, Context, ReadDate
from newstool.dates.words import fold, vocabulary
from newstool.model.isodate import IsoDate

_NUMBER = re.compile(
    r"(?<![\d.,:/\-])(\d{1,3}|an?|one|eine[rm]?|une?|una|um|uma)(?![\d.,:/\-]|\w{20})"
)
_MAX_WORDS = 4  # of a phrase on either side of its number
_MAX_TEXT = 300  # characters that are looked at: a date line is shorter
_NEAR_DAY = re.compile(r"[^\W\d_][^\s\d,;:!?()|/]*(?: [^\W\d_][^\s\d,;:!?()|/]*)?")
_GAP = re.compile(r"[ ,|\-–\u00a0]*")  # matches always
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months"}


def find_relative(text: str, context: Context = NOTHING_KNOWN) -> ReadDate | None:
    """The first date in `text` that is relative to the present.

    With `context.now` its value is as precise as its words: hours and minutes give the minute,
    days the day. Without it the value is None and the problem 'relative'.
    """
    text = text[:_MAX_TEXT]
    return _ago(text, context.now) or _near_day(text, context.now)


def _ago(text: str, now: datetime | None) -> ReadDate | None:
    for match in _NUMBER.finditer(text):
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
_WORD = re.compile(r"[^\W\d_]+(?:\([^\W\d_]+\))?")
_UNBROKEN = re.compile(r"[^\s\d,;:!?()|/–—•·]+")


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
        # Chinese, Japanese and Korean go on without a space: '3小时前发布'.
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
    """'yesterday at 18:05'. Only at the text's start: inside a sentence it tells of an event."""
    for match in list(_NEAR_DAY.finditer(text[:60]))[:3]:
        words = match[0]
        for phrase in (words, words.partition(" ")[0]):
            days = vocabulary().near_days.get(fold(phrase))
            if days is not None:
                return _named_day(text, match.start(), match.start() + len(phrase), days, now)
    return None


def _named_day(text: str, start: int, end: int, days: int, now: datetime | None) -> ReadDate | None:
    clock, clock_end = None, end
    position = end
    for _ in range(3):
        position = _GAP.match(text, position).end()  # type: ignore[union-attr]
        found = read_clock(text, position)
        if found is not None:
            clock, clock_end = found
            break
        word = _WORD.match(text, position)
        if word is None or fold(word[0]) not in vocabulary().before_clock:
            break
        position = word.end()
    if clock is None and text[end:].strip(" .,|-–"):
        return None
    value = None
    if now is not None:
        from dateutil.relativedelta import relativedelta

        day = f"{now + relativedelta(days=days):%Y-%m-%d}"
        value = IsoDate(f"{day}T{clock.text}" if clock else day)
    quote = text[start:clock_end]
    return ReadDate(value, quote, start, clock_end, problem="" if value else "relative")
