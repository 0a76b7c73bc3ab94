"""The site's name and the page's addresses."""

from __future__ import annotations

import pytest

import newstool
from newstool.fields.site import read_canonical_url, read_domain, read_site_name, read_url
from newstool.model.article import Document, Encoding, Head, LinkTag, MetaTag, Reading
from newstool.model.settings import DEFAULTS
from newstool.page.addresses import clean_url, host_of
from newstool.page.facts import Page, page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.vocabulary.folding import site_words

STORY = "https://www.harbourtimes.example/2024/05/ferry-returns"


def page(
    *,
    url: str | None = None,
    meta: dict[str, str] | None = None,
    canonical: str | None = None,
    base: str | None = None,
    json_ld: tuple[dict[str, object], ...] = (),
) -> Page:
    reading = Reading(
        Document("", "html", Encoding("utf-8", "utf-8"), url=url),
        (),
        Head(
            base_url=base,
            meta=tuple(MetaTag(name, content) for name, content in (meta or {}).items()),
            links=(LinkTag("canonical", canonical),) if canonical is not None else (),
            json_ld=json_ld,
        ),
    )
    return page_of(reading)


@pytest.mark.parametrize(
    ("value", "base", "url"),
    [
        ("https://example.org/a b.jpg", None, "https://example.org/a%20b.jpg"),
        ("/a.jpg", STORY, "https://www.harbourtimes.example/a.jpg"),
        ("//cdn.example.org/a.jpg", None, "https://cdn.example.org/a.jpg"),
        ("https://exam\nple.org/", None, "https://example.org/"),
        ("/a.jpg", None, None),
        ("javascript:void(0)", STORY, None),
        ("data:image/png;base64,AAAA", STORY, None),
        ("http://[broken", STORY, None),
        ("http://localhost/", None, None),
        ("", STORY, None),
        (None, STORY, None),
        ("https://example.org/" + "a" * 10_000, None, None),
    ],
)
def test_only_addresses_of_pages_and_files_become_urls(value, base, url):
    assert clean_url(value, base) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("http://user@news.example.org/", "news.example.org"),
        ("example.org", "example.org"),
        ("https://www.com/", "www.com"),
        ("http://[::1", None),
        ("not a url", None),
        (None, None),
    ],
)
def test_a_domain_is_the_host_without_www(url, host):
    assert host_of(url) == host


def test_the_canonical_link_is_made_absolute():
    found = read_canonical_url(page(url=STORY + "?ref=mail", canonical="/2024/05/ferry-returns"))
    assert found is not None
    assert found.value == STORY
    assert found.source == "link:canonical"
    assert found.quote == "/2024/05/ferry-returns"


def test_a_canonical_link_to_the_home_page_of_a_deeper_page_is_passed_over():
    home = "https://www.harbourtimes.example/"
    assert read_canonical_url(page(url=STORY, canonical=home)) is None
    found = read_canonical_url(page(url=STORY, canonical=home, meta={"og:url": STORY}))
    assert found is not None and found.value == STORY


@pytest.mark.parametrize("junk", ["", "undefined", "http://[", "mailto:desk@example.org"])
def test_a_canonical_link_that_is_no_address_says_nothing(junk):
    assert read_canonical_url(page(canonical=junk)) is None


def test_the_address_given_by_the_caller_wins_over_what_the_page_claims():
    given = read_url(page(url="https://example.org/x", canonical=STORY))
    claimed = read_url(page(canonical=STORY))
    assert given is not None and (given.value, given.source) == ("https://example.org/x", "given")
    assert claimed is not None and claimed.value == STORY
    assert read_url(page()) is None


def test_the_domain_comes_from_the_page_when_no_url_was_given():
    found = read_domain(page(meta={"og:url": STORY}))
    assert found is not None
    assert found.value == "harbourtimes.example"
    assert (found.source, found.quote) == ("meta:og:url", STORY)


def test_relative_addresses_are_joined_to_the_base_element():
    assert page(url=STORY, base="/archive/").base == "https://www.harbourtimes.example/archive/"
    assert page(url=STORY).base == STORY


