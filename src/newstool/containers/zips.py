"""ZIP archives: each file in them, as if it had been given itself."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from newstool.containers.part import Member, Opening, Part
from newstool.containers.stream import CHUNK, Stream
from newstool.model.errors import EmptyInputError, InputError


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member]:
    """The members in the archive's order; hidden files are passed over, as in a directory."""
    del opening
    with stream.seekable() as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            hint = "fetch or pack the file again"
            raise InputError("the ZIP archive is damaged", hint=hint) from error
        members = [one for one in archive.infolist() if not one.is_dir()]
        if not members:
            raise EmptyInputError("there is no file in the ZIP archive")
        for one in members:
            if not _is_hidden(one.filename):
                yield Member(one.filename, Stream(_chunks(archive, one)))


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") for step in name.split("/")) or name.startswith("__MACOSX/")


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(member) as file:
            yield from _pieces(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        hint = "fetch or pack the file again"
        raise InputError("the member of the ZIP archive is damaged", hint=hint) from error
    except (RuntimeError, NotImplementedError) as error:
        hint = "unpack it with a program that can, as in: 7z x"
        raise InputError(f"the member can't be unpacked: {error}", hint=hint) from error


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
