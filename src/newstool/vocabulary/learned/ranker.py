"""A small learned ranker: which of a few candidates is the one, by symmetric decision trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
import numpy as np
from msgspec import Struct

from newstool.vocabulary.learned import WEIGHTS
from newstool.vocabulary.learned.forest import Column, Forest

# The names of the weights.
HEADLINE_RANKER = "headline_in_text"
DATE_RANKER = "date_published"


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
    """The trees, and what the describer of the candidates asks for."""

    def __init__(self, data: RankerData) -> None:
        self.coarse = np.array(list(data.coarse.values()), dtype=np.float32)
        self.coarse_names = tuple(data.coarse)
        self.words = data.words
        self.features = data.features
        self._forest = Forest(
            data.features,
            np.array(data.questions, dtype=np.int32).reshape(-1, data.depth),
            np.array(data.borders, dtype=np.float32).reshape(-1, data.depth),
            np.array(data.leaves, dtype=np.float32).reshape(-1, 1 << data.depth),
            bias=0.0,
        )

    def scores(self, candidates: Sequence[Mapping[str, float]]) -> Column:
        """One score a candidate, for comparing those of one text; features it lacks are 0."""
        rows = [[one.get(name, 0.0) for name in self.features] for one in candidates]
        matrix = np.array(rows, dtype=np.float32).reshape(len(rows), len(self.features))
        columns = dict(zip(self.features, np.ascontiguousarray(matrix.T), strict=True))
        return self._forest.sums(columns, len(candidates))


@cache
def load_headline_ranker() -> Ranker:
    """The shipped ranker of what may be the headline of a plain text, read once."""
    return read_ranker((WEIGHTS / f"{HEADLINE_RANKER}.json").read_bytes())


@cache
def load_date_ranker() -> Ranker:
    """The shipped ranker of the days on which a document may have been published, read once."""
    return read_ranker((WEIGHTS / f"{DATE_RANKER}.json").read_bytes())


def read_ranker(raw: bytes) -> Ranker:
    """A weights file's bytes to the ranker."""
    return Ranker(msgspec.json.decode(raw, type=RankerData))
