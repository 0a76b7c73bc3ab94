"""A document to its labelled blocks and its record: the list of the steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstool.fields.headline.choose import find_headline
from newstool.labelling import label_blocks
from newstool.model.article import Article, Document, Found, LabelledBlock, Reading
from newstool.model.errors import NoArticleError
from newstool.model.settings import Settings
from newstool.record import assemble_record

if TYPE_CHECKING:
    from bs4 import Tag

    Source = bytes | str | Path | Tag


def label_article(
    document: Document, settings: Settings
) -> tuple[Reading, Found[str] | None, tuple[LabelledBlock, ...]]:
    """A document to its blocks, its headline and its blocks' labels."""
    reading = _read(document, settings)
    headline = find_headline(reading)
    return reading, headline, label_blocks(reading, headline)


def read_article(
    document: Document, settings: Settings
) -> tuple[Article, tuple[LabelledBlock, ...]]:
    """A document to its record, with the labelled blocks that it was made of.

    Raises `NoArticleError` when the document has neither a body nor a dated headline.
    """
    reading, headline, labelled = label_article(document, settings)
    article = assemble_record(reading, headline, labelled, settings)
    if not article.text and not (article.title and article.date_published):
        raise NoArticleError(
            "no article was found in it",
            hint="newstool clean --explain shows what it holds instead",
        )
    if document.id is not None:
        article = replace(article, input=replace(article.input, id=document.id))
    return article, labelled


def _read(document: Document, settings: Settings) -> Reading:
    # Imported when needed: a run over plain text has no use for the HTML parser.
    if document.format == "html":
        from newstool.reading.html.reader import read_html

        return read_html(document, settings)
    from newstool.reading.text.reader import read_text

    return read_text(document, settings)
