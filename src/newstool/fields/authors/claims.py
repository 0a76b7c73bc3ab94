"""A place's claim about who wrote the article: what byline readers pass to one another."""

from __future__ import annotations

from msgspec import Struct

from newstool.names.lists import NameList
from newstool.names.one_name import name_key


class Claim(Struct, frozen=True):
    """What one place says of the article's makers.

    `role`: author, editor, photographer, ... `place` is the kind of place, for weighing agreement:
    header, json-ld, meta, microdata, byline, marked, name-line, bio. `weight` is how far the place
    is believed alone. `quotes` are the input's own words, one string for each time it says them.
    Of `block`, `selector` and `span` at most one is given.
    """

    role: str
    names: NameList
    place: str
    weight: float
    source: str
    quotes: tuple[str, ...]
    block: int | None = None
    selector: str | None = None
    span: tuple[int, int] | None = None

    @property
    def quote(self) -> str:
        """All the words, as one line."""
        return ", ".join(self.quotes)

    def quote_of(self, name: str) -> str:
        """The words that say this name, before it was tidied."""
        key = name_key(name)
        return next((q for q in self.quotes if key in name_key(q)), self.quotes[0])
