"""The vocabulary of keys: what files of articles call the fields of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from newstool.vocabulary.tables import load_table

# The fields that hold the article itself, in order of preference: the last holds HTML or text,
# whichever it looks like.
CONTENTS = ("html", "text", "content")

_LONGEST_KEY = 60  # characters; a longer key isn't one of ours
_MARKS = str.maketrans("", "", " _-:@()")


def fold_key(key: str) -> str:
    """'datePublished', 'date_published' and 'Date Published' as one; 'Author(s)' as 'authors'."""
    return key[:_LONGEST_KEY].translate(_MARKS).lower()


@cache
def document_keys() -> Mapping[str, tuple[str, ...]]:
    """The keys of each field as the table writes them, in order of preference."""
    return {entry["name"]: tuple(entry["keys"]) for entry in load_table("document_keys")["field"]}


@cache
def _places() -> Mapping[str, tuple[str, int]]:
    """Field and rank of each key."""
    return {
        fold_key(key): (field, rank)
        for field, keys in document_keys().items()
        for rank, key in enumerate(keys)
    }


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(map(fold_key, load_table("document_keys")["nouns"]))


@cache
def _inside() -> frozenset[str]:
    return frozenset(map(fold_key, load_table("document_keys")["inside"]))


def is_inside(key: str) -> bool:
    """Whether the keys of the object under this key count as those of the object around it."""
    return fold_key(key) in _inside()


def place_of(key: str) -> tuple[str, int] | None:
    """The field that a key names, and the key's rank among those that do; None for another key."""
    if len(key) > _LONGEST_KEY:
        return None
    folded = fold_key(key)
    return _places().get(folded) or _place_beside_noun(folded)


def _place_beside_noun(folded: str) -> tuple[str, int] | None:
    """The field of a key that also says whose it is: 'news_title', 'artikeltext', 'texto_noticia'.

    It ranks below all keys that say only the field.
    """
    for noun in _nouns():
        for bare in (folded.removeprefix(noun), folded.removesuffix(noun)):
            if bare != folded and (place := _places().get(bare)) is not None:
                return place[0], place[1] + len(_places())
    return None


def sort_keys(keys: Iterable[str]) -> dict[str, list[str]]:
    """The keys that name a field, by field, the preferred first; others are left out."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key in keys:
        place = place_of(key)
        if place is not None:
            found.setdefault(place[0], []).append((place[1], key))
    return {field: [key for _, key in sorted(ranked)] for field, ranked in found.items()}
