"""What the marks of plain text say about its body, whatever a judge of its words thinks.

A judge that learned from dumps of pages has seen few Markdown headings, piped tables, transcripts
and datelines under a byline. Where such a mark is next to what is kept, the block is kept too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from newstool.fields.dateline import parse_dateline
from newstool.labelling.second_look.kept_by_neighbours import kept_by_company
from newstool.model.article import Block, BlockKind, Label, Reading
from newstool.names.speakers import TURNS, speaker_of
from newstool.page.facts import Page
from newstool.reading.where import spans_of

_TOPICS = {
    Label.NEWSLETTER: ("newsletter", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "uutiskirje",
                       "infolettre", "boletines", "рассылк", "розсилк", "hírlevél", "メルマガ"),
    Label.COOKIE: ("cookie", "куки", "クッキー", "쿠키"),
    Label.COPYRIGHT: ("copyright", "urheberrecht", "droit d'auteur", "droits d'auteur",
                      "derechos de autor", "direitos autorais", "diritto d'autore", "auteursrecht",
                      "upphovsrätt", "ophavsret", "tekijänoikeu", "autorsk", "авторск", "telif",
                      "著作权", "著作權", "版权", "版權", "著作権", "저작권"),
    Label.PAYWALL: ("paywall", "bezahlschranke"),
}  # fmt: skip
_SURE = 0.6  # probability of a paragraph that tells the story's topic
_TELLING = 2000  # characters of it
_MENTIONS = 4  # of the topic's word in such paragraphs
_NAME = 80  # characters of a speaker's name and office
_SPOKEN = 0.05  # probability from which a turn of it is kept
_HEADS = 0.02  # the same of a heading between kept blocks, and of a row beneath one
_NEAR = 2  # blocks behind a heading, the next kept one among them
_ITEMS = 2  # kept items that prove a series
_ITEM = 0.15  # probability from which another item of it is kept
_APART = 6  # blocks from one item of a series to the next
_OPENERS = frozenset("(0123456789")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s")
_LEAD = 80  # characters of a first paragraph behind a dateline
_LONGEST_HEADING = 160  # characters


def kept_by_marks(
    page: Page,
    scores: Sequence[float],
    kept: Collection[int],
    topics: Collection[Label] = (),
) -> set[int]:
    """The blocks of a plain text that its marks add to the `kept` ones. Linear; never raises.

    A block that says that it is one of the `topics`, though not beyond doubt, may be the story's.
    """
    reading = page.reading
    if reading.document.format == "html" or not kept:
        return set()
    found = set(_lead(reading.blocks, min(kept)))
    found.update(_turns(reading.blocks, scores, kept))
    found.update(_headings(page, scores, kept))
    found.update(_series(reading.blocks, scores, kept))
    found.update(_rows(reading, scores, kept))
    return found | kept_by_company(page, scores, found.union(kept), topics)


def topics_of(
    reading: Reading, scores: Sequence[float], headline: str | None, kept: Collection[int]
) -> frozenset[Label]:
    """The kinds of furniture that a plain text is a story about: newsletters, cookies, copyright.

    The headline has the word, or several paragraphs have it that are judged to be the story's.
    """
    if reading.document.format == "html":
        return frozenset()
    sure = [reading.blocks[index].text for index in kept if scores[index] >= _SURE]
    told = " ".join(text for text in sure if len(text) <= _TELLING).casefold()
    title = (headline or "").casefold()
    return frozenset(
        label
        for label, words in _TOPICS.items()
        if any(word in title for word in words)
        or sum(told.count(word) for word in words) >= _MENTIONS
    )


def _turns(
    blocks: Sequence[Block], scores: Sequence[float], kept: Collection[int]
) -> Iterator[int]:
    """All turns of those who speak in a transcript, where most of what they say is kept."""
    said = [
        (block.index, speaker_of(block.text))
        for block in blocks
        if ":" in block.text[:_NAME] or "：" in block.text[:_NAME]
    ]
    counts = Counter(name for _, name in said if name is not None)
    turns = [index for index, name in said if name is not None and counts[name] > 1]
    inside = [index for index in turns if index in kept]
    if len(inside) >= TURNS and len(inside) * 2 >= len(turns):
        yield from (index for index in turns if scores[index] >= _SPOKEN)


def _headings(page: Page, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """Headings that marks ('## ', an underline) show, with kept blocks before and behind them."""
    first = min(kept)
    for block in [block for block in page.reading.blocks if block.kind is BlockKind.HEADING]:
        if block.index in kept or block.index < first:
            continue
        behind = any(block.index + step in kept for step in range(1, _NEAR + 1))
        short = len(block.text) <= _LONGEST_HEADING
        if behind and short and scores[block.index] >= _HEADS and page.hits[block.index] is None:
            yield block.index


def _series(
    blocks: Sequence[Block], scores: Sequence[float], kept: Collection[int]
) -> Iterator[int]:
    """The other items of a series '1. ...', '2. ...', '3. ...' of which two at least are kept."""
    run: list[int] = []
    expected = last = -1
    items = [b for b in blocks if b.kind is BlockKind.LIST_ITEM and b.text[:1] in _OPENERS]
    for block in items:
        match = _NUMBER.match(block.text)
        if match is None:
            continue
        if int(match[1]) != expected or block.index - last > _APART:
            yield from _missing(run, scores, kept)
            run = []
        run.append(block.index)
        expected, last = int(match[1]) + 1, block.index
    yield from _missing(run, scores, kept)


def _missing(run: Sequence[int], scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """What goes with the kept items of a run: the others, and what stands between them.

    An item that heads a kept paragraph counts as kept. One that kept blocks enclose goes with them
    in any series.
    """
    inside = sum(index in kept or index + 1 in kept for index in run)
    if inside >= _ITEMS and inside * 3 >= len(run) * 2:
        yield from (i for i in range(run[0], run[-1] + 1) if i not in kept and scores[i] >= _ITEM)
    elif len(run) > _ITEMS:
        for index in run:
            enclosed = index - 1 in kept and index + 1 in kept
            if enclosed and index not in kept and scores[index] >= _ITEM:
                yield index


def _rows(reading: Reading, scores: Sequence[float], kept: Collection[int]) -> Iterator[int]:
    """The rows of a piped table whose first row stands beneath a kept block."""
    if "\n|" not in reading.document.text:
        return
    text, inside = reading.document.text, False
    for block, span in zip(reading.blocks, spans_of(reading), strict=True):
        piped = block.kind is BlockKind.TABLE_ROW and text[span.start] == "|"
        inside = piped and (inside or block.index - 1 in kept)
        if inside and scores[block.index] >= _HEADS:
            yield block.index


def _lead(blocks: Sequence[Block], first: int) -> Iterator[int]:
    """A first paragraph that opens with a dateline, right above what is kept."""
    for block in blocks[max(0, first - 1) : first]:
        if len(block.text) >= _LEAD and parse_dateline(block.text) is not None:
            yield block.index
