"""A line of credits taken apart: 'Words: Ana Ruiz  Pictures: Lee Park' -> role and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from msgspec import Struct

from newstool.names.one_name import REMEMBERED, SHORT_WORD
from newstool.vocabulary.names import LeadRole, load_entries, worded
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, is_beyond_latin, is_east_asian

MAX_LINE = 400  # characters of a line that are looked at; the longest credit line has some 250
PLAIN_LEAD = 7  # characters of lead words that are plain in mid-line; 'de' and 'by' are not
_MAX_HAN = 9  # characters of them in Chinese, Japanese or Korean
_MAX_LEAD = 40  # characters of the longest lead words

# Roles whose label may be alone on a line, with names on the next.
_ANNOUNCED = frozenset(("author", "editor", "reviewer", "translator", "reporting"))
_BULLETS = ' \t\n([（【［《<>*•·|-–—~"“”#_'
_MARK = later(r"\s{0,2}[:：/／|｜＝=︰・]\s{0,3}")
# Armenian, Khmer and Ethiopic have colons of their own.
_COLON = re.compile(r"\s{0,2}[:：︰＝՝៖፦]\s{0,3}")
_LABEL_END = r"[:：︰／＝՝៖፦]|[;\n]\s{0,3}|(?<![\w-])(?:by|par|por|von|door)(?![\w-])"
_LABEL_ENDS = re.compile(_LABEL_END, re.I)
_EAST_ASIAN_LABEL_ENDS = later(rf"{_LABEL_END}|(?-i:(?<=[{HAN}]))[/|｜・]", re.I)
_WORD_STARTS = re.compile(r"(?:^|(?<=^:)|(?<=[\s|,;.，；。（()\[\]【】/>・-]))(?=\w)")
_FIRST = re.compile(r"\w+")
_ENDS = re.compile(r"[\s:：︰/／|｜＝=՝៖፦]|$")
_BRACKET = later(r"\(([^()]{3,24})\)")
_BAR = re.compile(r"\s{1,3}[|｜]\s{1,3}")
_JOINER = worded(r"^\s*[,;&]?\s*(?:(?:{name_parts.joiner}|{name_parts.doubtful_joiner})\s)?")
_GAP = later(r"\s*[:：︰՝៖፦]?\s*")


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

    `first` are the first words of all of them, or the first characters in East Asian scripts;
    `openings` the first three letters of those words, or as many as they have; `most` the number
    of words of the longest lead with a first word.
    """

    bare: Mapping[str, LeadRole]
    labels: Mapping[str, LeadRole]
    first: frozenset[str]
    openings: frozenset[str]
    most: Mapping[str, int]


@cache
def _lead_words() -> _Words:
    bare: dict[str, LeadRole] = {}
    labels: dict[str, LeadRole] = {}
    for entry in load_entries("byline_words", "lead"):
        if entry.role is None:
            continue
        for word in entry.words:
            if not entry.colon:
                bare.setdefault(word.lower(), entry.role)
            labels.setdefault(word.lower(), entry.role)
    first = {m[0] if not is_east_asian(m[0]) else m[0][0] for m in map(_FIRST.match, labels) if m}
    most: dict[str, int] = {}
    for word in labels:
        opening = _FIRST.match(word)
        if opening:
            most[opening[0]] = max(most.get(opening[0], 0), len(_ENDS.findall(word)))
    openings = frozenset(word[:SHORT_WORD] for word in first)
    return _Words(bare, labels, frozenset(first), openings, most)


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
    if not opening or not (opening[0] in words.first or opening[0][0] in words.first):
        return None
    for end in _possible_ends(lowered, words.most.get(opening[0], _MAX_LEAD)):
        word = " ".join(lowered[:end].split())
        if word not in words.labels:
            continue
        mark = (_MARK if is_east_asian(text) else _COLON).match(text, end)
        if mark:
            return Lead(words.labels[word], skipped, skipped + mark.end())
        if end == len(line) - skipped and words.labels[word] in _ANNOUNCED:
            return Lead(words.labels[word], skipped, skipped + end)
        if word in words.bare and _stands_apart(text, end):
            gap = len(text[end:]) - len(text[end:].lstrip())
            return Lead(words.bare[word], skipped, skipped + end + gap)
    return None


def _possible_ends(lowered: str, most: int) -> list[int]:
    """Where lead words may end, farthest first: at a space, a mark, any CJK character."""
    ends = [mark.start() for mark in islice(_ENDS.finditer(lowered), most)]
    if is_east_asian(lowered):
        ends = sorted({*ends, *range(1, min(_MAX_HAN, len(lowered)) + 1)})
    return [end for end in reversed(ends) if 0 < end <= _MAX_LEAD]


