"""A place's claim about who wrote the article: what byline readers pass to one another."""

from __future__ import annotations

from typing import Literal

from newstool.model.article import Block, Found
from newstool.model.candidates import Candidate
from newstool.names.lists import NameList
from newstool.names.one_name import name_key
from newstool.vocabulary.names import LeadRole
from newstool.vocabulary.place_weights import weights_of

# The kinds of places.
ClaimPlace = Literal[
    "given",
    "header",
    "json-ld",
    "meta",
    "microdata",
    "byline",
    "marked",
    "name-line",
    "bio",
    "notice",
]


class Claim(Candidate[NameList], frozen=True, kw_only=True):
    """Names, and what the place says that they did."""

    place: ClaimPlace
    role: LeadRole

    def quote_of(self, name: str) -> str:
        """The words that say this name, before it was tidied."""
        key = name_key(name)
        return next((words for words in self.quotes if key in name_key(words)), self.quotes[0])

    def naming(self, name: str) -> Found[str]:
        """One of its names with its evidence."""
        return self.found(name, self.quote_of(name))


def shown(place: str) -> float:
    """How far a place that the page shows is believed."""
    return weights_of("authors_shown")[place]


def doubt(kind: str) -> float:
    """What is added to a claim's weight, taken off it, or its share of it."""
    return weights_of("authors_doubts")[kind]


def claim_of(
    block: Block,
    names: NameList,
    weight: float,
    place: ClaimPlace = "byline",
    *,
    role: LeadRole = "author",
    quotes: tuple[str, ...] = (),
) -> Claim:
    """A claim of a block; `quotes` are its words where it isn't all of them that name somebody."""
    quotes, source = quotes or (block.text,), "site" if place == "notice" else "byline"
    quote = ", ".join(quotes)
    return Claim(
        names, source, quote, block.index, place=place, weight=weight, role=role, quotes=quotes
    )
