"""An article given as a JSON object: its text and its other fields."""

import json

import pytest

import newstool
from newstool.containers.json.documents import read_json_document
from newstool.model.errors import EmptyInputError, RecordError
from newstool.model.read_as import ReadAs
from newstool.model.settings import DEFAULTS

TEXT = "The ferry will return to the harbour on Monday after months of repair."


def read(found, **keys):
    return read_json_document(found, ReadAs(keys=keys), DEFAULTS)


def given(found, **keys):
    """The given values by field, a list where there are several."""
    values = {}
    for one in read({"text": TEXT, **found}, **keys).given:
        values.setdefault(one.field, []).append(one.value)
    return {field: each[0] if len(each) == 1 else each for field, each in values.items()}


# --- what makers of such files write -------------------------------------------------------------

TRAFILATURA = {
    "title": "Ferry returns",
    "author": "Ana Ruiz; Tom Okafor",
    "hostname": "post.example",
    "date": "2024-05-02",
    "fingerprint": "34f9bd9f632657e2",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": "Ferry returns " + TEXT,
    "text": TEXT,
    "language": "en",
    "image": "https://post.example/ferry.jpg",
    "pagetype": None,
    "filedate": "2024-06-01",
    "source": "https://post.example/ferry",
    "source-hostname": "Tarrow Post",
    "excerpt": "A boat is back.",
    "categories": "Local",
    "tags": "ferry;harbour",
}
NEWSPAPER = {
    "url": "https://post.example/ferry",
    "read_more_link": "",
    "language": "en",
    "title": "Ferry returns",
    "top_image": "https://post.example/ferry.jpg",
    "meta_img": "",
    "images": ["https://post.example/ferry.jpg"],
    "movies": [],
    "keywords": [],
    "meta_keywords": [""],
    "tags": ["ferry", "harbour"],
    "authors": ["Ana Ruiz", "Tom Okafor"],
    "publish_date": "2024-05-02T10:15:00+02:00",
    "summary": "",
    "meta_description": "A boat is back.",
    "meta_lang": "en",
    "meta_site_name": "Tarrow Post",
    "canonical_link": "https://post.example/ferry",
    "text": TEXT,
}
NEWS_PLEASE = {
    "authors": ["Ana Ruiz"],
    "date_download": "2024-06-01 00:00:00",
    "date_modify": "None",
    "date_publish": "2024-05-02 10:15:00",
    "description": "A boat is back.",
    "filename": "ferry.json",
    "image_url": "https://post.example/ferry.jpg",
    "language": "en",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "post.example",
    "title": "Ferry returns",
    "title_page": None,
    "title_rss": None,
    "url": "https://post.example/ferry",
}
FUNDUS = {
    "title": "Ferry returns",
    "body": {
        "summary": ["A boat is back."],
        "sections": [
            {"headline": [], "paragraphs": [TEXT]},
            {"headline": ["What it cost"], "paragraphs": ["Three million crowns."]},
        ],
    },
    "authors": ["Ana Ruiz", "Tom Okafor"],
    "publishing_date": "2024-05-02 10:15:00+02:00",
    "topics": ["ferry", "harbour"],
    "free_access": True,
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry returns",
    "alternativeHeadline": "A boat is back after months of repair",
    "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Tom Okafor"}],
    "publisher": {"@type": "Organization", "name": "Tarrow Post"},
    "datePublished": "2024-05-02T10:15:00+02:00",
    "dateModified": "2024-05-03T08:00:00+02:00",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/ferry"},
    "image": [{"@type": "ImageObject", "url": "https://post.example/ferry.jpg"}],
    "inLanguage": "en-GB",
    "articleSection": "Local",
    "keywords": "ferry, harbour",
    "articleBody": TEXT,
}
NEWS_API = {
    "source": {"id": None, "name": "Tarrow Post"},
    "author": "Ana Ruiz",
    "title": "Ferry returns - Tarrow Post",
    "description": "A boat is back.",
    "url": "https://post.example/ferry",
    "urlToImage": "https://post.example/ferry.jpg",
    "publishedAt": "2024-05-02T08:15:00Z",
    "content": TEXT,
}
WORDPRESS = {
    "id": 17,
    "date": "2024-05-02T10:15:00",
    "modified": "2024-05-03T08:00:00",
    "link": "https://post.example/ferry",
    "title": {"rendered": "Ferry returns"},
    "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
    "excerpt": {"rendered": "<p>A boat is back.</p>"},
}
JSON_FEED = {
    "id": "a-1",
    "url": "https://post.example/ferry",
    "title": "Ferry returns",
    "content_html": f"<p>{TEXT}</p>",
    "date_published": "2024-05-02T10:15:00+02:00",
    "authors": [{"name": "Ana Ruiz", "url": "https://post.example/ana"}],
    "tags": ["ferry", "harbour"],
}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            TRAFILATURA,
            {
                "authors": "Ana Ruiz; Tom Okafor",
                "date_published": "2024-05-02",
                "site_name": "Tarrow Post",
                "language": "en",
                "description": "A boat is back.",
                "section": "Local",
                "tags": "ferry;harbour",
            },
        ),
        (
            NEWSPAPER,
            {
                "authors": ["Ana Ruiz", "Tom Okafor"],
                "date_published": "2024-05-02T10:15:00+02:00",
                "site_name": "Tarrow Post",
                "language": "en",
                "description": "A boat is back.",
                "tags": ["ferry", "harbour"],
            },
        ),
        (
            NEWS_PLEASE,
            {
                "authors": "Ana Ruiz",
                "date_published": "2024-05-02 10:15:00",
                "language": "en",
                "description": "A boat is back.",
            },
        ),
        (
            SCHEMA_ORG,
            {
                "subtitle": "A boat is back after months of repair",
                "authors": ["Ana Ruiz", "Tom Okafor"],
                "site_name": "Tarrow Post",
                "date_published": "2024-05-02T10:15:00+02:00",
                "date_modified": "2024-05-03T08:00:00+02:00",
                "language": "en-GB",
                "section": "Local",
                "tags": "ferry, harbour",
            },
        ),
    ],
    ids=["trafilatura", "newspaper4k", "news-please", "schema.org"],
)
def test_extractors_and_schema_org_are_known(found, expected):
    common = {"title": "Ferry returns", "url": "https://post.example/ferry"}
    common["image"] = "https://post.example/ferry.jpg"
    document = read(found)
    values = {}
    for one in document.given:
        values.setdefault(one.field, []).append(one.value)
    assert {f: each[0] if len(each) == 1 else each for f, each in values.items()} == {
        **common,
        **expected,
    }
    assert (document.text, document.format, document.warnings) == (TEXT, "text", ())
    assert document.url == "https://post.example/ferry"


