"""One raw input to the documents or the finished records in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from newstool.containers.documents import Gap, decode_all
from newstool.model.article import Article, Document
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.reading.json_lines import decode_object
from newstool.runs.inputs import RawInput, read_file

_RECORD_START = b'{"schema_version":'  # as newstool writes it, and jq leaves it
_RECORD_KEYS = frozenset(Article.__struct_fields__)
_SHARED_KEYS = frozenset(("text", "url"))  # that a document given as JSON has as well


class StoredRecord(Struct, frozen=True):
    """A record that was made before: its JSON as it stood in the input."""

    line: bytes


Part = Document | StoredRecord | Gap


def read_documents(raw: RawInput, read_as: ReadAs, settings: Settings) -> Iterator[Part]:
    """The documents of one input in order. Raises `NewstoolError`."""
    if raw.error is not None:
        raise raw.error
    if raw.kind == "line":
        yield _read_line(raw, read_as, settings)
        return
    data = raw.data if raw.data is not None else read_file(raw.file or "", settings.max_bytes)
    if raw.format is not None:
        read_as = replace(read_as, format=read_as.format or raw.format)
    yield from decode_all(data, read_as, settings, path=raw.path)


# --- a line of JSON ----------------------------------------------------------------------------


def _read_line(raw: RawInput, read_as: ReadAs, settings: Settings) -> Document | StoredRecord:
    line = raw.data if isinstance(raw.data, bytes) else b""
    if is_stored_record(raw):
        return StoredRecord(line)  # whoever uses it sees whether it is whole
    found = decode_object(line)
    if "schema_version" in found or (read_as.partial_records and _is_partial_record(found)):
        return StoredRecord(line)
    from newstool.containers.json_documents import read_json_document

    return read_json_document(found, read_as, settings, path=raw.path, index=raw.index)


def is_stored_record(raw: RawInput) -> bool:
    """Whether an input is a line that begins as newstool writes records."""
    return isinstance(raw.data, bytes) and raw.data.startswith(_RECORD_START)


def _is_partial_record(found: Mapping[str, object]) -> bool:
    """Whether an object without a schema version is what `parse --fields` wrote.

    All its keys are a record's ('copyright.holder' is one too); a document given as JSON has keys
    of another making.
    """
    keys = {key.partition(".")[0] for key in found}
    return keys <= _RECORD_KEYS and (not keys <= _SHARED_KEYS or keys == {"url"})
