"""Markdown, plain-text newsletters and transcripts: their marks tell what is body."""

from __future__ import annotations

import pytest

import newstool
from newstool.names.speakers import speaker_of, speakers_in

LEAD = (
    "HALVREN — Dock workers at Halvren, the largest grain port on the Sund coast, voted on "
    "Thursday to extend a strike into a second week."
)
SECOND = (
    "Twenty-three bulk carriers were waiting off the breakwater on Thursday morning, up from eight "
    "a week earlier, port data showed."
)
THIRD = "Wheat for December delivery rose 1.8% to 231.25 crowns a tonne, its highest since July."

MARKDOWN = f"""# Port strike enters second week

*By Ana Ruiz, 14 November 2024*

**HALVREN** — {LEAD.removeprefix("HALVREN — ")}

{SECOND}

### Prices

{THIRD}

| Month | Price   |
|-------|---------|
| Oct   | 226.1   |
| Nov   | 231.3   |

---

*Ana Ruiz covers ports and shipping for the Post.*
"""


def test_markdown_keeps_its_headings_and_tables_and_loses_its_marks():
    article = newstool.parse(MARKDOWN)
    assert (article.title, article.authors) == ("Port strike enters second week", ("Ana Ruiz",))
    assert [(part.type, part.text) for part in article.body] == [
        ("paragraph", LEAD),
        ("paragraph", SECOND),
        ("heading", "Prices"),
        ("paragraph", THIRD),
        ("table_row", "Month\tPrice"),
        ("table_row", "Oct\t226.1"),
        ("table_row", "Nov\t231.3"),
    ]


def test_a_line_that_is_drawn_does_not_end_the_story():
    article = newstool.parse(
        f"Port strike\n\nBy Ana Ruiz\n\n{LEAD}\n\n{SECOND}\n\n* * *\n\n{THIRD}\n"
    )
    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def test_the_addresses_of_a_plain_mails_links_are_no_words():
    article = newstool.parse(
        "View in browser <https://mail.post.example/v?u=123>\n\nPort strike\n\nBy Ana Ruiz\n\n"
        f"{LEAD}\n\n“Nobody wants to see it rot,” said Jonna Reske <https://post.example/r>, who "
        f"leads the union. “We have carried this for three winters.”\n\n{THIRD}\n\n"
        "Unsubscribe <https://post.example/unsub>\n",
        blocks=True,
    )
    assert "<" not in article.text
    assert "Reske, who leads" in article.text
    assert article.blocks[0].text == "View in browser"


def test_a_numbered_series_is_kept_from_its_first_item():
    article = newstool.parse(
        "Five things to know about the port strike\n\nBy Ana Ruiz\nNov. 14, 2024\n\nDock workers "
        "at Halvren have voted to stay out for another week. Here is what it means for you.\n\n"
        "1. Bread may cost more\nWheat for December delivery rose 1.8% on Thursday.\n\n"
        "2. Ships go elsewhere\nPort Averil, to the south, has doubled its loading fees.\n\n"
        "3. Talks go on\nThe minister is to meet both sides on Friday.\n"
    )
    assert [part.text for part in article.body if part.type == "list_item"] == [
        "1. Bread may cost more",
        "2. Ships go elsewhere",
        "3. Talks go on",
    ]


@pytest.mark.parametrize("mark", ["*   ", "-   ", "*\t"])
def test_a_wide_gap_behind_a_bullet_makes_no_table(mark):
    blocks = newstool.parse(
        f"Port strike\n\n{LEAD}\n\n{SECOND}\n\n{mark}shorter shifts for all\n{mark}a second crew\n",
        blocks=True,
    ).blocks
    assert [block.text for block in blocks[-2:]] == ["shorter shifts for all", "a second crew"]


TRANSCRIPT = """Port minister on the strike

Radio Halvren, 15 November 2024

HOST, ADA MERROW: Minister, good morning. Will you order the dockers back to work?

SEFA LINDQVIST: Good morning, Ada. No. We are not considering that.

ADA MERROW: And if grain rots in the silos?

LINDQVIST: It will not come to that. I meet both sides this afternoon at three.

MERROW: Minister, thank you.

LINDQVIST: Thank you.
"""


def test_every_turn_of_a_transcript_is_kept_and_none_is_the_headline():
    article = newstool.parse(TRANSCRIPT)
    assert article.title == "Port minister on the strike"
    assert article.text == TRANSCRIPT.partition("2024\n\n")[2].strip()


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("HOST, ADA MERROW: Good morning.", "merrow"),
        ("Minister Lindqvist: No.", "lindqvist"),
        ("陈思：是的。", "陈思"),
        ("the minister said: no.", None),
        ("Ratio 3:1", None),
    ],
)
def test_a_speaker_is_named_before_a_colon(line, speaker):
    assert speaker_of(line) == speaker


def test_a_headline_with_a_colon_that_is_said_again_is_nobodys_turn():
    again = [
        "Port strike: ships wait",
        "Port strike: ships wait | Post",
        "Port strike: ships wait…",
    ]
    assert speakers_in(again) == frozenset()
