"""A directory to the files below it that may hold an article."""

# Paths stay the strings they were given as (pathlib would rewrite "./a.html") and cost little:
# ruff: noqa: PTH112, PTH114, PTH116, PTH118, PTH208

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from msgspec import Struct

from newstool.vocabulary.beside_pages import folder_of_page, is_beside_pages, suffix_of

_MAILDIR = frozenset(("cur", "new", "tmp"))  # the sign of a Maildir; 'tmp' is mail in transit
_MOST_NAMED = 5  # suffixes that the count of skipped files names


class Choice(Struct, frozen=True, kw_only=True):
    """Which files of a directory are read.

    `include` and `exclude` are patterns for names, or for paths below the directory where they have
    a slash. `skip` are paths that are never read: the run's own output.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    skip: frozenset[str] = frozenset()

    def leaves_out(self, path: str) -> bool:
        """Whether a file or a directory is left out, by its path below the one that is walked."""
        return _matches(path, self.exclude)

    def takes(self, path: str) -> bool:
        """Whether a file is one of those that are asked for."""
        return not self.include or _matches(path, self.include)


class Unreadable(Struct, frozen=True):
    """A path that could not be looked at, and why."""

    path: str
    error: OSError


def walk(root: str, choice: Choice, passed: Counter[str]) -> Iterator[str | Unreadable]:
    """The regular files below `root`, sorted by name, directory by directory.

    Hidden names, sockets and devices are passed over; links to directories are not followed. So is
    files next to saved pages that hold no article, which `passed` counts by suffix.
    """
    waiting = [iter([root])]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            continue
        try:
            mode = os.stat(path).st_mode
            is_root = len(waiting) == 1
            if stat.S_ISDIR(mode) and (is_root or not os.path.islink(path)):
                waiting.append(iter(_listed(path, root, choice, passed)))
            elif stat.S_ISREG(mode) and _is_read(path, root, choice, passed):
                yield path
        except OSError as error:
            yield Unreadable(path, error)


def say_passed(passed: Counter[str]) -> str:
    """'14 files that hold no article skipped: 9 .js, 5 .png'."""
    total = sum(passed.values())
    ranked = sorted(passed.items(), key=lambda one: (-one[1], one[0]))
    named = [f"{count} {suffix or 'without suffix'}" for suffix, count in ranked[:_MOST_NAMED]]
    others = sum(count for _, count in ranked[_MOST_NAMED:])
    files = "file that holds" if total == 1 else "files that hold"
    kinds = ", ".join([*named, *([f"{others} others"] if others else [])])
    return f"{total:,} {files} no article skipped: {kinds}"


def _listed(path: str, root: str, choice: Choice, passed: Counter[str]) -> list[str]:
    """The paths in a directory, without those that are not entered."""
    names = sorted(name for name in os.listdir(path) if not name.startswith("."))
    if _MAILDIR.issubset(names):  # a program's lists and locks are next to the mails
        names = ["cur", "new"]
    found: list[str] = []
    for name in names:
        inner = os.path.join(path, name)
        if choice.exclude and choice.leaves_out(_below(inner, root)):
            continue
        if folder_of_page(name, names) and os.path.isdir(inner):
            passed.update(_suffixes(inner))
        else:
            found.append(inner)
    return found


def _suffixes(folder: str) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from map(suffix_of, names)


def _is_read(path: str, root: str, choice: Choice, passed: Counter[str]) -> bool:
    if choice.skip and os.path.realpath(path) in choice.skip:
        return False
    if choice.include:
        return choice.takes(_below(path, root))
    name = path.rpartition(os.sep)[2]
    if is_beside_pages(name):
        passed[suffix_of(name)] += 1
        return False
    return True


def _below(path: str, root: str) -> str:
    return path[len(root) :].lstrip(os.sep).replace(os.sep, "/")


def _matches(path: str, patterns: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    for pattern in patterns:
        wanted = pattern.removeprefix("./").strip("/")
        if fnmatchcase(path if "/" in wanted else name, wanted):
            return True
    return False
