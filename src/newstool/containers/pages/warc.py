"""Crawls (WARC, ISO 28500): the pages in them, and the texts of WET files, record by record.

Records are read with the standard library alone: FastWARC is several times faster, but it passes
over broken records without a word, and reading a page takes a hundred times as long as its record.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from newstool.containers.extras import package_of
from newstool.containers.mail.mime import Entity, charset_of, entity_of
from newstool.containers.packed.compressed import compression_of, inflate
from newstool.containers.part import Known, Opening, Part, moment_of
from newstool.containers.skipped import with_skipped
from newstool.containers.stream import CHUNK, Pause, Stream
from newstool.model.article import Format
from newstool.model.errors import InputError, NewstoolError

_T = TypeVar("_T")
_Reading = Generator[Pause, None, _T]

_LONGEST_HEADERS = 1 << 18  # bytes of a record's header lines, or of a response's
_BEGINS = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_NEXT = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?:WARC-|Content-)")
_BLANK = re.compile(rb"\n\r?\n")
_LINE_ENDS = re.compile(rb"[\r\n]*+")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\n]{0,1000}\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\n]{0,1000})?\r?\n")
_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
_NO_PAGES = frozenset(("warcinfo", "request", "metadata"))


class _Record(Struct, frozen=True):
    """A record: its header lines with its block, cut at the limit, or what is wrong with it."""

    entity: Entity
    is_cut: bool = False
    error: NewstoolError | None = None

    @property
    def kind(self) -> str:
        return self.entity.raw("warc-type").strip().lower()

    def known(self) -> Known:
        """What its header lines say of the page."""
        url = self.entity.raw("warc-target-uri").strip().strip("<>") or None
        id = self.entity.raw("warc-record-id").strip().strip("<>") or None
        cut = self.entity.raw("warc-truncated") or self.is_cut
        return Known(
            url=url,
            record_url=url,
            id=id,
            fetched=moment_of(self.entity.raw("warc-date").strip()),
            warnings=("truncated:bytes",) if cut else (),
        )


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each page and text.

    What isn't a page is counted. A broken record is a failure, and the next one is read.
    Raises `EmptyInputError` where there is no page.
    """
    stream.damage.is_coped_with = True
    found = (
        one if isinstance(one, Pause) else _part(one, opening.max_bytes)
        for one in _Records(stream, opening.max_bytes)
    )
    yield from with_skipped((one for one in found if one), "there is no page in this WARC")


# --- one record ----------------------------------------------------------------------------------


def _part(record: _Record, limit: int) -> Part | str:
    """A record's page or failure; or what it is where it's passed over, '' if that is not worth it.

    Its text is what is in a 'conversion'; a 'response' is what a server said.
    """
    known = record.known()
    if record.error is not None:
        return Part(error=_at(known, record.error))
    if record.kind == "conversion":
        return Part(data=record.entity.body, known=replace(known, format="text"))
    if record.kind == "response":
        return _page(record, known, limit)
    if record.kind == "resource":
        return _content(record.entity, record.entity.body, known)
    return "" if record.kind in _NO_PAGES else record.kind or "no type"


def _at(known: Known, error: NewstoolError) -> NewstoolError:
    """An error with the address or else the id of the record that it was met in."""
    place = known.url or known.id
    return type(error)(error.what, where=str(place) if place else error.where, hint=error.hint)


def _page(record: _Record, known: Known, limit: int) -> Part | str:
    """The page in what a server said."""
    block = record.entity.body
    status = _STATUS.match(block)
    if status is None:
        scheme = (known.url or "").partition(":")[0].lower()
        return f"{scheme} response" if scheme not in ("http", "https") else "no HTTP response"
    if int(status[1]) != HTTPStatus.OK:
        return f"status {status[1].decode()}"
    said = entity_of(block[status.end() :])
    if _is_other(said):
        return said.type
    try:
        return _content(said, _decoded(said, limit), known)
    except InputError as error:
        return Part(error=_at(known, error))


