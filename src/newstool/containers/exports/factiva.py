"""Factiva exports: two-letter codes before each field, or the display form that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import (
    filled,
    form,
    header,
    is_copyright,
    mark,
    page_lines,
)
from newstool.dates import is_date
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.languages import language_named
from newstool.vocabulary.names import as_written, worded
from newstool.vocabulary.patterns import later

_CODE = later(r"([A-Z]{2,3})(?:\s{2,}|\t|$)")
_FIRST_CODES = frozenset({"SE", "CLM", "HD"})
_NEEDED = frozenset({"HD", "PD", "SN", "WC", "LP", "TD", "AN"})
_MIN_CODES = 4  # different ones of those: 'HD' alone may be a heading about television
_FOUND = later(r"^[ \t]*Results? Found:?\s+([\d,]{1,12})[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_PAGE_LINE = later(r"Page \d{1,5} of \d{1,5}\b|© \d{4} Factiva, Inc\.")
WORDS = worded(r"\d[\d,.'\u2019\u00a0\u202f ]{0,9} ?{archives.length}$", re.IGNORECASE)
_DOCUMENT = worded(r"^[ \t]*(?i:{archives.document}) ([A-Z]{2,}\w{8,40})[ \t\r]*$", re.MULTILINE)
_SIGNED = worded("{archives.signed} ", re.IGNORECASE)
_TIME = later(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,5})?$")
_BYLINE_WORDS = 4  # of a byline that no 'By' opens: a name, or a name and a job
_SECTION_WORDS, _SECTION = 4, 30  # words and characters of a section's name, at the most
_LONGEST_FIELD = 60  # characters from which a line that ends a sentence is one of the story
_SOURCE_CODE = later(r"[A-Z][A-Z0-9]{1,9}$")

# --- with codes --------------------------------------------------------------------------------


def split_coded(document: Document) -> Archive | None:
    """A file whose fields follow two-letter codes (HD, BY, WC, PD ...), or None."""
    text = document.text
    if "HD" not in text or "PD" not in text:
        return None
    lines = split_lines(text)
    codes = [(number, code) for number, code in _codes(lines)]
    if len({code for _, code in codes} & _NEEDED) < _MIN_CODES:
        return None
    starts = list(_record_starts(codes))
    if not starts:
        return None  # no headline among the codes: words that look like them
    records = [
        _coded_record(text, lines, codes, first, following)
        for first, following in pairwise((*starts, len(codes)))
    ]
    return build_archive("factiva", document, records, declared=_declared(text))


def _codes(lines: Lines) -> Iterator[tuple[int, str]]:
    known = form("factiva").labels
    for number, line in enumerate(lines.texts):
        if line[:1].isupper() and (match := _CODE.match(line)) and match[1].lower() in known:
            yield number, match[1]


def _record_starts(codes: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Places in `codes` where an article begins: a section or headline after another's fields."""
    begun = False
    headed = False
    for place, (_, code) in enumerate(codes):
        opens = code in _FIRST_CODES and (not begun or headed)
        if opens:
            yield place
            headed = False
        begun = True
        headed = headed or code not in _FIRST_CODES


def _coded_record(
    text: str, lines: Lines, codes: Sequence[tuple[int, str]], first: int, following: int
) -> Record:
    start_line = codes[first][0]
    end_line = codes[following][0] if following < len(codes) else len(lines.texts)
    summary = _summary_line(lines, codes[following - 1][0] + 1, end_line)
    start = lines.starts[start_line]
    end = lines.starts[summary] if summary < len(lines.texts) else len(text)
    record = split_lines(text[start:end])
    places = [number - start_line for number, _ in codes[first:following]]
    headers: list[HeaderLine] = []
    for number, after in zip(places, (*places[1:], len(record.texts)), strict=True):
        headers += _field(record, number, after)
    return Record(start, end, tuple(headers))


def _field(lines: Lines, number: int, after: int) -> Iterator[HeaderLine]:
    """A code and its value as one header; LP and TD open the body: their code alone is one."""
    found = _CODE.match(lines.texts[number])
    code = found[1] if found else ""
    if code.lower() in form("factiva").body:
        yield mark(lines, code, number, len(code))
        return
    last = number
    for line in range(number + 1, after):
        if not lines.texts[line] and (last > number or len(lines.texts[number]) > len(code)):
            break
        last = line if lines.texts[line] else last
    value = " ".join((lines.texts[number][len(code) :], *lines.texts[number + 1 : last + 1]))
    yield header(lines, code, value, number, last)


