"""Bytes or text to the documents inside."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newstool.model.article import Document
from newstool.model.errors import InputError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.reading.decode import decode
from newstool.reading.json_lines import mend_surrogates

if TYPE_CHECKING:
    from newstool.containers.exports.archives import Archive


# A page that introduces itself to social networks is one page, and no export is.
_INTRODUCED = '="og:'


class Gap(Struct, frozen=True):
    """Text of a file of many articles that belongs to none: `start` is its place in the file."""

    text: str
    start: int


def decode_all(
    source: bytes | str, read_as: ReadAs, settings: Settings, *, path: str | None = None
) -> Iterator[Document | Gap]:
    """Bytes or text to documents: one, or each article of an archive export.

    Raises `NewstoolError`; `InputError` last of all where `read_as.strict` holds and the file
    declares other articles than were found.
    """
    document = decode(
        mend_surrogates(source) if isinstance(source, str) else source,
        url=read_as.url,
        format=read_as.format,
        encoding=read_as.encoding,
        path=path,
        settings=settings,
    )
    if document.format == "html":
        from newstool.containers.pages.saved_pages import with_saved

        document = with_saved(document)
        if _INTRODUCED in document.text and read_as.split_on is None:
            yield document
            return
    from newstool.containers.exports.archives import split_archive

    archive = split_archive(document, read_as.split_on)
    documents = tuple(replace(one, container=archive.kind or None) for one in archive.documents)
    if archive.warnings and not read_as.strict and documents:
        first = replace(documents[0], warnings=documents[0].warnings + archive.warnings)
        documents = (first, *documents[1:])
    yield from _with_gaps(archive.shown or document.text, archive) if read_as.gaps else documents
    if archive.warnings and read_as.strict:
        what = f"other articles than declared: {', '.join(archive.warnings)}"
        raise InputError(what, hint=f"{len(documents)} were read")


def _with_gaps(text: str, archive: Archive) -> Iterator[Document | Gap]:
    gaps = deque(Gap(text[start:end], start) for start, end in archive.outside)
    for document in archive.documents:
        while gaps and gaps[0].start < document.offset:
            yield gaps.popleft()
        yield document
    yield from gaps
