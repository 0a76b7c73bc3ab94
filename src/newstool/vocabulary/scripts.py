"""What scripts end sentences with, East Asian writing, and patterns compiled when first needed.

`re` looks at each character of a class when it compiles it: one with the twenty thousand of
Chinese takes two milliseconds, which most pages need not pay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# In Latin, Chinese, Hindi, Urdu, Armenian, Amharic, Burmese, Khmer and Tibetan; Arabic has its own
# question mark.
FULL_STOPS = frozenset(".。।۔։።။។།")
SENTENCE_ENDS = FULL_STOPS | frozenset("!?！？…؟፧")

# Ranges for a pattern's character class.
KANA = "\u3040-\u30ff"
HAN = "\u3400-\u9fff"
HANGUL = "\uac00-\ud7a3"


def later(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """The pattern, compiled at the first call."""
    return cache(lambda: re.compile(pattern, flags))


_EAST_ASIAN = later(f"[{KANA}{HAN}{HANGUL}]")


def has_east_asian(text: str) -> bool:
    """Whether a Chinese, Japanese or Korean character stands in the text."""
    return not text.isascii() and _EAST_ASIAN().search(text) is not None


def is_east_asian(text: str, at: int = 0) -> bool:
    """Whether a Chinese, Japanese or Korean character stands at `at`; none stands at the end."""
    return text[at : at + 1] >= KANA[0] and _EAST_ASIAN().match(text, at) is not None
