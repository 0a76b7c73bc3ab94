"""The section the article is in, and its keywords."""

from __future__ import annotations

import pytest
from conftest import labelled_page

import newstool
from newstool.fields.section import rank_sections, read_section, read_tags, split_keywords
from newstool.model.article import Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html


def page(head: str, body: str = "") -> Reading:
    return read_html(decode(f"<!doctype html><head>{head}</head><body>{body}</body>"), DEFAULTS)


def ld(values: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", {values}}}</script>'


def section(head: str) -> tuple[str, str] | None:
    found = read_section(labelled_page(page(head)))
    return (found.value, found.source) if found else None


def tags(head: str, body: str = "") -> list[str]:
    return [found.value for found in read_tags(labelled_page(page(head, body)))]


CRUMBS = (
    '"itemListElement": [{"name": "Home"}, {"item": {"name": "Local"}}, {"name": "Ferry returns"}]'
)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (ld('"articleSection": "Local"'), ("Local", "json-ld:articleSection")),
        (ld('"articleSection": ["News", "Local"]'), ("Local", "json-ld:articleSection")),
        ('<meta property="article:section" content="Local">', ("Local", "meta:article:section")),
        (ld(CRUMBS, "BreadcrumbList"), ("Local", "json-ld:BreadcrumbList")),
        (ld('"articleSection": "News"'), ("News", "json-ld:articleSection")),
        ('<meta property="article:section" content="https://x.example/local">', None),
        ("", None),
    ],
)
def test_the_section_is_what_the_newsrooms_software_states(head, found):
    assert section(head) == found


def test_a_section_that_another_place_names_too_goes_before_its_equals():
    head = ld('"articleSection": ["Local", "Harbour"]')
    head += '<meta property="article:section" content="Harbour">'
    ranking = rank_sections(labelled_page(page(head)))
    assert [(one.candidate.value, one.lost) for one in ranking.ranked] == [
        ("Harbour", None),
        ("Harbour", "says the same"),
        ("Local", "agrees with nothing"),
    ]


@pytest.mark.parametrize("value", ["7", "null", "{}", "[null, 3]", "true", '{"@value": 1}'])
def test_odd_values_never_raise(value):
    head = ld(f'"articleSection": {value}, "keywords": {value}')
    section(head)
    tags(head)


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("budget, trams; harbour", ["budget", "trams", "harbour"]),
        ("渡轮，港口、风暴", ["渡轮", "港口", "风暴"]),
        ("渡轮 港口 风暴", ["渡轮", "港口", "风暴"]),
        ("Subject: Courts, Page Type: Story, Day: Friday", ["Courts"]),
        ("topic/harbours, person/Ana Ruiz", ["harbours", "Ana Ruiz"]),
        ("site_story_template, 12345, section=news, https://x.example", []),
        ("#ferries, 'goats'", ["ferries", "goats"]),
        (", ,x,", []),
        ("a" * 500, []),
    ],
)
def test_keywords_are_parted_and_a_machines_own_labels_left_out(text, keywords):
    assert split_keywords(text) == keywords


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        (ld('"keywords": "ferries, goats"'), "", ["ferries", "goats"]),
        (ld('"keywords": ["ferries", {"name": "goats"}, "Ferries"]'), "", ["ferries", "goats"]),
        (
            '<meta property="article:tag" content="ferries">'
            '<meta property="article:tag" content="goats">'
            '<meta name="keywords" content="harbour, news, online">',
            "",
            ["ferries", "goats"],
        ),
        ('<meta name="news_keywords" content="ferries &amp; buses">', "", ["ferries & buses"]),
        ('<meta name="keywords" content="' + "word a, word b, " * 20 + '">', "", []),
        (
            "",
            '<p>Tags: <a rel="tag" href="/t/1">ferries</a> <a href="/x">more</a></p>',
            ["ferries"],
        ),
        ("", "<p>Nothing here</p>", []),
    ],
    ids=[
        "one string",
        "a list of things",
        "article:tag before keywords",
        "entities undone",
        "a search engine's bait",
        "links marked as tags",
        "none",
    ],
)
def test_tags_come_from_the_most_trusted_place_that_has_any(head, body, found):
    assert tags(head, body) == found


