"""'2 hours ago', 'gestern, 18:05': dates that only mean a day to someone who knows the present."""

from __future__ import annotations

import re
from datetime import datetime

from newstool.dates.clock import read_clock
from newstool.dates.settling import NOTHING_KNOWN, Context, ReadDate
from newstool.dates.words import BEFORE_CLOCK, fold, vocabulary
from newstool.isodate import IsoDate

_NUMBER = re.compile(r"(?<![\d.,:/\-])(\d{1,3}|an?|one|eine[rm]?|une?|una|um|uma)(?![\d.,:/\-]|\w{20})")
_MAX_WORDS = 4  # of a phrase on either side of its number
_MAX_TEXT = 300  # characters that are looked at: a date line is shorter
_NEAR_DAY = re.compile(r"[^\W\d_][^\s\d,;:!?()|/]*(?: [^\W\d_][^\s\d,;:!?()|/]*)?")
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


def _before_phrases(text: str, end: int) -> list[tuple[str, int]]:
    """The last words before `end`, longest phrase first, and '' at the end."""
    words = list(re.finditer(r"[^\W\d_]+(?:\([^\W\d_]+\))?", text[max(0, end - 40) : end]))
    offset = max(0, end - 40)
    phrases = []
    for count in range(min(_MAX_WORDS, len(words)), 0, -1):
        start = offset + words[-count].start()
        if text[offset + words[-1].end() : end].strip():
            break
        phrases.append((" ".join(fold(text[start:end]).split()), start))
    return [*phrases, ("", end)]


def _after_phrases(text: str, start: int) -> list[tuple[str, int]]:
    """The first words after `start`, longest phrase first, and ''."""
    phrases: list[tuple[str, int]] = []
    window = text[start : start + 40]
    for match in re.finditer(r"[^\s\d,;:!?()|/–—•·]+", window):
        if window[: match.start()].strip(" \u00a0") != window[: match.start()].strip():
            break
        end = start + match.end()
        phrases.append((" ".join(fold(text[start:end]).split()), end))
        if len(phrases) == 1 and not match[0].isascii():
            # Chinese, Japanese and Korean go on without a space: '3小时前发布'.
            word = match[0]
            for length in range(min(6, len(word) - 1), 0, -1):
                phrases.append((fold(word[:length]), start + match.start() + length))
        if len(phrases) > _MAX_WORDS + 6:
            break
    phrases.sort(key=lambda phrase: -phrase[1])
    return [*phrases, ("", start)]


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
        position += len(text[position:]) - len(text[position:].lstrip(" ,|-–\u00a0"))
        found = read_clock(text, position)
        if found is not None:
            clock, clock_end = found
            break
        word = re.compile(r"[^\W\d_]+").match(text, position)
        if word is None or fold(word[0]) not in BEFORE_CLOCK:
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
