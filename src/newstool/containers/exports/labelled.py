"""What the exports have in common: labelled header lines, a body, a labelled tail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from newstool.model.article import HeaderLine
from newstool.reading.text.lines import Lines
from newstool.reading.text.page_furniture import is_page_number
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence
from newstool.vocabulary.tables import load_table

_LABEL = later(r"([^\W\d_](?:[^\W\d_]|[ /()'’-]){0,39}?)\s?:(?=\s|$)")
PAGE = "PAGE"  # the name of a header inside the body: the export's page, not the paper's
_COPYRIGHT = later(r"(?:copyright|\(c\)|©)|all rights reserved", re.IGNORECASE)
# Names that mean something else in an archive than in a mail or in front matter: 'Subject' lists
# index terms, and its dates of change are those of its own entry.
_WRITTEN = {
    "subject": "Subject terms",
    "update": "Update of the archive",
    "last updated": "Last updated in the archive",
}
_INDEXING = ("clas", "klas")  # first letters of 'Classification', which labels always follow
_LISTS = frozenset(("details", "indexing (details)"))  # labels are above their values there
_LONGEST_ERROR = 90  # characters; an error page says it shortly, a story at length


class Form(Struct, frozen=True):
    """One export's labels, lower-cased, as `vocabulary/data/archives.toml` lists them."""

    labels: frozenset[str]
    tail: frozenset[str]
    body: frozenset[str]
    sections: frozenset[str]
    cover: tuple[str, ...]


@cache
def form(name: str) -> Form:
    """The labels of lexisnexis, proquest or factiva."""
    rules = _rules()[name]
    lists = {key: frozenset(map(str.lower, rules[key])) for key in ("tail", "body", "sections")}
    labels = frozenset(map(str.lower, rules["labels"])) | lists["tail"]
    cover = tuple(map(str.lower, rules["cover"]))
    return Form(labels, lists["tail"], lists["body"], lists["sections"], cover)


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    return load_table("archives")


@cache
def _errors() -> tuple[str, ...]:
    return tuple(_rules()["errors"]["lines"])


def label_of(line: str) -> str | None:
    """'LOAD-DATE' for 'LOAD-DATE: March 3', as written; None where no label opens the line."""
    match = _LABEL.match(line)
    return match[1] if match else None


def is_copyright(line: str) -> bool:
    """Whether the line claims a copyright."""
    return _COPYRIGHT.search(line[:200]) is not None


def is_error(line: str) -> bool:
    """Whether the line is what a server says instead of an article."""
    if len(line) > _LONGEST_ERROR:
        return False
    folded = line.lower()
    return any(error in folded for error in _errors())


def header(lines: Lines, name: str, value: str, first: int, last: int) -> HeaderLine:
    """A header of whole lines, without the line end."""
    end = lines.starts[last] + len(lines.texts[last])
    value = " ".join(value.replace("\ufeff", "").split())
    return HeaderLine(name, value, lines.starts[first], end)


def page_lines(lines: Lines, first: int, end: int, heads: Sequence[str]) -> Iterator[HeaderLine]:
    """Page numbers inside a record as headers of their own, with the headline repeated below."""
    for number in range(first, end):
        if is_page_line(lines.texts[number]):
            below = number + 1
            last = below if below < end and lines.texts[below] in heads else number
            yield header(lines, PAGE, lines.texts[number], number, last)


def is_page_line(line: str) -> bool:
    """'Page 2 of 3', with or without the archive's notice after it."""
    return line[:1].isupper() and is_page_number(line.partition("©")[0].rstrip(), edge=False)


def mark(lines: Lines, name: str, number: int, length: int) -> HeaderLine:
    """The label that opens the body: a header of the label alone, without a value."""
    start = lines.starts[number]
    return HeaderLine(name, "", start, start + length)


def filled(texts: Sequence[str], first: int, end: int) -> Iterator[int]:
    """The numbers of the lines in [first, end) that are not blank."""
    return (number for number in range(first, end) if texts[number])


class Paragraph(Struct, frozen=True):
    """Lines that no blank one parts, from `first` to `last`, and their words on one line."""

    first: int
    last: int
    text: str


def paragraphs(lines: Lines, first: int, end: int, most: int) -> list[Paragraph]:
    """The paragraphs of the lines [first, end), up to `most` of them."""
    found: list[Paragraph] = []
    number = next(filled(lines.texts, first, end), end)
    while number < end and len(found) < most:
        last = number
        while last + 1 < end and lines.texts[last + 1]:
            last += 1
        found.append(Paragraph(number, last, " ".join(lines.texts[number : last + 1])))
        number = next(filled(lines.texts, last + 1, end), end)
    return found


class Labelled(Struct, frozen=True):
    """A record's labelled headers; `head_end` is the first labelled line, `body` [first, end)."""

    headers: tuple[HeaderLine, ...]
    head_end: int
    body: tuple[int, int]


