"""Filing and register numbers: ICP, ISSN, company registers, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from newstool.fields.bounds import LINES, NAME, TEXT
from newstool.fields.found import in_block, object_under, once_each
from newstool.model.article import Found, Label, Registration
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import text_of
from newstool.vocabulary.tables import load_table

_PLACES = frozenset((Label.REGISTRATION, Label.COPYRIGHT, Label.CONTACT, Label.OTHER))
_DIGITS = re.compile(r"\d{3}")
_IN_JSON_LD = {"isPartOf.issn": "ISSN", "publisher.issn": "ISSN", "publisher.vatID": "VAT"}


class Scheme(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of number; `pattern`'s group 1 is the number, `words` are looked for before."""

    name: str
    words: tuple[str, ...]
    pattern: str
    why: str
    catches: tuple[tuple[str, str], ...]
    spares: tuple[str, ...]


def read_registrations(page: LabelledPage) -> tuple[Found[Registration], ...]:
    """The numbers in the page's foot, in order and as written, then those of its JSON-LD.

    Only removed blocks are read: a number in the story is story. No number twice.
    """
    return once_each(_registrations(page), lambda value: value)


def _registrations(page: LabelledPage) -> Iterator[Found[Registration]]:
    labelled = (one.block for one in page.labelled if one.label in _PLACES)
    for block in [block for block in labelled if _DIGITS.search(block.text)][-LINES:]:
        text = block.text[:TEXT]
        for value in find_registrations(text):
            yield in_block(block, value, "registration line", text)
    for path, scheme in _IN_JSON_LD.items():
        key, _, name = path.partition(".")
        number = text_of(object_under(page, key).get(name))
        if number is not None and len(number) < NAME:
            one = page.declared.of_json_ld(page.article or {}, path, number)
            yield one.found(Registration(scheme, number))


def find_registrations(text: str) -> tuple[Registration, ...]:
    """The registrations that a line names, in the order of their places in it."""
    hits = [
        (match.start(1), Registration(scheme.name, " ".join(match[1].split())))
        for scheme in (load_schemes() if _DIGITS.search(text) else ())
        if any(word in text for word in scheme.words)
        for match in _compiled(scheme.pattern).finditer(text)
    ]
    return tuple(value for _, value in sorted(hits, key=lambda hit: hit[0]))


@cache
def load_schemes() -> tuple[Scheme, ...]:
    """The schemes, in the order of the data file."""
    return msgspec.convert(load_table("registrations")["scheme"], tuple[Scheme, ...])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
