"""Pages with gold as training rows: a reading, its labels and weights, and its fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.data import Page as Row
from benchmarks.data import load_set
from benchmarks.dumps import dump_page
from benchmarks.extractors import held_out_models
from benchmarks.scores import Gold
from newstool.fields.headline.choose import find_headline
from newstool.model.article import Found, Reading
from newstool.model.errors import NewstoolError
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from training.alignment import align, squash

RENDERERS = ("inscriptis", "html-text", "resiliparse", "resiliparse-main", "w3m")
SETS = ("wcxb", "fundus", "chinese", "snippets")
PAGE_WEIGHT = 100.0  # the weights of one page's blocks add up to this
SNIPPET_SHARE = 0.25  # of it, where snippets tell of a few blocks only


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
