"""When the article was published and when it was last changed.

All places that state a date make claims (`declared`, `shown`, `in_scripts`). To the claims of one
day each kind of place adds its weight once, so that agreement decides rather than the order of
looking; `_choose_day` says where another day is believed all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct, structs

from newstool.dates import Context
from newstool.fields.language import read_language
from newstool.fields.published.claims import Claim
from newstool.fields.published.declared import (
    given_claims,
    header_claims,
    json_ld_claims,
    meta_claims,
    microdata_claims,
    url_claims,
)
from newstool.fields.published.in_scripts import script_claims
from newstool.fields.published.shown import (
    View,
    elsewhere_claims,
    open_claims,
    other_dates,
    shown_claims,
    view_of,
)
from newstool.fields.site import read_url
from newstool.model.article import FoundDate, Reading
from newstool.model.candidates import Ranking, rank
from newstool.model.isodate import IsoDate
from newstool.model.settings import DateOrder
from newstool.page.addresses import host_of
from newstool.page.facts import LabelledPage, Page
from newstool.vocabulary.languages import language_named
from newstool.vocabulary.place_weights import weights_of

_SHOWN = frozenset(("line", "time"))
_CLEAR_LINE = 2.2  # weight from which a visible date line is believed against a lone stated date
_VISIBLE = 1.5  # the same for a labelled line, or against a place that mostly holds other dates
_TELLING = 1.0  # weight of a claim that makes it needless to look at the rest of the page
_LIKELY = 3.0  # weight up to which a stated place is only likely to be the day of publication
# Share of its weight that a visible date of change has as the date of publication: where a page
# shows no other, readers take 'Updated ...' for it. One that only metadata states tells nothing:
# of the development pages with no other date, one in four was published on the day it gives.
_SHOWN_CHANGE = 0.5
_TIMED = 2  # fineness of a date with a time of day; one more with its zone
_QUARTER = 15  # minutes of which the offsets of all time zones are multiples
_DAY, _MONTH = len("2024-03-05"), len("2024-03")
_LEAST = 0.5  # weight below which a date is not the article's: 1 of 5 such days was right


class ArticleDates(Struct, frozen=True):
    """Both dates of an article, each with its evidence; None where the input gives none."""

    published: FoundDate | None
    modified: FoundDate | None


class RankedDates(Struct, frozen=True):
    """All that dates the article, ranked as its day of publication and as that of a change."""

    published: Ranking[Claim]
    modified: Ranking[Claim]


def read_article_dates(page: LabelledPage) -> ArticleDates:
    """Both dates in one pass over the places that state them.

    A page that shows no date but one of change gives it as the date of publication too: it is
    when this text appeared, and the evidence names the place. Where words are there but no day
    ('2 hours ago', 'July 25', an ambiguous date under strict rules), the value is None and the
    quote has the words. Never raises.
    """
    ranked = rank_dates(page)
    return ArticleDates(_found(ranked.published.chosen), _found(ranked.modified.chosen))


def rank_dates(page: LabelledPage) -> RankedDates:
    """Every date that the document gives, ranked for both fields."""
    claims = gather_claims(page)
    return RankedDates(_with_given(_rank_published(claims)), _with_given(_rank_modified(claims)))


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
    stated = _stated_claims(page, context)
    context = structs.replace(context, days=_sure_days(stated))
    view = view_of(page)
    shown = shown_claims(view, context)
    unsure_stated, unsure_shown = _has_candidates(stated), _has_candidates(shown)
    if unsure_stated or unsure_shown:
        context = _context_of_text(view, [*stated, *shown], context)
        context = _with_language_of_text(page, [*stated, *shown], context)
        stated = _stated_claims(page, context) if unsure_stated else stated
        shown = shown_claims(view, context) if unsure_shown else shown
    claims = [*stated, *shown]
    if not any(_is_telling(claim) for claim in claims):
        claims.extend(open_claims(view, context))
        claims.extend(elsewhere_claims(view, context))
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


def _stated_claims(page: Page, context: Context) -> list[Claim]:
    address = read_url(page)
    return [
        *given_claims(page, context),
        *json_ld_claims(page, context),
        *meta_claims(page, context),
        *microdata_claims(page, context),
        *url_claims(address.value if address else None, "url"),
        *header_claims(page, context),
    ]


def _is_telling(claim: Claim) -> bool:
    """Whether a claim makes it needless to look at the rest of the document.

    A line 'Updated ...' under the headline does too: other dates further off are of other things.
    """
    if claim.role == "modified":
        return claim.place in _SHOWN and claim.weight >= _CLEAR_LINE
    return claim.weight >= _TELLING and len(claim.value.day) == 10


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
    found = tuple(days) or _sure_days(_without_candidates(claims))
    return structs.replace(
        context,
        days=found,
        orders=tuple(orders) if len(orders) == 1 else (),
        years=()
        if found
        else _years(view.reading),  # another date says more than a year in the text
    )


def _years(reading: Reading) -> tuple[int, ...]:
    years: set[int] = set()
    for block in reading.blocks:
        if "20" in block.text or "19" in block.text:
            years.update(int(year) for year in _YEAR.findall(block.text))
    return tuple(sorted(years))


def _without_candidates(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Dates between dots, whose order is as good as sure, for want of surer ones."""
    for claim in claims:
        if "." in claim.quote and not claim.value.ambiguous:
            yield structs.replace(claim, value=structs.replace(claim.value, candidates=()))


