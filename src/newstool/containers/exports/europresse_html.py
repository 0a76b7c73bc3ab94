"""Europresse exports in HTML: an element for each article, whose classes say what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.exports.archive import Archive
from newstool.containers.exports.europresse import LONGEST_LINE, NUMBER, RIGHTS, read_line
from newstool.containers.exports.html_exports import Article, Markup, WholePage, archive_of, cut_at
from newstool.model.article import Document, Given
from newstool.vocabulary.patterns import later

_PUBLICATION_CLASS = "DocPublicationName"
_SIGNS = ("docOcurrContainer", "itreArticleVisu", "rdp__articletitle", "DocText")
_TITLES = (".titreArticleVisu", ".TitreArticleVisu", ".rdp__articletitle", ".titreArticle")
_ARTICLE = later(r"<article\b", re.IGNORECASE)
_PUBLICATION = later(r"<\w{1,10} [^<>]{0,200}\bDocPublicationName\b", re.IGNORECASE)
_CLOSING = "</article>"


def split(document: Document) -> Archive | None:
    """The articles of a page that Europresse exports, or None."""
    text = document.text
    if _PUBLICATION_CLASS not in text or not any(sign in text for sign in _SIGNS):
        return None
    spans = cut_at(text, _ARTICLE) or cut_at(text, _PUBLICATION)
    page = WholePage(text, [start for start, _ in spans])
    articles = [
        _read(text, start, end, page)
        for start, end in spans
        if any(text.find(sign, start, end) >= 0 for sign in _SIGNS)
    ]
    return archive_of("europresse", document, articles) if articles else None


def _read(text: str, start: int, end: int, page: WholePage) -> Article:
    closing = text.find(_CLOSING, start, end)
    end = closing + len(_CLOSING) if closing >= 0 else end
    markup = Markup(text[start:end], page, start)
    number = NUMBER.search(text, start, end)
    given = [
        *markup.given(
            "title", ".titreArticleVisu", ".TitreArticleVisu", ".rdp__articletitle", ".titreArticle"
        ),
        *markup.given("subtitle", ".rdp__subtitle"),
        *markup.given("byline", ".sm-margin-bottomNews", ".docAuthors"),
        *markup.given("source", ".DocPublicationName"),
        *_of_header(markup),
        *_of_notice(markup),
    ]
    if number is not None and all(one.field != "date_published" for one in given):
        given.append(markup.given_by("date_published", number["day"], ".publiCert"))
    nodes = markup.story(".docOcurrContainer", ".DocText", ".docBody", "section")
    story, rest = markup.cut(nodes)
    name = number[0] if number is not None else None
    return Article(start=start, end=end, story=story, rest=rest, given=tuple(given), id=name)


def _of_header(markup: Markup) -> Iterator[Given]:
    for field, value in read_line(markup.words(".DocHeader")):
        if field:
            yield markup.given_by(field, value, ".DocHeader")


def _of_notice(markup: Markup) -> Iterator[Given]:
    for selector in ("footer small", "small"):
        words = markup.words(selector)
        if words:
            if found := RIGHTS.search(words[:LONGEST_LINE]):
                yield markup.given_by("copyright", found[0], selector)
            return
