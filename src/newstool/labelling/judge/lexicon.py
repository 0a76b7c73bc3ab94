"""Words and class names that speak for or against body text, as learned log-odds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from newstool.vocabulary.scripts import has_east_asian

# 'article-bodyText' -> article, body, Text; digits and hashes of CSS modules say nothing.
_CLASS_WORD = re.compile(r"(?:[A-Z]|(?<![a-z]))[a-z]{2,20}(?![a-z])|[A-Z]{2,20}")
_WORD = re.compile(r"[^\W\d_]+|[©®|»›→]")
# In ASCII, lower-cased: what `_WORD` finds is what is left when all else is made spaces.
_ASCII_WORDS = bytes(
    ord(c.lower()) if c.isalpha() or c == "|" else 32 for c in map(chr, range(256))
)
_WORDS_READ = 12  # furniture shows in a block's first words; more cost time and gain nothing
_MAX_CLASS_CHARS = 300
_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid")


class Lexicon:
    """Log-odds of words and class names; see `training/lexicons.py` for how they are made."""

    def __init__(self, words: Mapping[str, float], classes: Mapping[str, float]) -> None:
        self.words = words
        self.classes = classes
        self.odds_of = lru_cache(maxsize=8192)(self._odds_of)

    def _odds_of(self, names: str) -> tuple[float, float]:
        """The sum of the log-odds of an element's names, and the lowest of them; 0 for none."""
        found = [self.classes.get(word, 0.0) for word in class_words(names)]
        return sum(found), min(found, default=0.0)


def text_words(text: str) -> list[str]:
    """The words of a block that the lexicon knows by: the first few, lower-cased.

    Scripts without spaces are read by pairs of characters.
    """
    head = text[:120]
    if head.isascii():
        head = head.encode().translate(_ASCII_WORDS).decode()
        return head.replace("|", " | ").split()[:_WORDS_READ]
    head = head.lower()
    words = _WORD.findall(head)[:_WORDS_READ]
    if has_east_asian(head):
        words = [w for word in words for w in _pieces(word)][: _WORDS_READ * 2]
    return words


def _pieces(word: str) -> list[str]:
    if not has_east_asian(word):
        return [word]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def class_words(names: str) -> tuple[str, ...]:
    """The words in an element's `class_names`, lower-cased."""
    return tuple(dict.fromkeys([word.lower() for word in _CLASS_WORD.findall(names)]))


def class_names(attributes: Mapping[str, str | None]) -> str:
    """An element's class, id, role, itemprop and test marks."""
    if len(attributes) == 1 and "class" in attributes:  # most elements
        return (attributes["class"] or "")[:_MAX_CLASS_CHARS]
    named = [attributes[name] or "" for name in _NAMING if name in attributes]
    return " ".join(named)[:_MAX_CLASS_CHARS]
