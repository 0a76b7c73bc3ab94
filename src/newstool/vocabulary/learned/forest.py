"""Symmetric decision trees, evaluated for many things at once: what all learned weights are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]
Columns = Mapping[str, Column]

# Things judged at once: a gigantic page needs no more memory than a large one.
_CHUNK = 1024


class Forest:
    """Trees that ask one question at each depth, the same of all nodes there.

    `questions` are places in `features` (trees x depth), asked as value > `borders`; `leaves` has
    2**depth values a tree. The answer is their sum plus `bias`.
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

    def sums(self, columns: Columns, count: int) -> Column:
        """One answer for each of `count` things; a feature without a column is 0 for all."""
        chunks = [self._leaves_reached(chunk) for chunk in self._chunks(columns, count)]
        odds = [np.take(self._leaves, leaf).sum(axis=0) for leaf in chunks]
        return np.concatenate(odds) + np.float32(self.bias)

    def weights(self, columns: Columns, count: int) -> NDArray[np.float32]:
        """What each feature weighs in each answer: features x things.

        The sum, over the questions about the feature, of half of what the other answer would
        change: the first-order effect of its side of the borders.
        """
        return np.concatenate(
            [self._weights(chunk) for chunk in self._chunks(columns, count)], axis=1
        )

    def _chunks(self, columns: Columns, count: int) -> Iterator[NDArray[np.float32]]:
        """The features' columns, as one matrix for every so many things."""
        absent = np.zeros(count, dtype=np.float32)
        rows = [columns.get(name, absent) for name in self.features]
        for start in range(0, max(count, 1), _CHUNK):
            chunk = rows if count <= _CHUNK else [row[start : start + _CHUNK] for row in rows]
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
        """Of each tree the leaf, counted over all trees, that each thing falls into."""
        answers = np.take(matrix, self._questions, axis=0) > self._borders
        # One byte an answer; a tree's answers, level by level, are the bits of its leaf's number.
        bits = answers.view(np.uint8).reshape(self.depth, self.trees, -1)
        leaf = bits[0].copy()
        for level in range(1, self.depth):
            leaf |= bits[level] << level
        reached: NDArray[np.int32] = leaf + self._offsets
        return reached
