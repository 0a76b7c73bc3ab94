"""The words dates are written with: Unicode CLDR and additions, `data/date_words.json`."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from newstool.vocabulary.tables import DATA


class Vocabulary(Struct, frozen=True):
    """Folded words. Weekdays count from Monday, 0; `contested` words differ by language.

    `fillers` may be between the parts of one date, `before_clock` between a date and its time
    of day, `after_clock` between a time of day and its date. `everyday` months and weekdays are
    also words of another kind; `short_months` are month names of three letters that are not.
    """

    months: dict[str, int]
    contested_months: dict[str, dict[str, int]]
    persian_months: dict[str, int]
    weekdays: dict[str, int]
    contested_weekdays: dict[str, dict[str, int]]
    day_periods: dict[str, Literal["am", "pm"]]
    ago: dict[str, str]
    near_days: dict[str, int]
    fillers: frozenset[str]
    before_clock: frozenset[str]
    after_clock: frozenset[str]
    everyday_months: frozenset[str]
    short_months: frozenset[str]
    everyday_weekdays: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The word lists, read once."""
    raw = (DATA / "date_words.json").read_bytes()
    return msgspec.json.decode(raw, type=Vocabulary)


@cache
def name_starts() -> frozenset[str]:
    """The first words of months whose names have several: 'كانون الثاني'."""
    return frozenset(name.partition(" ")[0] for name in vocabulary().months if " " in name)


def fold(word: str) -> str:
    """The form words are looked up by: case-folded, composed, without joiners and final dots."""
    word = word.casefold()
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("\u200c", "")
    return word.rstrip(".'’׳")


def month_numbers(word: str, language: str | None) -> tuple[int, ...]:
    """The months a folded word can mean, the one in `language` alone where it is known there."""
    words = vocabulary()
    number = words.months.get(word)
    if number is not None:
        return (number,)
    contested = words.contested_months.get(word)
    if contested is not None:
        if language in contested:
            return (contested[language],)
        return tuple(dict.fromkeys(contested.values()))
    # Prefixes written onto the word: French and Catalan d', Hebrew 'in', 'of'.
    if word[:2] in ("d'", "d’", "d´"):
        return month_numbers(word[2:], language)
    # The word for 'month', written onto its name in Thai, Khmer and Lao.
    for lead in ("เดือน", "ខែ", "ເດືອນ"):
        if word.startswith(lead) and word[len(lead) :] in words.months:
            return (words.months[word[len(lead) :]],)
    if word[:1] in "בלמ" and word[1:] in words.months:
        return (words.months[word[1:]],)
    return ()


def weekday_numbers(word: str, *, marked: bool = True) -> frozenset[int]:
    """The weekdays a folded word can mean; 0 is Monday. Empty when it isn't a weekday.

    `marked` means that a full stop, comma or bracket follows it ('So., 25.07.'), without which an
    everyday word is not taken for a weekday.
    """
    if not marked and word in vocabulary().everyday_weekdays:
        return frozenset()
    words = vocabulary()
    number = words.weekdays.get(word)
    if number is not None:
        return frozenset((number,))
    contested = words.contested_weekdays.get(word)
    if contested is not None:
        return frozenset(contested.values())
    return _east_asian_weekday(word)


_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_CHINESE_LEADS = ("星期", "礼拜", "禮拜", "周", "週")
_SIGN_DAYS = {
    **{"月": 0, "火": 1, "水": 2, "木": 3, "金": 4, "土": 5, "日": 6},
    **{"월": 0, "화": 1, "수": 2, "목": 3, "금": 4, "토": 5, "일": 6},
}


def _east_asian_weekday(word: str) -> frozenset[int]:
    """'星期二', '周二', '火曜日', and the bare sign of '(火)'."""
    number = None
    if word.startswith(_CHINESE_LEADS):
        lead = 2 if word[:1] in "星礼禮" else 1
        number = _CHINESE_DAYS.get(word[lead : lead + 1])
    elif len(word) == 1 or word[1:] in ("曜日", "曜", "요일"):
        number = _SIGN_DAYS.get(word[0])
    return frozenset() if number is None else frozenset((number,))
