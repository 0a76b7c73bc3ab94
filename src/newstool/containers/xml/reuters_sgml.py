"""Reuters-21578, the collection of 1987 in SGML: a thousand stories a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.items import Item, Items
from newstool.containers.xml.tree import Element
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, NewstoolError, RecordError

_TAGS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")
_SIGN_OFF = re.compile(r"\n\s*+(reuters?)\W{0,9}\Z", re.IGNORECASE)  # the agency's last line
_FILLER = re.compile(r"[*\s]*")  # what is in place of the text of a headline alone


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each story. Raises `EmptyInputError` where there is none."""
    items = Items(stream, ("REUTERS",), opening.max_bytes, encoding=opening.read_as.encoding)
    for item in items:
        yield item if isinstance(item, Pause) else _part(item, items)
    if not items.count:
        raise EmptyInputError("there is no story in the file")


def _part(item: Item, items: Items) -> Part:
    try:
        if item.error is not None:
            raise item.error
        story, is_broken = items.tree(item)
        known = Known(
            given=tuple(_given(story)),
            format="text",
            id=story.attributes.get("NEWID"),
            warnings=("mended-xml",) if is_broken else (),
        )
        return Part(data=_text(story), known=known, line=item.line)
    except NewstoolError as error:
        return Part(error=error, line=item.line)


def _text(story: Element) -> str:
    """The story's text from the dateline on; where it has no parts, all that it has."""
    text = story.child("TEXT")
    if text is None:
        raise RecordError("the story has no text")
    body, dateline, title = text.child("BODY"), text.child("DATELINE"), text.child("TITLE")
    if body is not None and body.text.strip():
        start = f"{dateline.text.strip()} " if dateline is not None else ""
        return start + _SIGN_OFF.sub("", body.text).strip()
    alone = "".join(one for one in text.content if isinstance(one, str))
    if not _FILLER.fullmatch(alone):
        return alone
    if title is not None and title.text.strip("* \n"):
        return title.text.strip()
    raise RecordError("the story has no text")


def _given(story: Element) -> Iterator[Given]:
    text = story.child("TEXT") or story
    for field, holder, name in (
        ("title", text, "TITLE"),
        ("byline", text, "AUTHOR"),
        ("date_published", story, "DATE"),
    ):
        element = holder.child(name)
        words = " ".join(element.text.split()).strip("* ") if element is not None else ""
        if words:
            yield Given(field, words, f"element '{name}'", is_plain=True)
    body = text.child("BODY")
    signed = _SIGN_OFF.search(body.text) if body is not None else None
    if signed is not None:
        for field in ("source", "agency"):
            yield Given(field, signed[1], "last line of element 'BODY'")
    for name in _TAGS:
        for group in story.children(name):
            for one in group.children("D"):
                yield Given("tags", one.text.strip(), f"element '{name}'")
