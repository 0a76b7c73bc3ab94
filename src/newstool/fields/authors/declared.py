"""Authors that a page declares: JSON-LD, meta tags and microdata."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from newstool.fields.authors.claims import Claim
from newstool.model.article import Head
from newstool.names.credits import author_part, split_helpers
from newstool.names.lists import NameList, Trust, join, read_names
from newstool.names.one_name import has_capitals, is_particle
from newstool.page.json_ld import (
    SELECTOR,
    JsonObject,
    items,
    main_article,
    resolve,
    text_of,
    tidy,
    types_of,
    web_page,
)
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.names import given_names

MAX_AUTHORS = 100  # of one object; papers of large collaborations have more, and keep the first

# Name of a meta tag -> how far it is believed. Vendors of analytics, of citation managers and of
# content systems each have their own.
_META_WEIGHTS: Mapping[str, float] = {
    "author": 2.0,
    "article:author": 2.0,
    "article:author_name": 2.5,
    "article:author:name": 2.5,
    "parsely-author": 2.5,
    "sailthru.author": 2.5,
    "cxenseparse:author": 2.5,
    "cxenseparse:aut": 2.5,
    "bc:authors": 2.5,
    "byl": 2.5,
    "byline": 2.5,
    "dc.creator": 2.0,
    "dc:creator": 2.0,
    "dcterms.creator": 1.5,
    "dcsext.author": 2.5,
    "citation_author": 3.0,
    "citation_authors": 3.0,
    "og:author": 2.0,
    "og:article:author": 2.0,
    "article_author": 2.0,
    "article-author": 2.0,
    "article.author": 2.0,
    "shareaholic:article_author_name": 2.0,
    "news_authors": 2.0,
    "nar_author": 2.0,
    "lrt_authors": 2.0,
    "lp.article:author": 2.0,
    "vr:author": 2.0,
    "rbauthors": 2.0,
    "mediator_author": 2.0,
    "creator": 1.5,
    "authors": 2.0,
    "author_name": 2.0,
    "page_author": 2.0,
    "content_author": 2.0,
}
_CITATION = frozenset(("citation_author", "citation_authors", "dc.creator", "dc:creator"))
_LABELS = frozenset(("written by", "author", "authors", "by", "writer"))
_ORGANISATIONS = frozenset(
    (
        "organization",
        "newsmediaorganization",
        "corporation",
        "website",
        "webpage",
        "brand",
        "localbusiness",
    )
)
# 'Example Radio (www.example.org)': a name with a site's address is the site's.
_OWN_ADDRESS = re.compile(
    r"\bwww\.|\w\.(?:com|org|net|de|co|uk|fr|es|it|nl|ch|at|eu|info)\b(?!@)(?!.*@)"
)
_ADDRESSES = ("http://", "https://", "/", "www.")
_SHORT_NAME = 6  # characters of a site's short name in East Asian scripts
_TITLE_PARTS = re.compile(r"[_|｜\-–—]")
_GIVEN_WORDS = 3  # of 'Ruiz, Ana Maria L.'
_INVERTED = re.compile(r"\s*([^,;]{2,40}),\s*([^,;]{1,40})\s*")


def declared_claims(head: Head, sites: Collection[str]) -> Iterator[Claim]:
    """Every claim of the head, in no order of belief."""
    yield from _json_ld_claims(head, sites)
    yield from _meta_claims(head, sites)
    yield from _microdata_claims(head, sites)
    yield from _header_claims(head, sites)


# --- JSON-LD -------------------------------------------------------------------------------------


def _json_ld_claims(head: Head, sites: Collection[str]) -> Iterator[Claim]:
    article = main_article(head)
    if article is not None:
        yield from _object_claims(head, article, sites, "", 3.0)
        return
    page = web_page(head)
    if page is not None:
        yield from _object_claims(head, page, sites, "webpage.", 2.0)


def _object_claims(
    head: Head, node: JsonObject, sites: Collection[str], prefix: str, weight: float
) -> Iterator[Claim]:
    for key, role in (("author", "author"), ("creator", "author"), ("editor", "editor")):
        entries = [resolve(head, item) for item in items(node.get(key), MAX_AUTHORS)]
        if not entries:
            continue
        names, quotes = _merge(entries, sites)
        if names.names_anything:
            source = f"json-ld:{prefix}{key}"
            yield Claim(role, names, "json-ld", weight, source, quotes, selector=SELECTOR)
            if role == "author":
                return


def _merge(entries: list[object], sites: Collection[str]) -> tuple[NameList, tuple[str, ...]]:
    """One list of the names that several JSON-LD persons have, and the words as declared."""
    lists: list[NameList] = []
    quotes: list[str] = []
    for entry in entries:
        name = text_of(entry)
        if not name or name.startswith(("http://", "https://", "/")):
            continue
        quotes.append(name)
        body = not _ORGANISATIONS.isdisjoint(types_of(entry))
        lists.append(_organisation(name, sites) if body else read_declared(name, sites))
    return join(lists), tuple(quotes)


def _organisation(name: str, sites: Collection[str]) -> NameList:
    """What is declared an organisation; content systems declare people so, too."""
    found = read_names(name, sites, Trust.TEXT)
    if found.people and not found.organisations and sounds_certain(found):
        return found
    return found if found.agencies else NameList(organisations=(name,))


def sounds_certain(names: NameList) -> bool:
    """True when every name has both a known given name and more words."""
    from newstool.vocabulary.names import given_names

    return all(
        " " in person.name and person.name.split()[0].casefold() in given_names()
        for person in names.people
    )


def read_declared(text: str, sites: Collection[str]) -> NameList:
    """The names of one declared value, its lead words cut: 'By Ana Ruiz' -> Ana Ruiz."""
    if _OWN_ADDRESS.search(text):
        return NameList(organisations=(text,))
    return read_names(author_part(text), sites, Trust.DECLARED)


# --- meta tags -----------------------------------------------------------------------------------


def _meta_claims(head: Head, sites: Collection[str]) -> Iterator[Claim]:
    values: dict[str, list[str]] = {}
    previous = ""
    for tag in head.meta:
        name = tag.name
        if name in _META_WEIGHTS:
            value = tidy(tag.content[:2000])
            if value and not (value.startswith(_ADDRESSES) or _is_in_site_name(value, head)):
                values.setdefault(name, []).append(value)
        elif name.startswith("twitter:data") and previous in _LABELS:
            values.setdefault(name, []).append(tidy(tag.content[:2000]))
        previous = tag.content.strip().lower() if name.startswith("twitter:label") else ""
    for name, found in values.items():
        names = _meta_names(name, found[:MAX_AUTHORS], sites)
        if names.names_anything:
            quotes = tuple(dict.fromkeys(found[:MAX_AUTHORS]))
            selector = f'meta[name="{name}"]'
            weight = _META_WEIGHTS.get(name, 2.0)
            yield Claim("author", names, "meta", weight, f"meta:{name}", quotes, selector=selector)


def _is_in_site_name(value: str, head: Head) -> bool:
    """Whether a short Chinese, Japanese or Korean value opens the last part of the title.

    The site's name stands there: author 'Hanjiang' of 'Bridge reopens_Hanjiang News'.
    """
    if value.isascii() or not 1 < len(value) <= _SHORT_NAME or not head.html_title:
        return False
    last = _TITLE_PARTS.split(head.html_title[-200:])[-1].strip()
    return last.startswith(value) and not has_capitals(value)


def _meta_names(name: str, values: list[str], sites: Collection[str]) -> NameList:
    if name in _CITATION:
        values = [part for value in values for part in value.split(";")]
        values = [_upright(value) for value in values]
    return join([read_declared(value, sites) for value in dict.fromkeys(values)])


def _upright(value: str) -> str:
    """'Ruiz, Ana' -> 'Ana Ruiz', where a single comma parts surname and given name."""
    match = _INVERTED.fullmatch(value)
    return f"{match[2]} {match[1]}" if match and " " not in match[1].strip() else value


def _turned(value: str) -> str:
    surname, _, given = value.partition(",")
    return f"{given.strip()} {surname.strip()}"


def _is_inverted(value: str, *, sole: bool) -> bool:
    """Whether a part of an archive's line of authors is 'Ruiz, Ana', not 'Ana Ruiz, Staff'.

    Two of a kind prove each other; a `sole` one must have a surname of one word, particles apart.
    """
    match = _INVERTED.fullmatch(value)
    if match is None or len(match[2].split()) > _GIVEN_WORDS:
        return False
    surname = match[1].split()
    while len(surname) > 1 and is_particle(surname[0]):
        surname = surname[1:]
    if len(surname) == 1:
        return bool(value.strip())
    return not sole and bool(surname) and surname[0].casefold() not in given_names()


# --- microdata -----------------------------------------------------------------------------------


def _microdata_claims(head: Head, sites: Collection[str]) -> Iterator[Claim]:
    """`itemprop=author`, with the `name` inside it where it is a scope of its own."""
    sole = sum(prop.prop == "author" for prop in head.itemprops) == 1
    inner = ""  # the name that stands right before, inside the author's element
    for prop in head.itemprops:
        value = prop.value or (inner if sole else "")
        inner = prop.value if prop.prop == "name" and prop.scope == "person" else ""
        if prop.prop != "author" or not value or len(value) > 120:
            continue
        if not any(
            kind in prop.scope
            for kind in ("article", "posting", "thing", "review", "report", "person")
        ):
            continue
        names = read_declared(tidy(value), sites)
        if names.people:
            yield Claim(
                "author",
                names,
                "microdata",
                1.5,
                "microdata:author",
                (value,),
                selector='[itemprop~="author"]',
            )
            return


# --- labelled lines of front matter and archives -------------------------------------------------

_HEADER_ROLES = {"authors": "author", "editors": "editor"}


def _header_claims(head: Head, sites: Collection[str]) -> Iterator[Claim]:
    for line in head.headers:
        role = _HEADER_ROLES.get(header_field(line.name) or "")
        if role is None or not line.value.strip():
            continue
        value = split_helpers(line.value)[0].strip("[]").replace('"', " ")
        parts = value.split(";")[:MAX_AUTHORS]
        if all(_is_inverted(part, sole=len(parts) == 1) for part in parts):
            names = join([read_declared(_turned(part), sites) for part in parts])
        else:
            names = read_declared(value, sites)
        if names.names_anything:
            source, span = f"labelled line '{line.name}'", (line.start, line.end)
            yield Claim(role, names, "header", 5.0, source, (line.value,), span=span)
