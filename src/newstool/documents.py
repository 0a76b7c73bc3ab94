"""One raw input to the documents or the finished records in it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newstool.article import Document, Format
from newstool.decode import decode
from newstool.errors import InputError, RecordError
from newstool.inputs import RawInput, read_file
from newstool.settings import Settings

if TYPE_CHECKING:
    from newstool.archives import Archive

_RECORD_START = b'{"schema_version":'  # as newstool writes it, and jq leaves it
_SURROGATE = re.compile("[\ud800-\udfff]")
# Keys that a document given as JSON has no use for: an object with one of them is a record.
_RECORD_KEYS = frozenset(
    "title subtitle description byline authors editors credits agency source site_name domain "
    "canonical_url dateline date_published date_modified language section tags image images body "
    "related corrections contacts copyright license registrations free_access word_count extra "
    "page_type warnings evidence blocks input".split()
)


class FieldNames(Struct, frozen=True):
    """The keys of a JSON document. `content` holds HTML or text, told apart by looking."""

    html: str = "html"
    text: str = "text"
    content: str | None = None
    url: str = "url"
    id: str = "id"


class ReadAs(Struct, frozen=True, kw_only=True):
    """What the caller says about the inputs, over what they say themselves.

    With `partial_records` an object with a headline beside its text is a record (of a few fields,
    as `parse --fields` writes it) and no document to be parsed. With `gaps` what stands between
    the articles of an archive export is handed out too.
    """

    url: str | None = None
    format: Format | None = None
    encoding: str | None = None
    fields: FieldNames = FieldNames()
    split_on: str | None = None
    strict: bool = False
    partial_records: bool = False
    gaps: bool = False


class StoredRecord(Struct, frozen=True):
    """A record that was made before: its JSON as it stood in the input."""

    line: bytes


class Gap(Struct, frozen=True):
    """Text of a file of many articles that belongs to none: `start` is its place in the file."""

    text: str
    start: int


Piece = Document | StoredRecord | Gap


def read_documents(raw: RawInput, read_as: ReadAs, settings: Settings) -> Iterator[Piece]:
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
    if document.format == "html" and read_as.split_on is None:
        yield document
        return
    from newstool.archives import split_archive

    archive = split_archive(document, read_as.split_on)
    documents = archive.documents
    if archive.warnings and not read_as.strict and documents:
        first = replace(documents[0], warnings=documents[0].warnings + archive.warnings)
        documents = (first, *documents[1:])
    yield from _with_gaps(document.text, archive) if read_as.gaps else documents
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


def mend_surrogates(text: str) -> str:
    """Halves of UTF-16 pairs, which no encoding can write, become U+FFFD."""
    try:
        text.encode()  # several times as fast as to search for one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


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


class _Anything(Struct):
    """Decodes any JSON object and keeps nothing of it."""


_decode_anything = msgspec.json.Decoder(_Anything).decode


def sound_object(line: bytes) -> bytes:
    """A line that is one JSON object throughout, mended if only a lenient reader takes it.

    Raises `RecordError`: a torn record begins like a whole one.
    """
    try:
        _decode_anything(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        written = json.dumps(decode_object(line), ensure_ascii=False, separators=(",", ":"))
        return mend_surrogates(written).encode()
    return line


def _is_partial_record(found: Mapping[str, object]) -> bool:
    """Whether an object without a schema version is what `parse --fields` wrote."""
    return "html" not in found and bool(_RECORD_KEYS & found.keys())


def decode_object(line: bytes) -> dict[str, object]:
    """A line's JSON object. Raises `RecordError`.

    What msgspec is too strict for and real files hold (lone surrogates, raw control characters,
    NaN) is read by the standard library.
    """
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _decode_leniently(line)
    if not isinstance(found, dict):
        raise RecordError("not a JSON object", hint='expected {"html": ..., "url": ...}')
    return found


def _decode_leniently(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8", "replace"), strict=False)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"no valid JSON: {error.msg}",
            where=f"character {error.pos + 1}",
            hint="each line must hold one whole JSON object: jq -c",
        ) from error
    except (RecursionError, ValueError) as error:
        raise RecordError("JSON nested too deeply or with a number too long") from error


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
