"""Filing and register numbers: ICP, ISSN, company registers, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from newstool.fields.bounds import LINES, MOST, TEXT
from newstool.model.article import Found, Label, Registration
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import first, resolve, text_of
from newstool.vocabulary.tables import load_table

_PLACES = frozenset((Label.REGISTRATION, Label.COPYRIGHT, Label.CONTACT, Label.OTHER))
_DIGITS = re.compile(r"\d{3}")


class Scheme(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of number; `pattern`'s group 1 is the number, `words` are looked for before."""

    name: str
    words: tuple[str, ...]
    pattern: str
    why: str
    catches: tuple[tuple[str, str], ...]
    spares: tuple[str, ...]


class _SchemeFile(Struct, frozen=True, forbid_unknown_fields=True):
    scheme: tuple[Scheme, ...]


def read_registrations(page: LabelledPage) -> tuple[Found[Registration], ...]:
    """The numbers in the page's foot, in order and as written, then those of its JSON-LD.

    Only removed blocks are read: a number in the story is story. No number twice.
    """
    found: dict[Registration, Found[Registration]] = {}
    places = [
        one for one in page.labelled if one.label in _PLACES and _DIGITS.search(one.block.text)
    ]
    for one in places[-LINES:]:
        if len(found) < MOST:
            text = one.block.text[:TEXT]
            for value in find_registrations(text):
                found.setdefault(
                    value, Found(value, "registration line", text, block=one.block.index)
                )
    for declared in _declared(page):
        found.setdefault(declared.value, declared)
    return tuple(found.values())[:MOST]


def find_registrations(text: str) -> tuple[Registration, ...]:
    """The registrations that a line names, in the order of their places in it."""
    if not _DIGITS.search(text):
        return ()
    hits: list[tuple[int, Registration]] = []
    for scheme in load_schemes():
        if any(word in text for word in scheme.words):
            for match in _compiled(scheme.pattern).finditer(text):
                number = " ".join(match[1].split())
                hits.append((match.start(1), Registration(scheme.name, number)))
    return tuple(value for _, value in sorted(hits, key=lambda hit: hit[0]))


@cache
def load_schemes() -> tuple[Scheme, ...]:
    """The schemes, in the order of the data file."""
    return msgspec.convert(load_table("registrations"), _SchemeFile).scheme


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _declared(page: Page) -> Iterator[Found[Registration]]:
    """ISSN of the publication, VAT number of the publisher."""
    article = page.article
    if article is None:
        return
    for key, name, scheme in (
        ("isPartOf", "issn", "ISSN"),
        ("publisher", "issn", "ISSN"),
        ("publisher", "vatID", "VAT"),
    ):
        holder = first(resolve(page.head, first(article.get(key))))
        number = text_of(holder.get(name)) if isinstance(holder, dict) else None
        if number is not None and len(number) <= 30:
            one = page.declared.of_json_ld(article, f"{key}.{name}", number)
            yield one.found(Registration(scheme, number))
