"""Bylines without lead words or marks: lines that are nothing but names, roles and a date."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from newstool.fields.authors.claims import Claim, claim_of, doubt, shown
from newstool.fields.authors.page_words import MAX_NAME_LINE, PageWords
from newstool.fields.bounds import LINE
from newstool.fields.dateline import parse_dateline
from newstool.model.article import Block, Label
from newstool.names.cuts import FOOTNOTE
from newstool.names.glued import spaced
from newstool.names.lists import NameList, Person, Trust, read_names
from newstool.names.one_name import (
    MAX_NAME,
    opens_with_given_name,
    sounds_like_person,
)
from newstool.page.zone import NEXT, Zone
from newstool.vocabulary.names import agency_of, given_names, places, surnames, worded, words_of
from newstool.vocabulary.scripts import ends_sentence, has_east_asian

_CLOSE = 2  # blocks after the headline in which the line before a date is a byline
_EAST_ASIAN = 5  # characters of a Chinese or Japanese name without an office
_NOTE = 24  # characters after a bare name: 'One comment so far'
_UNNAMED = frozenset((Label.OTHER, Label.BYLINE, Label.AUTHOR_BIO, Label.WIRE_CREDIT))

# What writers of letters and blogs put before their name: '– Ana', '<3 Ana', 'Cheers, Ana'.
_SIGN_OFF = worded(
    r"^(?:<3|[xX]+[oO]*(?=\W)|[-–—~♥❤.…*\s]+|{author_marks.sign_off}\b)[,!\s]*", re.IGNORECASE
)
_REPORTER = worded("{name_parts.east_asian_office}")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d|\bago\b")
_PICTURE = worded(r"\b{media.credit}(?::| {small_words.by} )")
_COUNTS = worded(r"\d{1,9}\s?-?{author_marks.counted}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)\d")


class NameLines:
    """Reads bare lines of one page."""

    def __init__(self, words: PageWords, sites: Collection[str], zone: Zone) -> None:
        self._words = words
        self._sites = sites
        self._zone = zone

    def read(self, block: Block, text: str, *, listed: bool) -> Claim | None:
        """The claim of a line near the headline; `listed`: other authors stand close by."""
        behind = self._zone.behind(block.index)
        dated = bool(_DATED.search(text))
        if not _may_be_names(text, behind, dated=dated, listed=listed):
            return None
        names = read_names(text, self._sites, Trust.TEXT)
        # A date alone on the next line says of a line under the headline what a date in it would.
        # Scripts without capitals have sections there.
        named = any(name[0].isupper() or name[:2] in surnames() for name in names.names)
        if named and 0 < behind <= NEXT and self._words.is_dated_behind(block):
            dated = True
        if _says_more(names, text, behind, dated=dated) or _opens_the_story(text):
            return None
        if not names.people:
            signed = 0 < behind <= NEXT and len(text) <= MAX_NAME_LINE // 2
            weight = shown("agency" if signed else "name")
            return claim_of(block, names, weight, "name-line") if names.agencies else None
        people = tuple(p for p in names.people if self.is_author(p.name))
        if len(people) > max(1, len(names.people) // 2):
            people = names.people  # a list of authors: 'Rui Ma, Ana Ruiz and Tom Okafor'
        if not people:
            return None
        weight = self._weight(people, behind) + (doubt("dated") if dated else 0.0)
        return claim_of(block, replace(names, people=people), weight, "name-line")

    def _weight(self, people: Sequence[Person], behind: int) -> float:
        """How far bare names are believed: by given names we know, their place, repetition."""
        name = people[0].name
        close = 0 < behind <= NEXT
        first = any(opens_with_given_name(person.name) for person in people)
        weight = shown("name" if first else "strange-name")
        if all(" " not in person.name for person in people):
            weight += doubt("single") / (2 if close else 1)
        elif 0 < behind <= 2:
            weight += doubt("close")
        if any(person.role for person in people):
            weight += doubt("office")
        if self._words.is_subject(name):
            weight += doubt("told-of")
        if (close or (behind > 0 and sounds_like_person(name))) and self._words.echoes(name) > 1:
            weight += doubt("again")
        return weight + (doubt("above") if behind < 0 else 0.0)

    def is_author(self, name: str) -> bool:
        """A real name, and not one that the headline or the first paragraph tells of."""
        return not self._words.is_told_of(name) and self._words.is_real(name, strict=True)

    def read_signature(self, block: Block, label: Label) -> Claim | None:
        """A name alone right after the article, as Vietnamese and Polish papers sign."""
        text = spaced(block)
        text = _SIGN_OFF.sub("", text) or text
        closing = label is Label.BODY and block.index == self._zone.last
        if not (closing or label in _UNNAMED) or len(text) > MAX_NAME:
            return None
        if "/" in text or _DATED.search(text):
            return None
        names = read_names(text, self._sites, Trust.TEXT)
        more = names.unknown or names.trailing or names.organisations
        if more or len(names.people) != 1:
            return None
        name = names.people[0].name
        if " " not in name or not self.is_author(name):
            return None
        first = name.split()[0].casefold()
        known = first in given_names() or (not name.isascii() and first in surnames())
        weight = shown("signature" if known else "strange-signature")
        if self._zone.is_at_end(block.index) and self._words.echoes(name) > 1:
            weight += doubt("again")
        return claim_of(block, names, weight, "name-line")


def _may_be_names(text: str, behind: int, *, dated: bool, listed: bool) -> bool:
    """A quick look at a line before it is taken apart."""
    below = 0 < behind <= _CLOSE
    if len(text) > (LINE if below else MAX_NAME_LINE) or not text[:1].isalnum():
        return False
    if "/" in text and not (below and _ends_in_place(text)):
        return False  # 'Ana Ruiz / Example Images' took the picture
    if (
        "!" in text
        or "?" in text
        or (not dated and text.rstrip()[-1] in ":：")
        or _runs_like_prose(text)
    ):
        return False
    if _PICTURE.search(text.lower()):
        return False
    words = (word.strip(".,;|").casefold() for word in text.split()[:LINE])
    if not (listed or 0 < behind <= NEXT or any(word in given_names() for word in words)):
        return False
    if has_east_asian(text) and not _REPORTER.search(text):
        # Without her office a name is believed straight under the headline alone.
        return below and 2 < len(text) <= _EAST_ASIAN
    numbered = _NUMBER.search(_COUNTS.sub("", FOOTNOTE.sub("", text)))
    return dated or listed or not numbered


def _ends_in_place(text: str) -> bool:
    """'Ana Ruiz / Bogotá', 'Ana RUIZ/ANKARA, (DHA)', 'Ana Ruiz / dpa': a place or an agency."""
    rest = text.partition("/")[2].partition("(")[0].strip(" ,")
    return rest.lower() in places() or agency_of(rest) is not None


def _runs_like_prose(text: str) -> bool:
    """'Skip to content', 'Read the guide': a small word second, and nothing that parts pieces."""
    words = text.split(" ", 2)
    if len(words) < 3 or not words[1][:1].islower() or not words[0].isalpha():
        return False
    if words[1] in words_of("name_parts", "particle") or not words[0].isascii():
        return False
    return not any(mark in text for mark in ",|•·–—/&\n")


def _opens_the_story(text: str) -> bool:
    """'TARROW, May 2, 2024 -- Harbour Works opened a quay.': a company after a dateline."""
    return ends_sentence(text) and parse_dateline(text) is not None


def _says_more(names: NameList, text: str, behind: int, *, dated: bool) -> bool:
    """True when the line holds more than names and what goes with them."""
    section = dated and 0 < behind <= NEXT  # '5 March 2024 | Politics | Ana Ruiz'
    if (names.unknown and not (section and names.unknown <= _NOTE)) or names.trailing > _NOTE:
        return True
    return behind < 0 and not dated and len(text) > sum(map(len, names.names)) + _NOTE
