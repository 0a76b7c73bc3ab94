"""What a file holds besides articles is skipped, and the last article says how much it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from newstool.containers.part import Part
from newstool.containers.stream import Pause
from newstool.model.errors import EmptyInputError, NewstoolError

_MOST_NAMED = 20


def with_skipped(found: Iterator[Part | str | Pause], nothing: str) -> Iterator[Part | Pause]:
    """The parts, without the names of what wasn't an article ('attachment', 'picture').

    The last article has a warning for each of those names: 'skipped:3 attachment', of the names
    that are met most. Raises `EmptyInputError` with the words of `nothing` where there is no part.
    """
    skipped: Counter[str] = Counter()
    held: list[Part] = []  # the last article, and the failures after it
    try:
        for one in found:
            if isinstance(one, Pause):
                yield one
            elif isinstance(one, str):
                skipped[one] += 1
            else:
                if one.error is None:
                    yield from held
                    held.clear()
                held.append(one)
    except NewstoolError:
        yield from held
        raise
    warnings = skip_warnings(skipped)
    if not held:
        raise EmptyInputError(nothing, hint=", ".join(warnings) or None)
    last, *failures = held
    yield replace(last, known=replace(last.known, warnings=last.known.warnings + warnings))
    yield from failures


def skip_warnings(skipped: Counter[str]) -> tuple[str, ...]:
    """A warning for each name, of those that are met most."""
    most = dict(skipped.most_common(_MOST_NAMED))
    return tuple(f"skipped:{count} {name}" for name, count in sorted(most.items()))
