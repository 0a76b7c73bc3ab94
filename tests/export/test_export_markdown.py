"""Markdown that a Markdown reader and a YAML reader read back as it was meant."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from newstool.export.markdown import escape, write_body, write_record
from newstool.export.pieces import Piece
from newstool.model.article import MARKS, Image, Inline, Label, Link

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def shown_text(markdown):
    """What a reader of the rendered Markdown sees, line breaks as line feeds."""
    lines = []
    for token in READER.parse(markdown):
        if token.type == "inline":
            parts = [
                "\n" if child.type in ("hardbreak", "softbreak") else child.content
                for child in token.children
            ]
            lines.append("".join(parts))
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    ("piece", "written"),
    [
        (Piece(Label.BODY, "The council met."), "The council met."),
        (Piece(Label.HEADING, "What next", 3), "### What next"),
        (Piece(Label.HEADING, "What next"), "## What next"),
        (Piece(Label.TITLE, "A bridge"), "# A bridge"),
        (Piece(Label.QUOTE, "We will build."), "> We will build."),
        (Piece(Label.LIST_ITEM, "timber"), "- timber"),
        (Piece(Label.LIST_ITEM, "2. timber"), "2. timber"),
        (Piece(Label.CODE, "a = `b`"), "```\na = `b`\n```"),
        (Piece(Label.CODE, "```"), "````\n```\n````"),
        (Piece(Label.BODY, "a 5 * 3 table"), r"a 5 \* 3 table"),
        (Piece(Label.BODY, "use snake_case"), "use snake_case"),
        (Piece(Label.BODY, "# 1 in sales"), r"\# 1 in sales"),
        (Piece(Label.BODY, "1984. A novel"), r"1984\. A novel"),
        (Piece(Label.BODY, "- 5 people"), r"\- 5 people"),
        (Piece(Label.BODY, "he wrote <b>"), r"he wrote \<b>"),
        (Piece(Label.BODY, "AT&amp;T"), r"AT\&amp;T"),
        (Piece(Label.BODY, "AT&T"), "AT&T"),
    ],
)
def test_each_kind_of_piece_has_its_markdown(piece, written):
    assert write_body([piece]) == written


def test_items_stand_together_and_rows_make_a_table():
    pieces = [
        Piece(Label.LIST_ITEM, "steel"),
        Piece(Label.LIST_ITEM, "timber"),
        Piece(Label.TABLE, "Year\tTons"),
        Piece(Label.TABLE, "2021\t1|2"),
    ]
    written = write_body(pieces)
    assert written == "- steel\n- timber\n\n| Year | Tons |\n| --- | --- |\n| 2021 | 1\\|2 |"


@example("[[]:1")
@example("[a[b]: c")
@given(st.text(alphabet="ab *_`[](){}<>#+-=.!|~&;:\\\"'1\n", min_size=1, max_size=30))
def test_what_a_paragraph_says_is_what_its_reader_sees(text):
    text = "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
    assert shown_text(escape(text)) == text


def linked(text, starts, url="https://a.example/x"):
    """A paragraph whose words with these numbers are links."""
    links = []
    at = 0
    for number, word in enumerate(text.split(" ")):
        if number in starts and word:
            links.append(Link(word, url, at, at + len(word)))
        at += len(word) + 1
    return Piece(Label.BODY, text, links=tuple(links))


def links_seen(markdown):
    """The addresses and words of the links that a Markdown reader finds."""
    found = []
    for token in READER.parse(markdown):
        for child in token.children or []:
            if child.type == "link_open":
                found.append([child.attrs["href"], ""])
                inside = True
            elif child.type == "link_close":
                inside = False
            elif found and inside:
                found[-1][1] += child.content
    return [tuple(each) for each in found]


@example("a! b] c", {1})
@example("\\\\ \\ [a](b)", {0, 1, 2})
@example("![a]: b", {0})
@given(
    st.text(alphabet="ab *_`[](){}<>#+-=.!|~&;:\\\"'1", min_size=1, max_size=30),
    st.sets(st.integers(0, 8), max_size=4),
)
def test_links_come_back_with_their_words_and_the_text_around_them(text, starts):
    piece = linked(" ".join(text.split()), starts)
    written = write_body([piece])
    assert shown_text(written) == piece.text
    assert links_seen(written) == [(link.url, link.text) for link in piece.links]


@pytest.mark.parametrize("label", [Label.HEADING, Label.LIST_ITEM, Label.QUOTE, Label.TABLE])
def test_links_are_kept_in_every_kind_of_piece_but_code(label):
    piece = linked("1. see this", {1, 2})
    assert len(links_seen(write_body([Piece(label, piece.text, 0, piece.links)]))) == 2
    assert write_body([Piece(Label.CODE, piece.text, 0, piece.links)]) == "```\n1. see this\n```"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/b_(c)", "https://a.example/b_%28c%29"),
        ("https://a.example/b|c d`", "https://a.example/b%7Cc%20d%60"),
        ("https://a.example/?a=1&lt;=2", "https://a.example/?a=1&amp;lt;=2"),
        ("https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2"),
    ],
)
def test_an_address_ends_where_it_should(url, written):
    assert write_body([linked("see this", {1}, url)]) == f"see [this]({written})"


def marked(text, tags, url="https://a.example/x"):
    """A paragraph with `tags` by turns on its characters: a tag of `MARKS`, "link", "" for none."""
    marks, links, at = [], [], 0
    for tag, size in tags:
        start, end = at, min(len(text), at + size)
        words = text[start:end]
        if tag and words and words == words.strip():
            if tag == "link":
                links.append(Link(words, url, start, end))
            else:
                marks.append(Inline(start, end, tag, {}))
        at = end
    return Piece(Label.BODY, text, 0, tuple(links), tuple(marks))


@example("a!b", [("strong", 2), ("em", 1)])
@example("a`b", [("code", 1), ("", 1), ("code", 1)])
@example("\u300ca\u300db", [("strong", 3)])
@example("a$b", [("", 1), ("strong", 1)])
@example("[x]:a", [("code", 2), ("", 3)])
@given(
    st.text(alphabet="ab *_`[](){}<>#+-=.!|~&;:\\\"'1$\u3001\u3042\u300c", min_size=1, max_size=30),
    st.lists(
        st.tuples(st.sampled_from([*MARKS, "link", ""]), st.integers(1, 6)), min_size=1, max_size=8
    ),
)
def test_what_is_marked_comes_back_as_the_same_text(text, tags):
    piece = marked(" ".join(text.split()), tags)
    for label in (Label.BODY, Label.QUOTE, Label.LIST_ITEM, Label.HEADING):
        if label is Label.LIST_ITEM and piece.text[:1].isdigit():
            continue  # its own number is the list's
        assert shown_text(write_body([replace(piece, label=label)])) == piece.text
    cells = write_body([replace(piece, label=Label.TABLE)])
    assert shown_text(cells).strip() == piece.text


def marks_seen(markdown):
    """What a Markdown reader finds bold, italic or code: the tags and the words."""
    found, open_ = [], []
    for token in READER.parse(markdown):
        for child in token.children or []:
            if child.type == "code_inline":
                found.append(("code", child.content))
            elif child.type.endswith("_open") and child.tag in ("strong", "em"):
                open_.append(child.tag)
            elif child.type.endswith("_close") and child.tag in ("strong", "em"):
                open_.pop()
            elif child.type == "text" and child.content and open_:
                found.append((" ".join(sorted(open_, reverse=True)), child.content))
    return found


@given(
    st.text(alphabet="ab1 \u3042", min_size=1, max_size=30),
    st.lists(st.tuples(st.sampled_from([*MARKS, ""]), st.integers(1, 6)), min_size=1, max_size=8),
)
def test_marks_on_words_come_back_too(text, tags):
    with_gaps = [each for tag in tags for each in (tag, ("", 1))]  # two can't touch
    piece = marked(" ".join(text.split()), with_gaps)
    assert marks_seen(write_body([piece])) == [
        (mark.tag, piece.text[mark.start : mark.end]) for mark in piece.marks
    ]


@pytest.mark.parametrize(
    ("text", "tag", "written"),
    [
        ("the bay", "strong", "the **bay**"),
        ("the bay", "strong em", "the ***bay***"),
        ("the b`y", "code", "the ``b`y``"),
        ("the `y`", "code", "the `` `y` ``"),
        ("the <b>", "code", "the `<b>`"),
    ],
)
def test_each_mark_has_its_markdown(text, tag, written):
    piece = Piece(Label.BODY, text, marks=(Inline(4, 7, tag, {}),))
    assert write_body([piece]) == written


def test_punctuation_next_to_a_letter_is_left_outside_the_mark():
    piece = Piece(Label.BODY, "Note:this", marks=(Inline(0, 5, "strong", {}),))
    assert write_body([piece]) == "**Note**:this"
    japanese = Piece(Label.BODY, "「川」と海", marks=(Inline(0, 3, "strong", {}),))
    assert write_body([japanese]) == "**「川**」と海"


@pytest.mark.parametrize(
    ("alt", "caption", "written"),
    [
        ("A train [1]", "At dawn", "![A train \\[1\\]](https://a.example/x.jpg)\\\nAt dawn"),
        (None, "", "![](https://a.example/x.jpg)"),
        ("`a` *b*", "# one", "![\\`a\\` \\*b\\*](https://a.example/x.jpg)\\\n\\# one"),
    ],
)
def test_a_picture_has_its_description_and_its_caption(alt, caption, written):
    image = Image("https://a.example/x.jpg", alt)
    assert write_body([Piece(Label.CAPTION, caption, image=image)]) == written


@given(st.text(alphabet="ab *_`[](){}<>#+-=.!|~&;:\\\"'1", max_size=30))
def test_any_description_of_a_picture_comes_back(alt):
    alt = " ".join(alt.split())
    image = Image("https://a.example/x.jpg", alt)
    tokens = READER.parse(write_body([Piece(Label.CAPTION, "", image=image)]))
    (shown,) = tokens[1].children
    assert shown.type == "image"
    assert "".join(child.content for child in shown.children or []) == alt


RECORD = {
    "schema_version": 1,
    "title": 'He said: "No"',
    "subtitle": None,
    "authors": ["Ana Ruiz", "- Tom"],
    "tags": [],
    "date_published": "2023-07-25",
    "copyright": {"notice": "© 2023: X", "holder": "X", "years": "2023"},
    "word_count": 3,
    "description": "a\u2028b\x85c\ufeffd 🙂",
    "body": [{"type": "paragraph", "text": "A dry day."}],
    "text": "A dry day.",
}


def front_matter(markdown):
    return yaml.safe_load(markdown.split("---\n")[1])


def test_a_yaml_reader_gets_the_record_back_without_what_is_empty():
    known = {key: RECORD[key] for key in RECORD if RECORD[key] not in (None, [])}
    for key in ("schema_version", "body", "text"):
        del known[key]
    assert front_matter(write_record(RECORD)) == known


def test_the_headline_and_the_body_stand_below_the_front_matter():
    assert write_record(RECORD).endswith('---\n\n# He said: "No"\n\nA dry day.\n')


def test_columns_choose_what_is_in_the_front_matter():
    written = write_record(RECORD, ("date_published", "copyright.holder"))
    assert front_matter(written) == {"date_published": "2023-07-25", "copyright.holder": "X"}


@given(st.text())
def test_any_string_comes_back_through_yaml(text):
    text = text.encode("utf-8", "replace").decode()
    written = write_record({"description": text})
    assert (front_matter(written) or {}).get("description", "") == text
