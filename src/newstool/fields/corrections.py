"""Notices of corrections: kept as written, never thrown away."""

from __future__ import annotations

from collections.abc import Iterator

from newstool.fields.found import in_block, once_each
from newstool.model.article import HEADER_LINE, Found, Label
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import items, text_of
from newstool.vocabulary.furniture import Hit

_SHORTEST = 12  # characters; less is a heading that lost its notice


def read_corrections(page: LabelledPage) -> tuple[Found[str], ...]:
    """The texts of the page's corrections, then those that only its JSON-LD holds; no text twice.

    A heading ('Correction') that is apart from its notice is left out.
    """
    return once_each(_corrections(page), lambda text: " ".join(text.split()))


def _corrections(page: LabelledPage) -> Iterator[Found[str]]:
    for one in page.declared.beside_text("corrections"):
        yield one.found(one.quote)
    for item in page.labelled:
        if item.label is Label.CORRECTION and item.rule != HEADER_LINE:
            text = item.block.text
            if _says_something(text, page.hits[item.block.index]):
                yield in_block(item.block, text, "correction notice")
    for one in page.declared.in_head("corrections"):
        for text in filter(None, map(text_of, items(one.value))):
            yield one.found(text, text)


def _says_something(text: str, hit: Hit | None) -> bool:
    if len(text) < _SHORTEST:
        return not text.isascii()  # a Chinese notice may be that short
    return hit is None or hit.lead < len(text.rstrip(" .:：-–—"))