_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
_YEAR = re.compile(r"(?<![\d./-])(?:19[5-9]\d|20[0-4]\d)(?![\d./])")


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
    return first if first and _LANGUAGE.match(first) else page.head.language or ""


# What hosts and pages write for a country whose code is another.
_OTHER_CODES = {"UK": "GB", "EU": "DE", "SU": "RU"}
# Country codes used by anyone anywhere.
_GENERIC_SUFFIXES = frozenset("IO CO TV ME AI FM LY GG TO SH AM CC WS NU EU".split())


# --- choosing ----------------------------------------------------------------------------------


def _rank_published(claims: Sequence[Claim]) -> Ranking[Claim]:
    """The dates by how much says that the article was published then."""
    changed = _days_of_change(claims)
    claims = [_as_publication(claim) for claim in claims]
    dated = [c for c in claims if c.value.value and (c.weight >= _LEAST or c.role == "modified")]
    day, why = _choose_day(dated, changed)
    chosen = _of_day(dated, day)
    if chosen is None:
        open_ones = [c for c in claims if not c.value.value and c.role != "modified"]
        heaviest = max(open_ones, key=lambda c: c.weight, default=None)
        chosen = heaviest if heaviest is not None and heaviest.weight >= _TELLING else None
    ranking = _rank_days(claims)
    first = ranking.chosen.value.day if ranking.chosen else ""
    overruled = {first: why} if why else {}
    return ranking.choosing(chosen, lambda c: _why_lost(c, chosen) or overruled.get(c.value.day))


def _rank_modified(claims: Sequence[Claim]) -> Ranking[Claim]:
    """The dates of changes: one that the page shows goes before those that only metadata state."""
    changes = [c for c in claims if c.role == "modified" and c.value.value]
    shown = [c for c in changes if c.place in _SHOWN]
    day = _best_day(shown or changes)
    chosen = _of_day(changes, day)
    why = "the page shows another day" if shown else None
    return _rank_days(changes).choosing(
        chosen, lambda c: _same_day(c, chosen) or (why if c.place not in _SHOWN else None)
    )


def _as_publication(claim: Claim) -> Claim:
    """A date of change as what it says of the day of publication: all places of one kind."""
    if claim.role != "modified":
        return claim
    weight = claim.weight * _SHOWN_CHANGE if claim.place in _SHOWN else 0.0
    return structs.replace(claim, place="change", weight=weight)


def _why_lost(claim: Claim, chosen: Claim | None) -> str | None:
    """What other than a lower score keeps a date from being that of publication."""
    if not claim.value.value:
        return "says no day"
    if claim.role == "modified":
        return "date of a change"
    return "too weak" if claim.weight < _LEAST else _same_day(claim, chosen)


def _same_day(claim: Claim, chosen: Claim | None) -> str | None:
    if chosen is None or claim.value.day != chosen.value.day:
        return None
    coarser = _fineness(claim.value.value) < _fineness(chosen.value.value)
    return "same day, coarser" if coarser else "same day"


def _choose_day(claims: Sequence[Claim], changed: set[str]) -> tuple[str | None, str | None]:
    """The day of publication; and why it isn't the day that has the best score, where it isn't."""
    stated = [c for c in claims if c.role == "published" and c.place not in _SHOWN]
    shown = [c for c in claims if c.role != "modified" and c.place in _SHOWN]
    said = _best_day(_before_changes(stated, changed))
    if said is None or len(said) < _DAY:
        return _best_day([c for c in claims if c.weight >= _LEAST]), None
    backing = [c for c in stated if c.value.day == said]
    local = _local_day(said, backing, [*shown, *stated])
    if local is not None:
        return local, "that day in UTC; the page shows its own"
    if _is_shown(said, shown):
        return said, "a day that is stated and shown goes first"
    line = _clearest(shown, changed, stated)
    if line is not None and (
        _is_stated(line.value.day, stated) or _believe_shown(line, said, backing, changed)
    ):
        return line.value.day, "a plain date line shows another day"
    if max(c.weight for c in backing) > _LIKELY:
        return said, "a stated day goes before one that is shown in passing"
    return _best_day(claims), None


