"""Words and class names that speak for or against body text, as learned log-odds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from newstool.vocabulary.scripts import has_east_asian

# 'article-bodyText' -> article, body, Text; digits and hashes of CSS modules say nothing.
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,20}|[A-Z]{2,20}")
_WORD = re.compile(r"[^\W\d_]+|[©®|»›→]")
# In ASCII, lower-cased: what `_WORD` finds is what is left when all else is made spaces.
_ASCII_WORDS = bytes(
    ord(c.lower()) if c.isalpha() or c == "|" else 32 for c in map(chr, range(256))
)
_WORDS_READ = 12  # furniture shows in a block's first words; more cost time and gain nothing
_MAX_CLASS_CHARS = 300
_LONGEST_WORD = 20  # letters; class names with longer ones are hashes
_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid")


class Lexicon:
    """Log-odds of words and class names; see `training/lexicons.py` for how they are made."""

    def __init__(self, words: Mapping[str, float], classes: Mapping[str, float]) -> None:
        self.words = words
        self.classes = classes
        self._weigh = lru_cache(maxsize=8192)(self._weigh_names)

    def weigh_names(self, attributes: Mapping[str, str | None]) -> tuple[float, float]:
        """The sum of the log-odds of an element's names, and the lowest of them; 0 for none."""
        return self._weigh(class_names(attributes)[:_MAX_CLASS_CHARS])

    def _weigh_names(self, names: str) -> tuple[float, float]:
        found = [self.classes.get(word, 0.0) for word in class_words(names)]
        return sum(found), min(found, default=0.0)


def text_words(text: str) -> list[str]:
    """The words of a block that the lexicon knows by: the first few, lower-cased.

    Scripts without spaces are read by pairs of characters.
    """
    head = text[:120]
    if head.isascii():
        head = head.encode().translate(_ASCII_WORDS).decode()
        if "|" in head:
            head = head.replace("|", " | ")
        return head.split()[:_WORDS_READ]
    head = head.lower()
    words = _WORD.findall(head)[:_WORDS_READ]
    if has_east_asian(head):
        words = [w for word in words for w in _pieces(word)][: _WORDS_READ * 2]
    return words


def _pieces(word: str) -> Iterable[str]:
    if not has_east_asian(word):
        return (word,)
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def class_words(names: str) -> tuple[str, ...]:
    """The words in an element's class, id and role, lower-cased."""
    names = names[:_MAX_CLASS_CHARS]
    if names.isascii() and names.islower():
        found = names.encode().translate(_ASCII_WORDS).decode().replace("|", " ").split()
        return tuple(dict.fromkeys([word for word in found if 2 <= len(word) <= _LONGEST_WORD]))
    return tuple(dict.fromkeys([word.lower() for word in _CLASS_WORD.findall(names)]))


def class_names(attributes: Mapping[str, str | None]) -> str:
    """What `class_words` reads of an element: its class, id, role, itemprop and test marks."""
    if len(attributes) == 1 and "class" in attributes:  # most elements
        return attributes["class"] or ""
    return " ".join([attributes[name] or "" for name in _NAMING if name in attributes])
