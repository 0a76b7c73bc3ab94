"""The dateline at the head of the copy: 'LONDON, March 3 (Reuters) -'.

Forms: Latin, Cyrillic and Arabic agencies put place, date and agency before a dash; press release
wires put theirs between dashes or slashes; Chinese agencies end in '电', Korean and Japanese ones
stand in brackets. After the stylebooks of AP, Reuters, AFP and dpa and the copy of the others.
"""

from __future__ import annotations

import re

from newstool.dates import Context, find_dates
from newstool.model.article import BODY_LABELS, Dateline, Found, Label
from newstool.model.isodate import IsoDate
from newstool.names.one_name import is_particle, unshout
from newstool.page.facts import LabelledPage, Page
from newstool.vocabulary.names import agency_of, places, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

MAX_DATELINE = 160  # characters; the longest of the development data has 70
_NO_PARAGRAPHS = (Label.HEADING, Label.LIST_ITEM)  # 'Q2 profit up 4 percent' above the dateline
_FEW = 3  # paragraphs that may open with it, as a standfirst may be labelled body; short words
_MAX_PLACE = 70  # characters of place and date together
_MAX_PLACE_WORDS = 6  # of place and date; and characters of 'Calif.', whose stop ends no sentence
_DASHES = frozenset(("-", "--", "–", "—", "−"))

_GATE = re.compile(r"[-–—:：(\[/【［（〔]|电|電|讯|訊")
# Place and date, then the agency in brackets or slashes.
_END = r"(?P<end>\.?(?:\s{0,2}(?:--|[-–—−])|\s{0,2}[:：]|,)|\.(?=\s)|(?=\s))"
_AGENCY_LAST = re.compile(
    rf"(?P<where>[^()|\n]{{0,{_MAX_PLACE}}}?),?\s{{0,2}}\(\s?(?P<agency>[^()\n]{{2,40}}?)\s?\){_END}"
)
# The country in brackets too: 'Halvren (Norlande), 14 nov 2024 (AFP) -'.
_AGENCY_SECOND = later(
    rf"(?P<where>[^()|\n]{{2,40}}\([^()\n]{{2,30}}\)[^()|\n]{{0,40}}?),?\s{{0,2}}"
    rf"\(\s?(?P<agency>[^()\n]{{2,40}}?)\s?\){_END}"
)
_AGENCY_IN_SLASHES = re.compile(
    rf"(?P<where>[^()/|\n]{{0,{_MAX_PLACE}}}?),?\s{{0,2}}/(?P<agency>[^()/\n]{{2,40}}?)/{_END}"
)
# The agency first: '(ANSA) - ROMA, 25 LUG -'.
_AGENCY_FIRST = re.compile(
    rf"[(/]\s?(?P<agency>[^()/\n]{{2,40}}?)\s?[)/]\s{{0,2}}(?:--|[-–—−])?\s{{0,2}}"
    rf"(?P<where>[^()/|\n]{{2,{_MAX_PLACE}}}?)(?P<end>\s{{0,2}}(?:--|[-–—])(?=\s))"
)
# No brackets: 'WASHINGTON —', 'МОСКВА, 3 мар — РИА Новости.', 'Tehran, July 25, IRNA –'.
_PLAIN = re.compile(
    rf"(?P<where>[^()/|\n:;!?—–]{{2,{_MAX_PLACE}}}?)(?P<end>\s{{0,2}}(?:--|[—–])\s?|\s-\s|-\s|:\s)"
)
# The date between dashes: 'PORT AVERIL, Norland – November 14, 2024 –'.
_DASH_DATE = re.compile(
    r"(?P<where>[^()/|\n:;!?—–\d]{2,50}?)\s{0,2}(?:--|[-—–])\s{0,2}"
    r"(?P<date>[^()/|\n:;!?—–]{6,30}?\d)(?P<end>\s{0,2}(?:--|[—–]|-(?=\s)))"
)
_BEFORE_DATE = later(r"[\s,،，](?:le|den|el|il|am|em|op|d\.)$")  # 'Paris, le 3 mars 2023'
_FULL_DATE = 10  # characters of '2024-11-14'
_AGENCY_AFTER = later(r"(?P<agency>[^.,—–-]{2,30})(?P<end>\.|\s[-–—])(?=\s)")
_WIRE_SLASHES = re.compile(
    r"(?P<where>[^/\n]{2,60}?)\s/\s(?P<agency>[A-Za-z. ]{4,30}?)\s/\s"
    r"(?P<date>[^/\n]{4,30}?)\s/(?P<end>)"
)
_CHINESE = later(
    r"[（(【\[]?(?:据)?(?P<agency>[\u4e00-\u9fffA-Za-z]{2,6}?(?:社|网|報|报|通讯社|通訊社))(?P<reporter>(?:记者|記者)[\u4e00-\u9fff]{2,4}?)?"
    r"(?P<where>[\u4e00-\u9fff·]{2,8}?)?(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)?(?P<end>专?[电電讯訊](?:文)?)[）)】\]]?"
)
_KOREAN = later(
    r"[(\[【](?P<where>[\uac00-\ud7a3·,\s]{2,20}?)\s?=\s?(?P<agency>[\uac00-\ud7a3A-Za-z0-9]{2,14})(?P<end>)[)\]】]"
)
_JAPANESE = later(
    r"[【［\[（(](?P<where>[\u3040-\u30ff\u3400-\u9fff・]{2,12}?)"
    r"(?:[\s　]?(?P<date>[\d０-９]{1,2}日)[\s　]?)?"
    r"(?:[=＝][^】］\])）]{1,20}|[\s　]?(?P<agency>共同|時事|ロイター|AFP|CNN|BBC))(?P<end>)"
    r"[】］\])）](?:\s?[-－―])?"
)


