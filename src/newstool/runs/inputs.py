"""Paths, directories, lists and stdin to raw inputs; content decides what an input is.

A file of one article stays on disk until somebody reads it (`read_file`), so that a list of a
million files costs nothing but names. JSON lines and streams are handed out as bytes, one by one.
"""

# Paths stay the strings they were given as (pathlib would rewrite "./a.html") and cost little:
# ruff: noqa: PTH112, PTH114, PTH116, PTH118, PTH123, PTH208

from __future__ import annotations

import codecs
import os
import re
import select
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePath
from typing import BinaryIO, Literal

from msgspec import Struct

from newstool.model.errors import EmptyInputError, InputError, LimitError, NewstoolError
from newstool.model.settings import MAX_BYTES
from newstool.reading.json_lines import is_sound, mend_surrogates

STDIN_NAME = "stdin"

_CHUNK = 1 << 20  # bytes read or inflated at a time
_HEAD = 4096  # bytes that tell JSON from everything else
_GZIP_MAGIC = b"\x1f\x8b\x08"
_JSON_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:"[^"\n]{0,200}"\s*:|\})')
_AROUND_JSON = b" \t\r\n\xef\xbb\xbf"
_AROUND_OBJECTS = b" \t\r\xef\xbb\xbf,[]"  # what a line of a JSON array has beside its object
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_JSON_EMPTY = re.compile(rb"\s*\[\s*\]\s*\Z")

InputFormat = Literal["html", "text", "ndjson"]


class RawInput(Struct, frozen=True):
    """One thing to read: a file still on disk, bytes in hand, or the error met on the way.

    `name` is for messages; `path` is None for what has no path, as stdin. Exactly one of `file`
    (a path to open), `data` and `error` is given. `kind` is "line" for one JSON document or
    record. `index` counts the documents of an input from 0, `line` its lines from 1. `relative`
    is the path below the directory that was named, for trees that are mirrored.
    """

    name: str
    path: str | None = None
    file: str | None = None
    data: bytes | str | None = None
    error: NewstoolError | None = None
    kind: Literal["file", "line"] = "file"
    format: Literal["html", "text"] | None = None
    index: int = 0
    line: int | None = None
    relative: str = ""


class Pause(Struct, frozen=True):
    """The stream behind file descriptor `fd` has nothing to read now; its next read would wait.

    Whoever gets it may ask for the next input at any time: it is a `Pause` again until there is
    something to read.
    """

    fd: int


class Sources(Struct, frozen=True, kw_only=True):
    """What was named to be read, and how it is looked at.

    `skip` are paths never read out of a directory: the run's own output. `stdin` is unbuffered.
    `records` is the path of the array in JSON that holds the articles, where it is named.
    """

    paths: tuple[str, ...] = ()
    files_from: str | None = None
    nul_separated: bool = False
    format: InputFormat | None = None
    records: str | None = None
    max_bytes: int = MAX_BYTES
    skip: frozenset[str] = frozenset()
    stdin: BinaryIO | None = None


def find_inputs(sources: Sources) -> Iterator[RawInput | Pause]:
    """Every input in order, each as soon as it is known.

    What can't be opened or split comes as a `RawInput` with `error`: nothing is left out, and
    nothing is raised. A `Pause` comes before each read that would wait.
    """
    for path in sources.paths:
        yield from _inputs_of_path(path, sources)
    if sources.files_from is not None:
        yield from _inputs_of_list(sources.files_from, sources)


def count_files(sources: Sources) -> int | None:
    """How many files the paths lead to, or None when only reading can tell."""
    if sources.files_from is not None or "-" in sources.paths:
        return None
    return sum(
        sum(1 for _ in _walk(path, sources.skip)) if os.path.isdir(path) else 1
        for path in sources.paths
    )


def read_file(path: str, limit: int) -> bytes:
    """A file's bytes, gunzipped, at most `limit` + 1 of them (so that a cut can be noticed).

    Raises `InputError` when it can't be read.
    """
    try:
        with open(path, "rb", buffering=0) as file:
            return _gather(_inflate(_read_chunks(file, None)), limit)
    except OSError as error:
        raise _open_error(error) from error


def inputs_in_memory(source: bytes | str, name: str, sources: Sources) -> Iterator[RawInput]:
    """What bytes or text in hand hold: the documents of JSON, else the article itself.

    Raises `InputError` for gzip that is damaged.
    """
    data: bytes | str = source
    if isinstance(source, bytes) and source.startswith(_GZIP_MAGIC):
        data = _gather(_inflate(iter((source,))), sources.max_bytes)
    head = data[:_HEAD]
    start = mend_surrogates(head).encode() if isinstance(head, str) else head
    if sources.format is not None or not _is_json(start):
        yield RawInput(name, data=data)
        return
    whole = mend_surrogates(data).encode() if isinstance(data, str) else data
    place = _Place(name, None, None, name)
    inputs = _json_inputs(_as_utf8(iter((whole,))), place, sources)
    yield from (raw for raw in inputs if isinstance(raw, RawInput))


