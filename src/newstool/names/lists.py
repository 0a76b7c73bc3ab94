"""The words after a lead read into names: 'Ana Ruiz, Staff Writer, and Tom Okafor in London'.

Bars, dashes and dates cut a text into segments; commas and conjunctions cut a segment into pieces.
A piece is a name with what goes with it ('Staff Writer Ana Ruiz in London'), or an office, a place,
an agency or a body alone, which goes with the name before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from newstool.dates.labels import named_role
from newstool.dates.words import fold, vocabulary
from newstool.names.cuts import (
    ASIDE,
    DATED,
    EMAIL,
    HANDLE,
    JOINED,
    after_office,
    bare_text,
    east_asian_pieces,
    pieces_of,
    run_of_name,
    segments_of,
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
    is_particle,
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
    places,
    words_of,
)
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

_LABEL = 2  # words of a label of a date that look like a name
_STATION = 5  # letters of a station's sign: 'WXYZ'
_MAX_LIST = 600  # characters; papers in medicine have thirty authors
_ACCOUNT = later(r"[A-Za-z0-9][\w.-]{1,38}[A-Za-z0-9]")
_WHOLE = (Kind.SITE, Kind.AGENCY, Kind.PLACE)  # what commas inside don't cut
_OPEN = (Kind.PERSON, Kind.UNKNOWN, Kind.ORGANISATION, Kind.ROLE)  # what may hold a name


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


def join(lists: Sequence[NameList]) -> NameList:
    """Several lists as one, each name once."""
    if len(lists) == 1:
        return lists[0]
    return NameList(
        _distinct(person for names in lists for person in names.people),
        tuple(dict.fromkeys(a for names in lists for a in names.agencies)),
        tuple(dict.fromkeys(o for names in lists for o in names.organisations)),
        tuple(dict.fromkeys(h for names in lists for h in names.handles)),
        sum(names.unknown for names in lists),
    )


def _distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each person once, as first written."""
    first: dict[str, Person] = {}
    for person in people:
        first.setdefault(name_key(person.name), person)
    return tuple(first.values())


def read_names(text: str, sites: Collection[str] = (), trust: Trust = Trust.TEXT) -> NameList:
    """The people, agencies and organisations of the words after a lead.

    `sites`: the site's names reduced by `site_words`. Never raises; linear in the first
    characters of `text`, the rest of a longer text is left unread.
    """
    return _read_names(text[:_MAX_LIST].strip(), tuple(sites), trust)


@lru_cache(REMEMBERED)  # a page states one name in five places
def _read_names(text: str, sites: tuple[str, ...], trust: Trust) -> NameList:
    reader = _Reader(sites, trust)
    for segment in segments_of(bare_text(text)):
        reader.read(segment)
    reader.add_addresses(EMAIL.findall(text), HANDLE.findall(EMAIL.sub("", text)))
    return reader.result()


def _labels_date(piece: str) -> bool:
    """'Son Güncelleme:' before a date; in 'Ana Ruiz Güncelleme:' there is a name as well."""
    return piece.endswith(":") and len(piece.split()) <= _LABEL and bool(named_role(piece))


