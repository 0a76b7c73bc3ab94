"""Other stories' teasers below the story, told by their template: a linked headline, a sentence.

The sentence of a teaser reads like the story's own, so the judge keeps it. That the same element
comes again and again below the last paragraph, each time with a headline that leads to another page
of the site, is what tells them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from newstool.model.article import Block, BlockKind
from newstool.page.addresses import clean_url, host_of
from newstool.page.facts import Page
from newstool.page.places import blocks_by_box
from newstool.page.regime import is_link

_CARDS = 3  # of one template
# Share of the kept text above them; below it they are what the page is about: a list of things. Of
# a third, two fifths and a half, the last misses one of three pages; the others are the same.
_STORY = 0.4
# The highest level of a teaser's heading: h2 heads the sections of a story. Of the lists of linked
# headings below the text of a development page, all three of h3 are teasers, the one of h2 is not.
_LEVEL = 3
_ONE_SENTENCE = 0.8  # of the cards that hold exactly one kept paragraph


def find_teasers(page: Page, kept: Collection[int]) -> set[int]:
    """The `kept` blocks of teasers below all else that is kept. Linear; never raises."""
    reading = page.reading
    linked = [block for block in reading.blocks if _is_linked_heading(block)]
    if len(linked) < _CARDS or not kept:
        return set()
    heads = [b.markup.container for b in linked if b.markup is not None and _leads_on(page, b)]
    templates: dict[Hashable, list[Sequence[Block]]] = defaultdict(list)
    for head, card in zip(heads, blocks_by_box(reading, heads), strict=True):
        box = reading.containers[head]
        templates[box.tag, box.attributes.get("class")].append(card)
    chars = {index: len(reading.blocks[index].text) for index in kept}
    last, total = max(kept), sum(chars.values())
    for group in templates.values():
        inside = {block.index for card in group for block in card}
        if last not in inside or len(group) < _CARDS or not _hold_a_sentence(group, kept):
            continue
        first = min(inside)
        found = {index for index in inside if index in chars}
        others = [index for index in chars if index > first and index not in inside]
        above = sum(size for index, size in chars.items() if index < first)
        if not others and above >= _STORY * total:
            return found
    return set()


def _is_linked_heading(block: Block) -> bool:
    if block.kind is not BlockKind.HEADING or block.level < _LEVEL or block.markup is None:
        return False
    return not block.markup.hidden and is_link(block)


def _leads_on(page: Page, block: Block) -> bool:
    """Whether a block links to another page of the site."""
    inlines = block.markup.inlines if block.markup is not None else ()
    links = (inline.attributes.get("href") or "" for inline in inlines if inline.tag == "a")
    urls = (clean_url(link, page.base) for link in links if not link.startswith("#"))
    return any(url is None or page.host is None or host_of(url) == page.host for url in urls)


def _hold_a_sentence(cards: Sequence[Sequence[Block]], kept: Collection[int]) -> bool:
    texts = [
        sum(block.index in kept and block.kind is not BlockKind.HEADING for block in card)
        for card in cards
    ]
    return texts.count(1) >= _ONE_SENTENCE * len(cards)