def test_a_body_of_sections_becomes_a_text_with_subheadings():
    document = read(FUNDUS)
    assert document.text == f"{TEXT}\n\n## What it cost\n\nThree million crowns."
    assert [one.value for one in document.given if one.field == "tags"] == ["ferry", "harbour"]
    (standfirst,) = [one for one in document.given if one.field == "subtitle"]
    assert (standfirst.value, standfirst.where) == ("A boat is back.", "/body/summary/0")


@pytest.mark.parametrize("found", [WORDPRESS, JSON_FEED])
def test_what_software_for_pages_exports_is_html(found):
    document = read(found)
    assert (document.text, document.format) == (f"<p>{TEXT}</p>", "html")
    assert document.id == found["id"]
    assert document.given[0].value == "Ferry returns"


def test_a_source_with_a_name_is_a_source():
    assert given(NEWS_API)["source"] == "Tarrow Post"


def test_a_text_that_a_search_cut_short_is_only_a_summary():
    document = read({**NEWS_API, "content": f"{TEXT[:40]}… [+1234 chars]"})
    assert (document.text, document.warnings) == (f"{TEXT[:40]}…", ("summary-only",))


# --- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("author", "Ana Ruiz and Tom Okafor", "authors", "Ana Ruiz and Tom Okafor"),
        ("author", ["Ana Ruiz", {"name": "Tom Okafor"}], "authors", ["Ana Ruiz", "Tom Okafor"]),
        ("author", {"firstName": "Ana", "last_name": "Ruiz"}, "authors", "Ana Ruiz"),
        ("byline", {"original": "By Ana Ruiz"}, "byline", "By Ana Ruiz"),
        ("date", "Thu, 02 May 2024 10:15:00 +0200", "date_published", None),
        ("date", 1714637700, "date_published", "1714637700"),
        ("date", 1714637700000, "date_published", "1714637700000"),
        ("date", 1714637700.0, "date_published", "1714637700"),
        ("date", {"$date": "2024-05-02T08:15:00Z"}, "date_published", "2024-05-02T08:15:00Z"),
        ("date", "2 May 2024", "date_published", "2 May 2024"),
        ("tags", [{"term": "ferry"}, {"label": "harbour"}], "tags", ["ferry", "harbour"]),
        ("headline", {"main": "Ferry returns", "kicker": None}, "title", "Ferry returns"),
    ],
)
def test_values_of_many_shapes_are_read(key, value, field, expected):
    assert given({key: value}) == {field: expected or value}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", 5),
        ("title", "x" * 5000),
        ("title", [[[[[["deep"]]]]]]),
        ("title", "***"),
        ("author", {"age": 40}),
        ("date", "soon"),
        ("date", True),
        ("date", 10**400),
        ("url", "nowhere"),
        ("image", {"width": 5}),
    ],
)
def test_a_value_that_cannot_be_used_is_passed_over_with_a_warning(key, value):
    document = read({"text": TEXT, key: value})
    assert document.given == ()
    assert document.warnings == (f"ignored:{key}",)


