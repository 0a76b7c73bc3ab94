"""Names of files inside archives, which may be made to lead out of them."""

from __future__ import annotations

import re

from newstool.model.errors import InputError

_DRIVE = re.compile(r"[A-Za-z]:")


def steps_of(name: str) -> tuple[str, ...]:
    """The folders and the file that a name leads through, without what leads out: '..', 'C:'."""
    steps = name.replace("\\", "/").split("/")
    return tuple(step for step in steps if step not in ("", ".", "..") and not _is_drive(step))


def leads_out(name: str) -> bool:
    """Whether a name leads out of the folder that its archive is unpacked in."""
    steps = name.replace("\\", "/").split("/")
    return steps[0] == "" or ".." in steps or _is_drive(steps[0])


def is_hidden(steps: tuple[str, ...]) -> bool:
    """Whether a file is passed over, as hidden ones in a directory are."""
    return any(step.startswith(".") or step == "__MACOSX" for step in steps)


def _is_drive(step: str) -> bool:
    return _DRIVE.fullmatch(step) is not None


def outside_error(name: str) -> InputError:
    """What is said of a member whose name leads out."""
    what = "the member's name leads out of the archive, so it is not read"
    return InputError(what, where=name, hint="unpack the archive and give newstool the files")
