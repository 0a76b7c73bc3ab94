"""Every candidate for a field's value, with its evidence, its weight and why it lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Literal, get_args

from msgspec import Struct

from newstool.dates import ReadDate
from newstool.fields.authors.choose import rank_authors
from newstool.fields.copyright import rank_copyrights
from newstool.fields.headline.choose import rank_headline
from newstool.fields.language import rank_languages
from newstool.fields.published.choose import rank_dates
from newstool.fields.section import rank_sections
from newstool.fields.site import rank_site_names
from newstool.model.candidates import C, Candidate, Ranking
from newstool.model.errors import UsageError
from newstool.names.lists import NameList
from newstool.page.facts import LabelledPage
from newstool.reading.where import Places

RankedField = Literal[
    "title",
    "authors",
    "date_published",
    "date_modified",
    "site_name",
    "language",
    "section",
    "copyright",
]


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
    report = _REPORTS.get(field)
    if report is None:
        hint = f"say {', '.join(get_args(RankedField))}"
        raise UsageError(f"there are no candidates for {field!r}", hint=hint)
    return tuple(sorted(report(page), key=lambda one: one.lost is not None))


_Reports = list[CandidateReport]


def _report(
    page: LabelledPage, ranking: Ranking[C], shown: Callable[[C], object] = attrgetter("value")
) -> _Reports:
    places = Places(page.reading)
    return [
        CandidateReport(
            value=shown(one.candidate),
            source=one.candidate.source,
            quote=one.candidate.quote,
            where=places.of_found(one.candidate),
            weight=round(one.candidate.weight, 3),
            score=round(one.score, 3),
            lost=one.lost,
        )
        for one in ranking.ranked
    ]


def _names(claim: Candidate[NameList]) -> tuple[str, ...]:
    named = claim.value
    return named.names or named.agencies + named.organisations + named.handles


def _date(claim: Candidate[ReadDate]) -> str | None:
    date = claim.value.value
    return None if date is None else str(date)


_REPORTS: Mapping[str, Callable[[LabelledPage], _Reports]] = {
    "title": lambda page: _report(page, rank_headline(page)),
    "authors": lambda page: _report(page, rank_authors(page), _names),
    "date_published": lambda page: _report(page, rank_dates(page).published, _date),
    "date_modified": lambda page: _report(page, rank_dates(page).modified, _date),
    "site_name": lambda page: _report(page, rank_site_names(page)),
    "language": lambda page: _report(page, rank_languages(page)),
    "section": lambda page: _report(page, rank_sections(page)),
    "copyright": lambda page: _report(page, rank_copyrights(page)),
}
