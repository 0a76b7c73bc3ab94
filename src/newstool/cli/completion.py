"""What the shell offers after an option that takes names separated by commas."""

from __future__ import annotations

from collections.abc import Iterable


def complete_fields(incomplete: str) -> list[str]:
    """Names of fields that go on with what is typed."""
    from newstool.export.columns import default_columns

    return _after_comma(incomplete, (*default_columns(), "evidence", "blocks"))


def complete_labels(incomplete: str) -> list[str]:
    """Names of labels that go on with what is typed."""
    from newstool.model.article import Label

    return _after_comma(incomplete, map(str, Label))


def _after_comma(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, begun = incomplete.rpartition(",")
    taken = before.split(",")
    return [before + comma + name for name in names if name.startswith(begun) and name not in taken]
