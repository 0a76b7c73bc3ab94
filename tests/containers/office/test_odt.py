"""OpenDocument texts are read as the text in them, with the styles that say what a paragraph is."""

from __future__ import annotations

from office_files import odt, one


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


def test_spaces_and_nested_elements_are_bounded():
    spaces = '<text:s text:c="99999999"/>' * 100
    nested = odt("<text:list-item>" * 20_000 + f"<text:p>The ferry returns.{spaces}</text:p>")
    assert "is damaged: content.xml" in str(one(nested).error)
    whole = odt(f"<text:p>The ferry will return{spaces}on Monday.</text:p>")
    assert one(whole).text.split() == "The ferry will return on Monday.".split()
