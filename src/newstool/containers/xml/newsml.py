"""NewsML 1 and NewsML-G2, in which agencies send stories: an item with a text is an article.

Pictures, films and packages, which are items too, are passed over and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from newstool.containers.part import Known, Opening, Part
from newstool.containers.skipped import with_skipped
from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.items import Item, Items
from newstool.containers.xml.nitf import as_html, body_of_nitf, given_of_nitf
from newstool.containers.xml.tree import Element
from newstool.model.article import Format, Given
from newstool.model.errors import NewstoolError

_MOST = 100  # values of one field
_TAGGED = re.compile(r"<(?:p|div|html|body|br|nitf)\b", re.IGNORECASE)
_G2 = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_NOTHING = "there is no item with a text in the file"

_Text = tuple[str, Format, tuple[Given, ...]]


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each item of NewsML 1 that has a text."""
    limit, encoding = opening.max_bytes, opening.read_as.encoding
    items = Items(stream, ("NewsItem",), limit, encoding=encoding, nest=True)
    yield from with_skipped(_found(items), _NOTHING)


def read_g2(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each item of NewsML-G2 that has a text."""
    items = Items(stream, _G2, opening.max_bytes, encoding=opening.read_as.encoding)
    yield from with_skipped(_found(items), _NOTHING)


def _found(items: Items) -> Iterator[Part | str | Pause]:
    for item in items:
        yield item if isinstance(item, Pause) else _part(item, items)


def _part(item: Item, items: Items) -> Part | str:
    """The item's story, the error in its place, or what it is that has no text: 'picture'."""
    try:
        if item.error is not None:
            raise item.error
        element, is_broken = items.tree(item)
        warnings = ("mended-xml",) if is_broken else ()
        found = _story(element) if element.name == "NewsItem" else _story_g2(element)
        if isinstance(found, str):
            return found
        known = replace(found.known, warnings=warnings)
        return replace(found, known=known, line=item.line)
    except NewstoolError as error:
        return Part(error=error, line=item.line)


# --- the text ------------------------------------------------------------------------------------


def _text_of(content: Element) -> _Text | None:
    """A content's text, and what a document of NITF in it says; None where it has none."""
    if not content.text.strip():
        return None
    nitf = next(content.descend("nitf"), None)
    if nitf is not None:
        return body_of_nitf(nitf), "html", tuple(given_of_nitf(nitf))
    holder = next(content.descend("body", "body.content"), content)
    if any(holder.children()):
        return as_html(holder), "html", ()
    text = content.text
    return text, "html" if _TAGGED.search(text) else "text", ()


def _first(field: str, found: Iterator[tuple[str, str]]) -> Iterator[Given]:
    for name, words in found:
        yield Given(field, words, f"NewsML element '{name}'")
        return


def _words(element: Element, *names: str) -> Iterator[tuple[str, str]]:
    """The words of elements anywhere in one, the names in order of preference."""
    for name in names:
        for one in element.descend(name):
            words = " ".join(one.text.split())
            if words:
                yield name, words


def _values(element: Element, attribute: str, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for one in element.descend(name):
            value = one.attributes.get(attribute, "").strip()
            if value:
                yield name, value


def _tags(found: Iterator[tuple[str, str]]) -> Iterator[Given]:
    """Keywords; some elements hold a list of them."""
    seen: dict[str, str] = {}
    for name, words in found:
        for word in re.split(r"[,;]", words):
            if word.strip() and len(seen) < _MOST:
                seen.setdefault(word.strip(), name)
    yield from (Given("tags", word, f"NewsML element '{name}'") for word, name in seen.items())


def _with_inner(given: Iterator[Given], inner: tuple[Given, ...]) -> tuple[Given, ...]:
    """What the item says; of what it doesn't, what the document in it says."""
    own = tuple(given)
    fields = {one.field for one in own}
    return (*own, *(one for one in inner if one.field not in fields))


# --- NewsML 1 ------------------------------------------------------------------------------------


def _story(item: Element) -> Part | str:
    for content in item.descend("ContentItem"):
        kind = next(_values(content, "FormalName", "MediaType"), ("", "Text"))[1]
        data = content.child("DataContent")
        text = _text_of(data) if data is not None and kind.lower() == "text" else None
        if text is not None:
            source, format, inner = text
            given = _with_inner(_given(item), inner)
            name = next(_words(item, "PublicIdentifier", "NewsItemId"), ("", None))[1]
            return Part(data=source, known=Known(given=given, format=format, id=name))
    kinds = (kind.lower() for _, kind in _values(item, "FormalName", "MediaType"))
    return next(kinds, "item without text")


def _given(item: Element) -> Iterator[Given]:
    yield from _first("title", _words(item, "HeadLine"))
    yield from _first("subtitle", _words(item, "SubHeadLine"))
    yield from _first("byline", _words(item, "ByLine"))
    yield from _first("dateline", _words(item, "DateLine"))
    yield from _first("copyright", _words(item, "CopyrightLine"))
    for field in ("source", "agency"):
        yield from _first(field, _credits(item))
    yield from _first("date_published", _words(item, "FirstCreated", "DateId"))
    yield from _first("date_modified", _words(item, "ThisRevisionCreated"))
    yield from _first("language", _values(item, "FormalName", "Language"))
    yield from _tags(_words(item, "KeywordLine"))


def _credits(item: Element) -> Iterator[tuple[str, str]]:
    yield from _words(item, "CreditLine")
    yield from _parties(item, "Source", "Provider")


def _parties(item: Element, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for one in item.descend(name):
            yield from ((name, value) for _, value in _values(one, "FormalName", "Party"))


# --- NewsML-G2 -----------------------------------------------------------------------------------


def _story_g2(item: Element) -> Part | str:
    if item.name != "newsItem":
        return "package" if item.name == "packageItem" else item.name
    text = _text_g2(item)
    if text is None:
        kind = next(_values(item, "qcode", "itemClass"), ("", ""))[1]
        return kind.rpartition(":")[2] or "item without text"
    source, format, inner = text
    known = Known(
        given=_with_inner(_given_g2(item), inner), format=format, id=item.attributes.get("guid")
    )
    return Part(data=source, known=known)


def _text_g2(item: Element) -> _Text | None:
    for holder in item.descend("inlineXML", "inlineData"):
        kind = holder.attributes.get("contenttype", "text/")
        if holder.name == "inlineXML" or kind.startswith(("text/", "application/xhtml")):
            text = _text_of(holder)
            if text is not None:
                return text
    return None


def _given_g2(item: Element) -> Iterator[Given]:
    meta = item.child("contentMeta") or Element("")
    about = item.child("itemMeta") or Element("")
    rights = item.child("rightsInfo") or Element("")
    yield from _first("title", _headlines(meta, about))
    yield from _first("subtitle", _of_role(meta, "headline", "sub"))
    yield from _first("byline", _words(meta, "by", "byline"))
    if not any(meta.descend("by", "byline")):
        yield from _first("authors", _names(meta, "creator"))
    yield from _first("dateline", _words(meta, "dateline"))
    yield from _first("description", _words(meta, "description"))
    for field in ("source", "agency"):
        yield from _first(field, _credits_g2(meta, about))
    yield from _first("date_published", _published(meta, about))
    yield from _first("date_modified", _modified(meta, about))
    yield from _first("language", _values(meta, "tag", "language"))
    yield from _first("copyright", _copyright_g2(rights))
    yield from _tags(_words(meta, "keyword"))
    yield from _tags(_names(meta, "subject"))


def _credits_g2(meta: Element, about: Element) -> Iterator[tuple[str, str]]:
    yield from _words(meta, "creditline")
    yield from _names(meta, "infoSource")
    yield from _names(about, "provider")


def _published(meta: Element, about: Element) -> Iterator[tuple[str, str]]:
    yield from _words(about, "firstCreated")
    yield from _words(meta, "contentCreated")
    yield from _words(about, "versionCreated")


def _modified(meta: Element, about: Element) -> Iterator[tuple[str, str]]:
    yield from _words(meta, "contentModified")
    yield from _words(about, "versionCreated")


def _headlines(meta: Element, about: Element) -> Iterator[tuple[str, str]]:
    for one in meta.children("headline"):
        if "sub" not in one.attributes.get("role", "") and one.text.strip():
            yield "headline", " ".join(one.text.split())
    yield from _words(about, "title")


def _of_role(element: Element, name: str, role: str) -> Iterator[tuple[str, str]]:
    for one in element.children(name):
        if role in one.attributes.get("role", "") and one.text.strip():
            yield name, " ".join(one.text.split())


def _names(element: Element, *names: str) -> Iterator[tuple[str, str]]:
    """What parties and subjects are called: their name, or what is there instead."""
    for name in names:
        for one in element.descend(name):
            inner = one.child("name")
            words = inner.text if inner is not None else one.attributes.get("literal", "")
            if words.strip():
                yield f"{name}/name", " ".join(words.split())


def _copyright_g2(rights: Element) -> Iterator[tuple[str, str]]:
    yield from _words(rights, "copyrightNotice")
    for name, holder in _names(rights, "copyrightHolder"):
        yield name, f"© {holder}"
