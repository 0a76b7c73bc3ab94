"""ZIP archives: each file in them, as if it had been given itself."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from newstool.containers.packed.member_names import (
    is_hidden,
    is_passed,
    leads_out,
    nothing_in,
    outside_error,
    steps_of,
)
from newstool.containers.packed.zip_fronts import Fronts
from newstool.containers.packed.zip_members import member_chunks, open_archive
from newstool.containers.part import Member, Opening, Part
from newstool.containers.stream import Stream
from newstool.model.errors import InputError, NewstoolError
from newstool.reading.foreign import FOREIGN, refusal

_ENCRYPTED = 1  # bits of a member's flags
_NAME_IS_UTF_8 = 1 << 11
_LOCAL_HEADER = 30  # bytes before a member's name
_WORD = "word/document.xml"  # a Word document, though its first bytes didn't show it
_OFFICE = {"xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member]:
    """The members in the archive's order; what is passed over in a directory is here too."""
    with stream.seekable() as file:
        try:
            archive = open_archive(file)
        except InputError as damage:
            yield from _without_directory(Fronts(file, stream.meter), stream, opening, damage)
            return
        if _WORD in archive.NameToInfo:
            from newstool.containers.office.docx import read_archive

            yield read_archive(archive, stream.meter, opening)
            return
        _refuse_office(archive)
        next_starts = _next_starts(archive.infolist(), archive.start_dir)
        is_empty = True
        for one in filter(_is_shown, archive.infolist()):
            name = _name(one)
            steps = steps_of(name)
            if is_passed(steps, opening.passed):
                continue
            is_empty = False
            if fault := _fault(one, name) or _overlap(one, next_starts):
                yield Part(error=fault, member="/".join(steps))
            else:
                yield Member("/".join(steps), Stream(member_chunks(archive, one, stream.meter)))
            stream.meter.check()
        if is_empty:
            raise nothing_in("the ZIP archive")


def _without_directory(
    fronts: Fronts, stream: Stream, opening: Opening, damage: InputError
) -> Iterator[Part | Member]:
    """The members of an archive whose directory is damaged or missing; then the failure."""
    count = 0
    for one, chunks in fronts.members():
        name = _name(one)
        steps = steps_of(name)
        if not _is_shown(one) or is_passed(steps, opening.passed):
            continue
        count += 1
        if fault := _fault(one, name):
            yield Part(error=fault, member="/".join(steps))
        else:
            yield Member("/".join(steps), Stream(chunks))
        stream.meter.check()
    found = f"; without its directory {count:,} files were found in it" if count else ""
    raise InputError(f"{damage.what}{found}", hint=damage.hint)


def _refuse_office(archive: zipfile.ZipFile) -> None:
    """Refuse an office file whose first bytes didn't show what it is."""
    for name, kind in _OFFICE.items():
        if name in archive.NameToInfo and "[Content_Types].xml" in archive.NameToInfo:
            foreign = next((one for one in FOREIGN if one.name == kind), None)
            if foreign is not None:
                raise refusal(foreign.title, foreign.hint)


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name. Without the mark for UTF-8 it is in a DOS code page, or in UTF-8 anyway."""
    if member.flag_bits & _NAME_IS_UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _is_shown(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that is read as a file in a directory would be."""
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_folder = member.filename.endswith("/")
    return not (is_folder or is_link or is_hidden(steps_of(member.filename)))


def _next_starts(members: Sequence[zipfile.ZipInfo], end: int) -> Mapping[int, int]:
    """Where the member after each begins, by where it begins itself; 0 after one of a pair."""
    starts = sorted(one.header_offset for one in members)
    found = dict(pairwise([*starts, end]))
    twice = {one for one, other in pairwise(starts) if one == other}
    return found | dict.fromkeys(twice, 0)


def _fault(member: zipfile.ZipInfo, name: str) -> NewstoolError | None:
    """Why a member is not read, or None."""
    if leads_out(name):
        return outside_error(name)
    if member.flag_bits & _ENCRYPTED:
        return InputError("the member is encrypted", hint="unpack it with its password: 7z x")
    return None


def _overlap(member: zipfile.ZipInfo, next_starts: Mapping[int, int]) -> NewstoolError | None:
    end = member.header_offset + _LOCAL_HEADER + member.compress_size
    if end > next_starts[member.header_offset]:
        return InputError("the member overlaps another in the archive, as in a ZIP bomb")
    return None