def read_labelled(
    lines: Lines, form: Form, first: int, end: int, *, shouted: bool = False
) -> Labelled:
    """Walk one record's lines: labels and their values, then the body, then the tail.

    A value runs to the next blank line. The body begins at its own label or, where the record has
    none, at the first unlabelled paragraph after a label; inside it only a tail label after a
    blank line is believed, because a story may hold a line such as 'LENGTH: 20 metres'. After the
    body every label is, known or not. `shouted` believes labels in capitals alone.
    """
    return _Walk(lines, form, first, end, shouted).read()


class _Walk:
    """One pass over a record's lines."""

    def __init__(self, lines: Lines, form: Form, first: int, end: int, shouted: bool) -> None:
        self._lines, self._form, self._shouted = lines, form, shouted
        self._first, self._end = first, end
        self._found: list[HeaderLine] = []
        self._body, self._body_end = -1, -1
        self._listed = False  # a heading says that labels without a colon follow
        names = (self._name(number) for number in range(first, end))
        self._marked = any(name is not None and name.lower() in form.body for name in names)

    def read(self) -> Labelled:
        number, head_end = self._first, self._end
        while number < self._end:
            name = self._name(number)
            if name is None or not self._believed(name, number):
                number = self._take_text(number)
                continue
            head_end = min(head_end, number)
            number = self._take_label(name, number)
        body_end = self._body_end if self._body_end >= 0 else self._end
        body = (self._body, body_end) if self._body >= 0 else (self._end, self._end)
        return Labelled(tuple(self._found), head_end, body)

    def _name(self, number: int) -> str | None:
        """The label that opens a line; after the body any label, known or not."""
        line, form = self._lines.texts[number], self._form
        name = label_of(line) if line else None
        if name is None:
            folded = line.lower()
            listed = self._listed and folded in form.tail
            return line if listed or folded in form.sections or folded in form.body else None
        if self._body_end >= 0:
            return name
        known = name.lower() in form.labels or name.lower() in form.body
        return name if known and not (self._shouted and name != name.upper()) else None

    def _believed(self, name: str, number: int) -> bool:
        if self._body < 0 or self._body_end >= 0:
            return True
        texts = self._lines.texts
        if number and texts[number - 1] and (self._shouted or not self._stands_out(name, number)):
            return False
        if name.lower().startswith(_INDEXING) and name.lower() in self._form.sections:
            below = next(filled(texts, number + 1, self._end), number)
            return self._name(below) is not None and below > number
        if not self._shouted and self._lines.texts[number].endswith(".") and self._is_told(number):
            return False
        return name.lower() in self._form.tail or name.lower() in self._form.sections

    def _is_told(self, number: int) -> bool:
        """Whether prose follows a sentence with a label: 'Title: a word the mayor hates.'"""
        below = next(filled(self._lines.texts, number + 1, self._end), None)
        if below is None or self._name(below) is not None:
            return False
        line = self._lines.texts[below]
        return ends_sentence(line) and not is_copyright(line)

    def _stands_out(self, name: str, number: int) -> bool:
        """Whether a label needs no blank line above: no story has 'Load-Date:' or a lone 'Graphic'.

        Records that were pasted without their blank lines show their labels so.
        """
        alone = self._lines.texts[number] == name and name.lower() in self._form.sections
        return alone or ("-" in name and name.lower() in self._form.tail)

    def _take_text(self, number: int) -> int:
        line = self._lines.texts[number]
        if line and self._body_end >= 0 and is_copyright(line):
            self._found.append(header(self._lines, "COPYRIGHT", line, number, number))
        elif line and self._body < 0 and self._found and not self._marked:
            self._body = number
        return number + 1

    def _take_label(self, name: str, number: int) -> int:
        lines = self._lines
        if name.lower() in self._form.body and self._body < 0:
            self._found.append(mark(lines, name, number, _label_length(lines.texts[number], name)))
            self._body = number
            return number + 1
        if self._body >= 0 and self._body_end < 0:
            self._body_end = number
        self._listed = self._listed or name.lower() in _LISTS
        last = self._value_end(number)
        value = _value(lines, name, number, last)
        written = _WRITTEN.get(name.lower(), name)
        self._found.append(header(lines, written, value, number, last))
        return last + 1

    def _value_end(self, number: int) -> int:
        """The last line of a value; that of a section's name is the paragraph below it."""
        texts = self._lines.texts
        last = number
        if texts[number].lower() in self._form.sections:
            below = next(filled(texts, number + 1, self._end), number)
            if below == number or self._name(below) is not None:
                return number
            last = below
        while last + 1 < self._end and texts[last + 1] and not self._opens(last + 1):
            last += 1
        return last

    def _opens(self, number: int) -> bool:
        """Whether a line begins something: any label, or a section's name alone on its line."""
        line = self._lines.texts[number]
        return label_of(line) is not None or self._name(number) is not None


def _label_length(line: str, name: str) -> int:
    colon = line.find(":", len(name), len(name) + 2)
    return colon + 1 if colon >= 0 else len(name)


def _value(lines: Lines, name: str, first: int, last: int) -> str:
    text = lines.texts[first]
    return " ".join((text[_label_length(text, name) :], *lines.texts[first + 1 : last + 1]))
