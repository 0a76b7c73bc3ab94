"""Which day a written date means: order and century decided by what else is known.

Asked in turn: a weekday next to the date, other dates of the same document, the caller's own
order, the language or region. A day after the caller's `now` is never chosen while another reading
is left. Where none of these decides, the likeliest reading is given and marked ambiguous.
"""

from __future__ import annotations

from calendar import monthrange, weekday
from datetime import date, datetime, timedelta

from msgspec import Struct

from newstool.dates.calendars import calendar_table
from newstool.dates.clock import Clock, zone_offset
from newstool.dates.spotting import spot_dates
from newstool.dates.written import Day, Spotted
from newstool.model.isodate import IsoDate
from newstool.model.settings import DateOrder

Reading = tuple[DateOrder | None, Day]

_LONGEST_DATE = 90  # characters of a date in words, with weekday and time of day
_FULL_DATE = 10  # characters of '2023-07-25'


class Context(Struct, frozen=True, kw_only=True):
    """What is known besides the date itself.

    `days` are dates of the same document that leave no doubt ('2023-07-25'); `orders` those that
    its other numeric dates must have.
    """

    now: datetime | None = None
    order: DateOrder | None = None
    strict: bool = False
    language: str | None = None
    region: str | None = None
    days: tuple[str, ...] = ()
    orders: tuple[DateOrder, ...] = ()


NOTHING_KNOWN = Context()


