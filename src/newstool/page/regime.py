"""Whether an input is a story that somebody copied or typed, or a page with all its furniture.

It decides what a doubt means. Most of a page is furniture, and a block that nothing vouches for
goes. A copied or typed story has a line or two of it, if any: there each removal needs a reason,
and what nothing names is story. Decided once for each document, from its blocks alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from newstool.model.article import Block, BlockKind, Found, Label, Reading
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.scripts import ends_sentence, weight_of


class Regime(StrEnum):
    """What the blocks are of."""

    STORY = "story"
    PAGE = "page"


# Lines of these kinds are about the page that they are on, or another one.
_OF_PAGES = frozenset(
    (
        *(Label.NAVIGATION, Label.SHARE, Label.COOKIE, Label.NEWSLETTER, Label.COMMENTS),
        *(Label.ADVERTISEMENT, Label.PAYWALL, Label.RELATED, Label.REGISTRATION),
    )
)
_ENTRIES = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
_ENTRY = 60  # Latin letters of a menu's entry or another story's headline
_RUN = 3  # such lines one after another that may be a menu
_SENTENCE = 60  # Latin letters of a sentence of prose
_LINKED = 0.8  # share of a block's characters inside links from which it is only a link
# Lines of a page that a story may have: a bar to share it, links to others, a notice. Of the whole
# pages' dumps, 97 in 100 have more, and most have 50; texts of a dozen lines have up to six.
_MOST = 9
# Blocks of a story that somebody copied: a longer text is one that the judge was trained on, and
# its doubts are worth more than a rule. Of 25, 30 and any number, 25 lost no set of pages anything;
# the small cases come out the same with each.
_MOST_BLOCKS = 25
_QUOTED = 5  # of those lines that are shown
_CUT = ("...", "…")
OPEN_ENDS = frozenset(",;:，；：、—–")  # of an unfinished line: verse, the line before a list


def regime_of(reading: Reading, hits: Sequence[Hit | None]) -> Regime:
    """The regime. Linear; never raises. `hits` are what the blocks' own words say that they are."""
    shown = _shown(reading)
    is_page = len(shown) > _MOST_BLOCKS or len(list(_lines(shown, hits))) > _MOST
    return Regime.PAGE if is_page else Regime.STORY


def read_regime(reading: Reading, hits: Sequence[Hit | None]) -> Found[Regime]:
    """The regime, with the first lines of a page that were seen."""
    lines = list(_lines(_shown(reading), hits))
    quote = " / ".join(block.text for block in lines[:_QUOTED])
    first = lines[0].index if lines else None
    regime = regime_of(reading, hits)
    return Found(regime, f"lines of a page: {len(lines)}", quote, block=first)


def reason_of(regime: Found[Regime]) -> str:
    """What decided the regime, for users: 'lines of a page: 12 (Home / News / Sport)'."""
    return f"{regime.source} ({regime.quote})" if regime.quote else regime.source


def _shown(reading: Reading) -> list[Block]:
    return [block for block in reading.blocks if block.markup is None or not block.markup.hidden]


def is_link(block: Block) -> bool:
    """Whether a block of HTML is only a link."""
    return block.markup is not None and block.markup.link_chars >= _LINKED * len(block.text)


def _lines(blocks: Sequence[Block], hits: Sequence[Hit | None]) -> Iterator[Block]:
    """The lines that say that they are of a page, are links, or look like a menu's entries.

    Without any prose, lines that only look like it are verse, results or a list of names.
    """
    prose = any(
        weight_of(block.text) >= _SENTENCE and ends_sentence(block.text) for block in blocks
    )
    run: list[Block] = []
    for block in blocks:
        hit = hits[block.index]
        if _is_of_page(block, hit) or (prose and hit is None and _may_be_entry(block)):
            run.append(block)
        else:
            yield from _menu(run, hits)
            run = []
    yield from _menu(run, hits)


def _menu(run: Sequence[Block], hits: Sequence[Hit | None]) -> Iterator[Block]:
    """All lines of a run that is long enough for a menu, else those that say what they are."""
    is_menu = len(run) >= _RUN
    yield from (block for block in run if is_menu or _is_of_page(block, hits[block.index]))


def _is_of_page(block: Block, hit: Hit | None) -> bool:
    return is_link(block) or (hit is not None and hit.label in _OF_PAGES)


def _may_be_entry(block: Block) -> bool:
    """Whether a line may be a menu's entry: a few words, no number, no sentence's end."""
    text = block.text
    if block.kind not in _ENTRIES or weight_of(text) > _ENTRY:
        return False
    if text[-1:] in OPEN_ENDS or any(map(str.isdigit, text)):
        return False
    is_cut = text.endswith(_CUT)  # 'Council to vote on tram...'
    return is_cut or not ends_sentence(text)
