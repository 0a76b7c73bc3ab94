"""Dates that machines wrote for machines: attributes, meta tags, JSON-LD, URLs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from newstool.dates.clock import read_zone, zone_offset
from newstool.dates.settling import NOTHING_KNOWN, Context, ReadDate, find_dates
from newstool.dates.words import month_numbers
from newstool.model.isodate import IsoDate
from newstool.vocabulary.patterns import later

_MAX_STAMP = 120  # characters of a stamp; JavaScript's own long form has some 70
_ISO = re.compile(
    r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?"
    r"(?:(?:T|t|\s{1,2}|T\s)(\d{1,2}):?(\d{2})(?::?(\d{2}|\d(?=Z|$))(?:[.,:](\d{1,9}))?)?)?(.*)",
    re.DOTALL,
)
_END_OF_DAY = later(r"T24(?=:00(?::00(?:\.0+)?)?(?![\d:.]))")
_EPOCH = later(r"\s*(1\d{9}|1\d{12}|[5-9]\d{8})(?:\.\d{1,6})?\s*")
_URL_DATE = re.compile(
    r"(?<!\d)((?:19[89]|20[0-4])\d)([/\-_.]?)(0?[1-9]|1[0-2])"
    r"(?:([/\-_.]?)(0[1-9]|[12]\d|3[01]|[1-9])(?!\d))?(?!\d)"
)
_URL_DAY_FIRST = re.compile(
    r"(?<!\d)(1[3-9]|2\d|3[01])([-_.])(0?[1-9]|1[0-2])\2((?:19[89]|20[0-4])\d)(?!\d)"
)
_URL_MONTH_NAME = re.compile(r"/((?:19[89]|20[0-4])\d)/([a-z]{3})[a-z]{0,6}/(?:(\d{1,2})(?=/|$))?")


def read_stamp(value: object, context: Context = NOTHING_KNOWN) -> ReadDate | None:
    """A metadata value of any type to its date; None when there is no date in it.

    ISO 8601 with the slips of the wild, seconds or milliseconds since 1970, RFC 2822 and written
    dates are read. `datetime` has the last word on whether a day and time exist.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)[:_MAX_STAMP] if not isinstance(value, float) else f"{value:.0f}"
    stamp = _iso_stamp(text, context.region, context.language) or _epoch_stamp(text)
    if stamp is not None:
        return ReadDate(stamp, text, 0, len(text))
    found = find_dates(text, context, limit=2)
    return found[0] if found else None


@lru_cache(maxsize=512)  # a page gives the same stamp in five places
def _iso_stamp(text: str, region: str | None, language: str | None) -> IsoDate | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, month2, day2, hour, minute, second, part, rest = match.groups()
    month, day = month or month2, day or day2
    if day is None and (hour or rest.strip()):
        return None
    iso = year
    for number in (month, day):
        iso += f"-{int(number):02}" if number else ""
    if hour:
        iso += f"T{int(hour):02}:{minute}"
        iso += f":{int(second):02}" if second else ""
        iso += f".{part[:6]}" if part and second else ""
        half = re.match(r"\s?([aApP])[mM]\b", rest)
        if half:
            return None  # a twelve-hour clock: read as written words
        iso += zone_offset(read_zone(rest, 0)[0], iso[:10], region, language)
    elif rest.strip() and not rest[:1].isspace() and rest[:1] not in "TtZ+,;|":
        return None
    return checked(iso)


def checked(iso: str) -> IsoDate | None:
    """The ISO string when such a moment exists and news can bear it, else None."""
    padded = iso + "-01-01"[len(iso) - len("YYYY") :] if len(iso) < len("YYYY-MM-DD") else iso
    if "T24" in padded:
        padded = _END_OF_DAY.sub("T00", padded)
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    return IsoDate(iso) if 1800 <= moment.year <= 2100 else None


def _epoch_stamp(text: str) -> IsoDate | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    seconds = int(match[1])
    if seconds > 10**11:
        seconds //= 1000
    moment = datetime.fromtimestamp(seconds, UTC)
    return IsoDate(f"{moment:%Y-%m-%dT%H:%M:%S}Z")


def url_date(url: str) -> ReadDate | None:
    """The date in a URL's path ('/2023/07/25/', '-20230725-', '/2023/07/'), as far as it goes."""
    path = url[:1000].partition("?")[0].partition("#")[0]
    best: ReadDate | None = None
    for match in _URL_DATE.finditer(path):
        iso = _url_day(path, match)
        if iso is not None and (best is None or best.value is None or len(iso) > len(best.value)):
            best = ReadDate(iso, match[0], match.start(), match.end())
    return best or _url_month_name(path) or _url_day_first(path)


def _url_day_first(path: str) -> ReadDate | None:
    """'/29-10-2021': day first, where the number can't be a month."""
    match = _URL_DAY_FIRST.search(path)
    iso = checked(f"{match[4]}-{int(match[3]):02}-{match[1]}") if match else None
    return ReadDate(iso, match[0], match.start(), match.end()) if match and iso else None


def _url_day(path: str, match: re.Match[str]) -> IsoDate | None:
    year, separator, month, second, day = match.groups()
    plain = not separator and not second
    if plain and (day is None or len(month) + len(day) < 4):
        return None  # digits run together are a date only when there are eight of them
    if day is None or (
        second == "/" and path[match.end() : match.end() + 1] not in ("", "/", ".", "_")
    ):
        # '/2023/07/10-things-to-do' gives the month only.
        return checked(f"{year}-{int(month):02}") if separator == "/" else None
    if len(month) == 1 and not (separator and second):
        return None
    return checked(f"{year}-{int(month):02}-{int(day):02}")


def _url_month_name(path: str) -> ReadDate | None:
    match = _URL_MONTH_NAME.search(path)
    if match is None:
        return None
    months = month_numbers(match[2], "en")
    if not months:
        return None
    iso = checked(f"{match[1]}-{months[0]:02}" + (f"-{int(match[3]):02}" if match[3] else ""))
    return ReadDate(iso, match[0], match.start(), match.end()) if iso else None
