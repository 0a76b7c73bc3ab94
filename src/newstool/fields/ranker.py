"""A small learned ranker: which of a few candidates is the one, by symmetric decision trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).parent.parent / "data"


class RankerData(Struct, frozen=True):
    """A weights file: `training/rankers.py` makes it.

    Tree by tree, `questions` are places in `features`, `depth` to a tree, asked as value >
    border; `leaves` has 2**depth values to a tree. `coarse` and `words` are the weights of what
    the candidates' describer asks for: a linear model and log-odds of words.
    """

    features: tuple[str, ...]
    depth: int
    questions: tuple[int, ...]
    borders: tuple[float, ...]
    leaves: tuple[float, ...]
    coarse: dict[str, float] = {}
    words: dict[str, float] = {}


class Ranker:
    """The trees as arrays."""

    def __init__(self, data: RankerData) -> None:
        import numpy as np

        self.features = data.features
        self.coarse = np.array(list(data.coarse.values()), dtype=np.float32)
        self.coarse_names = tuple(data.coarse)
        self.words = data.words
        self._depth = data.depth
        self._questions = np.array(data.questions, dtype=np.intp)
        self._borders = np.array(data.borders, dtype=np.float32)
        self._leaves = np.array(data.leaves, dtype=np.float32)
        trees = len(data.questions) // data.depth
        self._offsets = np.arange(trees, dtype=np.intp) << data.depth
        self._powers = (1 << np.arange(data.depth)).astype(np.float32)

    def scores(self, candidates: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
        """One score a candidate, for comparing those of one text; features it lacks are 0."""
        import numpy as np

        rows = [[features.get(name, 0.0) for name in self.features] for features in candidates]
        matrix = np.array(rows, dtype=np.float32).reshape(len(rows), len(self.features))
        answers = (matrix[:, self._questions] > self._borders).astype(np.float32)
        places = answers.reshape(len(rows), -1, self._depth) @ self._powers
        total: NDArray[np.float32] = self._leaves[places.astype(np.intp) + self._offsets].sum(1)
        return total


@cache
def load_ranker(name: str) -> Ranker:
    """The shipped ranker of that name, read once."""
    return read_ranker((DATA / f"{name}.json").read_bytes())


def read_ranker(raw: bytes) -> Ranker:
    """A weights file's bytes to the ranker."""
    return Ranker(msgspec.json.decode(raw, type=RankerData))