class _Reader:
    """Reads one segment after another; what isn't a name goes with the last one read."""

    def __init__(self, sites: tuple[str, ...], trust: Trust) -> None:
        self.sites = sites
        self.trust = trust
        self.people: list[Person] = []
        self.agencies: list[str] = []
        self.organisations: list[str] = []
        self.handles: list[str] = []
        self.unknown = 0
        self.trailing = 0
        self.dated = False  # what is read labels a date

    def result(self) -> NameList:
        people = self.people
        if self.agencies:  # 'Le Courrier et AFP': a paper next to an agency
            people = [p for p in people if len(w := p.name.split()) != 2 or not is_particle(w[0])]
        return NameList(
            _distinct(people),
            tuple(self.agencies),
            tuple(self.organisations),
            tuple(self.handles),
            self.unknown,
            self.trailing,
        )

    def read(self, segment: str) -> None:
        """One segment; what is unknown in one after the names raises no doubt."""
        before, named = self.unknown, bool(self.people)
        self.dated = segment.endswith(DATED)
        segment = segment.rstrip(f"{DATED} ")
        if has_east_asian(segment) and not has_capitals(segment):
            self._east_asian(segment)
        else:
            self._list(segment)
        if named:
            self.trailing += self.unknown - before
            self.unknown = before

    def add_addresses(self, emails: Sequence[str], handles: Sequence[str]) -> None:
        """An address and an account next to one name; an account alone signs."""
        if len(self.people) == 1:
            self._amend(email=next(iter(emails), None), handle=next(iter(handles), None))
        elif not (self.people or self.agencies or self.organisations or self.handles):
            self.handles.extend(handles)

    def _list(self, segment: str) -> None:
        whole = self._kind(segment)
        pieces = [segment] if whole in _WHOLE else pieces_of(segment)
        kinds = list(map(self._kind, pieces))
        if whole is Kind.ORGANISATION and "," not in segment and Kind.PERSON not in kinds:
            pieces, kinds = [segment], [whole]  # 'Center for River Evaluation and Research'
        dated, joined = self.dated, len(pieces) < 2 or JOINED.search(segment) is not None
        for number, (piece, kind) in enumerate(zip(pieces, kinds, strict=True), 1):
            last = number == len(pieces)
            self.dated = dated and last
            if self.dated and _labels_date(piece):
                continue
            if self._is_affiliation(piece, kind, last=last and not joined):
                self._amend(affiliation=piece)
            elif kind not in _OPEN or not (self._named(piece, kind) or self._alone(piece, kind)):
                self._other(piece, kind)

    def _kind(self, piece: str) -> Kind:
        """What a piece is; where words or markup say that authors follow, names are kept."""
        kind = kind_of(piece, self.sites)
        stated = self.trust > Trust.TEXT and kind in _OPEN and is_stated_name(piece)
        return Kind.PERSON if stated else kind

    # --- names ------------------------------------------------------------------------------------

    def _add(self, name: str, role: str | None = None) -> bool:
        self.people.append(Person(tidy_name(name), role))
        return True

    def _named(self, piece: str, kind: Kind) -> bool:
        """'Ana Ruiz in London', 'Staff Writer Ana Ruiz', 'Ana Ruiz (Reuters)': a name and more."""
        aside = ASIDE.search(piece)
        head = piece[: aside.start()].strip() if aside else ""
        if aside and (self._kind(head) is Kind.PERSON or self._is_single(head)):
            self._add(head)
            for part in pieces_of(aside[1]):
                self._detail(part)
            return True
        words = piece.split()
        end = self._end_of_name(words)
        if self._opens_with_name(words, end, kind):
            self._add(" ".join(words[:end]))
            self._detail(" ".join(words[end:]))
            return True
        start = after_office(words)
        name = " ".join(words[start:])
        if start and self._kind(name) is Kind.PERSON and sounds_like_person(name):
            return self._add(name, " ".join(words[:start]))
        return kind is Kind.PERSON and self._add(piece)

    def _end_of_name(self, words: list[str]) -> int:
        """Where the name ends that the words open with: before a body's at the latest."""
        end = run_of_name(words)
        return next((at for at in range(2, end) if self._opens_body(words, at)), end)

    def _opens_body(self, words: list[str], at: int) -> bool:
        """'EXAMPLE TODAY', 'WXYZ', 'Associated Press' or the site's name; not 'RUIZ', nor 'III'."""
        rest = " ".join(words[at:])
        if rest.isupper() and not words[at - 1].isupper():
            known = sounds_like_person(rest) or rest.lower() in words_of("name_parts", "suffix")
            if " " in rest or (rest.isalpha() and 1 < len(rest) <= _STATION and not known):
                return True
        return bool(agency_of(rest)) or site_words(rest) in self.sites

    def _opens_with_name(self, words: list[str], end: int, kind: Kind) -> bool:
        """Not 'Content Desk' in 'Content Desk writer', nor 'Example Travel' in '... Network'."""
        name, rest = " ".join(words[:end]), words[end:]
        if self._kind(name) is not Kind.PERSON:
            return False
        if kind is Kind.ROLE or (self.people and len(rest) > end):
            return sounds_like_person(name)
        if kind is not Kind.ORGANISATION or not rest or not rest[0][0].isupper():
            return True
        furniture = rest[0].lower().rstrip(":") in furniture_words()
        return furniture or ends_name(rest[0]) or self._opens_body(words, end)

    def _alone(self, piece: str, kind: Kind) -> bool:
        """A name of one word or in small letters, where markup or a list of them vouches for it."""
        words = piece.split()
        if kind is not Kind.UNKNOWN:
            return False
        low = self.trust > Trust.TEXT and piece.islower() and 1 < len(words) <= SHORT_WORD
        if low and all(map(str.isalpha, words)) and words[0] in given_names():
            self.people.append(Person(piece))
            return True
        if self.dated and words[-1] in words_of("not_people", "sentence"):
            words = words[:-1]  # 'Ana on', before a date
        # 'Harbour Press GmbH, Nürnberg, Germany' has places.
        listed = not self.organisations and all(" " not in person.name for person in self.people)
        return listed and self._is_single(" ".join(words)) and self._add(" ".join(words))

    def _is_single(self, word: str) -> bool:
        """A word that may be a name: known to be one, or where markup or metadata says so."""
        bare = word.strip(" .,")
        if " " in bare or not 2 < len(bare) <= MAX_WORD or not bare.isalpha():
            return False
        known = bare.casefold() in given_names()
        dates, folded = vocabulary(), fold(bare)
        if folded in dates.weekdays or (folded in dates.months and not known):
            return False
        if kind_of(bare, self.sites) not in (Kind.UNKNOWN, Kind.PLACE):
            return False
        if self.trust <= Trust.LED:
            return known and bare[0].isupper() and bare.casefold() not in places()
        return not bare.islower() and (known or not _is_brand(bare, self.sites))

    # --- what goes with them ----------------------------------------------------------------------

    def _is_affiliation(self, piece: str, kind: Kind, *, last: bool) -> bool:
        """What has a name's form after a name or a body: 'Section Rescue', 'Example Gazette'.

        After an office, and last after a comma, only a name that we know is one.
        """
        named = kind is Kind.PERSON
        unheard = named and not sounds_like_person(piece)
        if not self.people:
            return unheard and bool(self.organisations)
        words = piece.split()
        if named and site_words(piece) in self.sites:
            return True
        if last and kind in _OPEN[:3] and len(words) > 1 and piece.lstrip("«“„")[:1].isupper():
            return not sounds_like_person(" ".join(words[: run_of_name(words)]))
        return unheard and self.people[-1].role is not None

    def _detail(self, text: str) -> None:
        """What follows a name without a comma: 'in London', 'Staff Writer', 'for Example'."""
        text = text.strip("()[] ")
        first, _, rest = text.partition(" ")
        first = first.lower().rstrip(":")
        rest = rest.removeprefix("the ").removeprefix("behalf of ")
        kind = kind_of(text, self.sites)
        if kind in _WHOLE or kind is Kind.ROLE:
            self._other(text, kind)
        elif first in words_of("not_people", "sentence") and any(map(str.isalpha, rest)):
            inside = first in words_of("name_parts", "inside") or kind_of(rest) is Kind.PLACE
            self._other(rest, Kind.PLACE if inside else Kind.ORGANISATION)
        elif kind in (Kind.NOBODY, Kind.CREDENTIAL) or first in furniture_words():
            return
        elif text.isupper():
            self._amend(affiliation=text)
        else:
            self._doubt(text)

    def _other(self, piece: str, kind: Kind) -> None:
        """A piece that isn't a person."""
        if kind is Kind.AGENCY or (kind is Kind.ORGANISATION and agency_of(piece)):
            self.agencies.append(piece.strip("()[] "))
        elif kind is Kind.ROLE:
            self._amend(role=piece)
        elif kind is Kind.PLACE:
            self._amend(place=piece)
        elif kind is Kind.SITE or (kind is Kind.ORGANISATION and _is_titled(piece)):
            self._amend(affiliation=piece)
            if not self.people and (kind is Kind.SITE or not self.dated):
                self.organisations.append(piece)
        elif kind in (Kind.UNKNOWN, Kind.NOBODY) and self._is_handle(piece):
            self.handles.append(piece)
        elif kind in _OPEN:
            self._doubt(piece)

    def _amend(self, **changes: str | None) -> None:
        """The last person with these details added where they were not known."""
        if self.people:
            last = self.people[-1]
            new = {key: value for key, value in changes.items() if getattr(last, key) is None}
            self.people[-1] = replace(last, **new)

    def _doubt(self, piece: str) -> None:
        """Counts what isn't known, unless it is a figure or labels a date."""
        if not self.dated and not any(map(str.isdigit, piece)):
            self.unknown += len(piece)

    def _is_handle(self, piece: str) -> bool:
        """An account in metadata; archives write 'anonymous' where nobody signs."""
        alone = self.trust is Trust.DECLARED and not self.people and len(piece) <= MAX_NAME
        return alone and piece.lower() != "anonymous" and bool(_ACCOUNT.fullmatch(piece))

    # --- Chinese, Japanese and Korean -------------------------------------------------------------

    def _east_asian(self, segment: str) -> None:
        """Names split at spaces or marks, without the offices that are written after them."""
        for piece, reported in east_asian_pieces(segment):
            kind = kind_of(piece, self.sites)
            if reported and self.people and not sounds_like_person(piece):
                self._amend(place=piece)  # '記者 陳怡君／臺南報導'
            elif kind is Kind.PERSON and self._is_east_asian_name(piece):
                self.people.append(Person(piece))
            elif kind in _WHOLE:
                self._other(piece, kind)
            else:
                self.unknown += len(piece)

    def _is_east_asian_name(self, word: str) -> bool:
        if not has_name_form(word) or word.endswith(ends_of("not_people", "east_asian_end")):
            return False
        return self.trust > Trust.LED or "·" in word or sounds_like_person(word)


def _is_titled(text: str) -> bool:
    """True for a proper name by its capitals: 'Example Gazette', not 'the mayor had resigned'."""
    words = text.split()
    small = words_of("not_people", "sentence") | words_of("name_parts", "particle") | {"the", "e."}
    return len(words) <= MAX_WORDS + 2 and all(w[0].isupper() or w.lower() in small for w in words)


def _is_brand(word: str, sites: Collection[str]) -> bool:
    """A single word that is half of the site's name or more, or holds it: no 'Kev' of a blog."""
    name = site_words(word)
    part = [
        site for site in sites if name in site and (word.isupper() or len(site) <= 2 * len(name))
    ]
    return bool(part) or any(site in name for site in sites)
