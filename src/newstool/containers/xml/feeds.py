"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom: an entry is an article.

feedparser knows more of them than this does, but reads a whole feed before its first entry, keeps
no words as they were written, and mends dates and HTML in ways of its own: not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from msgspec import Struct

from newstool.containers.part import Known, Opening, Part
from newstool.containers.skipped import with_skipped
from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.items import Item, Items
from newstool.containers.xml.tree import Element
from newstool.model.article import Format, Given
from newstool.model.errors import NewstoolError, RecordError

_MOST = 100  # values of one field
_LONGEST_END = 300  # characters in which a text says that it was cut: '[...]', and tags after it
_CUT = re.compile(r"\[(?:…|\.{3}|&hellip;|&#8230;)\](?>(?:\s|</?\w[^<>]{0,200}>)*)\Z")
_MARKUP = re.compile(r"<[A-Za-z!/]|&(?:#\d|#x[0-9a-f]|[a-z]{2,8};)", re.IGNORECASE)
# 'ana@post.example (Ana Ruiz)'
_PERSON = re.compile(r"\S{1,100}@\S{1,100}\s{1,9}\(([^()]{1,100})\)")

_FULL = ("content:encoded", "content", "atom:content", "body", "xhtml:body", "content:content")
_SHORT = (
    *("description", "summary", "atom:summary", "dc:description", "itunes:summary"),
    "media:description",
)
_PUBLISHED = (
    *("pubDate", "published", "atom:published", "issued", "dc:date", "dcterms:issued"),
    *("dcterms:created", "created"),
)
_MODIFIED = ("updated", "atom:updated", "modified", "dcterms:modified")
_AUTHORS = ("dc:creator", "author", "atom:author", "itunes:author")
_TAGS = ("category", "dc:subject", "atom:category")
_RIGHTS = ("rights", "copyright", "dc:rights", "atom:rights", "media:copyright")
_LANGUAGES = ("language", "dc:language")
_KINDS = "#kind"  # the end of a scheme whose categories are kinds of entries
_POSTS = frozenset(("", "post", "page"))
_LONGEST_KIND = 30  # characters


class Feed(Struct, frozen=True):
    """What a feed says of all its entries; `base` is what their addresses are relative to."""

    title: Given | None = None
    language: Given | None = None
    rights: Given | None = None
    authors: tuple[Given, ...] = ()
    base: str | None = None


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each entry. Raises `EmptyInputError` for a feed without any."""
    limit, encoding = opening.max_bytes, opening.read_as.encoding
    items = Items(stream, ("item", "entry"), limit, encoding=encoding)
    yield from with_skipped(_found(items), "there is no entry in the feed")


def _found(items: Items) -> Iterator[Part | str | Pause]:
    feed: Feed | None = None
    for item in items:
        if isinstance(item, Pause):
            yield item
            continue
        feed = feed or feed_of(items.root())
        yield _part(item, items, feed)


def _part(item: Item, items: Items, feed: Feed) -> Part | str:
    """An entry, the error in its place, or what it is that isn't one: 'settings'."""
    try:
        if item.error is not None:
            raise item.error
        entry, is_broken = items.tree(item)
        kind = _kind_of(entry)
        if kind not in _POSTS:
            return kind
        return _article(entry, feed, item.line, ("mended-xml",) if is_broken else ())
    except NewstoolError as error:
        return Part(error=error, line=item.line)


def _kind_of(entry: Element) -> str:
    """What an entry is where a feed says it, as exports of Blogger do; else ''."""
    for tag in entry.children("category"):
        if tag.attributes.get("scheme", "").endswith(_KINDS):
            return tag.attributes.get("term", "").rpartition("#")[2][:_LONGEST_KIND]
    return ""


def _article(entry: Element, feed: Feed, line: int, warnings: tuple[str, ...]) -> Part:
    given = tuple(given_of(entry, feed))
    address = next((one.value for one in given if one.field == "url"), None)
    text, format, is_short = text_of_entry(entry)
    if is_short:
        warnings = ("summary-only", *warnings)
        given = tuple(one for one in given if one.field != "description")
    name = entry.child("guid", "id", "atom:id", "dc:identifier")
    id = name.text.strip() if name is not None else entry.attributes.get("rdf:about")
    known = Known(given=given, url=address, format=format, id=id or None, warnings=warnings)
    return Part(data=text, known=known, line=line)


def feed_of(root: Element) -> Feed:
    """What the head of a feed says, given the root above its first entry."""
    top = next(root.children(), Element(""))
    channel = top.child("channel") or top
    base = top.attributes.get("xml:base") or next(_links(channel, None), None)
    return Feed(
        title=next(said(channel, "site_name", ("title",)), None),
        language=_language(top) or _language(channel),
        rights=next(said(channel, "copyright", _RIGHTS), None),
        authors=tuple(_authors(channel, ("author", "atom:author"))),
        base=base,
    )


# --- the text ------------------------------------------------------------------------------------


def text_of_entry(entry: Element) -> tuple[str, Format, bool]:
    """An entry's text, its format, and whether it is only a summary or the headline.

    Raises `RecordError` for an entry that has none of them.
    """
    for names, is_short in ((_FULL, False), (_SHORT, True), (("title",), True)):
        for name in names:
            for element in entry.children(name):
                text, format = _text_of(element)
                if text.strip():
                    return text, format, is_short or _CUT.search(text[-_LONGEST_END:]) is not None
    raise RecordError("the entry has no text, no summary and no title")


