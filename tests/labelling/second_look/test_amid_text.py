"""What is amid the kept lines of a plain text: short lines and turns of a talk."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.amid_text import amid_text
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.text.reader import read_text


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Tickets and times", True),
        ("Why now?", True),
        ("[ferry-1024x768]", False),
        ("a white ferry", False),
        ("- - -", False),
        ("Advertisement", False),
    ],
)
def test_a_short_line_amid_a_text_is_of_it(line: str, is_kept: bool) -> None:
    sentence = "The line will not run again before April, because the council found no money. "
    lines = [sentence * 2, sentence, line, sentence * 2, sentence]
    page = page_of(read_text(decode("\n\n".join(lines), format="text"), DEFAULTS))
    found = amid_text(page, [0.9, 0.9, 0.1, 0.9, 0.9], {0, 1, 3, 4})
    assert amid_text(page, [0.5, 0.5, 0.1, 0.5, 0.5], {0, 1, 3, 4}) == set()
    assert found == ({2} if is_kept else set())


def test_turns_that_the_judge_doubts_are_kept_where_most_are() -> None:
    lines = [f"{who}: We talked about the ferry again." for who in ("ANA", "BO") * 3]
    page = page_of(read_text(decode("\n\n".join(lines), format="text"), DEFAULTS))
    scores = [0.9, 0.9, 0.9, 0.06, 0.01, 0.9]
    assert amid_text(page, scores, {0, 1, 2, 5}) == {3}


def test_a_sentence_is_kept_where_hardly_anything_else_is_amid_the_story() -> None:
    sentence = "The line will not run again before April, because the council found no money. "
    lines = [
        sentence * 3,
        "Nobody was hurt in the storm, which was the worst in sixty-one years.",
        sentence,
    ]
    page = page_of(read_text(decode("\n\n".join(lines), format="text"), DEFAULTS))
    assert amid_text(page, [0.9, 0.2, 0.9], {0, 2}) == {1}
    assert amid_text(page, [0.9, 0.1, 0.9], {0, 2}) == set()


def test_the_items_of_a_numbered_series_go_together_with_the_sentences_between() -> None:
    sentence = "The line will not run again before April, because the council found no money. "
    lines = [
        *("1. The engine", "2. The rails", "3. The money", "It is the smallest of the three sums."),
        *("Photo of a rail", "4. The people", sentence * 2),
    ]
    page = page_of(read_text(decode("\n\n".join(lines), format="text"), DEFAULTS))
    scores = [0.9, 0.9, 0.2, 0.2, 0.2, 0.9, 0.9]
    assert amid_text(page, scores, {0, 1, 5, 6}) >= {2, 3}
    assert 4 not in amid_text(page, scores, {0, 1, 5, 6})
    assert 2 not in amid_text(page, scores, {0, 6})