def _content(said: Entity, data: bytes, known: Known) -> Part | str:
    if _is_other(said):
        return said.type
    format = _FORMATS[said.type] if "content-type" in said.headers else None
    encoding = charset_of(data, said.charset)
    return Part(data=data, known=replace(known, format=format, encoding=encoding))


def _is_other(said: Entity) -> bool:
    """Whether something is said to be neither a page nor a text."""
    return "content-type" in said.headers and said.type not in _FORMATS


# --- how a server sends it -----------------------------------------------------------------------


def _decoded(said: Entity, limit: int) -> bytes:
    """A response's body as it was before it was sent, up to `limit` + 1 bytes.

    Crawlers may have undone the encodings and left the headers: so each is looked for in the body.
    Raises `InputError` for an encoding that can't be undone.
    """
    body = said.body
    if "chunked" in said.raw("transfer-encoding").lower():
        body = _without_chunks(body)
    ways = [way.strip().lower() for way in said.raw("content-encoding").split(",")]
    for way in reversed(ways):
        if way == "deflate":
            body = _inflated_deflate(body, limit)
        elif compression := compression_of(body):
            chunks = inflate(iter((body,)), compression)
            body = _up_to(chunks, limit)
        elif way == "br" and not _is_markup(body):
            body = _inflated_brotli(body, limit)
    return body[: limit + 1]


def _is_markup(body: bytes) -> bool:
    return b"<" in body[:CHUNK] and b"\x00" not in body[:4096]


def _up_to(chunks: Iterator[bytes | Pause], limit: int) -> bytes:
    """What comes out, up to the limit; where a fault follows, what came before it."""
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in chunks:
            if isinstance(piece, bytes) and piece:
                pieces.append(piece)
                size += len(piece)
            if size > limit:
                break
    except InputError:
        if not pieces:
            raise
    return b"".join(pieces)


def _inflated_deflate(body: bytes, limit: int) -> bytes:
    """Of 'deflate' with the frame that it should have, without it, or not packed at all."""
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(wbits).decompress(body, limit + 1)
        except zlib.error:
            continue
    return body


def _inflated_brotli(body: bytes, limit: int) -> bytes:
    """What comes out, up to the limit; where a fault or the end follows, what came before it."""
    package = package_of("warc", "packed by Brotli")
    inflater = package.Decompressor()
    pieces: list[bytes] = []
    left = limit + 1
    with suppress(package.error):
        while left > 0 and (piece := inflater.process(body, output_buffer_limit=CHUNK)):
            pieces.append(piece)
            left -= len(piece)
            body = b""  # it holds the rest
    if not pieces:
        raise InputError("the page's Brotli data is damaged or cut short")
    return b"".join(pieces)


def _without_chunks(body: bytes) -> bytes:
    """A body without the sizes of its chunks; as it is where it has none. The last may be cut."""
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            break
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(pieces) if pieces else body


# --- records -------------------------------------------------------------------------------------


