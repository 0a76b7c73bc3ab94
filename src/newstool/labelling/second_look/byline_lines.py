"""Who and when between headline and story: lines that say nothing else are no body.

The judge goes by form and place, and a page whose elements have no names to tell them gives it
little: a byline right above the first paragraph looks like a short one. Its words are proof.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newstool.dates.labels import named_role
from newstool.dates.spotting import spot_dates
from newstool.dates.written import Spotted
from newstool.fields.authors.marks import marked_parts
from newstool.labelling.furniture import Name
from newstool.model.article import Block, BlockKind, Found, Label, Reading
from newstool.names.credits import may_lead, read_lead, split_segments
from newstool.names.lists import Trust, read_names
from newstool.vocabulary.scripts import SENTENCE_ENDS

_BYLINE: Name = (Label.BYLINE, "under-headline")
_ABOVE_BYLINE: Name = (Label.SUBTITLE, "above-byline")

_BEFORE = 4  # blocks above the headline that may be its date line
_AFTER = 8  # blocks behind the headline among which the story begins
_LINE = 160  # characters of a line of credits and dates
_PROSE = 100  # characters of a kept block with which the story begins ...
_PROSE_DENSE = 45  # ... where it is a sentence: Chinese needs fewer
_LABEL = 30  # characters of the words beside a date: 'Last updated on', the paper's name
_STANDFIRST = 25  # characters from which a line above the byline is no label
_COUNTERS = ("date", "other")  # roles of labels that name nobody: 'Section:', 'Views:'
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
    above = title + 1
    if above + 1 in names and above in kept and len(reading.blocks[above].text) >= _STANDFIRST:
        names.setdefault(above, _ABOVE_BYLINE)
    return {index: name for index, name in names.items() if index in kept}


def _is_byline(block: Block) -> bool:
    """By its words, or by elements that are called an author's and leave no more than a date."""
    if says_who_or_when(block.text):
        return True
    marked = marked_parts(block)[0] if len(block.text) <= _LINE else []
    rest = block.text
    for part in marked:
        rest = rest.replace(part, " ", 1)
    return bool(marked) and (not any(map(str.isalnum, rest)) or says_who_or_when(rest.strip()))


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE or (len(text) >= _PROSE_DENSE and text.endswith(_ENDS))


def says_who_or_when(text: str) -> bool:
    """Whether a line holds names behind 'By', dates with their labels, and nothing else."""
    if len(text) > _LINE:
        return False
    dates = spot_dates(text, limit=4)
    behind = text[dates[-1].end :] if dates else text  # '7:12 a.m.' ends no sentence
    if behind.endswith(_ENDS) and len(behind) > 1:
        return False
    timed = any(date.clock is not None for date in dates)
    named = False
    for part in _between(text, dates):
        if dates and len(part) <= _LABEL and (timed or named_role(part)):
            continue
        if not _names_makers(part, dated=bool(dates)):
            return False
        named = True
    return named or bool(dates)


def _between(text: str, dates: Sequence[Spotted]) -> list[str]:
    """The pieces of the line before, between and behind its dates."""
    edges = [0, *(edge for date in dates for edge in (date.start, date.end)), len(text)]
    pieces = (text[a:b].strip(" ,;:()[]-.|") for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def _names_makers(part: str, *, dated: bool) -> bool:
    """Whether a piece of the line names people: behind lead words, or, beside a date, alone."""
    if may_lead(part) and read_lead(part) is not None:
        segments = [s for s in split_segments(part) if s.role is not None]
        return all(_names_people(s.text, Trust.LED) or s.role in _COUNTERS for s in segments)
    return dated and _names_people(part, Trust.TEXT)


def _names_people(text: str, trust: Trust) -> bool:
    names = read_names(text, (), trust)
    return bool(names.people) and not names.unknown
