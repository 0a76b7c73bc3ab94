"""Pages with gold as training rows: a reading, its labels and weights, and its fold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.data import Page as Row
from benchmarks.data import load_set
from benchmarks.dumps import dump_page
from benchmarks.extractors import held_out_models
from benchmarks.scores import Gold
from newstool.fields.headline.choose import find_headline
from newstool.model.article import Document, Format, Found, Reading
from newstool.model.errors import NewstoolError
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from training.alignment import align, squash
from training.short_documents import (
    ShortDocument,
    Story,
    label_parts,
    letters_of,
    paragraphs_of,
    short_documents,
    title_from,
)

RENDERERS = ("inscriptis", "html-text", "resiliparse", "resiliparse-main", "w3m")
SETS = ("wcxb", "fundus", "chinese", "snippets")
PAGE_WEIGHT = 100.0  # the weights of one page's blocks add up to this
SNIPPET_SHARE = 0.25  # of it, where snippets tell of a few blocks only
SHORT = "short"  # the set of short documents
SHORT_EACH: Mapping[Format, int] = {"html": 6, "text": 6}  # documents made of one story
SHORT_WEIGHT: Mapping[Format, float] = {"html": 10.0, "text": 16.0}  # of one of them
_SOME_DAY = "2024-03-05"  # of a story whose day the gold does not tell


@dataclass(slots=True)
class Page:
    """One page (or one dump of it): `body` and `weight` have one number a block."""

    set: str
    id: str
    renderer: str
    site_fold: int
    reading: Reading
    headline: Found[str] | None
    golds: tuple[str, ...]
    body: np.ndarray
    weight: np.ndarray


def html_pages(data: Path, limit: int | None = None) -> Iterator[Page]:
    """Every annotated page of the sets, read from its HTML."""
    for row in _rows(data, limit):
        try:
            reading = read_html(decode(row.read(), url=row.gold.url), DEFAULTS)
        except NewstoolError:
            continue
        yield from _page(row, reading, find_headline(page_of(reading)))


def text_pages(data: Path, renderers: Sequence[str], limit: int | None = None) -> Iterator[Page]:
    """Every annotated page of the sets, read from each renderer's dump of it."""
    for row in _rows(data, limit):
        for renderer in renderers:
            try:
                document = decode(dump_page(row, renderer), format="text")
            except NewstoolError:
                continue
            reading = read_text(document, DEFAULTS)
            # A headline known by heart would be believed too much.
            ranker = held_out_models(row.fold).headline_ranker
            yield from _page(row, reading, find_headline(page_of(reading), ranker), renderer)


def short_pages(data: Path, format: Format, limit: int | None = None) -> Iterator[Page]:
    """Short documents made of the pages that have a body, as `training.short_documents` says."""
    stories = [story for row in _rows(data, limit) for story in _story(row)]
    for short in short_documents(stories, format, SHORT_EACH[format]):
        reading = _read(decode(short.text, format=format))
        body, known = label_parts([block.text for block in reading.blocks], short.parts)
        headline = _written_headline(short, reading)
        weight = known * SHORT_WEIGHT[format] / max(known.sum(), 1)
        if headline is not None and headline.block is not None:
            weight[headline.block] = 0  # is the title, whatever the judge thinks
        name = f"{short.story.id}/{short.number}"
        yield Page(SHORT, name, "", short.story.fold, reading, headline, (), body, weight)


def _read(document: Document) -> Reading:
    return read_html(document, DEFAULTS) if document.format == "html" else read_text(document)


def _written_headline(short: ShortDocument, reading: Reading) -> Found[str] | None:
    """The block that was written as the headline, but in one of each story's documents: a finder
    that misses it shouldn't cost the body."""
    if short.headline is None or short.number == 0:
        return None
    for block in reading.blocks:
        if letters_of(block.text) == letters_of(short.headline):
            return Found(block.text, "written", block.text, block=block.index)
    return None


def _story(row: Row) -> Iterator[Story]:
    gold = row.gold
    paragraphs = paragraphs_of(gold.body or "", gold.title or "")
    if paragraphs:
        day = (gold.date or "")[:10]
        yield Story(
            f"{row.set}/{gold.id}",
            row.fold,
            gold.title or title_from(paragraphs[0]),
            gold.authors or (),
            day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else _SOME_DAY,
            paragraphs,
        )


def _rows(data: Path, limit: int | None) -> Iterator[Row]:
    for name in SETS:
        yield from load_set(data, name, limit)


def _page(
    row: Row, reading: Reading, headline: Found[str] | None, renderer: str = ""
) -> Iterator[Page]:
    """The page with its labels; nothing when its gold tells of no block."""
    texts = [
        "" if block.markup is not None and block.markup.hidden else block.text
        for block in reading.blocks
    ]
    gold = row.gold
    golds = tuple(text for text in (gold.body, gold.body_alt) if text)
    if golds:
        body, weight = align(texts, golds[0])
        share = 1.0
    else:
        body, weight = _align_snippets(texts, gold)
        share = SNIPPET_SHARE
    total = weight.sum()
    if total:
        weight *= PAGE_WEIGHT * share / total  # each page counts the same, as in the scores
        yield Page(row.set, gold.id, renderer, row.fold, reading, headline, golds, body, weight)


def _align_snippets(texts: Sequence[str], gold: Gold) -> tuple[np.ndarray, np.ndarray]:
    """Snippets say of a few blocks whether they are body; the others weigh nothing."""
    body = np.zeros(len(texts), dtype=np.float32)
    weight = np.zeros(len(texts), dtype=np.float32)
    squashed = [squash(text) for text in texts]
    for wanted, snippets in ((1.0, gold.must_contain), (0.0, gold.must_not_contain)):
        for snippet in map(squash, snippets):
            holders = [i for i, text in enumerate(squashed) if snippet and snippet in text]
            if len(holders) == 1 or (holders and wanted == 0.0):
                for i in holders:
                    body[i] = wanted
                    weight[i] = 5.0 / len(holders)
    return body, weight