def _text_of(element: Element) -> tuple[str, Format]:
    kind = element.attributes.get("type", "")
    if kind in ("text", "text/plain"):
        return element.text, "text"
    text = element.markup
    return text, "html" if kind or _MARKUP.search(text) else "text"


# --- the other fields ----------------------------------------------------------------------------


def given_of(entry: Element, feed: Feed) -> Iterator[Given]:
    """What an entry says besides its text, and what its feed says about all entries."""
    yield from _first(said(entry, "title", ("title", "media:title", "dc:title")))
    authors = tuple(_authors(entry, _AUTHORS))
    yield from authors or feed.authors
    modified = tuple(said(entry, "date_modified", _MODIFIED))
    yield from _first((*said(entry, "date_published", _PUBLISHED), *_as_published(modified)))
    yield from _first(modified)
    for link in _links(entry, feed.base):
        yield Given("url", link, "feed element 'link'")
        break
    yield from _tags(entry)
    yield from _first(said(entry, "description", _SHORT))
    yield from _first(_images(entry))
    yield from _first((*said(entry, "copyright", _RIGHTS), *_some(feed.rights)))
    yield from _some(_language(entry) or feed.language)
    yield from _site(entry, feed)


def _some(one: Given | None) -> Iterator[Given]:
    if one is not None:
        yield one


def _first(found: Iterable[Given]) -> Iterator[Given]:
    yield from list(found)[:1]


def said(element: Element, field: str, names: Iterable[str]) -> Iterator[Given]:
    """What the elements of these names say of a field, the names in order of preference."""
    for name in names:
        for one in element.children(name):
            words = " ".join(one.text.split())
            if words:
                yield Given(field, words, f"feed element '{name}'")


def _as_published(dates: Iterable[Given]) -> tuple[Given, ...]:
    """Atom asks for the date of the last change only."""
    return tuple(Given("date_published", one.value, one.source) for one in dates)


def _authors(element: Element, names: Iterable[str]) -> Iterator[Given]:
    for name in names:
        found = [one for one in element.children(name) if one.text.strip()][:_MOST]
        for one in found:
            inner = one.child("name", "atom:name")
            words = " ".join((inner or one).text.split())
            person = _PERSON.fullmatch(words)
            source = f"feed element '{name}/name'" if inner else f"feed element '{name}'"
            if words:
                yield Given("authors", person[1] if person else words, source)
        if found:
            return


def _links(element: Element, base: str | None) -> Iterator[str]:
    """The addresses of an entry or a feed, that of the page first."""
    base = element.attributes.get("xml:base") or base
    for one in element.children("feedburner:origLink"):  # what its link leads to in the end
        yield one.text.strip()
    for name in ("link", "atom:link"):
        for one in element.children(name):
            address = one.attributes.get("href") or one.text.strip()
            if address and one.attributes.get("rel", "alternate") == "alternate":
                yield _joined(base, address)
    for one in element.children("guid"):
        if one.attributes.get("isPermaLink") != "false" and one.text.strip().startswith("http"):
            yield one.text.strip()
    if element.attributes.get("rdf:about", "").startswith("http"):
        yield element.attributes["rdf:about"]


def _joined(base: str | None, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _tags(entry: Element) -> Iterator[Given]:
    seen: set[str] = set()
    for name in _TAGS:
        for one in entry.children(name):
            words = one.attributes.get("label") or one.attributes.get("term") or one.text
            tag = " ".join(words.split())
            if tag and tag not in seen and len(seen) < _MOST:
                seen.add(tag)
                yield Given("tags", tag, f"feed element '{name}'")


def _images(entry: Element) -> Iterator[Given]:
    for name in ("media:content", "enclosure", "media:thumbnail", "itunes:image", "link"):
        for one in (*entry.children(name), *_in_groups(entry, name)):
            stated = one.attributes
            address = stated.get("url") or stated.get("href") or ""
            kind = stated.get("medium", "") or stated.get("type", "").partition("/")[0]
            is_picture = kind == "image" or name in ("media:thumbnail", "itunes:image")
            if name == "link":
                is_picture = is_picture and stated.get("rel") == "enclosure"
            if address and is_picture:
                yield Given("image", address, f"feed element '{name}'")
    for one in entry.children("image"):
        inner = one.child("url") or one
        if inner.text.strip():
            yield Given("image", inner.text.strip(), "feed element 'image'")


def _in_groups(entry: Element, name: str) -> Iterator[Element]:
    for group in entry.children("media:group"):
        yield from group.children(name)


def _language(element: Element) -> Given | None:
    code = element.attributes.get("xml:lang", "").strip()
    if code:
        return Given("language", code, "feed attribute 'xml:lang'")
    return next(said(element, "language", _LANGUAGES), None)


def _site(entry: Element, feed: Feed) -> Iterator[Given]:
    """The publication: that of the feed, or the one an aggregator took the entry from."""
    for name in ("source", "atom:source"):
        for one in entry.children(name):
            title = one.child("title", "atom:title") or one
            words = " ".join(title.text.split())
            if words:
                yield Given("source", words, f"feed element '{name}'")
                yield Given("site_name", words, f"feed element '{name}'")
                return
    yield from _some(feed.title)
