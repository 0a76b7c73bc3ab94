"""The copyright line gives holder and years; the page's own comes before its pictures'."""

from __future__ import annotations

import pytest
from conftest import labelled_page
from growth import assert_linear

from newstool.fields.copyright import parse_notice, read_copyright
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    HeaderLine,
    InElement,
    Inline,
    Label,
    LabelledBlock,
    Markup,
    MetaTag,
    Reading,
    Span,
)
from newstool.vocabulary.names import load_entries

EMPTY = Head()


def read(*lines: str, head: Head = EMPTY, markup: Markup | None = None):
    """`lines` are copyright lines at the end of a story of thirty paragraphs."""
    story = [(Label.BODY, "The tram is back.")] * 30
    texts = [*story, *((Label.COPYRIGHT, line) for line in lines)]
    return read_labelled(texts, head, markup)


def read_labelled(texts, head: Head = EMPTY, markup: Markup | None = None):
    labelled = [
        LabelledBlock(Block(number, BlockKind.PARAGRAPH, text, markup=markup), label, "by-hand")
        for number, (label, text) in enumerate(texts)
    ]
    document = Document("", "text", Encoding("utf-8", "str"))
    reading = Reading(document, tuple(one.block for one in labelled), head)
    return read_copyright(labelled_page(reading, labelled))


@pytest.mark.parametrize(
    ("notice", "holder", "years"),
    [
        ("Copyright ©2000-2021 tram.example All rights reserved. 皖B2-20080023-7",
         "tram.example", "2000-2021"),
        ("© 2023 Tram Post Ltd.", "Tram Post Ltd.", "2023"),
        ("© 2009–present Tram Post Inc. All rights reserved", "Tram Post Inc.", "2009"),
        ("© Tram Post 2023", "Tram Post", "2023"),
        ("Tram Post © 2023", "Tram Post", "2023"),
        ("2023 © Tram Post", "Tram Post", "2023"),
        ("(c) Tram Post", "Tram Post", None),
        ("Copyright (c) 1998 - 2024 by Tram Post | Imprint", "Tram Post", "1998-2024"),
        ("Copyright 2000-05 Tram Post", "Tram Post", "2000-2005"),
        ("All content © Tram Post, 2019, 2020", "Tram Post", "2019-2020"),
        ("© TramPost.example, 2010—2023", "TramPost.example", "2010-2023"),
        ("© 2020. The Tram Post. Powered by Press", "The Tram Post", "2020"),
        ("© Tram Werke GmbH & Co. KG. Alle Rechte vorbehalten", "Tram Werke GmbH & Co. KG", None),
        ("2026 Tram Works. All rights reserved.", "Tram Works", "2026"),
        ("© Tram UG (haftungsbeschränkt) 2025", "Tram UG (haftungsbeschränkt)", "2025"),
        ("© Tram Post vom 3.3.2023", "Tram Post", "2023"),
        ("版权所有：电车报社 京ICP备12345678号", "电车报社", None),
        ("电车报社版权所有", "电车报社", None),
        ("저작권자 © 전차신문 무단전재 및 재배포 금지", "전차신문", None),
        ("Copyright: Copyright (c) 2024 The Tram Post", "The Tram Post", "2024"),
        ("Copyright: (Copyright Tram Werke AB Nov 14, 2024)", "Tram Werke AB", "2024"),
        ("© All rights reserved.", None, None),
        ("Copyright 2017-2025", None, "2017-2025"),
        ("Riproduzione riservata", None, None),
    ],
)  # fmt: skip
def test_a_notice_has_a_holder_and_years(notice, holder, years):
    parsed = parse_notice(notice)
    assert (parsed.notice, parsed.holder, parsed.years) == (notice, holder, years)


def test_of_several_lines_the_one_that_says_most_counts_and_the_last_of_equals():
    found = read("© Ana Ruiz", "© 2022 Tram Group", "© 2023 Tram Post", "All rights reserved.")
    assert (found.value.holder, found.value.years) == ("Tram Post", "2023")
    assert (found.source, found.block) == ("copyright line", 32)


def test_a_sign_beside_a_picture_is_not_the_pages_notice():
    assert read_labelled([(Label.COPYRIGHT, "© Ana Ruiz")] + [(Label.BODY, "Story.")] * 9) is None


def test_a_footer_of_several_lines_gives_those_that_speak_of_copyright():
    found = read("Tram Post, Rail Street 1\n© 2023 Tram Post\nAbout us")
    assert found.value.notice == "© 2023 Tram Post"


def test_the_edge_of_a_link_ends_the_holders_name():
    text = "© 2023 Tram Post Terms of sale"
    link = Inline(17, len(text), "a", {"href": "/terms"})
    assert read(text, markup=Markup(0, 13, 0, (link,))).value.holder == "Tram Post"


def test_without_a_line_the_head_is_asked():
    found = read(head=Head(meta=(MetaTag("copyright", "2019, Tram Post", 7),)))
    assert (found.value.holder, found.value.years) == ("Tram Post", "2019")
    assert (found.source, found.at) == ("meta:copyright", InElement(7))
    article = {
        "@type": "NewsArticle",
        "copyrightHolder": {"@type": "Organization", "name": "Tram Post"},
        "copyrightYear": 2023,
    }
    found = read(head=Head(json_ld=(article,)))
    assert (found.value.holder, found.value.years) == ("Tram Post", "2023")


def test_an_archives_copyright_line_is_the_notice():
    head = Head(headers=(HeaderLine("Copyright", "Copyright 2023 Tram Post", 5, 29),))
    found = read(head=head)
    assert (found.value.holder, found.at) == ("Tram Post", Span(5, 29))


def test_no_notice_is_none():
    assert read() is None


@pytest.mark.parametrize("value", [7, [], {}, {"name": 3}, [None], "x" * 10_000, True])
def test_odd_json_ld_never_raises(value):
    article = {"@type": "Article", "copyrightHolder": value, "copyrightYear": value}
    read(head=Head(json_ld=(article,)))


@pytest.mark.parametrize("piece", ["©", "© 2023 ", "copyright ", "a. ", "2023-", " - ", "(c) a "])
def test_hostile_notices_take_no_longer_than_their_length(piece):
    assert_linear(lambda line: read(*[line] * 20), piece.__mul__, 1600)


@pytest.mark.parametrize(
    "entry", load_entries("notices", "sign") + load_entries("notices", "reserved")
)
def test_each_word_of_notices_is_none_of_the_holders_name(entry):
    holder = parse_notice(f"© {entry.catch}").holder
    assert not any(word in (holder or "").lower() for word in entry.words)
    assert parse_notice(f"© {entry.spare}").holder == entry.spare


def test_a_kind_of_notice_is_no_holder_and_a_firms_full_stop_is_its_own():
    for entry in load_entries("notices", "no_holder"):
        assert parse_notice(entry.catch).holder is None
        assert parse_notice(entry.spare).holder is not None
    for entry in load_entries("notices", "firm"):
        assert (parse_notice(entry.catch).holder or "").endswith(".")
        assert not (parse_notice(entry.spare).holder or ".").endswith(".")
