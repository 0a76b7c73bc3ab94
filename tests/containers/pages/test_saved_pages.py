"""Pages that were saved: where they were and when, as the comment at their top says."""

import pytest
from conftest import PARAGRAPHS, page

import newstool

URL = "https://www.post.example/2024/bridge"
CHROME = f"<!-- saved from url=(0036){URL} -->"
SINGLE_FILE = (
    f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: "
    "Fri Nov 15 2024 08:00:00 GMT+0100 (Central European Standard Time)\n-->"
)
HTTRACK = (
    "<!-- Mirrored from www.post.example/2024/bridge by HTTrack Website Copier/3.x [XR&CO'2014], "
    "Fri, 15 Nov 2024 07:00:00 GMT -->"
)


def saved(comment, **options):
    opened = b"<!DOCTYPE html>"
    return page(**options).replace(opened, opened + b"\n" + comment.encode() + b"\n")


@pytest.mark.parametrize(
    ("comment", "url", "fetched", "source"),
    [
        (CHROME, URL, None, "comment of the browser that saved it"),
        (SINGLE_FILE, URL, "2024-11-15T08:00:00+01:00", "comment of SingleFile"),
        (HTTRACK, URL.replace("https", "http"), "2024-11-15T07:00:00Z", "comment of HTTrack"),
    ],
    ids=["chrome", "singlefile", "httrack"],
)
def test_a_saved_page_says_where_it_was(comment, url, fetched, source):
    record = newstool.parse(saved(comment), evidence=True).to_dict()
    assert (record["url"], record["domain"]) == (url, "post.example")
    assert record["input"]["fetched"] == fetched
    assert record["evidence"]["url"]["from"] == source
    assert (record["title"], record["text"]) == ("A bridge for Tarrow Bay", "\n\n".join(PARAGRAPHS))


def test_a_caller_knows_better():
    assert newstool.parse(saved(CHROME), url="https://a.example/b").url == "https://a.example/b"


def test_a_canonical_address_stays_the_canonical_one():
    link = b'<link rel="canonical" href="https://www.post.example/bridge"></head>'
    article = newstool.parse(saved(CHROME).replace(b"</head>", link))
    assert (article.url, article.canonical_url) == (URL, "https://www.post.example/bridge")


def test_relative_dates_count_from_the_day_it_was_saved():
    data = saved(SINGLE_FILE, date="").replace(b"By Ana Ruiz<", b"By Ana Ruiz, 2 days ago<")
    assert str(newstool.parse(data).date_published).startswith("2024-11-13")


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0014)about:internet -->",
        "<!-- saved from url=(0022)file:///C:/bridge.html -->",
        "<!-- saved from url=(0036) -->",
        "<!-- Page saved with SingleFile -->",
        "<!-- Mirrored from a place -->",
        "<!-- " + "saved from url=(0001)" * 5000,
    ],
)
def test_a_comment_without_an_address_says_nothing(comment):
    data = saved(comment + "-->" * (not comment.endswith("-->")))
    assert newstool.parse(data).url is None


def test_a_comment_in_the_story_is_not_of_the_page():
    story = "<p>" + "The ferry is back. " * 2000 + "</p>" + CHROME
    assert newstool.parse(page().replace(b"</article>", story.encode() + b"</article>")).url is None
