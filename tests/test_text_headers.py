"""Header lines that open a plain text: mails sent on, newsgroups, front matter, labelled copies."""

from __future__ import annotations

import pytest

import newstool

STORY = (
    "Dock workers at Halvren voted on Thursday to extend a strike into a second week after talks "
    "with the terminal operator ended without a deal.\n\n"
    "Twenty-three ships were waiting off the breakwater, up from eight a week earlier."
)


@pytest.mark.parametrize(
    "head",
    [
        "---------- Forwarded message ---------\nFrom: Ana Ruiz <ana@post.example>\n"
        "Date: Fri, 15 Nov 2024 at 08:12\nSubject: Fwd: Port strike\nTo: Desk <desk@post.example>",
        "Worth a look?\n\n-----Original Message-----\nFrom: Ana Ruiz\n"
        "Sent: Friday, November 15, 2024 8:12 AM\nTo: Desk\nSubject: RE: FW: Port strike",
        "Von: Ana Ruiz\nGesendet: Freitag, 15. November 2024 08:12\nAn: Redaktion\n"
        "Betreff: WG: Port strike",
        "Path: news.example!not-for-mail\nFrom: ana@news.example\nNewsgroups: world.ports\n"
        "Subject: Port strike\nDate: Fri, 15 Nov 2024 08:12:00 GMT\nLines: 24\nX-Trace: 1",
        "Title: Port strike\n\nURL Source: https://post.example/strike\n\n"
        "Published Time: 2024-11-15T08:12\n\nMarkdown Content:",
    ],
    ids=["sent on", "original message", "german", "newsgroup", "labels apart"],
)
def test_the_subject_is_the_headline_and_no_header_is_body(head):
    article = newstool.parse(f"{head}\n\n{STORY}\n")
    assert article.title == "Port strike"
    assert str(article.date_published).startswith("2024-11-15")
    assert article.text == STORY


def test_a_headline_that_begins_with_re_is_kept_where_no_mail_wrote_it():
    article = newstool.parse(f"Title: Re: the strike\nAuthor: Ana Ruiz\n\n{STORY}\n")
    assert article.title == "Re: the strike"


@pytest.mark.parametrize(
    "authors",
    [
        "author:\n  - name: Ana Ruiz\n  - name: Tom Okafor",
        "authors:\n  - name: Ana Ruiz\n    email: ana@post.example\n  - name: Tom Okafor",
        "author: [Ana Ruiz, Tom Okafor]",
    ],
)
def test_front_matter_lists_people_by_their_names(authors):
    article = newstool.parse(f"---\ntitle: Port strike\n{authors}\n---\n\n{STORY}\n")
    assert article.authors == ("Ana Ruiz", "Tom Okafor")


def test_the_address_of_front_matter_is_the_articles():
    article = newstool.parse(f"---\ntitle: Port strike\nurl: https://x.example/a\n---\n\n{STORY}\n")
    assert (article.url, article.domain) == ("https://x.example/a", "x.example")


def test_a_story_that_opens_with_a_label_and_a_colon_has_no_headers():
    article = newstool.parse(f"Correction: the vote\n\nBy Ana Ruiz\n\n{STORY}\n")
    assert article.extra == {}
