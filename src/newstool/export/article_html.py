"""An article as a small HTML page, built and serialised with BeautifulSoup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from newstool.export.pieces import TOP_LABELS, Piece, body_of_record, heading_level, in_groups
from newstool.model.article import BODY_LABELS, Label

_FRAME = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"/></head><body></body></html>'
# The HTML Standard, 13.2.5: characters that no document may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_RUNS = {Label.LIST_ITEM: "ul", Label.QUOTE: "blockquote", Label.TABLE: "table"}


def write_page(
    pieces: Sequence[Piece],
    *,
    title: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> str:
    """A whole page with one `<article>`; no scripts, no styles, no line end.

    The headline is `<h1>`; other labels that are no body are classes: `<p class="caption">`.
    """
    soup = BeautifulSoup(_FRAME, "html.parser")
    page, head, body = soup.html, soup.head, soup.body
    if page is None or head is None or body is None:
        raise AssertionError("the frame holds them")
    if language:
        page["lang"] = _allowed(language)
    if title:
        _add(soup, head, "title", title)
    if url:
        head.append(soup.new_tag("link", rel="canonical", href=_allowed(url)))
    article = soup.new_tag("article")
    body.append(article)
    for label, run in in_groups(pieces):
        _add_group(soup, article, label, run)
    return soup.decode(formatter="minimal")


def _add_group(soup: BeautifulSoup, article: Tag, label: Label, run: Sequence[Piece]) -> None:
    if label in _RUNS:
        parent = soup.new_tag(_RUNS[label])
        article.append(parent)
        for piece in run:
            _add_member(soup, parent, label, piece)
        return
    piece = run[0]
    if label == Label.CODE:
        outer = soup.new_tag("pre")
        article.append(outer)
        _add(soup, outer, "code", piece.text)
        return
    name = "p"
    if label in (Label.HEADING, Label.TITLE):
        name = "h1" if label == Label.TITLE else f"h{heading_level(piece)}"
    made = _add(soup, article, name, piece.text)
    if label not in BODY_LABELS and label is not Label.TITLE:
        made["class"] = str(label)


def _add_member(soup: BeautifulSoup, parent: Tag, label: Label, piece: Piece) -> None:
    if label == Label.TABLE:
        row = soup.new_tag("tr")
        parent.append(row)
        for cell in piece.text.split("\t"):
            _add(soup, row, "td", cell)
    else:
        _add(soup, parent, "li" if label == Label.LIST_ITEM else "p", piece.text)


def _add(soup: BeautifulSoup, parent: Tag, name: str, text: str) -> Tag:
    """A new element at the end of `parent`; line feeds in its text are line breaks."""
    element = soup.new_tag(name)
    parent.append(element)
    lines = [text] if name in ("code", "title") else text.split("\n")
    for number, line in enumerate(lines):
        if number:
            element.append(soup.new_tag("br"))
        element.append(_allowed(line))
    return element


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def write_record(record: Mapping[str, object]) -> str:
    """A record as a page with its headline, standfirst and body; ends with a line feed."""
    head = [
        Piece(label, value)
        for label in (*TOP_LABELS, Label.BYLINE)
        if isinstance(value := record.get(label), str) and value
    ]
    title, language, url = (record.get(key) for key in ("title", "language", "canonical_url"))
    page = write_page(
        [*head, *body_of_record(record)],
        title=title if isinstance(title, str) else None,
        language=language if isinstance(language, str) else None,
        url=url if isinstance(url, str) else None,
    )
    return page + "\n"
