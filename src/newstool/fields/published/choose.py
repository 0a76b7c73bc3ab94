"""When the article was published and when it was last changed.

All places that state or show a date make claims (`declared`, `shown`). Among the days that they
give, a learned ranker chooses by what `ranking.describe` says of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date, timedelta

import numpy as np
from msgspec import Struct, structs

from newstool.dates import Context
from newstool.fields.language import read_language
from newstool.fields.published.claims import SHOWN, Claim, is_whole_day
from newstool.fields.published.declared import script_claims, stated_claims
from newstool.fields.published.ranking import agreed_weight, describe
from newstool.fields.published.shown import (
    View,
    elsewhere_claims,
    open_claims,
    other_dates,
    shown_claims,
    view_of,
)
from newstool.fields.site import read_url
from newstool.model.article import FoundDate
from newstool.model.candidates import Ranked, Ranking, rank
from newstool.model.isodate import IsoDate
from newstool.model.settings import DateOrder
from newstool.page.addresses import host_of
from newstool.page.facts import LabelledPage
from newstool.vocabulary.languages import language_named
from newstool.vocabulary.learned.ranker import Ranker, load_date_ranker
from newstool.vocabulary.place_weights import weights_of

_TIMED = 2  # fineness of a date with a time of day; one more with its zone
_QUARTER = 15  # minutes of which the offsets of all time zones are multiples
_MONTH = len("2024-03")


class ArticleDates(Struct, frozen=True):
    """Both dates of an article, each with its evidence; None where the input gives none."""

    published: FoundDate | None
    modified: FoundDate | None


class RankedDates(Struct, frozen=True):
    """All that dates the article, ranked as its day of publication and as that of a change."""

    published: Ranking[Claim]
    modified: Ranking[Claim]


def read_article_dates(
    page: LabelledPage, load_ranker: Callable[[], Ranker] = load_date_ranker
) -> ArticleDates:
    """Both dates in one pass over the places that state them.

    A page that shows no date but one of change gives it as the date of publication too: it is
    when this text appeared, and the evidence names the place. Where words are there but no day
    ('2 hours ago', 'July 25', an ambiguous date under strict rules), the value is None and the
    quote has the words. Never raises.
    """
    ranked = rank_dates(page, load_ranker)
    return ArticleDates(_found(ranked.published.chosen), _found(ranked.modified.chosen))


def rank_dates(
    page: LabelledPage, load_ranker: Callable[[], Ranker] = load_date_ranker
) -> RankedDates:
    """Every date that the document gives, ranked for both fields."""
    claims = gather_claims(page)
    published = _rank_published(claims, load_ranker)
    return RankedDates(_with_given(published), _with_given(_rank_modified(claims)))


def _limit(name: str) -> float:
    return weights_of("dates_chosen")[name]


def _with_given(ranking: Ranking[Claim]) -> Ranking[Claim]:
    """The date that was given beside the document, which nothing in it overrules."""
    given = ranking.best(lambda claim: claim.place == "given" and claim.value.value is not None)
    if given is None:
        return ranking
    return ranking.choosing(given, lambda c: _same_day(c, given) or "another date was given")


def gather_claims(page: LabelledPage) -> list[Claim]:
    """All claims of the document, those in metadata first; dates settled by each other."""
    reading = page.reading
    context = base_context(page)
    stated = stated_claims(page, context)
    context = structs.replace(context, days=_sure_days(stated))
    view = view_of(page, context)
    shown = shown_claims(view)
    unsure_stated, unsure_shown = _has_candidates(stated), _has_candidates(shown)
    if unsure_stated or unsure_shown:
        context = _context_of_text(view, [*stated, *shown], context)
        context = _with_language_of_text(page, [*stated, *shown], context)
        view = structs.replace(view, context=context)
        stated = stated_claims(page, context) if unsure_stated else stated
        shown = shown_claims(view) if unsure_shown else shown
    claims = [*stated, *shown]
    if not any(_is_telling(claim) for claim in claims):
        claims.extend(open_claims(view))
        claims.extend(elsewhere_claims(view, {claim.block for claim in claims}))
        claims.extend(script_claims(reading, context))
    return claims


def _with_language_of_text(
    page: LabelledPage, claims: Iterable[Claim], context: Context
) -> Context:
    """The language the text is in, where nothing declares it: 'listopad' is November in Polish
    and October in Croatian, and '12/03/2024' is of March nearly everywhere but in English."""
    if context.language or not any(claim.value.candidates for claim in claims):
        return context
    found = read_language(page)
    return structs.replace(context, language=found.value) if found is not None else context


def _has_candidates(claims: Iterable[Claim]) -> bool:
    return any(claim.value.candidates for claim in claims)


def _is_telling(claim: Claim) -> bool:
    """Whether a claim makes it needless to look at the rest of the document.

    A line 'Updated ...' under the headline does too: other dates further off are of other things.
    """
    if claim.role == "modified":
        return claim.place in SHOWN and claim.weight >= _limit("clear-change")
    return claim.weight >= _limit("telling") and is_whole_day(claim.value.day)


def _sure_days(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Days that no other reading of their words competes with."""
    days = (c.value.value.day for c in claims if c.value.value and not c.value.candidates)
    return tuple(dict.fromkeys(day for day in days if day))


