"""What is in a ZIP archive, as bytes: for archives of files and for files that are archives."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from newstool.containers.stream import CHUNK, HEAD, Meter
from newstool.model.errors import InputError

_WAYS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_AGAIN = "fetch or pack the file again"
_OTHERWISE = "unpack it with a program that can, as in: 7z x"


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive in a file. Raises `InputError` for one that is damaged."""
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        hint = "fetch it again, or mend it: zip -FF FILE --out mended.zip"
        raise InputError("the ZIP archive is damaged or cut short", hint=hint) from error


def member_chunks(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, meter: Meter
) -> Iterator[bytes]:
    """A member's bytes, counted. Raises `InputError` where they can't be had."""
    try:
        with archive.open(member) as file:
            yield from meter.inflated(_pieces(file, _at_once(member)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InputError("the member of the ZIP archive is damaged", hint=_AGAIN) from error
    except (RuntimeError, NotImplementedError) as error:
        way = _WAYS.get(member.compress_type, f"number {member.compress_type}")
        what = f"the member is compressed in a way that newstool does not know: {way}"
        raise InputError(what, hint=_OTHERWISE) from error


def _at_once(member: zipfile.ZipInfo) -> int:
    """Bytes to be read at once. Of bzip2 and LZMA it reads so many packed, of which many come."""
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return CHUNK if member.compress_type in plain else HEAD


def _pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    while chunk := file.read(size):
        yield chunk
