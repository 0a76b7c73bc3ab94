"""Web archives (MHTML, RFC 2557): the page that a browser saved with its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from msgspec.structs import replace

from newstool.containers.mail.mime import DEEPEST, Entity, entity_of, text_known
from newstool.containers.part import Opening, Part
from newstool.containers.stream import Stream
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, LimitError
from newstool.page.addresses import clean_url

_BEFORE = b"\xef\xbb\xbf\r\n"
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_PLACES = ("snapshot-content-location", "content-location")


def read(stream: Stream, opening: Opening) -> Iterator[Part]:
    """The page, its address and when it was saved. Raises `NewstoolError`.

    The subject is left alone: browsers write the page's own title there, which is in the page.
    """
    data = stream.read(opening.max_bytes)
    whole = entity_of(data[: opening.max_bytes].lstrip(_BEFORE))
    page = _root(whole, 0)
    if page is None:
        raise EmptyInputError("there is no page in this web archive")
    content = page.content()
    known = text_known(page, content, "html")
    warnings = ("truncated:bytes",) if len(data) > opening.max_bytes else ()
    given = tuple(_address(whole, page))
    yield Part(
        data=content,
        known=replace(known, given=given, fetched=_saved(whole), warnings=warnings),
    )


def _root(part: Entity, depth: int) -> Entity | None:
    """The part that the others belong to: the one named, else the first page."""
    if depth > DEEPEST:
        raise LimitError(f"parts of a web archive nested more than {DEEPEST} deep")
    if not part.is_multipart:
        return part if part.type in _PAGES else None
    start = part.parameter("start").strip()
    parts = list(part.parts())
    if start:
        parts.sort(key=lambda each: each.raw("content-id").strip() != start)
    roots = (_root(each, depth + 1) for each in parts)
    return next((root for root in roots if root is not None), None)


def _address(whole: Entity, page: Entity) -> Iterator[Given]:
    for name in _PLACES:
        for part in (whole, page):
            url = part.header(name).replace(" ", "")
            if clean_url(url):
                yield Given("url", url, f"header '{name.title()}' of the web archive")
                return


def _saved(whole: Entity) -> str | None:
    """When the page was saved, ISO 8601."""
    try:
        return parsedate_to_datetime(whole.header("date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
