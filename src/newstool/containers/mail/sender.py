"""Whose a mail is: its sender as the author where that is a person, else as the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from newstool.containers.mail.mime import Entity
from newstool.model.article import Given
from newstool.names.one_name import is_person, is_stated_name, sounds_like_person
from newstool.vocabulary.names import worded, words_of

# 'Ana Ruiz from Tarrow Post', 'Ana Ruiz via Bridge list', 'Ana Ruiz | Tarrow Post'
_OF_HOUSE = worded(r"\s{1,9}{mail_senders.of_house}\s{1,9}|\s{0,9}[|,@–—(/]\s{0,9}|\s{1,9}-\s{1,9}")
_INVERTED = re.compile(r"([^\s,]{2,30}(?: [^\s,]{2,30})?), ([^\s,]{2,30}(?: [^\s,]{1,30})?)$")
_EDGES = " \t\"'“”‘’)]"
_LETTERS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"\d{4}|@")  # of a list's name that a service made up
_IN_BULK = ("list-id", "list-post", "list-unsubscribe")
_PRECEDENCE = frozenset(("list", "bulk"))


class Sender(Struct, frozen=True):
    """Who sent a mail: the person and the house, if its words say so."""

    person: str = ""
    house: str = ""


def sender_given(entity: Entity) -> Iterator[Given]:
    """The author and the source that a mail's headers name."""
    sender = sender_of(entity.header("from"), in_bulk=is_in_bulk(entity))
    if sender.person:
        yield Given("authors", sender.person, "mail header 'From'")
    name = _name_of_list(entity)
    if sender.house:
        yield Given("source", sender.house, "mail header 'From'")
    elif name:
        yield Given("source", name, "mail header 'List-Id'")


def is_in_bulk(entity: Entity) -> bool:
    """Whether a mail went to a list: a newsletter's, or one of people who talk to one another."""
    if any(entity.raw(name) for name in _IN_BULK):
        return True
    return entity.raw("precedence").strip().lower() in _PRECEDENCE


def sender_of(words: str, *, in_bulk: bool = False) -> Sender:
    """The person or the house that '"Ana Ruiz" <ana@post.example>' names."""
    name, address = _split(words)
    if not name:
        return Sender()
    doubtful = in_bulk or _is_office(address)
    first, *rest = _OF_HOUSE.split(name, 1)
    if rest and _may_write(first, doubtful=doubtful):
        return Sender(first, rest[0].strip(_EDGES))
    inverted = _INVERTED.match(name)
    turned = f"{inverted[2]} {inverted[1]}" if inverted else name
    if _may_write(turned, doubtful=doubtful) and not _is_host(turned, address):
        return Sender(turned)
    return Sender(house=name if len(name.split()) > 1 or doubtful else "")


def _split(words: str) -> tuple[str, str]:
    """Name and address; the name is '' where there is only an address."""
    words = words.strip()
    if "<" in words:
        name, _, address = words.rpartition("<")
        address = address.partition(">")[0]
    elif words.endswith(")"):
        address, _, name = words.partition("(")
    else:
        name, address = ("", words) if "@" in words else (words, "")
    name = name.strip(_EDGES)
    return ("" if "@" in name and " " not in name else name), address.strip().lower()


def _is_office(address: str) -> bool:
    local = address.partition("@")[0].partition("+")[0]
    offices = words_of("mail_senders", "office")
    return local in offices or any(part in offices for part in re.split(r"[._-]", local))


def _may_write(name: str, *, doubtful: bool) -> bool:
    """Whether the name is a person's; beyond doubt where it may be a paper's."""
    if not is_person(name):
        return not doubtful and is_stated_name(name)
    return sounds_like_person(name) if doubtful else True


def _is_host(name: str, address: str) -> bool:
    """'Tarrow Post' at tarrowpost.example."""
    letters = _LETTERS.sub("", name).lower()
    return any(letters == label.replace("-", "") for label in address.partition("@")[2].split("."))


def _name_of_list(entity: Entity) -> str:
    """'Bridge watch' of 'Bridge watch <bridge.lists.example>'."""
    name, _ = _split(entity.header("list-id"))
    return "" if _NUMBERED.search(name) or "." in name else name
