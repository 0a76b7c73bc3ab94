"""The next article, which a page that scrolls without end shows below its own.

It is as good a story as the first, so the judge keeps it. What tells it is the page's make: an
`<article>` beside the one of the headline, with a headline of the same rank and a byline.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newstool.labelling.furniture import named_place
from newstool.model.article import Block, Label, Reading
from newstool.names.credits import read_lead
from newstool.page.facts import Page
from newstool.page.places import boxes_that

_HEAD = 6  # blocks from a headline on among which its byline is, as standfirst and date may be
_LONGEST_BYLINE = 100  # characters


def find_other_articles(page: Page, title: int | None, kept: Collection[int]) -> set[int]:
    """The `kept` blocks of articles beside that of the headline, block `title`. Linear."""
    blocks = page.reading.blocks
    rank = blocks[title].level if title is not None else 0
    below = [block for block in blocks[(title or 0) + 1 :] if block.level == rank]
    if title is None or not rank or not below:
        return set()
    articles = boxes_that(page.reading, lambda container: container.tag == "article")
    own = articles[title]
    if own is None or all(articles[index] != own for index in kept if index > title):
        return set()
    for block in below:
        is_other = articles[block.index] not in (None, own)
        if is_other and _is_signed(page, block, articles):
            return {i for i in kept if i >= block.index and articles[i] not in (None, own)}
    return set()


def _is_signed(page: Page, headline: Block, articles: Sequence[int | None]) -> bool:
    """Whether a byline is below a headline, in its article."""
    first = headline.index + 1
    return any(
        articles[block.index] == articles[headline.index] and _is_byline(page.reading, block)
        for block in page.reading.blocks[first : first + _HEAD]
    )


def _is_byline(reading: Reading, block: Block) -> bool:
    markup = block.markup
    if markup is None or len(block.text) > _LONGEST_BYLINE:
        return False
    lead = read_lead(block.text)
    if lead is not None and lead.role == "author":
        return True
    attributes = reading.containers[markup.container].attributes
    place = named_place("", attributes.get("class"), attributes.get("id"), None)
    return place is not None and place.label is Label.BYLINE
