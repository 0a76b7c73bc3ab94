"""What is below the line that ends a story: portraits and contacts of a release, a page's foot."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from msgspec import Struct

from newstool.page.facts import Page
from newstool.vocabulary.furniture_rules import Role

_LONGEST = 100  # characters of such a line


class Ending(Struct, frozen=True):
    """Lines with one of the `roles`, with at most a share `most` of the kept text below them.

    What the judge believes by `sure` stays: '###' also separates the sections of some stories.
    """

    roles: Set[Role]
    most: float
    sure: float


END = Ending({Role.ENDS_STORY}, most=0.3, sure=0.97)
# Of a text that says that it is a press release: many are short.
END_OF_RELEASE = Ending({Role.ENDS_STORY, Role.ENDS_RELEASE}, most=0.55, sure=0.97)
# A copied page's foot begins at the share bar, the author's box, the sign-up or the tags. Many a
# story has a share bar at half its length. In HTML, elements show what follows them; in plain text
# the judge half believes it: recommendations and offers read like more of the story. Each rule was
# tried for this role on the dumps of the development pages.
FOOT = Ending({Role.BEGINS_FOOT}, most=0.4, sure=0.9)


def find_foot(
    page: Page, scores: Sequence[float], kept: Collection[int], ending: Ending
) -> set[int]:
    """The `kept` blocks below the first such line below which most is doubtful. Linear."""
    blocks = page.reading.blocks
    begin, below, sure = len(blocks), 0, 0
    most = ending.most * sum(len(blocks[index].text) for index in kept)
    for block in reversed(blocks):
        size = len(block.text)
        if block.index in kept:
            below += size
            sure += size if scores[block.index] >= ending.sure else 0
        if below > most:
            break
        hit = page.hits[block.index]
        if hit is not None and size <= _LONGEST and not ending.roles.isdisjoint(hit.roles):
            begin = block.index if sure * 2 <= below else begin
    return {index for index in kept if index >= begin and scores[index] < ending.sure}
