"""What scripts end sentences with, and how much a character says."""

from __future__ import annotations

import re

from newstool.vocabulary.patterns import later

# In Latin, Chinese, Hindi, Urdu, Armenian, Amharic, Burmese, Khmer and Tibetan; Arabic has its own
# question mark.
FULL_STOPS = frozenset(".。।۔։።။។།")
SENTENCE_ENDS = FULL_STOPS | frozenset("!?！？…؟፧")

# What may follow a sentence's end: quotation marks and brackets.
_CLOSERS = "\"'”’»)]」』）"
# Scripts that are written without sentence ends: Thai and Lao. A line as long is a sentence.
_ENDLESS = ("\u0e00", "\u0eff")
_ENDLESS_SENTENCE = 45  # characters

# Ranges for a pattern's character class.
KANA = "\u3040-\u30ff"
HAN = "\u3400-\u9fff"
HANGUL = "\uac00-\ud7a3"

# Latin letters, marks, arrows, boxes and pictures.
_BEYOND_LATIN = re.compile(
    "[^\x00-\u02ff\u1e00-\u1eff\u2000-\u2bff\ufe00-\ufe0f\ufeff\ufffd\U0001f000-\U0001ffff]"
)
_EAST_ASIAN = later(f"[{KANA}{HAN}{HANGUL}]")
_WIDE = later(rf"[\u0e00-\u0eff{KANA}{HAN}{HANGUL}]")
_WIDE_WEIGHT = 2.5  # a Chinese or Japanese character says as much as so many Latin letters
_WEIGHED = 1000  # characters; a longer text is long in any script


def is_beyond_latin(text: str) -> bool:
    """Whether more than Latin letters and marks is in the text.

    A quick look before patterns that hold the characters of Chinese, which take long to compile.
    """
    return not text.isascii() and _BEYOND_LATIN.search(text) is not None


def weight_of(text: str) -> int:
    """Length in Latin letters."""
    size = len(text)
    if size < _WEIGHED and is_beyond_latin(text) and _WIDE.search(text):
        return int(size * _WIDE_WEIGHT)
    return size


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does; in Thai and Lao, whether it is as long as one."""
    last = text.rstrip(_CLOSERS)[-1:]
    if last in SENTENCE_ENDS:
        return bool(last)
    return is_endless(last) and len(text) >= _ENDLESS_SENTENCE


def is_endless(character: str) -> bool:
    """Whether a character is of a script that is written without sentence ends."""
    return _ENDLESS[0] <= character <= _ENDLESS[1]


def has_east_asian(text: str) -> bool:
    """Whether a Chinese, Japanese or Korean character is in the text."""
    return is_beyond_latin(text) and _EAST_ASIAN.search(text) is not None


def is_east_asian(text: str, at: int = 0) -> bool:
    """Whether there is a Chinese, Japanese or Korean character at `at`; False at the end."""
    character = text[at : at + 1]
    return character >= KANA[0] and (
        character <= KANA[-1]
        or HAN[0] <= character <= HAN[-1]
        or HANGUL[0] <= character <= HANGUL[-1]
    )
