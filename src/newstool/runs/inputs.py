"""Paths, directories, lists and stdin to raw inputs; content decides what an input is.

A file of one article stays on disk until somebody reads it (`read_again`), so that a list of a
million files costs nothing but names. What is in a file of many is handed out as bytes, one by one.
"""

# Paths stay the strings they were given as (pathlib would rewrite "./a.html") and cost little:
# ruff: noqa: PTH112, PTH123

from __future__ import annotations

import os
import select
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePath
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from newstool.containers.lines import split_lines
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening, Part
from newstool.containers.stream import CHUNK, HEAD, Pause, Stream
from newstool.model.errors import EmptyInputError, InputError, NewstoolError
from newstool.reading.json_lines import in_utf8
from newstool.runs.walks import Choice, Unreadable, walk

STDIN_NAME = "stdin"


class RawInput(Struct, frozen=True):
    """One thing to read: a file still on disk, a part of one in hand, or the error met on the way.

    `name` is for messages; `path` is None for what has no path, as stdin. `file` is a path to open
    where the part has no data of its own. `index` counts the parts of an input from 0. `relative`
    is the path below the directory that was named, for trees that are mirrored. `is_whole` holds
    for an input that isn't part of a larger one.
    """

    name: str
    path: str | None = None
    file: str | None = None
    part: Part = Part()
    index: int = 0
    relative: str = ""
    is_whole: bool = True

    @property
    def line(self) -> int | None:
        """The line of its file that it begins at, from 1, where it is one of many."""
        return self.part.line


class Sources(Struct, frozen=True, kw_only=True):
    """What was named to be read, and how it is looked at.

    `choice` tells which files of a directory are read. `stdin` is unbuffered.
    `opening` says how containers are taken apart.
    """

    paths: tuple[str, ...] = ()
    files_from: str | None = None
    nul_separated: bool = False
    opening: Opening = Opening()
    choice: Choice = Choice()
    stdin: BinaryIO | None = None

    @property
    def passed(self) -> Counter[str]:
        """How many files hold no article and were passed over, by suffix; in archives too."""
        return self.opening.passed


def find_inputs(sources: Sources) -> Iterator[RawInput | Pause]:
    """Every input in order, each as soon as it is known.

    What can't be opened or split comes as a `RawInput` with `error`: nothing is left out, and
    nothing is raised. A `Pause` comes before each read that would wait.
    """
    for path in sources.paths:
        yield from _inputs_of_path(path, sources)
    if sources.files_from is not None:
        yield from _inputs_of_list(sources.files_from, sources)


def count_files(sources: Sources) -> int | None:
    """How many files the paths lead to, or None if only reading shows it."""
    if sources.files_from is not None or "-" in sources.paths:
        return None
    return sum(
        sum(1 for _ in walk(path, sources.choice, Counter())) if os.path.isdir(path) else 1
        for path in sources.paths
    )


def parts_again(raw: RawInput, opening: Opening) -> Iterator[Part]:
    """What is in one input, opened to the last: its article, or those of a container.

    Members are named as they are inside it. Never raises: a part may be an error.
    """
    part = raw.part
    if part.error is not None or part.keys or part.known.format is not None or part.is_text:
        yield replace(part, member="")
    elif part.data is not None:
        yield from _opened_in_memory(part, opening)
    else:
        try:
            with open(raw.file or "", "rb", buffering=0) as file:
                stream = Stream(_read_chunks(file, None), file=raw.file)
                yield from _without_pauses(open_stream(stream, opening))
        except OSError as error:
            yield Part(error=_open_error(error))


def inputs_in_memory(source: bytes | str, name: str, sources: Sources) -> Iterator[RawInput]:
    """What bytes or text in hand hold."""
    opening = replace(sources.opening, everything=False)
    inputs = _numbered(_opened_in_memory(Part(data=source), opening), _Place(name))
    yield from (raw for raw in inputs if isinstance(raw, RawInput))