class ReadDate(Struct, frozen=True):
    """A date with its words: `text[start:end]` is `quote`.

    `value` is None when the words leave it open: no year and nothing to take it from, relative to
    an unknown day, or ambiguous under strict rules. `candidates` are all readings of an ambiguous
    form, also when something settled it; `problem` is '', 'ambiguous', 'yearless' or 'relative'.
    """

    value: IsoDate | None
    quote: str
    start: int
    end: int
    candidates: tuple[IsoDate, ...] = ()
    problem: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether nothing settled which of the candidates is meant."""
        return self.problem == "ambiguous"

    @property
    def day(self) -> str:
        """'2023-07-25', or as much of it as is known: '2023-07', ''."""
        return (self.value or "")[:10]


def find_dates(
    text: str, context: Context = NOTHING_KNOWN, *, limit: int = 40
) -> tuple[ReadDate, ...]:
    """The dates written in `text`, in order, each settled by the context. Never raises."""
    spotted = spot_dates(text, context.language, limit)
    return tuple(settle(text, item, context) for item in spotted)


def is_date(text: str) -> bool:
    """Whether a text is one day, with its weekday and a time of day at most, and nothing else."""
    if len(text) > _LONGEST_DATE:
        return False
    found = find_dates(text, limit=2)
    return len(found) == 1 and found[0].quote == text.strip() and len(found[0].day) == _FULL_DATE


def settle(text: str, spotted: Spotted, context: Context = NOTHING_KNOWN) -> ReadDate:
    """One date as written to the day it means."""
    quote = text[spotted.start : spotted.end]
    readings = _with_years(spotted, context)
    if not readings:
        return ReadDate(None, quote, spotted.start, spotted.end, problem="yearless")
    settled, sure = _choose(spotted, readings, context)
    candidates: tuple[IsoDate, ...] = ()
    if len(readings) > 1:
        ordered = [settled, *(reading for reading in readings if reading is not settled)]
        candidates = tuple(iso_date(day, spotted.clock, context) for _, day in ordered)
    value = iso_date(settled[1], spotted.clock, context)
    if sure:
        return ReadDate(value, quote, spotted.start, spotted.end, candidates)
    chosen = None if context.strict else value
    return ReadDate(chosen, quote, spotted.start, spotted.end, candidates, "ambiguous")


def _with_years(spotted: Spotted, context: Context) -> tuple[Reading, ...]:
    """The readings, each with its year: a missing one from the context, else left out."""
    found: list[Reading] = []
    for order, day in spotted.days:
        if day.year is None:
            year = _missing_year(day, spotted.weekdays, context)
            if year is not None:
                found.append((order, Day(year, day.month, day.day)))
        elif spotted.short and context.now and _after(day, context.now) and day.year >= 2000:
            earlier = Day(day.year - 100, day.month, day.day)
            found.append((order, earlier if day.year > context.now.year + 10 else day))
        else:
            found.append((order, day))
    return tuple(found)


def _missing_year(day: Day, weekdays: frozenset[int], context: Context) -> int | None:
    """The year of '25 July': of the nearest other date of the document, or the last one by now."""
    if day.day is None:
        return None
    anchors = [date.fromisoformat(known) for known in context.days if len(known) == 10]
    if anchors:
        near = [_nearest_year(day, anchor) for anchor in anchors[:5]]
        return near[0]
    if context.now is None:
        return None
    # A day ahead in another time zone is not yet a day of last year.
    limit = context.now + timedelta(days=1)
    for year in range(limit.year, limit.year - 8, -1):
        complete = Day(year, day.month, day.day)
        if _is_day(complete) and not _after(complete, limit):
            named = weekday(year, day.month, day.day)
            if not weekdays or named in weekdays:
                return year
    return None


def _nearest_year(day: Day, anchor: date) -> int | None:
    options = [
        year
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if _is_day(Day(year, day.month, day.day))
    ]
    return min(
        options,
        key=lambda year: abs((date(year, day.month, day.day or 1) - anchor).days),
        default=None,
    )


def _is_day(day: Day) -> bool:
    return day.year is not None and 1 <= (day.day or 1) <= monthrange(day.year, day.month)[1]


def _after(day: Day, now: datetime) -> bool:
    return (day.year or 0, day.month, day.day or 1) > (now.year, now.month, now.day)


# --- the order ---------------------------------------------------------------------------------


def _choose(
    spotted: Spotted, readings: tuple[Reading, ...], context: Context
) -> tuple[Reading, bool]:
    """The reading that is meant, and whether anything settled it."""
    if len(readings) == 1:
        return readings[0], True
    if spotted.weekdays:
        named = [r for r in readings if _weekday(r[1]) in spotted.weekdays]
        if len(named) == 1:
            return named[0], True
        readings = tuple(named) or readings
    if context.now is not None:
        limit = context.now + timedelta(days=1)
        past = tuple(r for r in readings if not _after(r[1], limit))
        if len(past) == 1:
            return past[0], True
        readings = past or readings
    local = usual_order(context.language, context.region)
    settled = _by_other_dates(readings, context)
    for order in (context.order, local if local == "ymd" else spotted.usual, local):
        settled = settled or _by_order(readings, order)
    if settled is not None:
        return settled, True
    return _likeliest(readings, context), False


def _weekday(day: Day) -> int:
    return weekday(day.year or 1, day.month, day.day or 1)


def _by_order(readings: tuple[Reading, ...], order: DateOrder | None) -> Reading | None:
    return next((r for r in readings if order is not None and r[0] == order), None)


def _by_other_dates(readings: tuple[Reading, ...], context: Context) -> Reading | None:
    """What the rest of the document says: the same day, the order of other dates."""
    if context.days:
        same = [r for r in readings if iso_date(r[1]) in context.days]
        if len(same) == 1:
            return same[0]
    for order in context.orders:
        settled = _by_order(readings, order)
        if settled is not None:
            return settled
    return None


def usual_order(language: str | None, region: str | None) -> DateOrder | None:
    """The order of a date's numbers in a language or region; None where both orders are usual.

    English alone says nothing: it is written month first in some countries, day first in others.
    """
    known = calendar_table()["order"]
    if region in known["month_first_regions"].split():
        return "mdy"
    if region in known["unsure_regions"].split():
        return None
    if region in known["year_first_regions"].split():
        return "ymd"
    if language in known["year_first_languages"].split():
        return "ymd"
    if region or (language and language != "en"):
        return "dmy"
    return None


def _likeliest(readings: tuple[Reading, ...], context: Context) -> Reading:
    usual = usual_order(context.language, context.region)
    # Year first has no month-and-day form of its own in a date that ends in the year.
    for order in (usual, "dmy" if usual == "ymd" else None):
        settled = _by_order(readings, order)
        if settled is not None:
            return settled
    if readings[0][0] == "ymd":
        return readings[0]
    return _by_order(readings, "mdy" if context.language in (None, "en") else "dmy") or readings[0]


# --- ISO 8601 ----------------------------------------------------------------------------------


def iso_date(day: Day, clock: Clock | None = None, context: Context = NOTHING_KNOWN) -> IsoDate:
    """The day and time of day as written, no finer."""
    text = f"{day.year:04}-{day.month:02}"
    if day.day is None:
        return IsoDate(text)
    text = f"{text}-{day.day:02}"
    return IsoDate(text) if clock is None else at_clock(text, clock, context)


def at_clock(day: str, clock: Clock, context: Context) -> IsoDate:
    """A day with a time of day, in the zone that is written or that the context gives."""
    zone = zone_offset(clock.zone, day, context.region, context.language)
    return IsoDate(f"{day}T{clock.text}{zone}")
