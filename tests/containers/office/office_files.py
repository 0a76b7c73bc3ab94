"""Word, OpenDocument and RTF files for the tests, as word processors and archives write them."""

from __future__ import annotations

import io
import zipfile
from html import escape

import newstool

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def document(body: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def docx(body: str, *, first: tuple[str, str] = ("[Content_Types].xml", "<Types/>")) -> bytes:
    """A Word document of such paragraphs."""
    return packed(first, ("word/document.xml", document(body)), ("word/styles.xml", STYLES))


def packed(*members: tuple[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return held.getvalue()


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{short}="{OASIS}:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
ODT_TYPE = ("mimetype", "application/vnd.oasis.opendocument.text")
ODT_STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Text_20_body"/>'
)


def content(body: str) -> str:
    return (
        f'<?xml version="1.0"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{ODT_STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def odt(body: str) -> bytes:
    return packed_odt(("content.xml", content(body)))


def packed_odt(*members: tuple[str, str]) -> bytes:
    """The type comes first and is not packed, so that the first bytes show it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*ODT_TYPE, compress_type=zipfile.ZIP_STORED)
        for name, text in members:
            archive.writestr(name, text)
    return held.getvalue()


def rtf(body: str) -> bytes:
    """An RTF file with fonts, styles and what says who wrote it, around a body of commands."""
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}"
        r"{\f1\fnil\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s0 Normal;}}{\info{\title Document1}{\author Someone}}"
        r"{\header\pard Page 1\par}\pard " + body + "}"
    ).encode("latin-1")


def rtf_of(text: str) -> bytes:
    """Plain lines as the paragraphs of an RTF file."""
    return rtf("".join(rf"{_as_rtf(line)}\par" + "\n" for line in text.split("\n")))


def _as_rtf(line: str) -> str:
    plain = (c if c.isascii() else rf"\u{ord(c)}?" for c in line)
    return "".join(plain)


def one(data: bytes) -> newstool.Article | newstool.Failure:
    """What is read of a file of one article."""
    (found,) = newstool.parse_many([data])
    return found
