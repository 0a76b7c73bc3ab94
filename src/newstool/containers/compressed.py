"""Compressed streams, read through: gzip, bzip2 and xz."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec import Struct

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
    """A way of compressing. Every member of a stream begins with `magic`."""

    name: str
    magic: bytes
    make: Callable[[], _Inflater]


def compression_of(head: bytes) -> Compression | None:
    """How a stream that begins with these bytes is compressed; None where it isn't."""
    return next((one for one in _COMPRESSIONS if head.startswith(one.magic)), None)


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
                if not chunk.startswith(compression.magic[: len(chunk)]):
                    return  # padding after the last member, as tape and block writers leave it
                inflater = compression.make()
            try:
                piece = inflater.decompress(chunk, CHUNK)
            except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
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


_COMPRESSIONS = (
    Compression("gzip", b"\x1f\x8b\x08", _Gzip),
    Compression("bzip2", b"BZh", bz2.BZ2Decompressor),
    Compression("xz", b"\xfd7zXZ\x00", lzma.LZMADecompressor),
)
