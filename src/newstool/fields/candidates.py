"""Every candidate for a field's value, with its evidence, its weight and why it lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct

from newstool.dates import ReadDate
from newstool.fields.authors.choose import rank_authors
from newstool.fields.copyright import rank_copyrights
from newstool.fields.headline.choose import rank_headline
from newstool.fields.language import rank_languages
from newstool.fields.published.choose import rank_dates
from newstool.fields.section import rank_sections
from newstool.fields.site import rank_site_names
from newstool.model.candidates import Ranking
from newstool.model.errors import UsageError
from newstool.names.lists import NameList
from newstool.page.facts import LabelledPage
from newstool.reading.where import Places

RankedField = Literal[
    "title", "authors", "date_published", "date_modified",
    "site_name", "language", "section", "copyright",
]  # fmt: skip
_RANKINGS: Mapping[str, Callable[[LabelledPage], Ranking[Any]]] = {
    "title": rank_headline,
    "authors": rank_authors,
    "date_published": lambda page: rank_dates(page).published,
    "date_modified": lambda page: rank_dates(page).modified,
    "site_name": rank_site_names,
    "language": rank_languages,
    "section": rank_sections,
    "copyright": rank_copyrights,
}


class CandidateReport(Struct, frozen=True, rename={"source": "from"}):
    """A candidate as it is shown.

    `source`, `quote` and `where` are its evidence, as in the record. `weight` is how far its place
    is believed alone, `score` that with what agrees with it and what speaks against it. `lost` says
    why it lost; None of the one that was chosen.
    """

    value: object
    source: str
    quote: str
    where: tuple[int, int] | str | None
    weight: float
    score: float
    lost: str | None


def candidates_of(page: LabelledPage, field: str) -> tuple[CandidateReport, ...]:
    """All candidates for a field, the chosen one first, then the best.

    Raises `UsageError` for a field that no candidates compete for.
    """
    if field not in _RANKINGS:
        hint = f"say {', '.join(get_args(RankedField))}"
        raise UsageError(f"there are no candidates for {field!r}", hint=hint)
    places = Places(page.reading)
    reports = []
    for ranked in _RANKINGS[field](page).ranked:
        one, score = ranked.candidate, round(ranked.score, 3)
        where, weight = places.of_found(one), round(one.weight, 3)
        value = _shown(one.value)
        reports.append(
            CandidateReport(value, one.source, one.quote, where, weight, score, ranked.lost)
        )
    return tuple(sorted(reports, key=lambda one: one.lost is not None))


def _shown(value: object) -> object:
    if isinstance(value, NameList):
        return value.names or value.agencies + value.organisations + value.handles
    if isinstance(value, ReadDate):
        return None if value.value is None else str(value.value)
    return value
