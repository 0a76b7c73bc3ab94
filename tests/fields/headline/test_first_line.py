"""The headline of a copied or typed story: its first line, unless something says otherwise."""

from __future__ import annotations

import pytest

import newstool

STORY = "The Skerry ferry will sail again on Monday.\n\nFares stay the same, the operator said.\n"


@pytest.mark.parametrize(
    "headline",
    [
        "My Headline",
        "Ferry returns",
        "FERRY RETURNS",
        "Who will sail the ferry?",
        "No more empty quay.",
        "Margaret Hollis, 1931-2024",
        "Police log, Nov. 3-5",
        "Correction",
        "« Je chante pour les vaches »",
        "Łoś w centrum miasta",
        "老城书店重新开张",
    ],
)
@pytest.mark.parametrize("below", ["\n", "By Ana Ruiz\n3 May 2024\n\n"])
def test_a_short_first_line_is_the_headline(headline: str, below: str) -> None:
    assert newstool.parse(f"{headline}\n{below}{STORY}").title == headline


@pytest.mark.parametrize(
    "above",
    [
        "URGENT",
        "12 April 2024",
        "By Ana Ruiz",
        "SPORT",
        "(From our own correspondent)",
        "Share",
        "https://www.post.example/ferry",
    ],
)
def test_what_stands_above_the_headline_is_none(above: str) -> None:
    assert newstool.parse(f"{above}\n\nFerry returns to Skerry\n\n{STORY}").title == (
        "Ferry returns to Skerry"
    )


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"By Ana Ruiz\n3 May 2024\n\n{STORY}",
        f"LONDON, March 3 (Reuters) - Oil prices rose on Friday.\n\n{STORY}",
        f"JOHANNESBURG — The last of 14 miners was brought up on Sunday.\n\n{STORY}",
        f"Dear readers,\n\n{STORY}",
        "The tide goes out at noon,\nthe gulls sit still,\nand nobody has moved the moon.\n",
        "<p>A bus hit a wall in Orton on Sunday.</p><p>Nobody was hurt.</p>",
    ],
    ids=["a story", "a byline", "an agency", "a place", "a greeting", "verse", "paragraphs"],
)
def test_a_story_without_a_headline_has_none(text: str) -> None:
    article = newstool.parse(text)
    assert article.title is None
    assert article.text


def test_a_paragraph_is_no_headline_where_a_line_above_can_be_one() -> None:
    article = newstool.parse(
        "Fix the potholes\n\nTo the Editor:\n\nI have lived on Cedar Lane for 22 years and have "
        "never seen it in such a state.\n\nIt can find money for tar.\n\nDoris Bell\n"
    )
    assert article.title == "Fix the potholes"


def test_the_name_of_the_site_in_the_first_heading_is_no_headline() -> None:
    article = newstool.parse(
        "<title>Coach resigns | Tarn Post</title><h1>Tarn Post</h1><h2>Coach resigns</h2>"
        "<p>Coach Dan Wells resigned on Monday.</p><p>His deputy takes over.</p>"
    )
    assert article.title == "Coach resigns"
    assert "Tarn Post" not in article.text
