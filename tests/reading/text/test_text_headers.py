"""Header lines that open a plain text: mails sent on, newsgroups, front matter, labelled copies."""

from __future__ import annotations

import pytest

import newstool
from newstool.reading.text.headers import find_headers
from newstool.reading.text.lines import split_lines

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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("=====\nTitle: Rain\nURL: https://post.example/1\n=====\n\nIt rained.", ["Title", "URL"]),
        (
            "Title: Rain\nAuthor: Ana Ruiz\nShelf:\n    12\nDesk: News\n\nIt.",
            ["Shelf", "Desk"],
        ),
        ("From a@post.example Thu Nov 14 08:00:00 2024\nSubject: Rain\nTo: b\n\nIt.", ["Subject"]),
    ],
    ids=["between rules", "unknown ones amid known", "a mailbox's line"],
)
def test_labelled_lines_are_found_after_rules_and_with_unknown_ones_among_them(text, names):
    found = [header.name for header in find_headers(split_lines(text))]
    assert set(names) <= set(found)


def test_a_sentence_with_a_colon_under_the_labels_is_the_story():
    text = "Title: Rain\nURL: https://post.example/1\nHalvren: it rained.\nIt rained all day."
    assert [header.name for header in find_headers(split_lines(text))] == ["Title", "URL"]


def test_labelled_lines_of_an_export_name_no_strangers_and_no_days_of_their_own():
    (article,) = newstool.parse_many(
        [
            "HD    Rain\nWC    9 words\nPD    3 March 2020\nSN    The Harbour Courier\n"
            "CY    (c) 2020 The Harbour Courier\nLP\n\nIt rained on the quay.\n\n"
            "TD\n\nIt stopped.\n\n"
            "NS    gpol : Politics\nIPD   Updated 5 March 2020\n"
            "AN    Document HARCOU0020200303eg33\n"
        ]
    )
    assert (article.authors, article.byline, article.date_modified) == ((), None, None)
    assert article.copyright.notice == "(c) 2020 The Harbour Courier"
    assert article.page_type == "article"


def test_a_byline_has_no_label_of_the_export():
    article = newstool.parse(f"Title: Port strike\nAuthor: By Ana Ruiz\n\n{STORY}\n")
    assert article.byline == "By Ana Ruiz"


def test_anonymous_is_nobody():
    article = newstool.parse(f"Title: Port strike\nAuthor: Anonymous\n\n{STORY}\n")
    assert (article.authors, article.credits) == ((), ())


def test_an_article_cut_off_in_its_first_words_keeps_them():
    articles = list(
        newstool.parse_many(
            ["HD    Rain\nWC    9 words\nPD    3 March 2020\nSN    Post\nLP\n\nIt rai"]
        )
    )
    assert [article.text for article in articles] == ["It rai"]


@pytest.mark.parametrize(
    ("head", "last"),
    [
        (
            "Rain on the quay\nAuthor: Ana Ruiz\nDate: Nov. 14, 2024\nFrom: Post(Halvren)\n"
            "Publisher: Post AB\n\nFull Text:",
            "Full Text",
        ),
        (
            "Rain on the quay\nHalvren Post (Norland) - November 14, 2024\n"
            "Author/Byline: Ana Ruiz, Staff Writer\nEdition: Final\nSection: Local\nPage: B2",
            "Page",
        ),
    ],
)
def test_databases_print_their_labels_below_the_headline(head, last):
    article = newstool.parse(f"{head}\n\n{STORY}\n")
    assert (article.title, article.authors) == ("Rain on the quay", ("Ana Ruiz",))
    assert str(article.date_published) == "2024-11-14"
    assert article.text == STORY
    found = find_headers(split_lines(f"{head}\n\n{STORY}\n"))
    assert found[-1].name == last


def test_speakers_below_a_byline_are_not_labels():
    text = "Rain on the quay\nBy: Ana Ruiz\nMayor: Was it wet?\nBaker: It was.\n\nIt rained."
    assert find_headers(split_lines(text)) == ()


def test_a_text_too_short_to_tell_is_in_the_language_that_its_export_declares():
    (article,) = newstool.parse_many(
        ["HD    Pont\nWC    9\nPD    3 mars 2020\nSN    Post\nLA    Français\nLP\n\nPont clos."]
    )
    assert article.language == "fr"
    assert newstool.parse(f"Title: Port\nLanguage: German\n\n{STORY}\n").language == "en"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?Q?Br=C3=BCcke_schlie=C3=9Ft?=", "Brücke schließt"),
        ("=?iso-8859-1?B?QnL8Y2tl?= am Fluss", "Brücke am Fluss"),
        ("=?no-such?Q?Br=C3?=", "=?no-such?Q?Br=C3?="),
        ("=?utf-8?B?A?=", "=?utf-8?B?A?="),
    ],
)
def test_a_subject_that_a_mail_program_encoded_is_read(subject, title):
    text = f"From: Ana <ana@post.example>\nSubject: {subject}\nTo: Tom\n\n{STORY}\n"
    found = {header.name: header.value for header in find_headers(split_lines(text))}
    assert found["Subject"] == title


def test_a_clippings_source_that_is_an_address_is_the_articles_own():
    text = '---\ntitle: "The tram"\nsource: "https://tram.example/a"\n---\nIt is back again.\n'
    assert newstool.parse(text).url == "https://tram.example/a"
