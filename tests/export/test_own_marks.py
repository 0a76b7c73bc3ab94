"""The story's own marks from a page to Markdown and HTML: emphasis, code, pictures."""

from pathlib import Path

import pytest
from msgspec.structs import replace

import newstool
from newstool.model.article import Document, Encoding
from newstool.model.settings import DEFAULTS
from newstool.pipeline import label_article

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.html"))
FIRST = "The ferry will cross the bay again from Monday, said the harbour office in the town."
LAST = "Repairs took eleven weeks, and the whole town was glad that they came to their end."


def page(*inside):
    paragraphs = "".join(inside)
    return (
        "<html><head><title>Ferry returns to Tarrow Bay</title></head><body><article>"
        f"<h1>Ferry returns to Tarrow Bay</h1><p>{FIRST}</p>{paragraphs}<p>{LAST}</p>"
        "</article></body></html>"
    )


def story(*inside, to="markdown", **options):
    """What is written between the first and the last paragraph."""
    options = {"url": "https://a.example/s/", **options}
    return newstool.clean(page(*inside), to=to, drop=["title"], **options)


def between(*inside, **options):
    return story(*inside, **options).partition(FIRST)[2].partition(LAST)[0].strip()


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("It was a <strong>long</strong> year.", "It was a **long** year."),
        ("It was a <b>long</b>, <i>long</i> year.", "It was a **long**, *long* year."),
        ("It was a <b>very <i>long</i></b> year.", "It was a **very** ***long*** year."),
        ("It was a <b> long </b> year.", "It was a **long** year."),
        ("Say <code>ls -l</code> to see it.", "Say `ls -l` to see it."),
        ("It was <b>long<br>and cold</b> there.", "It was **long**\\\n**and cold** there."),
        ("It was <i class=icon></i>there.", "It was there."),
        (
            "It was <b>a <a href='/x'>long</a> year</b>.",
            "It was **a** [**long**](https://a.example/x) **year**.",
        ),
        (
            "It was <a href='/x'>a <em>long</em> year</a>.",
            "It was [a *long* year](https://a.example/x).",
        ),
    ],
)
def test_emphasis_and_code_come_from_the_page(html, written):
    assert between(f"<p>{html}</p>") == written


def test_emphasis_is_kept_in_items_cells_quotes_and_headings():
    written = between(
        "<h2>What <b>is</b> <i>new</i></h2>",
        "<ul><li><b>One:</b> the boats are new and were built here.</li></ul>",
        "<table><tr><td><b>Town</b></td><td>Tarrow</td></tr></table>",
        "<blockquote>It is <em>our</em> ferry, and it always was.</blockquote>",
    )
    assert "## What is *new*" in written
    assert "- **One:** the boats" in written
    assert "| **Town** | Tarrow |" in written
    assert "> It is *our* ferry" in written


def test_without_emphasis_code_is_left():
    html = "<p>Say <b>now</b> <code>ls</code> to <i>see</i> it.</p>"
    assert between(html, emphasis=False) == "Say now `ls` to see it."
    assert "<strong>" in between(html, to="html")
    assert "<strong>" not in between(html, to="html", emphasis=False)


PICTURE = (
    "<figure><img src='/boat.jpg' alt='A boat'>"
    "<figcaption>The boat at dawn. Photo: Lee Park</figcaption></figure>"
)


def test_a_picture_is_where_the_page_shows_it_with_its_caption():
    written = story(PICTURE)
    assert between(PICTURE) == (
        "![A boat](https://a.example/boat.jpg)\\\nThe boat at dawn. (Lee Park)"
    )
    assert written.index(FIRST) < written.index("![A boat]") < written.index(LAST)
    assert "<figcaption>The boat at dawn. (Lee Park)</figcaption>" in story(PICTURE, to="html")


def test_pictures_are_left_out_where_they_are_not_wanted():
    assert between(PICTURE, images=False) == ""
    assert "img" not in story(PICTURE, to="html", images=False)
    assert "boat" not in story(PICTURE, to="text")


def test_a_caption_that_is_kept_is_written_once():
    assert story(PICTURE, keep=["caption"]).count("at dawn") == 1


def test_a_picture_alone_is_not_an_article():
    html = "<html><body><article><img src='/a.jpg'></article></body></html>"
    with pytest.raises(newstool.NoArticleError):
        newstool.clean(html, to="markdown")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_marks_change_nothing_else(path):
    text = path.read_bytes().decode("utf-8", "replace")
    document = Document(text, "html", Encoding("utf-8", "utf-8"))
    plain, marked = (label_article(document, DEFAULTS, marks=marks) for marks in (False, True))
    assert [each.block for each in plain.labelled] == [
        replace(each.block, markup=each.block.markup and replace(each.block.markup, marks=()))
        for each in marked.labelled
    ]
    assert [(each.label, each.rule, each.score) for each in plain.labelled] == [
        (each.label, each.rule, each.score) for each in marked.labelled
    ]
