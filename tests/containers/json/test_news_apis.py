"""What searches, archives and wires of news answer with in JSON becomes the records it means."""

from __future__ import annotations

import json

import pytest
from conftest import assert_valid

import newstool

FIRST = "The ferry will return to the harbour on Monday after months of repair."
SECOND = "Tickets are sold at the pier from Friday on, the harbour master said."
TITLE = "Ferry returns to the harbour"
URL = "https://courier.example/ferry"
PICTURE = "https://courier.example/ferry.jpg"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
BOTH = f"{FIRST}\n{SECOND}"
AT = "2024-05-02T08:34:11"

GUARDIAN = {
    "id": "world/2024/may/02/ferry",
    "type": "article",
    "sectionName": "World news",
    "webPublicationDate": f"{AT}Z",
    "webTitle": f"{TITLE} - as it happened",
    "webUrl": URL,
    "fields": {
        "headline": TITLE,
        "standfirst": "<p>The boat is <strong>back</strong></p>",
        "byline": "Ana Ruiz and Tom Okafor in Halvren",
        "body": HTML,
        "bodyText": f"{FIRST} {SECOND}",
        "thumbnail": PICTURE,
        "publication": "The Harbour Courier",
        "lastModified": "2024-05-02T10:00:00Z",
    },
    "tags": [
        {"type": "keyword", "webTitle": "Ferries"},
        {"type": "contributor", "webTitle": "Ana Ruiz"},
    ],
}
TIMES = {
    "abstract": "The boat is back.",
    "web_url": URL,
    "snippet": "The boat is back.",
    "lead_paragraph": FIRST,
    "source": "The Harbour Courier",
    "headline": {"main": TITLE, "kicker": "Harbour", "print_headline": "A Ferry Returns"},
    "keywords": [{"name": "subject", "value": "Ferries"}, {"name": "places", "value": "Halvren"}],
    "pub_date": f"{AT}+0000",
    "section_name": "World",
    "byline": {"original": "By Ana Ruiz and Tom Okafor", "person": [], "organization": None},
    "_id": "nyt://article/abc",
    "uri": "nyt://article/abc",
}
NINJS = {
    "uri": "tag:wire.example,2024:ferry",
    "type": "text",
    "versioncreated": f"{AT}+00:00",
    "language": "en",
    "headline": TITLE,
    "byline": "Ana Ruiz and Tom Okafor",
    "copyrightnotice": "(c) 2024 Harbour Wire",
    "description_text": "The boat is back.",
    "body_xhtml": HTML,
    "body_text": BOTH,
    "subject": [{"code": "04000000", "name": "Ferries"}],
    "infosource": [{"name": "Harbour Wire"}],
    "associations": {
        "story": {"type": "text", "headline": "Another", "href": "https://wire.example/other"},
        "featured": {
            "type": "picture",
            "byline": "Lee Park",
            "renditions": {"main": {"href": PICTURE, "mimetype": "image/jpeg"}},
        },
    },
}
NINJS_3 = {
    "uri": URL,
    "type": "text",
    "versionCreated": f"{AT}+00:00",
    "headlines": [{"role": "main", "value": TITLE}, {"role": "short", "value": "Ferry"}],
    "bylines": [{"value": "Ana Ruiz and Tom Okafor"}],
    "bodies": [
        {"role": "short", "contentType": "text/html", "value": "<p>It returns.</p>"},
        {"role": "main", "contentType": "text/plain", "value": BOTH},
        {"role": "main", "contentType": "text/html", "value": HTML},
    ],
    "subjects": [{"name": "Ferries"}],
    "infoSources": [{"name": "Harbour Wire"}],
}
FUNDUS = {
    "title": TITLE,
    "plaintext": f"The boat is back.\n\n{FIRST}\n\n{SECOND}",
    "authors": ["Ana Ruiz", "Tom Okafor"],
    "publishing_date": f"{AT}+00:00",
    "topics": ["Ferries"],
    "body": {
        "summary": ["The boat is back."],
        "sections": [{"headline": [], "paragraphs": [FIRST, SECOND]}],
    },
    "publisher": "The Harbour Courier",
}
CRAWLED = {
    **{key: FUNDUS[key] for key in ("title", "authors", "publishing_date")},
    "html": {"requested_url": URL, "responded_url": URL, "content": f"<h1>{TITLE}</h1>{HTML}"},
}

