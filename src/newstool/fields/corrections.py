"""Notices of corrections: kept as written, never thrown away."""

from __future__ import annotations

from newstool.model.article import Found, Label
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import SELECTOR, items, main_article, text_of
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.header_labels import header_label

_MOST = 50  # notices of one article; a page of corrections alone is no article
_SHORTEST = 12  # characters; less is a heading that lost its notice


def read_corrections(page: LabelledPage) -> tuple[Found[str], ...]:
    """The texts of the page's corrections, then those that only its JSON-LD holds; no text twice.

    A heading ('Correction') that stands apart from its notice is left out.
    """
    reading, labelled = page.reading, page.labelled
    found = [
        Found(line.value, f"labelled line '{line.name}'", line.value, span=(line.start, line.end))
        for line in reading.head.headers
        if header_label(line.name) is Label.CORRECTION
    ]
    found += [
        Found(one.block.text, "correction notice", one.block.text, block=one.block.index)
        for one in labelled
        if one.label is Label.CORRECTION
        and one.rule != "header-line"
        and _says_something(one.block.text)
    ]
    article = main_article(reading.head)
    if article is not None:
        for value in items(article.get("correction")):
            text = text_of(value)
            if text is not None:
                found.append(Found(text, "json-ld:correction", text, selector=SELECTOR))
    seen: dict[str, Found[str]] = {}
    for one in found:
        seen.setdefault(" ".join(one.value.split()), one)
    return tuple(seen.values())[:_MOST]


def _says_something(text: str) -> bool:
    if len(text) < _SHORTEST:
        return not text.isascii()  # a Chinese notice may be that short
    hit = recognise(text)
    return hit is None or hit.lead < len(text.rstrip(" .:：-–—"))
