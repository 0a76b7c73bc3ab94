"""A line of credits taken apart: 'Words: Ana Ruiz  Pictures: Lee Park' -> role and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice

from msgspec import Struct

from newstool.names.one_name import REMEMBERED, SHORT_WORD
from newstool.vocabulary.names import LeadRole, load_entries, worded, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, is_east_asian

MAX_LINE = 400  # characters of a line that are looked at; the longest credit line has some 250
PLAIN_LEAD = 7  # characters of lead words that are plain in mid-line; 'de' and 'by' are not
_MAX_LEAD = 40  # characters of the longest lead words

# Roles whose label may be alone on a line, with names on the next.
_ANNOUNCED = frozenset(("author", "editor", "reviewer", "translator", "reporting"))
_BULLETS = ' \t\n([（【［《<>*•·|-–—~"“”#_'
_EAST_ASIAN_MARK = later(r"\s{0,2}[:：/／|｜＝=︰・]\s{0,3}")
# Armenian, Khmer and Ethiopic have colons of their own.
_COLON = re.compile(r"\s{0,2}[:：︰＝՝៖፦]\s{0,3}")
# Where lead words in mid-line end, or the part begins that they open.
_LABEL_END = worded(
    rf"[:：︰／＝՝៖፦]|[;\n]\s{{0,3}}|(?<![\w-]){{byline_words.midline}}(?![\w-])"
    rf"|(?-i:(?<=[{HAN}]))[/|｜・]",
    re.IGNORECASE,
)
_WORD_STARTS = re.compile(r"(?:^|(?<=^:)|(?<=[\s|,;.，；。（()\[\]【】/>・-]))(?=\w)")
_FIRST = re.compile(r"\w+")
_ENDS = re.compile(r"[\s:：︰/／|｜＝=՝៖፦]|$")
_BRACKETED = worded(
    r"[\s,;&]{0,3}(?:(?:{name_parts.joiner}|{name_parts.doubtful_joiner})\s)?"
    r"([^()]{2,80}?)\s{0,3}\(([^()]{3,24})\)"
)
_BAR = re.compile(r"\s{1,3}[|｜]\s{1,3}")
_GAP = later(r"\s*[:：︰՝៖፦]?\s*")
# 'By Ana Ruiz; Tom Okafor contributed reporting from Norhaven.' names one author.
_HELPERS = worded(r"[;.]\s{0,9}([^;.]{3,120}?)\s{byline_words.helped}\b[^;]{0,80}$", re.IGNORECASE)


class Lead(Struct, frozen=True):
    """Words that open a credit: what part it gives, and where the credited words begin."""

    role: LeadRole
    start: int
    end: int


class Segment(Struct, frozen=True):
    """Part of a line and the role its label gives; None if there is no label before it."""

    role: LeadRole | None
    text: str


class _Words(Struct, frozen=True):
    """Lead words -> role, separately for those that may be alone and those that need a colon.

    `most` is the number of words of the longest lead with a first word, or a first character in
    East Asian scripts; `openings` the first three letters of those words, or as many as they have.
    """

    bare: Mapping[str, LeadRole]
    labels: Mapping[str, LeadRole]
    most: Mapping[str, int]
    openings: frozenset[str]


@cache
def _lead_words() -> _Words:
    bare: dict[str, LeadRole] = {}
    labels: dict[str, LeadRole] = {}
    most: dict[str, int] = {}
    for entry in load_entries("byline_words", "lead"):
        for word in map(str.lower, entry.words):
            if entry.role and not entry.colon:
                bare.setdefault(word, entry.role)
            opening = _FIRST.match(word)
            if entry.role and opening:
                labels.setdefault(word, entry.role)
                first = word[0] if is_east_asian(word) else opening[0]
                most[first] = max(most.get(first, 0), len(_ENDS.findall(word)))
    return _Words(bare, labels, most, frozenset(word[:SHORT_WORD] for word in most))


def may_lead(line: str) -> bool:
    """A quick look whether `read_lead` can find anything, wrong for one line of ten."""
    openings, start = _lead_words().openings, line[:SHORT_WORD].lower()
    if not start[:1].isalnum():
        return True
    return start in openings or start[:2] in openings or start[:1] in openings


@lru_cache(REMEMBERED)  # a byline is asked thrice, and menus say the same on every page
def read_lead(line: str) -> Lead | None:
    """The lead words at the line's beginning: 'By Ana Ruiz' -> author, 3; or None."""
    if not may_lead(line):
        return None
    skipped = 0 if line[:1].isalpha() else len(line) - len(line.lstrip(_BULLETS))
    words = _lead_words()
    text = line[skipped : skipped + _MAX_LEAD + 2]
    lowered = text.lower()
    opening = _FIRST.match(lowered)
    most = opening and (words.most.get(opening[0]) or words.most.get(opening[0][0]))
    if not most:
        return None
    for end in _possible_ends(lowered, most):
        word = " ".join(lowered[:end].split())
        role = words.labels.get(word)
        if role is None:
            continue
        mark = (_EAST_ASIAN_MARK if is_east_asian(text) else _COLON).match(text, end)
        if mark:
            return Lead(role, skipped, skipped + mark.end())
        if end == len(line) - skipped and role in _ANNOUNCED:
            return Lead(role, skipped, skipped + end)
        rest = text[end:]
        # Names follow without a space in Chinese.
        if word in words.bare and (
            rest[:1].isspace() or (is_east_asian(text) and is_east_asian(rest))
        ):
            return Lead(words.bare[word], skipped, skipped + len(text) - len(rest.lstrip()))
    return None


