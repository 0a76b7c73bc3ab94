"""Where a labelled page has its headline and its body, and None for what it does not have."""

from __future__ import annotations

import pytest

from newstool.model.article import Block, BlockKind, Label, LabelledBlock
from newstool.page.extents import Extents, extents_of

_LABELS = {"T": Label.TITLE, "b": Label.BODY, "P": Label.BODY, ".": Label.OTHER, "h": Label.OTHER}


def extents(shape: str) -> Extents:
    """T: headline, P: paragraph, b: a short block of the body, h: an <h1>, '.': anything else."""

    def one(n: int, letter: str) -> LabelledBlock:
        text = "The ferry was back in the harbour on Monday. " * (4 if letter == "P" else 1)
        kind = BlockKind.HEADING if letter == "h" else BlockKind.PARAGRAPH
        block = Block(n, kind, text, level=1 if letter == "h" else 0)
        return LabelledBlock(block, _LABELS[letter], "test")

    return extents_of([one(n, letter) for n, letter in enumerate(shape)])


def test_a_page_has_a_headline_and_a_body():
    found = extents("..T.bPP..")
    assert (found.title, found.heading) == (2, 2)
    assert (found.first, found.last) == (4, 6)
    assert found.paragraph == 5


def test_a_page_of_nothing_has_no_extents():
    assert extents("....") == extents("") == Extents()


def test_an_h1_stands_in_for_a_headline_that_was_not_found():
    found = extents(".h..PP")
    assert (found.title, found.heading) == (None, 1)


@pytest.mark.parametrize(
    ("shape", "begin", "end"),
    [
        ("b.T.PP..", 4, 5),  # a block of the body above the headline
        ("T.PP" + "." * 20 + "b", 2, 3),  # one far below it
        ("T.P" + "." * 20 + "b", 2, 2),
        ("b.T...", None, None),
    ],
)
def test_the_story_is_the_body_without_single_blocks_far_off(shape, begin, end):
    found = extents(shape)
    assert (found.begin, found.end) == (begin, end)
    assert found.first == min(shape.find(letter) for letter in "bP" if letter in shape)
