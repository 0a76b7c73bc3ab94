"""What a line of a story announces: the list below 'Related news', the portrait below 'About X'.

On a page, most of what follows such a line belongs to it. In a story, the story may go on below:
these rules tell where.
"""

from __future__ import annotations

from collections.abc import Sequence

from newstool.model.article import Block, BlockKind, Label, Reading
from newstool.vocabulary.folding import words
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.languages import function_words
from newstool.vocabulary.scripts import FULL_STOPS, ends_sentence

_MOST = 20  # lines that such a line speaks for
_LONGEST = 200  # characters of one of them; a headline, an address
_LONGEST_PORTRAIT = 2000  # characters of one paragraph about a company
_CHANNELS = frozenset("@0123456789")  # in a line that is an address or a number to call


def name_announced(
    reading: Reading,
    order: Sequence[int],
    hits: Sequence[Hit | None],
    names: list[tuple[Label, str] | None],
) -> None:
    """Name what the announcing lines among `order` speak for; linear.

    'About X' heads a section of a story that somebody signs, and the portrait of the company that
    sends a release. `hits` are what the lines say of themselves, `names` what they are so far.
    """
    opened: tuple[Label, str] | None = None
    at = 0
    is_signed = any(name is not None and name[0] is Label.BYLINE for name in names)
    for place, index in enumerate(order):
        hit = hits[place]
        above = reading.blocks[order[place - 1] + 1 : index] if place else ()
        if any(block.markup is None or not block.markup.hidden for block in above):
            opened = None
        if hit is not None and hit.opens and names[place] == (hit.label, hit.rule):
            opened, at = (hit.label, f"after-{hit.rule}"), place
            if hit.label is Label.OTHER and (
                is_signed or not _has_portrait(reading, order, place, hit)
            ):
                opened = names[place] = None
        elif hit is not None and hit.strength == "sure" and not hit.opens:
            opened = None
        elif opened is not None and names[place] is None:
            blocks = [reading.blocks[one] for one in order[at : place + 2]]
            if place - at <= _MOST and _is_announced(blocks, place - at, opened[0]):
                names[place] = opened
            else:
                opened = None


def _has_portrait(reading: Reading, order: Sequence[int], place: int, hit: Hit) -> bool:
    """Whether what is below 'About COMPANY' names the company again."""
    head, _, rest = reading.blocks[order[place]].text.partition("\n")
    if not rest and place + 1 < len(order):
        rest = reading.blocks[order[place + 1]].text
    named = words(head[hit.lead :]) - function_words()
    return not named.isdisjoint(words(rest[:_LONGEST]))


def _is_announced(blocks: Sequence[Block], place: int, label: Label) -> bool:
    """Whether the block at `place` belongs to the first one, which announces it.

    A sentence among other stories' headlines is a teaser where the next line is a headline again.
    """
    block = blocks[place]
    if label is Label.OTHER:
        return len(block.text) <= _LONGEST_PORTRAIT
    if len(block.text) > _LONGEST:
        return False
    if label is Label.CONTACT:
        return not ends_sentence(block.text) or not _CHANNELS.isdisjoint(block.text)
    if _is_headline(block):
        return True
    if place < 2 or not _is_headline(blocks[place - 1]):
        return False
    goes_on = place + 1 < len(blocks) and _is_headline(blocks[place + 1])
    return goes_on or any(not _is_headline(one) for one in blocks[1:place])


def _is_headline(block: Block) -> bool:
    """Whether a block may be the headline of another story: a link, an entry of a list that holds
    one, or a line of plain text.

    A headline may ask, and a page may have cut it short: 'Council to vote on tram...'.
    """
    if block.markup is not None:
        in_list = block.kind is BlockKind.LIST_ITEM and block.markup.link_chars > 0
        return in_list or block.markup.link_chars * 2 >= len(block.text)
    text = block.text
    is_stopped = ends_sentence(text) and text[-1:] in FULL_STOPS and not text.endswith("..")
    return block.kind is BlockKind.LIST_ITEM or not is_stopped
