"""The words after a lead taken apart: 'Ana Ruiz, Staff Writer, and Tom Okafor in London'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

from newstool.names.cuts import (
    after_role,
    before_capitals,
    is_date_word,
    opens_date,
    opens_like_title,
    run_of_name,
    without_date,
    without_dates,
)
from newstool.names.one_name import (
    MAX_NAME,
    MAX_WORD,
    MAX_WORDS,
    REMEMBERED,
    SHORT_WORD,
    Kind,
    ends_name,
    has_capitals,
    has_name_form,
    is_stated_name,
    kind_of,
    name_key,
    sounds_like_person,
    tidy_name,
)
from newstool.vocabulary.folding import site_words
from newstool.vocabulary.names import (
    agency_of,
    ends_of,
    furniture_words,
    given_names,
    newsroom_words,
    places,
    surnames,
    worded,
    words_of,
)
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, HANGUL, KANA, has_east_asian

_MAX_LIST = 600  # characters; papers in medicine have thirty authors

EMAIL = later(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDLE = later(r"(?<![\w@])@\w{2,40}")
_URL = later(r"https?://\S{1,300}|\bwww\.\S{1,200}")
_ACCOUNT = later(r"[A-Za-z0-9][\w.-]{1,38}[A-Za-z0-9]")
_ASIDE = re.compile(r"[(（\[]([^()（）\[\]]{1,80})[)）\]]\s*$")
_BRACKETS = later(r"\([^()]{1,80}\)")
_DIGIT = re.compile(r"\d")
# 'Ana Ruiz1,2; Tom Okafor1*': what leads to the authors' institutes.
FOOTNOTE = re.compile(
    r"\^\d{1,2}(?:,\d{1,2}){0,4}"
    r"|(?<=[^\W\d_]{2})\d{1,2}(?:,\d{1,2}){0,4}[*†‡]?(?=\s?(?:[;,&]|$))"
    r"|(?<=[^\W\d_]{2})\s\d{1,2}(?=\s?;)"
)
# Separators between things of different kinds, and those between names of one list.
_STRONG = re.compile(r"[\n\t|｜●∙;；→»›¦]|\s[-–—−•·‧ـ]{1,2}\s|\s/\s|•|—|\s{3,}")
_WEAK = worded(
    r"\s{0,9}[,，、]\s{0,9}(?:(?:{name_parts.joiner}|y|e|en)\s|&\s?)?|\s{0,9}[&＆+]\s{0,9}|/"
    r"|\s{name_parts.joiner}\s",
    re.IGNORECASE,
)
_DOUBTFUL = worded(r"\s{name_parts.doubtful_joiner}\s")
_DOUBTFUL_LARGE = worded(r"\s{name_parts.doubtful_joiner}\s", re.I)  # in a line of capitals
_JOINED = worded(r"[&＆+]|\s(?:{name_parts.joiner}|{name_parts.doubtful_joiner})\s", re.IGNORECASE)
_EAST_ASIAN_GAP = later(rf"[\s　/／,，、・&＆｜|_]+|(?<=[{HANGUL}])·(?=[{HANGUL}])")
_FULL_HAN = 3  # characters of most Chinese names
# A surname and a given name of a Japanese name, or a Chinese one set wide.
SPACED_NAME = rf"([{HAN}々]{{1,3}})[ 　]([{HAN}々{KANA}]{{1,4}})"
_SPACED = later(rf"(?<![{HAN}{KANA}々]){SPACED_NAME}(?![{HAN}{KANA}々])")
_OFFICE = r"\s{0,9}(?:选任|選任|實習)?{name_parts.east_asian_office}"
# One place at most: '发自' over and over could be cut in very many ways.
_EAST_ASIAN_TAIL = worded(
    rf"(?:{_OFFICE}){{0,9}}(?:\s{{0,9}}(?:选任|選任|實習)?发自.{{0,8}}(?:{_OFFICE}){{0,9}})?$"
)


_REPORTED = later(r"(?:报道|報道|報導)$")
_QUOTES = "«“„"
_BRAND_SHARE = 0.5  # of a site's name that a word has which isn't a person's
_DESKS = frozenset(("desk", "staff", "newsroom", "team", "editors"))


class Trust(IntEnum):
    """How much the place a text was read from says that it is a list of authors."""

    TEXT = 0  # a visible line: the words must be full names
    LED = 1  # the same after lead words: the lists that doubt a name give way
    MARKED = 2  # a visible element that markup calls a byline
    DECLARED = 3  # metadata


class Person(Struct, frozen=True):
    """A person in a byline and what it says besides the name."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    place: str | None = None
    email: str | None = None
    handle: str | None = None


