"""Writes `vocabulary/data/date_words.json`: the words of dates in the languages of news.

    python training/make_date_words.py

Months and weekdays (wide and abbreviated, as used inside a date and on their own) and '2 hours
ago' come from the Unicode CLDR by way of `babel`; date_words.toml names the locales and adds what
newspapers write and CLDR lacks. The file maps each folded word to its number; a word that means
different months in different languages ('listopad') is mapped per language instead.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

from babel import Locale, localedata
from babel.dates import format_timedelta

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "newstool" / "vocabulary" / "data" / "date_words.json"
ADDITIONS = tomllib.loads((HERE / "date_words.toml").read_text(encoding="utf-8"))
LOCALES = ADDITIONS["locales"].split()
UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629800}

_NUMBERED = re.compile(r"\d")
_LATIN_OR_GREEK = re.compile(r"[\u0041-\u024f\u0370-\u03ff\u1e00-\u1fff\u0300-\u036f .'’-]+")


def fold(word: str) -> str:
    """The form words are looked up by: composed, case-folded, without joiners and final dots."""
    word = unicodedata.normalize("NFC", word.casefold()).replace("\u200c", "")
    return " ".join(word.split()).rstrip(".'’׳")


def without_marks(word: str) -> str:
    """'février' -> 'fevrier': how capitals and hurried typists write it. Latin and Greek only."""
    if not _LATIN_OR_GREEK.fullmatch(word):
        return word
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def variants(word: str) -> set[str]:
    """A CLDR word in every folded form it is met in. Numbered months ('1월') give none."""
    word = re.sub(r"^(?:de |d’)", "", word)  # Catalan 'de juliol', 'd’agost'
    if _NUMBERED.search(word) or len(fold(word)) < 2:
        return set()
    forms = {fold(word), fold(word.upper())}
    return forms | {without_marks(form) for form in forms}


def fresh_locale(name: str) -> Locale:
    # babel merges aliases in place: a second locale may show the words of the first (babel 2.18).
    localedata._cache.clear()
    return Locale.parse(name)


def names(locale: Locale, kind: str) -> Iterator[tuple[int, str]]:
    """(number, word) of months (1 to 12) or days (0 is Monday) in wide and abbreviated form."""
    table = locale.months if kind == "months" else locale.days
    for context in table.values():
        for width in ("wide", "abbreviated"):
            yield from context.get(width, {}).items()


def gather(kind: str) -> dict[str, dict[str, int]]:
    """folded word -> {language: number}."""
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for name in LOCALES:
        locale = fresh_locale(name)
        for number, word in names(locale, kind):
            for form in variants(word):
                table[form].setdefault(locale.language, number)
    for language, words in ADDITIONS[kind].items():
        for word, number in words.items():
            for form in variants(word):
                table[form][language] = number
    if kind == "months":
        add_leads(table)
    return table


def add_leads(table: dict[str, dict[str, int]]) -> None:
    """Months with what a language writes onto them."""
    for language, leads in ADDITIONS["month_leads"].items():
        for word, meanings in list(table.items()):
            for lead in leads.split() if language in meanings else ():
                table[lead + word].setdefault(language, meanings[language])


def sign_weekdays() -> Iterator[tuple[str, int]]:
    """('星期一', 0), ('火曜日', 1), ('화', 1)."""
    for forms in ADDITIONS["sign_weekdays"]:
        around = product(forms["before"].split(), forms["after"].split())
        for before, after in around:
            for number, sign in enumerate(forms["days"].split()):
                yield f"{before}{sign}{after}".replace("·", ""), number


def split_contested(
    table: dict[str, dict[str, int]],
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Words with one meaning in all languages, and the others with their meaning in each."""
    agreed, contested = {}, {}
    for word in sorted(table):
        meanings = table[word]
        if len(set(meanings.values())) == 1:
            agreed[word] = next(iter(meanings.values()))
        else:
            contested[word] = dict(sorted(meanings.items()))
    return agreed, contested


def ago_phrases() -> Iterator[tuple[str, str]]:
    """('vor 2 Stunden', 'hour') in every locale, for the numbers that take different plurals."""
    for name in [*LOCALES, "zh", "zh_Hant", "ja", "ko"]:
        locale = fresh_locale(name)
        for unit, seconds in UNITS.items():
            for number in (1, 2, 3, 5, 11, 21):
                try:
                    words = format_timedelta(
                        timedelta(seconds=-seconds * number),
                        granularity=unit,
                        threshold=100,
                        add_direction=True,
                        locale=locale,
                    )
                except KeyError:  # CLDR has no such words in this language
                    continue
                yield words, unit


def ago_words() -> dict[str, str]:
    """'vor|stunden' -> 'hour': the folded words before and after the number."""
    found: dict[str, set[str]] = defaultdict(set)
    for words, unit in ago_phrases():
        before, _, after = re.sub(r"\d+", "\0", words, count=1).partition("\0")
        if fold(before) or fold(after):
            found[f"{fold(before)}|{fold(after)}"].add(unit)
        if fold(before) == "قبل":  # CLDR writes 'before', newspapers 'since'
            found[f"منذ|{fold(after)}"].add(unit)
    for unit, endings in ADDITIONS["ago"].items():
        for ending in endings.split("|"):
            found[f"|{ending}"].add(unit)
    # A phrase without a number of its own ('yesterday') or with two meanings is of no use.
    return {key: units.pop() for key, units in sorted(found.items()) if len(units) == 1}


def main() -> None:
    months, contested_months = split_contested(gather("months"))
    weekdays, contested_weekdays = split_contested(gather("weekdays"))
    near = {"today": 0, "yesterday": -1}
    words = {
        "source": "Unicode CLDR by way of babel, with additions; see training/make_date_words.py",
        "months": months,
        "contested_months": contested_months,
        "persian_months": ADDITIONS["persian_months"],
        "weekdays": weekdays,
        "contested_weekdays": contested_weekdays,
        "sign_weekdays": dict(sign_weekdays()),
        "day_periods": {
            word: half for half, words in ADDITIONS["day_periods"].items() for word in words.split()
        },
        "ago": ago_words(),
        "near_days": {
            fold(word.replace("·", " ")): near[name]
            for name, words in ADDITIONS["near_days"].items()
            for word in words.split()
        },
        **{name: sorted(words.split()) for name, words in ADDITIONS["small_words"].items()},
    }
    TARGET.write_text(json.dumps(words, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
