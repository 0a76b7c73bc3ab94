"""Europresse exports: the HTML form, and the text of its PDF form and of copied pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.archive import Archive
from newstool.containers.html_exports import Article, Markup, archive_of, cut_at, given_by
from newstool.dates import find_dates
from newstool.model.article import Document, Given

_PUBLICATION_CLASS = "DocPublicationName"
_SIGNS = ("docOcurrContainer", "titreArticleVisu", "rdp__articletitle")
_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_PUBLICATION = re.compile(r"<\w{1,10} [^<>]{0,200}\bDocPublicationName\b", re.IGNORECASE)
_CLOSING = "</article>"
# 'news·20240911·LQ·106702' under each article: what the archive calls it.
_NUMBER = re.compile(r"\b[a-z]{3,10}[·•](?P<day>\d{8})[·•][\w-]{1,12}[·•][\w-]{1,40}")
_RIGHTS = re.compile(r"(?:©|\(c\))[^\n]{0,200}?\b(?:réservés|reserved|reservados)\b\.?", re.I)
_PAGE = re.compile(r"(?:pp?|pg|pages?|seite|págs?)\b\.? ?[\w+ –-]{0,20}$", re.IGNORECASE)
_LENGTH = re.compile(r"\(?\d[\d\s.,']{0,9} (?:mots|words|palabras|wörter|parole)\)?$", re.I)
_BETWEEN = re.compile(r"[•|]|,\s")
_MOST_PARTS = 12  # of the line with the day
_LONGEST_LINE = 300  # characters of the line with the day, and of a notice of rights

# --- HTML --------------------------------------------------------------------------------------


def split_html(document: Document) -> Archive | None:
    """The articles of a page that Europresse exports, or None."""
    text = document.text
    if _PUBLICATION_CLASS not in text or not any(sign in text for sign in _SIGNS):
        return None
    spans = cut_at(text, _ARTICLE) or cut_at(text, _PUBLICATION)
    articles = [
        _read(text, start, end)
        for start, end in spans
        if any(text.find(sign, start, end) >= 0 for sign in _SIGNS)
    ]
    return archive_of("europresse", document, articles) if articles else None


def _read(text: str, start: int, end: int) -> Article:
    closing = text.find(_CLOSING, start, end)
    end = closing + len(_CLOSING) if closing >= 0 else end
    markup = Markup(text[start:end])
    number = _NUMBER.search(text, start, end)
    given = [
        *markup.given("title", ".titreArticleVisu", ".rdp__articletitle", ".titreArticle"),
        *markup.given("subtitle", ".rdp__subtitle"),
        *markup.given("byline", ".sm-margin-bottomNews", ".docAuthors"),
        *markup.given("source", ".DocPublicationName"),
        *_of_header(markup.words(".DocHeader")),
        *_of_notice(markup.words("footer small", "small")),
    ]
    if number is not None and all(one.field != "date_published" for one in given):
        given.append(given_by("date_published", number["day"], ".publiCert"))
    html = markup.story(".docOcurrContainer", ".DocText", "section")
    name = number[0] if number is not None else None
    return Article(start=start, end=end, html=html, given=tuple(given), id=name)


def _of_header(words: str) -> Iterator[Given]:
    for field, value in read_line(words):
        if field:
            yield given_by(field, value, ".DocHeader")


def _of_notice(words: str) -> Iterator[Given]:
    if found := _RIGHTS.search(words[:_LONGEST_LINE]):
        yield given_by("copyright", found[0], "small")


def read_line(words: str) -> list[tuple[str, str]]:
    """The fields in 'Culture, jeudi 22 août 2013 • p. 12 • 214 mots', in order.

    Page and length have no field. A line without a day is another line: [].
    """
    words = words[:_LONGEST_LINE]
    day = next((date for date in find_dates(words) if date.value), None)
    if day is None:
        return []
    before, after = words[: day.start], words[day.end :]
    parts = [*_parts(before), ("date_published", day.quote), *_parts(after)]
    return [(field, part) for field, part in parts if part]


def _parts(words: str) -> Iterator[tuple[str, str]]:
    for part in map(str.strip, _BETWEEN.split(words)[:_MOST_PARTS]):
        counted = _PAGE.match(part) or _LENGTH.match(part)
        yield "" if counted else "section", part
