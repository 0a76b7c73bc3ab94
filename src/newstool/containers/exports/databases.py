"""Exports of library databases as text: NewsBank, Westlaw (Newsroom) and Gale (InfoTrac).

Each closes its records with a line of its own: 'Record Number: ...', 'End of Document' or
'Gale Document Number: GALE|A...'. Paper, day and headline are above the text, some of them without
a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import (
    filled,
    form,
    header,
    is_copyright,
    read_labelled,
)
from newstool.dates import is_date
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.patterns import later

_RECORD_NUMBER = later(
    r"^[ \t]*Record Number: ?\w[\w-]{5,40}[ \t\r]*$"
    r"(?:\n(?:[ \t\r]*\n){0,3}[ \t]*(?:Copyright\b|\(c\)|©|OpenURL)[^\n]{0,400}){0,3}",
    re.MULTILINE | re.IGNORECASE,
)
_WESTLAW_END = later(
    r"^[ \t]*End of Document\b[^\n]{0,120}$(?:\n[ \t]*© \d{4} Thomson Reuters[^\n]{0,120})?",
    re.MULTILINE,
)
_WESTLAW_LINE = later(r"^[ \t]*\d{4} WLNR \d{3,12}[ \t\r]*$", re.MULTILINE)
_WESTLAW_NUMBER = later(r"(?:\d{4} )?(?:WLNR|WL) \d{3,12}$")
_CITED = later(r"\d{1,2}/\d{1,2}/\d{2,4} \S")  # '3/3/20 Harb. Courier A1'
_GALE_NUMBER = later(r"^[ \t]*(?:Gale )?Document Number: ?GALE[^\n]{2,60}$", re.MULTILINE)
_COUNTED = later(
    r"(?:(?:document|article|record|result)s? )?(?P<number>\d{1,7}) (?:of|/) (?P<all>\d{1,7})"
    r"(?: (?:documents|articles|records|results))?$"
    r"|Results for\b.{0,200}\((?P<found>\d{1,7})\)$"
    r"|List of (?P<listed>\d{1,7}) (?:results|documents)\b.{0,200}$",
    re.IGNORECASE,
)
_BY = later(r"by\s+\S", re.IGNORECASE)
_MOST_HEAD = 12  # lines without a label above the text
_LONGEST_NAME, _MOST_WORDS = 60, 8  # characters and words of the line of who wrote it
_ENDS = ("End of Document", "© 20")  # Westlaw's last lines
_RIGHTS = ("Copyright", "COPYRIGHT", "(c)", "(C)", "©")
_ISSUE = later(r"\s?\((?:Vol|Issue|No)\b[^()]{1,60}\)$")
_MIN_LABELS = 2  # labelled lines that make the text before a closing line a record
# What the labels of these databases are called by others.
_NAMES = {"paper": "PUBLICATION", "from": "PUBLICATION", "author(s)": "AUTHOR"}


def split_newsbank(document: Document) -> Archive | None:
    """The records of an export of NewsBank, or None."""
    return _split(document, "newsbank", _RECORD_NUMBER)


def split_westlaw(document: Document) -> Archive | None:
    """The records of an export of Westlaw's newsroom, or None."""
    if " WLNR " not in document.text or not _WESTLAW_LINE.search(document.text):
        return None
    return _split(document, "westlaw", _WESTLAW_END)


def split_gale(document: Document) -> Archive | None:
    """The records of an export of Gale, or None."""
    return _split(document, "gale", _GALE_NUMBER) if "GALE|" in document.text else None


def _split(document: Document, name: str, closing: re.Pattern[str]) -> Archive | None:
    text = document.text
    ends = [found.end() for found in closing.finditer(text)]
    if not ends:
        return None
    records: list[Record] = []
    declared: int | None = None
    for start, end in zip((0, *ends), (*ends, len(text)), strict=True):
        lines = split_lines(text[start:end])
        first, number, said = _count(lines)
        declared = said if said is not None else declared
        headers = _headers(lines, name, first)
        if headers:
            shift = lines.starts[first]
            moved = (HeaderLine(h.name, h.value, h.start - shift, h.end - shift) for h in headers)
            records.append(Record(start + shift, end, tuple(moved), number))
    return build_archive(name, document, records, declared=declared) if records else None


def _count(lines: Lines) -> tuple[int, int | None, int | None]:
    """The line on which a record begins, its number, and how many there are, where it is said."""
    number = said = None
    first = 0
    for line in list(filled(lines.texts, 0, len(lines.texts)))[:_MOST_HEAD]:
        counted = _COUNTED.match(lines.texts[line])
        if counted is not None:
            number = int(counted["number"]) if counted["number"] else number
            said = int(counted["all"] or counted["found"] or counted["listed"])
            first = next(filled(lines.texts, line + 1, len(lines.texts)), line)
    return first, number, said


