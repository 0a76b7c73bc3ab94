"""Parts of a record that may be of another make, as far as they are what they should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def found_text(parent: object, key: str) -> str | None:
    """The text under a key of an object; None where there is none, or no object."""
    value = parent.get(key) if isinstance(parent, Mapping) else None
    return value if isinstance(value, str) and value else None


def strings_in(value: object) -> list[str]:
    """The strings in a list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def objects_in(value: object) -> Iterator[Mapping[str, object]]:
    """The objects in a list."""
    yield from (
        (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()
    )


def compacted(found: Mapping[str, object]) -> dict[str, object]:
    """What is there, without what is empty."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
