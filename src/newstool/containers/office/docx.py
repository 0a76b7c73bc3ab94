"""Word documents (.docx) to their text: exports of archives, and articles as people write them.

The standard library reads both the ZIP archive and the XML in it: python-docx would add a C library
to build whole trees with, for what are three names of elements. XML is read without DTDs, so that
there are no entities; it is never kept as a tree.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from xml.parsers import expat

from msgspec import Struct

from newstool.containers.exports.archives import split_archive
from newstool.containers.packed.zip_members import member_chunks, open_archive
from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Meter, Stream
from newstool.model.article import Document, Encoding, Given
from newstool.model.errors import EmptyInputError, InputError, LimitError

DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_MAIN = ("wordprocessingml/2006/main", "ooxml/wordprocessingml/main")  # of the elements' namespace
# Elements whose text no reader sees: what was deleted, fields' codes, a second form of a drawing.
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "tabs", "rubyPr", "rt"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LONGEST_TITLE = 1000  # characters


class _Paragraph(Struct, frozen=True):
    """A paragraph's words; `style` is the English name of its style, as 'heading 1'."""

    text: str
    style: str = ""
    is_item: bool = False
    is_row: bool = False  # of a table, with tabs between its cells


def read(stream: Stream, opening: Opening) -> Iterator[Part]:
    """The document's text: one part, which may be an archive's export of many articles."""
    with stream.seekable() as file:
        yield read_archive(open_archive(file), stream.meter, opening)


def read_archive(archive: zipfile.ZipFile, meter: Meter, opening: Opening) -> Part:
    """The part of a document that was opened as the ZIP archive it is."""
    if DOCUMENT not in archive.NameToInfo:
        hint = "save it again as a Word document (.docx)"
        raise InputError(f"there is no {DOCUMENT} in the Word document", hint=hint)
    styles = _Styles()
    if _STYLES in archive.NameToInfo:
        _parse(archive, _STYLES, styles, meter, opening)
    body = _Body(styles.names)
    _parse(archive, DOCUMENT, body, meter, opening)
    plain = "\n".join(one.text for one in body.paragraphs)
    if not plain.strip():
        raise EmptyInputError("there is no text in the Word document")
    if split_archive(Document(plain, "text", Encoding("unicode", "str"))).kind:
        return Part(data=plain, known=Known(format="text"))
    title = _title(body.paragraphs)
    given = (Given("title", title.text, f"style '{title.style}'"),) if title is not None else ()
    return Part(data=_as_text(body.paragraphs, title), known=Known(format="text", given=given))


def _title(paragraphs: Sequence[_Paragraph]) -> _Paragraph | None:
    """The paragraph in the style of a title; the first heading where nothing is before it."""
    for place, one in enumerate(one for one in paragraphs if one.text):
        if one.style == "title" or (one.style == "heading 1" and not place):
            return one if len(one.text) <= _LONGEST_TITLE else None
    return None


def _as_text(paragraphs: Sequence[_Paragraph], title: _Paragraph | None) -> str:
    """Paragraphs with blank lines between them; the rows of a table follow one another."""
    pieces: list[str] = []
    was_row = False
    for one in paragraphs:
        if one.text:
            pieces += ["\n" if was_row and one.is_row else "\n\n", _marked(one, title)]
            was_row = one.is_row
    return "".join(pieces[1:])


def _marked(one: _Paragraph, title: _Paragraph | None) -> str:
    """A paragraph with the mark of a heading or of a list's item, as plain text writes them."""
    if one is title:
        return one.text
    if one.style.startswith("heading") and "\n" not in one.text:
        return f"## {one.text}"
    return f"\u2022 {one.text}" if one.is_item else one.text


def _on_one_line(cell: Sequence[str]) -> str:
    return " ".join(" ".join(cell).split())


# --- the XML -----------------------------------------------------------------------------------


class _Handler:
    """What is called for each element of WordprocessingML, by its name."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; attributes by their names."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters."""


class _Styles(_Handler):
    """The English names of the styles, by what paragraphs call them ('berschrift1')."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._style = ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "name":
            self.names[self._style] = attributes.get("val", "").lower()


class _Body(_Handler):
    """The paragraphs in order; the cells of a table's row are one, with tabs between them."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._styles = styles
        self._open: list[list[str]] = []  # the words of paragraphs, one inside another
        self._style, self._is_item = "", False
        self._rows: list[list[list[str]]] = []  # the cells of rows, one inside another
        self._unseen = 0
        self._is_text = self._is_hidden = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _UNSEEN:
            self._unseen += 1
        elif name == "p":
            self._open.append([])
            self._style, self._is_item = "", False
        elif name == "r":
            self._is_hidden = False
        elif name == "t":
            self._is_text = True
        elif name == "pStyle":
            style = attributes.get("val", "")
            self._style = self._styles.get(style, style.lower())
        elif name == "numPr":
            self._is_item = True
        elif name == "vanish":
            self._is_hidden = attributes.get("val") not in ("0", "false")
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])
        elif name in _SIGNS:
            self._put(_SIGNS[name])

    def text(self, text: str) -> None:
        if self._is_text:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._open and not self._unseen and not self._is_hidden:
            self._open[-1].append(text)

    def end(self, name: str) -> None:
        if name in _UNSEEN:
            self._unseen -= 1
        elif name == "t":
            self._is_text = False
        elif name == "p" and self._open:
            self._close("".join(self._open.pop()).strip())
        elif name == "tr" and self._rows:
            self._close_row(self._rows.pop())

    def _close(self, text: str, *, is_row: bool = False) -> None:
        if self._rows and self._rows[-1]:
            if text:
                self._rows[-1][-1].append(text)
        else:
            style = "" if is_row else self._style
            self.paragraphs.append(_Paragraph(text, style, self._is_item, is_row))

    def _close_row(self, cells: Sequence[Sequence[str]]) -> None:
        """A row of several cells is one line; one cell alone is a frame around paragraphs."""
        filled = [cell for cell in cells if cell]
        if len(filled) > 1:
            self._close("\t".join(map(_on_one_line, filled)), is_row=True)
        for line in filled[0] if len(filled) == 1 else ():
            self._close(line)


def _parse(
    archive: zipfile.ZipFile, name: str, handler: _Handler, meter: Meter, opening: Opening
) -> None:
    """Call `handler` for what is in a member. Raises `NewstoolError`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.StartElementHandler = lambda name, attributes: _begin(handler, name, attributes)
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    size = 0
    try:
        for chunk in member_chunks(archive, archive.NameToInfo[name], meter):
            size += len(chunk)
            if size > opening.max_bytes:
                what = f"a Word document of more than {opening.max_bytes:,} bytes of XML"
                raise LimitError(what, hint="raise --max-bytes")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        hint = "open and save it again, or make text of it: pandoc -t plain FILE"
        what = f"the XML of the Word document is damaged: {name}, line {error.lineno}"
        raise InputError(what, hint=hint) from error


def _begin(handler: _Handler, name: str, attributes: Mapping[str, str]) -> None:
    handler.begin(_local(name), {_local(key): value for key, value in attributes.items()})


def _local(name: str) -> str:
    """The name of an element of WordprocessingML; '' for those of other kinds, but 'Fallback'."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace.endswith(_MAIN) or local == "Fallback" else ""


def _refuse_dtd(*declared: object) -> None:
    del declared
    raise InputError("the XML of the Word document has a DTD", hint="Word writes none")