def _rank_days(claims: Sequence[Claim]) -> Ranking[Claim]:
    """The dates by the weight that the kinds of places give to their day."""
    days = {claim.value.day for claim in claims}
    within = {day[:_MONTH] for day in days if len(day) == _DAY}

    def is_support(claim: Claim) -> bool:
        """A month alone ('/2023/07/' in the URL) supports its days and isn't chosen itself."""
        return claim.value.day in within

    return rank(
        [
            structs.replace(claim, place="month", weight=weights_of("dates")["month"])
            if is_support(claim)
            else claim
            for claim in claims
        ],
        lambda claim: claim.value.day,
        agreement=_bears_out,
        bar=lambda claim: "a month alone" if is_support(claim) else None,
    )


def _bears_out(mine: str, theirs: str) -> float:
    return mine == theirs or (len(theirs) == _MONTH and mine.startswith(theirs))


def _best_day(claims: Sequence[Claim]) -> str | None:
    best = _rank_days(claims).chosen
    return best.value.day if best is not None else None


def _before_changes(stated: Sequence[Claim], changed: set[str]) -> Sequence[Claim]:
    """Stated dates up to the last change, where there are such: the others are of a copy."""
    last = max(changed, default="")
    earlier = [c for c in stated if c.value.day <= last or _days_apart(c.value.day, last) <= 1]
    return earlier or stated


def _is_shown(said: str, shown: Sequence[Claim]) -> bool:
    """Whether readers see the stated day about as plainly as any other date."""
    seen = max((c.weight for c in shown if c.value.day == said), default=0.0)
    return seen > 0 and seen >= max(c.weight for c in shown) - 1.0


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


def _days_of_change(claims: Sequence[Claim]) -> set[str]:
    return {c.value.day for c in claims if c.role == "modified" and c.place not in _SHOWN}


def _local_day(said: str, backing: Sequence[Claim], others: Sequence[Claim]) -> str | None:
    """The day before or after, where the page shows it so: the paper's own time zone.

    Only when the stated day is given in UTC alone, so that the neighbouring day can be the same
    moment told elsewhere.
    """
    if not all(_is_utc(c) for c in backing):
        return None
    written = [c for c in others if c.place in ("line", "url") or not _is_utc(c)]
    same = max((c.weight for c in written if c.value.day == said), default=0.0)
    near = [c for c in written if _days_apart(c.value.day, said) == 1 and c.weight > same + 1.0]
    best = max(near, key=lambda c: c.weight, default=None)
    return best.value.day if best is not None and best.weight >= _VISIBLE else None


def _clearest(shown: Sequence[Claim], changed: set[str], stated: Sequence[Claim]) -> Claim | None:
    """The visible date line that is surest the article's own and no date of change.

    The day beside a change's may be that change told in another zone, unless it is stated.
    """
    lines = [
        c
        for c in shown
        if len(c.value.day) == 10
        and (
            (c.role == "published" and c.place == "line")
            or not any(_days_apart(c.value.day, day) <= 1 for day in changed)
            or (c.value.day not in changed and _is_stated(c.value.day, stated))
        )
    ]
    return max(lines, key=lambda c: c.weight, default=None)


def _is_stated(day: str, stated: Sequence[Claim]) -> bool:
    """Whether a place that is sure states the day: where such places differ, the shown day wins."""
    return any(
        c.value.day == day and c.weight > _LIKELY and c.place != "json-ld-other" for c in stated
    )


def _believe_shown(line: Claim, said: str, backing: Sequence[Claim], changes: set[str]) -> bool:
    """Whether a visible date line outweighs the day that the page's metadata states."""
    sure = max(c.weight for c in backing) > _LIKELY
    if sure and _days_apart(line.value.day, said) == 1:
        return False  # the printed edition is of the next day
    needed = (_CLEAR_LINE if line.role == "" else _VISIBLE) if sure else _TELLING
    if line.weight < needed:
        return False
    if len({c.place for c in backing}) == 1:
        return True
    # Software that fills both dates with the day it last saved the page.
    changed = max(changes, default="")
    return said >= changed > "" and line.value.day < said


def _is_utc(claim: Claim) -> bool:
    return len(claim.value.value or "") > 10 and (claim.value.value or "").endswith(("Z", "+00:00"))


def _days_apart(one: str, other: str) -> int:
    if len(one) < 10 or len(other) < 10:
        return 999
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


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
