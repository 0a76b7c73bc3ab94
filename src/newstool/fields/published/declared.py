"""The dates a document states for machines: JSON-LD, meta tags, microdata, URL, header lines, and
in the state that a page's program starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

from msgspec import structs

from newstool.dates import Context, ReadDate, read_stamp, url_date
from newstool.dates.clock import read_clock
from newstool.dates.labels import Role
from newstool.dates.settling import at_clock
from newstool.fields.published.claims import Claim, ClaimPlace
from newstool.fields.site import read_url
from newstool.model.article import Reading, Span
from newstool.page.declared import Declaration, of_meta, of_microdata
from newstool.page.facts import Page
from newstool.page.json_ld import JsonObject, types_of
from newstool.page.places import in_aside
from newstool.vocabulary.declared_places import Kind, places_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.place_weights import weights_of

_DIGIT = re.compile(r"\d")
_ROLES: tuple[Role, ...] = ("published", "modified")
_MAX_TAGS = 400  # meta tags and microdata values looked at
_MAX_META = 100  # characters of a meta tag that is a date

_LD_ROLES: dict[str, tuple[Role, float]] = {
    "datePublished": ("published", 1.0),
    "dateCreated": ("published", 0.28),  # below the share that counts beside datePublished
    "uploadDate": ("published", 0.6),
    "dateModified": ("modified", 1.0),
}
# Objects that describe something else on the page: a reader's comment, a picture, a rating.
_LD_OTHERS = frozenset(
    "comment review question answer imageobject aggregaterating person organization event offer "
    "breadcrumblist claimreview jobposting".split()
)
_LD_PAGES = frozenset("webpage itempage collectionpage aboutpage faqpage website".split())
_MAX_LD = 60  # objects looked at


def stated_claims(page: Page, context: Context) -> list[Claim]:
    """All that is stated, the surest places first."""
    address = read_url(page)
    return [
        *given_claims(page, context),
        *json_ld_claims(page, context),
        *meta_claims(page, context),
        *microdata_claims(page, context),
        *url_claims(address.value if address else None, "url"),
        *header_claims(page, context),
    ]


def json_ld_claims(page: Page, context: Context) -> Iterator[Claim]:
    """The dates of the main article object, and with less weight of the others."""
    weights = weights_of("dates")
    for node in page.head.json_ld[:_MAX_LD]:
        kind = _kind_of(node, page.article) if isinstance(node, Mapping) else None
        if kind is None:
            continue
        place: ClaimPlace = "json-ld-other" if kind == "json-ld-only" else kind
        for key, (role, share) in _LD_ROLES.items():
            if key in node:
                stated = page.declared.of_json_ld(node, key, node[key])
                yield from _stamp_claim(stated, context, role, place, weights[kind] * share)


def _kind_of(
    node: JsonObject, main: JsonObject | None
) -> Literal["json-ld", "json-ld-page", "json-ld-other", "json-ld-only"] | None:
    """The place that an object is; None for what describes something else on the page."""
    types = types_of(node)
    if node is main:
        return "json-ld"
    if not _LD_OTHERS.isdisjoint(types):
        return None
    if not _LD_PAGES.isdisjoint(types):
        return "json-ld-page"
    return "json-ld-other" if main is not None else "json-ld-only"


def _stamp_claim(
    stated: Declaration, context: Context, role: Role, kind: ClaimPlace, weight: float
) -> Iterator[Claim]:
    value = stated.value
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):  # {"@type": "Date", "@value": "2024-03-05"}
        value = value.get("@value")
    date = read_stamp(value, context)
    if date is not None and (date.value is not None or date.problem):
        found = stated.found(date, str(value)[:200])
        yield Claim(**structs.asdict(found), place=kind, weight=weight, role=role)


# What the meta tags of each group in `declared_places.toml` say.
_META_ROLES: Mapping[str, Role] = {
    "date_published": "published",
    "date_likely": "published",
    "date_modified": "modified",
}


@cache
def _meta_names() -> dict[str, tuple[Role, float]]:
    return {
        bare_name(place.name): (role, weights_of("dates")[group])
        for group, role in _META_ROLES.items()
        for place in places_of(group)
        if place.kind is Kind.META
    }


@lru_cache(maxsize=2048)
def _meta_role(name: str) -> tuple[Role, float] | None:
    """What a meta tag of this name says; a page's names recur on the next one."""
    surely = weights_of("dates")["date_published"]
    mark = _MARKS.search(name)
    own = name[mark.end() :] if mark and name[: mark.start()] not in _THINGS else ""
    for part in dict.fromkeys((bare_name(name), bare_name(own))):  # 'w-published-date'
        known = _meta_names().get(part)
        if known is None and _PUBLISHING.fullmatch(part):
            known = "published", surely
        if known is not None:
            is_likely = known[0] == "published" and known[1] < surely
            return None if is_likely and part != bare_name(name) else known
    return None


# Names built of a word for publishing: 'first-publication-date', 'story_publish_time'.
_PUBLISHING = re.compile(
    r"(?:first|original|initial|article|story|post|page|news|content|date){0,3}"
    r"(?:publish(?:ed|ing)?(?:on|at)?(?:date|datetime|time|timestamp)?|(?:publication|online)(?:date|datetime|time))"
)


