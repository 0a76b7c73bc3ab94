"""Which files beside saved pages hold no article, by their names."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from newstool.vocabulary.tables import load_table

_PAGES = (".html", ".htm", ".xhtml", ".shtml")


def suffix_of(name: str) -> str:
    """'.js' of 'main.JS', '' of a name without one."""
    _, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot else ""


def is_beside_pages(name: str) -> bool:
    """Whether a file is what pages are shown with: a script, a picture, a font."""
    return suffix_of(name)[1:] in _words("suffixes")


def folder_of_page(name: str, beside: Collection[str]) -> bool:
    """Whether a directory has what one of the pages `beside` it is shown with: 'Bridge_files'."""
    for ending in _words("folders"):
        stem = name[: -len(ending)]
        if stem and name.lower().endswith(ending):
            return any(stem + page in beside for page in _PAGES)
    return False


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(word for entry in load_table("beside_pages")[table] for word in entry["words"])
