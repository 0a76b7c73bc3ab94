"""LexisNexis exports: the numbered text form, and the newer one of Nexis Uni.

Numbered: each record opens with '3 of 120 DOCUMENTS' or 'Dokument 3 von 120', then publication,
date and headline without labels, then 'BYLINE:' and its kin, the body, 'LOAD-DATE:' and its kin.
Nexis: each record closes with 'End of Document'; headline, source and date come first, 'Body' and
'Classification' are on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import (
    PAGE,
    Labelled,
    filled,
    form,
    header,
    is_copyright,
    is_error,
    is_page_line,
    label_of,
    page_lines,
    read_labelled,
)
from newstool.dates import is_date
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.names import as_written, worded
from newstool.vocabulary.patterns import later

_NUMBER = worded(
    r"^[ \t\ufeff]*(?P<word>Do[ck]ument[eo]?[ ](?!\d{1,9} of ))?"
    r"(?P<number>\d{1,9}) {archives.of} (?P<of>\d{1,9})"
    r"(?(word)|[ ]DO[CK]UMENT(?:S|EN|OS|I|O)?)[ \t\r]*$",
    re.MULTILINE,
)
_NUMBERED = (" DOCUMENT", " DOKUMENT", "Dokument ", "Document ")
_END = worded(r"^[ \t]*(?i:{archives.end})[ \t\r]*$", re.MULTILINE)
_DECLARED = later(r"^[ \t]*Do[ck]ument[a-z]{0,2} \((\d{1,9})\)[ \t\r]*$", re.MULTILINE)
_LISTED = later(r"(\d{1,6})\.\s+(\S.*)$")
_MIN_LABELS = 2  # labelled lines that make a record without a number an article
_SHORTEST_ARTICLE = 300  # characters of a numbered record that is an article without any label
_MAX_HEAD = 60  # lines of a cover page or an unlabelled head that are looked at

# --- the numbered form -------------------------------------------------------------------------


def split_numbered(document: Document) -> Archive | None:
    """A file of records that open with '3 of 120 DOCUMENTS', or None."""
    text = document.text
    if not any(word in text for word in _NUMBERED):
        return None
    marks = list(_NUMBER.finditer(text))
    if not marks:
        return None
    edges = [mark.start() for mark in marks] + [len(text)]
    records: list[Record] = []
    lost = _read_numbered(text, 0, edges[0], None)
    if lost is not None:  # the first article, when the export dropped its number
        first = int(marks[0]["number"])
        records.append(msgspec.structs.replace(lost, number=1 if first == 2 else None))
    for place, mark in enumerate(marks):
        record = _read_numbered(text, edges[place], edges[place + 1], int(mark["number"]))
        if record is not None:
            records.append(record)
    declared = max(int(mark["of"]) for mark in marks)
    return build_archive("lexisnexis", document, records, declared=declared)


def _read_numbered(text: str, start: int, end: int, number: int | None) -> Record | None:
    """One record, or None where no article is in it (a cover page, an error page)."""
    lines = split_lines(text[start:end])
    count = len(lines.texts)
    labelled = read_labelled(lines, form("lexisnexis"), 0, count, shouted=True)
    if len(labelled.headers) < _MIN_LABELS:
        return _unlabelled(lines, start, end, number)
    end -= _trailing_error(lines, labelled.body[1], count, end - start)
    headers = (*_numbered_head(lines, labelled), *labelled.headers)
    inside = tuple(header for header in headers if header.end <= end - start)
    return Record(start, end, inside, number)


def _unlabelled(lines: Lines, start: int, end: int, number: int | None) -> Record | None:
    """A numbered record of prose whose labels are in a language we don't know; no error page."""
    filled_lines = [lines.texts[n] for n in filled(lines.texts, 0, len(lines.texts))]
    if number is None or any(map(is_error, filled_lines[:_MAX_HEAD])):
        return None
    if sum(len(line) for line in filled_lines) < _SHORTEST_ARTICLE:
        return None
    first = next(filled(lines.texts, 0, len(lines.texts)))
    head = header(lines, "DOCUMENTS", lines.texts[first], first, first)
    return Record(start, end, (head,), number)


def _trailing_error(lines: Lines, first: int, count: int, length: int) -> int:
    """How many characters at the record's end are an error page that came after its tail."""
    for number in filled(lines.texts, first, count):
        if is_error(lines.texts[number]):
            return length - lines.starts[number]
    return 0


def _numbered_head(lines: Lines, labelled: Labelled) -> list[HeaderLine]:
    """The lines before the first label, known by their place: publication, date, headline."""
    head = list(filled(lines.texts, 0, min(labelled.head_end, _MAX_HEAD)))
    found: list[HeaderLine] = []
    rest: list[int] = []
    for number in head:
        line = lines.texts[number]
        if _NUMBER.match(line):
            found.append(header(lines, "DOCUMENTS", line, number, number))
        elif is_copyright(line):
            found.append(header(lines, "COPYRIGHT", line, number, number))
        else:
            rest.append(number)
    dated = next((number for number in rest if is_date(lines.texts[number])), None)
    if dated is None:
        return sorted((*found, *_titles(lines, rest)), key=lambda header: header.start)
    edition = dated
    while edition + 1 < labelled.head_end and lines.texts[edition + 1]:
        edition += 1
    found += [header(lines, "PUBLICATION", lines.texts[n], n, n) for n in rest if n < dated]
    found.append(header(lines, "DATE", lines.texts[dated], dated, dated))
    found += [header(lines, "EDITION", lines.texts[n], n, n) for n in range(dated + 1, edition + 1)]
    found += _titles(lines, [number for number in rest if number > edition])
    return sorted(found, key=lambda header: header.start)


