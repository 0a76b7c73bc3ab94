"""Text folded for comparison: case, marks and spaces away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import is_beyond_latin

_CACHED = 80  # characters of a name up to which its reduced form is remembered
LETTERS = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")  # combining; those of other scripts aren't letters anyway


def site_words(text: str) -> str:
    """A name reduced to its letters and digits: 'The Daily-Café!' -> 'thedailycafe'.

    Case and accents go: a host has neither.
    """
    return _reduced(text) if len(text) <= _CACHED else _reduce(text)


@lru_cache(maxsize=1024)  # a page's names are asked about many times
def _reduced(text: str) -> str:
    return _reduce(text)


def _reduce(text: str) -> str:
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return letters_of(text)


MAX_TITLE = 600  # characters of a title that are looked at; the longest real ones have some 300

# Thai to Khmer run words together, as Chinese does; the vowels of Indian scripts are signs inside
# a word, which `\w` does not count.
_UNSPACED = r"\u0e00-\u0edf\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"

_INDIAN = r"\u0900-\u0963\u0966-\u0dff"

_WORD = later(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|[{_INDIAN}])+")

_UNSPACED_WORD = later(f"[{_UNSPACED}]")

# All but letters and digits is made a space: of ASCII byte by byte, which is many times as fast as
# the pattern that finds the rest.
_ASCII = bytes(c if c >= 128 or chr(c).isalnum() else 32 for c in range(256))
_ODD = re.compile(r"[^\w\x00-\x7f]")


def fold(text: str) -> str:
    """The text for comparing: NFKC, case folded, every run of punctuation one space."""
    text = text[:MAX_TITLE]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(_runs(text))


def letters_of(text: str) -> str:
    """The text's letters and digits alone, case folded."""
    return "".join(_runs(text))


def words(text: str) -> frozenset[str]:
    """The distinct words of a text or of its folded form; a Chinese character is a word."""
    return frozenset(all_words(text[:MAX_TITLE]))


def all_words(text: str) -> list[str]:
    """The words of a whole text in their order, case folded; a Chinese character is a word."""
    return _WORD.findall(text.casefold()) if is_beyond_latin(text) else _runs(text)


def _runs(text: str) -> list[str]:
    """The runs of letters and digits, case folded."""
    text = text.casefold()
    if not text.isascii():
        text = _ODD.sub(" ", text)
    return text.encode().translate(_ASCII).decode().split()


def count_words(text: str) -> float:
    """How many words a text has; of scripts that set no spaces, half of its characters."""
    text = text[:MAX_TITLE]
    found = len(all_words(text))
    return found - len(_UNSPACED_WORD.findall(text)) / 2 if is_beyond_latin(text) else found


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Share of common words in all words of both, 0 to 1 (Jaccard)."""
    if not one or not other:
        return 0.0
    common = len(frozenset(one) & frozenset(other))
    return common / (len(one) + len(other) - common)