# --- paths -------------------------------------------------------------------------------------


def _inputs_of_path(path: str, sources: Sources) -> Iterator[RawInput | Pause]:
    if path == "-":
        yield from _inputs_of_stdin(sources)
    elif os.path.isdir(path):
        yield from _inputs_of_directory(path, sources)
    else:
        yield from _inputs_of_file(path, PurePath(path).name, sources)


def _inputs_of_directory(root: str, sources: Sources) -> Iterator[RawInput | Pause]:
    empty = True
    for found in _walk(root, sources.skip):
        empty = False
        if isinstance(found, RawInput):
            yield found
        else:
            yield from _inputs_of_file(found, os.path.relpath(found, root), sources)
    if empty:
        error = EmptyInputError("no files in this directory", hint="hidden files are passed over")
        yield RawInput(_display(root), error=error)


def _walk(root: str, skip: frozenset[str]) -> Iterator[str | RawInput]:
    """The regular files below `root`, sorted by name, directory by directory.

    Hidden names, sockets and devices are passed over; links to directories are not followed.
    """
    waiting = [iter([root])]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            continue
        try:
            mode = os.stat(path).st_mode
            is_root = len(waiting) == 1
            if stat.S_ISDIR(mode) and (is_root or not os.path.islink(path)):
                names = sorted(name for name in os.listdir(path) if not name.startswith("."))
                waiting.append(iter([os.path.join(path, name) for name in names]))
            elif stat.S_ISREG(mode) and not (skip and os.path.realpath(path) in skip):
                yield path
        except OSError as error:
            yield RawInput(_display(path), error=_open_error(error))


def _inputs_of_list(list_path: str, sources: Sources) -> Iterator[RawInput | Pause]:
    """The inputs whose paths stand in a file, one a line or parted by NUL."""
    name = STDIN_NAME if list_path == "-" else _display(list_path)
    empty = True
    try:
        for path in _listed_paths(list_path, sources):
            if isinstance(path, Pause):
                yield path
                continue
            empty = False
            yield from _inputs_of_path(path, sources)
    except (OSError, NewstoolError) as error:
        yield RawInput(name, error=_as_input_error(error))
        return
    if empty:
        nothing = EmptyInputError("the list names no files", hint="one path a line is expected")
        yield RawInput(name, error=nothing)


def _listed_paths(list_path: str, sources: Sources) -> Iterator[str | Pause]:
    separator = b"\0" if sources.nul_separated else b"\n"
    with _open_list(list_path, sources) as file:
        fd = _pausing_fd(file) if list_path == "-" else None
        for line in _split_lines(_read_chunks(file, fd), separator, limit=1 << 16):
            if isinstance(line, Pause):
                yield line
            elif isinstance(line, NewstoolError):
                raise line
            elif name := line if sources.nul_separated else line.rstrip(b"\r"):
                yield os.fsdecode(name)


def _open_list(list_path: str, sources: Sources) -> AbstractContextManager[BinaryIO]:
    if list_path == "-" and sources.stdin is not None:
        return nullcontext(sources.stdin)
    return open(list_path, "rb", buffering=0)


# --- one file or stream ------------------------------------------------------------------------


def _inputs_of_stdin(sources: Sources) -> Iterator[RawInput | Pause]:
    if sources.stdin is None:
        yield RawInput(STDIN_NAME, error=InputError("there is no standard input"))
        return
    try:
        yield from _inputs_of_stream(sources.stdin, _STDIN, sources)
    except (OSError, NewstoolError) as error:
        yield RawInput(STDIN_NAME, error=_as_input_error(error))


def _inputs_of_file(path: str, relative: str, sources: Sources) -> Iterator[RawInput | Pause]:
    name = _display(path)
    try:
        with open(path, "rb", buffering=0) as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            place = _Place(name, name, path if regular else None, relative)
            yield from _inputs_of_stream(file, place, sources)
    except (OSError, NewstoolError) as error:
        yield RawInput(name, path=name, error=_as_input_error(error), relative=relative)


class _Place(Struct, frozen=True):
    """Where a stream comes from; `file` is its path when it can be opened again."""

    name: str
    path: str | None
    file: str | None
    relative: str

    def holding(
        self,
        data: bytes | None = None,
        *,
        error: NewstoolError | None = None,
        index: int = 0,
        line: int | None = None,
        kind: Literal["file", "line"] = "file",
    ) -> RawInput:
        return RawInput(
            self.name,
            path=self.path,
            data=data,
            error=error,
            kind=kind,
            index=index,
            line=line,
            relative=self.relative,
        )


