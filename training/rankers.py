"""Fits a ranker: symmetric trees by CatBoost, so that the right candidate's share grows.

`newstool/vocabulary/learned/ranker.py` reads what is written here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
import numpy as np
from catboost import CatBoost, Pool

from benchmarks.data import DEFAULT_DATA
from benchmarks.extractors import ranker_weights
from benchmarks.folds import FOLDS
from newstool.vocabulary.folding import words
from newstool.vocabulary.learned import WEIGHTS
from newstool.vocabulary.learned.ranker import RankerData
from training.forests import read_trees

SEED = 20240229
DEPTH = 4
RATE = 0.12
_NEVER = 1e30  # a border that no value passes


def fit_trees(
    features: Sequence[Sequence[Mapping[str, float]]],
    right: Sequence[Sequence[bool]],
    *,
    trees: int = 150,
    coarse: Mapping[str, float] | None = None,
    lexicon: Mapping[str, float] | None = None,
) -> RankerData:
    """A ranker of groups of candidates; groups without a right one, or with one alone, are left."""
    usable = [n for n, group in enumerate(right) if any(group) and len(group) > 1]
    names = sorted({name for n in usable for one in features[n] for name in one})
    matrix = np.array([[f.get(m, 0.0) for m in names] for n in usable for f in features[n]])
    target = np.array([float(is_right) for n in usable for is_right in right[n]])
    group = np.repeat(np.arange(len(usable)), [len(features[n]) for n in usable])
    model = CatBoost(
        {
            "loss_function": "QuerySoftMax",
            "iterations": trees,
            "depth": DEPTH,
            "learning_rate": RATE,
            "l2_leaf_reg": 6.0,
            "border_count": 32,
            "rsm": 0.4,
            "bootstrap_type": "Bernoulli",
            "subsample": 0.7,
            "random_seed": SEED,
            "thread_count": 2,
            "verbose": False,
            "allow_writing_files": False,
        }
    )
    model.fit(Pool(matrix.astype(np.float32), target, group_id=group))
    fitted = read_trees(model, names, DEPTH)
    borders = np.minimum(fitted.borders, _NEVER)  # JSON has no infinity
    return RankerData(
        fitted.features,
        DEPTH,
        tuple(fitted.questions.ravel().tolist()),
        tuple(float(f"{border:.5g}") for border in borders.ravel().tolist()),
        tuple(round(leaf, 3) for leaf in fitted.leaves.ravel().tolist()),
        {name: round(weight, 2) for name, weight in (coarse or {}).items()},
        dict(lexicon or {}),
    )


def write_ranker(data: RankerData, path: Path) -> None:
    """The weights file."""
    path.write_bytes(msgspec.json.encode(data) + b"\n")


class HasFold(Protocol):
    """An example of a page."""

    @property
    def fold(self) -> int:
        """The part of the data that the page's site is in."""


_Example = TypeVar("_Example", bound=HasFold)


def run(
    name: str,
    description: str | None,
    load: Callable[[Path], list[_Example]],
    fit: Callable[[list[_Example]], RankerData],
    score: Callable[[list[_Example], RankerData], None],
) -> None:
    """The command that fits a ranker: `score` it on sites held out; write it when asked to."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = load(options.data)
    for fold in range(FOLDS):
        fitted = fit([example for example in examples if example.fold != fold])
        score([example for example in examples if example.fold == fold], fitted)
        if options.write:
            write_ranker(fitted, ranker_weights(name, fold))
    if options.write:
        write_ranker(fit(examples), WEIGHTS / f"{name}.json")


# --- words -------------------------------------------------------------------------------------

LEAST_COUNT = 6  # of a word, over all sites
MOST_COUNTED = 3  # of a word on one site: its menu is not vocabulary


class Lexicon:
    """How often the words stand in headlines and in other lines, by site."""

    def __init__(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """`lines`: site, text, whether it is a headline; each text of a site counts once."""
        self._by_site: dict[str, tuple[Counter[str], Counter[str]]] = {}
        self._size = [0, 0]
        self._sites: dict[str, list[int]] = {}
        for site, text, right in sorted(set(lines)):
            counts = self._by_site.setdefault(site, (Counter(), Counter()))
            counts[right].update(words(text))
            self._sites.setdefault(site, [0, 0])[right] += 1
        self._all: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for site, counts in self._by_site.items():
            for kind in (0, 1):
                capped = Counter({w: min(n, MOST_COUNTED) for w, n in counts[kind].items()})
                counts[kind].clear()
                counts[kind].update(capped)
                self._all[kind].update(capped)
                self._size[kind] += self._sites[site][kind]

    def without(self, site: str, wanted: Iterable[str]) -> dict[str, float]:
        """Log-odds of the words as learned from all other sites."""
        own = self._by_site.get(site, (Counter(), Counter()))
        lines = self._sites.get(site, [0, 0])
        found = {}
        for word in wanted:
            other = self._all[0][word] - own[0][word]
            right = self._all[1][word] - own[1][word]
            if other + right >= LEAST_COUNT:
                odds = log((right + 0.5) / (self._size[1] - lines[1] + 1))
                odds -= log((other + 0.5) / (self._size[0] - lines[0] + 1))
                found[word] = round(odds, 1)
        return found

    def all(self) -> dict[str, float]:
        """Log-odds of all words that are common enough."""
        return self.without("", sorted(self._all[0].keys() | self._all[1].keys()))
