"""Where results go: stdout, a file that appears whole, a log that is continued, a tree of files.

A file is written under a hidden name in the same directory and renamed when it is complete, so a
killed run leaves no incomplete file. Nothing is overwritten unless the caller says so.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from newstool.model.errors import OutputError, OverwriteError

_LONGEST_NAME = 255  # bytes of one name on the file systems in use
_TAIL = 1 << 16  # bytes read at a time when the last line of a log is looked for


class Sink(Protocol):
    """Takes bytes. `close` keeps them, `discard` removes them."""

    def write(self, data: bytes) -> None:
        """Raises `OutputError`, and `BrokenPipeError` when nobody reads any more."""

    def flush(self) -> None:
        """Pass on what was written so far."""

    def close(self) -> None:
        """Everything is written."""

    def discard(self) -> None:
        """The run failed: leave no trace."""


class StreamSink:
    """Stdout, or a named file that isn't a regular one: a device, a pipe."""

    def __init__(
        self, stream: BinaryIO, name: str, change: Callable[[str], bytes] | None = None
    ) -> None:
        self._stream = stream
        self._name = name
        self._change = change

    def is_terminal(self) -> bool:
        """Whether a person reads it as it comes."""
        return self._stream.isatty()

    def through(self, change: Callable[[str], bytes]) -> StreamSink:
        """The same stream, with what `change` makes of each text written in its place."""
        return StreamSink(self._stream, self._name, change)

    def write(self, data: bytes) -> None:
        """Write to the stream."""
        if self._change is not None:
            text = data.decode("utf-8", "replace").replace("\r\n", "\n")
            data = self._change(text)
        try:
            self._stream.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _output_error(error, self._name) from error

    def flush(self) -> None:
        """Flush the stream."""
        with _reporting(self._name):
            self._stream.flush()

    def close(self) -> None:
        """Flush; the stream itself stays open."""
        self.flush()

    def discard(self) -> None:
        """What was written can't be taken back."""


class FileSink:
    """A regular file that gets its name only when it is complete."""

    def __init__(self, path: Path, *, force: bool = False, durable: bool = True) -> None:
        self._path = Path(os.path.realpath(path))
        self._force = force
        self._durable = durable
        self._part = part_of(self._path)
        _check_free(self._path, force)
        with _reporting(str(path)):
            self._file = _open_locked(self._part, truncate=True)

    def write(self, data: bytes) -> None:
        """Write to the hidden file."""
        try:
            self._file.write(data)
        except OSError as error:
            raise _output_error(error, str(self._path)) from error

    def flush(self) -> None:
        """Hand what was written to the system, so that a killed run loses nothing of it."""
        with _reporting(str(self._path)):
            self._file.flush()

    def close(self) -> None:
        """Move the file to its place."""
        try:
            with _reporting(str(self._path)):
                self._file.flush()
                if self._durable:
                    os.fsync(self._file.fileno())
                self._move()
                self._file.close()
        except OutputError:
            self.discard()
            raise

    def _move(self) -> None:
        _check_free(self._path, self._force)
        if not self._force and not self._path.exists():
            # A link fails if a file has been created meanwhile; not every system has links.
            with contextlib.suppress(PermissionError, NotImplementedError):
                self._path.hardlink_to(self._part)
                self._part.unlink()
                return
        self._part.replace(self._path)

    def discard(self) -> None:
        """Remove the hidden file."""
        with contextlib.suppress(OSError):
            self._part.unlink()
        with contextlib.suppress(OSError):
            self._file.close()


class LogSink:
    """A file of lines that a run continues in place. An incomplete last line is removed first."""

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        with _reporting(str(path)):
            _adopt_part(self._path)
            self._file = _open_locked(self._path, truncate=False)
            self._file.truncate(_end_of_last_line(self._file))
            self._file.seek(0, os.SEEK_END)

    def lines(self) -> Iterator[bytes]:
        """The lines that are there already; read before the first is written."""
        with _reporting(str(self._path)):
            # The same open file: to close a second one would give up the lock.
            self._file.seek(0)
            yield from self._file
            self._file.seek(0, os.SEEK_END)

    def write(self, data: bytes) -> None:
        """Append; whole lines only, so that a kill tears at most the last one."""
        with _reporting(str(self._path)):
            self._file.write(data)

    def flush(self) -> None:
        """Hand what was written to the system."""
        with _reporting(str(self._path)):
            self._file.flush()

    def close(self) -> None:
        """Flush and close."""
        with _reporting(str(self._path)):
            self._file.close()

    def discard(self) -> None:
        """What is in a log stays in it."""
        with contextlib.suppress(OSError):
            self._file.close()