def inputs_of_stream(file: BinaryIO, name: str, opening: Opening) -> Iterator[RawInput]:
    """What an open file holds, read from front to back; never raises."""
    stream = Stream(_read_chunks(file, None))
    parts = open_stream(stream, replace(opening, everything=False))
    yield from (raw for raw in _numbered(parts, _Place(name, name)) if isinstance(raw, RawInput))


def _opened_in_memory(part: Part, opening: Opening) -> Iterator[Part]:
    """What is in a part with its bytes in hand; a text that isn't a container stays that text."""
    data = part.data or b""
    source = in_utf8(data) if isinstance(data, str) else data
    for found in _without_pauses(open_stream(Stream.of_bytes(source), opening)):
        is_itself = not (found.container or found.member or found.error)
        yield _within(part, replace(found, data=data) if is_itself else found)


def _within(outer: Part, inner: Part) -> Part:
    """What was found in a part, with all that is known of the part."""
    return replace(
        inner,
        known=inner.known.with_outer(outer.known),
        line=outer.line if inner.line is None else inner.line,
        container="/".join(filter(None, (outer.container, inner.container))),
    )


def _without_pauses(parts: Iterator[Part | Pause]) -> Iterator[Part]:
    yield from (part for part in parts if isinstance(part, Part))


# --- paths -------------------------------------------------------------------------------------


def _inputs_of_path(path: str, sources: Sources) -> Iterator[RawInput | Pause]:
    if path == "-":
        yield from _inputs_of_stdin(sources)
    elif os.path.isdir(path):
        yield from _inputs_of_directory(path, sources)
    else:
        yield from _inputs_of_file(path, PurePath(path).name, sources)


def _inputs_of_directory(root: str, sources: Sources) -> Iterator[RawInput | Pause]:
    empty = True
    before = sources.passed.total()
    for found in walk(root, sources.choice, sources.passed):
        empty = False
        if isinstance(found, Unreadable):
            yield _refused(_display(found.path), _open_error(found.error))
        else:
            yield from _inputs_of_file(found, os.path.relpath(found, root), sources)
    if empty:
        error = _nothing_in(sources.choice, sources.passed.total() - before)
        yield _refused(_display(root), error)


def _nothing_in(choice: Choice, passed: int) -> EmptyInputError:
    """Why a directory holds nothing to read."""
    if passed:
        hint = "name a file outright to have it read"
        return EmptyInputError("no files in this directory hold an article", hint=hint)
    if choice.include or choice.exclude:
        what = "no files in this directory that --include and --exclude leave"
        return EmptyInputError(what, hint="hidden files are skipped")
    return EmptyInputError("no files in this directory", hint="hidden files are skipped")


def _inputs_of_list(list_path: str, sources: Sources) -> Iterator[RawInput | Pause]:
    """The inputs whose paths are in a file, one per line or separated by NUL."""
    name = STDIN_NAME if list_path == "-" else _display(list_path)
    empty = True
    try:
        for path in _listed_paths(list_path, sources):
            if isinstance(path, Pause):
                yield path
                continue
            empty = False
            yield from _inputs_of_path(path, sources)
    except (OSError, NewstoolError) as error:
        yield _refused(name, _as_input_error(error))
        return
    if empty:
        nothing = EmptyInputError("the list names no files", hint="expected one path per line")
        yield _refused(name, nothing)


def _listed_paths(list_path: str, sources: Sources) -> Iterator[str | Pause]:
    separator = b"\0" if sources.nul_separated else b"\n"
    with _open_list(list_path, sources) as file:
        fd = _pausing_fd(file) if list_path == "-" else None
        for line in split_lines(_read_chunks(file, fd), separator, limit=1 << 16):
            if isinstance(line, Pause):
                yield line
            elif isinstance(line, NewstoolError):
                raise line
            elif name := line if sources.nul_separated else line.rstrip(b"\r"):
                yield os.fsdecode(name)