def _stands_apart(text: str, end: int) -> bool:
    if end >= len(text):
        return False
    return text[end].isspace() or (is_east_asian(text) and is_east_asian(text, end))


def split_segments(line: str) -> list[Segment]:
    """The line cut before each label in it; the words between label and names are left out."""
    line = line[:MAX_LINE]
    told = _roles_in_brackets(line) if line.endswith((")", ") ")) else None
    if told:
        return told
    leads = _find_leads(line)
    if len(leads) < 2 and (told := _between_bars(line)):
        return told
    if not leads:
        return [Segment(None, line)]
    segments = [Segment(None, line[: leads[0].start])] if leads[0].start else []
    for number, lead in enumerate(leads):
        end = leads[number + 1].start if number + 1 < len(leads) else len(line)
        segments.append(Segment(lead.role, line[lead.end : end]))
    return segments


def _roles_in_brackets(line: str) -> list[Segment] | None:
    """'Von Lena Vogt (Text) und Lee Park (Fotos)': each name with the role after it, or None."""
    opening = read_lead(line)
    at = opening.end if opening else 0
    segments: list[Segment] = []
    for bracket in _BRACKET.finditer(line, at):
        role = _lead_words().labels.get(bracket[1].lower())
        if role is None:
            return None
        segments.append(Segment(role, _JOINER.sub("", line[at : bracket.start()])))
        at = bracket.end()
    return segments


def _between_bars(line: str) -> list[Segment] | None:
    """'Penulis Ana Ruiz | Editor Lee Park': labels without colons where each part has one."""
    parts = _BAR.split(line.strip())
    if len(parts) < 2:
        return None
    segments = [_labelled(part) for part in parts]
    return None if None in segments else [one for one in segments if one is not None]


def _labelled(part: str) -> Segment | None:
    lead = read_lead(part)
    if lead is not None:
        return Segment(lead.role, part[lead.end :])
    label, _, name = part.partition(" ")
    role = _lead_words().labels.get(label.lower())
    return Segment(role, name) if role is not None and name[:1].isupper() else None


def author_part(text: str) -> str:
    """The words that name authors: what follows an author's label, else what no label precedes."""
    segments = split_segments(text)
    own = [s.text for s in segments if s.role == "author"]
    return " | ".join(own or [s.text for s in segments if s.role is None])


def _find_leads(line: str) -> list[Lead]:
    opening = read_lead(line)
    leads = [opening] if opening else []
    at = opening.end if opening else 0
    label_ends = _EAST_ASIAN_LABEL_ENDS if is_beyond_latin(line) else _LABEL_ENDS
    for mark in label_ends.finditer(line, at):
        parted = mark[0][0] in ";\n"
        lead = _lead_after(line, mark.end()) if parted else _lead_before(line, mark, at)
        if lead:
            leads.append(lead)
            at = lead.end
    return leads


def _lead_after(line: str, at: int) -> Lead | None:
    """Lead words that open the part after ';': 'Texto de Ana Ruiz; fotos de Lee Park'."""
    lead = read_lead(line[at:])
    if lead is None:
        return None
    return Lead(lead.role, at + lead.start, at + lead.end)


def _is_in_name(before: str) -> bool:
    """True when 'von' follows a word with a capital: 'Alexa von Heyden', not '3. März von ...'."""
    words = before.split()
    return bool(words) and words[-1].isalpha() and words[-1][0].isupper() and not _is_date(words)


def _is_date(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[-2][0].isdigit()


def _lead_before(line: str, mark: re.Match[str], floor: int) -> Lead | None:
    """The longest lead words that end at this mark and begin at or after `floor`."""
    worded = mark[0][0].isalpha()
    end = mark.end() if worded else len(line[: mark.start()].rstrip())
    words = _lead_words()
    known = words.bare if worded else words.labels
    low = max(floor, end - _MAX_LEAD)
    for start in [m.start() for m in _WORD_STARTS.finditer(line, low, end)]:
        word = " ".join(line[start:end].lower().split())
        if word in known and not (word == "von" and _is_in_name(line[floor:start])):
            gap = _GAP.match(line, mark.end())
            return Lead(known[word], start, gap.end() if gap else mark.end())
    return None


# 'By Ana Ruiz; Tom Okafor contributed reporting from Norhaven.' names one author.
_HELPERS = later(r"[;.]\s{0,9}([^;.]{3,120}?)\s(?:also )?contributed\b[^;]{0,80}$", re.IGNORECASE)


def split_helpers(text: str) -> tuple[str, str]:
    """A byline without those who 'contributed reporting' after its authors, and their names."""
    found = _HELPERS.search(text) if "contributed" in text else None
    return (text[: found.start()], found[1]) if found else (text, "")