class Tree:
    """A directory that receives one file for each document, and nothing outside itself."""

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self._root = root
        self._force = force
        self._taken: set[str] = set()
        with _reporting(str(root)):
            root.mkdir(parents=True, exist_ok=True)
            self._real_root = root.resolve()

    def write(self, relative: str, suffix: str, data: bytes) -> Path:
        """One document's file; returns its path. Raises `OutputError`.

        `relative` is where the input was; any part that leads elsewhere is dropped, and a name
        that is taken gets a number: 'a.html' and 'a.txt' become 'a.md' and 'a-2.md'.
        """
        path = self._root / self._free_name(relative, suffix)
        with _reporting(str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            real = path.parent.resolve()
            if real != self._real_root and self._real_root not in real.parents:
                raise OutputError("a link leads out of the directory", where=str(path))
        sink = FileSink(real / path.name, force=self._force, durable=False)
        try:
            sink.write(data)
        except OutputError:
            sink.discard()
            raise
        sink.close()
        return path

    def _free_name(self, relative: str, suffix: str) -> PurePosixPath:
        parts = [part for part in relative.replace("\\", "/").split("/") if _is_name(part)]
        stem = PurePosixPath(parts[-1]).stem if parts else "article"
        if stem.endswith(".html"):  # 'page.html.gz'
            stem = stem.removesuffix(".html") or stem
        folders = [_shortened(part, "") for part in parts[:-1]]
        number = 1
        while True:
            mark = suffix if number == 1 else f"-{number}{suffix}"
            name = PurePosixPath(*folders, _shortened(stem, mark))
            # File systems that fold case or normalise names must not see two of ours as one.
            key = unicodedata.normalize("NFC", str(name)).casefold()
            if key not in self._taken:
                self._taken.add(key)
                return name
            number += 1


def _is_name(part: str) -> bool:
    return part not in ("", ".", "..") and "\0" not in part and not part.endswith(":")


def _shortened(stem: str, suffix: str) -> str:
    """Stem and suffix within the length that file systems allow, distinct for distinct stems."""
    name = stem + suffix
    # '.NAME.part' is made in the same directory.
    room = _LONGEST_NAME - len(os.fsencode(suffix)) - len("..part")
    if len(os.fsencode(stem)) <= room:
        return name
    import hashlib  # few names need it

    digest = hashlib.sha256(os.fsencode(stem)).hexdigest()[:8]
    cut = os.fsencode(stem)[: room - 9].decode("utf-8", "ignore")
    return f"{cut}-{digest}{suffix}"


# --- opening -----------------------------------------------------------------------------------


def open_stdout() -> StreamSink:
    """Standard output as bytes. Raises `OutputError` where it was closed before we began."""
    if sys.stdout is None:
        raise OutputError("stdout is closed", hint="name a file with -o")
    return StreamSink(sys.stdout.buffer, "stdout")


def leave_stdout() -> None:
    """Write what stdout still holds, or discard it where it can't be written.

    The interpreter would try once more, show the error again and change the exit code.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        forget_stdout()


def forget_stdout() -> None:
    """Nobody reads stdout any more: discard the interpreter's last flush."""
    if sys.stdout is not None:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError):
            return


def open_sink(path: str | None, *, force: bool = False) -> Sink:
    """Stdout for None and '-', else the file. Raises `OutputError`."""
    if path is None or path == "-":
        return open_stdout()
    target = Path(path)
    if target.exists() and not target.is_file() and not target.is_dir():
        with _reporting(path):
            return StreamSink(target.open("wb", buffering=0), path)
    return FileSink(target, force=force)


def part_of(path: Path) -> Path:
    """The hidden name in the directory of `path` under which it is written."""
    return path.with_name(f".{path.name}.part")


def _check_free(path: Path, force: bool) -> None:
    """Raise `OutputError` if writing to `path` would overwrite something. An empty file is fine."""
    if path.is_dir():
        raise OutputError("it is a directory", where=str(path), hint="name a file in it")
    with _reporting(str(path)):
        if not force and path.exists() and path.stat().st_size:
            raise OverwriteError("the file exists", where=str(path), hint="--force overwrites it")


def _open_locked(path: Path, *, truncate: bool) -> BinaryIO:
    """The file, opened for this process alone. Raises `OutputError` if another run has it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
    try:
        import fcntl

        # A lock of the process, not of the open file: forked workers must not hold on to it.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass  # no such locks on this system
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            file.close()
            raise OutputError("another run is writing it", where=str(path)) from error
        # A file system without locks: go on without.
    if truncate:
        file.truncate(0)
    return file


def _adopt_part(path: Path) -> None:
    """Resume from the hidden file of a killed run, if `path` has nothing else."""
    part = part_of(path)
    if part.exists() and not (path.exists() and path.stat().st_size):
        part.replace(path)


def _end_of_last_line(file: BinaryIO) -> int:
    """The offset after the last line feed."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _TAIL)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


@contextlib.contextmanager
def _reporting(name: str) -> Iterator[None]:
    """Turn the system's errors into `OutputError`; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error, name) from error


_REMEDIES = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.ENOENT: "make the directory first",
    errno.EACCES: "choose another place, or ask for the right to write there",
    errno.EROFS: "choose another place",
}


def _output_error(error: OSError, name: str) -> OutputError:
    words = error.strerror or str(error)
    hint = _REMEDIES.get(error.errno or 0)
    return OutputError(words[:1].lower() + words[1:], where=name, hint=hint)
