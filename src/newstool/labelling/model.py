"""The learned judge of blocks: symmetric decision trees, evaluated for a whole page at once.

Two forests in a row, after Wolpert's stacked generalisation (1992): the first sees each block with
what surrounds it; the second sees also what the first thought of its neighbours and of the
containers around it. `python -m training` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newstool.article import Format, Found, Reading
from newstool.labelling.choice import judged_together
from newstool.labelling.columns import Column, Columns
from newstool.labelling.context import context_features
from newstool.labelling.features import page_features
from newstool.labelling.layout import Layout, layout_of
from newstool.labelling.lexicon import Lexicon

# Blocks judged at once: a gigantic page needs no more memory than a large one.
_CHUNK = 1024
_DATA = Path(__file__).parent.parent / "data"


class Forest:
    """Symmetric trees: at each depth one question for all nodes of the tree.

    `questions` are rows of `features` (trees x depth), asked as value > `borders`; `leaves` has
    2**depth values a tree. The answer is their sum plus `bias`, a log-odds.
    """

    def __init__(
        self,
        features: Sequence[str],
        questions: NDArray[np.int32],
        borders: NDArray[np.float32],
        leaves: NDArray[np.float32],
        bias: float,
    ) -> None:
        self.features = tuple(features)
        self.trees, self.depth = questions.shape
        self._questions = np.ascontiguousarray(questions.T).ravel()
        self._borders = np.ascontiguousarray(borders.T).reshape(-1, 1)
        self._leaves = leaves.astype(np.float32).ravel()
        self._offsets = (np.arange(self.trees, dtype=np.int32) << self.depth).reshape(-1, 1)
        self.bias = bias

    def log_odds(self, columns: Columns) -> Column:
        """One log-odds a block that it is body."""
        chunks = [self._leaves_reached(chunk) for chunk in self._chunks(columns)]
        odds = [np.take(self._leaves, leaf).sum(axis=0) for leaf in chunks]
        return np.concatenate(odds) + np.float32(self.bias)

    def weights(self, columns: Columns) -> NDArray[np.float32]:
        """What each feature weighs in each block's log-odds: features x blocks.

        The sum, over the questions about the feature, of half of what the other answer would
        change: the first-order effect of its side of the borders.
        """
        return np.concatenate([self._weights(chunk) for chunk in self._chunks(columns)], axis=1)

    def _chunks(self, columns: Columns) -> Iterator[NDArray[np.float32]]:
        """The features' columns, as one matrix for every so many blocks."""
        blocks = len(columns["chars"])
        absent = np.zeros(blocks, dtype=np.float32)
        rows = [columns.get(name, absent) for name in self.features]
        for start in range(0, max(blocks, 1), _CHUNK):
            chunk = rows if blocks <= _CHUNK else [row[start : start + _CHUNK] for row in rows]
            yield np.concatenate(chunk, dtype=np.float32).reshape(len(rows), -1)

    def _weights(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        reached = self._leaves_reached(matrix)
        here = np.take(self._leaves, reached)
        weights = np.zeros(matrix.shape, dtype=np.float32)
        for level, questions in enumerate(self._questions.reshape(self.depth, self.trees)):
            there = np.take(self._leaves, reached ^ (1 << level))
            np.add.at(weights, questions, (here - there) / 2)
        return weights

    def _leaves_reached(self, matrix: NDArray[np.float32]) -> NDArray[np.int32]:
        """Of each tree the leaf, counted over all trees, that each block falls into."""
        blocks = matrix.shape[1]
        answers = np.take(matrix, self._questions, axis=0) > self._borders
        # One byte an answer; a tree's answers, level by level, are the bits of its leaf's number.
        bits = answers.view(np.uint8).reshape(self.depth, self.trees, blocks)
        leaf = bits[0].copy()
        for level in range(1, self.depth):
            leaf |= bits[level] << level
        reached: NDArray[np.int32] = leaf + self._offsets
        return reached


class Judge:
    """Lexicon and forests for one input format."""

    def __init__(self, lexicon: Lexicon, first: Forest, second: Forest) -> None:
        self.lexicon = lexicon
        self.first = first
        self.second = second

    def probabilities(self, reading: Reading, headline: Found[str] | None) -> Column:
        """For each block of the page the probability that it is body, 0 to 1."""
        layout = _layout(reading)
        columns = self._columns(reading, headline, layout)
        second = sigmoid(self.second.log_odds(columns))
        if layout is None:
            return second
        return judged_together(second, columns["size"], layout)

    def columns(self, reading: Reading, headline: Found[str] | None) -> Columns:
        """All that the forests are asked with, one number a block."""
        return self._columns(reading, headline, _layout(reading))

    def _columns(
        self, reading: Reading, headline: Found[str] | None, layout: Layout | None
    ) -> Columns:
        columns = page_features(reading, headline, self.lexicon, layout)
        first = sigmoid(self.first.log_odds(columns))
        columns.update(context_features(first, columns, layout))
        return columns


def _layout(reading: Reading) -> Layout | None:
    return layout_of(reading) if reading.containers else None


def sigmoid(log_odds: Column) -> Column:
    """Log-odds to probability."""
    return (1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))).astype(np.float32)


@cache
def load_judge(format: Format) -> Judge:
    """The shipped judge of a format, read once."""
    return read_judge((_DATA / f"judge_{format}.npz").read_bytes())


def read_judge(raw: bytes) -> Judge:
    """A weights file's bytes to the judge; `write_judge` makes them."""
    with np.load(BytesIO(raw), allow_pickle=False) as arrays:
        meta: Mapping[str, Any] = json.loads(bytes(arrays["meta"]).decode())
        first, second = (_read_forest(arrays, meta, name) for name in ("first", "second"))
    return Judge(Lexicon(meta["words"], meta["classes"]), first, second)


def _read_forest(arrays: Mapping[str, Any], meta: Mapping[str, Any], name: str) -> Forest:
    return Forest(
        meta["features"][name],
        arrays[f"{name}_questions"].astype(np.int32),
        arrays[f"{name}_borders"].astype(np.float32),
        arrays[f"{name}_leaves"].astype(np.float32) * meta["scale"][name],
        meta["bias"][name],
    )
