"""Tar archives: each file in them, as if it had been given itself; read from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO

from newstool.containers.packed.member_names import (
    is_hidden,
    is_passed,
    leads_out,
    nothing_in,
    outside_error,
    steps_of,
)
from newstool.containers.part import Member, Opening, Part
from newstool.containers.stream import CHUNK, Meter, Stream
from newstool.model.errors import InputError, NewstoolError

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


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member]:
    """The members as they come; links, devices and hidden files are passed over."""
    is_empty = True
    with stream.readable() as file:
        archive = _Archive(file)
        for header in archive.headers():
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
    """An archive that is read once, from front to back. A fault is told once, where it is met."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._is_broken = False
        self._tar: tarfile.TarFile | None = None

    def headers(self) -> Iterator[tarfile.TarInfo]:
        """Each member's header; the member is read before the next is asked for."""
        try:
            with tarfile.open(
                fileobj=self._file, mode="r|", tarinfo=_Header, errors="replace"
            ) as self._tar:
                while not self._is_broken and (header := self._tar.next()) is not None:
                    yield header
                    vars(self._tar)["members"] = []  # it would keep all of them
        except _FAULTS as error:
            raise _damaged() from error

    def chunks(self, header: tarfile.TarInfo, meter: Meter) -> Iterator[bytes]:
        """What is in the member of this header."""
        try:
            file = self._tar.extractfile(header) if self._tar else None
            if file is not None:
                yield from meter.inflated(_pieces(file)) if header.issparse() else _pieces(file)
        except _FAULTS as error:
            self._is_broken = True
            raise _damaged() from error
        except NewstoolError:
            self._is_broken = True
            raise


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _damaged() -> InputError:
    what = "the tar archive is damaged or cut short"
    return InputError(what, hint="fetch or pack the file again")