class NameList(Struct, frozen=True):
    """What a byline names, as written.

    `unknown` counts characters that are none of these, `trailing` those set apart after them.

    `handles` are accounts that sign instead of a name: 'aruiz', 'q_admin'.
    """

    people: tuple[Person, ...] = ()
    agencies: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    unknown: int = 0
    trailing: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The people's names in the order written."""
        return tuple(person.name for person in self.people)

    @property
    def names_anything(self) -> bool:
        """True when it names a person, an agency, an organisation or an account."""
        return bool(self.people or self.agencies or self.organisations or self.handles)


def distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each person once, as first written."""
    first: dict[str, Person] = {}
    for person in people:
        first.setdefault(name_key(person.name), person)
    return tuple(first.values())


def join(lists: Sequence[NameList]) -> NameList:
    """Several lists as one, each name once."""
    if len(lists) == 1:
        return lists[0]
    return NameList(
        distinct(person for names in lists for person in names.people),
        tuple(dict.fromkeys(a for names in lists for a in names.agencies)),
        tuple(dict.fromkeys(o for names in lists for o in names.organisations)),
        tuple(dict.fromkeys(h for names in lists for h in names.handles)),
        sum(names.unknown for names in lists),
    )


def read_names(text: str, sites: Collection[str] = (), trust: Trust = Trust.TEXT) -> NameList:
    """The people, agencies and organisations of the words after a lead.

    `sites`: the site's names reduced by `site_words`. Never raises; linear in the first
    characters of `text`, the rest of a longer text is left unread.
    """
    return _read_names(text[:_MAX_LIST].strip(), tuple(sites), trust)


@lru_cache(REMEMBERED)  # a page states one name in five places
def _read_names(text: str, sites: tuple[str, ...], trust: Trust) -> NameList:
    reader = _ListReader(sites, trust)
    reader.read(text)
    return reader.result()


class _ListReader:
    def __init__(self, sites: Collection[str], trust: Trust) -> None:
        self.sites = sites
        self.trust = trust
        self.people: list[Person] = []
        self.agencies: list[str] = []
        self.organisations: list[str] = []
        self.handles: list[str] = []
        self.unknown = 0
        self.trailing = 0
        self.single = False

    def result(self) -> NameList:
        if self.agencies:  # 'Le Courrier et AFP'
            self.people = [person for person in self.people if not opens_like_title(person.name)]
        return NameList(
            distinct(self.people),
            tuple(self.agencies),
            tuple(self.organisations),
            tuple(self.handles),
            self.unknown,
            self.trailing,
        )

    def read(self, text: str) -> None:
        emails: list[str] = []
        handles: list[str] = []
        if "@" in text:
            emails, handles = EMAIL.findall(text), _HANDLE.findall(text)
            text = _HANDLE.sub(" | ", EMAIL.sub(" | ", text))
        if "www." in text or "://" in text:
            text = _URL.sub(" | ", text)
        if _DIGIT.search(text):
            text = FOOTNOTE.sub("", text)
            if not has_capitals(text):
                text = without_dates(text)
        start = 0
        for mark in (*_STRONG.finditer(text), None):
            segment = text[start : mark.start() if mark else None]
            if segment and not segment.isspace():
                before = self.unknown if self.people else None
                self._segment(segment.strip())
                if before is not None:  # what is set apart after the names raises no doubt
                    self.trailing += self.unknown - before
                    self.unknown = before
            if mark is not None:
                start = mark.end()
        if len(self.people) == 1 and (emails or handles):
            email = emails[0] if emails else None
            handle = handles[0] if handles else None
            self._amend(email=email, handle=handle)
        elif handles and not (self.people or self.agencies or self.organisations or self.handles):
            self.handles.extend(handles)  # 'by @anaruiz', and no name

    def _amend(self, **changes: str | None) -> None:
        """The last person with these details added where they were not known."""
        if not self.people:
            return
        last = self.people[-1]
        known = {key: getattr(last, key) or value for key, value in changes.items()}
        fields = {key: getattr(last, key) for key in Person.__struct_fields__}
        self.people[-1] = Person(**{**fields, **known})

    def _segment(self, segment: str) -> None:
        """What is between two strong separators."""
        if has_east_asian(segment) and not has_capitals(segment):
            self._east_asian(segment)
            return
        whole = self._kind(segment)
        if whole in (Kind.SITE, Kind.AGENCY, Kind.PLACE):
            self._other(segment, whole)
            return
        pieces = _split(segment)
        alone = len(pieces) == 1 and pieces[0] == segment
        kinds = [whole] if alone else [self._kind(piece) for piece in pieces]
        if whole is Kind.ORGANISATION and "," not in segment and Kind.PERSON not in kinds:
            if not self._with_name(segment, whole):
                self._other(segment, whole)
            return
        joined = bool(_JOINED.search(segment))
        for number, (piece, kind) in enumerate(zip(pieces, kinds, strict=True), 1):
            if number == len(pieces) > 1 and not joined and self._is_employer(piece, kind):
                self._amend(affiliation=piece)
            else:
                self._piece(piece, kind)

    def _kind(self, piece: str) -> Kind:
        """What a piece is; where words or markup say that authors follow, names are kept."""
        kind = kind_of(piece, self.sites)
        doubted = kind in (Kind.ROLE, Kind.ORGANISATION, Kind.UNKNOWN)
        if doubted and self.trust >= Trust.LED and is_stated_name(piece):
            return Kind.PERSON
        return kind

    def _piece(self, piece: str, kind: Kind) -> None:
        if self._is_affiliation(piece, kind):
            self._other(piece.strip(_QUOTES), Kind.SITE)
        elif kind is Kind.PERSON:
            if not (_may_hold_more(piece) and self._with_name(piece, kind)):
                self.people.append(Person(tidy_name(piece)))
        elif kind is Kind.UNKNOWN and self._is_small_name(piece):
            self.people.append(Person(piece))
        elif kind is Kind.UNKNOWN or kind is Kind.ROLE or kind is Kind.ORGANISATION:
            if not self._with_name(piece, kind) and not self._alone(piece, kind):
                self._other(piece, kind)
        else:
            self._other(piece, kind)

    def _is_affiliation(self, piece: str, kind: Kind) -> bool:
        """What has a name's form after a name or a body: «Волжский край», 'Section Rescue'."""
        if self.people and piece[0] in _QUOTES:
            return True
        if kind is not Kind.PERSON or (self.people and site_words(piece) in self.sites):
            return kind is Kind.PERSON
        expected = self.people[-1].role if self.people else self.organisations
        return bool(expected) and not sounds_like_person(piece)

    def _is_employer(self, piece: str, kind: Kind) -> bool:
        """The last thing after a name and a comma, when it isn't a name that we know."""
        if kind not in (Kind.PERSON, Kind.UNKNOWN, Kind.ORGANISATION) or not self.people:
            return False
        words = piece.split()
        start = " ".join(words[: run_of_name(words)])
        return len(words) > 1 and piece[0].isupper() and not sounds_like_person(start)

    def _other(self, piece: str, kind: Kind) -> None:
        """A piece that isn't a person."""
        if kind is Kind.AGENCY:
            self.agencies.append(piece)
        elif kind is Kind.ROLE:
            self._amend(role=piece)
        elif kind is Kind.PLACE:
            self._amend(place=piece)
        elif kind is Kind.ORGANISATION and not _is_titled(piece):
            self.unknown += 0 if any(c.isdigit() for c in piece) else len(piece)
        elif kind in (Kind.SITE, Kind.ORGANISATION):
            if self.people:
                self._amend(affiliation=piece)
            else:
                self.organisations.append(piece)
        elif kind is Kind.NOBODY and self._is_desk(piece):
            self.organisations.append(piece)
        elif kind in (Kind.UNKNOWN, Kind.NOBODY) and self._is_handle(piece):
            self.handles.append(piece)
        elif kind is Kind.UNKNOWN and not any(c.isdigit() for c in piece):
            self.unknown += len(piece)

    def _with_name(self, piece: str, kind: Kind) -> bool:
        """'Ana Ruiz in London', 'Staff Writer Ana Ruiz', 'Ana Ruiz (Reuters)': a name and more."""
        aside = _ASIDE.search(piece)
        if aside and aside.start():
            head = piece[: aside.start()].strip()
            kind_of_head = self._kind(head)
            if kind_of_head is Kind.PERSON or self._is_single(head):
                self._piece(head, kind_of_head)
                self._inside(_split(aside[1]))
                return True
        words = without_date(piece.split())
        end = run_of_name(words)
        if end < len(piece.split()) and self._opens_with_name(words, end, kind):
            longer = kind is Kind.UNKNOWN and len(words) - end > end and self.people
            if longer and not sounds_like_person(" ".join(words[:end])):
                return False
            self.people.append(Person(tidy_name(" ".join(words[:end]))))
            if words[end:]:
                self._detail(words[end:])
            return True
        if end == 1 < len(words) and opens_date(words[1:]) and self._alone(words[0], Kind.UNKNOWN):
            return True
        cut = self._before_body(words) or before_capitals(words)
        if cut and self._is_name(" ".join(words[:cut])):
            self.people.append(Person(tidy_name(" ".join(words[:cut]))))
            self._amend(affiliation=" ".join(words[cut:]))
            return True
        start = after_role(words)
        name = " ".join(words[start:])
        if start and self._is_name(name) and sounds_like_person(name):
            self.people.append(Person(tidy_name(name), " ".join(words[:start])))
            return True
        return False

    def _inside(self, parts: Sequence[str]) -> None:
        """What brackets after a name hold: 'Reuters', 'in London', 'Corrin, correspondent'."""
        for number, part in enumerate(parts):
            kind = kind_of(part, self.sites)
            if kind is Kind.UNKNOWN and len(parts) > 1 and not number and part[0].isupper():
                self._amend(place=part)
            elif kind is Kind.UNKNOWN:
                self._detail(part.split())
            else:
                self._other(part, kind)

    def _before_body(self, words: list[str]) -> int:
        """Where the site's own name or an agency's begins: 2 in 'Ana Ruiz Associated Press'."""
        rests = ((at, " ".join(words[at:])) for at in range(2, min(len(words), MAX_WORDS)))
        bodies = (at for at, rest in rests if agency_of(rest) or site_words(rest) in self.sites)
        return next(bodies, 0)

    def _opens_with_name(self, words: list[str], end: int, kind: Kind) -> bool:
        """Not 'Content Desk' in 'Content Desk writer', nor 'Example Travel' in '... Network'."""
        name = " ".join(words[:end])
        if not self._is_name(name):
            return False
        if kind is Kind.ROLE:
            return sounds_like_person(name)
        if kind is not Kind.ORGANISATION or end == len(words) or not words[end][0].isupper():
            return True
        if words[end].lower().rstrip(":") in furniture_words() or ends_name(words[end]):
            return True
        if words[-1].lower() in newsroom_words() - _DESKS and sounds_like_person(name):
            return True  # 'Ana Ruiz Staff Writer'
        return bool(agency_of(" ".join(words[end:])))

    def _is_name(self, text: str) -> bool:
        return self._kind(text) is Kind.PERSON

    def _detail(self, words: list[str]) -> None:
        """What follows a name without a comma: 'in London', 'Staff Writer', 'for Example'."""
        text = " ".join(words).strip("()[] ")
        kind = kind_of(text, self.sites)
        if kind in (Kind.ROLE, Kind.AGENCY):
            self._other(text, kind)
            return
        rest = " ".join(words[1:]).strip("()[] ")
        rest = rest.removeprefix("the ").removeprefix("behalf of ")
        small = words[0].lower() in words_of("not_people", "sentence")
        if small and any(map(str.isalpha, rest)):
            kind = kind_of(rest, self.sites)
            if words[0].lower() in ("in", "à", "aus", "en"):
                kind = Kind.PLACE
            self._other(rest, kind if kind in (Kind.AGENCY, Kind.PLACE) else Kind.ORGANISATION)
        elif words[0].lower().rstrip(":") not in furniture_words() and kind is not Kind.CREDENTIAL:
            self.unknown += 0 if any(c.isdigit() for c in text) else len(text)

    def _alone(self, piece: str, kind: Kind) -> bool:
        """A name of one word: only where markup or a list of such names vouches for it."""
        if kind is Kind.ROLE or kind is Kind.ORGANISATION or self.organisations:
            return False  # 'Harbour Press GmbH, Nürnberg, Germany'
        if (self.people and not self.single) or not self._is_single(piece):
            return False
        self.people.append(Person(tidy_name(piece)))
        self.single = True
        return True

    def _is_small_name(self, piece: str) -> bool:
        """'ana ruiz': written small, where markup or metadata says that it is a name."""
        words = piece.split()
        if self.trust is Trust.TEXT or not piece.islower() or not 1 < len(words) <= SHORT_WORD:
            return False
        return all(map(str.isalpha, words)) and words[0].casefold() in given_names()

    def _is_single(self, word: str) -> bool:
        bare = word.strip(" .,")
        if " " in bare or not 2 < len(bare) <= MAX_WORD or not bare.isalpha():
            return False
        if kind_of(bare, self.sites) not in (Kind.UNKNOWN, Kind.PLACE) or is_date_word(bare):
            return False
        known = bare.casefold() in given_names()
        if self.trust <= Trust.LED:
            return known and bare[0].isupper() and bare.casefold() not in places()
        return not bare.islower() and (known or not _is_brand(bare, self.sites))

    def _is_desk(self, piece: str) -> bool:
        """'News Desk' signs what nobody else does; 'Staff' alone is a default of the software."""
        words = piece.lower().split()
        return len(words) > 1 and not self.people and not _DESKS.isdisjoint(words)

    def _is_handle(self, piece: str) -> bool:
        alone = not self.people and " " not in piece and 2 < len(piece) <= MAX_NAME
        if piece.lower() == "anonymous":
            return False  # archives write it where nobody signs
        return alone and self.trust is Trust.DECLARED and bool(_ACCOUNT.fullmatch(piece))

    def _east_asian(self, segment: str) -> None:
        """Chinese, Japanese or Korean names, split at spaces or marks; titles after them cut."""
        for piece in _EAST_ASIAN_GAP.split(_SPACED.sub(self._whole, segment)):
            piece = piece.replace("\0", " ").strip("：:；;。.（）()【】[]「」『』《》<>-–—")
            bare = _without_office(_ASIDE.sub("", piece))
            if not bare:
                continue
            if self.people and _REPORTED.search(piece) and not sounds_like_person(bare):
                self._amend(place=bare)  # '記者 陳怡君／臺南報導'
            elif self._is_east_asian_name(bare):
                self.people.append(Person(bare))
            elif kind_of(bare, self.sites) in (Kind.SITE, Kind.PLACE, Kind.AGENCY):
                self._other(bare, kind_of(bare, self.sites))
            else:
                self.unknown += len(bare)

    def _whole(self, match: re.Match[str]) -> str:
        """'佐々木　遥' and '林 太郎' with the space marked as their own; '王伟 李明' are two."""
        surname, given = match.groups()
        if len(given) > 1 and surname not in surnames():
            return match[0]
        return f"{surname}{'' if len(surname + given) == 2 else chr(0)}{given}"

    def _is_east_asian_name(self, word: str) -> bool:
        if not has_name_form(word) or kind_of(word, self.sites) is not Kind.PERSON:
            return False
        if word.endswith(ends_of("not_people", "east_asian_end")):
            return False
        return self.trust > Trust.LED or "·" in word or sounds_like_person(word)


