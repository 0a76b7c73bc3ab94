"""Tests of the links that a body's parts keep."""

from __future__ import annotations

import pytest

import newstool

FILLER = "The office said so on Friday, after repairs that took all of eleven weeks."
PAGE = """<html><head><title>Ferry returns to Tarrow Bay</title>{head}</head><body><article>
<h1>Ferry returns to Tarrow Bay</h1>{body}<p>{filler}</p><p>{filler}</p></article></body></html>"""
OWN = '<link rel="canonical" href="https://www.tarrow.example/news/ferry">'


def parts_of(body, head=OWN):
    """The parts of the body of a page with this in it."""
    return newstool.parse(PAGE.format(head=head, body=body, filler=FILLER)).body


def links_in(body, head=OWN):
    """The words and addresses of all its links; each is where it says."""
    found = []
    for part in parts_of(body, head):
        for link in part.links:
            assert part.text[link.start : link.end] == link.text
            found.append((link.text, link.url))
    return found


def paragraph(words):
    return f"<p>It began with {words} in the old harbour, long before anyone wrote of it.</p>"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://office.example/a", "https://office.example/a"),
        ("/bay", "https://www.tarrow.example/bay"),
        ("bay?x=1#y", "https://www.tarrow.example/news/bay?x=1#y"),
        ("//cdn.tarrow.example/b", "https://cdn.tarrow.example/b"),
        (" /bay\n", "https://www.tarrow.example/bay"),
    ],
)
def test_an_address_is_absolute(href, url):
    assert links_in(paragraph(f'<a href="{href}">the bay</a>')) == [("the bay", url)]


@pytest.mark.parametrize(
    "href",
    ["", "#notes", "mailto:a@b.example", "javascript:void(0)", "tel:123", "data:text/html,x"],
)
def test_what_leads_to_no_other_page_is_left_out(href):
    assert links_in(paragraph(f'<a href="{href}">the bay</a>')) == []
    assert links_in(paragraph(f'<a href="{href}">the bay</a>'), head="") == []


def test_a_relative_address_stays_where_no_page_is_known():
    assert links_in(paragraph('<a href="/bay">the bay</a>'), head="") == [("the bay", "/bay")]


def test_a_short_link_does_not_become_a_very_long_one():
    base = f'<base href="https://a.example/{"b" * 3000}/">'
    words = '<a href="c">one</a> and <a href="/d">two</a>'
    assert links_in(paragraph(words), head=base) == [("two", "https://a.example/d")]


def test_links_are_in_the_order_of_the_text_and_never_overlap():
    words = '<a href="/a">one</a>, <a href="/b"><b>two</b> <i>three</i></a>'
    assert [text for text, _ in links_in(paragraph(words))] == ["one", "two three"]


def test_characters_that_nobody_sees_move_nothing():
    words = 'a har&shy;bour&#8203; <a href="/a">fer&shy;ry</a> and <a href="/b">bay</a>'
    assert [text for text, _ in links_in(paragraph(words))] == ["ferry", "bay"]


def test_lines_of_verse_and_paragraphs_made_by_breaks_keep_their_links():
    verse = paragraph("a song") + (
        '<p>The tide goes out over the sand,<br><a href="/a">the boats</a> come in at the dawn,'
        "<br>and so do we, and so do we.</p>"
    )
    prose = f'<p>{FILLER} Now.<br>Then <a href="/b">the ferry</a> left. {FILLER}</p>'
    assert [text for text, _ in links_in(verse + prose)] == ["the boats", "the ferry"]


def test_a_heading_without_its_permalink_keeps_the_others():
    heading = '<h2><a href="#plans">#</a> The plans of the <a href="/a">ferry</a> office</h2>'
    assert links_in(paragraph("it") + heading + paragraph("them")) == [
        ("ferry", "https://www.tarrow.example/a")
    ]


def test_a_link_around_whole_blocks_is_in_each():
    body = f'<a href="/a"><p>{FILLER} One.</p><p>{FILLER} Two.</p></a>'
    linked = [text for text, _ in links_in(paragraph("it") + body)]
    assert linked in ([], [f"{FILLER} One.", f"{FILLER} Two."])


def test_a_part_without_links_says_nothing_of_them():
    article = newstool.parse(PAGE.format(head=OWN, body=paragraph("it"), filler=FILLER))
    assert "links" not in article.to_json()
    with_link = newstool.parse(
        PAGE.format(head=OWN, body=paragraph('<a href="/a">it</a>'), filler=FILLER)
    )
    assert newstool.Article.from_json(with_link.to_json()) == with_link


def test_text_has_no_links():
    article = newstool.parse(f"Ferry returns\n\n{FILLER} See [the bay](https://a.example/).\n")
    assert all(part.links == () for part in article.body)
