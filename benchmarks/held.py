"""How much of the gold is in a page's dump: a field can only be found if it is there."""

from __future__ import annotations

import re
from functools import cache

from benchmarks.scores import Answer, Gold, date_is_right, match_authors, normalize, title_is_right

# Languages of the gold and of most news; a month is looked for by name in each of them.
_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu"),
    *("ro", "tr", "el", "ru", "uk", "bg", "hr", "sl", "lt", "lv", "et", "id", "ms", "vi", "ca"),
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")
_AROUND_YEAR = 40  # characters: 'Wednesday, the 3rd of September, 2025' with room to spare


def holds_title(dump: str, gold: Gold) -> bool:
    return bool(gold.title) and normalize(gold.title) in normalize(dump)


def holds_authors(dump: str, gold: Gold) -> bool:
    """Whether every author's name is in the dump; also true if the gold names nobody."""
    words = f" {normalize(dump)} "
    return gold.authors is not None and all(
        f" {normalize(name)} " in words for name in gold.authors
    )


def holds_date(dump: str, gold: Gold) -> bool:
    """Whether the gold's day is in the dump in a usual written form, with its year."""
    if not gold.date:
        return False
    year, month, day = map(int, gold.date.split("-"))
    return _holds_numbers(dump, year, month, day) or _holds_words(dump, year, month, day)


def _holds_numbers(dump: str, year: int, month: int, day: int) -> bool:
    if any(tuple(map(int, found)) == (year, month, day) for found in _CJK.findall(dump)):
        return True
    for first, _, middle, last in _NUMBERS.findall(dump):
        years = {str(year), f"{year % 100:02}"}
        if first in years and (int(middle), int(last)) == (month, day):
            return True
        if last in years and {(int(first), int(middle))} & {(day, month), (month, day)}:
            return True
    return False


def _holds_words(dump: str, year: int, month: int, day: int) -> bool:
    """'September 3, 2025', '3. September 2025', '3 de setembro de 2025', '2025. szeptember 3.'"""
    folded = dump.casefold()
    names = _month_names()[month]
    is_day = re.compile(rf"(?<!\d)0?{day}(?!\d)")
    for found in re.finditer(rf"(?<!\d){year}(?!\d)", folded):
        before = folded[max(0, found.start() - _AROUND_YEAR) : found.start()]
        after = folded[found.end() : found.end() + _AROUND_YEAR]
        if any(is_day.search(near) and names.search(near) for near in (before, after)):
            return True
    return False


@cache
def _month_names() -> dict[int, re.Pattern[str]]:
    from babel.dates import get_month_names

    names: dict[int, set[str]] = {month: set() for month in range(1, 13)}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    names[month].add(name.rstrip(".").casefold())
    return {
        month: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
        for month, words in names.items()
    }


def score_held(pairs: list[tuple[Gold, Answer, str]]) -> dict[str, float]:
    """Title, author and date scores over the pages whose dump holds the gold, with their number.

    `dateP.held` is the share right of those answered, `dateR.held` of all that could be.
    """
    titled = [(gold, answer) for gold, answer, dump in pairs if holds_title(dump, gold)]
    named = [(gold, answer) for gold, answer, dump in pairs if holds_authors(dump, gold)]
    dated = [(gold, answer) for gold, answer, dump in pairs if holds_date(dump, gold)]
    scores: dict[str, float] = {}
    if titled:
        right = sum(title_is_right(answer.title, gold.title) for gold, answer in titled)
        scores |= {"title.held": right / len(titled), "title.pages": len(titled)}
    if named:
        counts = [match_authors(answer.authors, gold.authors or ()) for gold, answer in named]
        hit, said, known = (sum(column) for column in zip(*counts, strict=True))
        scores |= {
            "auF1.held": 2 * hit / (said + known) if said + known else 0.0,
            "auF1.pages": len(named),
        }
    if dated:
        right = sum(date_is_right(answer.date, gold.date) for gold, answer in dated)
        answered = sum(bool(answer.date) for _, answer in dated)
        scores |= {
            "dateP.held": right / answered if answered else 0.0,
            "dateR.held": right / len(dated),
            "date.pages": len(dated),
        }
    return scores