def _headers(lines: Lines, name: str, first: int) -> list[HeaderLine]:
    """A record's headers in order; none where there is no record."""
    count = len(lines.texts)
    labelled = read_labelled(lines, form(name), first, count)
    ends = {number: said for number in range(first, count) if (said := _said(lines, number))}
    named = [_renamed(_cut(lines, one, ends)) for one in labelled.headers]
    taken = {one.start for one in named}
    end = labelled.head_end if name == "gale" else count
    numbers = [
        number
        for number in list(filled(lines.texts, first, end))[:_MOST_HEAD]
        if lines.starts[number] not in taken and number not in ends
    ]
    is_dated = any(_is_day(lines.texts[number]) for number in numbers)
    if len(named) < (1 if is_dated else _MIN_LABELS):
        return []
    has_title = any(header_field(one.name) == "title" and one.value for one in named)
    notices = [
        header(lines, said, lines.texts[number], number, number)
        for number, said in ends.items()
        if lines.starts[number] not in taken
    ]
    found = [*named, *notices, *_head(lines, numbers, has_title=has_title)]
    return sorted(found, key=lambda one: one.start)


def _said(lines: Lines, number: int) -> str | None:
    """What a line is that no label opens and no story holds: a notice, an address, the end."""
    line = lines.texts[number]
    if line.startswith(_ENDS):
        return "END"
    if line.startswith(("http://", "https://")) and " " not in line:
        return "LINK OF THE PAPER"
    return "COPYRIGHT" if line.startswith(_RIGHTS) and is_copyright(line) else None


def _cut(lines: Lines, one: HeaderLine, ends: Mapping[int, str]) -> HeaderLine:
    """A header up to the first line that isn't part of its value."""
    for number in ends:
        if one.start < lines.starts[number] < one.end:
            value = one.value.partition(" ".join(lines.texts[number].split()))[0]
            return HeaderLine(one.name, value.strip(), one.start, lines.starts[number] - 1)
    return one


def _renamed(one: HeaderLine) -> HeaderLine:
    name = _NAMES.get(one.name.lower(), one.name)
    value = _ISSUE.sub("", one.value) if name == "PUBLICATION" else one.value
    return replace(one, name=name, value=value)


def _head(lines: Lines, numbers: list[int], *, has_title: bool) -> Iterator[HeaderLine]:
    """What is above the text without a label: paper, day, headline, who wrote it."""
    dated = next((n for n in numbers if _is_day(lines.texts[n])), None)
    above = [number for number in numbers if dated is not None and number < dated]
    papers = [number for number in above if not _is_citation(lines.texts[number])]
    in_line = dated is not None and not is_date(lines.texts[dated])
    if in_line and papers and not has_title:  # the paper is on the line with the day
        yield header(lines, "HEADLINE", _joined(lines, papers), papers[0], papers[-1])
        has_title = True
    for number in above:
        if not (in_line and number in papers):
            name = "CITATION" if _is_citation(lines.texts[number]) else "PUBLICATION"
            yield header(lines, name, lines.texts[number], number, number)
    if dated is not None:
        yield from _of_day(lines, dated)
    below = [number for number in numbers if dated is None or number > dated]
    if below and not has_title:
        title = [number for place, number in enumerate(below) if number == below[0] + place]
        yield header(lines, "HEADLINE", _joined(lines, title), title[0], title[-1])
        below = below[len(title) :]
    if below and _may_sign(lines, below[0]):
        yield header(lines, "BYLINE", lines.texts[below[0]], below[0], below[0])


def _joined(lines: Lines, numbers: list[int]) -> str:
    return " ".join(lines.texts[number] for number in numbers)


def _is_day(line: str) -> bool:
    """A day alone, or between paper and page: 'Harbour Courier, The - March 3, 2020 - page A1'."""
    return is_date(line) or any(map(is_date, line[:200].split(" - ")[1:]))


def _is_citation(line: str) -> bool:
    cited = _CITED.match(line) or _WESTLAW_NUMBER.match(line)
    return cited is not None or line.lower() == "newsroom"


def _of_day(lines: Lines, number: int) -> Iterator[HeaderLine]:
    """The parts of the line with the day, each a header of its own."""
    place = lines.starts[number]
    name = "PUBLICATION"
    for part in lines.texts[number].split(" - "):
        if is_date(part):
            yield HeaderLine("DATE", part, place, place + len(part))
            name = "PAGE NUMBER"
        else:
            yield HeaderLine(name, part, place, place + len(part))
        place += len(part) + len(" - ")


def _may_sign(lines: Lines, number: int) -> bool:
    """Whether a line alone in its paragraph, above the text, says who wrote it."""
    line = lines.texts[number]
    below = lines.texts[number + 1] if number + 1 < len(lines.texts) else ""
    words = line.split()
    if below or len(line) > _LONGEST_NAME or len(words) > _MOST_WORDS or line[-1] in ".?!:":
        return False
    return _BY.match(line) is not None or all(word[0].isupper() for word in words[:2])
