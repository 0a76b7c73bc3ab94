"""Who and when between headline and story: lines that say nothing else aren't body.

The judge goes by form and place, and a page whose elements have no names to tell them gives it
little: a byline right above the first paragraph looks like a short one. Its words are proof.
"""

from __future__ import annotations

from collections.abc import Collection

from newstool.fields.authors.marks import marked_parts
from newstool.labelling.furniture import Name
from newstool.model.article import Block, BlockKind, Found, Label, Reading
from newstool.names.who_and_when import MAX_LINE, says_who_or_when
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.scripts import SENTENCE_ENDS

_BYLINE: Name = (Label.BYLINE, "under-headline")
_ABOVE_BYLINE: Name = (Label.SUBTITLE, "above-byline")

_BEFORE = 4  # blocks above the headline that may be its date line
_AFTER = 8  # blocks behind the headline among which the story begins
_PROSE = 100  # characters of a kept block with which the story begins ...
_PROSE_DENSE = 45  # ... where it is a sentence: Chinese needs fewer
_STANDFIRST = 25  # characters from which a line above the byline is no label
_ENDS = (*SENTENCE_ENDS, ":")


def head_names(
    reading: Reading, headline: Found[str] | None, kept: Collection[int]
) -> dict[int, Name]:
    """The kept blocks at the headline that name the story's makers or its day and no more,
    and the standfirst that stands between the headline and such a line.

    Linear in the few blocks it looks at; never raises.
    """
    if headline is None or headline.block is None or reading.document.format != "html":
        return {}
    title, names = headline.block, {}
    for block in reading.blocks[max(0, title - _BEFORE) : title + 1 + _AFTER]:
        if block.index > title and block.index in kept and _is_prose(block.text):
            break
        if block.kind is BlockKind.PARAGRAPH and _is_byline(block):
            names[block.index] = _BYLINE
    names = {index: name for index, name in names.items() if index not in _schedule(reading, names)}
    above = title + 1
    if above + 1 in names and above in kept and len(reading.blocks[above].text) >= _STANDFIRST:
        names.setdefault(above, _ABOVE_BYLINE)
    return {index: name for index, name in names.items() if index in kept}


def _schedule(reading: Reading, found: Collection[int]) -> set[int]:
    """Those of the lines that say when something takes place and who gives it: three one after
    another, each with a number. A story has one day."""
    dated = [i for i in found if any(map(str.isdigit, reading.blocks[i].text))]
    middles = [i for i in dated if i - 1 in dated and i + 1 in dated]
    return {index + step for index in middles for step in (-1, 0, 1)}


def _is_byline(block: Block) -> bool:
    """By its words, or by elements that are called an author's and leave no more than a date.

    'Read more: Baker retires after 50 years' holds a date that is none.
    """
    hit = recognise(block.text)
    if hit is not None and hit.label is Label.RELATED:
        return False
    if says_who_or_when(block.text):
        return True
    marked = marked_parts(block)[0] if len(block.text) <= MAX_LINE else []
    rest = block.text
    for part in marked:
        rest = rest.replace(part, " ", 1)
    return bool(marked) and (not any(map(str.isalnum, rest)) or says_who_or_when(rest.strip()))


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE or (len(text) >= _PROSE_DENSE and text.endswith(_ENDS))
