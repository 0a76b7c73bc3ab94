"""Of a page that shows the next article below its own, the first one is read."""

from __future__ import annotations

import pytest
from growth import assert_linear

import newstool

FIRST = (
    "The ferry will return to the harbour on Monday, the town said after a long meeting.",
    "It was repaired over the winter, and has new seats, new windows and a new bell.",
    "Children may ring the bell on the first day, said the captain, who is looking forward to it.",
)
SECOND = (
    "The library has bought a boat, with which it will bring books to the islands from May on.",
    "Six hundred books fit into it, and a stove, because the islands have long winters.",
)


def page(first: str, second: str) -> str:
    head = "<title>Ferry returns to the harbour</title>"
    return f"<!doctype html><html lang=en>{head}<body><main>{first}{second}</main></body></html>"


def story(title: str, byline: str, paragraphs: tuple[str, ...]) -> str:
    return f"<h1>{title}</h1>{byline}" + "".join(f"<p>{text}</p>" for text in paragraphs)


OURS = story("Ferry returns to the harbour", "<p>By Ana Ruiz</p>", FIRST)


@pytest.mark.parametrize("byline", ["<p>By Tom Field</p>", "<p class=byline>Tom Field</p>"])
def test_an_article_with_a_headline_and_byline_of_its_own_is_another(byline):
    theirs = story("Library buys a boat", byline, SECOND)
    html = page(f"<article>{OURS}</article>", f"<div><article>{theirs}</article></div>")
    article = newstool.parse(html, blocks=True)
    assert article.text == "\n\n".join(FIRST)
    assert article.authors == ("Ana Ruiz",)
    rules = {block.rule for block in article.blocks if block.text in SECOND}
    assert rules == {"another-article"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"<article>{OURS}", f"{story('A boat', '<p>By Tom Field</p>', SECOND)}</article>"),
        (f"<article>{OURS}</article>", f"<article>{story('A boat', '', SECOND)}</article>"),
        (f"<article>{OURS}</article>", "<article><p>" + "<p>".join(SECOND) + "</article>"),
    ],
)
def test_a_part_of_the_article_is_not_another(first, second):
    article = newstool.parse(page(first, second), blocks=True)
    assert "another-article" not in {block.rule for block in article.blocks}


def test_many_articles_take_no_longer_than_their_length():
    theirs = f"<article>{story('A boat', '<p>Harbour</p>', SECOND)}</article>"
    assert_linear(newstool.parse, lambda number: page(OURS, theirs * number), 60)
