"""The text of a Word or OpenDocument file: its paragraphs, from the XML in a ZIP archive.

The standard library reads both: python-docx and odfpy build whole trees, for what are few names of
elements. XML is read without DTDs, so that there are no entities; it is never kept as a tree.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from xml.parsers import expat

from msgspec import Struct

from newstool.containers.exports.archives import split_archive
from newstool.containers.packed.zip_members import member_chunks, open_archive
from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Meter, Stream
from newstool.model.article import Document, Encoding, Given
from newstool.model.errors import EmptyInputError, InputError, LimitError

_LONGEST_TITLE = 1000  # characters


class Paragraph(Struct, frozen=True):
    """A paragraph's words; `style` is the English name of its style: 'title', 'heading 1'."""

    text: str
    style: str = ""
    is_item: bool = False
    is_row: bool = False  # of a table, with tabs between its cells


def archive_reader(
    read_archive: Callable[[zipfile.ZipFile, Meter, Opening], Part],
) -> Callable[[Stream, Opening], Iterator[Part]]:
    """The reader of a kind of document: one part, which may be an archive's export of many
    articles."""

    def read(stream: Stream, opening: Opening) -> Iterator[Part]:
        with stream.seekable() as file:
            yield read_archive(open_archive(file), stream.meter, opening)

    return read


def check_member(archive: zipfile.ZipFile, name: str, kind: str) -> None:
    """Raise `InputError` where a document lacks the file that its text is in."""
    if name not in archive.NameToInfo:
        raise InputError(f"there is no {name} in the file", hint=f"save it again as {kind}")


def part_of(paragraphs: Sequence[Paragraph]) -> Part:
    """A document as its text, with its title; or as an archive's export of many articles.

    Raises `EmptyInputError` where there is no text.
    """
    plain = "\n".join(one.text for one in paragraphs)
    if not plain.strip():
        raise EmptyInputError("there is no text in the document")
    if split_archive(Document(plain, "text", Encoding("unicode", "str"))).kind:
        return Part(data=plain, known=Known(format="text"))
    title = _title(paragraphs)
    given = (Given("title", title.text, f"style '{title.style}'"),) if title is not None else ()
    return Part(data=_as_text(paragraphs, title), known=Known(format="text", given=given))


def _title(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph in the style of a title; the first heading where nothing is before it."""
    for place, one in enumerate(one for one in paragraphs if one.text):
        if one.style == "title" or (one.style == "heading 1" and not place):
            return one if len(one.text) <= _LONGEST_TITLE else None
    return None


def _as_text(paragraphs: Sequence[Paragraph], title: Paragraph | None) -> str:
    """Paragraphs with blank lines between them; the rows of a table follow one another."""
    pieces: list[str] = []
    was_row = False
    for one in paragraphs:
        if one.text:
            pieces += ["\n" if was_row and one.is_row else "\n\n", _marked(one, title)]
            was_row = one.is_row
    return "".join(pieces[1:])


def _marked(one: Paragraph, title: Paragraph | None) -> str:
    """A paragraph with the mark of a heading or of a list's item, as plain text writes them."""
    if one is title:
        return one.text
    if one.style.startswith("heading") and "\n" not in one.text:
        return f"## {one.text}"
    return f"\u2022 {one.text}" if one.is_item else one.text


# --- the XML -----------------------------------------------------------------------------------


class Handler:
    """What is called for each element, by its name and those of its attributes."""

    def local(self, name: str) -> str:
        """The name of an element that is looked at, of its namespace and name; '' for others."""
        return name.rpartition(" ")[2]

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; attributes by their names."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters."""


class Paragraphs(Handler):
    """The paragraphs in order, in `found`; the cells of a table's row are one, separated by tabs.

    `style` and `is_item` are those of the paragraph that is open. What is inside an element called
    as one of `unseen` is left out.
    """

    def __init__(self, unseen: frozenset[str]) -> None:
        self.found: list[Paragraph] = []
        self.style, self.is_item = "", False
        self._unseen_names = unseen
        self._unseen = 0
        self._open: list[list[str]] = []  # the words of paragraphs, one inside another
        self._rows: list[list[list[str]]] = []  # the cells of rows, one inside another

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins, which may be one that is left out."""
        del attributes
        if name in self._unseen_names:
            self._unseen += 1

    def end(self, name: str) -> None:
        """An element ends, which may be one that is left out."""
        if name in self._unseen_names:
            self._unseen -= 1

    def put(self, text: str) -> None:
        """Add words to the paragraph that is open."""
        if self._open and not self._unseen:
            self._open[-1].append(text)

    def open_paragraph(self, style: str = "", *, is_item: bool = False) -> None:
        """Begin a paragraph."""
        self._open.append([])
        self.style, self.is_item = style, is_item

    def close_paragraph(self) -> None:
        """End a paragraph, if one is open."""
        if self._open:
            self._close("".join(self._open.pop()).strip())

    def open_row(self) -> None:
        """Begin the row of a table."""
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell of the row that is open."""
        if self._rows:
            self._rows[-1].append([])

    def close_row(self) -> None:
        """End a row: several cells are one line; one cell alone is a frame around paragraphs."""
        filled = [cell for cell in (self._rows.pop() if self._rows else ()) if cell]
        is_row = len(filled) > 1
        lines = ["\t".join(map(_on_one_line, filled))] if is_row else list(chain(*filled))
        for line in lines:
            self._close(line, is_row=is_row)

    def _close(self, text: str, *, is_row: bool = False) -> None:
        if self._rows and self._rows[-1]:
            if text:
                self._rows[-1][-1].append(text)
        else:
            style = "" if is_row else self.style
            self.found.append(Paragraph(text, style, self.is_item, is_row))


def _on_one_line(cell: Sequence[str]) -> str:
    return " ".join(" ".join(cell).split())


def parse_member(
    archive: zipfile.ZipFile, name: str, handler: Handler, meter: Meter, opening: Opening
) -> None:
    """Call `handler` for what is in a member. Raises `NewstoolError`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.StartElementHandler = lambda name, attributes: _begin(handler, name, attributes)
    parser.EndElementHandler = lambda name: handler.end(handler.local(name))
    parser.CharacterDataHandler = handler.text
    size = 0
    try:
        for chunk in member_chunks(archive, archive.NameToInfo[name], meter):
            size += len(chunk)
            if size > opening.max_bytes:
                what = f"a document of more than {opening.max_bytes:,} bytes of XML"
                raise LimitError(what, hint="raise --max-bytes")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        hint = "open and save it again, or make text of it: pandoc -t plain FILE"
        what = f"the XML of the document is damaged: {name}, line {error.lineno}"
        raise InputError(what, hint=hint) from error


def _begin(handler: Handler, name: str, attributes: Mapping[str, str]) -> None:
    named = {handler.local(key): value for key, value in attributes.items()}
    handler.begin(handler.local(name), named)


def _refuse_dtd(*declared: object) -> None:
    del declared
    raise InputError("the XML of the document has a DTD", hint="office programs write none")
