"""Pages with gold as training rows: a reading, its labels and weights, and its fold."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.folds import fold_of_page
from newstool.article import Found, Reading
from newstool.decode import decode
from newstool.errors import NewstoolError
from newstool.fields.headline import find_headline
from newstool.html_reader import read_html
from newstool.settings import DEFAULTS
from training.alignment import align, squash

FULL_SETS = ("wcxb", "fundus", "chinese")
SNIPPET_SETS = ("snippets",)


@dataclass(slots=True)
class Page:
    """One page (or one dump of it): `body` and `weight` have one number a block."""

    set: str
    id: str
    site_fold: int
    reading: Reading
    headline: Found[str] | None
    golds: tuple[str, ...]
    body: np.ndarray
    weight: np.ndarray


def html_pages(data: Path, limit: int | None = None) -> Iterator[Page]:
    """Every annotated page of the sets, read from its HTML."""
    for name in (*FULL_SETS, *SNIPPET_SETS):
        for row, raw in _rows(data / name, limit):
            try:
                reading = read_html(decode(raw, url=row.get("url")), DEFAULTS)
            except NewstoolError:
                continue
            page = page_of(name, row, reading)
            if page is not None:
                yield page


def text_pages(
    data: Path, dumpers: Sequence[Callable[[str], str]], limit: int | None = None
) -> Iterator[Page]:
    """Every annotated page of the sets, read from each dumper's text of it."""
    from newstool.text_reader import read_text

    for name in (*FULL_SETS, *SNIPPET_SETS):
        for row, raw in _rows(data / name, limit):
            html = decode(raw).text
            for dump in dumpers:
                try:
                    document = decode(dump(html), format="text")
                except NewstoolError:
                    continue
                page = page_of(name, row, read_text(document, DEFAULTS))
                if page is not None:
                    yield page


def _rows(folder: Path, limit: int | None) -> Iterator[tuple[dict, bytes]]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            row = json.loads(line)
            yield row, gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())


def page_of(set_name: str, row: dict, reading: Reading) -> Page | None:
    texts = [
        "" if block.markup is not None and block.markup.hidden else block.text
        for block in reading.blocks
    ]
    golds = tuple(gold for gold in (row.get("body"), row.get("body_alt")) if gold)
    if golds:
        body, weight = align(texts, golds[0])
        total = weight.sum()
    else:
        body, weight = _align_snippets(texts, row)
        total = weight.sum() * 2
    if not total:
        return None
    weight *= 100.0 / total  # each page counts the same, as it does in the scores
    if not golds:
        weight *= 0.5
    fold = fold_of_page(row.get("url"), row["id"])
    headline = find_headline(reading)
    return Page(set_name, row["id"], fold, reading, headline, golds, body, weight)


def _align_snippets(texts: Sequence[str], row: dict) -> tuple[np.ndarray, np.ndarray]:
    """Snippets say of a few blocks whether they are body; the others weigh nothing."""
    body = np.zeros(len(texts), dtype=np.float32)
    weight = np.zeros(len(texts), dtype=np.float32)
    squashed = [squash(text) for text in texts]
    for wanted, snippets in ((1.0, row["must_contain"]), (0.0, row["must_not_contain"])):
        for snippet in map(squash, snippets):
            holders = [i for i, text in enumerate(squashed) if snippet and snippet in text]
            if len(holders) == 1 or (holders and wanted == 0.0):
                for i in holders:
                    body[i] = wanted
                    weight[i] = 5.0 / len(holders)
    return body, weight
