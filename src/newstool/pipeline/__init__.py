"""A document to its labelled blocks and its record: the list of the steps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstool.export.pieces import TOP_LABELS, Piece, pieces_of
from newstool.fields.headline.choose import find_headline
from newstool.fields.headline.standfirst import read_subtitle
from newstool.fields.media import read_images
from newstool.labelling import label_blocks
from newstool.labelling.models import SHIPPED, Models
from newstool.model.article import (
    Article,
    Document,
    Image,
    InElement,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.model.errors import NoArticleError
from newstool.model.settings import Settings
from newstool.page.facts import LabelledPage, page_of, with_labels
from newstool.pipeline.record import assemble_record

if TYPE_CHECKING:
    from bs4 import Tag

    Source = bytes | str | Path | Tag


def label_article(
    document: Document, settings: Settings, models: Models = SHIPPED, *, marks: bool = False
) -> LabelledPage:
    """A document to its blocks, its headline and its blocks' labels.

    With `marks` the blocks of HTML say what is bold, italic or code.
    """
    settings = _as_fetched(document, settings)
    page = page_of(_read(document, settings, marks), settings.rules)
    headline = find_headline(page, models.headline_ranker)
    labelled = label_blocks(page, headline, models.judge)
    return with_labels(page, headline, labelled, settings)


def read_article(
    document: Document, settings: Settings, models: Models = SHIPPED
) -> tuple[Article, tuple[LabelledBlock, ...]]:
    """A document to its record, with the labelled blocks that it was made of.

    Raises `NoArticleError` when the document has no body, no correction and no dated headline.
    """
    page = label_article(document, settings, models)
    return _assemble(page, models), page.labelled


def story_of(page: LabelledPage, kept: Collection[Label], *, pictures: bool = False) -> list[Piece]:
    """A story as a reader sees it: headline, standfirst and the blocks, where they are `kept`.

    With `pictures` its pictures are among them, each where the page shows it.

    Raises `NoArticleError` when nothing is left, and as `read_article` does when it is a headline
    alone.
    """
    subtitle = read_subtitle(page)
    top = {
        Label.TITLE: page.headline.value if page.headline else None,
        Label.SUBTITLE: subtitle.value if subtitle else None,
    }
    shown = _pictures(page) if pictures else ()
    pieces = pieces_of(top, page.labelled, kept, page.base, shown)
    if all(piece.label in TOP_LABELS or piece.image for piece in pieces):
        _assemble(page)
    return pieces


def _pictures(page: LabelledPage) -> list[tuple[int, Image]]:
    """The story's pictures, each with the block that it is above; 0 where no place shows it."""
    above = {
        InElement(image.element): image.before
        for image in page.head.images
        if image.element is not None
    }
    return [
        (above.get(found.at, 0) if isinstance(found.at, InElement) else 0, found.value)
        for found in read_images(page)
    ]


def _assemble(page: LabelledPage, models: Models = SHIPPED) -> Article:
    article = assemble_record(page, models)
    if (nothing := nothing_in(article)) is not None:
        raise nothing
    return article


def nothing_in(article: Article) -> NoArticleError | None:
    """The error of a record that has no body, no correction and no dated headline."""
    headline_alone = article.title and article.date_published
    if article.text or article.corrections or headline_alone:
        return None
    return NoArticleError(
        "no article was found in it",
        hint="newstool clean --explain shows what it holds instead",
    )


def _read(document: Document, settings: Settings, marks: bool) -> Reading:
    reading = _cut(document, settings, marks)
    given = document.given
    if reading.selected:
        from newstool.page.own_rules import given_by_rules

        given = (*given_by_rules(reading, settings.rules), *given)
    return replace(reading, head=replace(reading.head, given=given)) if given else reading


def _as_fetched(document: Document, settings: Settings) -> Settings:
    """With the time at which a crawler read the document as the `now` of relative dates."""
    if document.fetched is None or settings.now is not None:
        return settings
    return replace(settings, now=datetime.fromisoformat(document.fetched))


def _cut(document: Document, settings: Settings, marks: bool) -> Reading:
    # Imported when needed: a run over plain text has no use for the HTML parser.
    if document.format == "html":
        from newstool.reading.html.reader import read_html

        return read_html(document, settings, marks)
    from newstool.reading.text.reader import read_text

    return read_text(document, settings)
