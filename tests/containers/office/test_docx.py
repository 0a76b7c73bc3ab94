"""Word documents are read as the text in them; exports of archives come apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear
from office_files import STYLES, document, docx, packed, paragraph, styled

import newstool
from newstool.model.errors import NewstoolError

NEXIS = (Path(__file__).parents[2] / "archives" / "nexis.txt").read_text("utf-8")


def lines_as_docx(text: str) -> bytes:
    return docx("".join(map(paragraph, text.split("\n"))))


def one(data: bytes) -> newstool.Article | newstool.Failure:
    (found,) = newstool.parse_many([data])
    return found


def test_an_article_written_in_word_is_read_as_its_text():
    article = one(
        docx(
            styled("Ferry returns to the harbour", "Titel")
            + paragraph("By Ana Ruiz")
            + paragraph("May 2, 2024")
            + paragraph("The ferry will return on Monday after months of repair.")
            + styled("What it cost", "berschrift2")
            + paragraph("The repair cost less than the council had feared.")
            + paragraph("a new rudder", "<w:numPr/>")
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
    assert (article.input.container, article.input.format) == ("docx", "text")


def test_an_export_of_nexis_uni_gives_what_its_text_gives():
    plain = list(newstool.parse_many([NEXIS.encode()]))
    found = list(newstool.parse_many([lines_as_docx(NEXIS)]))
    assert len(found) == len(plain) > 1
    for ours, theirs in zip(found, plain, strict=True):
        assert (ours.title, ours.text, ours.source) == (theirs.title, theirs.text, theirs.source)
        assert str(ours.date_published) == str(theirs.date_published)
    assert found[0].warnings == plain[0].warnings == ("archive-missing:2",)
    assert found[0].input.container == "docx/nexis"


def test_what_no_reader_sees_is_not_text():
    article = one(
        docx(
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>The ferry will </w:t></w:r>"
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>"
            "<w:r><w:t>return</w:t><w:noBreakHyphen/><w:t>to-harbour on Monday.</w:t></w:r></w:p>"
        )
    )
    assert article.text == "The ferry will return-to-harbour on Monday."


def test_a_table_is_rows_and_a_frame_of_one_cell_is_paragraphs():
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    table = "<w:tbl>{}</w:tbl>".format
    framed = paragraph("The ferry will return on Monday.") + paragraph("It is blue and white.")
    article = one(
        docx(
            table(row(cell(framed)))
            + table(
                row(cell(paragraph("Boat")) + cell(paragraph("Year")))
                + row(cell(paragraph("Swallow")) + cell(paragraph("1902")))
            )
        )
    )
    assert [part.text for part in article.body][:2] == [
        "The ferry will return on Monday.",
        "It is blue and white.",
    ]
    assert "Swallow\t1902" in article.text


def test_a_document_is_recognised_even_if_its_first_bytes_do_not_show_it():
    data = docx(paragraph("The ferry returns on Monday."), first=("a/picture.bin", "x" * 9))
    large = packed(
        *((f"a/picture{n}.bin", str(n)) for n in range(200)),
        ("word/document.xml", document(paragraph("The ferry returns on Monday."))),
    )
    for each in (data, large):
        assert one(each).text == "The ferry returns on Monday."


def test_documents_in_a_zip_archive_are_read(tmp_path):
    path = tmp_path / "all.zip"
    inner = docx(paragraph("The ferry returns on Monday."))
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.docx", inner)
        archive.writestr("b.docx", inner[: len(inner) // 2])
        archive.writestr("c.docx", lines_as_docx(NEXIS))
    first, second, *others = newstool.parse_many([path])
    assert first.input.path == f"{path}/a.docx"
    assert isinstance(second, newstool.Failure)
    assert second.path == f"{path}/b.docx"
    assert [each.input.container for each in others] == ["zip/docx/nexis"] * len(others)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
)
BROKEN = {
    "cut short": docx(paragraph("The ferry returns."))[:200],
    "no text": docx(""),
    "entities": packed(("[Content_Types].xml", ""), ("word/document.xml", ENTITIES)),
    "torn XML": packed(("[Content_Types].xml", ""), ("word/document.xml", document("<w:p>")[:-30])),
    "no document": packed(("[Content_Types].xml", ""), ("word/styles.xml", STYLES)),
    "empty document": packed(("[Content_Types].xml", ""), ("word/document.xml", "")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_one_failure(name):
    found = one(BROKEN[name])
    assert isinstance(found, newstool.Failure)
    assert isinstance(found.error, NewstoolError)
    assert "internal error" not in str(found.error)


def test_a_document_that_unpacks_to_very_much_is_a_failure():
    bomb = docx(paragraph("ha " * 4_000_000))
    with pytest.raises(NewstoolError):
        newstool.parse(bomb, max_bytes=1_000_000)


@pytest.mark.parametrize("piece", ["<w:p>", "<w:tbl><w:tr><w:tc>", "<w:tc>", "<w:del>", "<w:t>"])
def test_twenty_thousand_nested_elements_take_no_longer_than_their_number(piece):
    closing = "".join(f"</{name}>" for name in reversed(piece.strip("<>").split("><")))
    words = paragraph("The ferry returns on Monday.")
    assert_linear(one, lambda number: docx(piece * number + words + closing * number), 20_000)
