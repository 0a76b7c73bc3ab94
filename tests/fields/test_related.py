"""Related headlines are other stories' titles, not leads, sections, dates or buttons."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.related import read_related
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    Inline,
    Label,
    LabelledBlock,
    Markup,
    Reading,
    Related,
)

URL = "https://tram.example/news/1"


def read(*lines: str, markups=(), rule="by-hand", url=URL):
    labelled = [
        LabelledBlock(
            Block(number, BlockKind.PARAGRAPH, text, markup=markups[number] if markups else None),
            Label.RELATED,
            rule,
        )
        for number, text in enumerate(lines)
    ]
    document = Document("", "text", Encoding("utf-8", "str"), url=url)
    reading = Reading(document, tuple(one.block for one in labelled), Head())
    return [one.value for one in read_related(labelled_page(reading, labelled))]


def link(text: str, href: str | None) -> Markup:
    return Markup(0, len(text), 0, (Inline(0, len(text), "a", {"href": href}),))


def test_lines_under_a_heading_are_headlines_and_the_heading_is_none():
    assert read(
        "Related News",
        "Tram drivers rank third among 500 Chin...",
        "Two medals for the tram works",
        "The old bridge will be repai…",
    ) == [
        Related("Tram drivers rank third among 500 Chin...", None, True),
        Related("Two medals for the tram works"),
        Related("The old bridge will be repai…", None, True),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Read more: Trams return to the old town", "Trams return to the old town"),
        ("À lire aussi : Le tram revient en ville", "Le tram revient en ville"),
        ("► Lesen Sie auch: Die Tram kommt zurück", "Die Tram kommt zurück"),
        ("Читайте также: Трамвай вернулся в город", "Трамвай вернулся в город"),
        ("相关阅读：电车周一回到老城区", "电车周一回到老城区"),
    ],
)
def test_the_words_that_lead_to_a_headline_are_cut(line, title):
    assert read(line) == [Related(title)]


@pytest.mark.parametrize(
    "line", ["Sport", "3 March 2023", "Read more", "5 hours ago", "12 Comments", "Load more"]
)
def test_sections_dates_and_buttons_are_no_headlines(line):
    assert read(line) == []


def test_on_a_page_a_headline_is_a_link_with_its_absolute_url():
    title, teaser = "Trams return to the old town", "The council voted on Monday night."
    markups = (link(title, "/news/2"), Markup(0))
    assert read(title, teaser, markups=markups) == [Related(title, "https://tram.example/news/2")]


def test_without_the_pages_own_address_a_relative_link_has_none():
    title = "Trams return to the old town"
    assert read(title, markups=(link(title, "/2"),), url=None) == [Related(title)]
    assert read(title, markups=(link(title, "#top"),), url=None) == []


@pytest.mark.parametrize(
    "href", [None, "", "javascript:void(0)", "mailto:a@tram.example", "http://["]
)
def test_a_link_that_leads_to_no_page_is_no_headline(href):
    title = "Trams return to the old town"
    assert read(title, markups=(link(title, href),)) == []


def test_a_story_that_is_linked_twice_is_listed_once():
    first, second = "Trams return to the old town", "Trams return: what to know"
    markups = (link(first, "/2"), link(second, "/2"))
    assert [one.title for one in read(first, second, markups=markups)] == [first]


def test_a_sidebars_short_links_are_menus():
    assert read("Terms and conditions apply", rule="in-sidebar") == []
    assert read("Terms and conditions apply", rule="in-related") != []


def test_a_flood_of_headlines_is_cut_off():
    assert len(read(*(f"Tram number {n} returns to town" for n in range(5000)))) == 100
