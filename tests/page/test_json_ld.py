"""JSON-LD helpers: the page's own article, and values of every shape."""

from __future__ import annotations

import pytest

from newstool.model.article import Head
from newstool.page.json_ld import (
    articles,
    items,
    main_article,
    resolve,
    text_of,
    types_of,
    url_of,
    web_page,
)


def head(*objects: object) -> Head:
    return Head(json_ld=objects)  # type: ignore[arg-type]


def test_the_news_article_is_chosen_over_the_page_around_it():
    page = {"@type": "WebPage", "name": "Harbour Times"}
    story = {"@type": "NewsArticle", "headline": "Ferry returns"}
    assert main_article(head(page, story)) is story
    assert web_page(head(page, story)) is page


def test_the_fuller_of_two_articles_is_the_main_one():
    related = {"@type": "NewsArticle", "headline": "Another story"}
    story = {"@type": "NewsArticle", "headline": "Ferry returns", "datePublished": "2024-05-01"}
    assert main_article(head(related, story)) is story


def test_the_first_of_equal_articles_is_the_main_one():
    one, two = ({"@type": "Article", "headline": name} for name in ("One", "Two"))
    assert main_article(head(one, two)) is one
    assert articles(head(one, two)) == (one, two)


def test_an_article_inside_main_entity_is_found():
    story = {"@type": ["NewsArticle"], "headline": "Ferry returns"}
    assert main_article(head({"@type": "WebPage", "mainEntity": story})) is story


@pytest.mark.parametrize("junk", [None, 3, "text", [], {"@type": 7}, {"@type": None}, {}])
def test_what_is_not_an_object_is_passed_over(junk):
    assert main_article(head(junk)) is None
    assert web_page(head(junk)) is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("NewsArticle", ("newsarticle",)),
        ("https://schema.org/NewsArticle", ("newsarticle",)),
        (["Article", "Report", 4], ("article", "report")),
        (None, ()),
    ],
)
def test_type_names_are_read_however_they_are_written(written, names):
    assert types_of({"@type": written}) == names


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ferry &amp; bus", "Ferry & bus"),
        ("Ferry &amp;quot;returns&amp;quot;", 'Ferry "returns"'),
        ("<b>Ferry</b> returns\n today ", "Ferry returns today"),
        ("Profits <3 percent", "Profits <3 percent"),
        (["", None, "Ferry"], "Ferry"),
        ({"@value": "Ferry", "@language": "en"}, "Ferry"),
        ({"name": {"@value": "Ferry"}}, "Ferry"),
        ([{"name": "Ana"}], "Ana"),
        (2024, "2024"),
        ({"@id": "#person"}, None),
        (True, None),
        (None, None),
        ("   ", None),
        ({}, None),
        ("a\x00b\ud800", "a b\ufffd"),
        ([[[[[["deep"]]]]]], None),
    ],
)
def test_text_is_read_from_values_of_every_shape(value, text):
    assert text_of(value) == text


def test_a_value_of_megabytes_is_cut_short():
    assert len(text_of("x" * 5_000_000) or "") == 10_000


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://example.org/a.jpg", "https://example.org/a.jpg"),
        ({"@type": "ImageObject", "url": "https://example.org/a.jpg"}, "https://example.org/a.jpg"),
        ([{"@id": "https://example.org/a.jpg"}], "https://example.org/a.jpg"),
        ({"url": ["https://example.org/1.jpg"]}, "https://example.org/1.jpg"),
        (7, None),
    ],
)
def test_urls_are_read_from_values_of_every_shape(value, url):
    assert url_of(value) == url


def test_a_reference_is_replaced_by_the_object_it_names():
    person = {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"}
    page = head(person)
    assert text_of(resolve(page, {"@id": "#ana"})) == "Ana Ruiz"
    assert text_of(resolve(page, "#ana")) == "Ana Ruiz"
    assert text_of(resolve(page, {"@id": "#ana", "name": ""})) == "Ana Ruiz"  # as Yoast writes it
    assert resolve(page, {"@id": "#nobody"}) == {"@id": "#nobody"}
    assert resolve(page, 3) == 3


@pytest.mark.parametrize(
    ("value", "count"), [(None, 0), ("one", 1), (["one", None, "two"], 2), ({"a": 1}, 1)]
)
def test_one_thing_and_a_list_of_things_are_read_alike(value, count):
    assert len(items(value)) == count