_STDIN = _Place(STDIN_NAME, None, None, STDIN_NAME)


def _inputs_of_stream(
    file: BinaryIO, place: _Place, sources: Sources
) -> Iterator[RawInput | Pause]:
    fd = None if place.file else _pausing_fd(file)
    chunks = _inflate(_read_chunks(file, fd))
    head: list[bytes] = []
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        head.append(chunk)
        if sources.format is not None or _tells_its_kind(b"".join(head)):
            break
    start = b"".join(head)
    if sources.format == "ndjson" or (sources.format is None and _is_json(start)):
        yield from _json_inputs(_as_utf8(_chain(start, chunks)), place, sources)
    elif place.file is not None:
        yield RawInput(place.name, place.path, file=place.file, relative=place.relative)
    else:
        yield place.holding(_gather(_chain(start, chunks), sources.max_bytes))


def _tells_its_kind(head: bytes) -> bool:
    """Whether enough was read: anything but white space, and a whole key where JSON begins."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEAD]
    if not start:
        return False
    return start[:1] not in b"{[" or len(start) == _HEAD or _JSON_START.match(start) is not None


def _is_json(head: bytes) -> bool:
    if head.startswith(_UTF_16):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return _JSON_START.match(head) is not None or _JSON_EMPTY.match(head) is not None


def _as_utf8(chunks: Iterator[bytes | Pause]) -> Iterator[bytes | Pause]:
    """JSON in UTF-16, as some shells write it, as UTF-8; all else as it is."""
    first = next((chunk for chunk in chunks if not isinstance(chunk, Pause)), b"")
    if not first.startswith(_UTF_16):
        yield from _chain(first, chunks)
        return
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for chunk in _chain(first, chunks):
        yield (
            chunk if isinstance(chunk, Pause) else decoder.decode(chunk).encode("utf-8", "replace")
        )


def _chain(head: bytes, rest: Iterator[bytes | Pause]) -> Iterator[bytes | Pause]:
    yield head
    yield from rest


def _gather(chunks: Iterable[bytes | Pause], limit: int) -> bytes:
    """The stream's bytes up to `limit` + 1."""
    parts, size = [], 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            continue
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            break
    return b"".join(parts)[: limit + 1]


# --- JSON --------------------------------------------------------------------------------------


def _json_inputs(
    chunks: Iterator[bytes | Pause], place: _Place, sources: Sources
) -> Iterator[RawInput | Pause]:
    """One input for each object: of lines, of an array with one a line, or of one JSON value.

    Lines are handed out as they come. A value over several lines, and one that is an array or wraps
    one, is read whole, within the limit on bytes.
    """
    lines = _split_lines(chunks, b"\n", sources.max_bytes)
    index = 0
    opening = b""
    wraps = sources.records is not None
    for number, line in _enumerate_lines(lines):
        if isinstance(line, Pause):
            yield line
            continue
        if index == 0 and isinstance(line, bytes):
            if _goes_on(line):
                yield from _whole_json(opening + line, lines, place, sources)
                return
            wraps = wraps or _wraps(line)
        data = line if isinstance(line, NewstoolError) else line.strip(_AROUND_OBJECTS)
        if not data:
            opening += b"[" if isinstance(line, bytes) and b"[" in line else b""
            continue
        if isinstance(data, NewstoolError):
            yield place.holding(error=data, index=index, line=number)
            index += 1
        elif wraps and isinstance(line, bytes):
            value = line if line.strip(_AROUND_JSON)[-1:] == b"]" else data
            for raw in _records_of(value, place, sources, index, number):
                yield raw
                index += 1
        else:
            yield place.holding(data, index=index, line=number, kind="line")
            index += 1
    if index == 0:
        yield place.holding(error=EmptyInputError("there is no document in this JSON"))


def _enumerate_lines(
    lines: Iterable[bytes | NewstoolError | Pause],
) -> Iterator[tuple[int, bytes | NewstoolError | Pause]]:
    """`enumerate` from 1 that counts no `Pause`."""
    number = 0
    for line in lines:
        number += not isinstance(line, Pause)
        yield number, line


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
    if start.startswith(b'{"schema_version":'):
        return False
    from newstool.containers.json_arrays import wraps_records

    return wraps_records(start)


