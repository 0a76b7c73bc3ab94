"""Compressed streams, read through: gzip, bzip2, xz and, with an extra, Zstandard."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType
from typing import Any, Protocol

from msgspec import Struct

from newstool.containers.extras import package_of
from newstool.containers.stream import CHUNK, Damage, Pause
from newstool.model.errors import InputError


class _Inflater(Protocol):
    """The part of the standard library's inflaters for bzip2 and xz that is used."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class Compression(Struct, frozen=True):
    """A way of compressing. Every member of a stream begins with one of `magic`.

    `make` makes the inflater of a member. `extra` is what has to be installed for it.
    """

    name: str
    title: str
    told_by: str
    magic: tuple[bytes, ...]
    make: Callable[[], _Inflater]
    extra: str | None = None

    def may_begin(self, start: bytes) -> bool:
        """Whether these first bytes, however few, may begin a member."""
        return any(magic.startswith(start[: len(magic)]) for magic in self.magic)


def compression_of(head: bytes) -> Compression | None:
    """How a stream that begins with these bytes is compressed; None where it isn't."""
    return next((one for one in COMPRESSIONS if head.startswith(one.magic)), None)


def inflate(
    chunks: Iterator[bytes | Pause], compression: Compression, damage: Damage | None = None
) -> Iterator[bytes | Pause]:
    """Inflate one member after another, at most `CHUNK` bytes at once. Raises `InputError`.

    Before a fault, or what may be one, comes an empty piece: whoever looks at what there is can
    settle by then whether it is coped with.
    """
    inflation = _Inflation(compression, damage or Damage())
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
        else:
            yield from inflation.feed(chunk)
            if inflation.is_over:
                return
    inflation.end()


class _Inflation:
    """The inflating of one stream: what is held between two chunks of it."""

    def __init__(self, compression: Compression, damage: Damage) -> None:
        self._compression = compression
        self._damage = damage
        self._make = compression.make
        self._inflater = compression.make()
        self._front: bytes | None = b"" if compression.extra == "zstd" else None
        self._size = 0
        self._rest = b""  # what was fed last; from a fault on, where the next member may begin
        self._is_lost = False
        self.is_over = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What comes out of a chunk, in pieces of at most `CHUNK` bytes."""
        if self._front is not None:
            chunk = self._after_dictionary(self._front + chunk)
        while not self._is_lost or self._find_member(chunk):
            try:
                yield from self._pieces(self._rest if self._is_lost else chunk)
                return
            except InputError as fault:
                yield b""
                self._damage.add(fault)
                self._is_lost = True
                self._rest, chunk = self._rest[1:], b""

    def _after_dictionary(self, front: bytes) -> bytes:
        """What follows the dictionary that all frames of a crawl (.warc.zst) may share."""
        self._front = front
        if len(front) < 8 and _DICTIONARY.startswith(front[:4]):
            return b""
        if front.startswith(_DICTIONARY):
            end = 8 + int.from_bytes(front[4:8], "little")
            if end > _LONGEST_DICTIONARY:
                raise self._fault()
            if len(front) < end:
                return b""
            self._make = partial(_Zstd, front[8:end])
            try:
                self._inflater = self._make()
            except ValueError as error:
                raise self._fault() from error
            front = front[end:]
        self._front = None
        return front

    def end(self) -> None:
        """Raise `InputError` where the last member has no end."""
        if not self._inflater.eof and not self._is_lost:
            hint = "the file was not written or fetched to its end"
            what = f"the {self._compression.name} data is cut short"
            raise InputError(what, where=f"after {self._size:,} bytes", hint=hint)

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        self._is_lost = False
        while chunk or not (self._inflater.eof or self._inflater.needs_input):
            if self._inflater.eof:
                if not self._compression.may_begin(chunk):
                    yield b""
                    self._pass_padding(chunk)
                    return
                self._inflater = self._make()
            self._rest = chunk or self._rest
            try:
                piece = self._inflater.decompress(chunk, CHUNK)
            except _FAULTS as error:
                raise self._fault() from error
            chunk = self._inflater.unused_data if self._inflater.eof else b""
            self._size += len(piece)
            if piece:
                yield piece

    def _pass_padding(self, chunk: bytes) -> None:
        """Take what follows the last member for padding, as tape and block writers leave it."""
        if self._damage.is_coped_with and chunk.strip(b"\x00"):
            self._rest = chunk
            raise self._fault()
        self.is_over = True

    def _find_member(self, chunk: bytes) -> bool:
        """Whether another member begins in what is left and in `chunk`, which is then the rest."""
        data = self._rest + chunk
        magic = self._compression.magic[0]
        at = data.find(magic)
        self._rest = data[at:] if at >= 0 else data[-len(magic) :]
        if at >= 0:
            self._inflater = self._make()
        return at >= 0

    def _fault(self) -> InputError:
        return InputError(
            f"the {self._compression.name} data is damaged",
            where=f"after {self._size:,} bytes",
            hint="fetch or compress the file again",
        )


class _Gzip:
    """zlib's inflater with the manners of the others: it keeps what it did not come to."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inflater.eof

    @property
    def needs_input(self) -> bool:
        return not self._inflater.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inflater.unused_data

    def decompress(self, data: bytes, max_length: int = CHUNK, /) -> bytes:
        return self._inflater.decompress(self._inflater.unconsumed_tail + data, max_length)


