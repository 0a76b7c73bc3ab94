"""Tar archives: each file in them, as if it had been given itself; read from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, cast

from newstool.containers.packed.member_names import (
    is_hidden,
    is_passed,
    leads_out,
    nothing_in,
    outside_error,
    steps_of,
)
from newstool.containers.part import Member, Opening, Part
from newstool.containers.stream import CHUNK, FrontFile, Meter, Pause, Stream
from newstool.model.errors import InputError, NewstoolError

_BLOCK = 512  # bytes that headers and what is in the members are filled up to
_LONGEST_HEADER = 1 << 20  # bytes of a header that goes before a member's; a path has 4,096
_BEFORE_A_MEMBER = frozenset(
    (
        *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
        *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    )
)
# What tarfile raises on headers that were made up; the last for headers before headers without end.
_FAULTS = (tarfile.TarError, EOFError, OSError, ValueError, IndexError, KeyError, RecursionError)


class _Header(tarfile.TarInfo):
    """A member's header. Where one is broken, tarfile would take it for the archive's end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        if not buf.strip(b"\x00"):
            return super().frombuf(buf, encoding, errors)  # says that it is the end
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise _damaged() from error
        if header.size < 0 or (header.type in _BEFORE_A_MEMBER and header.size > _LONGEST_HEADER):
            raise _damaged()
        return header


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member | Pause]:
    """The members as they come; links, devices and hidden files are skipped."""
    is_empty = True
    archive = _Archive(stream.readable())
    for header in archive.headers():
        if isinstance(header, Pause):
            yield header
            continue
        steps = steps_of(header.name)
        if is_hidden(steps) or not header.isreg() or is_passed(steps, opening.passed):
            continue
        is_empty = False
        if leads_out(header.name):
            yield Part(error=outside_error(header.name), member="/".join(steps))
        else:
            yield Member("/".join(steps), Stream(archive.chunks(header, stream.meter)))
    if is_empty:
        raise nothing_in("the tar archive")


class _Archive:
    """An archive that is read once, from front to back. A fault is reported once, where it is met.

    tarfile waits for what it reads: so that is filled in before it is asked.
    """

    def __init__(self, file: FrontFile) -> None:
        self._file = file
        self._is_broken = False
        self._tar: tarfile.TarFile | None = None

    def headers(self) -> Iterator[tarfile.TarInfo | Pause]:
        """Each member's header; the member is read before the next is asked for."""
        yield from self._file.fill(_BLOCK)
        try:
            with tarfile.open(
                fileobj=cast("IO[bytes]", self._file),  # it is only read from
                mode="r|",
                bufsize=_BLOCK,
                tarinfo=_Header,
                errors="replace",
            ) as self._tar:
                while not self._is_broken and (header := self._tar.next()) is not None:
                    yield header
                    vars(self._tar)["members"] = []  # it would keep all of them
                    yield from self._to_next(self._tar)
            yield from self._to_end()
        except _FAULTS as error:
            raise _damaged() from error

    def _to_next(self, tar: tarfile.TarFile) -> Iterator[Pause]:
        """Go over what is left of a member, up to where the next header can be read."""
        stream = tar.fileobj
        while (left := tar.offset - self._file.position) > 0 and not self._file.is_over and stream:
            yield from self._file.fill(min(left, CHUNK))
            stream.seek(self._file.position + min(left, CHUNK))
        yield from self._file.fill(_BLOCK)

    def _to_end(self) -> Iterator[Pause]:
        """Go over what is after the last member, where packed bytes may say that they are cut."""
        while not self._is_broken and not self._file.is_over:
            yield from self._file.fill(CHUNK)
            self._file.read(CHUNK)

    def chunks(self, header: tarfile.TarInfo, meter: Meter) -> Iterator[bytes | Pause]:
        """What is in the member of this header."""
        try:
            file = self._tar.extractfile(header) if self._tar else None
            if file is not None:
                pieces = self._pieces(file, header)
                yield from meter.inflated(pieces) if header.issparse() else pieces
        except _FAULTS as error:
            self._is_broken = True
            raise _damaged() from error
        except NewstoolError:
            self._is_broken = True
            raise

    def _pieces(self, file: IO[bytes], header: tarfile.TarInfo) -> Iterator[bytes | Pause]:
        end = header.offset_data + header.size
        while True:
            yield from self._file.fill(max(0, min(CHUNK, end - self._file.position)))
            chunk = file.read(CHUNK)
            if not chunk:
                return
            yield chunk


def _damaged() -> InputError:
    what = "the tar archive is damaged or cut short"
    return InputError(what, hint="fetch or pack the file again")
