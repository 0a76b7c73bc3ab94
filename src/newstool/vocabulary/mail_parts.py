"""How mail programs mark the mail that is answered, and the signature."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newstool.vocabulary.patterns import later
from newstool.vocabulary.tables import load_table

_LONGEST = 300  # characters of 'On Monday, Ana Ruiz <ana@post.example> wrote:'
_LONGEST_NAMES = 300  # characters of class and id that are looked at
_ADDRESSED = later(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>\s?[:：]?$")


def is_attribution(line: str) -> bool:
    """Whether a line says who wrote the mail that is quoted below it, and when."""
    if len(line) > _LONGEST or line[-1:] not in (":", "：") or not any(map(str.isdigit, line)):
        return False
    folded = line[:-1].rstrip().casefold()
    if _ADDRESSED.search(folded):
        return True
    words = _words("wrote", "wrote")
    ends = any(map(folded.endswith, words))
    return "@" in folded and (ends or any(f" {word} " in folded for word in words))


def marks_element(kind: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element's class or id is that of a kind: 'quoting' or 'signature'."""
    for name in ("class", "id"):
        names = (attributes.get(name) or "")[:_LONGEST_NAMES].casefold().split()
        if not _words("elements", kind).isdisjoint(names):
            return True
    return False


@cache
def _words(table: str, kind: str) -> frozenset[str]:
    entries = load_table("mail_parts")[table]
    return frozenset(word for entry in entries if entry["id"] == kind for word in entry["words"])
