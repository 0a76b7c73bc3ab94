"""Compressed streams, read through: gzip, bzip2, xz and, with an extra, Zstandard."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec import Struct

from newstool.containers.extras import package_of
from newstool.containers.stream import CHUNK, Pause
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


def inflate(chunks: Iterator[bytes | Pause], compression: Compression) -> Iterator[bytes | Pause]:
    """Inflate one member after another, at most `CHUNK` bytes at once. Raises `InputError`."""
    inflater = compression.make()
    size = 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        while chunk or not (inflater.eof or inflater.needs_input):
            if inflater.eof:
                if not compression.may_begin(chunk):
                    return  # padding after the last member, as tape and block writers leave it
                inflater = compression.make()
            try:
                piece = inflater.decompress(chunk, CHUNK)
            except _FAULTS as error:
                raise InputError(
                    f"the {compression.name} data is damaged",
                    where=f"after {size:,} bytes",
                    hint="fetch or compress the file again",
                ) from error
            chunk = inflater.unused_data if inflater.eof else b""
            size += len(piece)
            if piece:
                yield piece
    if not inflater.eof:
        hint = "the file was not written or fetched to its end"
        what = f"the {compression.name} data is cut short"
        raise InputError(what, where=f"after {size:,} bytes", hint=hint)


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

    def __init__(self) -> None:
        package = package_of("zstd", "compressed by Zstandard")
        inflater = package.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
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


_FAULTS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
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
        (b"\x28\xb5\x2f\xfd", *(b"%c*M\x18" % mark for mark in range(0x50, 0x60))),
        _Zstd,
        extra="zstd",
    ),
)
