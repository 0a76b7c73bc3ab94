"""What a file holds beside articles is passed over, and the last article says how much it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from newstool.containers.part import Part
from newstool.containers.stream import Pause
from newstool.model.errors import EmptyInputError


def with_skipped(found: Iterator[Part | str | Pause], nothing: str) -> Iterator[Part | Pause]:
    """The parts, without the names of what was no article ('attachment', 'picture').

    The last part has a warning for each of those names: 'skipped:3 attachment'. Raises
    `EmptyInputError` with the words of `nothing` where there is no part.
    """
    skipped: Counter[str] = Counter()
    last: Part | None = None
    for one in found:
        if isinstance(one, Pause):
            yield one
        elif isinstance(one, str):
            skipped[one] += 1
        else:
            if last is not None:
                yield last
            last = one
    warnings = tuple(f"skipped:{count} {name}" for name, count in sorted(skipped.items()))
    if last is None:
        raise EmptyInputError(nothing, hint=", ".join(warnings) or None)
    yield replace(last, known=replace(last.known, warnings=last.known.warnings + warnings))
