"""Paragraphs that a page hides until somebody asks for the rest: 'Read more', a fold, a paywall.

What is hidden is mostly not for the reader: copies, menus, forms, words planted for machines. What
is around a fold sets it apart: its paragraphs are set like those of the story next to it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence

from newstool.model.article import Block, BlockKind, Container, Reading
from newstool.reading.html.visibility import hidden_because
from newstool.vocabulary.scripts import ends_sentence, weight_of

_PROSE = 60  # characters of a paragraph
_FEWEST = 2  # paragraphs of a fold; a line alone may be planted
# Probability from which a hidden paragraph may be the story's. The judge has learned to doubt what
# is hidden: of the development pages' folds all are above it, and all else beside the story below.
_LIKELY = 0.1


def find_folds(reading: Reading, scores: Sequence[float], kept: Collection[int]) -> set[int]:
    """The hidden blocks of a page that continue its `kept` ones. Linear; never raises."""
    hidden = [block for block in reading.blocks if block.markup is not None and block.markup.hidden]
    if hidden and not any(_is_paragraph(reading.blocks[index]) for index in kept):
        return _veiled(reading, hidden)
    if not any(_is_likely(block, scores) for block in hidden):
        return set()
    shown = [reading.blocks[index] for index in kept if _is_prose(reading.blocks[index])]
    beside = {
        key for block in shown for key in _settings(reading, block, _parent_of(reading, block))
    }
    texts = {reading.blocks[index].text for index in kept}
    folds: dict[int, list[Block]] = {}
    for block in hidden:
        fold = _fold_of(reading, block)
        if fold is not None:
            folds.setdefault(fold.index, []).append(block)
    found: set[int] = set()
    for index, blocks in folds.items():
        prose = [
            block
            for block in blocks
            if _is_likely(block, scores)
            and block.text not in texts
            and not beside.isdisjoint(_settings(reading, block, reading.containers[index].parent))
        ]
        if len(prose) >= _FEWEST:
            found.update(_within(blocks, prose, scores))
    return found


def _veiled(reading: Reading, hidden: Sequence[Block]) -> set[int]:
    """The paragraphs that a page keeps unseen while it loads, where it shows no other.

    They are in one element that `visibility` hides, as its place on the page is kept for it.
    """
    folds: dict[int, list[Block]] = {}
    for block in hidden:
        fold = _fold_of(reading, block)
        if fold is not None and hidden_because(fold.attributes) == "visibility":
            folds.setdefault(fold.index, []).append(block)
    if len(folds) != 1:
        return set()
    (blocks,) = folds.values()
    prose = [block.index for block in blocks if ends_sentence(block.text)]
    if not any(map(_is_paragraph, blocks)) or not prose:
        return set()
    return {block.index for block in blocks if prose[0] <= block.index <= prose[-1]}


def _is_paragraph(block: Block) -> bool:
    return weight_of(block.text) >= _PROSE and ends_sentence(block.text)


def _within(
    blocks: Sequence[Block], prose: Sequence[Block], scores: Sequence[float]
) -> Iterator[int]:
    """The fold's likely blocks, from the first of its paragraphs of the story to the last."""
    for block in blocks:
        likely = scores[block.index] >= _LIKELY and block.kind is not BlockKind.CAPTION
        if likely and prose[0].index <= block.index <= prose[-1].index:
            yield block.index


def _is_likely(block: Block, scores: Sequence[float]) -> bool:
    return _is_prose(block) and scores[block.index] >= _LIKELY


def _is_prose(block: Block) -> bool:
    return block.markup is not None and len(block.text) >= _PROSE


def _parent_of(reading: Reading, block: Block) -> int | None:
    return reading.containers[block.markup.container].parent if block.markup else None


def _fold_of(reading: Reading, block: Block) -> Container | None:
    """The outermost element around a block that hides it."""
    found = None
    index = block.markup.container if block.markup else None
    while index is not None:
        container = reading.containers[index]
        if hidden_because(container.attributes):
            found = container
        index = container.parent
    return found


def _settings(reading: Reading, block: Block, around: int | None) -> tuple[Hashable, Hashable]:
    """How a block is set: its form inside the element `around` it, and its form, its parent's and
    grandparent's."""
    forms: list[Hashable] = [block.kind, block.level]
    index = block.markup.container if block.markup else None
    for _ in range(3):
        if index is None:
            break
        container = reading.containers[index]
        forms.append((container.tag, container.attributes.get("class")))
        index = container.parent
    return (around, *forms[:3]), tuple(forms)