class _Records:
    """The records of a stream, one after another; each block up to `limit` bytes, and headers."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._chunks = stream.chunks()
        self._faults = stream.damage.faults
        self._limit = limit + _LONGEST_HEADERS
        self._held = bytearray()
        self._at = 0  # in what is held
        self._seen = 0  # bytes in all
        self._read_again = 0
        self._last_fault: NewstoolError | None = None  # that ended the stream

    def __iter__(self) -> Iterator[_Record | Pause]:
        while (yield from self._skip_blank_lines()) or self._faults:
            if self._faults:
                yield _broken(_NOTHING, self._fault(""))
            elif _BEGINS.match(self._held, self._at):
                yield (yield from self._record())
            else:
                yield from self._find_next(self._at)
                yield _broken(_NOTHING, self._fault("it does not begin as one"))
        if self._last_fault:
            raise self._last_fault

    def _record(self) -> _Reading[_Record]:
        start = self._at
        end = yield from self._end_of_head()
        if end is None:
            yield from self._find_next(start + 1)
            return _broken(_NOTHING, self._fault("its header lines have no end"))
        entity = entity_of(bytes(self._held[start:end]).partition(b"\n")[2])
        length = entity.raw("content-length").strip()
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            yield from self._find_next(start + 1)
            return _broken(entity, self._fault("it does not say how long it is"))
        self._at = end
        block, is_whole = yield from self._take(int(length))
        if is_whole and (yield from self._is_end()) and not self._faults:
            is_cut = int(length) > len(block)
            return _Record(Entity(entity.headers, block), is_cut=is_cut)
        if len(block) < self._limit and self._may_read_again(len(block)):
            self._at = end
        yield from self._find_next(self._at)
        return _broken(entity, self._fault("it is not as long as it says"))

    def _end_of_head(self) -> _Reading[int | None]:
        """Where the first blank line from here ends."""
        while True:
            if found := _BLANK.search(self._held, self._at, self._at + _LONGEST_HEADERS):
                return found.end()
            if len(self._held) - self._at > _LONGEST_HEADERS or not (yield from self._more()):
                return None

    def _take(self, length: int) -> _Reading[tuple[bytes, bool]]:
        """The next bytes up to the limit, and whether all of them were there."""
        kept = min(length, self._limit)
        yield from self._fill(kept)
        block = bytes(self._held[self._at : self._at + kept])
        self._at += len(block)
        left = length - len(block)
        while left > 0 and len(block) == kept:
            there = min(left, len(self._held) - self._at)
            self._at += there
            left -= there
            self._let_go()
            if left and not (yield from self._more()):
                break
        return block, left == 0

    def _may_read_again(self, size: int) -> bool:
        """Whether a block that isn't one may be looked through: few times the whole at most."""
        self._read_again += size
        return self._read_again <= 4 * self._seen

    def _is_end(self) -> _Reading[bool]:
        """Whether a record may end here: at the end, or before another one."""
        yield from self._fill(4)
        after = bytes(self._held[self._at : self._at + 9])
        if after.startswith((b"\r\n\r\n", b"\n\n")):
            return True
        return b"WARC/".startswith(after.lstrip(b"\r\n")[:5])

    def _skip_blank_lines(self) -> _Reading[bool]:
        """Whether anything is left after the blank lines."""
        while True:
            self._at = _LINE_ENDS.match(self._held, self._at).end()  # type: ignore[union-attr]
            self._let_go()
            if len(self._held) - self._at > 16 or not (yield from self._more()):
                return len(self._held) > self._at

    def _find_next(self, start: int) -> _Reading[None]:
        """Skip to where the next record begins, or to the end."""
        self._at = start
        while (found := _NEXT.search(self._held, self._at)) is None:
            self._at = max(self._at, len(self._held) - 32)
            self._let_go()
            if not (yield from self._more()):
                self._at = len(self._held)
                return
        self._at = found.start()

    def _let_go(self) -> None:
        if self._at > CHUNK or self._at == len(self._held):
            del self._held[: self._at]
            self._at = 0

    def _fill(self, size: int) -> _Reading[None]:
        """Hold so many bytes from here on, where there are as many."""
        while len(self._held) - self._at < size and (yield from self._more()):
            pass

    def _more(self) -> _Reading[bool]:
        """Whether there was another chunk to hold."""
        chunk = self._next()
        while isinstance(chunk, Pause):
            yield chunk
            chunk = self._next()
        self._held += chunk
        self._seen += len(chunk)
        return bool(chunk)

    def _next(self) -> bytes | Pause:
        """The next chunk; nothing at the end, and where a fault ends the stream."""
        try:
            return next(self._chunks, b"")
        except NewstoolError as fault:
            self._last_fault = fault
            return b""

    def _fault(self, what: str) -> NewstoolError:
        """What is wrong with a record: the fault of the packed bytes, where that is why."""
        if self._faults:
            fault = self._faults[0]
            self._faults.clear()
            return fault
        if self._last_fault and self._at == len(self._held):
            fault, self._last_fault = self._last_fault, None
            return fault
        return InputError(f"a record of the WARC is broken: {what}", hint="the next ones are read")


_NOTHING = entity_of(b"")


def _broken(entity: Entity, error: NewstoolError) -> _Record:
    return _Record(entity, error=error)
