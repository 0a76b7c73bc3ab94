"""When the article was published and when it was last changed.

All places that state a date make claims (`stated_dates`, `shown_dates`). Claims of one day form a
group, to which each kind of place adds its weight once, so that agreement decides rather than the
order of looking.
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
from newstool.model.isodate import IsoDate
from newstool.model.settings import DateOrder
from newstool.page.addresses import host_of
from newstool.page.facts import LabelledPage, Page

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
_LEAST = 0.5  # weight below which a date is not the article's: 1 of 5 such days was right


class ArticleDates(Struct, frozen=True):
    """Both dates of an article, each with its evidence; None where the input gives none."""

    published: FoundDate | None
    modified: FoundDate | None


def read_article_dates(page: LabelledPage) -> ArticleDates:
    """Both dates in one pass over the places that state them.

    A page that shows no date but one of change gives it as the date of publication too: it is
    when this text appeared, and the evidence names the place. Where words are there but no day
    ('2 hours ago', 'July 25', an ambiguous date under strict rules), the value is None and the
    quote has the words. Never raises.
    """
    claims = gather_claims(page)
    dated = [claim for claim in claims if claim.value]
    published = _choose_published(
        [c for c in dated if _weight(c) >= _LEAST or c.role == "modified"]
    )
    if published is None:
        open_ones = [c for c in claims if not c.value and c.role != "modified"]
        heaviest = max(open_ones, key=lambda c: c.weight, default=None)
        published = heaviest if heaviest is not None and heaviest.weight >= _TELLING else None
    return ArticleDates(_found_or_none(published), _found_or_none(_choose_modified(dated)))


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
    if context.language or not any(claim.date.candidates for claim in claims):
        return context
    found = read_language(page)
    return structs.replace(context, language=found.value) if found is not None else context


def _has_candidates(claims: Iterable[Claim]) -> bool:
    return any(claim.date.candidates for claim in claims)


def _stated_claims(page: Page, context: Context) -> list[Claim]:
    address = read_url(page)
    return [
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
        return claim.kind in _SHOWN and claim.weight >= _CLEAR_LINE
    return claim.weight >= _TELLING and len(claim.day) == 10


def _sure_days(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Days that no other reading of their words competes with."""
    days = (c.value.day for c in claims if c.value and not c.date.candidates)
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
        if "." in claim.quote and not claim.date.ambiguous:
            yield structs.replace(claim, date=structs.replace(claim.date, candidates=()))


_YEAR = re.compile(r"(?<![\d./-])(?:19[5-9]\d|20[0-4]\d)(?![\d./])")


def base_context(page: LabelledPage) -> Context:
    """What settings, the page's language and its country say about the order of dates."""
    language, _, region = (page.head.language or "").replace("_", "-").partition("-")
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


# What hosts and pages write for a country whose code is another.
_OTHER_CODES = {"UK": "GB", "EU": "DE", "SU": "RU"}
# Country codes used by anyone anywhere.
_GENERIC_SUFFIXES = frozenset("IO CO TV ME AI FM LY GG TO SH AM CC WS NU EU".split())


# --- choosing ----------------------------------------------------------------------------------


def _choose_published(claims: Sequence[Claim]) -> Claim | None:
    stated = [c for c in claims if c.role == "published" and c.kind not in _SHOWN]
    shown = [c for c in claims if c.role != "modified" and c.kind in _SHOWN]
    said = _best_day(_before_changes(stated, _days_of_change(claims)))
    if said is None or len(said) < 10:
        return _of_day(claims, _best_day([c for c in claims if _weight(c) >= _LEAST]))
    backing = [c for c in stated if c.day == said]
    local = _local_day(said, backing, [*shown, *stated])
    if local is not None:
        return _of_day(claims, local)
    if _is_shown(said, shown):
        return _of_day(claims, said)
    line = _clearest(shown, _days_of_change(claims))
    if line is not None and (
        _is_stated(line.day, stated) or _believe_shown(line, said, backing, claims)
    ):
        return _of_day(claims, line.day)
    return _of_day(claims, said if max(c.weight for c in backing) > _LIKELY else _best_day(claims))


def _before_changes(stated: Sequence[Claim], changed: set[str]) -> Sequence[Claim]:
    """Stated dates up to the last change, where there are such: the others are of a copy."""
    last = max(changed, default="")
    earlier = [c for c in stated if c.day <= last or _days_apart(c.day, last) <= 1]
    return earlier or stated


def _is_shown(said: str, shown: Sequence[Claim]) -> bool:
    """Whether readers see the stated day about as plainly as any other date."""
    seen = max((c.weight for c in shown if c.day == said), default=0.0)
    return seen > 0 and seen >= max(c.weight for c in shown) - 1.0


def _of_day(claims: Sequence[Claim], day: str | None) -> Claim | None:
    """The surest claim of one day that has a time, or one of the same time written finer.

    A change takes no part while anything else gives the day: many pages write it with a time or
    a zone and the day of publication without, and it is a later moment all the same.
    """
    own = [c for c in claims if c.day == day]
    own = _unchanged(own) or own
    timed = [c for c in own if _fineness(c.value) >= _TIMED]
    if timed:
        surest = max(timed, key=lambda c: (c.weight, _fineness(c.value)))
        own = [c for c in timed if _may_be_one_moment(c, surest)]
    return max(own, key=lambda c: (_fineness(c.value), c.weight), default=None)


