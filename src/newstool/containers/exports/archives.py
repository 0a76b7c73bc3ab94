"""Files that hold many articles: the exports of news archives, crawl text, `--split-on`.

    Document -> Archive(documents, ...)

Each article becomes a `Document` of its own, whose `headers` are the export's labelled lines, or
whose `given` is what the elements of an HTML export say; what is around the articles (cover
page, search summary, error pages) is in `outside`. What the file declares ('17 of 500') is held
against what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from newstool.containers.exports import (
    databases,
    europresse,
    factiva,
    lexisnexis,
    press_releases,
    proquest,
    repeated,
    splitting,
)
from newstool.containers.exports.archive import Archive
from newstool.model.article import Document
from newstool.vocabulary.header_labels import header_field

__all__ = ["Archive", "header_field", "split_archive"]

Reader = Callable[[Document], Archive | None]

_READERS: tuple[Reader, ...] = (
    lexisnexis.split_numbered,
    databases.split_westlaw,
    lexisnexis.split_nexis,
    factiva.split_coded,
    databases.split_gale,
    databases.split_newsbank,
    europresse.split,
    proquest.split,
    factiva.split_displayed,
    press_releases.split_ots,
    press_releases.split_news_aktuell,
    repeated.split_labelled,
)


def split_archive(document: Document, split_on: str | None = None) -> Archive:
    """One file's articles. A text that isn't an archive comes back as its own only article.

    `split_on` is a regular expression for what separates the articles, as '^#{5,}$'; a
    look-ahead ('(?=^STORY )') keeps the matched words with the article that follows. Raises
    `UsageError` for an expression that is broken or may never end; never raises on the text.
    """
    if split_on is not None:
        return splitting.split_on(document, split_on)
    if document.format == "html":
        return _split_html(document)
    return _first(_READERS, document) or Archive("", (document,))


def _first(readers: Iterable[Reader], document: Document) -> Archive | None:
    return next((archive for read in readers if (archive := read(document)) is not None), None)


def _split_html(document: Document) -> Archive:
    archive = _first(_html_readers(), document)
    if archive is not None:
        return archive
    from newstool.containers.exports.shown_text import shown_text

    shown = shown_text(document)
    archive = _first(_READERS, shown) if shown is not None else None
    if archive is None or shown is None or not archive.documents:
        return Archive("", (document,))
    return replace(archive, shown=shown.text)


def _html_readers() -> tuple[Reader, ...]:
    # Imported when needed: a run over plain text doesn't use the HTML parser.
    from newstool.containers.exports import europresse_html, factiva_html, telegram_html

    return (europresse_html.split, factiva_html.split, telegram_html.split)