def _context_of_text(view: View, claims: Sequence[Claim], context: Context) -> Context:
    """What the document's other dates and years say about the order of an ambiguous one."""
    days = dict.fromkeys(_sure_days(claims))
    orders: set[DateOrder] = set()
    for spotted in other_dates(view):
        order, day = spotted.days[0]
        if len(spotted.days) == 1 and day.year is not None and day.day is not None:
            days[f"{day.year}-{day.month:02}-{day.day:02}"] = None
            if order is not None:
                orders.add(order)
    return structs.replace(
        context, days=tuple(days), orders=tuple(orders) if len(orders) == 1 else ()
    )


def base_context(page: LabelledPage) -> Context:
    """What settings, the page's language and its country say about the order of dates."""
    language, _, region = _stated_language(page).replace("_", "-").partition("-")
    region = _OTHER_CODES.get(region[-2:].upper(), region[-2:].upper())
    address = read_url(page)
    host = (host_of(address.value) if address else None) or ""
    suffix = host.rpartition(".")[2].upper()
    if not region and len(suffix) == 2 and suffix not in _GENERIC_SUFFIXES:
        region = _OTHER_CODES.get(suffix, suffix)
    return Context(
        now=page.settings.now,
        order=page.settings.date_order,
        strict=page.settings.strict_dates,
        language=language.lower() or None,
        region=region or None,
    )


def _stated_language(page: LabelledPage) -> str:
    """The language that is said beside the text, else the page's own: 'fr', 'de-AT' or ''.

    English alone says nothing of the order of dates, and is often said of texts in others.
    """
    beside = (language_named(one.text) or one.text for one in page.declared.beside_text("language"))
    first = next((name for name in beside if name.lower() != "en"), None)
    return first or page.head.language or ""


# What hosts and pages write for a country whose code is another.
_OTHER_CODES = {"UK": "GB", "EU": "DE", "SU": "RU"}
# Country codes used by anyone anywhere.
_GENERIC_SUFFIXES = frozenset("IO CO TV ME AI FM LY GG TO SH AM CC WS NU EU".split())


# --- choosing ----------------------------------------------------------------------------------


def _rank_published(claims: Sequence[Claim], load_ranker: Callable[[], Ranker]) -> Ranking[Claim]:
    """The dates by how likely the article was published then."""
    claims = as_publications(claims)
    shares = day_shares(claims, load_ranker)
    dated = [c for c in claims if c.value.value]
    dated = [c for c in dated if c.weight >= _limit("least") or c.role == "modified"]
    chosen = _of_day(dated, next(iter(shares), None)) or _open(claims)
    ranked = sorted(claims, key=lambda c: (-shares.get(c.value.day, 0.0), -c.weight))
    return Ranking(
        tuple(
            Ranked(c, shares.get(c.value.day, 0.0), None if c is chosen else _why_lost(c, chosen))
            for c in ranked
        ),
        chosen,
    )


def day_shares(claims: Sequence[Claim], load_ranker: Callable[[], Ranker]) -> dict[str, float]:
    """The days that may be that of publication with their likelihood, the likeliest first.

    Where nothing is stated, the places that agree on a day tell by their weights alone: the ranker
    did no better on pages, and worse by 0.003 to 0.009 on dumps.
    """
    days = candidate_days(claims)
    if not any(claim.place not in SHOWN for own in days.values() for claim in own):
        odds = {day: agreed_weight(own) for day, own in days.items()}
    elif len(days) < 2:
        odds = dict.fromkeys(days, 1.0)
    else:
        scores = load_ranker().scores(list(describe(claims, days).values()))
        odds = dict(zip(days, np.exp(scores - scores.max()).tolist(), strict=True))
    ranked = sorted(odds, key=odds.__getitem__, reverse=True)
    return {day: odds[day] / sum(odds.values()) for day in ranked}


