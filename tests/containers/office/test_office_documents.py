"""What Word and OpenDocument files have in common: an article, a ZIP archive of them, faults."""

from __future__ import annotations

import zipfile

import pytest
from office_files import (
    STYLES,
    content,
    document,
    docx,
    odt,
    one,
    packed,
    packed_odt,
    paragraph,
    styled,
)

import newstool
from newstool.model.errors import LimitError, NewstoolError

ARTICLES = {
    "docx": docx(
        styled("Ferry returns to the harbour", "Titel")
        + paragraph("By Ana Ruiz")
        + paragraph("May 2, 2024")
        + paragraph("The ferry will return on Monday after months of repair.")
        + styled("What it cost", "berschrift2")
        + paragraph("The repair cost less than the council had feared.")
        + paragraph("a new rudder", "<w:numPr/>")
    ),
    "odt": odt(
        '<text:p text:style-name="P1">Ferry returns to the harbour</text:p>'
        '<text:p text:style-name="P2">By Ana Ruiz</text:p><text:p>May 2, 2024</text:p>'
        '<text:p text:style-name="P2">The <text:span>ferry</text:span> will return on\n'
        'Monday<text:s text:c="1"/>after months of repair.</text:p>'
        '<text:h text:style-name="Heading_20_2" text:outline-level="2">What it cost</text:h>'
        "<text:p>The repair cost less than the council had feared.</text:p>"
        "<text:list><text:list-item><text:p>a new rudder</text:p></text:list-item></text:list>"
    ),
}
SENTENCES = {
    "docx": docx(paragraph("The ferry will return on Monday.")),
    "odt": odt("<text:p>The ferry will return on Monday.</text:p>"),
}
BOMBS = {
    "docx": docx(paragraph("ha " * 4_000_000)),
    "odt": odt(f"<text:p>{'ha ' * 4_000_000}</text:p>"),
}
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
)
WORD = ("[Content_Types].xml", "")
BROKEN = {
    "docx cut short": SENTENCES["docx"][:200],
    "docx without text": docx(""),
    "docx with entities": packed(WORD, ("word/document.xml", ENTITIES)),
    "docx of torn XML": packed(WORD, ("word/document.xml", document("<w:p>")[:-30])),
    "docx without a document": packed(WORD, ("word/styles.xml", STYLES)),
    "docx with an empty document": packed(WORD, ("word/document.xml", "")),
    "odt cut short": SENTENCES["odt"][:200],
    "odt without text": odt(""),
    "odt with entities": packed_odt(("content.xml", ENTITIES)),
    "odt of torn XML": packed_odt(("content.xml", content("<text:p>")[:-30])),
    "odt without content": packed_odt(("styles.xml", "<d/>")),
}


@pytest.mark.parametrize("kind", ARTICLES)
def test_an_article_written_in_a_word_processor_is_read_as_its_text(kind):
    article = one(ARTICLES[kind])
    assert article.title == "Ferry returns to the harbour"
    assert article.authors == ("Ana Ruiz",)
    assert str(article.date_published) == "2024-05-02"
    assert [(str(part.type), part.text) for part in article.body] == [
        ("paragraph", "The ferry will return on Monday after months of repair."),
        ("heading", "What it cost"),
        ("paragraph", "The repair cost less than the council had feared."),
        ("list_item", "a new rudder"),
    ]
    assert (article.input.container, article.input.format) == (kind, "text")


@pytest.mark.parametrize("kind", SENTENCES)
def test_documents_in_a_zip_archive_are_read(tmp_path, kind):
    path, inner = tmp_path / "all.zip", SENTENCES[kind]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"a.{kind}", inner)
        archive.writestr(f"b.{kind}", inner[: len(inner) // 2])
    first, second = newstool.parse_many([path])
    assert (first.text, first.input.container) == (
        "The ferry will return on Monday.",
        f"zip/{kind}",
    )
    assert (type(second), second.path) == (newstool.Failure, f"{path}/b.{kind}")


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_one_failure(name):
    found = one(BROKEN[name])
    assert isinstance(found, newstool.Failure)
    assert isinstance(found.error, NewstoolError)
    assert "internal error" not in str(found.error)


@pytest.mark.parametrize("kind", BOMBS)
def test_a_document_that_unpacks_to_very_much_is_a_failure(kind):
    with pytest.raises(LimitError):
        newstool.parse(BOMBS[kind], max_bytes=1_000_000)