def read_dateline(page: LabelledPage) -> Found[Dateline] | None:
    """The dateline that opens one of the first paragraphs, or None."""
    settings, language = page.settings, page.head.language
    context = Context(now=settings.now, order=settings.date_order, language=language)
    seen = 0
    for item in page.labelled:
        if item.label not in BODY_LABELS or item.label in _NO_PARAGRAPHS:
            continue
        seen += 1
        if seen > _FEW:
            break
        dateline = parse_dateline(item.block.text, context, first=seen == 1)
        if dateline is not None:
            return Found(dateline, "dateline", dateline.raw, block=item.block.index)
    return _labelled(page, context)


def _labelled(page: Page, context: Context) -> Found[Dateline] | None:
    """The dateline that an archive gives on a line of its own: 'DATELINE: LONDON, March 3'."""
    for one in page.declared.of("dateline"):
        place, date, _ = _parts(one.text, context)
        if place:
            return one.found(Dateline(one.text, unshout(place), None, date))
    return None


def parse_dateline(
    text: str, context: Context | None = None, *, first: bool = True
) -> Dateline | None:
    """The dateline that `text` opens with, or None.

    In a paragraph that is not the `first`, only one that names an agency is believed.
    """
    head = text[:MAX_DATELINE]
    if not _GATE.search(head):
        return None
    context = context or Context()
    readers = (_press_release, _with_agency, _east_asian, _without_agency)
    for read in readers if first else readers[:_FEW]:
        dateline = read(head, context)
        if dateline is not None:
            return dateline
    return None


# --- the forms -----------------------------------------------------------------------------------


def _with_agency(head: str, context: Context) -> Dateline | None:
    """An agency in brackets or slashes, before or behind the place."""
    match = _AGENCY_FIRST.match(head)
    if match and agency_of(match["agency"]):
        return _build(head, match, match["where"], match["agency"], context)
    match = _AGENCY_LAST.match(head)
    if match is not None and agency_of(match["agency"]) is None:
        match = _AGENCY_SECOND.match(head) or match
    match = match or _AGENCY_IN_SLASHES.match(head)
    if match is None or not _fits(match["where"]):
        return None
    where, end = _behind_byline(match["where"]), match["end"].strip()
    shouted = where.partition(",")[0].isupper()
    if agency_of(match["agency"]):
        sentence_follows = head[match.end() :].lstrip()[:1].isupper()
        dated = any(c.isdigit() for c in where)
        if end or dated or _is_place(where) or (sentence_follows and len(where.split()) <= _FEW):
            return _build(head, match, where, match["agency"], context)
    elif shouted and match["agency"][0].isupper() and end.strip(".") in _DASHES:
        return _build(head, match, where, match["agency"], context)
    return None


def _behind_byline(where: str) -> str:
    """'By Ana Ruiz LONDON' -> 'LONDON': some papers run the byline into the dateline."""
    if not where.lower().startswith(("by ", "von ", "par ", "por ")):
        return where
    words = where.split()
    start = next((n for n, word in enumerate(words) if len(word) > _FEW and word.isupper()), 0)
    return " ".join(words[start:])


def _press_release(head: str, context: Context) -> Dateline | None:
    """'TORONTO / ACCESSWIRE / March 3, 2023 /'; the other wires have the usual forms."""
    match = _WIRE_SLASHES.match(head)
    if match is None or agency_of(match["agency"]) is None:
        return None
    where = f"{match['where']}, {match['date']}"
    return _build(head, match, where, match["agency"], context)


