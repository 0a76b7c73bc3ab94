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
    "organization newsmediaorganization corporation website webpage brand localbusiness".split()
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
# What is given beside the document, the role and the weight of it; labelled lines have no byline.
_STATED: tuple[tuple[str, LeadRole, str], ...] = (
    ("authors", "author", "given"),
    ("byline", "author", "given-byline"),
    ("editors", "editor", "given"),
)
_SCOPES = ("article", "posting", "thing", "review", "report", "person")


def declared_claims(page: Page) -> Iterator[Claim]:
    """Every claim of the head, in no order of belief."""
    yield from _given_claims(page)
    yield from _json_ld_claims(page)
    yield from _meta_claims(page)
    yield from _microdata_claims(page)
    yield from _line_claims(page)


def _claim(
    stated: Declaration, names: NameList, kind: str, role: LeadRole, *quotes: str
) -> Iterator[Claim]:
    """A claim of what is declared, if it names anything; its weight is that of such a kind."""
    if names.names_anything:
        found, weight = stated.found(names, ", ".join(quotes)), weights_of("authors")[kind]
        place = _PLACES[stated.kind]
        yield Claim(**asdict(found), place=place, weight=weight, role=role, quotes=quotes)


# --- JSON-LD -------------------------------------------------------------------------------------


def _json_ld_claims(page: Page) -> Iterator[Claim]:
    """The author of the article, else of the web page, and its editors where it has no author."""
    node = page.article or web_page(page.head)
    prefix, kind = ("", "json-ld") if page.article is not None else ("webpage.", "json-ld-page")
    if node is None:
        return
    for key, role in _ROLES.items():
        entries = [resolve(page.head, item) for item in items(node.get(key), MAX_AUTHORS)]
        named = [(entry, name) for entry in entries if (name := text_of(entry)) and _is_name(name)]
        names = join([_entry(entry, name, page.site_names) for entry, name in named])
        if names.names_anything:
            stated = page.declared.of_json_ld(node, prefix + key, node[key])
            yield from _claim(stated, names, kind, role, *(name for _, name in named))
            if role == "author":
                return


def _entry(entry: object, name: str, sites: Collection[str]) -> NameList:
    """The names of one of the persons or organisations of a JSON-LD object."""
    if _ORGANISATIONS.isdisjoint(types_of(entry)):
        return read_declared(name, sites)
    found = read_names(name, sites, Trust.TEXT)
    return found if found.agencies else NameList(organisations=(name,))


def read_declared(text: str, sites: Collection[str]) -> NameList:
    """The names of one declared value, its lead words cut: 'By Ana Ruiz' -> Ana Ruiz."""
    if _OWN_ADDRESS.search(EMAIL.sub("", text) if "@" in text else text):
        return NameList(organisations=(text,))
    return read_names(author_part(text), sites, Trust.DECLARED)


# --- meta tags -----------------------------------------------------------------------------------


def _meta_claims(page: Page) -> Iterator[Claim]:
    for group in _META_GROUPS:
        for _, tags in groupby(page.declared.of(group), key=attrgetter("name")):
            yield from _meta_claim(page, [one for one in tags if _is_name(one.text)], group)
    yield from _meta_claim(page, _labelled_for_cards(page.head), "authors_stated")


def _meta_claim(page: Page, tags: Sequence[Declaration], group: str) -> Iterator[Claim]:
    """What meta tags of one name say together."""
    said = values = tuple(dict.fromkeys(one.text for one in tags[:MAX_AUTHORS]))
    if tags and tags[0].name in _CITATION:
        values = tuple(_upright(part) for value in said for part in value.split(";"))
    names = join([read_declared(value, page.site_names) for value in dict.fromkeys(values)])
    if tags:
        yield from _claim(tags[0], names, group, "author", *said)


def _labelled_for_cards(head: Head) -> list[Declaration]:
    """'twitter:data1' after a 'twitter:label1' that says 'Written by'."""
    return [
        of_meta(data)
        for label, data in pairwise(head.meta)
        if data.name.startswith("twitter:data")
        and label.name.startswith("twitter:label")
        and label.content.strip().lower() in _LABELS
    ]


def _is_name(value: str) -> bool:
    return bool(value) and not value.startswith(_ADDRESSES)


def _upright(value: str) -> str:
    """'Ruiz, Ana' -> 'Ana Ruiz', where a single comma parts surname and given name."""
    match = _INVERTED.fullmatch(value)
    return f"{match[2]} {match[1]}" if match else value


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
    inner = ""  # the name that is right before, inside the author's element
    for prop in page.head.itemprops:
        value = prop.value or (inner if sole else "")
        inner = prop.value if prop.prop == "name" and prop.scope == "person" else ""
        if prop.prop == "author" and any(scope in prop.scope for scope in _SCOPES):
            names = read_declared(tidy(value), page.site_names)
            if names.people:
                yield from _claim(of_microdata(prop), names, "microdata", "author", value)
                return


# --- given beside the document, and labelled lines of front matter and archives -------------------


def _given_claims(page: Page) -> Iterator[Claim]:
    """The authors, the byline and the editors that were given beside the document.

    Of a mail that is who sent it: a byline in it says more.
    """
    for field, role, kind in _STATED:
        given = list(page.declared.given_for(field))[:MAX_AUTHORS]
        parts = dict.fromkeys(part for one in given for part in one.text.split(";"))
        names = join([read_declared(part, page.site_names) for part in parts])
        if given:
            place = given[0]
            if len(given) > 1 and isinstance(place.at, InJson):  # the list that holds them all
                place = replace(place, at=InJson(place.at.pointer.rpartition("/")[0]))
            kind = "sender" if is_mail(page.reading) else kind
            yield from _claim(place, names, kind, role, *(one.quote for one in given))


def _line_claims(page: Page) -> Iterator[Claim]:
    """What labelled lines say, and who sent the mail whose own lines are above a text."""
    for field, role, _ in (_STATED[0], _STATED[-1]):
        for one in page.declared.lines_of(field):
            value = split_helpers(one.quote)[0].strip("[]").replace('"', " ")
            parts = value.split(";")[:MAX_AUTHORS]
            turned = all(_is_inverted(part, sole=len(parts) == 1) for part in parts)
            written = map(_upright, parts) if turned else (value,)
            names = join([read_declared(part, page.site_names) for part in written])
            yield from _claim(one, names, "line", role, one.quote)
    sent = None if is_mail(page.reading) else sender_above(page)
    if sent is not None and sent[1].person:
        names = read_declared(sent[1].person, page.site_names)
        yield from _claim(sent[0], names, "sender", "author", sent[0].quote)
