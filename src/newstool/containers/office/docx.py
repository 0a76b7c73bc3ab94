"""Word documents (.docx) to their text: exports of archives, and articles as people write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from newstool.containers.office.paragraphs import (
    Handler,
    Paragraphs,
    archive_reader,
    check_member,
    parse_member,
    part_of,
)
from newstool.containers.part import Opening, Part
from newstool.containers.stream import Meter

DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_MAIN = ("wordprocessingml/2006/main", "ooxml/wordprocessingml/main")  # of the elements' namespace
# Elements whose text no reader sees: what was deleted, fields' codes, a second form of a drawing.
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "tabs", "rubyPr", "rt"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_archive(archive: zipfile.ZipFile, meter: Meter, opening: Opening) -> Part:
    """The part of a document that was opened as the ZIP archive it is."""
    check_member(archive, DOCUMENT, "a Word document (.docx)")
    styles = _Styles()
    if _STYLES in archive.NameToInfo:
        parse_member(archive, _STYLES, styles, meter, opening)
    body = _Body(styles.names)
    parse_member(archive, DOCUMENT, body, meter, opening)
    return part_of(body.found)


read = archive_reader(read_archive)


def _local(name: str) -> str:
    """The name of an element of WordprocessingML; '' for those of other kinds, but 'Fallback'."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace.endswith(_MAIN) or local == "Fallback" else ""


class _Styles(Handler):
    """The English names of the styles, by what paragraphs call them ('berschrift1')."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._style = ""

    def local(self, name: str) -> str:
        return _local(name)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "name":
            self.names[self._style] = attributes.get("val", "").lower()


class _Body(Paragraphs):
    """The paragraphs of a document."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        super().__init__(_UNSEEN)
        self._styles = styles
        self._is_text = self._is_hidden = False

    def local(self, name: str) -> str:
        return _local(name)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        super().begin(name, attributes)
        if name == "p":
            self.open_paragraph()
        elif name == "r":
            self._is_hidden = False
        elif name == "t":
            self._is_text = True
        elif name == "pStyle":
            style = attributes.get("val", "")
            self.style = self._styles.get(style, style.lower())
        elif name == "numPr":
            self.is_item = True
        elif name == "vanish":
            self._is_hidden = attributes.get("val") not in ("0", "false")
        elif name == "tr":
            self.open_row()
        elif name == "tc":
            self.open_cell()
        elif name in _SIGNS:
            self._put_seen(_SIGNS[name])

    def text(self, text: str) -> None:
        if self._is_text:
            self._put_seen(text)

    def _put_seen(self, text: str) -> None:
        if not self._is_hidden:
            self.put(text)

    def end(self, name: str) -> None:
        super().end(name)
        if name == "t":
            self._is_text = False
        elif name == "p":
            self.close_paragraph()
        elif name == "tr":
            self.close_row()
