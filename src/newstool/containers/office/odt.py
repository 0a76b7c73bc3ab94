"""OpenDocument texts (.odt), as LibreOffice writes them, to their text."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from newstool.containers.office.paragraphs import (
    Paragraphs,
    archive_reader,
    check_member,
    parse_member,
    part_of,
)
from newstool.containers.part import Opening, Part
from newstool.containers.stream import Meter

_CONTENT = "content.xml"
# Elements whose text no reader sees, or sees elsewhere: comments, what was deleted, footnotes.
_UNSEEN = frozenset(
    (
        *("office:annotation", "text:tracked-changes", "text:note", "text:ruby-text"),
        *("text:table-of-content", "text:alphabetical-index", "office:forms"),
        *("svg-compatible:title", "svg-compatible:desc"),
    )
)
_PARAGRAPHS = ("text:p", "text:h")
_MOST_SPACES = 80  # that one element may ask for


def read_archive(archive: zipfile.ZipFile, meter: Meter, opening: Opening) -> Part:
    """The part of a document that was opened as the ZIP archive it is."""
    check_member(archive, _CONTENT, "an OpenDocument text (.odt)")
    body = _Body()
    parse_member(archive, _CONTENT, body, meter, opening)
    return part_of(body.found)


read = archive_reader(read_archive)


class _Body(Paragraphs):
    """The paragraphs of a document, and the styles that are defined before them."""

    def __init__(self) -> None:
        super().__init__(_UNSEEN)
        self._parents: dict[str, str] = {}  # of styles that a document makes itself ('P1')
        self._items = 0  # list items that are open

    def local(self, name: str) -> str:
        """'text:p': the last word of the namespace's name but its version, and the name."""
        namespace, _, local = name.rpartition(" ")
        return f"{namespace.rpartition(':')[0].rpartition(':')[2]}:{local}"

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        super().begin(name, attributes)
        if name in _PARAGRAPHS:
            self.open_paragraph(self._style(name, attributes), is_item=self._items > 0)
        elif name == "style:style":
            parent = attributes.get("style:parent-style-name", "")
            self._parents[attributes.get("style:name", "")] = parent
        elif name == "text:list-item":
            self._items += 1
        elif name == "table:table-row":
            self.open_row()
        elif name == "table:table-cell":
            self.open_cell()
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self.put(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1))
        elif name in ("text:tab", "text:line-break"):
            self.put("\t" if name == "text:tab" else "\n")

    def _style(self, name: str, attributes: Mapping[str, str]) -> str:
        """The style's English name, which LibreOffice writes as 'Heading_20_1'."""
        written = attributes.get("text:style-name", "")
        style = (self._parents.get(written) or written).replace("_20_", " ").lower()
        if name == "text:h" and style != "title":
            return f"heading {attributes.get('text:outline-level', '1')}"
        return style

    def text(self, text: str) -> None:
        self.put(" ".join(text.split("\n")))  # as it is laid out; lines end in elements

    def end(self, name: str) -> None:
        super().end(name)
        if name in _PARAGRAPHS:
            self.close_paragraph()
        elif name == "text:list-item":
            self._items -= 1
        elif name == "table:table-row":
            self.close_row()