@pytest.mark.parametrize(
    ("page", "name", "source"),
    [
        (
            page(meta={"og:site_name": "Harbour &amp; Coast"}),
            "Harbour & Coast",
            "meta:og:site_name",
        ),
        (
            page(json_ld=({"@type": "NewsArticle", "publisher": {"name": "Harbour Times"}},)),
            "Harbour Times",
            "json-ld:publisher.name",
        ),
        (
            page(
                meta={"application-name": "HT"},
                json_ld=({"@type": "WebSite", "name": "Harbour Times"},),
            ),
            "Harbour Times",
            "json-ld:website.name",
        ),
        (
            page(meta={"og:site_name": "Home", "application-name": "HT"}),
            "HT",
            "meta:application-name",
        ),
    ],
)
def test_the_site_name_is_read_from_the_best_place_that_has_one(page, name, source):
    found = read_site_name(page)
    assert found is not None
    assert (found.value, found.source) == (name, source)


def test_a_page_that_names_no_site_has_none():
    assert read_site_name(page(url=STORY)) is None
    assert read_site_name(page(meta={"og:site_name": "x" * 500})) is None


def shown(title: str, body: str) -> Page:
    return page_of(read_html(decode(f"<title>{title}</title><body>{body}"), DEFAULTS))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Ferry returns - Harbour Times", "<a href=/>HARBOUR TIMES</a><p>Ferry</p>"),
        (
            "Harbour Times: Ferry returns",
            "<h1><a href='https://ht.example/'>Harbour Times</a></h1>",
        ),
        ("Ferry returns | Harbour Times", "<img alt='Harbour Times logo' src=l.png><p>Ferry</p>"),
        (
            "Ferry returns",
            "<div itemscope itemtype=http://schema.org/NewsArticle>"
            "<div itemprop=publisher itemscope itemtype=http://schema.org/Organization>"
            "<meta itemprop=name content='Harbour Times'></div></div>",
        ),
    ],
)
def test_a_sites_sign_confirms_the_name_that_its_title_holds(title, body):
    found = read_site_name(shown(title, body))
    assert found is not None
    assert found.value == "Harbour Times"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Ferry returns - Local", "<a href=/local>Local</a>"),  # a menu's link
        ("Ferry returns - Harbour Times", "<a href=#>Ferry returns</a>"),
        ("Ferry returns Harbour", "<a href=/>Harbour</a>"),  # no mark parts it
        ("Ferry returns: a tale", "<img alt='Ferry returns' src=f.jpg>"),  # a picture of the story
        ("Ferry returns - ...", "<a href=/>...</a>"),
        ("Ferry returns… | Harbour", "<a href=/>Ferry returns…</a>"),
    ],
)
def test_other_words_of_the_title_are_no_sites_name(title, body):
    assert read_site_name(shown(title, body)) is None


def test_a_site_of_three_words_goes_by_its_initials_too():
    assert "hct" in page(meta={"og:site_name": "The Harbour Coast Times"}).site_names


def test_a_site_goes_by_its_name_and_by_its_host():
    found = page(url=STORY, meta={"og:site_name": "The Harbour Times"})
    assert set(found.site_names) == {
        "theharbourtimes",
        "harbourtimesexample",
        "harbourtimes",
    }
    assert site_words("The Daily-News!") == "thedailynews"


@pytest.mark.parametrize("value", [5, None, ["x"], {"name": 7}, {"name": {"@value": None}}, True])
def test_odd_values_in_json_ld_never_raise(value):
    odd = page(json_ld=({"@type": "NewsArticle", "publisher": value, "url": value},))
    read_site_name(odd)
    read_url(odd)
    read_canonical_url(odd)


ARCHIVED = "https://archive.example/web/20170527142055/http://www.skerry.example/2009/lamp.html"


def test_an_archived_page_has_its_own_address() -> None:
    page = f'<link rel=canonical href="{ARCHIVED}"><h1>The lamp</h1><p>It went out at nine.</p>'
    article = newstool.parse(page)
    assert article.canonical_url == "http://www.skerry.example/2009/lamp.html"
    assert article.domain == "skerry.example"
    assert newstool.parse(page, url=ARCHIVED).domain == "skerry.example"


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("The piano sails | Skerry Post", "<h1>The piano sails</h1>", "Skerry Post"),
        ("The piano sails - Skerry Post", "", "Skerry Post"),
        ("The piano sails - Dawn crossing", "", None),  # of the story: it has the word
        ("The piano sails | The ferry leaves at 5", "<h1>The piano sails</h1>", None),
        ("The piano sails | Skerry Post", "<h1>Crossings of the week</h1>", None),
    ],
)
def test_the_end_of_the_pages_title_names_the_site_behind_its_headline(
    title: str, heading: str, name: str | None
) -> None:
    story = "<p>The ferry left at dawn.</p><p>A smooth crossing, the captain said.</p>"
    article = newstool.parse(f"<title>{title}</title>{heading}{story}")
    assert article.site_name == name