def _open_list(list_path: str, sources: Sources) -> AbstractContextManager[BinaryIO]:
    if list_path == "-" and sources.stdin is not None:
        return nullcontext(sources.stdin)
    return open(list_path, "rb", buffering=0)


# --- one file or stream ------------------------------------------------------------------------


def _inputs_of_stdin(sources: Sources) -> Iterator[RawInput | Pause]:
    if sources.stdin is None:
        yield _refused(STDIN_NAME, InputError("there is no standard input"))
        return
    try:
        yield from _inputs_of_stream(sources.stdin, _STDIN, sources)
    except (OSError, NewstoolError) as error:
        yield _refused(STDIN_NAME, _as_input_error(error))


def _inputs_of_file(path: str, relative: str, sources: Sources) -> Iterator[RawInput | Pause]:
    name = _display(path)
    try:
        with open(path, "rb", buffering=0) as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            place = _Place(name, name, path if regular else None, relative)
            yield from _inputs_of_stream(file, place, sources)
    except (OSError, NewstoolError) as error:
        yield RawInput(name, path=name, part=Part(error=_as_input_error(error)), relative=relative)


class _Place(Struct, frozen=True):
    """Where a stream comes from; `file` is its path when it can be opened again."""

    name: str
    path: str | None = None
    file: str | None = None
    relative: str = ""


_STDIN = _Place(STDIN_NAME, None, None, STDIN_NAME)


def _inputs_of_stream(
    file: BinaryIO, place: _Place, sources: Sources
) -> Iterator[RawInput | Pause]:
    chunks = _read_chunks(file, None if place.file else _pausing_fd(file))
    opening = replace(sources.opening, everything=False)
    yield from _numbered(open_stream(Stream(chunks, file=place.file), opening), place)


def _numbered(parts: Iterator[Part | Pause], place: _Place) -> Iterator[RawInput | Pause]:
    """The parts of one stream as inputs, numbered within each member."""
    numbers: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Pause):
            yield part
            continue
        member = part.member
        yield RawInput(
            inside(place.name, member),
            path=inside(place.name, member) if member else place.path,
            file=place.file if part.data is None else None,
            part=part,
            index=numbers[member],
            relative=inside(place.relative, member),
            is_whole=not part.container or part.data is None,
        )
        numbers[member] += 1


# --- bytes -------------------------------------------------------------------------------------


def _pausing_fd(file: BinaryIO) -> int | None:
    """The descriptor to ask whether a read would wait, or None if that can't be asked."""
    if sys.platform == "win32":
        return None
    try:
        return file.fileno()
    except (OSError, AttributeError):
        return None


def _read_chunks(file: BinaryIO, fd: int | None) -> Iterator[bytes | Pause]:
    """What the file holds: a small chunk first, for those who need only its head."""
    size = HEAD
    while True:
        while fd is not None and not select.select([fd], [], [], 0)[0]:
            yield Pause(fd)
        try:
            chunk = file.read(size)
        except OSError as error:
            raise _open_error(error) from error
        if not chunk:
            return
        yield chunk
        size = CHUNK


# --- errors and names --------------------------------------------------------------------------


def _refused(name: str, error: NewstoolError) -> RawInput:
    return RawInput(name, part=Part(error=error))


def inside(name: str, member: str) -> str:
    """The name of a member of what is called `name`: 'bundle.zip/2024/a.html'."""
    return f"{name}/{member}" if name and member else name


def _display(path: str) -> str:
    """A path as valid Unicode: bytes that aren't UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _open_error(error: OSError) -> InputError:
    hint = {
        FileNotFoundError: "check the name and the current directory",
        PermissionError: "check the permissions of the file and its directories",
    }.get(type(error))
    name = error.filename
    if isinstance(name, str) and name.startswith(("http://", "https://")):
        hint = f"newstool reads files only: curl -sL {name} | newstool parse --url {name}"
    return InputError(_system_says(error), hint=hint)


def _system_says(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _as_input_error(error: OSError | NewstoolError) -> NewstoolError:
    return error if isinstance(error, NewstoolError) else _open_error(error)