def _titles(lines: Lines, numbers: Sequence[int]) -> list[HeaderLine]:
    """The headline's lines as one header, when they are together."""
    if not numbers:
        return []
    last = numbers[0]
    while last + 1 in numbers:
        last += 1
    value = " ".join(lines.texts[numbers[0] : last + 1])
    return [header(lines, "HEADLINE", value, numbers[0], last)]


# --- the form of Nexis Uni ---------------------------------------------------------------------


def split_nexis(document: Document) -> Archive | None:
    """A file of records that close with 'End of Document', or None."""
    text = document.text
    if "ocument" not in text and "okument" not in text:
        return None
    if not any(end in text for end in as_written("archives", "end")):
        return None
    records: list[Record] = []
    start = 0
    for end, following in (*(mark.span() for mark in _END.finditer(text)), (len(text), 0)):
        record = _read_nexis(text, start, end)
        if record is not None:
            records.append(record)
        start = following
    if not records:
        return None
    cover = text[: records[0].start]
    counted = _DECLARED.search(cover)
    declared = int(counted[1]) if counted else None
    missing = _missing_titles(cover, records)
    return build_archive("nexis", document, records, declared=declared, missing=missing)


def _read_nexis(text: str, start: int, end: int) -> Record | None:
    lines = split_lines(text[start:end])
    count = len(lines.texts)
    first = _after_cover(lines) if start == 0 else next(filled(lines.texts, 0, count), 0)
    labelled = read_labelled(lines, form("lexisnexis"), first, count)
    if len(labelled.headers) < _MIN_LABELS:
        return None
    heads = [lines.texts[number] for number in filled(lines.texts, first, labelled.head_end)]
    pages = page_lines(lines, *labelled.body, heads)
    headers = [*_nexis_head(lines, first, labelled), *labelled.headers, *pages]
    return Record(start + (lines.starts[first] if first else 0), end, _moved(headers, lines, first))


def _moved(headers: Sequence[HeaderLine], lines: Lines, first: int) -> tuple[HeaderLine, ...]:
    """Spans counted from the record's first line."""
    by = lines.starts[first] if first else 0
    return tuple(
        HeaderLine(h.name, h.value, h.start - by, h.end - by)
        for h in sorted(headers, key=lambda header: header.start)
    )


def _after_cover(lines: Lines) -> int:
    """The first article's first line: the one after the last line of the list of documents."""
    repeated = _listed_again(lines)
    if repeated is not None:
        return repeated
    cover, sections = form("lexisnexis").cover, form("lexisnexis").sections
    first = next(filled(lines.texts, 0, len(lines.texts)), 0)
    body = next((n for n, line in enumerate(lines.texts) if line.lower() in sections), 0)
    after = first
    for number in filled(lines.texts, 0, body):
        line = lines.texts[number]
        name = label_of(line)
        covers = (name or "").lower() in cover or "lexisnexis" in line.lower()
        if covers or _LISTED.match(line) or _DECLARED.match(line):
            after = next(filled(lines.texts, number + 1, body), number)
    return after


def _listed_again(lines: Lines) -> int | None:
    """The line below the list of documents that says the headline of one of them, or None.

    A cover is in the language of whoever ordered it; that its list names the articles is not.
    """
    titles: set[str] = set()
    last = 0
    for number, line in enumerate(lines.texts):
        listed = _LISTED.match(line) if line[:1].isdigit() else None
        if listed is not None and not titles and int(listed[1]) != 1:
            return None
        if listed is not None and int(listed[1]) == len(titles) + 1:
            titles.add(listed[2])
            last = number
        elif titles and line in titles:
            above = next((n for n in range(number - 1, last, -1) if lines.texts[n]), last)
            return above if is_page_line(lines.texts[above]) else number
    return None


def _nexis_head(lines: Lines, first: int, labelled: Labelled) -> list[HeaderLine]:
    """Headline (often twice), source, date and copyright come before the first label."""
    head = list(filled(lines.texts, first, labelled.head_end))
    dated = next((n for n in head if is_date(lines.texts[n])), None)
    # The paper is just before the date, in some exports after a blank line.
    source = max((number for number in head if dated and number < dated), default=0)
    found: list[HeaderLine] = []
    for number in head:
        line = lines.texts[number]
        if number == dated:
            name = "DATE"
        elif is_copyright(line):
            name = "COPYRIGHT"
        elif is_page_line(line):
            name = PAGE
        elif dated is None or number < source:
            name = "HEADLINE"
        else:
            name = "PUBLICATION" if number < dated else "EDITION"
        found.append(header(lines, name, line, number, number))
    return found


def _missing_titles(cover: str, records: Sequence[Record]) -> list[int]:
    """The numbers of the cover's list whose headline no record has."""
    titles = {
        _folded(header.value) for r in records for header in r.headers if header.name == "HEADLINE"
    }
    listed = [match for line in cover.splitlines() if (match := _LISTED.match(line.strip()))]
    return [int(match[1]) for match in listed if not _stands_in(_folded(match[2]), titles)]


def _stands_in(title: str, titles: set[str]) -> bool:
    return title in titles or any(other.startswith(title) for other in titles if title)


def _folded(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(" .…")
