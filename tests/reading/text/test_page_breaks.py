"""Paragraphs that continue after a page break are one in the body."""

from __future__ import annotations

import pytest

import newstool

HEAD = "HALVREN POST, THURSDAY, NOVEMBER 14, 2024      {n}\n\n"
FIRST = (
    "Bridge to close for six months\n\n"
    "The Drille bridge will close to traffic on Monday for six months, the town\n"
    "hall said on Thursday. The engineers found cracks in two of the main beams,\n"
    "and nobody could say how long they had {end}\n\n"
)
SECOND = (
    "{begin} there. The chief engineer, Paul Ormeval, said that the beams would\n"
    "have to be replaced, which takes six months and two million crowns.\n"
)


@pytest.mark.parametrize(
    ("end", "foot", "begin", "joined"),
    [
        ("been", "", "been", "had been been there."),
        ("been in-", "", "side", "had been inside there. "),
        ("been", "(Continued on Page 6, Column 2)\n\n", "waiting", "had been waiting there."),
    ],
    ids=["plain", "broken word", "jump line"],
)
def test_a_sentence_continues_after_the_page_break(end, foot, begin, joined):
    text = (
        HEAD.format(n=5) + FIRST.format(end=end) + foot + "\f" + HEAD.format(n=6)
    ) + SECOND.format(begin=begin)
    article = newstool.parse(text + " The side door is open inside.\n")
    assert joined.strip() in article.text
    assert "HALVREN POST" not in article.text
    assert "Continued" not in article.text


def test_a_paragraph_that_ends_or_begins_with_a_sentence_stays_its_own():
    text = HEAD.format(n=5) + FIRST.format(end="been there.") + "\f" + HEAD.format(n=6)
    article = newstool.parse(text + SECOND.format(begin="Nobody looked"))
    assert len(article.body) == 2


def test_numbered_headings_are_not_page_heads():
    pages = [f"Part {n}\n\n" + SECOND.format(begin="Nobody looked") for n in (1, 2)]
    article = newstool.parse("Bridge to close\n\n" + "\f".join(pages), blocks=True)
    assert not any(b.label == "page_number" for b in article.blocks)