def _may_hold_more(piece: str) -> bool:
    """Whether more than a name may be in what has a name's form: 'Ana Ruiz IN Travel'."""
    if piece[-1] in ")）]" or piece[-1].isupper():
        return True
    return any(map(ends_name, piece.split()[2:-1]))


def _without_office(piece: str) -> str:
    """'张小雨文' and '张小雨 摄' without what she did; '陳大文' is all name."""
    bare = _EAST_ASIAN_TAIL.sub("", piece)
    return piece if len(piece) == _FULL_HAN and len(bare) == _FULL_HAN - 1 else bare


def _is_titled(text: str) -> bool:
    """True for a proper name by its capitals: 'Example Gazette', not 'the mayor had resigned'."""
    words = text.split()
    small = words_of("not_people", "sentence") | words_of("name_parts", "particle") | {"the", "e."}
    return len(words) <= MAX_WORDS + 2 and all(w[0].isupper() or w.lower() in small for w in words)


def _split(segment: str) -> list[str]:
    """The pieces of one list: at commas and conjunctions, at doubtful ones between full names."""
    pieces: list[str] = []
    for piece in _outside_brackets(segment):
        piece = piece.strip()
        doubtful = _DOUBTFUL_LARGE if piece.isupper() else _DOUBTFUL
        halves = doubtful.split(piece)
        if len(halves) > 1 and all(" " in half.strip() for half in halves):
            pieces.extend(half.strip() for half in halves)
        elif piece:
            pieces.append(piece)
    return _rejoin_suffixes(pieces)


def _outside_brackets(segment: str) -> list[str]:
    """What the separators outside brackets part: 'Ana Ruiz (Corrin, special correspondent)'."""
    if "(" not in segment:
        return _WEAK.split(segment)
    brackets = [mark.span() for mark in _BRACKETS.finditer(segment)]
    parts, start = [], 0
    for mark in _WEAK.finditer(segment):
        if not any(opening < mark.start() < closing for opening, closing in brackets):
            parts.append(segment[start : mark.start()])
            start = mark.end()
    return [*parts, segment[start:]]


def _rejoin_suffixes(pieces: list[str]) -> list[str]:
    """'Ana Ruiz', 'Jr.' -> 'Ana Ruiz Jr.'."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.lower() in words_of("name_parts", "suffix"):
            joined[-1] += " " + piece
        else:
            joined.append(piece)
    return joined


def _is_brand(word: str, sites: Collection[str]) -> bool:
    """A single word that is half of the site's name or more, or holds it: no 'Kev' of a blog."""
    reduced = site_words(word)
    least = 0.0 if word.isupper() else _BRAND_SHARE
    return any(
        (reduced in site and len(reduced) >= least * len(site)) or site in reduced for site in sites
    )