def _possible_ends(lowered: str, most: int) -> list[int]:
    """Where lead words may end, farthest first: at a space, a mark, any CJK character."""
    ends = [mark.start() for mark in islice(_ENDS.finditer(lowered), most)]
    if is_east_asian(lowered):
        ends = sorted({*ends, *range(1, min(10, len(lowered) + 1))})
    return [end for end in reversed(ends) if 0 < end <= _MAX_LEAD]


def split_segments(line: str) -> list[Segment]:
    """The line cut before each label in it; the words between label and names are left out."""
    line = line[:MAX_LINE]
    leads = _find_leads(line)
    if len(leads) < 2 and (labelled := _labelled(line)):
        return labelled
    starts = [0, *(lead.start for lead in leads), len(line)]
    segments = [Segment(None, line[: starts[1]])] if starts[1] or not leads else []
    for lead, end in zip(leads, starts[2:], strict=True):
        segments.append(Segment(lead.role, line[lead.end : end]))
    return segments


def _labelled(line: str) -> list[Segment]:
    """All names with labels after or before them in other ways than with a colon; or none.

    'Von Lena Vogt (Text) und Lee Park (Fotos)', 'Penulis Ana Ruiz | Editor Lee Park'.
    """
    labels = _lead_words().labels
    if line.rstrip().endswith(")"):
        opening = read_lead(line)
        told = _BRACKETED.findall(line, opening.end if opening else 0)
    else:
        parts = [part.partition(" ") for part in _BAR.split(line)]
        told = [(name, label) for label, _, name in parts if len(parts) > 1]
    if not all(label.lower() in labels and name[:1].isupper() for name, label in told):
        return []
    return [Segment(labels[label.lower()], name) for name, label in told]


def author_part(text: str) -> str:
    """The words that name authors: what follows an author's label, else what no label precedes."""
    segments = split_segments(text)
    own = [s.text for s in segments if s.role == "author"]
    return " | ".join(own or [s.text for s in segments if s.role is None])


def _find_leads(line: str) -> list[Lead]:
    """The lead words that open the line or a part of it, and those before a mark or 'by'."""
    leads = [opening] if (opening := read_lead(line)) else []
    at = opening.end if opening else 0
    for mark in _LABEL_END.finditer(line, at):
        if mark[0][0] in ";\n":  # 'Texto de Ana Ruiz; fotos de Lee Park'
            own, start = read_lead(line[mark.end() :]), mark.end()
            lead = own and Lead(own.role, start + own.start, start + own.end)
        else:
            lead = _lead_before(line, mark, at)
        if lead:
            leads.append(lead)
            at = lead.end
    return leads


def _lead_before(line: str, mark: re.Match[str], floor: int) -> Lead | None:
    """The longest lead words that end at this mark and begin at or after `floor`."""
    worded = mark[0][0].isalpha()
    end = mark.end() if worded else len(line[: mark.start()].rstrip())
    known = _lead_words().bare if worded else _lead_words().labels
    for start in _WORD_STARTS.finditer(line, max(floor, end - _MAX_LEAD), end):
        word = " ".join(line[start.start() : end].lower().split())
        inside = word in words_of("name_parts", "particle") and _ends_in_name(line, start.start())
        if word in known and not inside:
            gap = _GAP.match(line, mark.end())
            return Lead(known[word], start.start(), gap.end() if gap else mark.end())
    return None


def _ends_in_name(line: str, end: int) -> bool:
    """True when 'von' follows a word with a capital: 'Alexa von Heyden', not '3. März von ...'."""
    words = line[:end].split()[-2:]
    name = bool(words) and words[-1].isalpha() and words[-1][0].isupper()
    return name and not (len(words) > 1 and words[0][0].isdigit())


def split_helpers(text: str) -> tuple[str, str]:
    """A byline without those who 'contributed reporting' after its authors, and their names."""
    found = _HELPERS.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")
