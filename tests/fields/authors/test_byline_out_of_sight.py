"""Authors that a page names out of sight, in odd shapes, or by an account alone."""

from __future__ import annotations

import json

import pytest

import newstool
from newstool.model.article import Article, Credit

STORY = "The ferry lost its ramp in the harbour on Monday, and nobody was hurt. " * 4


def article(head: str = "", byline: str = "") -> Article:
    body = f"<h1>Ferry loses ramp</h1>{byline}<p>{STORY}</p><p>{STORY}</p>"
    return newstool.parse(f"<html><head>{head}</head><body>{body}</body></html>")


def authors_of_page(head: str = "", byline: str = "") -> tuple[str, ...]:
    return article(head, byline).authors


def json_ld(author: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Ferry loses ramp", "author": author}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_an_account_that_signs_is_a_credit_and_no_author():
    people = article(byline="<p>by @anaruiz on Mar 5, 2024</p>")
    assert people.authors == ()
    assert list(people.credits) == [Credit("@anaruiz", None, "author", handle="@anaruiz")]


@pytest.mark.parametrize(
    "author",
    [
        {"@list": [{"@type": "Person", "name": "Ana Ruiz"}]},
        {"@type": "Person", "givenName": "Ana", "familyName": "Ruiz"},
        {"@type": "Person", "name": {"@value": "Ana Ruiz"}},
    ],
)
def test_json_ld_names_a_person_in_several_shapes(author):
    assert authors_of_page(head=json_ld(author)) == ("Ana Ruiz",)


def test_microdata_may_name_the_author_in_a_meta_element_inside() -> None:
    person = (
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        '<meta itemprop="datePublished dateCreated" content="2024-03-05T07:12">'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<meta itemprop="name" content="Ana Ruiz"></span></div>'
    )
    found = article(byline=person)
    assert (found.authors, str(found.date_published)) == (("Ana Ruiz",), "2024-03-05T07:12")
