"""JSON to the objects in it: one a line, an array of them, or an object that wraps an array."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from newstool.containers.json.arrays import json_records, wraps_records
from newstool.containers.lines import as_utf8, split_lines
from newstool.containers.part import NOTHING_KNOWN, Known, Opening, Part
from newstool.containers.stream import HEAD, Pause, Stream
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, LimitError, NewstoolError
from newstool.reading.json_lines import is_sound

_JSON_FEED = b"jsonfeed.org/version"
_FEED = {"title": "site_name", "language": "language"}
_AROUND_JSON = b" \t\r\n\xef\xbb\xbf"
_AROUND_OBJECTS = b" \t\r\xef\xbb\xbf,[]"  # what a line of a JSON array has besides its object


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each object, whose keys say the article's fields.

    Lines are handed out as they come. A value over several lines, and one that is an array or wraps
    one, is read whole, within the limit on bytes.
    """
    lines = split_lines(as_utf8(stream.chunks()), b"\n", opening.max_bytes)
    is_first = True
    opened = b""
    wraps = opening.read_as.records is not None
    number = 0
    for line in lines:
        if isinstance(line, Pause):
            yield line
            continue
        number += 1
        if is_first and isinstance(line, bytes):
            if _goes_on(line):
                yield from _whole(opened + line, lines, opening)
                return
            wraps = wraps or _wraps(line)
        data = line if isinstance(line, NewstoolError) else line.strip(_AROUND_OBJECTS)
        if not data:
            opened += b"[" if isinstance(line, bytes) and b"[" in line else b""
            continue
        is_first = False
        if isinstance(data, NewstoolError):
            yield Part(error=data, line=number)
        elif wraps and isinstance(line, bytes):
            value = line if line.strip(_AROUND_JSON)[-1:] == b"]" else data
            yield from _records_of(value, opening, number)
        else:
            yield _object(data, number)
    if is_first:
        yield Part(error=_nothing())


def _object(data: bytes, line: int | None) -> Part:
    return Part(data=data, keys="json key", line=line)


def _nothing() -> EmptyInputError:
    return EmptyInputError("there is no document in this JSON")


def _goes_on(line: bytes) -> bool:
    """Whether a first line begins a JSON value that ends on a later one: '{', '[{', '{"a": 1,'.

    '[{...},' with a whole object is one line of an array, and '[' alone its first.
    """
    start = line.strip(_AROUND_JSON)
    if start in (b"", b"[") or not start.endswith((b"{", b"[", b",", b":")):
        return False
    return not is_sound(start.strip(_AROUND_OBJECTS))


def _wraps(line: bytes) -> bool:
    """Whether a first line is a whole array, or an object that holds the documents."""
    start = line.strip(_AROUND_JSON)
    if start.startswith(b"["):
        return start.endswith(b"]")
    return not start.startswith(b'{"schema_version":') and wraps_records(start)


def _whole(
    first: bytes, lines: Iterator[bytes | NewstoolError | Pause], opening: Opening
) -> Iterator[Part | Pause]:
    """A JSON array or object that is laid out over several lines."""
    parts, size = [first], len(first)
    for line in lines:
        if isinstance(line, Pause):
            yield line
        elif isinstance(line, NewstoolError) or size + len(line) > opening.max_bytes:
            hint = "raise --max-bytes, or give one object a line: jq -c '.[]'"
            what = f"JSON over several lines of more than {opening.max_bytes:,} bytes"
            raise LimitError(what, hint=hint)
        else:
            parts.append(line)
            size += len(line) + 1
    found = list(_records_of(b"\n".join(parts), opening, None))
    yield from found or [Part(error=_nothing())]


def _records_of(value: bytes, opening: Opening, line: int | None) -> Iterator[Part]:
    """A part for each object inside a JSON value; then one with the error."""
    try:
        known = _of_feed(value)
        for each in json_records(value.strip(_AROUND_JSON), opening.read_as.records):
            yield replace(_object(each, line), known=known)
    except NewstoolError as error:
        yield Part(error=error, line=line)


def _of_feed(value: bytes) -> Known:
    """What a JSON Feed says of all its items: their publication and language."""
    if _JSON_FEED not in value[:HEAD]:
        return NOTHING_KNOWN
    try:
        found = msgspec.json.decode(value, type=dict[str, Raw])
        said = {key: msgspec.json.decode(found[key]) for key in _FEED if key in found}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return NOTHING_KNOWN
    return Known(
        given=tuple(
            Given(_FEED[key], text, f"json key '{key}' of the feed")
            for key, text in said.items()
            if isinstance(text, str) and text.strip()
        )
    )
