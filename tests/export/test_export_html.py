"""The clean article as an HTML page, and the pieces that every format is made of."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from newstool.export.article_html import write_page, write_record
from newstool.export.clean_text import OwnMarks, write_clean
from newstool.export.pieces import Piece, body_of_record, kept_labels, pieces_of, pieces_of_record
from newstool.model.article import (
    BODY_LABELS,
    Block,
    BlockKind,
    Image,
    Inline,
    Label,
    LabelledBlock,
    Link,
)
from newstool.model.errors import NoArticleError, UsageError


def inner(pieces):
    soup = BeautifulSoup(write_page(pieces), "html.parser")
    return "".join(map(str, soup.article.contents))


# --- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "written"),
    [
        (Piece(Label.BODY, "5 < 6 & 7"), "<p>5 &lt; 6 &amp; 7</p>"),
        (Piece(Label.HEADING, "What next", 3), "<h3>What next</h3>"),
        (Piece(Label.HEADING, "What next"), "<h2>What next</h2>"),
        (Piece(Label.TITLE, "A bridge"), "<h1>A bridge</h1>"),
        (Piece(Label.CAPTION, "The bridge"), '<p class="caption">The bridge</p>'),
        (Piece(Label.QUOTE, "We build."), "<blockquote><p>We build.</p></blockquote>"),
        (Piece(Label.LIST_ITEM, "steel"), "<ul><li>steel</li></ul>"),
        (Piece(Label.TABLE, "a\tb"), "<table><tr><td>a</td><td>b</td></tr></table>"),
        (Piece(Label.CODE, "a\n b"), "<pre><code>a\n b</code></pre>"),
        (Piece(Label.BODY, "one\ntwo"), "<p>one<br/>two</p>"),
        (Piece(Label.BODY, "a\0b\x1b"), "<p>a\ufffdb\ufffd</p>"),
    ],
)
def test_each_kind_of_piece_has_its_element(piece, written):
    assert inner([piece]) == written


def test_list_items_rows_and_quotes_stand_together():
    pieces = [Piece(Label.LIST_ITEM, "a"), Piece(Label.LIST_ITEM, "b"), Piece(Label.BODY, "c")]
    assert inner(pieces) == "<ul><li>a</li><li>b</li></ul><p>c</p>"


LINK = Link("the bay", "https://a.example/?b=1&c", 4, 11)


@pytest.mark.parametrize(
    ("label", "text", "written"),
    [
        (Label.BODY, "See the bay.", "<p>See @.</p>"),
        (Label.BODY, "See the bay\nnow", "<p>See @<br/>now</p>"),
        (Label.HEADING, "See the bay", "<h2>See @</h2>"),
        (Label.LIST_ITEM, "See the bay", "<ul><li>See @</li></ul>"),
        (Label.TABLE, "See\tthe bay", "<table><tr><td>See</td><td>@</td></tr></table>"),
        (Label.CODE, "See the bay", "<pre><code>See the bay</code></pre>"),
    ],
)
def test_links_are_kept_in_every_kind_of_piece_but_code(label, text, written):
    link = '<a href="https://a.example/?b=1&amp;c">the bay</a>'
    assert inner([Piece(label, text, 0, (LINK,))]) == written.replace("@", link)


@pytest.mark.parametrize("to", ["markdown", "html"])
def test_without_links_the_words_stay(to):
    piece = Piece(Label.BODY, "See the bay", 0, (LINK,))
    assert "a.example" in write_clean([piece], to)
    assert write_clean([piece], to, own=OwnMarks(links=False)) == write_clean(
        [Piece(Label.BODY, piece.text)], to
    )
    assert write_clean([piece], "text") == "See the bay"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("strong", "See <strong>the bay</strong>"),
        ("strong em", "See <strong><em>the bay</em></strong>"),
        ("code", "See <code>the bay</code>"),
    ],
)
def test_what_is_marked_has_its_element(tag, written):
    piece = Piece(Label.BODY, "See the bay", marks=(Inline(4, 11, tag, {}),))
    assert inner([piece]) == f"<p>{written}</p>"
    piece = Piece(Label.BODY, "See the bay", 0, (LINK,), piece.marks)
    link = written.replace("See ", 'See <a href="https://a.example/?b=1&amp;c">')
    assert inner([piece]) == f"<p>{link}</a></p>"


def test_a_picture_is_a_figure():
    image = Image("https://a.example/x.jpg", 'A "train"')
    written = inner([Piece(Label.CAPTION, "At dawn", image=image)])
    picture = '<img alt=\'A "train"\' src="https://a.example/x.jpg"/>'
    assert written == f"<figure>{picture}<figcaption>At dawn</figcaption></figure>"


GOOD = {"text": "the bay", "url": "https://a.example/", "start": 4, "end": 11}


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ([GOOD], 1),
        ([GOOD, GOOD], 1),
        ([{**GOOD, "url": "javascript:alert(1)"}], 0),
        ([{**GOOD, "url": " javascript:alert(1)"}], 0),
        ([{**GOOD, "start": 3}], 0),
        ([{**GOOD, "end": 99}], 0),
        ([{**GOOD, "start": -7}], 0),
        ([{**GOOD, "end": "11"}], 0),
        ("the bay", 0),
        (None, 0),
    ],
)
def test_of_a_records_links_those_are_written_that_can_be(links, kept):
    record = {"body": [{"type": "paragraph", "text": "See the bay", "links": links}]}
    (piece,) = body_of_record(record)
    assert (piece.text, len(piece.links)) == ("See the bay", kept)
    assert write_record(record).count("<a ") == kept


@pytest.mark.parametrize("mark", ["\ufdd0", "\ufdd1"])
def test_a_text_with_characters_that_mark_links_has_none(mark):
    part = {"type": "paragraph", "text": f"See the bay {mark}", "links": [GOOD]}
    (piece,) = body_of_record({"body": [part]})
    assert piece.links == ()
    assert inner([piece]) == "<p>See the bay \ufffd</p>"


def test_the_page_says_its_language_title_and_address():
    written = write_page([], title="A <b>", language="de", url='https://example.com/?a="b"&c')
    soup = BeautifulSoup(written, "html.parser")
    assert written.startswith("<!DOCTYPE html>")
    assert soup.html["lang"] == "de"
    assert soup.title.string == "A <b>"
    assert soup.link["href"] == 'https://example.com/?a="b"&c'


@given(st.lists(st.tuples(st.sampled_from(list(Label)), st.text(min_size=1)), max_size=5))
def test_an_article_brings_no_element_and_no_attribute_of_its_own(given_pieces):
    pieces = [
        Piece(label, text.encode("utf-8", "replace").decode()) for label, text in given_pieces
    ]
    soup = BeautifulSoup(write_page(pieces), "html.parser")
    known = "h1 h2 p br ul li blockquote table tr td pre code".split()
    assert {tag.name for tag in soup.article.find_all(True)} <= set(known)
    assert all(set(tag.attrs) <= {"class"} for tag in soup.article.find_all(True))


def test_a_record_becomes_a_page_with_headline_standfirst_and_body():
    record = {
        "title": "A bridge",
        "subtitle": "At last",
        "language": "en",
        "body": [{"type": "paragraph", "text": "The council met."}],
    }
    soup = BeautifulSoup(write_record(record), "html.parser")
    assert [tag.get_text() for tag in soup.article.find_all(True)] == [
        "A bridge",
        "At last",
        "The council met.",
    ]


# --- the pieces ----------------------------------------------------------------------------------


def labelled(*labels):
    return [
        LabelledBlock(Block(n, BlockKind.PARAGRAPH, f"{label} {n}"), label, "rule")
        for n, label in enumerate(labels)
    ]


STORY = BODY_LABELS | {Label.TITLE, Label.SUBTITLE}


@pytest.mark.parametrize(
    ("keep", "drop", "labels"),
    [
        ([], [], STORY),
        (["Title", " caption"], ["quote"], (STORY | {Label.CAPTION}) - {Label.QUOTE}),
        ([], ["title"], BODY_LABELS),
        ([], ["subtitle"], STORY - {Label.SUBTITLE}),
        (["subtitle"], ["title"], STORY - {Label.TITLE}),
    ],
)
def test_headline_standfirst_and_body_are_kept_unless_more_or_less_is_asked_for(keep, drop, labels):
    assert kept_labels(keep, drop) == labels


@pytest.mark.parametrize("label", list(Label))
def test_every_label_can_be_kept_and_dropped(label):
    blocks, top = labelled(label), {Label.TITLE: "A", Label.SUBTITLE: "B"}
    assert label in {piece.label for piece in pieces_of(top, blocks, kept_labels([label], ()))}
    left = pieces_of(top, blocks, kept_labels((), [label])) if label is not Label.TITLE else []
    assert label not in {piece.label for piece in left}


def test_a_headline_on_the_page_is_written_once_at_the_top():
    blocks = labelled(Label.BYLINE, Label.TITLE, Label.BODY, Label.SUBTITLE, Label.HEADING)
    top = {Label.TITLE: "A bridge", Label.SUBTITLE: "heading 4"}
    texts = [piece.text for piece in pieces_of(top, blocks, kept_labels(["byline"], ()))]
    assert texts == ["A bridge", "heading 4", "byline 0", "body 2"]


def test_nothing_kept_is_an_error():
    with pytest.raises(NoArticleError):
        pieces_of({Label.TITLE: None}, labelled(Label.SHARE), STORY)


def test_a_label_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match="did you mean caption"):
        kept_labels(["captions"], ())


def test_text_joins_the_pieces_by_blank_lines():
    pieces = pieces_of({}, labelled(Label.BODY, Label.RELATED, Label.LIST_ITEM), BODY_LABELS)
    assert write_clean(pieces, "text") == "body 0\n\nlist_item 2"


@pytest.mark.parametrize(
    ("record", "texts"),
    [
        ({"body": [{"type": "paragraph", "text": "A"}, {"type": "table_row", "text": "B"}]}, "AB"),
        ({"text": "A"}, "A"),
        ({"body": [5, {"type": "song", "text": "x"}, {"type": "quote"}], "text": "A"}, "A"),
        ({"body": None, "text": 7}, ""),
        ({}, ""),
    ],
)
def test_a_records_body_is_read_and_odd_parts_are_passed_over(record, texts):
    assert "".join(piece.text for piece in body_of_record(record)) == texts


def test_labels_choose_among_the_blocks_of_a_record_that_has_them():
    blocks = [{"label": "title", "text": "A"}, {"label": "byline", "text": "B"}]
    record = {"blocks": blocks, "body": [{"type": "paragraph", "text": "C"}], "title": "A"}
    pieces = pieces_of_record(record, kept_labels(["byline"], ()))
    assert [piece.text for piece in pieces] == ["A", "B"]
