"""Shell completion for options that take names separated by commas."""

from __future__ import annotations

from collections.abc import Iterable


def complete_fields(incomplete: str) -> list[str]:
    """Names of fields that start with what is typed, also in 'date=date_published'."""
    from newstool.export.columns import default_columns

    before, comma, last = incomplete.rpartition(",")
    own_name, equals, begun = last.rpartition("=")
    names = _after_comma(
        begun if equals else incomplete, (*default_columns(), "evidence", "blocks")
    )
    return [f"{before}{comma}{own_name}={name}" for name in names] if equals else names


def complete_labels(incomplete: str) -> list[str]:
    """Names of labels that start with what is typed."""
    from newstool.model.article import Label

    return _after_comma(incomplete, map(str, Label))


def _after_comma(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, begun = incomplete.rpartition(",")
    taken = before.split(",")
    return [before + comma + name for name in names if name.startswith(begun) and name not in taken]