WHOLE = {
    "the Guardian": {"response": {"status": "ok", "total": 1, "results": [GUARDIAN]}},
    "ninjs": NINJS,
    "ninjs 3": [NINJS_3],
    "Fundus": FUNDUS,
    "Fundus with the page": CRAWLED,
    "Reuters": {
        "data": {
            "item": {
                "uri": URL,
                "headLine": TITLE,
                "byLine": "By Ana Ruiz and Tom Okafor",
                "versionCreated": f"{AT}Z",
                "bodyXhtml": HTML,
                "source": "RTRS",
            }
        }
    },
    "dpa": {
        "entries": [
            {
                "urn": "urn:newsml:dpa.example:20240502:1",
                "headline": TITLE,
                "byline": "Von Ana Ruiz und Tom Okafor",
                "version_created": f"{AT}+02:00",
                "article_html": f"<section>{HTML}</section>",
                "url": URL,
            }
        ]
    },
    "AFP": {
        "response": {
            "docs": [
                {
                    "title": TITLE,
                    "creator": "Ana Ruiz and Tom Okafor",
                    "published": f"{AT}Z",
                    "news": [FIRST, SECOND],
                    "href": URL,
                }
            ]
        }
    },
    "Event Registry": {
        "articles": {
            "page": 1,
            "results": [
                {
                    "uri": "8100000001",
                    "lang": "eng",
                    "date": "2024-05-02",
                    "time": "08:34:11",
                    "dateTimePub": f"{AT}Z",
                    "url": URL,
                    "title": TITLE,
                    "body": f"{FIRST}\n\n{SECOND}",
                    "source": {"uri": "courier.example", "title": "The Harbour Courier"},
                    "authors": [
                        {"uri": "ana_ruiz@courier.example", "name": "Ana Ruiz", "type": "author"},
                        {"uri": "tom@courier.example", "name": "Tom Okafor", "type": "author"},
                    ],
                }
            ],
        }
    },
    "news-please": {
        "authors": ["Ana Ruiz", "Tom Okafor"],
        "date_download": "2024-05-03 10:00:00",
        "date_publish": "2024-05-02 08:34:11",
        "title": TITLE,
        "maintext": BOTH,
        "text": None,
        "url": URL,
    },
    "trafilatura": {
        "title": TITLE,
        "author": "Ana Ruiz; Tom Okafor",
        "hostname": "courier.example",
        "date": "2024-05-02T08:34:11",
        "raw_text": f"{FIRST} {SECOND}",
        "text": BOTH,
        "source": URL,
        "source-hostname": "The Harbour Courier",
    },
    "newspaper4k": {
        "source_url": "https://courier.example",
        "url": URL,
        "title": TITLE,
        "text": f"{FIRST}\n\n{SECOND}",
        "authors": ["Ana Ruiz", "Tom Okafor"],
        "publish_date": AT,
        "top_img": PICTURE,
        "html": "",
    },
    "CC-News": {
        "requested_url": URL,
        "title": TITLE,
        "author": "Ana Ruiz, Tom Okafor",
        "plain_text": BOTH,
        "published_date": f"{AT}+00:00",
        "crawl_date": "2024-06-01",
    },
    "a crawl": {
        "WARC-Target-URI": URL,
        "text": BOTH,
        "metadata": {"title": TITLE, "author": ["Ana Ruiz", "Tom Okafor"], "published": AT},
    },
    "WordPress": [
        {
            "id": 12,
            "date": AT,
            "link": URL,
            "title": {"rendered": TITLE},
            "content": {"rendered": HTML, "protected": False},
            "author": 3,
            "_embedded": {"author": [{"id": 3, "name": "Ana Ruiz"}, {"name": "Tom Okafor"}]},
        }
    ],
    "an API of JSON:API": {
        "data": [
            {
                "type": "articles",
                "id": "1",
                "attributes": {
                    "title": TITLE,
                    "body": HTML,
                    "byline": "Ana Ruiz and Tom Okafor",
                    "published_at": AT,
                    "url": URL,
                },
            }
        ]
    },
}
CUT_SHORT = {
    "NewsAPI": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": "courier", "name": "The Harbour Courier"},
                "author": "Ana Ruiz, Tom Okafor",
                "title": TITLE,
                "url": URL,
                "urlToImage": PICTURE,
                "publishedAt": f"{AT}Z",
                "content": f"{FIRST} [+1234 chars]",
            }
        ],
    },
    "GNews": {
        "totalArticles": 1,
        "articles": [
            {
                "title": TITLE,
                "content": f"{FIRST} [1234 chars]",
                "url": URL,
                "publishedAt": f"{AT}Z",
                "source": {"name": "The Harbour Courier", "url": "https://courier.example"},
            }
        ],
    },
    "Mediastack": {
        "pagination": {"count": 1},
        "data": [
            {
                "author": "Ana Ruiz",
                "title": TITLE,
                "description": FIRST,
                "url": URL,
                "source": "The Harbour Courier",
                "image": None,
                "published_at": f"{AT}+00:00",
            }
        ],
    },
    "the New York Times": {"response": {"docs": [TIMES], "meta": {"hits": 1}}},
    "Bing": {
        "_type": "News",
        "value": [
            {
                "name": TITLE,
                "url": URL,
                "image": {"thumbnail": {"contentUrl": PICTURE, "width": 1}},
                "description": FIRST,
                "provider": [{"_type": "Organization", "name": "The Harbour Courier"}],
                "datePublished": f"{AT}Z",
            }
        ],
    },
}


