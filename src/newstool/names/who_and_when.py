"""Lines that say who wrote or when, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from newstool.dates.labels import named_role
from newstool.dates.spotting import spot_dates
from newstool.dates.written import Spotted
from newstool.names.credits import read_lead, split_segments
from newstool.names.cuts import EMAIL
from newstool.names.lists import Trust, read_names
from newstool.names.one_name import MAX_NAME
from newstool.names.reporters import find_reporters
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.scripts import ends_sentence

MAX_LINE = 160  # characters of a line of credits and dates
_OFFICE = 12  # characters of what is next to a reporter's name: the office, a paper, brackets
_SIGNED_WORDS = 4
_BARS = ("|", "｜", "·", "•")
_NAMELESS = ("date", "other")  # roles of labels that name nobody: 'Section:', 'Views:'


def says_who_or_when(text: str) -> bool:
    """Whether a line holds names after 'By', dates with their labels, and nothing else."""
    if len(text) > MAX_LINE:
        return False
    if _names_reporters(text) or signs_with_address(text):
        return True
    dates = spot_dates(text, limit=4)
    timed = any(date.clock is not None for date in dates)
    named = False
    for part in _between(text, dates):
        hit = recognise(part) if dates else None  # a button, or '3 min read'
        if dates and (timed or named_role(part) or (hit and hit.strength == "sure")):
            continue
        if not _names_makers(part, dated=bool(dates)):
            return False
        named = True
    return named or bool(dates)


def signs_with_address(text: str) -> bool:
    """Whether a line is a few words and an address: 'Ana Ruiz (ana@post.example)'."""
    words = text.split()
    few = 1 < len(words) <= _SIGNED_WORDS and len(text) <= MAX_NAME
    address = few and EMAIL.fullmatch(words[-1].strip("()<>[]."))
    return bool(address) and not ends_sentence(words[-2])


def _names_reporters(text: str) -> bool:
    """Whether a line is East Asian names with their office, and the paper's name at most."""
    names = find_reporters(text).names
    return bool(names) and len(EMAIL.sub("", text)) <= sum(map(len, names)) + _OFFICE


def _between(text: str, dates: Sequence[Spotted]) -> list[str]:
    """The pieces of the line before, between and after its dates.

    Not what a bar sets apart after them in a byline, its sections and counters: 'by Ana Ruiz |
    5 March 2024 | Science | 3 comments'.
    """
    last = dates[-1].end if dates else len(text)
    barred = text[last:].lstrip()[:1] in _BARS and read_lead(text) is not None
    end = last if barred else len(text)
    edges = [0, *(edge for date in dates for edge in (date.start, date.end)), end]
    pieces = (text[a:b].strip(" ,;:()[]-.|") for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def _names_makers(part: str, *, dated: bool) -> bool:
    """Whether a piece of the line names people: after lead words, or alone next to a date."""
    if read_lead(part) is None:
        return dated and _names_people(part, Trust.TEXT)
    segments = [s for s in split_segments(part) if s.role is not None]
    return all(s.role in _NAMELESS or _names_people(s.text, Trust.LED) for s in segments)


def _names_people(text: str, trust: Trust) -> bool:
    names = read_names(text, (), trust)
    return bool(names.people) and not names.unknown