def _unchanged(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one day without those of its changes: labelled so, or bare and of their time."""
    changes = [c for c in claims if c.role == "modified"]
    own = [c for c in claims if c.role != "modified"]
    if not any(c.role for c in own):
        return own
    return [c for c in own if c.role or not any(_may_be_one_moment(c, o) for o in changes)]


def _may_be_one_moment(one: Claim, other: Claim) -> bool:
    """Whether two times of one day may be one moment told in two zones: quarter hours apart."""
    clocks = [(claim.value or "")[11:16] for claim in (one, other)]
    hours = [clock[:2] for clock in clocks]
    if not all(len(clock) == len("10:05") for clock in clocks):
        return hours[0] == hours[1]
    return (int(clocks[0][3:]) - int(clocks[1][3:])) % _QUARTER == 0


def _days_of_change(claims: Sequence[Claim]) -> set[str]:
    return {c.day for c in claims if c.role == "modified" and c.kind not in _SHOWN}


def _weight(claim: Claim) -> float:
    if claim.role != "modified":
        return claim.weight
    return claim.weight * _SHOWN_CHANGE if claim.kind in _SHOWN else 0.0


def _best_day(claims: Sequence[Claim]) -> str | None:
    """The day to which the kinds of places give the most weight, each kind counted once."""
    kinds: dict[tuple[str, str], float] = {}
    for claim in claims:
        kind = "changed" if claim.role == "modified" else claim.kind
        key = claim.day, kind
        kinds[key] = max(kinds.get(key, 0.0), _weight(claim))
    days: dict[str, float] = {}
    for (day, _), weight in kinds.items():
        days[day] = days.get(day, 0.0) + weight
    for month in [day for day in days if len(day) == 7]:
        # A month alone ('/2023/07/' in the URL) supports its days and stands back behind them.
        within = [day for day in days if len(day) == 10 and day.startswith(month)]
        for day in within:
            days[day] += 1.0
        if within:
            del days[month]
    return max(days, key=days.__getitem__, default=None)


def _local_day(said: str, backing: Sequence[Claim], others: Sequence[Claim]) -> str | None:
    """The day before or after, where the page shows it so: the paper's own time zone.

    Only when the stated day is given in UTC alone, so that the neighbouring day can be the same
    moment told elsewhere.
    """
    if not all(_is_utc(c) for c in backing):
        return None
    written = [c for c in others if c.kind in ("line", "url") or not _is_utc(c)]
    same = max((c.weight for c in written if c.day == said), default=0.0)
    near = [c for c in written if _days_apart(c.day, said) == 1 and c.weight > same + 1.0]
    best = max(near, key=lambda c: c.weight, default=None)
    return best.day if best is not None and best.weight >= _VISIBLE else None


def _clearest(shown: Sequence[Claim], changed: set[str]) -> Claim | None:
    """The visible date line that is surest the article's own and no date of change."""
    lines = [
        c
        for c in shown
        if len(c.day) == 10
        and (
            (c.role == "published" and c.kind == "line")
            or not any(_days_apart(c.day, day) <= 1 for day in changed)
        )
    ]
    return max(lines, key=lambda c: c.weight, default=None)


def _is_stated(day: str, stated: Sequence[Claim]) -> bool:
    """Whether a place that is sure states the day: where such places differ, the shown day wins."""
    return any(c.day == day and c.weight > _LIKELY and c.kind != "json-ld-other" for c in stated)


def _believe_shown(
    line: Claim, said: str, backing: Sequence[Claim], claims: Sequence[Claim]
) -> bool:
    """Whether a visible date line outweighs the day that the page's metadata states."""
    sure = max(c.weight for c in backing) > _LIKELY
    if sure and _days_apart(line.day, said) == 1:
        return False  # the printed edition is of the next day
    needed = (_CLEAR_LINE if line.role == "" else _VISIBLE) if sure else _TELLING
    if line.weight < needed:
        return False
    if len({c.kind for c in backing}) == 1:
        return True
    # Software that fills both dates with the day it last saved the page.
    changed = max(_days_of_change(claims), default="")
    return said >= changed > "" and line.day < said


def _is_utc(claim: Claim) -> bool:
    return len(claim.value or "") > 10 and (claim.value or "").endswith(("Z", "+00:00"))


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


def _choose_modified(claims: Sequence[Claim]) -> Claim | None:
    changed = [c for c in claims if c.role == "modified"]
    return _of_day(changed, _best_day(changed))


def _found_or_none(claim: Claim | None) -> FoundDate | None:
    return _found(claim) if claim else None


def _found(claim: Claim) -> FoundDate:
    return FoundDate(
        value=claim.value,
        source=claim.source,
        quote=claim.quote,
        block=claim.block,
        selector=claim.selector,
        span=claim.span,
        ambiguous=claim.date.ambiguous,
        candidates=claim.date.candidates,
    )