# What a meta tag's date can be of other than the page: 'video:release_date'.
_THINGS = frozenset(
    "video music book product movie image photo event offer comment profile user author expiry "
    "valid last not un".split()
)
_MARKS = re.compile(r"[-_.:\s]")


def bare_name(name: str) -> str:
    """'article:published_time' -> 'articlepublishedtime'."""
    return _MARKS.sub("", name)


def meta_claims(page: Page, context: Context) -> Iterator[Claim]:
    """The dates of meta tags whose names say that they hold one."""
    items = page.declared.items
    for meta in dict.fromkeys(page.head.meta[:_MAX_TAGS]):
        content = meta.content
        if meta.name in _PROPS and meta.name in items:
            continue  # microdata written as <meta itemprop>, read as such
        if len(content) > _MAX_META or not _DIGIT.search(content):
            continue
        known = _meta_role(meta.name[:60])
        if known is not None:
            role, weight = known
            yield from _stamp_claim(of_meta(meta), context, role, "meta", weight)


_PROPS: Mapping[str, Role] = {
    "datepublished": "published",
    "datecreated": "published",
    "uploaddate": "published",
    "datemodified": "modified",
}


_MAX_OWN_DAYS = 2  # days of publication in microdata; more belong to other stories


def microdata_claims(page: Page, context: Context) -> Iterator[Claim]:
    """Microdata dates: of the article, not of its comments."""
    props = [prop for prop in page.head.itemprops if prop.prop in _PROPS][:_MAX_TAGS]
    days = {prop.value[:10] for prop in props if prop.prop == "datepublished"}
    if len(days) > _MAX_OWN_DAYS:  # a list of other stories
        return
    for prop in props:
        if prop.scope in _LD_OTHERS or in_aside(page.reading, prop.container):
            continue
        role, weight = _PROPS[prop.prop], weights_of("dates")[f"microdata:{prop.prop}"]
        yield from _stamp_claim(of_microdata(prop), context, role, "microdata", weight)


def url_claims(url: str | None, source: str) -> Iterator[Claim]:
    """The day in a URL's path; a month alone only supports other claims."""
    date = url_date(url) if url else None
    if date is not None:
        whole = bool(date.value and date.value.day)
        weight = weights_of("dates")["url" if whole else "url-month"]
        yield Claim(date, source, date.quote, place="url", role="published", weight=weight)


def given_claims(page: Page, context: Context) -> Iterator[Claim]:
    """The dates given beside the document, which go before all that is in it."""
    for role in _ROLES:
        for one in page.declared.given_for(f"date_{role}"):
            yield from _stamp_claim(one, context, role, "given", weights_of("dates")["given"])


def header_claims(page: Page, context: Context) -> Iterator[Claim]:
    """Front matter and archive lines: 'date: 2023-07-25', 'LOAD-DATE: July 25, 2023'."""
    hour = next((one.quote for one in page.declared.of("time_published")), None)
    for role in _ROLES:
        for one in page.declared.lines_of(f"date_{role}"):
            date = read_stamp(one.quote, context)
            if date is not None and role == "published" and hour is not None:
                date = _with_hour(date, hour, context)
            if date is not None:
                found = one.found(date, date.quote)
                weight = weights_of("dates")["line"]
                yield Claim(**structs.asdict(found), place="header", role=role, weight=weight)


def _with_hour(date: ReadDate, hour: str, context: Context) -> ReadDate:
    """A day with the time of day that another header line gives."""
    found = read_clock(hour.strip(), 0)
    if date.value is None or len(date.value) != 10 or found is None:
        return date
    return structs.replace(date, value=at_clock(date.value, found[0], context))


# --- in scripts ----------------------------------------------------------------------------------

_KEY = "ublish"  # in 'datePublished', 'published_at', 'publishDate', 'firstPublished'
_BEFORE, _AFTER = 16, 90  # characters around it that hold the name and the value
_MAX_KEYS = 200  # occurrences that are read
# "publishedAt":"2024-05-12T08:30:00Z", also with the quotes escaped: \\" or &quot;
_NAMED = later(
    r"(?<![a-zA-Z])(?:(?:date|first|original|article|story|post|page)_?)?publish(?:ed|ing)?(?:_?(?:date|time|at|on))?"
    r"(?:\\{0,3}[\"']|&quot;)\s{0,2}:\s{0,2}(?:\\{0,3}[\"']|&quot;)"
    r"(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\d])",
    re.IGNORECASE,
)


def script_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """The day of publication in the page's scripts, where they name one and no other. Linear."""
    if not reading.containers:
        return
    text = reading.document.text
    values: dict[str, tuple[str, Span]] = {}
    at = text.find(_KEY)
    for _ in range(_MAX_KEYS):
        if at < 0:
            break
        named = _NAMED.search(text, max(0, at - _BEFORE), at + _AFTER)
        if named is not None:
            values.setdefault(named[1][:10], (named[1], Span(*named.span(1))))
        at = text.find(_KEY, at + len(_KEY))
    if len(values) != 1:
        return
    for value, span in values.values():
        date = read_stamp(value, context)
        if date is not None and date.value is not None:
            weight = weights_of("dates")["script"]
            yield Claim(
                date, "script", value, at=span, place="script", role="published", weight=weight
            )
