"""An article as a small HTML page, built and serialised with BeautifulSoup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from newstool.export.marks import (
    ALL_SIGNS,
    LINK_END,
    LINK_START,
    TAG_OF_END,
    TAG_OF_START,
)
from newstool.export.pieces import (
    TOP_LABELS,
    Piece,
    body_of_record,
    heading_level,
    in_groups,
    with_marks,
)
from newstool.model.article import BODY_LABELS, Image, Label, Link

_FRAME = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"/></head><body></body></html>'
# The HTML Standard, 13.2.5: characters that no document may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_FEED = re.compile("(\n)")
_LINE_FEED_OR_SIGN = re.compile(f"([\n{ALL_SIGNS}])")
_RUNS = {Label.LIST_ITEM: "ul", Label.QUOTE: "blockquote", Label.TABLE: "table"}


def write_page(
    pieces: Sequence[Piece],
    *,
    title: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> str:
    """A whole page with one `<article>`; no scripts, no styles, no line end.

    The headline is `<h1>`; other labels outside the body are classes: `<p class="caption">`.
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
    if piece.image is not None:
        _add_picture(soup, article, piece.image, piece.text)
        return
    if label == Label.CODE:
        outer = soup.new_tag("pre")
        article.append(outer)
        _add(soup, outer, "code", piece.text)
        return
    name = "p"
    if label in (Label.HEADING, Label.TITLE):
        name = "h1" if label == Label.TITLE else f"h{heading_level(piece)}"
    made = _add(soup, article, name, with_marks(piece), _links(piece))
    if label not in BODY_LABELS and label is not Label.TITLE:
        made["class"] = str(label)


def _add_member(soup: BeautifulSoup, parent: Tag, label: Label, piece: Piece) -> None:
    if label == Label.TABLE:
        row = soup.new_tag("tr")
        parent.append(row)
        links = _links(piece)
        for cell in with_marks(piece).split("\t"):
            _add(soup, row, "td", cell, links)
    else:
        name = "li" if label == Label.LIST_ITEM else "p"
        _add(soup, parent, name, with_marks(piece), _links(piece))


def _add(
    soup: BeautifulSoup, parent: Tag, name: str, text: str, links: Iterator[Link] | None = None
) -> Tag:
    """A new element at the end of `parent`; line feeds in its text are line breaks.

    `links` are those whose words are marked in a text with signs; None in one without.
    """
    element = soup.new_tag(name)
    parent.append(element)
    pattern = _LINE_FEED if links is None else _LINE_FEED_OR_SIGN
    parts = [text] if name in ("code", "title") else pattern.split(text)
    inside = [element]
    for part in parts:
        if links is not None and (part == LINK_START or part in TAG_OF_START):
            made = soup.new_tag(TAG_OF_START.get(part, "a"))
            if part == LINK_START:
                made["href"] = _allowed(next(links).url)
            inside[-1].append(made)
            inside.append(made)
        elif links is not None and (part == LINK_END or part in TAG_OF_END):
            inside.pop()
        elif part == "\n" and len(parts) > 1:
            inside[-1].append(soup.new_tag("br"))
        elif part:
            inside[-1].append(_allowed(part))
    return element


def _add_picture(soup: BeautifulSoup, article: Tag, image: Image, caption: str) -> None:
    figure = soup.new_tag("figure")
    article.append(figure)
    figure.append(soup.new_tag("img", src=_allowed(image.url), alt=_allowed(image.alt or "")))
    if caption:
        _add(soup, figure, "figcaption", caption)


def _links(piece: Piece) -> Iterator[Link] | None:
    """The links of a piece whose text has signs; None where it has none."""
    return iter(piece.links) if piece.links or piece.marks else None


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
