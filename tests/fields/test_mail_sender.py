"""A mail that was pasted as text: its own lines say who wrote it."""

from __future__ import annotations

import pytest

import newstool

STORY = "The council voted on Tuesday night to close the old bridge for six months."


def article(*lines: str) -> newstool.Article:
    return newstool.parse("\n".join((*lines, "", STORY)), evidence=True)


def test_the_sender_above_a_text_is_its_author():
    found = article(
        "Subject: Council closes the old bridge",
        "From: Ana Ruiz <ana@post.example>",
        "Date: Tue, 3 Mar 2020 08:34:00 +0100",
    )
    assert (found.title, found.authors) == ("Council closes the old bridge", ("Ana Ruiz",))
    assert (str(found.date_published), found.text) == ("2020-03-03T08:34:00+01:00", STORY)
    assert found.evidence["authors.0"].source == "labelled line 'From'"


@pytest.mark.parametrize(
    ("lines", "authors", "source"),
    [
        (
            ("Von: Presse Hafen <presse@hafen.example>", "Betreff: Brücke gesperrt"),
            (),
            "Presse Hafen",
        ),
        (("From: ana@post.example", "Subject: Bridge closed"), (), None),  # an address names nobody
        # Whoever passes a mail on did not write it.
        (("Subject: Fwd: Bridge closed", "From: Ana Ruiz <ana@post.example>"), (), None),
        # Without a subject it isn't a mail's line.
        (("Title: Bridge closed", "From: Ana Ruiz", "Date: 3 March 2020"), (), None),
    ],
)
def test_a_house_is_the_source_and_who_is_in_doubt_is_nobody(lines, authors, source):
    found = article(*lines)
    assert (found.authors, found.source) == (authors, source)
