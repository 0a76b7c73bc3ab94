"""Members of a ZIP archive without its directory, by the header that is before each of them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from newstool.containers.stream import CHUNK, Meter
from newstool.model.errors import InputError

_MARK = b"PK\x03\x04"
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_SIZE_FOLLOWS = 1 << 3  # a bit of a member's flags: its size is written after it
_IN_ZIP64 = 0xFFFFFFFF
_ZIP64 = 1  # the extra field with sizes of more than four bytes
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NEWEST = 63  # version of the format, times ten


class Fronts:
    """The members in the order that they lie in, each with what the header before it says.

    A member is read before the next one is asked for, or is passed over.
    """

    def __init__(self, file: IO[bytes], meter: Meter) -> None:
        self._file = file
        self._meter = meter
        self._next = 0  # where the next header is looked for

    def members(self) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
        """Each member and its bytes, which raise `InputError` where they can't be had."""
        while (member := self._header()) is not None:
            size = -1 if member.flag_bits & _SIZE_FOLLOWS else member.compress_size
            pieces = self._pieces(member, self._next, size)
            self._next += max(size, 0)
            yield member, pieces

    def _header(self) -> zipfile.ZipInfo | None:
        """The next header from here on, after which the bytes of its member begin."""
        while (at := _find(self._file, self._next)) is not None:
            self._next = at + 1
            self._file.seek(at)
            if member := _read_header(self._file):
                self._next = self._file.tell()
                return member
        return None

    def _pieces(self, member: zipfile.ZipInfo, start: int, size: int) -> Iterator[bytes]:
        if member.compress_type not in _WAYS or (size < 0 and not member.compress_type):
            what = "the member can't be read without the archive's directory"
            raise InputError(what, hint="mend the archive first: zip -FF FILE --out mended.zip")
        read = self._inflated if member.compress_type else self._stored
        sum = 0
        for piece in self._meter.inflated(read(start, size)):
            sum = zlib.crc32(piece, sum)
            yield piece
        if size >= 0 and sum != member.CRC:
            raise _damaged()

    def _stored(self, start: int, size: int) -> Iterator[bytes]:
        while size > 0:
            self._file.seek(start)
            piece = self._file.read(min(CHUNK, size))
            if not piece:
                raise _damaged()
            yield piece
            start, size = start + len(piece), size - len(piece)

    def _inflated(self, start: int, size: int) -> Iterator[bytes]:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        end = start + size if size >= 0 else None
        while not inflater.eof:
            packed = inflater.unconsumed_tail
            if not packed:
                self._file.seek(start)
                packed = self._file.read(CHUNK if end is None else min(CHUNK, end - start))
                start += len(packed)
            if not packed:
                raise _damaged()
            piece = _inflate(inflater.decompress, packed)
            if piece:
                yield piece
        if end is None:
            self._next = start - len(inflater.unused_data) - len(inflater.unconsumed_tail)


def _inflate(decompress: Callable[[bytes, int], bytes], packed: bytes) -> bytes:
    try:
        return decompress(packed, CHUNK)
    except zlib.error as error:
        raise _damaged() from error


def _find(file: IO[bytes], start: int) -> int | None:
    """Where the next mark of a header is, or None."""
    held = b""
    while True:
        file.seek(start + len(held))
        chunk = file.read(CHUNK)
        held += chunk
        if (at := held.find(_MARK)) >= 0:
            return start + at
        if not chunk:
            return None
        start += len(held) - (len(_MARK) - 1)
        held = held[1 - len(_MARK) :]


def _read_header(file: IO[bytes]) -> zipfile.ZipInfo | None:
    """A member's header, or None for bytes that look like the beginning of one."""
    data = file.read(_HEADER.size)
    if len(data) < _HEADER.size:
        return None
    (_, version, flags, way, _, _, sum, packed, size, name, extra) = _HEADER.unpack(data)
    words, more = file.read(name), file.read(extra)
    if version & 0xFF > _NEWEST or not name or len(words) < name or len(more) < extra:
        return None
    member = zipfile.ZipInfo(words.decode("utf-8" if flags & (1 << 11) else "cp437", "replace"))
    member.flag_bits, member.compress_type, member.CRC = flags, way, sum
    member.file_size, member.compress_size = _sizes(size, packed, more)
    return member


def _sizes(size: int, packed: int, more: bytes) -> tuple[int, int]:
    """The sizes of a member, which are in an extra field where they need more than four bytes."""
    while _IN_ZIP64 in (size, packed) and len(more) >= 4:
        kind, length = struct.unpack_from("<HH", more)
        if kind == _ZIP64 and length >= 16 and len(more) >= 20:
            size, packed = struct.unpack_from("<QQ", more, 4)
            break
        more = more[4 + length :]
    return size, packed


def _damaged() -> InputError:
    what = "the member of the ZIP archive is damaged or cut short"
    return InputError(what, hint="fetch or pack the file again")
