"""The vocabulary of `data/declared_places.toml`: where pages declare each field."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from msgspec import Struct

from newstool.vocabulary.tables import load_table


class Kind(StrEnum):
    """The kind of a place in which a page or a file declares something of itself."""

    GIVEN = "given"  # outside the document, which comes before all places in it
    LINE = "line"
    JSON_LD = "json-ld"
    META = "meta"
    MICRODATA = "microdata"
    LINK = "link"
    ELEMENT = "element"


_KINDS = {kind.value: kind for kind in Kind} | {"itemprop": Kind.MICRODATA}


class Place(Struct, frozen=True):
    """A place by its kind and name; `source` is what evidence calls it: 'meta:og:title'."""

    kind: Kind
    name: str
    source: str


@cache
def places_of(field: str) -> tuple[Place, ...]:
    """The places that may declare a field, the most trusted first. KeyError for another name."""
    return tuple(map(_place, load_places()[field].split()))


@cache
def load_places() -> dict[str, str]:
    """The table as it is written: for each field its places, separated by white space."""
    return load_table("declared_places")


def _place(source: str) -> Place:
    kind, _, name = source.partition(":")
    return Place(_KINDS[kind], name, source)
