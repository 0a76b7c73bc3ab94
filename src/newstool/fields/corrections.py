"""Notices of corrections: kept as written, never thrown away."""

from __future__ import annotations

from newstool.fields.bounds import MOST
from newstool.model.article import HEADER_LINE, Found, Label
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import items, text_of
from newstool.vocabulary.furniture import Hit

_SHORTEST = 12  # characters; less is a heading that lost its notice


def read_corrections(page: LabelledPage) -> tuple[Found[str], ...]:
    """The texts of the page's corrections, then those that only its JSON-LD holds; no text twice.

    A heading ('Correction') that stands apart from its notice is left out.
    """
    found = [one.found(one.quote) for one in page.declared.beside_text("corrections")]
    found += [
        Found(one.block.text, "correction notice", one.block.text, block=one.block.index)
        for one in page.labelled
        if one.label is Label.CORRECTION
        and one.rule != HEADER_LINE
        and _says_something(one.block.text, page.hits[one.block.index])
    ]
    for declared in page.declared.in_head("corrections"):
        texts = filter(None, map(text_of, items(declared.value)))
        found += [declared.found(text, text) for text in texts]
    seen: dict[str, Found[str]] = {}
    for one in found:
        seen.setdefault(" ".join(one.value.split()), one)
    return tuple(seen.values())[:MOST]


def _says_something(text: str, hit: Hit | None) -> bool:
    if len(text) < _SHORTEST:
        return not text.isascii()  # a Chinese notice may be that short
    return hit is None or hit.lead < len(text.rstrip(" .:：-–—"))
