"""Authors that a page declares: JSON-LD, meta tags and microdata."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from msgspec.structs import asdict, replace

from newstool.fields.authors.claims import Claim, ClaimPlace
from newstool.fields.mail_sender import sender_above
from newstool.model.article import Head, InJson
from newstool.names.credits import author_part, split_helpers
from newstool.names.cuts import EMAIL
from newstool.names.lists import NameList, Trust, join, read_names
from newstool.names.one_name import is_particle
from newstool.page.declared import Declaration, of_meta, of_microdata
from newstool.page.facts import Page
from newstool.page.json_ld import (
    JsonObject,
    items,
    resolve,
    text_of,
    tidy,
    types_of,
    web_page,
)
from newstool.page.mails import is_mail
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.names import LeadRole
from newstool.vocabulary.patterns import later
from newstool.vocabulary.place_weights import weights_of

MAX_AUTHORS = 100  # of one object; papers of large collaborations have more, and keep the first

# Groups of meta tags in `declared_places.toml`, by how far they are believed.
_META_GROUPS = ("authors_cited", "authors_exported", "authors_stated", "authors_vague")
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
_INVERTED = later(r"\s*([^,;]{2,40}),\s*([^,;]{1,40})\s*")


_ROLES: Mapping[str, LeadRole] = {"author": "author", "creator": "author", "editor": "editor"}
_PLACES: Mapping[Kind, ClaimPlace] = {
    Kind.GIVEN: "given",
    Kind.LINE: "header",
    Kind.JSON_LD: "json-ld",
    Kind.META: "meta",
    Kind.MICRODATA: "microdata",
}


def declared_claims(page: Page) -> Iterator[Claim]:
    """Every claim of the head, in no order of belief."""
    yield from _given_claims(page)
    yield from _json_ld_claims(page)
    yield from _meta_claims(page)
    yield from _microdata_claims(page)
    yield from _header_claims(page)
    yield from _mail_claims(page)


def _claim(
    role: LeadRole, names: NameList, weight: float, stated: Declaration, quotes: tuple[str, ...]
) -> Claim:
    found, place = stated.found(names, ", ".join(quotes)), _PLACES[stated.kind]
    return Claim(**asdict(found), place=place, weight=weight, role=role, quotes=quotes)


# --- JSON-LD -------------------------------------------------------------------------------------


def _json_ld_claims(page: Page) -> Iterator[Claim]:
    if page.article is not None:
        yield from _object_claims(page, page.article, "", weights_of("authors")["json-ld"])
        return
    web = web_page(page.head)
    if web is not None:
        yield from _object_claims(page, web, "webpage.", weights_of("authors")["json-ld-page"])


def _object_claims(page: Page, node: JsonObject, prefix: str, weight: float) -> Iterator[Claim]:
    for key, role in _ROLES.items():
        entries = [resolve(page.head, item) for item in items(node.get(key), MAX_AUTHORS)]
        if not entries:
            continue
        names, quotes = _merge(entries, page.site_names)
        if names.names_anything:
            stated = page.declared.of_json_ld(node, prefix + key, node[key])
            yield _claim(role, names, weight, stated, quotes)
            if role == "author":
                return


def _merge(entries: list[object], sites: Collection[str]) -> tuple[NameList, tuple[str, ...]]:
    """One list of the names that several JSON-LD persons have, and the words as declared."""
    lists: list[NameList] = []
    quotes: list[str] = []
    for entry in entries:
        name = text_of(entry)
        if not name or not _may_name_author(name):
            continue
        quotes.append(name)
        body = not _ORGANISATIONS.isdisjoint(types_of(entry))
        lists.append(_organisation(name, sites) if body else read_declared(name, sites))
    return join(lists), tuple(quotes)


def _organisation(name: str, sites: Collection[str]) -> NameList:
    """What is declared an organisation."""
    found = read_names(name, sites, Trust.TEXT)
    return found if found.agencies else NameList(organisations=(name,))


def read_declared(text: str, sites: Collection[str]) -> NameList:
    """The names of one declared value, its lead words cut: 'By Ana Ruiz' -> Ana Ruiz."""
    if _OWN_ADDRESS.search(EMAIL.sub("", text) if "@" in text else text):
        return NameList(organisations=(text,))
    return read_names(author_part(text), sites, Trust.DECLARED)


# --- meta tags -----------------------------------------------------------------------------------


def _meta_claims(page: Page) -> Iterator[Claim]:
    weights = weights_of("authors")
    for group in _META_GROUPS:
        for _, tags in groupby(page.declared.of(group), key=attrgetter("name")):
            said = [one for one in tags if _may_name_author(one.text)]
            yield from _meta_claim(page, said, weights[group])
    yield from _meta_claim(page, _labelled_for_cards(page.head), weights["authors_stated"])


def _meta_claim(page: Page, tags: Sequence[Declaration], weight: float) -> Iterator[Claim]:
    """What meta tags of one name say together."""
    values = [one.text for one in tags[:MAX_AUTHORS]]
    names = _meta_names(tags[0].name, values, page.site_names) if tags else NameList()
    if names.names_anything:
        yield _claim("author", names, weight, tags[0], tuple(dict.fromkeys(values)))


def _labelled_for_cards(head: Head) -> list[Declaration]:
    """'twitter:data1' behind a 'twitter:label1' that says 'Written by'."""
    return [
        of_meta(data)
        for label, data in pairwise(head.meta)
        if data.name.startswith("twitter:data")
        and label.name.startswith("twitter:label")
        and label.content.strip().lower() in _LABELS
    ]


def _may_name_author(value: str) -> bool:
    return bool(value) and not value.startswith(_ADDRESSES)


def _meta_names(name: str, values: list[str], sites: Collection[str]) -> NameList:
    if name in _CITATION:
        values = [part for value in values for part in value.split(";")]
        values = [_upright(value) for value in values]
    return join([read_declared(value, sites) for value in dict.fromkeys(values)])


def _upright(value: str) -> str:
    """'Ruiz, Ana' -> 'Ana Ruiz', where a single comma parts surname and given name."""
    match = _INVERTED.fullmatch(value)
    return f"{match[2]} {match[1]}" if match else value


def _turned(value: str) -> str:
    surname, _, given = value.partition(",")
    return f"{given.strip()} {surname.strip()}"


def _is_inverted(value: str, *, sole: bool) -> bool:
    """Whether a part of an archive's line of authors is 'Ruiz, Ana', not 'Ana Ruiz, Staff'.

    Two of a kind prove each other; a `sole` one must have a surname of one word, particles apart.
    """
    match = _INVERTED.fullmatch(value)
    if match is None:
        return False
    surname = match[1].split()
    while len(surname) > 1 and is_particle(surname[0]):
        surname = surname[1:]
    return len(surname) == 1 or not sole


# --- microdata -----------------------------------------------------------------------------------


def _microdata_claims(page: Page) -> Iterator[Claim]:
    """`itemprop=author`, with the `name` inside it where it is a scope of its own."""
    sole = len(page.declared.items.get("author", ())) == 1
    inner = ""  # the name that stands right before, inside the author's element
    for prop in page.head.itemprops:
        value = prop.value or (inner if sole else "")
        inner = prop.value if prop.prop == "name" and prop.scope == "person" else ""
        if prop.prop != "author":
            continue
        if not any(
            kind in prop.scope
            for kind in ("article", "posting", "thing", "review", "report", "person")
        ):
            continue
        names = read_declared(tidy(value), page.site_names)
        if names.people:
            yield _claim(
                "author", names, weights_of("authors")["microdata"], of_microdata(prop), (value,)
            )
            return


# --- given beside the document -------------------------------------------------------------------

_GIVEN_ROLES: tuple[tuple[str, LeadRole, str], ...] = (
    ("authors", "author", "given"),
    ("byline", "author", "given-byline"),
    ("editors", "editor", "given"),
)


def _given_claims(page: Page) -> Iterator[Claim]:
    """The authors, the byline and the editors that were given beside the document.

    Of a mail that is who sent it: a byline in it says more.
    """
    for field, role, kind in _GIVEN_ROLES:
        given = list(page.declared.given_for(field))[:MAX_AUTHORS]
        parts = dict.fromkeys(part for one in given for part in one.text.split(";"))
        names = join([read_declared(part, page.site_names) for part in parts])
        if names.names_anything:
            place = given[0]
            if len(given) > 1 and isinstance(place.at, InJson):  # the list that holds them all
                place = replace(place, at=InJson(place.at.pointer.rpartition("/")[0]))
            quotes = tuple(one.quote for one in given)
            weight = weights_of("authors")["sender" if is_mail(page.reading) else kind]
            yield _claim(role, names, weight, place, quotes)


# --- labelled lines of front matter and archives -------------------------------------------------

_HEADER_ROLES: Mapping[str, LeadRole] = {"authors": "author", "editors": "editor"}


def _mail_claims(page: Page) -> Iterator[Claim]:
    """Who sent the mail whose own lines are above a text; of a mail file it is given."""
    found = None if is_mail(page.reading) else sender_above(page)
    if found is not None and found[1].person:
        place, sender = found
        names = read_declared(sender.person, page.site_names)
        yield _claim("author", names, weights_of("authors")["sender"], place, (place.quote,))


def _header_claims(page: Page) -> Iterator[Claim]:
    for field, role in _HEADER_ROLES.items():
        for one in page.declared.lines_of(field):
            value = split_helpers(one.quote)[0].strip("[]").replace('"', " ")
            parts = value.split(";")[:MAX_AUTHORS]
            if all(_is_inverted(part, sole=len(parts) == 1) for part in parts):
                names = join([read_declared(_turned(part), page.site_names) for part in parts])
            else:
                names = read_declared(value, page.site_names)
            if names.names_anything:
                yield _claim(role, names, weights_of("authors")["line"], one, (one.quote,))
