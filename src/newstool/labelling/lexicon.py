"""Words and class names that speak for or against body text, as learned log-odds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# 'article-bodyText' -> article, body, Text; digits and hashes of CSS modules say nothing.
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,20}|[A-Z]{2,20}")
_WORD = re.compile(r"[^\W\d_]+|[©®|»›→]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORDS_READ = 12  # furniture shows in a block's first words; more cost time and gain nothing
_MAX_CLASS_CHARS = 300
_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid")


def text_words(text: str) -> list[str]:
    """The words of a block that the lexicon knows by: the first `WORDS_READ`, lower-cased.

    Scripts without spaces are read by pairs of characters.
    """
    head = text[:120].lower()
    words = _WORD.findall(head)[:WORDS_READ]
    if not head.isascii() and _CJK.search(head):
        words = [w for word in words for w in _pieces(word)][: WORDS_READ * 2]
    return words


def _pieces(word: str) -> Iterable[str]:
    if not _CJK.search(word):
        return (word,)
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


@lru_cache(maxsize=8192)
def class_words(names: str) -> tuple[str, ...]:
    """The words in an element's class, id and role, lower-cased."""
    found = _CLASS_WORD.findall(names[:_MAX_CLASS_CHARS])
    return tuple(dict.fromkeys(word.lower() for word in found))


def class_names(attributes: Mapping[str, str | None]) -> str:
    """What `class_words` reads of an element: its class, id, role, itemprop and test marks."""
    return " ".join(filter(None, map(attributes.get, _NAMING)))