def one(value: object) -> newstool.Article:
    (article,) = newstool.parse_many([json.dumps(value).encode()])
    assert isinstance(article, newstool.Article), article
    assert_valid(article.to_dict())
    return article


@pytest.mark.parametrize("name", WHOLE)
def test_an_article_that_is_given_whole_comes_out_as_it_should(name):
    article = one(WHOLE[name])
    assert article.title == TITLE
    assert article.authors == ("Ana Ruiz", "Tom Okafor")
    assert str(article.date_published).startswith(AT)
    assert [part.text for part in article.body] == [FIRST, SECOND]
    assert article.url == URL or name in ("ninjs", "Fundus")
    assert not [each for each in article.warnings if each != "ignored:author"]


@pytest.mark.parametrize("name", CUT_SHORT)
def test_an_article_that_is_cut_short_says_so(name):
    article = one(CUT_SHORT[name])
    assert (article.title, article.url, article.text) == (TITLE, URL, FIRST)
    assert str(article.date_published).startswith(AT)
    assert article.source == "The Harbour Courier"
    assert article.warnings == ("summary-only",)


def test_a_headline_that_a_search_lists_is_a_record_that_says_so():
    article = one(
        {
            "articles": [
                {
                    "url": URL,
                    "title": TITLE,
                    "seendate": "20240502T083411Z",
                    "socialimage": PICTURE,
                    "domain": "courier.example",
                    "language": "English",
                }
            ]
        }
    )
    assert (article.title, article.url, article.image) == (TITLE, URL, PICTURE)
    assert str(article.date_published) == f"{AT}Z"
    assert (article.text, article.warnings) == ("", ("headline-only",))


def test_what_is_said_inside_an_object_has_its_place():
    article = one(WHOLE["the Guardian"])
    assert article.subtitle == "The boat is back"
    assert (article.tags, article.section) == (("Ferries",), "World news")
    assert (article.source, article.image) == ("The Harbour Courier", PICTURE)
    shown = newstool.parse(GUARDIAN, evidence=True).to_dict()["evidence"]["title"]
    assert (shown["from"], shown["where"]) == ("json key 'fields.headline'", "/fields/headline")


def test_the_topics_of_pairs_are_their_values():
    article = one(CUT_SHORT["the New York Times"])
    assert article.tags == ("Ferries", "Halvren")
    assert article.authors == ("Ana Ruiz", "Tom Okafor")
    assert article.input.id == "nyt://article/abc"


def test_the_picture_of_a_wire_story_is_one_of_its_associations():
    article = one(NINJS)
    assert (article.image, article.tags) == (PICTURE, ("Ferries",))
    assert (article.source, article.description) == ("Harbour Wire", "The boat is back.")


def test_a_subject_is_a_headline_and_a_list_of_them_topics():
    assert one({"subject": TITLE, "text": BOTH}).title == TITLE
    listed = one({"subject": [{"name": "Ferries"}], "title": TITLE, "text": BOTH})
    assert (listed.title, listed.tags) == (TITLE, ("Ferries",))


def test_a_summary_above_the_sections_is_not_part_of_the_story():
    assert one(FUNDUS).subtitle == "The boat is back."


@pytest.mark.parametrize(
    "odd",
    [
        {"fields": [], "associations": 7, "bodies": [7], "metadata": {}, "links": None},
        {"fields": {"fields": {"fields": {"title": 7}}}, "keywords": [{"name": {}, "value": []}]},
        {"associations": {"a": {"associations": {"b": {"c": {"d": {"e": {"url": URL}}}}}}}},
        {"bodies": [], "headlines": [{}], "html": {"content": 7}, "image": {"type": ["x"]}},
    ],
)
def test_what_is_of_an_odd_form_is_passed_over(odd):
    article = one({"title": TITLE, "text": BOTH, **odd})
    assert (article.title, len(article.body)) == (TITLE, 2)
