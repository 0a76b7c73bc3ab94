"""Times of day and time zones as news writes them: '8.34 Uhr MESZ', '下午3:05', '8:34 p.m. ET'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from msgspec import Struct

from newstool.dates.words import vocabulary

# Minutes east of Greenwich, of zones that one place has or nobody else writes in news.
_FIXED_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "UT": 0,
    "WEST": 60, "CET": 60, "MEZ": 60, "WAT": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "SAST": 120, "CAT": 120,
    "EEST": 180, "MSK": 180, "МСК": 180, "EAT": 180, "TRT": 180,
    "PKT": 300, "WIB": 420, "WITA": 480, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480,
    "AWST": 480, "WIT": 540, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780,
    "NDT": -150, "NST": -210, "ADT": -180, "BRT": -180, "ART": -180, "CLT": -240,
    "EDT": -240, "EST": -300, "CDT": -300, "MDT": -360, "PDT": -420, "PST": -480,
    "AKDT": -480, "AKST": -540, "HST": -600,
}  # fmt: skip
# Whose offset depends on the day of the year: dateutil reads it from the zone's own rules.
_SEASONAL_ZONES = {"ET": "America/New_York", "PT": "America/Los_Angeles"}
# Which several places share: minutes by the countries that write them so. Where the document's
# country isn't one of these, the time has no zone.
_SHARED_ZONES: Mapping[str, Mapping[str, int]] = {
    "IST": {"IN": 330, "LK": 330, "IL": 120, "IE": 60},
    "BST": {"GB": 60, "BD": 360},
    "CST": {"US": -360, "CA": -360, "MX": -360, "CN": 480, "TW": 480, "HK": 480, "MO": 480},
    "MST": {"US": -420, "CA": -420, "MX": -420, "MY": 480},
    "AST": {"CA": -240, "PR": -240, "BM": -240, "BB": -240, "TT": -240}
    | dict.fromkeys(("SA", "KW", "QA", "BH", "IQ", "YE"), 180),
}
# The country that a language is written in, for pages that name no country.
_COUNTRIES: Mapping[str, str] = {
    "he": "IL", "ga": "IE", "ms": "MY", "zh": "CN", "si": "LK",
    **dict.fromkeys(("hi", "mr", "gu", "te", "kn", "ml", "or", "pa", "as", "ta"), "IN"),
}  # fmt: skip

_OFFSET = re.compile(r"\s?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?![\d:])")
_ZONE = re.compile(
    r"\s?[(\[]?\s?([A-ZМСК]{1,4})\b(?:\s?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?!\d))?(?:\s?[)\]])?"
)
_HALF_BEFORE = (
    "(?P<before>上午|午前|오전|早上|早晨|凌晨|清晨|새벽|"
    "下午|午後|午后|오후|晚上|晚间|傍晚|中午|저녁|"
    "সকাল|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত|सुबह|दोपहर|शाम|रात|अपराह्न|पूर्वाह्न|सकाळी|दुपारी|सायंकाळी|"
    "காலை|மாலை|முற்பகல்|பிற்பகல்|ఉదయం|సాయంత్రం|మధ్యాహ్నం|ಬೆಳಗ್ಗೆ|ಸಂಜೆ|ಮಧ್ಯಾಹ್ನ|രാവിലെ|വൈകിട്ട്|"
    "ഉച്ചയ്ക്ക്|સવારે|સાંજે|બપોરે|صبح|شام|دوپہر)"
)
_NIGHT = ("রাত", "रात")  # from evening to morning: 9:12 is pm, 2:00 am
_CLOCK = re.compile(
    rf"(?<![\d:.,/+])(?:{_HALF_BEFORE}\s?)?(?P<hour>\d{{1,2}})"
    r"(?:\s?[:：٫]\s?(?P<minute>\d{2})(?:\s?[:：]\s?(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?(?!\d)"
    r"|\.(?P<minute_dot>[0-5]\d)(?:\.(?P<second_dot>[0-5]\d))?(?![\d%]|[.,/]\d)"
    r"|\s?(?:[hHu]|時|时|点|點|시)\s?(?P<minute_word>\d{1,2})(?!\d)\s?(?:分|분|min\b|m\b)?"
    r"(?:\s?(?P<second_word>\d{2})\s?(?:秒|초))?"
    r"|(?P<whole>\s?(?:[hH]\b|hrs?\b|(?:[Uu]hr|UHR)\b|uur\b|時|时|点|點|시))"
    r")?"
    r"(?:\s?(?:[Uu]hr|UHR|hrs?|[Hh]s|uur|น\.|น)(?![^\W\d_]))?"
    r"(?P<after>\s?(?:[aApPπμ]\s?\.?\s?[mMμ]\b\.?|[vV]orm\.|[nN]achm\.|ص\b|صباحا\b|صباحًا\b|م\b|مساء\b|مساءً|"
    r"ق\.ظ|ب\.ظ|এএম|পিএম|পূর্বাহ্ন|অপরাহ্ন|पूर्वाह्न|अपराह्न|முற்பகல்|பிற்பகல்))?"
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
    match = _CLOCK.match(text, start)
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
    for match in _CLOCK.finditer(text, start, end):
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
    if match["minute_word"] and len(minute) == 1 and not match[0].endswith(("分", "분")):
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
    if word in _NIGHT:
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
    if name in _SEASONAL_ZONES:
        return _SEASONAL_ZONES[name], match.end()
    if name in _SHARED_ZONES:
        return name, match.end()
    minutes = _FIXED_ZONES.get(name)
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
    if zone not in _SHARED_ZONES:
        return zone
    minutes = _SHARED_ZONES[zone].get(region or _COUNTRIES.get(language or "", ""))
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
