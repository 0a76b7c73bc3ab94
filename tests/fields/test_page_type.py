"""What kind of page it is, and why."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.page_type import read_page_type
from newstool.model.article import Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

STORY = "<p>" + "The ferry was back in the harbour on Monday. " * 20 + "</p>"
TEASER = '<h3><a href="/x">Mayor opens the second bridge over the Ketter</a></h3>'


def page(body: str, head: str = "", url: str | None = None) -> Reading:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(decode(html, url=url), DEFAULTS)


def kind(reading: Reading) -> tuple[str, str] | None:
    labelled = [
        LabelledBlock(
            block, Label.BODY if block.text.startswith("The ferry") else Label.OTHER, "test"
        )
        for block in reading.blocks
    ]
    found = read_page_type(labelled_page(reading, labelled))
    return (found.value, found.source) if found else None


def ld(name: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{name}", "headline": "Ferry"}}</script>'


TIMES = "".join(f'<time datetime="2024-05-12T0{hour}:00">{hour}:00</time>' for hour in range(1, 8))


@pytest.mark.parametrize(
    ("reading", "found"),
    [
        (page(STORY), ("article", "body-text")),
        (page(STORY, ld("NewsArticle")), ("article", "json-ld:@type")),
        (page(STORY, '<meta property="og:type" content="article">'), ("article", "meta:og:type")),
        (page("<p>The ferry is back.</p>", ld("NewsArticle")), ("article", "json-ld:@type")),
        (page(STORY, ld("LiveBlogPosting")), ("live", "json-ld:@type")),
        (page(STORY + TIMES, url="https://x.example/liveblog/1"), ("live", "url")),
        (page(STORY, url="https://x.example/liveblog/1"), ("article", "body-text")),
        (page(TEASER * 20), ("index", "linked-headlines")),
        (page(STORY + TEASER * 20, url="https://x.example/"), ("index", "home-page")),
        (page(TEASER * 20, ld("CollectionPage")), ("index", "json-ld:@type")),
        (page(STORY + TEASER * 20), ("article", "body-text")),
        (page("<p>Hello</p>"), ("unknown", "too-little-text")),
        (page(""), None),
    ],
    ids=[
        "a story",
        "a story that says so",
        "og:type",
        "a story in brief",
        "a live blog by its type",
        "a live blog by its address and its times",
        "an address alone is not enough",
        "linked headlines only",
        "a home page",
        "a page that says it is a collection",
        "a story with teasers below",
        "a greeting",
        "nothing",
    ],
)
def test_the_page_type_is_told_with_its_reason(reading, found):
    assert kind(reading) == found


@pytest.mark.parametrize("url", ["http://[", "", "x" * 5000, "https://x.example/?id=1"])
def test_odd_addresses_never_raise(url):
    kind(page(STORY, url=url))


def test_the_type_is_quoted_as_the_page_writes_it():
    reading = page(STORY, ld("NewsArticle"))
    found = read_page_type(labelled_page(reading))
    assert found is None or found.quote in reading.document.text
