"""What goes with the kept blocks of a plain text: sentences, lists, entries and verses amid them.

A judge that learned from dumps of pages doubts short paragraphs, scripts that it has hardly met and
small headings. Where blocks that it keeps enclose them and nothing says what else they may be, they
are the story's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from newstool.labelling.judge.weights import is_short
from newstool.model.article import BlockKind, Label
from newstool.names.one_name import has_capitals, sounds_like_person
from newstool.page.facts import Page
from newstool.reading.where import spans_of
from newstool.vocabulary.scripts import ends_sentence, is_endless

# Read off text dumps of the development pages, each judged by weights that had not seen its site:
# most enclosed sentences are body on dense pages, and most are not on others.
_SENTENCE = 0.15  # probability from which an enclosed sentence is kept
_GAP = 2  # such sentences between two kept blocks
_DENSE = 0.9  # share of characters, from the first kept block to the last, that are the story's
_LEAD = 0.25  # probability from which a sentence right above the first kept block is kept
_LEAD_CHARS = 40  # characters of it

_ITEM = 0.05  # probability from which items of a list under a marked heading are kept
_ENTRY = 0.05  # the same of what stands in an entry of a live blog, but in a short text
_LAST_ENTRY = 3  # blocks of the last entry, which no other one ends
_ENTRIES = 3  # hours that make a live blog
_HOUR_LINE = 34  # characters of a line that ends in an hour: 'Wed 5 Feb 2025 18.05 GMT'
_DIGIT = re.compile(r"\d")
_HOUR = re.compile(r"(?:^|\s)([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s?[A-Za-z.]{1,5})?$")
_HEADED_HOUR = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)\s?[-–—|:]\s?\S")
_BARE_NAME = 40  # characters of a name and nothing else
_VERSE = 60  # characters of a line of verse, at most
_STANZA = range(3, 41)  # lines of a stanza
_VERSES = 0.15  # probability from which a line of a kept stanza is kept


def kept_by_company(
    page: Page, scores: Sequence[float], kept: Collection[int], topics: Collection[Label]
) -> set[int]:
    """The blocks of a plain text that belong to the `kept` ones around them. Linear.

    `topics`: what a story is about, though its words are furniture's elsewhere.
    """
    found = set(_entries(page, scores, kept))
    found.update(_listed(page, scores, kept))
    found.update(_stanzas(page, scores, kept))
    known = frozenset(found | set(kept))
    found.update(_enclosed(page, scores, known, topics))
    found.update(_lead(page, scores, min(known), topics))
    found.update(_last(page, scores, max(known), topics))
    return found - set(kept)


def _enclosed(
    page: Page,
    scores: Sequence[float],
    kept: Collection[int],
    topics: Collection[Label],
) -> Iterator[int]:
    """One or two sentences between kept blocks, where hardly anything else stands amid those."""
    blocks, order = page.reading.blocks, sorted(kept)
    found = [
        index
        for one, other in pairwise(order)
        if 1 < other - one <= _GAP + 1
        and all(_may_go_on(page, i, scores, topics) for i in range(one + 1, other))
        for index in range(one + 1, other)
    ]
    size = sum(len(block.text) for block in blocks[order[0] : order[-1] + 1])
    inside = sum(len(blocks[index].text) for index in (*order, *found))
    if inside >= _DENSE * size:
        yield from found


def _may_go_on(page: Page, index: int, scores: Sequence[float], topics: Collection[Label]) -> bool:
    if scores[index] < _SENTENCE or not ends_sentence(page.reading.blocks[index].text):
        return False
    hit = page.hits[index]
    return hit is None or (hit.label in topics and hit.strength == "hint")


def _lead(
    page: Page, scores: Sequence[float], first: int, topics: Collection[Label]
) -> Iterator[int]:
    """The sentence right above the first kept block."""
    if first and scores[first - 1] >= _LEAD:
        block = page.reading.blocks[first - 1]
        if len(block.text) >= _LEAD_CHARS and _may_go_on(page, first - 1, scores, topics):
            yield block.index


def _last(
    page: Page, scores: Sequence[float], last: int, topics: Collection[Label]
) -> Iterator[int]:
    """The sentence right behind the last kept block, in a script without sentence ends."""
    for block in page.reading.blocks[last + 1 : last + 2]:
        score = scores[block.index]
        endless = is_endless(block.text[-1])
        if endless and score >= _LEAD and _may_go_on(page, block.index, scores, topics):
            yield block.index


def _listed(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """A list under a heading that marks show, with the story before and behind it."""
    blocks, first, last = page.reading.blocks, min(kept), max(kept)
    for block in blocks[first : last + 1]:
        if block.kind is not BlockKind.HEADING or page.hits[block.index] is not None:
            continue
        end = block.index + 1
        while end < last and blocks[end].kind is BlockKind.LIST_ITEM:
            end += 1
        run = range(block.index + 1, end)
        likely = [i for i in run if i in kept or scores[i] >= _ITEM]
        if len(run) > 1 and len(likely) == len(run):
            yield from (block.index, *run)


def _entries(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """What stands under the hours of a live blog, where half of its entries are kept at least.

    The hours run one way, newest or oldest first. A line that is an hour and no more stays out, and
    so does the name of who wrote the entry.
    """
    blocks, least = page.reading.blocks, 0.0 if is_short(page.reading) else _ENTRY
    hours = [(block.index, hour) for block in blocks if (hour := _hour_of(block.text)) is not None]
    if len(hours) < _ENTRIES or not _runs_one_way([minutes for _, minutes in hours]):
        return
    starts = [index for index, _ in hours]
    ends = [*starts[1:], min(len(blocks), starts[-1] + 1 + _LAST_ENTRY)]
    entries = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    if 2 * sum(any(i in kept for i in entry) for entry in entries) < len(entries):
        return
    for entry in entries:
        for index in entry:
            if page.hits[index] is not None and index > entry[0]:
                break
            headed = index > entry[0] or _HEADED_HOUR.match(blocks[index].text)
            if headed and scores[index] >= least and not is_bare_name(blocks[index].text):
                yield index


def _hour_of(text: str) -> int | None:
    """The minutes since midnight that a line names, if it is a line above an entry."""
    if not _DIGIT.search(text, 0, _HOUR_LINE):
        return None
    match = _HOUR.search(text) if len(text) <= _HOUR_LINE else None
    match = match or _HEADED_HOUR.match(text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def _runs_one_way(minutes: Sequence[int]) -> bool:
    rises = sum(one <= other for one, other in pairwise(minutes))
    falls = sum(one >= other for one, other in pairwise(minutes))
    return max(rises, falls) == len(minutes) - 1 and len(set(minutes)) >= _ENTRIES


def _stanzas(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """The other lines of a stanza of which two thirds are kept; blank lines part stanzas."""
    reading, run = page.reading, list[int]()
    text = reading.document.text
    for block, span in zip(reading.blocks, spans_of(reading), strict=True):
        if len(block.text) <= _VERSE:
            run.append(block.index)
        blank = text.count("\n", span.start + len(block.text), span.end) > 1
        if len(block.text) > _VERSE or blank or block.index + 1 == len(reading.blocks):
            inside = sum(index in kept for index in run)
            if blank and len(run) in _STANZA and inside * 3 >= len(run) * 2:
                yield from (i for i in run if scores[i] >= _VERSES and _is_verse(page, i))
            run = []


def _is_verse(page: Page, index: int) -> bool:
    is_paragraph = page.reading.blocks[index].kind is BlockKind.PARAGRAPH
    return is_paragraph and page.hits[index] is None


def is_bare_name(text: str) -> bool:
    """A known given name with a surname, and nothing else."""
    words = text.split(" ", 3)
    if not 1 < len(words) < 4 or len(text) > _BARE_NAME:
        return False
    worded = all(word[-1].isalpha() for word in words if word)
    capital = all(word[0].isupper() for word in words if word) or not has_capitals(text)
    return worded and capital and sounds_like_person(text)
