"""What isn't body gets its name from its words, its place or its company."""

from __future__ import annotations

import pytest
from conftest import page_of_lines

from newstool.labelling.furniture import NOT_BODY, name_furniture
from newstool.model.article import Label
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

STORY = (
    "<article class='post tag-trams category-related'><h1>Trams return</h1>"
    "<p class='lead'>The council voted on Monday night to bring back the trams.</p></article>"
)


def name_lines(*lines: str) -> list[tuple[Label, str]]:
    """Names of all lines of a plain text, as if a model had removed each."""
    return name_furniture(page_of_lines(lines), range(len(lines)))


def name_page(html: str) -> dict[str, tuple[Label, str]]:
    """Names of the blocks outside the story, by their text."""
    page = f"<html><body class='single has-sidebar'><div id='wrap-sidebar'>{STORY}{html}"
    reading = read_html(decode(page.encode()), DEFAULTS)
    removed = [block.index for block in reading.blocks[2:]]
    names = name_furniture(page_of(reading), removed)
    return {reading.blocks[n].text: name for n, name in zip(removed, names, strict=True)}


def test_lines_after_a_heading_belong_to_it_until_something_else_begins():
    labels = [
        label
        for label, _ in name_lines(
            "E-mail press@tram.example Phone 0551-65179860-203",
            "Related News",
            "Tram drivers rank third among 500 Chin...",
            "Two medals for the tram works",
            "Contact Us",
            "Copyright ©2000-2021 tram.example All rights reserved.",
        )
    ]
    assert labels == [
        *(Label.CONTACT, Label.RELATED, Label.RELATED, Label.RELATED),
        *(Label.CONTACT, Label.COPYRIGHT),
    ]


def test_a_company_portrait_follows_its_heading():
    names = name_lines("About Tram Works Inc.", "Tram Works builds trams. " * 20)
    assert names == [(Label.OTHER, "about-company"), (Label.OTHER, "after-about-company")]


def test_what_nothing_names_is_other():
    assert name_lines("The mill stands still.") == [NOT_BODY]


@pytest.mark.parametrize(
    ("html", "text", "name"),
    [
        ("<nav><a href='/a'>Old town</a></nav>", "Old town", (Label.NAVIGATION, "in-navigation")),
        ("<div class='related-posts'><p>Mill burns</p></div>", "Mill burns",
         (Label.RELATED, "in-related")),
        ("<div class='td-postFooter'><p class='newsletterBox'>Every Friday</p></div>",
         "Every Friday", (Label.NEWSLETTER, "in-newsletter-box")),
        ("<figure><figcaption>The mill</figcaption></figure>", "The mill",
         (Label.CAPTION, "in-caption")),
        ("<section id='comments'><p>I like trams.</p></section>", "I like trams.",
         (Label.COMMENTS, "in-comments")),
        ("<div class='byline'>Ana Ruiz</div>", "Ana Ruiz", (Label.BYLINE, "in-byline")),
        ("<footer><p>Rail Street 1</p></footer>", "Rail Street 1",
         (Label.NAVIGATION, "in-header-or-footer")),
    ],
)  # fmt: skip
def test_the_names_of_elements_name_what_they_hold(html, text, name):
    assert name_page(html)[text] == name


def test_a_lines_own_words_come_before_its_place():
    html = "<footer><p>© 2023 Tram Post</p><p>Share this article</p></footer>"
    names = name_page(html)
    assert names["© 2023 Tram Post"] == (Label.COPYRIGHT, "copyright-sign")
    assert names["Share this article"] == (Label.SHARE, "share-line")


def test_another_storys_date_and_byline_are_not_the_articles():
    html = (
        "<div class='most-read'><p class='date'>Published 3 March 2023</p>"
        "<p class='author'>By Ana Ruiz</p></div>"
    )
    assert set(name_page(html).values()) == {(Label.RELATED, "in-related")}


def test_an_element_that_holds_the_story_says_nothing_about_the_rest():
    assert name_page("<p>Rail Street 1</p>")["Rail Street 1"] == NOT_BODY


def test_links_in_a_row_are_a_menu_or_headlines():
    menu = "".join(f"<p><a href='/{n}'>{n}</a></p>" for n in ("Town", "Mill", "River"))
    assert name_page(menu)["Mill"] == (Label.NAVIGATION, "run-of-links")
    stories = "".join(
        f"<p><a href='/{n}'>{n} votes to bring back its trams</a></p>" for n in ("A", "B", "C")
    )
    assert name_page(stories)["B votes to bring back its trams"] == (
        Label.RELATED,
        "run-of-headlines",
    )


def test_a_deep_chain_of_containers_is_walked_without_recursion():
    page = name_page("<div class='share-bar'>" + "<div>" * 20_000 + "<p>Mill</p>")
    assert page["Mill"][0] is Label.SHARE
