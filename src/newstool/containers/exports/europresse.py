"""Europresse exports as text: of its PDF form, and of copied pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import Paragraph, filled, header, paragraphs
from newstool.dates import find_dates
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

# 'news·20240911·LQ·106702' under each article: what the archive calls it.
NUMBER = later(r"\b[a-z]{3,10}[·•](?P<day>\d{8})[·•][\w-]{1,12}[·•][\w-]{1,40}")
RIGHTS = worded(r"(?:©|\(c\))[^\n]{0,200}?\b{archives.rights}\b\.?", re.I)
_PAGE = worded(r"{archives.paper_page}\b\.? ?[\w+ –-]{0,20}$", re.IGNORECASE)
_LENGTH = worded(r"\(?\d[\d\s.,']{0,9} {archives.length}\)?$", re.I)
_BETWEEN = later(r"[•|]|,\s")
_CLOSED = later(rf"^[ \t]*{NUMBER.pattern}[ \t\r]*$", re.MULTILINE)
_SAVED = worded(r"^[ \t]*{archives.saved} [•·] (\d{1,9}) doc", re.M | re.I)
_CERTIFIED = worded("{archives.certificate}", re.I)
_PAGES = later(r"\b(?:pp?|pg)\. ?\w")
_LENGTHS = worded(r"\d {archives.length}\b")
_MOST_ABOVE = 2  # paragraphs above the story: the headline, and who wrote it
_MOST_NAMES = 8  # words of who wrote it
_MOST_PARTS = 12  # of the line with the day
LONGEST_LINE = 300  # characters of the line with the day, and of a notice of rights


def read_line(words: str) -> list[tuple[str, str]]:
    """The fields in 'Culture, jeudi 22 août 2013 • p. 12 • 214 mots', in order.

    Page and length have no field. A line without a day is another line: [].
    """
    words = words[:LONGEST_LINE]
    day = next((date for date in find_dates(words) if date.value), None)
    if day is None:
        return []
    before, after = words[: day.start], words[day.end :]
    parts = [*_parts(before), ("date_published", day.quote), *_parts(after)]
    return [(field, part) for field, part in parts if part]


def _parts(words: str) -> Iterator[tuple[str, str]]:
    for part in map(str.strip, _BETWEEN.split(words)[:_MOST_PARTS]):
        counted = _PAGE.match(part) or _LENGTH.match(part)
        yield "" if counted else "section", part


def split(document: Document) -> Archive | None:
    """The articles of the text of an export, each closed by what the archive calls it, or None."""
    text = document.text
    if "\u00b7" not in text and "\u2022" not in text:
        return None
    records: list[Record] = []
    start = 0
    for closing in _CLOSED.finditer(text):
        record = _record(text, start, closing.end())
        if record is not None:
            records.append(record)
        start = closing.end()
    counted = _SAVED.search(text)
    declared = int(counted[1]) if counted is not None else None
    return build_archive("europresse", document, records, declared=declared) if records else None


def _record(text: str, start: int, end: int) -> Record | None:
    lines = split_lines(text[start:end])
    numbers = list(filled(lines.texts, 0, len(lines.texts)))
    # A list of the articles may be above the first one; the story of any may name a day and a page.
    numbers = numbers[::-1] if not start else numbers
    dated = next((n for n in numbers if _tells(lines.texts[n])), None)
    if dated is None:
        return None
    above = sorted(number for number in numbers if number < dated)
    paper = above[-1] if above and not _is_around(lines.texts[above[-1]]) else None
    first = dated if paper is None else paper
    shift = lines.starts[first]
    headers = sorted(_headers(lines, paper, dated), key=lambda one: one.start)
    moved = (HeaderLine(h.name, h.value, h.start - shift, h.end - shift) for h in headers)
    return Record(start + shift, end, tuple(moved))


def _tells(line: str) -> bool:
    """Whether a line is the one with day, page and length, and no line of the story."""
    if len(line) > LONGEST_LINE or not (_PAGES.search(line) or _LENGTHS.search(line)):
        return False
    return bool(read_line(line))


def _is_around(line: str) -> bool:
    return _SAVED.match(line) is not None or "Europresse" in line or "CEDROM" in line


def _headers(lines: Lines, paper: int | None, dated: int) -> Iterator[HeaderLine]:
    """The lines above the story and those below it."""
    if paper is not None:
        yield header(lines, "PUBLICATION", lines.texts[paper], paper, paper)
    start, line = lines.starts[dated], lines.texts[dated]
    found = dict(reversed(read_line(line)))
    yield HeaderLine("DATE", found["date_published"], start, start + len(line))
    if "section" in found:
        yield HeaderLine("SECTION", found["section"], start + len(line), start + len(line))
    below = paragraphs(lines, dated + 1, len(lines.texts), _MOST_ABOVE)
    for name, one in zip(("HEADLINE", "BYLINE"), below, strict=False):
        if name == "HEADLINE" or _may_sign(one):
            yield header(lines, name, one.text, one.first, one.last)
    for number in range(dated, len(lines.texts)):
        line = lines.texts[number]
        if RIGHTS.match(line):
            yield header(lines, "COPYRIGHT", line, number, number)
        elif _CERTIFIED.match(line) or NUMBER.fullmatch(line):
            yield header(lines, "CERTIFICATE", line, number, number)


def _may_sign(one: Paragraph) -> bool:
    """Whether the paragraph below the headline says who wrote the article: a few names."""
    words = one.text.split()
    short = len(words) <= _MOST_NAMES and one.text[-1] not in ".?!:\u00bb"
    return short and all(word[0].isupper() for word in (words[0], words[-1]))
