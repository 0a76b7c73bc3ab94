"""One raw input to the documents or the finished records in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from newstool.containers.documents import Gap, decode_all
from newstool.model.article import Article, Document, Format
from newstool.model.errors import RecordError
from newstool.model.read_as import FieldNames, ReadAs
from newstool.model.settings import Settings
from newstool.reading.decode import decode
from newstool.reading.json_lines import decode_object, mend_surrogates
from newstool.runs.inputs import RawInput, read_file

_RECORD_START = b'{"schema_version":'  # as newstool writes it, and jq leaves it
# A document given as JSON may have these keys too; any other key of a record tells it apart.
_SHARED_KEYS = frozenset(("text", "url"))
_RECORD_KEYS = frozenset(Article.__struct_fields__) - _SHARED_KEYS


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
    names = read_as.fields
    if "schema_version" in found or (read_as.partial_records and _is_partial_record(found)):
        return StoredRecord(line)
    source, format = _source_of(found, names)
    if source is None:
        raise RecordError(
            f"no {names.html!r} and no {names.text!r} in this object",
            hint=f"it has {_some(found)}; name the right one with --field",
        )
    url = found.get(names.url)
    document = decode(
        mend_surrogates(source),
        url=read_as.url or (url if isinstance(url, str) else None),
        format=read_as.format or format,
        path=raw.path,
        index=raw.index,
        settings=settings,
    )
    identity = found.get(names.id)
    return replace(document, id=identity) if isinstance(identity, str | int) else document


def is_stored_record(raw: RawInput) -> bool:
    """Whether an input is a line that begins as newstool writes records."""
    return isinstance(raw.data, bytes) and raw.data.startswith(_RECORD_START)


def _is_partial_record(found: Mapping[str, object]) -> bool:
    """Whether an object without a schema version is what `parse --fields` wrote."""
    if "html" in found:
        return False
    keys = {key.partition(".")[0] for key in found}  # 'copyright.holder' is a field too
    return not _RECORD_KEYS.isdisjoint(keys) or keys == {"url"}


def _source_of(
    found: Mapping[str, object], names: FieldNames
) -> tuple[str | None, Literal["html", "text"] | None]:
    """The article in a JSON document, and its format where the key says it."""
    keys: tuple[tuple[str | None, Format | None], ...] = (
        (names.content, None),
        (names.html, "html"),
        (names.text, "text"),
    )
    for key, format in keys:
        if key is None or found.get(key) is None:
            continue
        value = found[key]
        if not isinstance(value, str):
            raise RecordError(f"{key!r} is no string but {type(value).__name__}")
        return value, format
    return None, None


def _some(found: Mapping[str, object]) -> str:
    keys = [repr(key[:40]) for key in list(found)[:5]]
    return ", ".join(keys) + (", ..." if len(found) > 5 else "") if keys else "no keys"
