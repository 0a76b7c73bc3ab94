"""Exports in HTML whose elements say nothing are read as the text that they show."""

from __future__ import annotations

import html

import pytest
from growth import assert_linear
from test_archives import FIXTURES, body, fields
from test_html_exports import archive_of

import newstool
from newstool.containers.exports.archives import split_archive
from newstool.model.article import Document, Encoding

NAMES = ["lexisnexis", "nexis", "factiva-display", "gale", "newsbank"]


def text_of(name: str) -> str:
    return (FIXTURES / f"{name}.txt").read_text("utf-8")


def page_of(text: str) -> str:
    """A text as an archive prints it into a page: its paragraphs in `<p><span>`, without names."""
    paragraphs = ("<br>".join(map(html.escape, one.split("\n"))) for one in text.split("\n\n"))
    shown = "".join(f'<p class="c1"><span class="c2">{one}</span></p>' for one in paragraphs)
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{shown}</body></html>"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_the_articles_that_its_text_gives(name):
    plain = split_archive(Document(text_of(name), "text", Encoding("unicode", "str")))
    found = archive_of(page_of(text_of(name)))
    assert found.kind == plain.kind
    assert len(found.documents) == len(plain.documents)
    for ours, theirs in zip(found.documents, plain.documents, strict=True):
        for field in ("title", "authors", "date_published", "source"):
            assert fields(ours).get(field) == fields(theirs).get(field)
    assert found.missing == plain.missing


def test_the_articles_of_a_page_are_records_and_what_is_around_them_is_counted(tmp_path):
    path = tmp_path / "export.html"
    path.write_text(page_of(text_of("gale")), "utf-8")
    first, second = newstool.parse_many([path])
    assert first.title == "Council votes to close the old bridge"
    assert [part.text for part in first.body] == [
        "The council voted on Tuesday night to close the old bridge.",
        "Engineers had found cracks in two of its piers.",
    ]
    assert second.input.container == "gale"


def test_a_page_that_breaks_off_gives_the_articles_before():
    page = page_of(text_of("gale"))
    found = archive_of(page[: page.rindex("It rained")])
    assert body(found.documents[0]) == body(archive_of(page).documents[0])


@pytest.mark.parametrize(
    "text",
    [
        "<p>The film ends.</p><p>End of Document</p>",
        "<h1>Document ABCD</h1><p>Document FOREIGN12345678</p>",
        "<p>1 of 2 DOCUMENTS</p>",
        "<p>Record Number: 7</p><p>It was a record.</p>",
    ],
)
def test_a_page_with_such_words_is_its_own_only_article(text):
    (document,) = archive_of(text).documents
    assert (document.text, document.format) == (text, "html")


@pytest.mark.parametrize(
    "piece", ["<p>1 of 2 DOCUMENTS</p>", "<p>End of Document", "<b>Record Number: 1234567</b>"]
)
def test_thousands_of_signs_take_no_longer_than_their_number(piece):
    assert_linear(archive_of, lambda number: "<html>" + piece * number, 1600)
