"""Symmetric trees by CatBoost, turned into the arrays that newstool reads."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoost, CatBoostClassifier, Pool

from newstool.vocabulary.learned.forest import Forest

SEED = 20240229
DEPTH = 6


@dataclass(slots=True)
class Fitted:
    """A forest's arrays; `forest()` makes the evaluator that newstool itself uses."""

    features: tuple[str, ...]
    questions: np.ndarray
    borders: np.ndarray
    leaves: np.ndarray
    bias: float

    def forest(self) -> Forest:
        return Forest(self.features, self.questions, self.borders, self.leaves, self.bias)


def fit(
    matrix: np.ndarray,
    names: Sequence[str],
    body: np.ndarray,
    weight: np.ndarray,
    *,
    trees: int = 300,
    rate: float = 0.1,
) -> Fitted:
    """Fit one forest; rows without weight are left out."""
    rows = np.flatnonzero(weight > 0)
    model = CatBoostClassifier(
        iterations=trees,
        depth=DEPTH,
        learning_rate=rate,
        l2_leaf_reg=6.0,
        random_strength=1.0,
        border_count=64,
        rsm=0.5,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        random_seed=SEED,
        thread_count=2,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(Pool(matrix[rows], body[rows], weight=weight[rows]))
    return read_trees(model, names, DEPTH)


def read_trees(fitted: CatBoost, names: Sequence[str], depth: int) -> Fitted:
    """A fitted model's trees as arrays, with only the features that are asked about.

    A tree that is not as deep as the others is filled up with questions that nothing passes.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        fitted.save_model(str(path), format="json")
        model = json.loads(path.read_text())
    order = {
        feature["feature_index"]: feature["flat_feature_index"]
        for feature in model["features_info"]["float_features"]
    }
    trees = [tree for tree in model["oblivious_trees"] if tree["splits"]]
    asked = sorted({order[s["float_feature_index"]] for tree in trees for s in tree["splits"]})
    place = {feature: number for number, feature in enumerate(asked)}
    questions = np.zeros((len(trees), depth), dtype=np.int32)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 1 << depth), dtype=np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            questions[number, level] = place[order[split["float_feature_index"]]]
            borders[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = model["scale_and_bias"]
    return Fitted(
        tuple(names[feature] for feature in asked), questions, borders, leaves * scale, bias[0]
    )
