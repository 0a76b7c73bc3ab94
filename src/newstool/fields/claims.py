"""A place's claim about who wrote the article: what byline readers pass to one another."""

from __future__ import annotations

from msgspec import Struct

from newstool.fields.name_lists import NameList


class Claim(Struct, frozen=True):
    """What one place says of the article's makers.

    `role`: author, editor, photographer, ... `place` is the kind of place, for weighing agreement:
    json-ld, meta, microdata, rel, marked, byline, name-line, header, tail. `weight` is how far the
    place is believed alone. Of `block`, `selector` and `span` at most one is given.
    """

    role: str
    names: NameList
    place: str
    weight: float
    source: str
    quote: str
    block: int | None = None
    selector: str | None = None
    span: tuple[int, int] | None = None
