"""What a browser loaded, saved by its developer tools (HAR 1.2): the pages in it.

The format: http://www.softwareishard.com/blog/har-12-spec/. It is read from front to back, a
request with its answer at a time.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from newstool.containers.json.nested import NestedObjects
from newstool.containers.part import Known, Opening, Part, moment_of
from newstool.containers.skipped import with_skipped
from newstool.containers.stream import Pause, Stream
from newstool.model.article import Format
from newstool.model.errors import InputError
from newstool.reading.json_lines import mend_surrogates

_ENTRIES = re.compile(r'"entries"\s{0,20}:\s{0,20}\[')
_FORMATS: dict[str, Format] = {"text/html": "html", "application/xhtml+xml": "html"}
_LONGEST_NAME = 60  # characters of a media type in a warning


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each page; what else was loaded is counted.

    Raises `EmptyInputError` where there is no page.
    """
    entries = NestedObjects(stream, _ENTRIES, opening.max_bytes, kind="HAR file", each="an entry")
    found = (one if isinstance(one, Pause) else _part_of(one[0]) for one in entries.read())
    yield from with_skipped(found, "there is no page in this HAR file")


def _part_of(entry: Mapping[str, object]) -> Part | str:
    """A page, or what it is that was loaded instead."""
    response = _object(entry.get("response"))
    content = _object(response.get("content"))
    type = _words(content.get("mimeType")).partition(";")[0].strip().lower()
    format = _FORMATS.get(type)
    status = response.get("status")
    if status != HTTPStatus.OK:
        return f"status {status}" if isinstance(status, int) else "no status"
    if format is None:
        return type[:_LONGEST_NAME] or "no type"
    text = _words(content.get("text"))
    if not text.strip():
        return "page without its text"
    url = _words(_object(entry.get("request")).get("url")) or None
    known = Known(
        format=format,
        url=url,
        record_url=url,
        fetched=moment_of(_words(entry.get("startedDateTime"))),
    )
    if content.get("encoding") != "base64":
        return Part(data=mend_surrogates(text), known=known)
    try:
        return Part(data=b64decode("".join(text.split()), validate=True), known=known)
    except (binascii.Error, ValueError):
        what = "the page's base64 is damaged"
        return Part(error=InputError(what, where=url, hint="save the HAR file again"))


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