class _Zstd:
    """zstandard's inflater, which has no bound on what comes out at once: it is fed by little."""

    def __init__(self, dictionary: bytes = b"") -> None:
        package = package_of("zstd", "compressed by Zstandard")
        try:
            inflater = _decompressor(package, dictionary)
        except package.ZstdError as error:
            raise ValueError(str(error)) from error
        self._inflater = inflater.decompressobj(read_across_frames=False)
        self._error: type[Exception] = package.ZstdError
        self._rest = b""  # packed
        self._made = b""

    @property
    def eof(self) -> bool:
        return bool(self._inflater.eof) and not self._made

    @property
    def needs_input(self) -> bool:
        return not (self._rest or self._made)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inflater.unused_data) + self._rest

    def decompress(self, data: bytes, max_length: int = CHUNK, /) -> bytes:
        data = self._rest + data
        pieces = [self._made]
        size, at = len(self._made), 0
        while at < len(data) and size < max_length and not self._inflater.eof:
            pieces.append(self._inflate(data[at : at + _ZSTD_AT_ONCE]))
            size += len(pieces[-1])
            at += _ZSTD_AT_ONCE
        self._rest = data[at:]
        made = b"".join(pieces)
        self._made = made[max_length:]
        return made[:max_length]

    def _inflate(self, data: bytes) -> bytes:
        try:
            return bytes(self._inflater.decompress(data))
        except self._error as error:
            raise ValueError(str(error)) from error


def _decompressor(package: ModuleType, dictionary: bytes) -> Any:
    if dictionary.startswith(_FRAME):
        packed = package.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        dictionary = packed.stream_reader(dictionary).read(_LONGEST_DICTIONARY)
    shared = package.ZstdCompressionDict(dictionary) if dictionary else None
    return package.ZstdDecompressor(shared, max_window_size=_ZSTD_WINDOW)


_FAULTS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
_FRAME = b"\x28\xb5\x2f\xfd"
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # of a frame that holds one ("Zstandard for WARC", IIPC 2021)
_LONGEST_DICTIONARY = 1 << 24  # bytes; crawlers write 100,000 to a million
_ZSTD_WINDOW = 1 << 27  # bytes that are held to look back at: what 'zstd --long' takes
_ZSTD_AT_ONCE = 256  # packed bytes, of which 8 MB come at most

COMPRESSIONS = (
    Compression("gzip", "gzip", "the bytes 1F 8B 08", (b"\x1f\x8b\x08",), _Gzip),
    Compression("bzip2", "bzip2", "BZh", (b"BZh",), bz2.BZ2Decompressor),
    Compression("xz", "xz", "the bytes FD 7zXZ", (b"\xfd7zXZ\x00",), lzma.LZMADecompressor),
    Compression(
        "zstd",
        "Zstandard",
        "the bytes 28 B5 2F FD",
        (_FRAME, *(b"%c*M\x18" % mark for mark in range(0x50, 0x60))),
        _Zstd,
        extra="zstd",
    ),
)
