"""Captions that only their place tells: a picture and a few words have an element to themselves.

Many sites set a caption in a `<p>` or `<div>` without a name. Alone such a line looks like a short
paragraph of the story, so the judge keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newstool.fields.media import is_junk
from newstool.model.article import Block, BlockKind, FoundImage, Reading
from newstool.page.places import ancestors
from newstool.page.regime import is_link
from newstool.vocabulary.scripts import ends_sentence, weight_of

_LONGEST = 300  # characters of a caption; those of the development pages are shorter
_BESIDE = 120  # Latin letters of one in the picture's own `<p>`, where a paragraph may begin too
_NOTES = "0123456789[]¹²³⁴⁵⁶⁷⁸⁹"  # the number of a footnote, after a full stop


def find_captions(reading: Reading, kept: Collection[int]) -> set[int]:
    """The `kept` blocks that are a picture's caption. Linear in the pictures; never raises.

    On the development pages, of 23 lines without a sentence's end that are alone with a picture, 22
    aren't body; of those that are sentences, most are: lists of things show a picture of each.
    """
    if len(kept) < 2:
        return set()
    return {block.index for block, image in _below(reading, kept) if _shows(reading, block, image)}


def _below(reading: Reading, kept: Collection[int]) -> Iterator[tuple[Block, FoundImage]]:
    """The kept paragraphs right below a picture amid the story, each with it."""
    blocks, first, last = reading.blocks, min(kept), max(kept)
    for image in reading.head.images:
        if first <= image.before <= last and image.before in kept:
            block = blocks[image.before]
            if block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST:
                yield block, image


def _shows(reading: Reading, block: Block, image: FoundImage) -> bool:
    markup = block.markup
    if markup is None or is_link(block) or is_junk(image.url, image.alt):
        return False
    if _goes_on(block.text) or ends_sentence(block.text.rstrip(_NOTES)):
        return False
    if markup.container != image.container:
        return _is_alone(reading, block, image)
    is_short = weight_of(block.text) <= _BESIDE
    return is_short and reading.containers[markup.container].tag == "p"


def _goes_on(text: str) -> bool:
    """Whether a line leads to what is below it: '1. Halvren', 'What they found:'."""
    return text.endswith((":", "：")) or text[0].isdigit()


def _is_alone(reading: Reading, block: Block, image: FoundImage) -> bool:
    """Whether the innermost element around both holds no other block."""
    around = ancestors(reading, block)
    box: int | None = image.container
    while box is not None and box not in around:
        box = reading.containers[box].parent
    if box is None:
        return False
    beside = reading.blocks[max(0, block.index - 1) : block.index + 2]
    return all(one is block or box not in ancestors(reading, one) for one in beside)
