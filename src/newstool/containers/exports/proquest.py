"""ProQuest exports: records between rules of underscores, 'Full text:', labelled lines after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import filled, form, header, read_labelled
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.patterns import later

_RULE = later(r"^[ \t\ufeff]*_{20,}[ \t\r]*$", re.MULTILINE)
_NUMBER = later(r"Document (\d{1,9}) of (\d{1,9})$")
# 'Ruiz, Ana. The Tram Post; Tramville [Tramville]. 14 Nov 2024: A1.'
_CITATION = later(
    r"(?:(?P<author>[^.\[\]]{2,120}(?: [A-Z])?)\. ?)?"
    r"(?P<info>[^\[\].]{2,100}; ?[^\[\]]{2,60}\[[^\]]{2,80}\]\.? ?"
    r"\d{1,2} [A-Z][a-z]{2} \d{4}\b.{0,60})$"
)
_EDITION = later(r":? \[[\w ,.-]{0,30}edition\]$", re.IGNORECASE)
_MIN_LABELS = 2  # labelled lines that make the text between two rules a record
# Every record has one of these; a letter with underscores and a 'Title:' isn't an export.
_SIGNS = ("ProQuest", "Full text:", "Publication title:")
_SIGNS_ALONE = ("ProQuest", "Publication title:")  # both are in a record without rules


def split(document: Document) -> Archive | None:
    """A file of records separated by rules of underscores, or None."""
    text = document.text
    if not any(sign in text for sign in _SIGNS):
        return None
    rules = list(_RULE.finditer(text)) if "____" in text else []
    if not rules:
        return _read_alone(document)
    starts = [0, *(rule.end() for rule in rules)]
    ends = [*(rule.start() for rule in rules), len(text)]
    records: list[Record] = []
    declared: int | None = None
    is_open = torn = False  # the last record's body has no end yet; a rule was in it
    for start, end in zip(starts, ends, strict=True):
        record, said = _read_record(text, start, end)
        declared = said if said is not None else declared
        if is_open and said is None and not _has_body(record):
            records[-1] = msgspec.structs.replace(records[-1], end=end)
            is_open, torn = record is None, True
            continue
        if torn:
            records.append(_read_again(text, records.pop()))
            torn = False
        if record is not None:
            records.append(record)
            is_open = record.headers[-1].name.lower() in form("proquest").body
    if torn:
        records.append(_read_again(text, records.pop()))
    return build_archive("proquest", document, records, declared=declared) if records else None


def _read_alone(document: Document) -> Archive | None:
    """A file of one record, without rules."""
    if not all(sign in document.text for sign in _SIGNS_ALONE):
        return None
    record, _ = _read_record(document.text, 0, len(document.text))
    return build_archive("proquest", document, [record]) if record is not None else None


def _has_body(record: Record | None) -> bool:
    body = form("proquest").body
    return record is not None and any(header.name.lower() in body for header in record.headers)


def _read_again(text: str, record: Record) -> Record:
    headers, _ = _headers(split_lines(text[record.start : record.end]))
    return msgspec.structs.replace(record, headers=headers)


def _read_record(text: str, start: int, end: int) -> tuple[Record | None, int | None]:
    """One record, or None; and how many records the file says it holds, where it says so here."""
    headers, said = _headers(split_lines(text[start:end]))
    labels = [header for header in headers if header.name != "Document"]
    if len(labels) < _MIN_LABELS:
        return None, said[1] if said else None
    number, declared = said or (None, None)
    return Record(start, end, headers, number), declared


def _headers(lines: Lines) -> tuple[tuple[HeaderLine, ...], tuple[int, int] | None]:
    """A record's headers and, where it says so, its number and the number of all."""
    count = len(lines.texts)
    labelled = read_labelled(lines, form("proquest"), 0, count)
    said: tuple[int, int] | None = None
    found: list[HeaderLine] = []
    titles: list[int] = []
    for number in filled(lines.texts, 0, labelled.head_end):
        line = lines.texts[number]
        counted = _NUMBER.match(line)
        if counted:
            said = int(counted[1]), int(counted[2])
            found.append(header(lines, "Document", line, number, number))
        elif cited := _CITATION.match(line):
            found += _cited(lines, number, cited)
        elif "ProQuest" not in line and "://" not in line:
            titles.append(number)
    found += _title(lines, titles)
    headers = sorted((*found, *labelled.headers), key=lambda header: header.start)
    return tuple(headers), said


def _cited(lines: Lines, number: int, cited: re.Match[str]) -> Iterator[HeaderLine]:
    """The line under the headline of newer exports: who, where and when, without labels."""
    start = lines.starts[number]
    for name, group in (("Author", "author"), ("Publication info", "info")):
        if cited[group]:
            yield HeaderLine(
                name, cited[group], start + cited.start(group), start + cited.end(group)
            )


def _title(lines: Lines, numbers: Sequence[int]) -> list[HeaderLine]:
    """The unlabelled line before the first label is the headline."""
    if not numbers or numbers[-1] - numbers[0] >= len(numbers):
        return []
    value = _EDITION.sub("", " ".join(lines.texts[numbers[0] : numbers[-1] + 1]))
    return [header(lines, "Headline", value, numbers[0], numbers[-1])]
