"""Files that are many texts one after another, each with header lines of its own.

What scrapers and catalogues write opens each article with the same labelled lines ('Title: ...',
'URL: ...').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.headers import headers_at
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.patterns import later

_RULE = later(r"([-=_*#~+])(?:\s?\1){2,}$")
_COUNTER = later(
    r"(?:record|document|article|item|result|story)(?:\s?[:#]|\s?no\.)?\s?(\d{1,6})"
    r"(?:\s?(?:of|/)\s?(\d{1,6}))?\s?[:.]?$",
    re.IGNORECASE,
)
_LONGEST_COUNTER = 40  # characters of 'Record: 12 of 340'
_SHARED = 2  # labels that each article's head has in common with the first one's


def split_labelled(document: Document) -> Archive | None:
    """The articles of a file in which the same labelled lines open each of them, or None.

    Each head is at the text's beginning, after a blank line or after a rule; a counter above
    it ('Record: 3') numbers the article.
    """
    text = document.text
    name = _first_label(text)
    if name is None or text.count(name + ":") < 2:
        return None
    lines = split_lines(text)
    heads = list(_heads(lines, name + ":"))
    if len(heads) < 2 or _first_line(lines, heads[0]) > 0:
        return None
    records: list[Record] = []
    declared: int | None = None
    ends = [_first_line(lines, number) for number in heads[1:]]
    for number, end in zip(heads, (*ends, len(lines.texts)), strict=True):
        counted = _counter(lines, number)
        if counted is not None and counted[2]:
            declared = max(declared or 0, int(counted[2]))
        stop = lines.starts[end] - lines.indents[end] if end < len(lines.texts) else len(text)
        own = int(counted[1]) if counted is not None else None
        records.append(Record(lines.starts[number], stop, number=own))
    return build_archive("labelled", document, records, declared=declared)


def _first_label(text: str) -> str | None:
    """The label that opens a text, after rules and a counter: one of the title or the address."""
    for line in text[:2000].lstrip("\ufeff").splitlines():
        words = line.strip()
        if not words or _is_frame(words):
            continue
        name, colon, _ = words.partition(":")
        known = colon and header_field(name) in ("title", "url") and name.casefold() != "subject"
        return name if known else None
    return None


def _heads(lines: Lines, label: str) -> Iterator[int]:
    """The lines on which an article's labelled lines begin."""
    first: frozenset[str] | None = None
    for number, line in enumerate(lines.texts):
        above = lines.texts[number - 1] if number else ""
        if not line.startswith(label) or (above and not _is_frame(above)):
            continue
        names = _names(headers_at(lines, number))
        if first is None:
            first = names
        if len(names & first) >= _SHARED:
            yield number


def _names(headers: tuple[HeaderLine, ...]) -> frozenset[str]:
    return frozenset(header.name.casefold() for header in headers)


def _is_frame(line: str) -> bool:
    return _RULE.match(line) is not None or (
        len(line) <= _LONGEST_COUNTER and _COUNTER.match(line) is not None
    )


def _first_line(lines: Lines, number: int) -> int:
    """Where the rules, the counter and the blank lines above a head begin."""
    while number and (not lines.texts[number - 1] or _is_frame(lines.texts[number - 1])):
        number -= 1
    return number


def _counter(lines: Lines, number: int) -> re.Match[str] | None:
    for line in lines.texts[_first_line(lines, number) : number]:
        if len(line) <= _LONGEST_COUNTER and (counted := _COUNTER.match(line)):
            return counted
    return None
