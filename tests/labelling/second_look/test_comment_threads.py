"""Readers' comments are told by what stands around them: they are prose as good as the story's."""

from __future__ import annotations

import pytest
from conftest import page_of_lines

import newstool
from newstool.labelling.second_look.comment_threads import find_threads

STORY = [
    "The last ferry of the season",
    "The last ferry of the season left Halvren at dusk on Sunday with forty passengers on board, "
    "and the harbour master lowered the flag behind it as he has done for thirty years.",
    "The line will not run again before April, because the council found no money for the new "
    "engine that the inspectors asked for in the spring, and nobody else offered any.",
]
REMARK = (
    "I took that boat to school every day for nine years, and I still remember how the deck smelt "
    "of tar in the first warm week of May, when the islands came out of the fog."
)


def thread(opening: str, *stamps: str) -> list[str]:
    return [opening, *(line for stamp in stamps for line in (stamp, REMARK))]


def kept_behind_the_story(lines: list[str]) -> set[int]:
    """What is left of a page of which the judge kept all but the lines below 90 characters."""
    texts = [*STORY, *lines]
    kept = {index for index, text in enumerate(texts) if len(text) > 90}
    found = find_threads(page_of_lines(texts), kept)
    return {index - len(STORY) for index in kept - found} - {-2, -1}


DATED = ("Ana Ruiz, 3 May 2021", "Bo Lind, 4 May 2021", "Cy Marsh, 9 May 2021")


@pytest.mark.parametrize(
    "lines",
    [
        thread("5 Comments", *DATED, *DATED),
        thread("15 Replies to “The last ferry of the season”", *DATED, *DATED),
        thread("Kommentare", *["Ana R. • vor 3 Stunden", "Bo schrieb:"] * 3),
        thread("评论", *["2005-06-14 03:25 海港"] * 5),
        thread("Leave a Reply", *["Ana says:"] * 5),
        thread("Reply", *["Ana, 12:40", "Reply"] * 3),
        thread("Re: Last ferry ( Score: 5 , Insightful)", *["Re: Last ferry ( Score: 2 )"] * 5),
        thread("9 points by ana 3 hours ago", *["2 points by bo 2 hours ago"] * 5),
        thread("Ana on May 3, 2021 at 5:05 pm said:", *["Bo on May 4, 2021 at 9:12 am said:"] * 5),
    ],
    ids=[
        *("count", "replies", "german", "chinese", "signed", "buttons"),
        *("scores", "points", "signed-and-dated"),
    ],
)
def test_what_stands_among_dated_and_signed_lines_behind_an_opening_is_no_story(lines):
    assert kept_behind_the_story(lines) == set()


@pytest.mark.parametrize(
    "lines",
    [
        thread("5 Comments", *DATED),
        thread("Comments", *["The engine"] * 6),
        thread("Discussion", *["In 2019", "In 2020", "In 2021"] * 2),
        thread("The comments of passengers", *DATED, *DATED),
    ],
    ids=["too-few", "undated", "a-storys-own-heading", "no-opening"],
)
def test_other_sections_stay(lines):
    assert kept_behind_the_story(lines) == set(range(2, len(lines), 2))


def test_a_counter_above_the_story_opens_nothing():
    lines = thread("5 Comments", *DATED, *DATED)
    assert find_threads(page_of_lines(lines), set(range(2, len(lines), 2))) == set()


def test_comments_of_a_page_are_labelled_so():
    remarks = [f"{REMARK} That was in {year}." for year in range(1981, 1987)]
    lines = [line for pair in zip([*DATED, *DATED], remarks, strict=True) for line in pair]
    text = "\n\n".join([*STORY, "6 Comments", *lines])
    article = newstool.parse(text, blocks=True)
    named = {block.text: (block.label, block.rule) for block in article.blocks}
    assert {named[remark] for remark in remarks} == {("comments", "comment-thread")}
    assert "islands" not in newstool.clean(text)
    assert "islands" in newstool.clean(text, keep=["comments"])
