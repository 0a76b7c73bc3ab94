"""HAR files: the pages a browser loaded, and a count of what else it loaded."""

from __future__ import annotations

import base64
import json

import pytest

import newstool

PAGE = (
    "<h1>Mine rescue ends</h1><p>By Ana Ruiz</p>"
    "<p>All miners were brought up on Sunday – both of them.</p>"
)
TEXT = "All miners were brought up on Sunday – both of them."


def entry(text=PAGE, type="text/html; charset=utf-8", status=200, url="https://post.example/mine"):
    content = {"size": len(text), "mimeType": type, "text": text}
    return {
        "startedDateTime": "2024-05-02T10:00:00.000Z",
        "request": {"method": "GET", "url": url, "headers": []},
        "response": {"status": status, "headers": [], "content": content},
    }


def har(*entries, indent=None):
    log = {"version": "1.2", "creator": {"name": "Browser", "version": "1"}, "entries": entries}
    return json.dumps({"log": log}, indent=indent).encode()


@pytest.mark.parametrize("indent", [None, 2])
def test_the_page_is_read_with_its_address_and_when_it_was_loaded(indent):
    (article,) = newstool.parse_many([har(entry(), indent=indent)])
    assert (article.title, article.authors, article.text) == (
        *("Mine rescue ends", ("Ana Ruiz",)),
        TEXT,
    )
    assert article.url == "https://post.example/mine"
    assert article.input.container == "har"
    assert article.input.fetched == "2024-05-02T10:00:00.000Z"


def test_what_is_not_a_page_is_counted():
    picture = entry("AAAA", "image/png", url="https://post.example/a.png")
    moved = entry("", status=301)
    (article,) = newstool.parse_many([har(picture, entry(), picture, moved)])
    assert article.warnings == ("skipped:2 image/png", "skipped:1 status 301")


def test_a_page_in_base64_keeps_its_encoding():
    packed = entry(base64.b64encode(PAGE.encode("cp1252")).decode(), "text/html")
    packed["response"]["content"]["encoding"] = "base64"
    (article,) = newstool.parse_many([har(packed)])
    assert article.text == TEXT


def test_damaged_base64_is_a_failure_and_the_next_page_is_read():
    broken = entry("@@@", url="https://post.example/broken")
    broken["response"]["content"]["encoding"] = "base64"
    failure, article = newstool.parse_many([har(broken, entry())])
    assert "https://post.example/broken: the page's base64 is damaged" in str(failure.error)
    assert article.text == TEXT


def test_a_file_that_breaks_off_gives_the_pages_before_and_a_failure():
    data = har(entry(), entry(url="https://post.example/second"))
    article, failure = newstool.parse_many([data[:-100]])
    assert article.text == TEXT
    assert "the HAR file breaks off" in str(failure.error)


@pytest.mark.parametrize(
    "data",
    [
        har(),
        har(entry("AAAA", "image/png")),
        har({}, {"response": 1}, {"response": {"status": "200", "content": []}}),
        b'{"log": {"version": "1.2"}}',
    ],
)
def test_a_file_without_a_page_is_one_failure(data):
    (failure,) = newstool.parse_many([data])
    assert "there is no page in this HAR file" in str(failure.error)


def test_an_article_whose_key_is_log_is_not_taken_for_one():
    (article,) = newstool.parse_many(
        [json.dumps({"log": "a", "title": "T", "text": TEXT}).encode()]
    )
    assert article.text == TEXT
