"""PDFs to their text, page by page; the text is then read as any that was printed.

PDFium reads them (pypdfium2: Apache-2.0 and BSD-3), as it does in a browser: it keeps the order of
columns and the spaces between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import ModuleType
from typing import Any

from newstool.containers.extras import package_of
from newstool.containers.part import Known, Opening, Part, moment_of
from newstool.containers.stream import Stream
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, InputError, LimitError

MOST_PAGES = 500  # of one PDF that are read: a Sunday paper has 200
_PASSWORD = 4  # PDFium's number for a PDF that wants one
# PDFium's signs for a hyphen at a line's end; whether it stays is for the text's reader to say.
_HYPHENS = str.maketrans({"\x02": "-\n", "\ufffe": "-\n"})
_GAP = 1.4  # times the distance of a page's lines from which a paragraph ends there; 1.2 to 1.8
_DATE = re.compile(
    r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(?:(\d\d)(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?)?)?"
)
_LEAST_WORDS = 2  # of a title or a name that is believed
_LONGEST = 300  # characters of one


def read(stream: Stream, opening: Opening) -> Iterator[Part]:
    """The text: one part, with form feeds between the pages, and what the PDF says of itself."""
    data = stream.read(opening.max_bytes)
    if len(data) > opening.max_bytes:
        what = f"a PDF of more than {opening.max_bytes:,} bytes"
        raise LimitError(what, hint="raise --max-bytes")
    library = package_of("pdf", "a PDF")
    document = _open(library, data)
    try:
        yield _part(library, document, opening.max_bytes)
    finally:
        document.close()


def _open(library: ModuleType, data: bytes) -> Any:
    try:
        return library.PdfDocument(data)
    except library.PdfiumError as error:
        if error.err_code == _PASSWORD:
            hint = "qpdf --decrypt --password=WORD FILE plain.pdf"
            raise InputError("the PDF is encrypted", hint=hint) from error
        hint = "fetch it again, or mend it: qpdf FILE mended.pdf"
        raise InputError("the PDF is damaged or cut short", hint=hint) from error


def _part(library: ModuleType, document: Any, limit: int) -> Part:
    try:
        count = len(document)
        pages = list(_pages(document, min(count, MOST_PAGES), limit))
        about = document.get_metadata_dict()
    except library.PdfiumError as error:
        raise InputError("a page of the PDF is damaged") from error
    text = "\f".join(pages)
    if not text.strip():
        hint = "read the words in its pictures first, as in: ocrmypdf FILE read.pdf"
        raise EmptyInputError("there is no text in this PDF", hint=hint)
    known = Known(
        format="text",
        given=tuple(_given(about, " ".join(pages[0].split()))),
        fetched=_moment(about.get("CreationDate", "")),
        warnings=("truncated:pages",) if len(pages) < count else (),
    )
    return Part(data=text, known=known)


def _pages(document: Any, count: int, limit: int) -> Iterator[str]:
    """Each page's text, up to `limit` characters in all."""
    size = 0
    for number in range(count):
        page = document[number]
        words = page.get_textpage()
        try:
            text = _with_gaps(words, words.get_text_range()).translate(_HYPHENS)
        finally:
            words.close()
            page.close()
        size += len(text)
        yield text
        if size > limit:
            return


def _with_gaps(words: Any, text: str) -> str:
    """A page's lines, with a blank one where there is more room between two than between others.

    PDFium leaves that out. `words` are the page's characters, which have their places.
    """
    lines = text.split("\r\n")
    heights: list[float] = []
    at = 0
    for line in lines:
        place = at + len(line) - len(line.lstrip())
        heights.append(words.get_charbox(place, loose=True)[1] if line.strip() else 0.0)
        at += len(line) + 2
    steps = [above - below for above, below in pairwise(heights)]
    down = sorted(step for step in steps if step > 0)
    usual = down[len(down) // 2] if down else 0.0
    written = lines[:1]
    for line, step in zip(lines[1:], steps, strict=True):
        written.append("\n\n" if step > _GAP * usual else "\n")
        written.append(line)
    return "".join(written)


def _given(about: Mapping[str, str], first_page: str) -> Iterator[Given]:
    """Its title and author, where the first page says them too.

    Programs write names of files, of templates and of whoever pressed a button there.
    """
    for key, field in (("Title", "title"), ("Author", "authors")):
        value = " ".join(about.get(key, "").split())
        is_sane = len(value) <= _LONGEST and len(value.split()) >= _LEAST_WORDS
        if is_sane and value.lower() in first_page.lower():
            yield Given(field, value, f"PDF '{key}'")


def _moment(written: str) -> str | None:
    """When it was made, "D:20240305101500+01'00'", in ISO 8601: no later than it was fetched."""
    found = _DATE.match(written)
    if found is None:
        return None
    year, month, day, hour, minute, second, utc, offset, more = found.groups()
    time = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    zone = "Z" if utc else f"{offset}:{more or '00'}" if offset else ""
    return moment_of(f"{year}-{month}-{day}{time}{zone}")
