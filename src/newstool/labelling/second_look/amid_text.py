"""What belongs to the kept lines of a plain text: turns of a talk, sentences and labels amid them.

A judge that learned from dumps of pages doubts short paragraphs, scripts that it has hardly met and
small headings. Where what it keeps is on both sides of one, and nothing says what else it may be,
it is the story's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from newstool.model.article import Block, BlockKind
from newstool.names.speakers import TURNS, speaker_of
from newstool.page.facts import Page
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence, weight_of

# Probabilities from which a line is kept: 0.05 and 0.15 of the judge's, held out by site, on text
# dumps of the development pages. Most enclosed sentences are body where hardly anything else is
# amid the kept blocks, and most are not elsewhere.
_LABEL_LIKELY = 0.05
_SENTENCE_LIKELY = 0.15
_LABEL = 60  # characters of a label; up to 400 were tried and gain nothing more
_GAP = 2  # sentences between two kept blocks
_DENSE = 0.9  # share of characters, from the first kept block to the last, that are the story's
_AROUND = 3  # lines on either side of a label that are looked at
# Share of the text around a label that is kept. Of 0.6, 0.8 and 0.9, two sets of pages lose a
# little with the first, one with the last.
KEPT = 0.8
_NUMBER = later(r"\(?(\d{1,3})[.)]\s")
_SURE = 0.7  # probability of what encloses it: menus that were kept hold lines like their own


def amid_text(page: Page, scores: Sequence[float], kept: Collection[int]) -> set[int]:
    """The blocks of a plain text that belong to the `kept` ones. Linear; never raises."""
    if page.reading.document.format == "html" or not kept:
        return set()
    found = set(_turns(page.reading.blocks, scores, kept))
    found.update(_series(page.reading.blocks, scores, kept))
    found.update(_sentences(page, scores, found.union(kept)))
    found.update(_labels(page, scores, found.union(kept)))
    return found.difference(kept)


def _turns(
    blocks: Sequence[Block], scores: Sequence[float], kept: Collection[int]
) -> Iterator[int]:
    """All turns of those who speak in a transcript, where most of what they say is kept."""
    said = [(block.index, speaker_of(block.text)) for block in blocks]
    counts = Counter(name for _, name in said if name is not None)
    turns = [index for index, name in said if name is not None and counts[name] > 1]
    inside = [index for index in turns if index in kept]
    if len(inside) >= TURNS and len(inside) * 2 >= len(turns):
        yield from (index for index in turns if scores[index] >= _LABEL_LIKELY)


def _series(
    blocks: Sequence[Block], scores: Sequence[float], kept: Collection[int]
) -> Iterator[int]:
    """The items '1. ...', '2. ...' of which two thirds are kept, and the sentences between them.

    An item that heads a kept paragraph counts as kept.
    """
    listed = (block for block in blocks if block.kind is BlockKind.LIST_ITEM)
    numbers = ((block.index, _NUMBER.match(block.text)) for block in listed)
    items = enumerate((index, int(number[1])) for index, number in numbers if number is not None)
    for _, counted in groupby(items, lambda item: item[1][1] - item[0]):
        run = [index for _, (index, _) in counted]
        inside = sum(index in kept or index + 1 in kept for index in run)
        if inside > 1 and inside * 3 >= len(run) * 2:
            for index in range(run[0], run[-1] + 1):
                likely = scores[index] >= _SENTENCE_LIKELY
                if likely and (index in run or ends_sentence(blocks[index].text)):
                    yield index


def _sentences(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """The sentence above the kept blocks; one or two amid them, where hardly anything else is."""
    blocks, order = page.reading.blocks, sorted(kept)

    def goes_on(index: int) -> bool:
        likely = scores[index] >= _SENTENCE_LIKELY and page.hits[index] is None
        return likely and ends_sentence(blocks[index].text)

    if order[0] and goes_on(order[0] - 1):
        yield order[0] - 1
    gaps = [range(one + 1, other) for one, other in pairwise(order) if other - one <= _GAP + 1]
    found = [index for gap in gaps if all(map(goes_on, gap)) for index in gap]
    size = sum(len(block.text) for block in blocks[order[0] : order[-1] + 1])
    inside = sum(len(blocks[index].text) for index in (*order, *found))
    if inside >= _DENSE * size:
        yield from found


def _labels(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """Short lines between two kept ones, where hardly anything else is near."""
    blocks = page.reading.blocks
    for block in between(page, kept):
        text, index = block.text, block.index
        # In Chinese a menu's entry is as short as a label, and dumps lose by it.
        if scores[index] < _LABEL_LIKELY or _is_picture(text) or weight_of(text) > len(text):
            continue
        near = blocks[max(0, index - _AROUND) : index + _AROUND + 1]
        sure = (one for one in near if one.index in kept and scores[one.index] >= _SURE)
        inside = sum(len(one.text) for one in sure)
        if inside >= KEPT * sum(len(one.text) for one in near) and any(map(str.isalpha, text)):
            yield index


def _is_picture(text: str) -> bool:
    """Dumps show pictures as '[name]' or by what they show, which begins small."""
    return text.startswith("[") or text.endswith("]") or text[:1].islower()


def between(page: Page, kept: Collection[int]) -> Iterator[Block]:
    """Short blocks between two kept ones that don't say what they are."""
    for block in page.reading.blocks:
        index = block.index
        is_between = index not in kept and index - 1 in kept and index + 1 in kept
        if is_between and len(block.text) <= _LABEL and page.hits[index] is None:
            yield block