def _summary_line(lines: Lines, first: int, end: int) -> int:
    """Where the search summary or a page's foot after the last article begins, or `end`."""
    for number in filled(lines.texts, first, end):
        line = lines.texts[number]
        if line == "Search Summary" or _PAGE_LINE.match(line):
            return number
    return end


def _declared(text: str) -> int | None:
    found = _FOUND.search(text) if "ound" in text else None
    return int(found[1].replace(",", "")) if found and found[1].strip(",") else None


# --- without codes -----------------------------------------------------------------------------


def split_displayed(document: Document) -> Archive | None:
    """A file of articles that close with 'Document DAYEX00020200303abc', or None.

    Each must have its line of '345 words' at its head.
    """
    text = document.text
    if not any(word in text for word in as_written("archives", "document")):
        return None
    records: list[Record] = []
    start = 0
    for closing in _DOCUMENT.finditer(text):
        record = _displayed_record(text, start, closing.end(), closing[1])
        if record is not None:
            records.append(record)
        start = closing.end()
    return (
        build_archive("factiva", document, records, declared=_declared(text)) if records else None
    )


def _displayed_record(text: str, start: int, end: int, name: str) -> Record | None:
    lines = split_lines(text[start:end])
    texts = lines.texts
    words = next((n for n, line in enumerate(texts) if WORDS.match(line)), None)
    if words is None:
        return None
    first = words
    while first and (texts[first - 1] or (first > 1 and texts[first - 2] and words - first < 2)):
        first -= 1
    shift = lines.starts[first]
    last = len(texts) - 1
    headers = [
        *_displayed_head(lines, first, words),
        *_displayed_fields(lines, words),
        *page_lines(lines, words, last, ()),
        header(lines, "AN", f"Document {name}", last, last),
    ]
    moved = tuple(HeaderLine(h.name, h.value, h.start - shift, h.end - shift) for h in headers)
    return Record(start + shift, end, moved)


def _displayed_head(lines: Lines, first: int, words: int) -> Iterator[HeaderLine]:
    """Before '345 words': the headline, and the byline where one is given."""
    numbers = list(filled(lines.texts, first, words))
    byline = None
    if len(numbers) > 1 and _may_sign(lines.texts[numbers[-1]]):
        byline = numbers.pop()
    for place, number in enumerate(numbers):
        line = lines.texts[number]
        # Section and column are above the headline, in one to three words.
        short = len(line.split()) <= _SECTION_WORDS and len(line) <= _SECTION
        is_section = place < len(numbers) - 1 and short
        yield header(lines, "SE" if is_section else "HD", line, number, number)
    if byline is not None:
        yield header(lines, "BY", lines.texts[byline], byline, byline)


def _displayed_fields(lines: Lines, words: int) -> Iterator[HeaderLine]:
    """From '345 words' to the next blank line: date, hour, source, code, language, copyright."""
    yield header(lines, "WC", lines.texts[words], words, words)
    number = words + 1
    given: set[str] = set()
    while number < len(lines.texts) and _may_be_field(lines.texts[number]):
        name = display_name(lines.texts[number], given)
        given.add(name)
        yield header(lines, name, lines.texts[number], number, number)
        number += 1


def _may_be_field(line: str) -> bool:
    """Whether a line may be one of the displayed head: it is there and no sentence of the story."""
    if len(line) < _LONGEST_FIELD or is_copyright(line):
        return bool(line)
    return line[-1] not in ".?!\"'”’»"


def display_name(line: str, given: set[str]) -> str:
    """The code that a line below '345 words' would have, `given` those of the lines before it."""
    if is_date(line):
        return "PD"
    if _TIME.match(line):
        return "ET"
    if is_copyright(line):
        return "CY"
    if "SN" not in given:
        return "SN"
    if "SC" not in given and _SOURCE_CODE.match(line):
        return "SC"
    if language_named(line) is not None:
        return "LA"
    return "PG" if any(c.isdigit() for c in line) else "ED"


def _may_sign(line: str) -> bool:
    """Whether the line above '345 words' is a byline: it begins like one or is a few names."""
    words = line.split()
    return _SIGNED.match(line) is not None or (
        len(words) <= _BYLINE_WORDS and not any(map(str.islower, words)) and "?" not in line
    )
