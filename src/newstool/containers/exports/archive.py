"""What a file of many articles was read as, and the check of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from newstool.model.article import Document, HeaderLine

_MOST_NAMED = 10_000  # missing numbers; '1 of 4000000000' must not fill the memory
_MOST_WARNINGS = 50

Span = tuple[int, int]


class Archive(Struct, frozen=True):
    """A file's articles in order.

    `kind` is lexisnexis, nexis, factiva, proquest, wet, labelled, split, or '' for a file
    with one article.
    `outside` are the spans of the file's text that belong to no article: together with the
    documents they cover it. `shown` is that text where it is not the file's own but what a page of
    HTML shows. `missing` are the numbers of declared articles that are not there,
    `declared` is how many the file says it has.
    """

    kind: str
    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()
    declared: int | None = None
    outside: tuple[Span, ...] = ()
    shown: str | None = None


class Record(Struct, frozen=True):
    """One article's place in the file; header spans count from `start`. `number` is its own."""

    start: int
    end: int
    headers: tuple[HeaderLine, ...] = ()
    number: int | None = None
    warnings: tuple[str, ...] = ()


def build_archive(
    kind: str,
    document: Document,
    records: Sequence[Record],
    *,
    declared: int | None = None,
    missing: Sequence[int] | None = None,
) -> Archive:
    """Records to documents, with the numbers checked. `missing` is given where names settle it."""
    numbers = [record.number for record in records if record.number is not None]
    if missing is None:
        missing = _missing(numbers, declared)
    warnings = list(_missing_warnings(missing))
    if declared is not None and not missing and len(records) != declared:
        warnings.append(f"archive-count:{len(records)} of {declared}")
    warnings += [f"archive-repeated:{number}" for number in _repeated(numbers)]
    return Archive(
        kind=kind,
        documents=tuple(_document(document, record, place) for place, record in enumerate(records)),
        warnings=tuple(warnings),
        missing=tuple(missing),
        declared=declared,
        outside=tuple(_outside(document.text, records)),
    )


def _document(whole: Document, record: Record, place: int) -> Document:
    return msgspec.structs.replace(
        whole,
        text=whole.text[record.start : record.end],
        index=place,
        offset=whole.offset + record.start,
        headers=record.headers,
        warnings=whole.warnings + record.warnings,
    )


def _missing(numbers: Iterable[int], declared: int | None) -> list[int]:
    found = set(numbers)
    if not found:
        return []
    last = max(max(found), declared or 0)
    missing: list[int] = []
    for number in range(1, last + 1):
        if number not in found:
            missing.append(number)
            if len(missing) >= _MOST_NAMED:
                break
    return missing


def _missing_warnings(missing: Sequence[int]) -> Iterable[str]:
    """'archive-missing:17', 'archive-missing:20-25'; runs are one warning."""
    runs: list[list[int]] = []
    for number in missing:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    for first, last in runs[:_MOST_WARNINGS]:
        yield f"archive-missing:{first}" + (f"-{last}" if last > first else "")
    if len(runs) > _MOST_WARNINGS:
        yield f"archive-missing:{len(missing)} in all"


def _repeated(numbers: Iterable[int]) -> list[int]:
    seen: set[int] = set()
    repeated: dict[int, None] = {}
    for number in numbers:
        if number in seen:
            repeated[number] = None
        seen.add(number)
    return list(repeated)[:_MOST_WARNINGS]


def _outside(text: str, records: Sequence[Record]) -> Iterable[Span]:
    end = 0
    for record in records:
        if record.start > end:
            yield end, record.start
        end = record.end
    if len(text) > end:
        yield end, len(text)
