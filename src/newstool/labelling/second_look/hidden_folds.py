"""Paragraphs that a page hides until somebody asks for the rest: 'Read more', a fold, a paywall.

What is hidden is mostly not for the reader: copies, menus, forms, words planted for machines. What
is around a fold sets it apart: its paragraphs are set like those of the story next to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import islice

from newstool.model.article import Block, Reading
from newstool.page.places import around, boxes_that
from newstool.reading.html.visibility import hidden_because
from newstool.vocabulary.scripts import ends_sentence, weight_of

_PROSE = 60  # characters of a paragraph
_FEWEST = 2  # paragraphs of a fold; a line alone may be planted
# Probability from which a hidden paragraph may be the story's. The judge has learned to doubt what
# is hidden: of the development pages' folds all are above it, and all else beside the story below.
_LIKELY = 0.1


def find_folds(reading: Reading, scores: Sequence[float], kept: Collection[int]) -> set[int]:
    """The hidden blocks of a page that continue its `kept` ones. Linear; never raises."""
    blocks = reading.blocks
    hidden = [block for block in blocks if block.markup is not None and block.markup.hidden]
    shows_none = not any(_is_paragraph(blocks[index]) for index in kept)
    if not hidden or not (shows_none or any(_is_likely(block, scores) for block in hidden)):
        return set()
    outermost = boxes_that(reading, lambda box: hidden_because(box.attributes) != "")
    folds: dict[int, list[Block]] = defaultdict(list)
    for block in hidden:
        fold = outermost[block.index]
        if fold is not None:
            folds[fold].append(block)
    if shows_none:
        return _veiled(reading, folds)
    texts = {blocks[index].text for index in kept}
    shown = [blocks[index] for index in kept if _is_prose(blocks[index])]
    beside = {key for b in shown for key in _settings(reading, b, _parent_of(reading, b))}
    found: set[int] = set()
    for index, inside in folds.items():
        outer = reading.containers[index].parent
        likely = [b for b in inside if _is_likely(b, scores) and b.text not in texts]
        prose = [b.index for b in likely if not beside.isdisjoint(_settings(reading, b, outer))]
        if len(prose) >= _FEWEST:
            amid = (b for b in inside if prose[0] <= b.index <= prose[-1])
            found.update(b.index for b in amid if scores[b.index] >= _LIKELY)
    return found


def _veiled(reading: Reading, folds: Mapping[int, Sequence[Block]]) -> set[int]:
    """The paragraphs that a page keeps unseen while it loads, where it shows no other.

    They are in one element that `visibility` hides, as its place on the page is kept for it.
    """
    veils = [
        inside
        for index, inside in folds.items()
        if hidden_because(reading.containers[index].attributes) == "visibility"
    ]
    if len(veils) != 1 or not any(map(_is_paragraph, veils[0])):
        return set()
    prose = [block.index for block in veils[0] if ends_sentence(block.text)]
    return {block.index for block in veils[0] if prose[0] <= block.index <= prose[-1]}


def _is_paragraph(block: Block) -> bool:
    return weight_of(block.text) >= _PROSE and ends_sentence(block.text)


def _is_likely(block: Block, scores: Sequence[float]) -> bool:
    return _is_prose(block) and scores[block.index] >= _LIKELY


def _is_prose(block: Block) -> bool:
    return block.markup is not None and len(block.text) >= _PROSE


def _parent_of(reading: Reading, block: Block) -> int | None:
    return reading.containers[block.markup.container].parent if block.markup else None


def _settings(reading: Reading, block: Block, outer: int | None) -> tuple[Hashable, Hashable]:
    """How a block is set: its form inside the element `outer` around it, and its form, its parent's
    and grandparent's."""
    boxes = islice(around(reading, block.markup.container if block.markup else None), 3)
    forms = (block.kind, block.level, *((b.tag, b.attributes.get("class")) for b in boxes))
    return (outer, *forms[:3]), forms
