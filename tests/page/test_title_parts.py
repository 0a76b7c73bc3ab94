"""Titles taken apart: the site's name comes off where something confirms it."""

from __future__ import annotations

import pytest

from newstool.page.title_parts import cuts, names_site, slug_words, without_site
from newstool.vocabulary.folding import fold, likeness, words

NAMES = ("theharbourtimes", "harbourtimesexample", "harbourtimes")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ferry returns | The Harbour Times", "Ferry returns"),
        ("Ferry returns - Harbour Times", "Ferry returns"),
        ("Ferry returns — harbourtimes.example", "Ferry returns"),
        ("Ferry returns | Local | News | The Harbour Times", "Ferry returns"),
        ("Ferry returns: pilots relieved - Harbour Times", "Ferry returns: pilots relieved"),
        ("Ferry returns - Harbour Times - The Harbour Times", "Ferry returns"),
        ("Harbour Times: Ferry returns", "Ferry returns"),
        ("Ferry returns : Harbour Times", "Ferry returns"),
        ("Harbour Times News | Ferry returns", "Harbour Times News | Ferry returns"),
        ("Ferry returns | Kiel", "Ferry returns | Kiel"),
        ("Well-known ferry returns", "Well-known ferry returns"),
        ("Ferry - the return", "Ferry - the return"),
        ("The Harbour Times", "The Harbour Times"),
        ("", ""),
    ],
)
def test_the_sites_name_comes_off_a_title_only_where_the_site_confirms_it(title, headline):
    assert without_site(title, NAMES) == headline


def test_chinese_titles_part_at_underscores_and_hyphens_without_spaces():
    assert without_site("渡轮恢复通航_港口新闻", ("港口新闻",)) == "渡轮恢复通航"
    assert without_site("渡轮恢复通航-港口新闻", ("港口新闻",)) == "渡轮恢复通航"


def test_a_sites_name_may_hold_a_separator_itself():
    assert (
        without_site("Ferry returns | HT - Harbour Times", ("htharbourtimes",)) == "Ferry returns"
    )


@pytest.mark.parametrize(
    ("part", "names", "is_name"),
    [
        ("Harbour Times", NAMES, True),
        ("The Harbour Times Online", NAMES, True),
        ("HTW", ("htw",), True),
        ("Harbour Town Weekly", ("htw",), True),
        ("Northway Tyres", ("getnorthwaytyres",), True),
        ("Café Bäckerei", ("cafebackerei",), True),
        ("A new bridge", NAMES, False),
        ("", NAMES, False),
        ("x " * 40, NAMES, False),
    ],
)
def test_a_site_is_known_by_its_name_its_host_and_its_initials(part, names, is_name):
    assert names_site(part, names) is is_name


def test_cutting_gives_beginnings_and_ends():
    assert cuts("A ferry - again | Times") == [
        "A ferry - again",
        "A ferry",
        "again | Times",
        "Times",
    ]
    assert cuts("Mayor: «The ferry is home»") == ["Mayor", "«The ferry is home»"]


def test_folding_forgets_case_punctuation_and_width():
    assert fold("Ｆerry «returns» — AGAIN!") == "ferry returns again"


def test_words_of_thai_are_its_characters_and_vowel_signs_belong_to_their_word():
    assert len(words("สะพานใหม่")) == len(set("สะพานใหม่"))
    assert words("नगर परिषद") == {"नगर", "परिषद"}


def test_a_host_before_the_headline_comes_off():
    assert without_site("example.org Ferry returns", ("exampleorg",)) == "Ferry returns"
    assert without_site("U.S. ferry returns", ("us",)) == "U.S. ferry returns"


@pytest.mark.parametrize(
    "title",
    [
        "Ferry returns after a year [Harbour Times]",
        "Ferry returns after a year (Harbour Times)",
        "【Harbour Times】Ferry returns after a year",
        "Ferry returns after a year @ Harbour Times",
        "Ferry returns after a year • Harbour Times • Local",
        "Ferry returns after a year < Local < Harbour Times",
        "Harbour Times :: Ferry returns after a year",
        "Harbour Times / Ferry returns after a year",
    ],
)
def test_the_sites_name_comes_off_whatever_marks_set_it_apart(title):
    assert without_site(title, ("harbourtimes",)) == "Ferry returns after a year"


@pytest.mark.parametrize("title", ["Ferry returns (again)", "[Video] Ferry returns"])
def test_brackets_that_hold_no_sites_name_stay(title):
    assert without_site(title, ("harbourtimes",)) == title


def test_likeness_is_the_share_of_common_words():
    assert likeness(words("the ferry returns"), words("the ferry sinks")) == 0.5
    assert likeness(words(""), words("ferry")) == 0.0


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.example/2024/05/ferry-returns-again.html", {"ferry", "returns", "again"}),
        ("https://x.example/ferry_returns/", {"ferry", "returns"}),
        ("https://x.example/id/1234", set()),
        ("http://[broken", set()),
        (None, set()),
    ],
)
def test_the_urls_words_are_those_of_its_longest_hyphenated_part(url, found):
    assert slug_words(url) == found


@pytest.mark.parametrize("title", ["|" * 100_000, " - " * 100_000, "a: " * 100_000, ":" * 100_000])
def test_floods_of_separators_cost_little(title):
    without_site(title, NAMES)
    cuts(title)