def candidate_days(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each day that may be that of publication.

    Not a month where a day in it is given; nor the day after a moment that is stated in the paper's
    own time: the printed edition is of the next day.
    """
    days: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.value.day:
            days.setdefault(claim.value.day, []).append(claim)
    barred = {day[:_MONTH] for day in days if is_whole_day(day)}
    barred |= {
        (date.fromisoformat(claim.value.day) + timedelta(days=1)).isoformat()
        for own in days.values()
        for claim in own
        if claim.place == "json-ld" and claim.role == "published" and not claim.is_utc
        if is_whole_day(claim.value.day)
    }
    most = max((claim.weight for own in days.values() for claim in own), default=0.0)
    least = max(_limit("least"), most * _limit("share"))
    return {
        day: own
        for day, own in days.items()
        if day not in barred and any(claim.weight >= least for claim in own)
    }


def _open(claims: Iterable[Claim]) -> Claim | None:
    """The surest words that give no day."""
    found = [c for c in claims if not c.value.value and c.role != "modified"]
    found = [c for c in found if c.weight >= _limit("telling")]
    return max(found, key=lambda c: c.weight, default=None)


def _rank_modified(claims: Sequence[Claim]) -> Ranking[Claim]:
    """The dates of changes: one that the page shows goes before those that only metadata state."""
    changes = [c for c in claims if c.role == "modified" and c.value.value]
    shown = [c for c in changes if c.place in SHOWN]
    day = _rank_days(shown or changes).chosen
    chosen = _of_day(changes, day.value.day if day is not None else None)
    why = "the page shows another day" if shown else None
    return _rank_days(changes).choosing(
        chosen, lambda c: _same_day(c, chosen) or (why if c.place not in SHOWN else None)
    )


def _rank_days(claims: Sequence[Claim]) -> Ranking[Claim]:
    """The dates by the weight that the kinds of places give to their day."""
    return rank(claims, lambda claim: claim.value.day)


def as_publications(claims: Iterable[Claim]) -> list[Claim]:
    """The claims by what they say of the day of publication, dates of changes too.

    What a page shows as bare as its head states a change is that change.
    """
    claims = list(claims)
    moments = {
        role: {str(c.value.value) for c in claims if c.role == role and c.place not in SHOWN}
        for role in ("published", "modified")
    }
    return [_as_publication(c, moments["modified"] - moments["published"]) for c in claims]


def _as_publication(claim: Claim, changes: Set[str]) -> Claim:
    shown = claim.place in SHOWN
    if claim.role != "modified" and shown and str(claim.value.value) in changes:
        claim = structs.replace(claim, role="modified")
    if claim.role != "modified":
        return claim
    return structs.replace(claim, weight=claim.weight * _limit("shown-change") * shown)


def _why_lost(claim: Claim, chosen: Claim | None) -> str:
    """What keeps a date from being that of publication."""
    if not claim.value.value:
        return "says no day"
    if claim.role == "modified":
        return "date of a change"
    if claim.weight < _limit("least"):
        return "too weak"
    if not is_whole_day(claim.value.day):
        return "a month alone"
    return _same_day(claim, chosen) or "another day is likelier"


def _same_day(claim: Claim, chosen: Claim | None) -> str | None:
    if chosen is None or claim.value.day != chosen.value.day:
        return None
    coarser = _fineness(claim.value.value) < _fineness(chosen.value.value)
    return "same day, coarser" if coarser else "same day"


def _of_day(claims: Sequence[Claim], day: str | None) -> Claim | None:
    """The surest claim of one day that has a time, or one of the same time written finer.

    A change takes no part while anything else gives the day: many pages write it with a time or
    a zone and the day of publication without, and it is a later moment all the same.
    """
    own = [c for c in claims if c.value.day == day]
    own = _unchanged(own) or own
    timed = [c for c in own if _fineness(c.value.value) >= _TIMED]
    if timed:
        surest = max(timed, key=lambda c: (c.weight, _fineness(c.value.value)))
        own = [c for c in timed if _may_be_one_moment(c, surest)]
    return max(own, key=lambda c: (_fineness(c.value.value), c.weight), default=None)


def _unchanged(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one day without those of its changes: labelled so, or bare and of their time."""
    changes = [c for c in claims if c.role == "modified"]
    own = [c for c in claims if c.role != "modified"]
    if not any(c.role for c in own):
        return own
    return [c for c in own if c.role or not any(_may_be_one_moment(c, o) for o in changes)]


def _may_be_one_moment(one: Claim, other: Claim) -> bool:
    """Whether two times of one day may be one moment told in two zones: quarter hours apart."""
    clocks = [(claim.value.value or "")[11:16] for claim in (one, other)]
    hours = [clock[:2] for clock in clocks]
    if not all(len(clock) == len("10:05") for clock in clocks):
        return hours[0] == hours[1]
    return (int(clocks[0][3:]) - int(clocks[1][3:])) % _QUARTER == 0


def _fineness(value: IsoDate | None) -> int:
    """0 for a month or less, 1 for a day, `_TIMED` with a time, more with its zone."""
    if value is None or len(value) < len("2024-01-05"):
        return 0
    time = value[11:19].rstrip("Z")
    if not time.strip("0:"):
        return 1  # midnight is how software writes 'no time given'
    return _TIMED + 1 if value.zone else _TIMED


def _found(claim: Claim | None) -> FoundDate | None:
    if claim is None:
        return None
    date = claim.value
    found = claim.found(date.value)
    return FoundDate(**structs.asdict(found), ambiguous=date.ambiguous, candidates=date.candidates)
