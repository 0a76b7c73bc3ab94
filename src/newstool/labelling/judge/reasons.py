"""Why the judge thinks of a block what it does: the features that weighed most, in words."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from newstool.labelling.judge.columns import Columns
from newstool.labelling.judge.layout import layout_of
from newstool.labelling.judge.weights import Judge
from newstool.model.article import Found
from newstool.page.facts import Page
from newstool.vocabulary.tables import load_table

_REASONS = 3  # given for each block
_WEIGHTLESS = 0.02  # log-odds; a feature that moves less is no reason
_NAME = re.compile(r"(\w+?)(?:_(\d+))?(?:([+-])(\d))?$")  # 'size', 'up_links_2', 'size-1'


def reasons(judge: Judge, page: Page, headline: Found[str] | None) -> tuple[tuple[str, ...], ...]:
    """For each block the features that weighed most for or against its being body.

    A feature weighs what flipping the trees' questions about it, one at a time, would change in
    log-odds: 'against: share of its text in links 0.97 (-1.24)'. Only features that are not as on
    most blocks of the page count: they tell why this one is judged otherwise. The second forest
    asks for the first one's opinion; the first one's own reasons stand in for that.
    """
    count = len(page.reading.blocks)
    if not count:
        return ()
    columns = judge.columns(page, headline, layout_of(page.reading))
    weights: Columns = {}
    for forest in (judge.first, judge.second):
        for name, weight in zip(forest.features, forest.weights(columns, count), strict=True):
            weights[name] = weights[name] + weight if name in weights else weight
    weights.pop("first", None)
    names = list(weights)
    table = np.stack([weights[name] for name in names])
    absent = np.zeros(count, dtype=np.float32)
    values = np.stack([columns.get(name, absent) for name in names])
    table[values == np.median(values, axis=1, keepdims=True)] = 0
    strongest = np.argsort(-np.abs(table), axis=0)[:_REASONS]
    return tuple(
        tuple(
            _sentence(names[row], float(values[row, block]), float(table[row, block]))
            for row in strongest[:, block].tolist()
            if abs(table[row, block]) >= _WEIGHTLESS
        )
        for block in range(count)
    )


def _sentence(name: str, value: float, weight: float) -> str:
    side = "for" if weight > 0 else "against"
    return f"{side}: {in_words(name)} {float(f'{value:.3g}'):g} ({weight:+.2f})"


@cache
def in_words(name: str) -> str:
    """What a column measures: 'size-1' is 'length in characters, of the block before'."""
    plain, number, side, off = _NAME.match(name).groups()  # type: ignore[union-attr]
    words: str = load_table("feature_words")[plain].format(number)
    if side is None:
        return words
    blocks = "block" if off == "1" else f"{off} blocks"
    return f"{words}, of the {blocks} {'before' if side == '-' else 'after'}"
