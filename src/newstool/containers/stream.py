"""Bytes read from front to back; the first ones can be looked at beforehand."""

from __future__ import annotations

import codecs
import os
import select
from collections.abc import Iterator
from typing import IO, TypeVar

from msgspec import Struct

from newstool.model.errors import LimitError, NewstoolError
from newstool.model.settings import MAX_BYTES

HEAD = 4096  # bytes that show what an input is
CHUNK = 1 << 20  # bytes read or inflated at a time
# Bytes that may come of one packed byte. Of 1,863 pages none gives more than 27, packed alone;
# pages of one site packed together may give ten times that. Deflate can't give more than 1,032,
# bzip2 and xz can.
_MOST_INFLATED = 500
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_FAULTS = 1000  # of one stream that are passed over; each costs a copy of the bytes after it
_IN_MEMORY = 8 << 20  # bytes that a stream takes in memory before it is put on disk

_P = TypeVar("_P", bytes, "bytes | Pause")


class Pause(Struct, frozen=True):
    """The stream of file descriptor `fd` has nothing to read now; its next read would wait.

    Whoever gets it may ask for the next input at any time: it is a `Pause` again until there is
    something to read.
    """

    fd: int


class Meter:
    """How many bytes of an input were read, and how many were made of them by inflating.

    Streams inside a stream share its meter: a bomb inside a bomb is one. `free` is how many bytes
    may come out of an input of any size.
    """

    def __init__(self, free: int = 2 * MAX_BYTES) -> None:
        self.free = free
        self._packed = 0
        self._made = 0

    def read(self, chunks: Iterator[bytes | Pause]) -> Iterator[bytes | Pause]:
        """Count bytes of the input itself."""
        for chunk in chunks:
            if not isinstance(chunk, Pause):
                self._packed += len(chunk)
            yield chunk

    def read_file(self, size: int) -> None:
        """Count a file that is read in any order."""
        self._packed += size

    def inflated(self, pieces: Iterator[_P]) -> Iterator[_P]:
        """Count what comes out of inflating. Raises `LimitError` where it is too much."""
        for piece in pieces:
            if not isinstance(piece, Pause):
                self._made += len(piece)
                self.check()
            yield piece

    def check(self) -> None:
        """Raise `LimitError` where more came out of the input than articles are packed to."""
        if self._made > max(self.free, _MOST_INFLATED * self._packed):
            what = f"it inflates to more than {_MOST_INFLATED} times its size, as a bomb does"
            raise LimitError(what, hint="if it can be trusted, unpack it first")


class Damage:
    """Faults of a packed stream whose members are passed over, if its reader says that it copes.

    It copes where it finds the next thing to read by itself, as in a WARC packed record by record.
    """

    def __init__(self) -> None:
        self.is_coped_with = False
        self.faults: list[NewstoolError] = []
        self._count = 0

    def add(self, fault: NewstoolError) -> None:
        """Note a fault, or raise it where the stream is not to be read on."""
        self._count += 1
        if not self.is_coped_with or self._count > _MOST_FAULTS:
            raise fault
        self.faults.append(fault)


class Stream:
    """One input's bytes. `file` is the path they can be read from again, where there is one."""

    def __init__(self, chunks: Iterator[bytes | Pause], *, file: str | None = None) -> None:
        self.file = file
        self.head = b""
        self.meter = Meter()
        self.damage = Damage()
        self._chunks = self.meter.read(chunks)
        self._ended = False
        self._fault: NewstoolError | None = None

    @classmethod
    def of_bytes(cls, data: bytes) -> Stream:
        """A stream over bytes in hand."""
        return cls(_pieces(data))

    def look(self, size: int = HEAD) -> Iterator[Pause]:
        """Read until the head has `size` bytes or the stream ends.

        A fault is raised when the bytes before it have been read.
        """
        while len(self.head) < size and not self._ended:
            try:
                chunk = next(self._chunks, None)
            except NewstoolError as fault:
                if not self.head:
                    raise
                self._fault, chunk = fault, None
            if isinstance(chunk, Pause):
                yield chunk
            elif chunk is None:
                self._ended = True
            elif not chunk and self.head:
                return  # a fault is next, and the kind of the stream settles what is made of it
            else:
                self.head += chunk

    def chunks(self) -> Iterator[bytes | Pause]:
        """All bytes from the first on; to be called once."""
        if self.head:
            yield self.head
        if self._fault is not None:
            raise self._fault
        yield from (chunk for chunk in self._chunks if chunk != b"")

    def waiting_chunks(self) -> Iterator[bytes]:
        """All bytes from the first on, without pauses: it waits instead."""
        for chunk in self.chunks():
            if isinstance(chunk, Pause):
                select.select([chunk.fd], [], [])
            else:
                yield chunk

    def read(self, limit: int) -> bytes:
        """The bytes up to `limit` + 1 of them, so that a cut can be noticed."""
        parts, size = [], 0
        for chunk in self.waiting_chunks():
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                break
        return b"".join(parts)[: limit + 1]

    def seekable(self) -> IO[bytes]:
        """The bytes as a file that can be read in any order: the file itself, or a copy of it."""
        if self.file is not None:
            file = open(self.file, "rb")  # noqa: PTH123, SIM115 - a path stays the string it is
            self.meter.read_file(os.fstat(file.fileno()).st_size)
            return file
        import tempfile  # what begins as a page needs none

        copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        for chunk in self.waiting_chunks():
            copy.write(chunk)
        copy.seek(0)
        return copy

    def readable(self) -> FrontFile:
        """The bytes as a file that is read from front to back."""
        return FrontFile(self.chunks())


class FrontFile:
    """Chunks as a file that is read from front to back; `position` is how far.

    A read waits for its bytes. Whoever must not be kept waiting has them filled in before it.
    """

    def __init__(self, chunks: Iterator[bytes | Pause]) -> None:
        self.position = 0
        self.is_over = False
        self._chunks = chunks
        self._held = memoryview(b"")

    def fill(self, size: int) -> Iterator[Pause]:
        """Hold the next `size` bytes, or those that are left."""
        while len(self._held) < size and not self.is_over:
            chunk = next(self._chunks, None)
            if isinstance(chunk, Pause):
                yield chunk
            elif chunk is None:
                self.is_over = True
            else:
                self._held = memoryview(bytes(self._held) + chunk)

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer at the end."""
        for pause in self.fill(size):
            select.select([pause.fd], [], [])
        found = bytes(self._held[:size])
        self._held = self._held[size:]
        self.position += len(found)
        return found


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
