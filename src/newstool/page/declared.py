"""What a page or a file declares of itself, in one form: each with the words and their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from newstool.model.article import (
    Found,
    Given,
    Head,
    HeaderLine,
    InContainer,
    InJson,
    InPage,
    ItemProp,
    LinkTag,
    MetaTag,
    Span,
    Where,
)
from newstool.page.json_ld import JsonObject, first, main_article, nodes, text_of, tidy, url_of
from newstool.page.places import in_element
from newstool.vocabulary.declared_places import Kind, Place, places_of
from newstool.vocabulary.header_labels import header_field

T = TypeVar("T")

_ROOT = 0  # the first container is <html>


_MAX_ITEMS = 200  # itemprops of a page that are read: a page has more of them in menus and lists


class Declaration(Struct, frozen=True):
    """One thing that is declared, as written: a string, or any value of JSON.

    `source` is what evidence calls the place, 'meta:og:title' or "labelled line 'HD'", `name` the
    name of the tag, key, property or label in it. `at` is its place. `scope`
    is the type of the object that an itemprop belongs to. `is_plain` holds where the value can have
    neither tags nor entities.
    """

    kind: Kind
    name: str
    source: str
    value: object
    at: Where | None = None
    scope: str = ""
    is_plain: bool = False

    @property
    def beside_text(self) -> bool:
        """Whether a file says it outside its text, as archives do, and not a page in its head."""
        return self.kind in (Kind.GIVEN, Kind.LINE)

    @property
    def quote(self) -> str:
        """The value in the input's own words; of a JSON value its text."""
        return self.value if isinstance(self.value, str) else text_of(self.value) or ""

    @property
    def text(self) -> str:
        """The quote tidied: one line, without tags and entities where there can be such."""
        is_plain = self.is_plain or self.kind is Kind.LINE
        return " ".join(self.quote.split()) if is_plain else tidy(self.quote)

    @property
    def words(self) -> str:
        """The value where it is words: a string, or the first of several; '' for a thing."""
        value = first(self.value)
        value = value.get("@value") if isinstance(value, Mapping) else value
        return value if isinstance(value, str) else ""

    @property
    def address(self) -> str:
        """The URL that it holds, as written; of a JSON value its url or id."""
        return (url_of(self.value) or "") if self.kind is Kind.JSON_LD else self.quote

    def found(self, value: T, quote: str | None = None) -> Found[T]:
        """A field's value that was read from it; `quote` where that is less than all of it."""
        words = self.quote if quote is None else quote
        return Found(value, self.source, words, at=self.at)


class Declared(Struct, frozen=True):
    """All that is declared, by what it is asked for.

    `article` is the JSON-LD object of the page's own article. `metas`, `items`, `lines` and `given`
    are the meta tags by name, the microdata by property, and the labelled lines and what was given
    outside the document by the field that they name, each in page order. `scripts` has the element
    of each JSON-LD object, by its `id()`.
    """

    head: Head
    article: JsonObject | None
    metas: Mapping[str, list[MetaTag]]
    items: Mapping[str, list[ItemProp]]
    lines: Mapping[str, list[HeaderLine]]
    given: Mapping[str, list[Given]]
    scripts: Mapping[int, int]

    def of(self, field: str) -> Iterator[Declaration]:
        """What is declared of a field: the most trusted place first, in page order in each.

        What was given outside the document comes before all that is in it.
        """
        yield from self.given_for(field)
        for place in places_of(field):
            yield from self._at(place)

    def given_for(self, field: str) -> Iterator[Declaration]:
        """What was given for a field outside the document."""
        return map(of_given, self.given.get(field, ()))

    def lines_of(self, field: str) -> Iterator[Declaration]:
        """What labelled lines say of a field."""
        return map(of_line, self.lines.get(field, ()))

    def beside_text(self, field: str) -> Iterator[Declaration]:
        """What a file says about a field outside its text."""
        return (one for one in self.of(field) if one.beside_text)

    def in_head(self, field: str) -> Iterator[Declaration]:
        """What a page's head says of a field."""
        return (one for one in self.of(field) if not one.beside_text)

    def _at(self, place: Place) -> Iterable[Declaration]:
        match place.kind:
            case Kind.META:
                return map(of_meta, self.metas.get(place.name, ()))
            case Kind.GIVEN:
                return self.given_for(place.name)
            case Kind.LINE:
                return self.lines_of(place.name)
            case Kind.MICRODATA:
                items = self.items.get(place.name.lower(), ())
                return (of_microdata(item, place.source) for item in items)
            case Kind.LINK:
                links = (link for link in self.head.links if place.name in link.rel.split())
                return (of_link(link, place.name) for link in links)
            case Kind.JSON_LD:
                return self._in_json_ld(place.name)
            case Kind.ELEMENT:
                return self._elements(place.name)

    def _in_json_ld(self, name: str) -> Iterator[Declaration]:
        holder, _, key = name.rpartition(".")
        for node, listed in self._objects(holder):
            if node.get(key) is not None:
                yield self.of_json_ld(listed, name, node[key])

    def _objects(self, holder: str) -> Iterator[tuple[JsonObject, JsonObject]]:
        """The article itself, what it has under a key, or the objects of a type.

        With each comes the object that it is or is in.
        """
        own = self.article if not holder or self.article is None else self.article.get(holder)
        if isinstance(own, Mapping) and self.article is not None:
            yield own, self.article
        elif holder:
            yield from ((node, node) for node in nodes(self.head, holder))

    def _elements(self, name: str) -> Iterator[Declaration]:
        head = self.head
        if name == "html:lang" and head.language:
            yield Declaration(Kind.ELEMENT, name, name, head.language, InContainer(_ROOT))
        elif name == "title" and head.html_title:
            place = in_element(head.title_element)
            yield Declaration(Kind.ELEMENT, name, name, head.html_title, place)

    def of_json_ld(self, node: JsonObject, name: str, value: object) -> Declaration:
        """What an object declares under a key; `name` may say whose: 'publisher.name'.

        `node` is one of the page's objects, or the article.
        """
        place = in_element(self.scripts.get(id(node)))
        return Declaration(Kind.JSON_LD, name, f"json-ld:{name}", value, place)


