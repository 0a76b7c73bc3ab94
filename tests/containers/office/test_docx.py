"""Word documents are read as the text in them; exports of archives come apart."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from growth import assert_linear
from office_files import document, docx, one, packed, paragraph

import newstool

NEXIS = (Path(__file__).parents[2] / "archives" / "nexis.txt").read_text("utf-8")


def lines_as_docx(text: str) -> bytes:
    return docx("".join(map(paragraph, text.split("\n"))))


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


def test_an_export_in_a_zip_archive_comes_apart(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.docx", docx(paragraph("The ferry returns on Monday.")))
        archive.writestr("b.docx", lines_as_docx(NEXIS))
    first, *others = newstool.parse_many([path])
    assert first.input.path == f"{path}/a.docx"
    assert [each.input.container for each in others] == ["zip/docx/nexis"] * len(others)


@pytest.mark.parametrize("piece", ["<w:p>", "<w:tbl><w:tr><w:tc>", "<w:tc>", "<w:del>", "<w:t>"])
def test_twenty_thousand_nested_elements_take_no_longer_than_their_number(piece):
    closing = "".join(f"</{name}>" for name in reversed(piece.strip("<>").split("><")))
    words = paragraph("The ferry returns on Monday.")
    assert_linear(one, lambda number: docx(piece * number + words + closing * number), 20_000)
