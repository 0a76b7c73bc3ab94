"""One candidate for a field's value, and the one ranking of candidates.

Pages say the same thing in several places. Each place that says it makes a candidate; places that
are independent of one another and agree count more than one place that is sure of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import eq
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from newstool.model.article import Found

T = TypeVar("T")
V = TypeVar("V")
K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound="Candidate[Any]")

KIN_SHARE = 0.5  # of the weight with which a place agrees that one form fills along with another


class Candidate(Found[T], Generic[T], frozen=True, kw_only=True):
    """What one place says a field's value is.

    `place` is the kind of place: 'json-ld', 'meta', 'line', ... `weight` is how far it is believed
    alone, `role` what its words call the value: 'author', 'modified', ... `quotes` are the words
    one by one, where a place says the value in several pieces.
    """

    place: str
    weight: float
    role: str = ""
    quotes: tuple[str, ...] = ()

    def found(self, value: V, quote: str | None = None) -> Found[V]:
        """A field's value with this candidate's evidence; `quote` where that is less of it."""
        words = self.quote if quote is None else quote
        evidence = {name: getattr(self, name) for name in Found.__struct_fields__}
        return Found(**{**evidence, "value": value, "quote": words})


def candidate_of(found: Found[T], place: str, weight: float, role: str = "") -> Candidate[T]:
    """What was found in one place as a candidate."""
    return Candidate(**asdict(found), place=place, weight=weight, role=role)


class Ranked(Struct, Generic[C], frozen=True):
    """A candidate's score, and why it lost; None of the chosen one."""

    candidate: C
    score: float
    lost: str | None


class Ranking(Struct, Generic[C], frozen=True):
    """All candidates, the best first, and the one that is chosen: mostly the first."""

    ranked: tuple[Ranked[C], ...] = ()
    chosen: C | None = None

    def best(self, fits: Callable[[C], bool]) -> C | None:
        """The best of the candidates that fit."""
        return next((one.candidate for one in self.ranked if fits(one.candidate)), None)

    def score_of(self, candidate: C) -> float:
        """The score of one of the candidates."""
        return next(one.score for one in self.ranked if one.candidate is candidate)

    def choosing(self, chosen: C | None, why: Callable[[C], str | None]) -> Ranking[C]:
        """Another choice; `why` has reasons why others lost, where there are better ones."""

        def lost(one: Ranked[C]) -> str | None:
            if one.candidate is chosen:
                return None
            return why(one.candidate) or one.lost or "overruled"

        ranked = tuple(Ranked(one.candidate, one.score, lost(one)) for one in self.ranked)
        return Ranking(ranked, chosen)


def rank(
    candidates: Sequence[C],
    key: Callable[[C], K],
    *,
    agreement: Callable[[K, K], float] = eq,
    kin: Mapping[str, str] | None = None,
    trust: Callable[[C, float, float], float] | None = None,
    bar: Callable[[C], str | None] | None = None,
) -> Ranking[C]:
    """The candidates by how far their place is believed and other places bear them out.

    `key` is what a candidate says, for comparing; `agreement` is 0 to 1: how far another key bears
    one out. Each kind of place counts once, with the most weight that it has for it, and one of
    the same `kin` with `KIN_SHARE` of that. `trust` makes a score of a candidate's weight and what
    agrees with it: their sum unless given. `bar` says why a candidate can't be chosen. Of equals,
    what was said first is better; of those that say it, the first with the most weight.
    """
    sayings = [(candidate.place, key(candidate)) for candidate in candidates]
    said: dict[tuple[str, K], float] = {}
    for candidate, saying in zip(candidates, sayings, strict=True):
        said[saying] = max(said.get(saying, candidate.weight), candidate.weight)
    agreed = {saying: _agreed(saying, said, agreement, kin or {}) for saying in said}
    ranked: list[tuple[Ranked[C], tuple[str, K]]] = []
    for candidate, saying in zip(candidates, sayings, strict=True):
        own, others = said[saying], agreed[saying]
        score = own + others if trust is None else trust(candidate, own, others)
        # Rounded, so that sums of the same weights in another order are equal.
        one = Ranked(candidate, round(score, 9), bar(candidate) if bar else None)
        ranked.append((one, saying))
    first = {saying: place for place, (_, saying) in reversed([*enumerate(sayings)])}
    ranked.sort(key=lambda pair: _order(pair[0], first[pair[1][1]], said[pair[1]]))
    if not ranked or ranked[0][0].lost is not None:
        return Ranking(tuple(one for one, _ in ranked))
    best, told = ranked[0]

    def lost(one: Ranked[C], saying: tuple[str, K]) -> str | None:
        if one is best or one.lost is not None:
            return one.lost
        if saying[1] == told[1]:
            return "says the same"
        return "agrees with nothing" if agreed[told] and not agreed[saying] else "lower score"

    with_reasons = (replace(one, lost=lost(one, saying)) for one, saying in ranked)
    return Ranking(tuple(with_reasons), best.candidate)


def _order(one: Ranked[C], first: int, most: float) -> tuple[bool, float, int, bool]:
    """For sorting: `first` is the place of the first candidate that says the same, `most` the
    weight of the heaviest that says it in such a place."""
    return one.lost is not None, -one.score, first, one.candidate.weight < most


def _agreed(
    own: tuple[str, K],
    said: Mapping[tuple[str, K], float],
    agreement: Callable[[K, K], float],
    kin: Mapping[str, str],
) -> float:
    """The weight with which other kinds of places bear out what one says."""
    place, mine = own
    best: dict[str, float] = {}
    for (other, theirs), weight in said.items():
        share = agreement(mine, theirs) if other != place else 0
        if share:
            near = kin.get(other, other) == kin.get(place, place)
            best[other] = max(best.get(other, 0.0), weight * share * (KIN_SHARE if near else 1.0))
    return sum(best.values())
