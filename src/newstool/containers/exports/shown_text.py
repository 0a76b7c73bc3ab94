"""Exports in HTML whose elements say nothing: what such a page shows is the text form's text.

LexisNexis, ProQuest and others print the same lines into both. The page's text is read by the
readers of text, piece by piece: a page of a thousand articles has more elements than one parse is
given.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from newstool.model.article import Document
from newstool.model.settings import DEFAULTS
from newstool.reading.html.reader import read_html
from newstool.vocabulary.names import as_written, worded

# What opens or closes the records, alone in its element.
_SIGN = worded(
    r">\s{0,80}(?:\d{1,9} {archives.of} \d{1,9} DO[CK]UMENT\w{0,3}|(?i:{archives.end})\b"
    r"|Document [A-Z]{2,20}\w{8,40}\s{0,9}<|Gale Document Number:|Record Number:)"
)
_SIGNS = (" DOCUMENT", " DOKUMENT", "Gale Document", "Record Number:", "Document ")


def shown_text(document: Document) -> Document | None:
    """The text that a page of records shows as a document of text; None for any other page."""
    text = document.text
    if not any(sign in text for sign in (*_SIGNS, *as_written("archives", "end"))):
        return None  # most pages
    edges = [0, *(found.start() + 1 for found in _SIGN.finditer(text)), len(text)]
    if len(edges) == 2:
        return None
    shown = (_shown(document, text[start:end]) for start, end in pairwise(edges))
    return replace(document, text="\n\n".join(shown), format="text")


def _shown(document: Document, piece: str) -> str:
    """A piece's text: lines of one element follow one another, others have a blank line between."""
    found: list[str] = []
    around: int | None = None
    for block in read_html(replace(document, text=piece), DEFAULTS).blocks:
        markup = block.markup
        if markup is not None and not markup.hidden:
            found += ["\n" if markup.container == around else "\n\n", block.text]
            around = markup.container
    return "".join(found[1:])
