"""OpenDocument texts are read as the text in them, with the styles that say what a paragraph is."""

from __future__ import annotations

import io
import zipfile

import pytest

import newstool
from newstool.model.errors import LimitError, NewstoolError

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
TYPE = ("mimetype", "application/vnd.oasis.opendocument.text")
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Text_20_body"/>'
)


def content(body: str) -> str:
    return (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def odt(body: str) -> bytes:
    return archived(("content.xml", content(body)))


def archived(*members: tuple[str, str]) -> bytes:
    """The type comes first and is not packed, so that the first bytes show it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*TYPE, compress_type=zipfile.ZIP_STORED)
        for name, text in members:
            archive.writestr(name, text)
    return held.getvalue()


def one(data: bytes) -> newstool.Article | newstool.Failure:
    (found,) = newstool.parse_many([data])
    return found


def test_an_article_written_in_libreoffice_is_read_as_its_text():
    article = one(
        odt(
            '<text:p text:style-name="P1">Ferry returns to the harbour</text:p>'
            '<text:p text:style-name="P2">By Ana Ruiz</text:p><text:p>May 2, 2024</text:p>'
            '<text:p text:style-name="P2">The <text:span>ferry</text:span> will return on\n'
            'Monday<text:s text:c="1"/>after months of repair.</text:p>'
            '<text:h text:style-name="Heading_20_2" text:outline-level="2">What it cost</text:h>'
            "<text:p>The repair cost less than the council had feared.</text:p>"
            "<text:list><text:list-item><text:p>a new rudder</text:p></text:list-item></text:list>"
        )
    )
    assert article.title == "Ferry returns to the harbour"
    assert article.authors == ("Ana Ruiz",)
    assert str(article.date_published) == "2024-05-02"
    assert [(str(part.type), part.text) for part in article.body] == [
        ("paragraph", "The ferry will return on Monday after months of repair."),
        ("heading", "What it cost"),
        ("paragraph", "The repair cost less than the council had feared."),
        ("list_item", "a new rudder"),
    ]
    assert (article.input.container, article.input.format) == ("odt", "text")


def test_what_no_reader_sees_is_not_text():
    article = one(
        odt(
            "<text:tracked-changes><text:deletion><text:p>It will sink.</text:p></text:deletion>"
            "</text:tracked-changes><text:p>The ferry will return on Monday"
            "<office:annotation><text:p>check this</text:p></office:annotation>."
            "<text:note><text:note-body><text:p>So they say.</text:p></text:note-body></text:note>"
            "<draw:frame><svg:desc>A blue boat</svg:desc></draw:frame></text:p>"
        )
    )
    assert article.text == "The ferry will return on Monday."


def test_a_row_of_a_table_is_one_line():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    article = one(
        odt(
            "<text:p>The ferry will return on Monday.</text:p><table:table>"
            + row(cell("Boat") + cell("Year"))
            + row(cell("Swallow") + cell("1902"))
            + "</table:table>"
        )
    )
    assert "Swallow\t1902" in article.text


def test_documents_in_a_zip_archive_are_read(tmp_path):
    path = tmp_path / "all.zip"
    inner = odt("<text:p>The ferry will return on Monday.</text:p>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.odt", inner)
        archive.writestr("b.odt", inner[: len(inner) // 2])
    first, second = newstool.parse_many([path])
    assert (first.text, first.input.container) == ("The ferry will return on Monday.", "zip/odt")
    assert (type(second), second.path) == (newstool.Failure, f"{path}/b.odt")


ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
BROKEN = {
    "cut short": odt("<text:p>The ferry returns.</text:p>")[:200],
    "no text": odt(""),
    "entities": archived(("content.xml", ENTITIES)),
    "torn XML": archived(("content.xml", content("<text:p>")[:-30])),
    "no content": archived(("styles.xml", "<d/>")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_one_failure(name):
    found = one(BROKEN[name])
    assert isinstance(found, newstool.Failure)
    assert isinstance(found.error, NewstoolError)
    assert "internal error" not in str(found.error)


def test_a_document_that_unpacks_to_very_much_is_a_failure():
    with pytest.raises(LimitError):
        newstool.parse(odt(f"<text:p>{'ha ' * 4_000_000}</text:p>"), max_bytes=1_000_000)


def test_spaces_and_nested_elements_are_bounded():
    spaces = '<text:s text:c="99999999"/>' * 100
    nested = odt("<text:list-item>" * 20_000 + f"<text:p>The ferry returns.{spaces}</text:p>")
    assert "is damaged: content.xml" in str(one(nested).error)
    whole = odt(f"<text:p>The ferry will return{spaces}on Monday.</text:p>")
    assert one(whole).text.split() == "The ferry will return on Monday.".split()
