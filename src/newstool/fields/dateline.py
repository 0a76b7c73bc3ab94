"""The dateline at the head of the copy: 'LONDON, March 3 (Reuters) -'.

Forms: Latin, Cyrillic and Arabic agencies put place, date and agency before a dash; press release
wires put theirs between dashes or slashes; Chinese agencies end in '电', Korean and Japanese ones
are in brackets. After the stylebooks of AP, Reuters, AFP and dpa and the copy of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newstool.dates import Context, find_dates
from newstool.fields.bounds import NAME, QUOTE
from newstool.fields.found import in_block
from newstool.model.article import BODY_LABELS, Dateline, Found, Label
from newstool.model.isodate import IsoDate
from newstool.names.one_name import is_particle, unshout
from newstool.page.facts import LabelledPage, Page
from newstool.vocabulary.names import agency_of, places, worded, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

_FEW = 3  # paragraphs that may open with it, as a standfirst may be labelled body; short words
_NO_PARAGRAPHS = (Label.HEADING, Label.LIST_ITEM)  # 'Q2 profit up 4 percent' above the dateline
_DASHES = frozenset(("-", "--", "–", "—", "−"))

_GATE = worded(r"[-–—:：(\[/【［（〔]|{datelines.wired}")
# An agency in brackets or slashes, and what may follow it.
_CREDIT = re.compile(r"\(\s?([^()\n]{2,40}?)\s?\)|/\s?([^()/\n]{2,40}?)\s?/")
_END = re.compile(r"(\.?(?:\s{0,2}(?:--|[-–—−])|\s{0,2}[:：]|,)|\.(?=\s)|(?=\s))")
# The agency first: '(ANSA) - ROMA, 25 LUG -'.
_PLACE_AFTER = later(r"\s{0,2}(?:--|[-–—−])?\s{0,2}([^()/|\n]{2,70}?)\s{0,2}(?:--|[-–—])(?=\s)")
# Another slash after the date: 'TORONTO / ACCESSWIRE / March 3, 2023 /'.
_DATE_IN_SLASHES = later(r"\s([^/\n]{4,30}?)\s/")
# No brackets: 'WASHINGTON —', 'МОСКВА, 3 мар — РИА Новости.', 'Tehran, July 25, IRNA –'.
_PLAIN = re.compile(r"([^()/|\n:;!?—–]{2,70}?)(\s{0,2}(?:--|[—–])\s?|\s-\s|-\s|:\s)")
_AGENCY_AFTER = later(r"([^.,—–-]{2,30})(?:\.|\s[-–—])(?=\s)")
# The date between dashes: 'PORT AVERIL, Norland – November 14, 2024 –'.
_DATE_IN_DASHES = later(r"\s{0,2}([^()/|\n:;!?—–]{6,30}?\d)\s{0,2}(?:--|[—–]|-(?=\s))")
_BEFORE_DATE = worded(r"[\s,،，]{small_words.before_date}$")  # 'Paris, le 3 mars 2023'

_DAY = r"(?P<date>(?:[\d０-９]{1,4}{datelines.unit}){1,3})"
_CHINESE = worded(
    r"[（(【\[]?{datelines.told}?(?P<agency>[\u4e00-\u9fffA-Za-z]{2,6}?{datelines.house})"
    r"(?P<reporter>{datelines.reporter}[\u4e00-\u9fff]{2,4}?)?(?P<where>[\u4e00-\u9fff·]{2,8}?)?"
    rf"{_DAY}?{{datelines.special}}?{{datelines.wired}}[）)】\]]?"
)
_KOREAN = later(
    r"[(\[【](?P<where>[\uac00-\ud7a3·,\s]{2,20}?)\s?=\s?(?P<agency>[\uac00-\ud7a3A-Za-z0-9]{2,14})[)\]】]"
)
_JAPANESE = worded(
    rf"[【［\[（(](?P<where>[\u3040-\u30ff\u3400-\u9fff・]{{2,12}}?)(?:\s?{_DAY}\s?)?"
    r"(?:[=＝][^】］\])）]{1,20}|\s?(?P<agency>(?i:{datelines.japanese})))[】］\])）](?:\s?[-－―])?"
)


def read_dateline(page: LabelledPage) -> Found[Dateline] | None:
    """The dateline that opens one of the first paragraphs, or None."""
    settings, language = page.settings, page.head.language
    context = Context(now=settings.now, order=settings.date_order, language=language)
    kept = (one for one in page.labelled if one.label in BODY_LABELS)
    paragraphs = (one.block for one in kept if one.label not in _NO_PARAGRAPHS)
    for number, block in enumerate(islice(paragraphs, _FEW)):
        dateline = parse_dateline(block.text, context, first=number == 0)
        if dateline is not None:
            return in_block(block, dateline, "dateline", dateline.raw)
    return _labelled(page, context)


def _labelled(page: Page, context: Context) -> Found[Dateline] | None:
    """The dateline that an archive gives on a line of its own: 'DATELINE: LONDON, March 3'."""
    for one in page.declared.of("dateline"):
        place, date, _ = _parts(one.text, context)
        if place:
            return one.found(Dateline(one.text, unshout(place), None, date))
    return None


def agency_of_dateline(dateline: Found[Dateline] | None) -> Iterator[Found[str]]:
    """The agency as the dateline names it."""
    if dateline is not None and dateline.value.agency:
        yield Found(dateline.value.agency, "dateline", dateline.quote, block=dateline.block)


def parse_dateline(
    text: str, context: Context | None = None, *, first: bool = True
) -> Dateline | None:
    """The dateline that `text` opens with, or None.

    In a paragraph that is not the `first`, only one that names an agency is believed.
    """
    head = text[:QUOTE]
    if not _GATE.search(head):
        return None
    context = context or Context()
    found = _with_agency(head, context) or _east_asian(head, context)
    return found or (_without_agency(head, context) if first else None)


# --- the forms -----------------------------------------------------------------------------------


def _with_agency(head: str, context: Context) -> Dateline | None:
    """An agency in brackets or slashes, before or after the place; a country may be in some too."""
    for credit in islice(_CREDIT.finditer(head), 2):
        where, name = head[: credit.start()].strip(), credit[1] or credit[2]
        end = _END.match(head, credit.end())
        if len(where) > NAME or "|" in where or "\n" in where or not _fits(where):
            return None
        where = _behind_byline(where)
        if agency_of(name):
            if not where and (after := _PLACE_AFTER.match(head, credit.end())):
                return _build(head, after.end(), after[1], name, context)
            if credit[2] and (day := _DATE_IN_SLASHES.match(head, credit.end())):
                return _build(head, day.end(), f"{where}, {day[1]}", name, context)
            if end and (end[1].strip() or _is_where(where, head[end.end() :])):
                return _build(head, end.end(), where, name, context)
        elif end and end[1].strip(" .") in _DASHES and name[0].isupper() and _is_shouted(where):
            return _build(head, end.end(), where, name, context)
    return None


def _is_where(where: str, rest: str) -> bool:
    """Whether the words before an agency are a place or a date, though no dash says so."""
    place = where.strip(" ,.")
    if any(c.isdigit() for c in where) or (place and _is_shouted(place)):
        return True
    return _is_known(place) or (rest.lstrip()[:1].isupper() and len(where.split()) <= _FEW)


def _is_shouted(where: str) -> bool:
    return where.partition(",")[0].isupper()


def _is_known(place: str) -> bool:
    first = place.partition(",")[0].strip(" .").casefold()
    return first in places() or place.casefold() in places()


def _behind_byline(where: str) -> str:
    """'By Ana Ruiz LONDON' -> 'LONDON': some papers run the byline into the dateline."""
    words = where.split()
    if where.partition(" ")[0].lower() not in words_of("small_words", "by"):
        return where
    start = next((n for n, word in enumerate(words) if len(word) > _FEW and word.isupper()), 0)
    return " ".join(words[start:])


def _without_agency(head: str, context: Context) -> Dateline | None:
    """A place in capitals, a place we know or a place with a date, and a dash or colon."""
    match = _PLAIN.match(head)
    if match is None:
        return None
    where, dash, end = match[1].rstrip(" ,"), match[2].strip(), match.end()
    day = _DATE_IN_DASHES.match(head, end)
    if day and _is_full(f"{where}, {day[1]}", context):
        return _build(head, day.end(), f"{where}, {day[1]}", None, context)
    before, _, last = where.replace(". ", ", ").rpartition(",")
    if before and agency_of(last) and _fits(before):
        return _build(head, end, before, last, context)
    after = _AGENCY_AFTER.match(head, end) if dash != ":" and _fits(where) else None
    if after and agency_of(after[1]):
        return _build(head, after.end(), where, after[1], context)
    is_span = head[end : end + 1].isdigit()  # 'Ana Ruiz, 3 May 1968 – 4 June 2020'
    if is_span or not _fits(where) or not _is_certain(where, dash, context):
        return None
    return _build(head, end, where, None, context)


def _is_certain(where: str, dash: str, context: Context) -> bool:
    """Whether place and dash alone make a dateline: 'ROMA, 25 LUG -', 'Berlin –', 'DELHI:'."""
    place, _, date_quote = _parts(where, context)
    first = place.partition(",")[0].strip(" .").casefold()
    if first in words_of("places", "not_place") or not first:
        return False
    if date_quote:
        return _is_known(place) or place.isupper() or _is_full(where, context)
    if _is_known(place):
        return dash != ":" or place.isupper()
    city, _, region = place.partition(",")  # 'PINE HOLLOW, Ore. –', 'TARROW, Texas –'
    region = region.strip()
    shouted = city.isupper() and (region == region.upper() or _is_region(region))
    return shouted and dash in _DASHES and len(first) > _FEW + (dash == "-")


def _is_region(name: str) -> bool:
    """'Ore.', 'N.C.' or a place we know."""
    return (len(name) <= NAME and name.endswith(".") and " " not in name) or _is_known(name)


def _is_full(where: str, context: Context) -> bool:
    """Whether a place of a few capitalised words is before a date with its year."""
    place, date, _ = _parts(where, context)
    words = place.replace(",", " ").split()
    full = date is not None and date.precision == "day"
    comma = where[len(place) :].lstrip()[:1] in (",", "،", "，")
    named = any(not is_particle(word.lower()) for word in words)
    return full and comma and named and not any(word[0].isdigit() for word in words)


def _east_asian(head: str, context: Context) -> Dateline | None:
    for pattern in (_CHINESE, _KOREAN, _JAPANESE) if has_east_asian(head) else ():
        match = pattern.match(head)
        parts = match.groupdict() if match else {}
        agency, where, day = parts.get("agency"), parts.get("where"), parts.get("date")
        told = day or (where and agency_of(agency or ""))
        if match and (told or pattern is not _CHINESE):
            place = _after_reporter(parts.get("reporter"), where)
            name = agency_of(agency or "") or agency
            date = _parts(day, context)[1] if day else None
            return Dateline(match[0].strip(), place, name, date)
    return None


def _after_reporter(reporter: str | None, where: str | None) -> str | None:
    """The place in '記者王小明台北', whose name and place no mark separates."""
    if not reporter or not where:
        return where
    words = reporter[2:] + where
    return next((words[size:] for size in (3, 2, 4) if words[size:] in places()), where)


# --- parts ---------------------------------------------------------------------------------------


def _build(head: str, end: int, where: str, agency: str | None, context: Context) -> Dateline:
    place, date, _ = _parts(where, context)
    place = re.sub(r"\s?\[[^\]]{0,30}\]", "", place).strip(" ,-")
    name = (agency_of(agency) or agency.strip()) if agency else None
    return Dateline(head[:end].strip(), unshout(place) or None, name, date)


def _parts(where: str, context: Context) -> tuple[str, IsoDate | None, str]:
    """Place, date and the date's words: 'LONDON, March 3' -> 'LONDON', None, 'March 3'."""
    digit = next((n for n, c in enumerate(where) if c.isdigit()), len(where))
    found = next(iter(find_dates(where, context)), None) if digit < len(where) else None
    if found is None:
        return where[:digit].strip(" ,"), None, ""
    place = _BEFORE_DATE.sub("", where[: found.start].rstrip())
    return place.strip(" ,،，、"), found.value, found.quote


def _fits(where: str) -> bool:
    """Whether the words can be place and date: few, and none of them a word of a sentence."""
    words = re.sub(r"[\[\],.]", " ", where).split()
    place = [word for word in words if not any(c.isdigit() for c in word)]
    small = words_of("not_people", "sentence") - {"de", "la", "das", "die"}
    return sum(word in small for word in place) <= (1 if len(place) > 2 else 0)