def _whole_json(
    first: bytes,
    lines: Iterator[bytes | NewstoolError | Pause],
    place: _Place,
    sources: Sources,
) -> Iterator[RawInput | Pause]:
    """A JSON array or object that is laid out over several lines."""
    parts, size = [first], len(first)
    for line in lines:
        if isinstance(line, Pause):
            yield line
        elif isinstance(line, NewstoolError) or size + len(line) > sources.max_bytes:
            hint = "raise --max-bytes, or give one object a line: jq -c '.[]'"
            what = f"JSON over several lines of more than {sources.max_bytes:,} bytes"
            raise LimitError(what, hint=hint)
        else:
            parts.append(line)
            size += len(line) + 1
    found = list(_records_of(b"\n".join(parts), place, sources, 0, None))
    yield from found or [place.holding(error=EmptyInputError("there is no document in this JSON"))]


def _records_of(
    value: bytes, place: _Place, sources: Sources, index: int, line: int | None
) -> Iterator[RawInput]:
    """An input for each object inside a JSON value, from `index` on; then one with the error."""
    from newstool.containers.json_arrays import json_records

    try:
        for each in json_records(value.strip(_AROUND_JSON), sources.records):
            yield place.holding(each, index=index, line=line, kind="line")
            index += 1
    except NewstoolError as error:
        yield place.holding(error=error, index=index, line=line)


# --- bytes -------------------------------------------------------------------------------------


def _pausing_fd(file: BinaryIO) -> int | None:
    """The descriptor to ask whether a read would wait; None where that can't be asked."""
    if sys.platform == "win32":
        return None
    try:
        return file.fileno()
    except (OSError, AttributeError):
        return None


def _read_chunks(file: BinaryIO, fd: int | None) -> Iterator[bytes | Pause]:
    """What the file holds: a small chunk first, for those who need only its head."""
    size = _HEAD
    while True:
        while fd is not None and not select.select([fd], [], [], 0)[0]:
            yield Pause(fd)
        chunk = file.read(size)
        if not chunk:
            return
        yield chunk
        size = _CHUNK


def _inflate(chunks: Iterator[bytes | Pause]) -> Iterator[bytes | Pause]:
    """The chunks, gunzipped if they begin with gzip's magic bytes; never a large piece at once."""
    head = b""
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        head += chunk
        if len(head) >= len(_GZIP_MAGIC) or not _GZIP_MAGIC.startswith(head):
            break
    source = _chain(head, chunks) if head else chunks
    yield from _gunzip(source) if head.startswith(_GZIP_MAGIC) else source


def _gunzip(chunks: Iterator[bytes | Pause]) -> Iterator[bytes | Pause]:
    """Inflate one gzip member after another, `_CHUNK` bytes at a time."""
    inflater = zlib.decompressobj(wbits=31)
    size = 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        while chunk:
            if inflater.eof:
                if not chunk.startswith(_GZIP_MAGIC[: len(chunk)]):
                    return  # padding after the last member, as tape and block writers leave it
                inflater = zlib.decompressobj(wbits=31)
            try:
                piece = inflater.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise InputError(
                    "the gzip data is damaged",
                    where=f"after {size:,} bytes",
                    hint="fetch or compress the file again",
                ) from error
            size += len(piece)
            if piece:
                yield piece
            chunk = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if not inflater.eof:
        hint = "the file was not written or fetched to its end"
        raise InputError("the gzip data is cut short", where=f"after {size:,} bytes", hint=hint)


def _split_lines(
    chunks: Iterable[bytes | Pause], separator: bytes, limit: int
) -> Iterator[bytes | NewstoolError | Pause]:
    """Lines without their separator; a `LimitError` in place of one longer than `limit` bytes."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        first, *rest = chunk.split(separator)
        size += len(first)
        if size <= limit:
            held.append(first)
        if not rest:
            continue
        yield b"".join(held) if size <= limit else _too_long(size, limit)
        for line in rest[:-1]:
            yield line if len(line) <= limit else _too_long(len(line), limit)
        held, size = [rest[-1]], len(rest[-1])
    if size:
        yield b"".join(held) if size <= limit else _too_long(size, limit)


def _too_long(size: int, limit: int) -> LimitError:
    what = f"a line of {size:,} bytes is longer than the limit of {limit:,}"
    return LimitError(what, hint="raise --max-bytes")


# --- errors and names --------------------------------------------------------------------------


def _display(path: str) -> str:
    """A path as valid Unicode: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _open_error(error: OSError) -> InputError:
    hint = {
        FileNotFoundError: "check the name and the current directory",
        PermissionError: "check the permissions of the file and its directories",
    }.get(type(error))
    name = error.filename
    if isinstance(name, str) and name.startswith(("http://", "https://")):
        hint = f"newstool reads files only: curl -sL {name} | newstool parse --url {name}"
    return InputError(_system_says(error), hint=hint)


def _system_says(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _as_input_error(error: OSError | NewstoolError) -> NewstoolError:
    return error if isinstance(error, NewstoolError) else _open_error(error)
