"""The short documents that the judge learns from say what they are put together of."""

from __future__ import annotations

import pytest

pytest.importorskip("babel")

from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from training.short_documents import (
    Story,
    label_parts,
    paragraphs_of,
    short_documents,
    title_from,
)
from training.short_parts import Part, Role

BODY = """Ferry returns to the lake
The ferry will sail again from Monday. It was away for two years.
A new pier cost 400,000 crowns, the town said.
What the ferry costs
A ticket is 20 crowns. Children travel free of charge. Who would not go?
"""
STORY = Story(
    id="set/1",
    fold=0,
    title="Ferry returns to the lake",
    authors=("Ana Ruiz",),
    day="2024-05-02",
    paragraphs=paragraphs_of(BODY, "Ferry returns to the lake"),
)
OTHER = Story("set/2", 0, "Bridge closes", (), "2024-05-03", ("The bridge is closed for a week.",))


def blocks_of(text: str, format: str) -> list[str]:
    if format == "html":
        reading = read_html(decode(text, format="html"), DEFAULTS)
    else:
        reading = read_text(decode(text, format="text"))
    return [block.text for block in reading.blocks]


def test_a_storys_paragraphs_begin_with_its_first_sentence():
    assert STORY.paragraphs[0].startswith("The ferry will sail")
    assert len(STORY.paragraphs) == 4


def test_a_story_without_a_title_gets_its_first_clause():
    assert title_from("雨停了，路通了。") == "雨停了"


@pytest.mark.parametrize("format", ["html", "text"])
def test_the_same_documents_come_out_each_time(format):
    first, second = (list(short_documents([STORY, OTHER], format, 20)) for _ in range(2))
    assert first == second
    assert len({document.text for document in first}) > 30


@pytest.mark.parametrize("format", ["html", "text"])
def test_nearly_every_block_is_known_to_be_body_or_not(format):
    known = blocks = body = 0
    for document in short_documents([STORY, OTHER], format, 50):
        is_body, is_known = label_parts(blocks_of(document.text, format), document.parts)
        known += is_known.sum()
        blocks += len(is_known)
        body += is_body.sum()
    assert known > 0.98 * blocks
    assert 0.2 * blocks < body < 0.8 * blocks


def test_a_block_is_body_when_most_of_its_letters_are():
    parts = [
        Part("Ferry returns", Role.HEADLINE),
        Part("The ferry will sail again from Monday.", Role.BODY),
        Part("All rights reserved.", Role.FURNITURE),
    ]
    blocks = ["Ferry returns", "The ferry will sail again from Monday. All rights", "unheard of"]
    body, known = label_parts(blocks, parts)
    assert body.tolist() == [0, 1, 0]
    assert known.tolist() == [1, 1, 0]
