"""The vocabulary of header lines: which field of the record a label names, in any language."""

from __future__ import annotations

from functools import cache

from newstool.model.article import Label
from newstool.vocabulary.patterns import later
from newstool.vocabulary.tables import load_table

_JOINTS = later(r"[\s_\-]+")
_LONGEST_LABEL = 60  # characters; a longer name isn't a label


def header_field(name: str) -> str | None:
    """The record's field that a header line's label names, or None.

    Fields are those of the record, and also 'abstract', 'time_published' (the hour next to a
    date), 'publisher' and 'body' (the label that opens the article itself). Never raises.
    """
    return _fields().get(_folded(name)) if len(name) <= _LONGEST_LABEL else None


_BLOCK_LABELS = {
    "title": Label.TITLE,
    "subtitle": Label.SUBTITLE,
    "authors": Label.BYLINE,
    "editors": Label.BYLINE,
    "credits": Label.BYLINE,
    "date_published": Label.DATE,
    "date_modified": Label.DATE,
    "time_published": Label.DATE,
    "source": Label.SOURCE,
    "copyright": Label.COPYRIGHT,
    "corrections": Label.CORRECTION,
    "image": Label.CAPTION,
}


def header_label(name: str) -> Label:
    """What a block is that holds a header line of this name; `OTHER` where the name is unknown.

    Never a label of the body: an abstract and the word 'BODY' itself are not the article's text.
    """
    return _BLOCK_LABELS.get(header_field(name) or "", Label.OTHER)


def _folded(name: str) -> str:
    return _JOINTS.sub(" ", name.casefold()).strip(" :：")


@cache
def _fields() -> dict[str, str]:
    labels = load_table("header_labels")["label"]
    return {_folded(name): label["field"] for label in labels for name in label["names"]}
