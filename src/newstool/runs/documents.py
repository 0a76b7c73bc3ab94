"""One raw input to the documents or the finished records in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newstool.containers.documents import Gap, decode_all
from newstool.containers.part import NOTHING_KNOWN, Opening, Part
from newstool.model.article import Article, Document
from newstool.model.errors import NewstoolError, as_newstool_error
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.reading.json_lines import decode_object
from newstool.runs.inputs import RawInput, inside, parts_again

_RECORD_START = b'{"schema_version":'  # as newstool writes it, and jq leaves it
_RECORD_KEYS = frozenset(Article.__struct_fields__)
_SHARED_KEYS = frozenset(("text", "url"))  # that a document given as JSON has as well


class StoredRecord(Struct, frozen=True):
    """A record that was made before: its JSON as in the input."""

    line: bytes


class Entry(Struct, frozen=True):
    """What was found in an input, or the error met in its place; `name` and `index` say where."""

    name: str
    index: int
    found: Document | StoredRecord | Gap | NewstoolError
    relative: str = ""
    line: int | None = None


def read_entries(raw: RawInput, read_as: ReadAs, settings: Settings) -> Iterator[Entry]:
    """All that one input holds, in order; never raises."""
    counts = Counter({"": raw.index})
    opening = Opening(read_as=read_as, max_bytes=settings.max_bytes)
    for part in parts_again(raw, opening):
        name = _name_inside(raw.name, raw.index, part.member)
        relative = _name_inside(raw.relative, raw.index, part.member)
        path = name if part.member else raw.path
        for found in _found(part, path, read_as, settings):
            index = counts[part.member]
            if isinstance(found, Document):
                found = _placed(found, part, index)
            yield Entry(name, index, found, relative, part.line)
            counts[part.member] += not isinstance(found, Gap)


def _name_inside(name: str, index: int, member: str) -> str:
    """What a member of one of several parts is called: 'box.mbox/7/attached.eml'."""
    return inside(inside(name, str(index)) if member and index else name, member)


def _placed(document: Document, part: Part, index: int) -> Document:
    """A document with its number, and what its container says of it."""
    known = part.known
    container = "/".join(filter(None, (part.container, document.container)))
    if known is NOTHING_KNOWN:
        return replace(document, index=index, container=container or None)
    return replace(
        document,
        index=index,
        container=container or None,
        id=known.id if document.id is None else document.id,
        given=document.given + known.given,
        record_url=known.record_url,
        fetched=known.fetched or document.fetched,
        warnings=document.warnings + known.warnings,
    )


def _found(
    part: Part, path: str | None, read_as: ReadAs, settings: Settings
) -> Iterator[Document | StoredRecord | Gap | NewstoolError]:
    try:
        if part.error is not None:
            yield part.error
        elif part.keys:
            yield _read_object(part, path, read_as, settings)
        else:
            known = part.known
            told = replace(
                read_as,
                url=read_as.url or known.url,
                format=read_as.format or known.format,
                encoding=read_as.encoding or known.encoding,
            )
            yield from decode_all(part.data or b"", told, settings, path=path)
    except Exception as error:
        yield as_newstool_error(error)


# --- an object of JSON -------------------------------------------------------------------------


def _read_object(
    part: Part, path: str | None, read_as: ReadAs, settings: Settings
) -> Document | StoredRecord:
    line = part.data if isinstance(part.data, bytes) else b""
    if part.keys == "column" and (record := _record_of_row(line, read_as)) is not None:
        return record
    if line.startswith(_RECORD_START):
        return StoredRecord(line)  # its user sees whether it is complete
    found = decode_object(line)
    if "schema_version" in found or (read_as.partial_records and _is_partial_record(found)):
        return StoredRecord(line)
    from newstool.containers.json.documents import read_json_document

    return read_json_document(found, read_as, settings, path=path, kind=part.keys)


def _record_of_row(line: bytes, read_as: ReadAs) -> StoredRecord | None:
    """The record that a row of a table was made of, or None for another's row."""
    is_whole = line.startswith(_RECORD_START)
    if not (is_whole or read_as.partial_records):
        return None
    row = decode_object(line)
    if not (is_whole or _is_partial_record(row)):
        return None
    from newstool.export.columns import record_of_row

    return StoredRecord(msgspec.json.encode(record_of_row(row)))


def is_stored_record(raw: RawInput) -> bool:
    """Whether an input is a line that begins as newstool writes records."""
    data = raw.part.data
    return bool(raw.part.keys) and isinstance(data, bytes) and data.startswith(_RECORD_START)


def _is_partial_record(found: Mapping[str, object]) -> bool:
    """Whether an object without a schema version is what `parse --fields` wrote.

    All its keys are a record's ('copyright.holder' is one too); a document given as JSON has keys
    of another making.
    """
    keys = {key.partition(".")[0] for key in found}
    return keys <= _RECORD_KEYS and (not keys <= _SHARED_KEYS or keys == {"url"})
