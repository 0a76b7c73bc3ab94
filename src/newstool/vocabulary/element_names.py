"""The vocabulary of `data/headline.toml`, loaded when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct, convert

from newstool.vocabulary.folding import fold
from newstool.vocabulary.tables import load_table


class TokenRule(Struct, frozen=True):
    """Parts of class names that say what an element is."""

    id: str
    why: str
    catches: str
    spares: str
    tokens: tuple[str, ...]


class TextRule(Struct, frozen=True):
    """Whole texts that say nothing about the page they are on."""

    why: str
    catches: str
    spares: str
    texts: tuple[str, ...]


class HeadlineRules(Struct, frozen=True):
    """The file as it is written."""

    tokens: tuple[TokenRule, ...]
    generic: TextRule


@cache
def load_rules() -> HeadlineRules:
    """The rules with their reasons and examples."""
    return convert(load_table("headline"), HeadlineRules)


@cache
def tokens(rule: str) -> tuple[str, ...]:
    """The tokens of one rule; KeyError-free: a test holds the ids that the code asks for."""
    return next((entry.tokens for entry in load_rules().tokens if entry.id == rule), ())


@cache
def generic_headings() -> frozenset[str]:
    """Folded texts of headings that name a box or a part of the page."""
    return frozenset(fold(text) for text in load_rules().generic.texts)


def names_of(attributes: Mapping[str, str | None]) -> str:
    """An element's class, id and itemprop in lower case, '' when it has none."""
    if not attributes:
        return ""
    parts = (attributes.get("class"), attributes.get("id"), attributes.get("itemprop"))
    return " ".join(part for part in parts if part)[:500].lower()


@lru_cache(maxsize=1024)  # the elements around one heading are around the next one too
def is_called(rule: str, names: str) -> bool:
    """True when one of the rule's tokens is in an element's names."""
    return bool(names) and any(token in names for token in tokens(rule))
