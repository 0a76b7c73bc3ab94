"""The vocabulary of names and credits, read when first needed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from newstool.model.article import CreditRole
from newstool.vocabulary.patterns import later, made_later
from newstool.vocabulary.tables import DATA, load_table

# What the words before a name say of it: its part in the article, or what else comes next.
LeadRole = Literal[CreditRole, "source", "date"]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a rules file: words of one kind, with what it catches and what it spares."""

    words: tuple[str, ...] = ()
    id: str = ""
    why: str = ""
    catch: str = ""
    spare: str = ""
    role: LeadRole | None = None
    colon: bool = False
    expect: str = ""
    name: str = ""
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@cache
def load_entries(file: str, table: str) -> tuple[Entry, ...]:
    """The entries of one table of data/FILE.toml, in the order written."""
    return msgspec.convert(_tables(file)[table], tuple[Entry, ...])


@cache
def _tables(file: str) -> dict[str, object]:
    return load_table(file)


@cache
def words_of(file: str, table: str) -> frozenset[str]:
    """All words of one table, in lower case."""
    return frozenset(map(str.lower, as_written(file, table)))


@cache
def as_written(file: str, table: str) -> tuple[str, ...]:
    """All words of one table, as the file writes them."""
    return tuple(word for entry in load_entries(file, table) for word in entry.words)


@cache
def ends_of(file: str, table: str) -> tuple[str, ...]:
    """All words of one table for `str.endswith`, case-folded."""
    return tuple(word.casefold() for word in words_of(file, table))


_TABLE = later(r"\{(\w+)\.(\w+)\}")


def worded(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when first used; `{file.table}` in it is any word of that table."""
    return made_later(lambda: re.compile(_TABLE.sub(_any_word, pattern), flags))


def _any_word(mark: re.Match[str]) -> str:
    longest_first = sorted(words_of(mark[1], mark[2]), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


@cache
def furniture_words() -> frozenset[str]:
    """Words of menus and counters that come after a name: 'Follow', 'Updated'."""
    entries = load_entries("not_people", "soft_word")
    return frozenset(w for entry in entries if entry.id == "page-furniture" for w in entry.words)


@cache
def newsroom_words() -> frozenset[str]:
    """Words for those who write: 'reporter', 'columnist'; not 'director', 'engineer'."""
    entries = load_entries("roles", "role")
    return frozenset(w for entry in entries if entry.id.startswith("newsroom") for w in entry.words)


class WordList:
    """The words of a data file, which are in order: found by bisection.

    A set of them takes five times as long to make, the twentieth part of a run on one page.
    """

    def __init__(self, name: str, more: frozenset[str] = frozenset()) -> None:
        _source, *self._words = (DATA / name).read_bytes().splitlines()
        self._more = more

    def __contains__(self, word: str) -> bool:
        key = word.encode("utf-8", "surrogatepass")
        at = bisect_left(self._words, key)
        return self._words[at : at + 1] == [key] or word in self._more


@cache
def given_names() -> WordList:
    """Case-folded given names of the scripts that have capitals."""
    return WordList("given_names.txt")


@cache
def surnames() -> WordList:
    """Case-folded surnames, Chinese and Korean ones among them."""
    return WordList("surnames.txt")


@cache
def places() -> WordList:
    """Case-folded names of countries, regions and large cities in many languages."""
    return WordList("places.txt", words_of("places", "place"))


@cache
def agency_names() -> Mapping[str, str]:
    """Every form an agency is credited by, in lower case -> its name in the record."""
    names: dict[str, str] = {}
    for entry in load_entries("agencies", "agency"):
        for form in (entry.name, *entry.also, *entry.short):
            names[form.lower()] = entry.name
    return names


@cache
def _agency_initials() -> Mapping[str, frozenset[str]]:
    """Initials in lower case -> the ways they are written."""
    forms: dict[str, set[str]] = {}
    for entry in load_entries("agencies", "agency"):
        for form in (*entry.short, *([entry.name] if entry.short else [])):
            forms.setdefault(form.lower(), set()).add(form)
    return {initials: frozenset(written) for initials, written in forms.items()}


def agency_of(text: str) -> str | None:
    """The agency that the whole text names, or None: 'the Associated Press' -> 'AP'."""
    if len(text) > 40:
        return None
    written = " ".join(text.split()).strip(" ./()[]:;,-–—©=")
    word = written.lower()
    if word.startswith("the "):
        word = word[4:]
    name = agency_names().get(word)
    if name and word in _agency_initials() and written not in _agency_initials()[word]:
        return None
    return name