@pytest.mark.parametrize("value", [None, "", "  ", "None", "null", [], {}, [""]])
def test_a_value_that_says_nothing_is_none(value):
    document = read({"text": TEXT, "date": value, "author": value})
    assert (document.given, document.warnings) == ((), ())


def test_where_a_key_is_of_no_use_the_next_one_is_used():
    assert given({"date": "soon", "timestamp": "2024-05-02"}) == {"date_published": "2024-05-02"}


def test_each_value_knows_its_key_and_its_place():
    document = read({"text": TEXT, "authors": [{"name": "Ana Ruiz"}], "og:title": "Ferry returns"})
    assert [(one.source, one.where) for one in document.given] == [
        ("json key 'og:title'", "/og:title"),
        ("json key 'authors'", "/authors/0/name"),
    ]


def test_the_caller_names_other_keys_and_paths_to_them():
    found = {"webTitle": "Ferry", "fields": {"body": TEXT, "by/line": "Ana Ruiz"}}
    keys = {"text": "fields.body", "title": "webTitle", "byline": "fields.by/line"}
    document = read(found, **keys)
    assert document.text == TEXT
    assert [(one.field, one.where) for one in document.given] == [
        ("title", "/webTitle"),
        ("byline", "/fields/by~1line"),
    ]


# --- the text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "text", "format"),
    [
        ({"html": "<p>A</p>", "text": "B"}, "<p>A</p>", "html"),
        ({"html": "", "text": "B"}, "B", "text"),
        ({"text": "<p>A</p>"}, "<p>A</p>", "html"),
        ({"content": "B"}, "B", "text"),
        ({"text": ["A", "B"]}, "A\n\nB", "text"),
        ({"text": 5, "body": "B"}, "B", "text"),
    ],
)
def test_the_first_key_that_holds_an_article_is_read(found, text, format):
    document = read(found)
    assert (document.text, document.format) == (text, format)


def test_a_summary_is_read_where_there_is_no_text():
    document = read({"title": "Ferry returns", "description": "A boat is back."})
    assert (document.text, document.warnings) == ("A boat is back.", ("summary-only",))


@pytest.mark.parametrize(
    ("found", "error", "said"),
    [
        ({"a": 1, "b": 2}, RecordError, "no 'html' and no 'text' in this object.*it has 'a', 'b'"),
        ({}, RecordError, "no keys"),
        ({"text": 5}, RecordError, "'text' must be a string, not int"),
        ({"text": " "}, EmptyInputError, "empty"),
    ],
)
def test_an_object_without_an_article_is_an_error_that_says_what_it_has(found, error, said):
    with pytest.raises(error, match=said):
        read(found)


def test_an_item_of_an_agency_has_a_name_and_two_dates():
    item = {"uri": "urn:tb:ferry", "versioncreated": "2024-05-02T09:30Z", "body_html": TEXT}
    article = newstool.parse(item)
    assert (article.input.id, article.url, article.warnings) == ("urn:tb:ferry", None, ())
    assert str(article.date_published) == str(article.date_modified) == "2024-05-02T09:30Z"
    article = newstool.parse({**item, "firstcreated": "2024-05-02T08:30Z"})
    assert str(article.date_published) == "2024-05-02T08:30Z"
    assert str(article.date_modified) == "2024-05-02T09:30Z"


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_feed_says_whose_its_items_are(indent):
    item = {"id": "1", "title": "Ferry returns", "content_html": f"<p>{TEXT}</p>"}
    version = "https://jsonfeed.org/version/1.1"
    french = {"language": "fr", "content_html": "<p>Le bac reprendra lundi dans le port.</p>"}
    items = [item, {**item, **french}]
    feed = {"version": version, "title": "Tarrow Post", "language": "en", "items": items}
    one, two = newstool.parse_many([json.dumps(feed, indent=indent)])
    assert (one.title, one.site_name, one.language) == ("Ferry returns", "Tarrow Post", "en")
    assert two.language == "fr"