def _without_agency(head: str, context: Context) -> Dateline | None:
    """A place in capitals, a place we know or a place with a date, and a dash or colon."""
    dated = _DASH_DATE.match(head)
    if dated is not None:
        where = f"{dated['where']}, {dated['date']}"
        if _is_full(where, dated["where"].strip(), context):
            return _build(head, dated, where, None, context)
    match = _PLAIN.match(head)
    if match is None:
        return None
    where = match["where"].rstrip(" ,")
    before, _, last = where.replace(". ", ", ").rpartition(",")
    if before and agency_of(last) and _fits(before):
        return _build(head, match, before, last, context)
    dash = match["end"].strip()
    after = _AGENCY_AFTER.match(head, match.end())
    if dash != ":" and after and agency_of(after["agency"]) and _fits(where):
        return _build(head, after, where, after["agency"], context)
    if not _fits(where) or not _is_certain(where, dash, context):
        return None
    if head[match.end() : match.end() + 1].isdigit():  # 'Ana Ruiz, 3 May 1968 – 4 June 2020'
        return None
    return _build(head, match, where, None, context)


def _is_certain(where: str, dash: str, context: Context) -> bool:
    """Whether place and dash alone make a dateline: 'ROMA, 25 LUG -', 'Berlin –', 'DELHI:'."""
    place, _, date_quote = _parts(where, context)
    first = place.partition(",")[0].strip(" .").casefold()
    if first in words_of("places", "not_place") or not first:
        return False
    known = first in places() or place.casefold() in places()
    if date_quote:
        return known or place.isupper() or _is_full(where, place, context)
    if known:
        return dash != ":" or place.isupper()
    return place.isupper() and dash in _DASHES and len(first) > _FEW + (dash == "-")


def _is_full(where: str, place: str, context: Context) -> bool:
    """Whether a place of a few capitalised words stands before a date with its year."""
    _, date, _ = _parts(where, context)
    words = place.replace(",", " ").split()
    full = date is not None and len(str(date)) >= _FULL_DATE
    comma = where[len(place) :].lstrip()[:1] in (",", "،", "，")
    named = any(not is_particle(word.lower()) for word in words)
    return full and comma and named and not any(word[0].isdigit() for word in words)


def _east_asian(head: str, context: Context) -> Dateline | None:
    if not has_east_asian(head):
        return None
    for pattern in (_CHINESE, _KOREAN, _JAPANESE):
        match = pattern.match(head)
        if match is None:
            continue
        parts = match.groupdict()
        agency, where, day = parts.get("agency"), parts.get("where"), parts.get("date")
        if pattern is _CHINESE and not (agency_of(agency or "") or day):
            continue
        if pattern is _CHINESE and where is None and day is None:
            continue
        place = _after_reporter(parts.get("reporter"), where)
        date = _date_of(day, context) if day else None
        known = agency_of(agency) or agency if agency and agency != "本报" else None
        return Dateline(match[0].strip(), place, known, date)
    return None


def _after_reporter(reporter: str | None, where: str | None) -> str | None:
    """The place in '記者王小明台北', whose name and place no mark parts."""
    if not reporter or not where:
        return where
    words = reporter[2:] + where
    for size in (3, 2, 4):
        if words[size:] in places():
            return words[size:]
    return where


# --- parts ---------------------------------------------------------------------------------------


def _build(
    head: str, match: re.Match[str], where: str, agency: str | None, context: Context
) -> Dateline:
    place, date, _ = _parts(where, context)
    place = re.sub(r"\s?\[[^\]]{0,30}\]", "", place).strip(" ,-")
    name = (agency_of(agency) or agency.strip()) if agency else None
    raw = head[: match.end()].strip()
    return Dateline(raw, unshout(place) or None, name, date)


def _parts(where: str, context: Context) -> tuple[str, IsoDate | None, str]:
    """Place, date and the date's words: 'LONDON, March 3' -> 'LONDON', None, 'March 3'."""
    if not any(c.isdigit() for c in where):
        return where.strip(" ,"), None, ""
    found = next(iter(find_dates(where, context)), None)
    if found is None:
        start = next(n for n, c in enumerate(where) if c.isdigit())
        return where[:start].strip(" ,"), None, ""
    place = _BEFORE_DATE.sub("", where[: found.start].rstrip())
    return place.strip(" ,،，、"), found.value, found.quote


def _date_of(quote: str, context: Context) -> IsoDate | None:
    found = next(iter(find_dates(quote, context)), None)
    return found.value if found else None


def _fits(where: str) -> bool:
    """Whether the words can be place and date: few, and none of them a word of a sentence."""
    words = re.sub(r"[\[\],.]", " ", where).split()
    place = [word for word in words if not any(c.isdigit() for c in word)]
    small = words_of("not_people", "sentence") - {"de", "la", "das", "die"}
    sentence = [word for word in place if word in small]
    return len(sentence) <= (1 if len(place) > 2 else 0)


def _is_place(where: str) -> bool:
    place = where.strip(" ,.")
    return bool(place) and (place.isupper() or place.partition(",")[0].casefold() in places())