CATEGORIES = (
    "<p><a href=/c rel='category tag'>Local</a> <a href=/c rel='category tag'>Harbour</a></p>"
    "<p><a href=/t rel=tag>ferry</a></p>"
)
MICRODATA = (
    "<div itemscope itemtype=https://schema.org/NewsArticle>"
    "<i itemprop=articleSection>Local</i><i itemprop=keywords>ferry, harbour</i></div>"
)


def test_a_links_category_is_the_section_and_no_tag():
    found = read_section(labelled_page(page("", CATEGORIES)))
    assert found is not None
    assert (found.value, found.source) == ("Local", "a[rel=category]")
    assert tags("", CATEGORIES) == ["ferry"]
    assert tags("", CATEGORIES.replace("rel=tag", "rel=bookmark")) == ["Harbour"]


def test_a_category_that_says_nothing_is_no_section():
    body = "<p><a href=/c rel='category tag'>Uncategorized</a></p>"
    assert read_section(labelled_page(page("", body))) is None


def test_microdata_names_section_and_keywords():
    found = read_section(labelled_page(page("", MICRODATA)))
    assert found is not None
    assert found.value == "Local"
    assert tags("", MICRODATA) == ["ferry", "harbour"]


def test_the_only_step_of_a_breadcrumb_is_the_section_unless_it_is_the_story():
    crumbs = ld('"itemListElement": [{"name": "Home"}, {"name": "Local"}]', "BreadcrumbList")
    assert section(crumbs) == ("Local", "json-ld:BreadcrumbList")
    assert section("<title>Local - Ferries</title>" + crumbs) is None


def test_the_sites_own_name_is_no_tag():
    head = '<meta property="og:site_name" content="Harbour Times">' + ld(
        '"keywords": "Harbour Times, ferries"'
    )
    assert tags(head) == ["ferries"]


def test_a_tags_quote_stands_in_the_input():
    reading = page(ld('"keywords": "Subject: Courts, ferries"'))
    for found in read_tags(labelled_page(reading)):
        assert found.quote in reading.document.text


STORY = f"<h1>Ferry returns to the harbour</h1><p>{'The ferry was back on Monday. ' * 9}</p>"


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ('<a class="article-section" href="/local">Local</a>', "Local"),
        ('<div class="post-category-name">Local</div>', "Local"),
        ('<div class="intersection">Local</div>', None),
        ('<div class="section">#4</div>', None),
        ('<div class="section">What the council said on Monday</div>', None),
    ],
)
def test_a_word_above_the_headline_in_an_element_called_a_section_is_the_section(above, found):
    assert newstool.parse(f"<html><body>{above}{STORY}</body></html>").section == found


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        (
            '<p>Tags: <a href="/tag/ferry/">ferry</a> <a href="/tag/alm/">Alm</a></p>',
            ("ferry", "Alm"),
        ),
        ('<p><a class="post-tag" href="/x">ferry</a></p>', ("ferry",)),
        ('<p><a href="/stage/ferry/">ferry</a></p>', ()),
        ("".join(f'<p><a href="/tags/t{n}">topic {n}</a></p>' for n in range(30)), ()),  # a cloud
    ],
)
def test_links_to_a_tags_stories_are_tags_where_they_are_few(tail, found):
    assert newstool.parse(f"<html><body>{STORY}{tail}</body></html>").tags == found


def test_links_in_a_list_called_tags_are_tags() -> None:
    links = '<li><a href="/t/1">Harbours</a></li><li><a href="/t/2">Pianos</a></li>'
    story = "<h1>The piano sails</h1><p>The ferry left Skerry at dawn.</p>"
    article = newstool.parse(f"<article>{story}<ul class=tags>{links}</ul></article>")
    assert article.tags == ("Harbours", "Pianos")