_ADDRESSES = ("http://", "https://")


def declared_of(head: Head) -> Declared:
    """What a head declares, sorted once."""
    metas: dict[str, list[MetaTag]] = {}
    for tag in head.meta:
        metas.setdefault(tag.name, []).append(tag)
    items: dict[str, list[ItemProp]] = {}
    for item in head.itemprops[:_MAX_ITEMS]:
        items.setdefault(item.prop, []).append(item)
    lines: dict[str, list[HeaderLine]] = {}
    for line in head.headers:
        field = header_field(line.name)
        if field == "source" and line.value.startswith(_ADDRESSES):
            field = "url"  # as clippers of pages write it
        if field is not None and line.value.strip():
            lines.setdefault(field, []).append(line)
    given: dict[str, list[Given]] = {}
    for one in head.given:
        given.setdefault(one.field, []).append(one)
    article = main_article(head)
    return Declared(head, article, metas, items, lines, given, _scripts(head, article))


def _scripts(head: Head, article: JsonObject | None) -> dict[int, int]:
    """The element of each JSON-LD object by its `id()`, also of an article inside another one."""
    scripts: dict[int, int] = {}
    for node, element in zip(head.json_ld, head.json_ld_scripts, strict=False):
        scripts[id(node)] = element
        if article is not None and first(node.get("mainEntityOfPage")) is article:
            scripts.setdefault(id(article), element)
    return scripts


def first_of_each(
    declarations: Iterable[Declaration], place: Callable[[Declaration], str] = attrgetter("source")
) -> Iterator[Declaration]:
    """The first thing that each place says; two places are one where `place` says so."""
    seen: set[str] = set()
    for one in declarations:
        name = place(one)
        if name not in seen:
            seen.add(name)
            yield one


# --- the forms -----------------------------------------------------------------------------------


def of_given(given: Given) -> Declaration:
    """What was given outside the document."""
    return Declaration(
        Kind.GIVEN, given.field, given.source, given.value, _place(given), is_plain=given.is_plain
    )


def _place(given: Given) -> Where | None:
    if given.where is None:
        return given.at
    return InJson(given.where) if given.where.startswith("/") else InPage(given.where)


def of_meta(tag: MetaTag) -> Declaration:
    """What a meta tag declares."""
    place = in_element(tag.element)
    return Declaration(Kind.META, tag.name, f"meta:{tag.name}", tag.content, place)


def of_microdata(item: ItemProp, source: str = "") -> Declaration:
    """What an element's itemprop declares."""
    source, place = source or f"microdata:{item.prop}", in_element(item.element)
    return Declaration(Kind.MICRODATA, item.prop, source, item.value, place, item.scope)


def of_link(link: LinkTag, relation: str) -> Declaration:
    """What a `<link>` of that relation, among others, declares."""
    place = in_element(link.element)
    return Declaration(Kind.LINK, relation, f"link:{relation}", link.href, place)


def of_line(line: HeaderLine) -> Declaration:
    """What a labelled line declares."""
    source, place = f"labelled line '{line.name}'", Span(line.start, line.end)
    return Declaration(Kind.LINE, line.name, source, line.value, place)
