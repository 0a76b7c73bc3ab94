"""The dates a document states for machines: JSON-LD, meta tags, microdata, URL, header lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from msgspec import structs

from newstool.dates import Context, ReadDate, read_stamp, url_date
from newstool.dates.clock import read_clock, zone_offset
from newstool.dates.labels import Role
from newstool.fields.published.claims import Claim, ClaimPlace
from newstool.model.isodate import IsoDate
from newstool.page.declared import Declaration, of_meta, of_microdata
from newstool.page.facts import Page
from newstool.page.json_ld import types_of
from newstool.page.places import in_aside
from newstool.vocabulary.declared_places import Kind, places_of
from newstool.vocabulary.place_weights import weights_of

_DIGIT = re.compile(r"\d")
_MAX_TAGS = 400  # meta tags and microdata values looked at
_MAX_META = 100  # characters of a meta tag that is a date

_LD_ROLES: dict[str, tuple[Role, float]] = {
    "datePublished": ("published", 1.0),
    "dateCreated": ("published", 0.5),
    "uploadDate": ("published", 0.6),
    "dateModified": ("modified", 1.0),
}
# Objects that describe something else on the page: a reader's comment, a picture, a rating.
_LD_OTHERS = frozenset(
    "comment review question answer imageobject aggregaterating person organization event offer "
    "breadcrumblist claimreview jobposting".split()
)
_LD_PAGES = ("webpage", "itempage", "collectionpage", "aboutpage", "faqpage", "website")
_MAX_LD = 60  # objects looked at


def json_ld_claims(page: Page, context: Context) -> Iterator[Claim]:
    """The dates of the main article object, and with less weight of the others."""
    main, weights = page.article, weights_of("dates")
    weight: float
    kind: ClaimPlace
    for node in page.head.json_ld[:_MAX_LD]:
        if not isinstance(node, Mapping):
            continue
        types = types_of(node)
        if node is main:
            weight, kind = weights["json-ld"], "json-ld"
        elif any(name in _LD_OTHERS for name in types):
            continue
        elif any(name in _LD_PAGES for name in types):
            weight, kind = weights["json-ld-page"], "json-ld-page"
        elif main is not None:
            weight, kind = weights["json-ld-other"], "json-ld-other"
        else:
            weight, kind = weights["json-ld-only"], "json-ld-other"
        for key, (role, share) in _LD_ROLES.items():
            if key in node:
                stated = page.declared.of_json_ld(node, key, node[key])
                yield from _stamp_claim(stated, context, role, kind, weight * share)


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
    names = _meta_names()
    known = names.get(bare_name(name))
    if known is None and (mark := _MARKS.search(name)) and name[: mark.start()] not in _THINGS:
        known = names.get(bare_name(name[mark.end() :]))  # 'w-published-date'
        if known == ("published", weights_of("dates")["date_likely"]):
            return None
        if known is None and _PUBLISHING.fullmatch(bare_name(name[mark.end() :])):
            return "published", weights_of("dates")["date_published"]
    if known is None and _PUBLISHING.fullmatch(bare_name(name)):
        return "published", weights_of("dates")["date_published"]
    return known


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
        if (
            meta.name in _PROPS and meta.name in items
        ):  # microdata written as <meta itemprop>, read as such
            continue
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
        if not prop.value or prop.scope in _LD_OTHERS:
            continue
        if in_aside(page.reading, prop.container):
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
    roles: tuple[Role, ...] = ("published", "modified")
    for role in roles:
        for one in page.declared.given_for(f"date_{role}"):
            yield from _stamp_claim(one, context, role, "given", weights_of("dates")["given"])


def header_claims(page: Page, context: Context) -> Iterator[Claim]:
    """Front matter and archive lines: 'date: 2023-07-25', 'LOAD-DATE: July 25, 2023'."""
    hour = next((one.quote for one in page.declared.of("time_published")), None)
    roles: tuple[Role, ...] = ("published", "modified")
    for role in roles:
        for one in page.declared.lines_of(f"date_{role}"):
            date = read_stamp(one.quote, context)
            if date is None:
                continue
            if role == "published" and hour is not None:
                date = _with_hour(date, hour, context)
            yield Claim(
                date,
                one.source,
                date.quote,
                at=one.at,
                place="header",
                role=role,
                weight=weights_of("dates")["line"],
            )


def _with_hour(date: ReadDate, hour: str, context: Context) -> ReadDate:
    """A day with the time of day that another header line gives."""
    found = read_clock(hour.strip(), 0)
    if date.value is None or len(date.value) != 10 or found is None:
        return date
    zone = zone_offset(found[0].zone, date.value, context.region, context.language)
    return structs.replace(date, value=IsoDate(f"{date.value}T{found[0].text}{zone}"))
