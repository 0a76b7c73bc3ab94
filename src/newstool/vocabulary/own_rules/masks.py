"""Lines with what changes from day to day taken out: numbers, dates and names.

`masked('Ana Ruiz joined the Courier on 3 May 2021.')` is '{name} joined the {name} on {date}'. A
rule writes such a form, and what learns from a batch counts lines by it: both use this function, so
what was counted as one is matched as one.
"""

from __future__ import annotations

from functools import cache

import msgspec

from newstool.vocabulary.furniture_rules import fold
from newstool.vocabulary.names import given_names
from newstool.vocabulary.tables import DATA

NUMBER, DATE, NAME = "{number}", "{date}", "{name}"
PLACEHOLDERS = (NUMBER, DATE, NAME)
_EDGES = ".,:;!?()[]\"'“”„‘’«»‹›–—-|/•·*…"
_SHORTEST_MONTH = 4  # letters; shorter ones are words as well, and months beside a number alone


def masked(text: str, *, names: bool) -> str:
    """The words of a line, folded, without punctuation; numbers and dates, and with `names` what
    is written like a name, are placeholders. Linear in the line's length."""
    found: list[str] = []
    begins = True
    tokens = text.split()
    for place, token in enumerate(tokens):
        word = token.strip(_EDGES)
        if word:
            beside = tokens[max(place - 1, 0) : place + 2]
            mask = _mask(word, names, begins, beside)
            if mask is None:
                found.append(fold(word))
            elif mask == DATE and found and found[-1] in (NUMBER, DATE):
                found[-1] = DATE
            elif not (found and (found[-1] == mask or (mask == NUMBER and found[-1] == DATE))):
                found.append(mask)
        begins = token[-1] in ".!?:" if word else begins
    return " ".join(found)


def as_form(written: str) -> str:
    """A form as a rule writes it, as `masked` gives it."""
    return " ".join(
        token if token in PLACEHOLDERS else fold(token.strip(_EDGES))
        for token in written.split()
        if token.strip(_EDGES)
    )


def _mask(word: str, names: bool, begins: bool, beside: list[str]) -> str | None:
    if _has_digit(word):
        return NUMBER
    if fold(word) in _date_words() and (
        (len(word) >= _SHORTEST_MONTH and word[0].isupper() and not begins)
        or any(map(_has_digit, beside))
    ):
        return DATE
    if not names or not word[0].isupper():
        return None
    if begins:  # of a sentence: any word is written so there
        return NAME if fold(word) in given_names() else None
    return NAME


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


@cache
def _date_words() -> frozenset[str]:
    """The names of months and weekdays."""
    table = msgspec.json.decode((DATA / "date_words.json").read_bytes())
    return frozenset(word for word in (*table["months"], *table["weekdays"]) if len(word) > 2)
