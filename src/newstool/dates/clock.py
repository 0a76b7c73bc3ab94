"""Times of day and time zones as news writes them: '8.34 Uhr MESZ', '下午3:05', '8:34 p.m. ET'."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from msgspec import Struct, convert

from newstool.dates.words import vocabulary
from newstool.vocabulary.tables import load_table


class _Words(Struct, frozen=True):
    before: str
    night: str
    after: tuple[str, ...]
    hour: str
    minute: str
    second: str
    whole: str
    any: str


class _Tables(Struct, frozen=True):
    """What `data/clock.toml` has."""

    words: _Words
    zones: dict[str, int]
    seasonal: dict[str, str]
    shared: dict[str, dict[str, int]]
    countries: dict[str, str]


@cache
def _tables() -> _Tables:
    return convert(load_table("clock"), _Tables)


_OFFSET = re.compile(r"\s?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?![\d:])")
_ZONE = re.compile(
    r"\s?[(\[]?\s?([A-Z\u0410-\u042f]{1,4})\b(?:\s?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?!\d))?(?:\s?[)\]])?"
)


@cache
def _clock() -> re.Pattern[str]:
    """A time of day with the words around it that say which half of the day it is in."""
    words = _tables().words
    before, hour, minute, second, whole, after_any = (
        "|".join(map(re.escape, each.split()))
        for each in (words.before, words.hour, words.minute, words.second, words.whole, words.any)
    )
    return re.compile(
        rf"(?<![\d:.,/+])(?:(?P<before>{before})\s?)?(?P<hour>\d{{1,2}})"
        r"(?:\s?[:：٫]\s?(?P<minute>\d{2})(?:\s?[:：]\s?(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?(?!\d)"
        r"|\.(?P<minute_dot>[0-5]\d)(?:\.(?P<second_dot>[0-5]\d))?(?![\d%]|[.,/]\d)"
        rf"|\s?(?:[hHu]|{hour})\s?(?P<minute_word>\d{{1,2}})(?!\d)\s?(?:{minute}|min\b|m\b)?"
        rf"(?:\s?(?P<second_word>\d{{2}})\s?(?:{second}))?"
        rf"|(?P<whole>\s?(?:(?:{whole})\b|{hour}))"
        r")?"
        rf"(?:\s?(?:{after_any})(?![^\W\d_]))?"
        rf"(?P<after>\s?(?:{'|'.join(words.after)}))?"
    )


_MILITARY = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?=\s?(?:GMT|UTC|hrs|hours)\b)")


class Clock(Struct, frozen=True):
    """A time of day: `text` is '08:34', '08:34:12.5' or '08'; `zone` 'Z', '+08:00', '' or a name.

    The offset of a name ('America/New_York', 'IST') depends on the day or the country.
    """

    text: str
    zone: str = ""


def read_clock(text: str, start: int) -> tuple[Clock, int] | None:
    """The time of day that begins at `start`, with its zone, and where it ends."""
    match = _MILITARY.match(text, start)
    if match:
        end = match.end()
        zone, end = read_zone(text, end)
        return Clock(f"{match[1]}:{match[2]}", zone), end
    match = _clock().match(text, start)
    if match is None:
        return None
    clock = _clock_text(match)
    if clock is None:
        return None
    zone, end = read_zone(text, match.end())
    return Clock(clock, zone if len(clock) > 2 else ""), end


def last_clock(text: str, start: int, end: int) -> tuple[Clock, int, int] | None:
    """The last time of day in `text[start:end]` with its span, or None."""
    found = None
    for match in _clock().finditer(text, start, end):
        if match["hour"] and _clock_text(match) is not None:
            clock = read_clock(text, match.start())
            if clock is not None and clock[1] <= end:
                found = clock[0], match.start(), clock[1]
    return found


def _clock_text(match: re.Match[str]) -> str | None:
    """'08:34' out of a match, or None when the numbers aren't a time of day."""
    minute = match["minute"] or match["minute_dot"] or match["minute_word"]
    half = _half(match)
    if minute is None and not half and not match["whole"]:
        return None
    signs = tuple(_tables().words.minute.split())
    if match["minute_word"] and len(minute) == 1 and not match[0].endswith(signs):
        return None
    hour = _hour(int(match["hour"]), half)
    if hour is None or (minute is not None and int(minute) > 59):
        return None
    if minute is None:
        return f"{hour:02}"
    second = match["second"] or match["second_dot"] or match["second_word"]
    if second is None:
        return f"{hour:02}:{int(minute):02}"
    if int(second) > 59:
        return None
    part = f".{match['part'][:6]}" if match["part"] else ""
    return f"{hour:02}:{int(minute):02}:{int(second):02}{part}"


def _half(match: re.Match[str]) -> str | None:
    word = match["before"] or match["after"]
    if not word:
        return None
    if word in _tables().words.night.split():
        return "pm" if 6 <= int(match["hour"]) < 12 else "am"
    folded = word.casefold().replace(" ", "").replace(".", "").strip()
    return vocabulary().day_periods.get(folded)


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day from 0 to 23, or None. '14:05 pm' stays 14, '12 am' is 0."""
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour if hour < 24 else None


def read_zone(text: str, start: int) -> tuple[str, int]:
    """The zone written at `start` ('Z', '+08:00', a name, or '') and where it ends."""
    match = _OFFSET.match(text, start)
    if match:
        zone = _offset(match[1], match[2], match[3])
        return (zone, _after_comment(text, match.end())) if zone else ("", start)
    match = _ZONE.match(text, start)
    if match is None:
        return "", start
    name = match[1]
    if match[2]:
        zone = _offset(match[2], match[3], match[4]) if name in ("UTC", "GMT") else ""
        return (zone, _after_comment(text, match.end())) if zone else ("", start)
    known = _tables()
    if name in known.seasonal:
        return known.seasonal[name], match.end()
    if name in known.shared:
        return name, match.end()
    minutes = known.zones.get(name)
    if minutes is None:
        return "", start
    return format_offset(minutes) if minutes else "Z", match.end()


_COMMENT = re.compile(r"\s?\([A-Za-z][^()\d]{1,40}\)")


def _after_comment(text: str, end: int) -> int:
    """Past '(CEST)' or '(Central European Summer Time)' after an offset."""
    match = _COMMENT.match(text, end)
    return match.end() if match else end


def _offset(sign: str, hours: str, minutes: str | None) -> str:
    total = int(hours) * 60 + int(minutes or 0)
    if total > 14 * 60:
        return ""
    return format_offset(total if sign == "+" else -total)


def format_offset(minutes: int) -> str:
    """480 -> '+08:00'."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def zone_offset(zone: str, day: str, region: str | None, language: str | None) -> str:
    """The offset that a `Clock`'s zone has on a day 'YYYY-MM-DD' in a country; '' for unknown.

    Without a country, the one that the language is written in is taken.
    """
    if "/" in zone:
        return _seasonal_offset(zone, day)
    known = _tables()
    if zone not in known.shared:
        return zone
    minutes = known.shared[zone].get(region or known.countries.get(language or "", ""))
    return "" if minutes is None else format_offset(minutes)


@cache
def _seasonal_offset(zone: str, day: str) -> str:
    """The offset of a named zone on a day, '' where the zone's rules are missing."""
    from dateutil import tz

    rules = tz.gettz(zone)
    offset = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=rules).utcoffset()
    return (
        "" if rules is None or offset is None else format_offset(round(offset.total_seconds() / 60))
    )
