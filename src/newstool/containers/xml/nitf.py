"""NITF, the markup of news agencies: a document is an article."""

from __future__ import annotations

from collections.abc import Iterator

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.items import Item, Items
from newstool.containers.xml.tree import Element, start_tag
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, NewstoolError, RecordError

_MOST = 100  # values of one field
_SAME = (
    "p h1 h2 h3 h4 h5 h6 table caption thead tbody tr td th ul ol li dl dt dd pre hr a em strong i "
    "b u br div section article span blockquote figure figcaption img"
)
# NITF's own elements as those of HTML; what is in a line and not here keeps its text alone.
_HTML = {
    **{name: name for name in _SAME.split()},
    "hl1": "h2",
    "hl2": "h2",
    "bq": "blockquote",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "lang": "span",
}
_LEFT_OUT = frozenset(
    ("media-producer", "media-metadata", "media-object", "note", "script", "style", "title")
)
_KEPT_ATTRIBUTES = ("href", "src", "alt", "colspan")


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each document. Raises `EmptyInputError` where there is none."""
    items = Items(stream, ("nitf",), opening.max_bytes, encoding=opening.read_as.encoding)
    for item in items:
        yield item if isinstance(item, Pause) else _part(item, items)
    if not items.count:
        raise EmptyInputError("there is no document in the file")


def _part(item: Item, items: Items) -> Part:
    try:
        if item.error is not None:
            raise item.error
        document, is_broken = items.tree(item)
        given = tuple(given_of_nitf(document))
        name = next(_stated(document, "doc-id", "id-string"), None)
        warnings = ("mended-xml",) if is_broken else ()
        known = Known(given=given, format="html", id=name, warnings=warnings)
        return Part(data=body_of_nitf(document), known=known, line=item.line)
    except NewstoolError as error:
        return Part(error=error, line=item.line)


def body_of_nitf(document: Element) -> str:
    """The body of a document as HTML. Raises `RecordError` for one without any."""
    for content in document.descend("body.content"):
        text = as_html(content)
        if content.text.strip():
            return text
    raise RecordError("the document has no body")


def as_html(element: Element) -> str:
    """What is in an element, as HTML."""
    return element.written(_tags)


def _tags(element: Element) -> tuple[str, str] | None:
    if element.name in _LEFT_OUT:
        return None
    name = _HTML.get(element.name, "")
    kept = {key: value for key in _KEPT_ATTRIBUTES if (value := element.attributes.get(key))}
    opening = start_tag(name, kept) if name else ""
    picture = _picture(element) if element.name == "media-reference" else ""
    return opening + picture, f"</{name}>" if name else ""


def _picture(reference: Element) -> str:
    kind = reference.attributes.get("mime-type", "image/")
    source = reference.attributes.get("source", "")
    return start_tag("img", {"src": source}) if source and kind.startswith("image/") else ""


# --- the other fields ----------------------------------------------------------------------------


def given_of_nitf(document: Element) -> Iterator[Given]:
    """What a document says besides its body."""
    yield from _first("title", _words(document, "hl1", "hedline", "title"))
    yield from _first("subtitle", _words(document, "hl2"))
    yield from _first("byline", _words(document, "byline"))
    yield from _first("dateline", _words(document, "dateline"))
    yield from _first("description", _words(document, "abstract"))
    yield from _first("date_published", _dates(document))
    yield from _first("section", _values(document, "pubdata", "position.section"))
    yield from _first("site_name", _values(document, "pubdata", "name"))
    for field in ("source", "agency"):
        yield from _first(field, _words(document, "distributor"))
    yield from _first("copyright", _copyright(document))
    yield from _first("url", _values(document, "pubdata", "ex-ref"))
    yield from list(_each("tags", _values(document, "keyword", "key")))[:_MOST]


def _first(field: str, found: Iterator[tuple[str, str]]) -> Iterator[Given]:
    yield from list(_each(field, found))[:1]


def _each(field: str, found: Iterator[tuple[str, str]]) -> Iterator[Given]:
    for source, words in found:
        yield Given(field, words, f"NITF {source}")


def _words(document: Element, *names: str) -> Iterator[tuple[str, str]]:
    """The words of the elements of these names, which are in order of preference.

    Those inside the body aren't heads of the document.
    """
    head = document.child("head")
    body = document.child("body")
    above = body.child("body.head") if body is not None else None
    for name in names:
        for part in (above, head):
            for one in part.descend(name) if part is not None else ():
                words = _line(one)
                if words:
                    yield f"element '{name}'", words


def _line(element: Element) -> str:
    """The words of an element as a line; a title is set off from the name before it."""
    pieces = [
        f", {one.text.strip(' ,')}"
        if isinstance(one, Element) and one.name == "byttl"
        else one.text
        if isinstance(one, Element)
        else one
        for one in element.content
    ]
    return " ".join("".join(pieces).split()).replace(" ,", ",").replace(",,", ",")


def _values(document: Element, name: str, attribute: str) -> Iterator[tuple[str, str]]:
    for value in _stated(document, name, attribute):
        yield f"attribute '{attribute}' of '{name}'", value


def _stated(document: Element, name: str, attribute: str) -> Iterator[str]:
    for one in document.descend(name):
        value = one.attributes.get(attribute, "").strip()
        if value:
            yield value


def _dates(document: Element) -> Iterator[tuple[str, str]]:
    yield from _values(document, "date.issue", "norm")
    yield from _values(document, "date.release", "norm")
    yield from _values(document, "story.date", "norm")
    yield from _values(document, "pubdata", "date.publication")


def _copyright(document: Element) -> Iterator[tuple[str, str]]:
    for one in document.descend("doc.copyright"):
        holder, year = one.attributes.get("holder", ""), one.attributes.get("year", "")
        if holder:
            yield "element 'doc.copyright'", " ".join(filter(None, ("©", year, holder)))
    yield from _words(document, "rights")
