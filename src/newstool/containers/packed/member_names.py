"""Names of files inside archives, which may be made to lead out of them."""

from __future__ import annotations

import re
from collections import Counter

from newstool.model.errors import EmptyInputError, InputError
from newstool.vocabulary.beside_pages import is_beside_pages, suffix_of

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


def is_passed(steps: tuple[str, ...], passed: Counter[str]) -> bool:
    """Whether a file is what pages are shown with, as a script or a picture: `passed` counts it."""
    if not steps or not is_beside_pages(steps[-1]):
        return False
    passed[suffix_of(steps[-1])] += 1
    return True


def _is_drive(step: str) -> bool:
    return _DRIVE.fullmatch(step) is not None


def outside_error(name: str) -> InputError:
    """What is said of a member whose name leads out."""
    what = "the member's name leads out of the archive, so it is not read"
    return InputError(what, where=name, hint="unpack the archive and give newstool the files")


def nothing_in(title: str) -> EmptyInputError:
    """What is said of an archive without a file to read; `title` is 'the ZIP archive'."""
    hint = "hidden files, links and what pages are shown with are passed over"
    return EmptyInputError(f"there is no file in {title} that may hold an article", hint=hint)
