"""What the first forest thought of a block's neighbours and surroundings, as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newstool.labelling.judge.columns import (
    Column,
    Columns,
    Sums,
    amid,
    between,
    distances,
    neighbours,
    running,
    window,
)
from newstool.labelling.judge.layout import Layout

_SURE = 0.5  # probability from which a block counts as body when distances are measured
_ANCHOR_CHARS = 80  # a block this long, if body, is a fixed point for its neighbours
_FAR = 99  # blocks or steps; what is farther from such a point has none
_BESIDE = 5  # blocks on each side whose opinion is read
_REACHES = (2, 5, 12, 30)  # blocks around one whose mean opinion is read
_FARTHEST_STEP = 9
_LEVELS = 4  # containers above a block whose mean opinion is read


def context_features(first: Column, known: Columns, layout: Layout | None) -> Columns:
    """Columns made of the first forest's probabilities, one number a block."""
    count, size = len(first), known["size"]
    mass = first * size
    upto = running([mass, size])
    total = max(float(mass.sum()), 1.0)
    read = np.cumsum(mass)
    anchor = (first > _SURE) & (size > _ANCHOR_CHARS)
    none = not anchor.any()
    columns = {
        "first": first,
        "body_before": ((read - mass) / total).astype(np.float32),
        "body_after": ((total - read) / total).astype(np.float32),
        "page_mean": np.full(count, total / max(float(size.sum()), 1.0), dtype=np.float32),
        "page_body": np.full(count, total, dtype=np.float32),
        "inside_run": amid(anchor).astype(np.float32) - none,
    }
    columns |= neighbours(["first"], columns, _BESIDE)
    columns |= distances("anchor", anchor, -1 if none else _FAR)
    for reach in _REACHES:
        before, after = window(upto, -reach, 0), window(upto, 1, reach + 1)
        for name, sums in (("around", before + after), ("before", before), ("after", after)):
            columns[f"{name}_{reach}"] = sums[0] / np.maximum(sums[1], 1)
    if layout is not None:
        columns |= _tree_columns(upto, first, size, layout)
        columns["steps_to_anchor"] = _steps_to_anchor(anchor, layout)
        columns |= _likeness_columns(first, size, layout)
    return columns


def _tree_columns(upto: Sums, first: Column, size: Column, layout: Layout) -> Columns:
    whole = np.float32(max(float(upto[0, -1]), 1.0))
    columns: Columns = {}
    for level, at in enumerate(layout.above(_LEVELS)):
        inside, text = between(upto, layout.first[at], layout.last[at])
        columns[f"mean_up_{level}"] = inside / np.maximum(text, 1)
        columns[f"share_up_{level}"] = inside / whole
        # Without the block itself: what its siblings are.
        columns[f"others_up_{level}"] = (inside - first * size) / np.maximum(text - size, 1)
    return columns


def _steps_to_anchor(anchor: NDArray[np.bool_], layout: Layout) -> Column:
    """How many steps up from a block the first container is that holds an anchor's parent."""
    holds = np.zeros(len(layout.parents), dtype=np.bool_)
    holds[layout.own[anchor]] = holds[layout.parents[layout.own[anchor]]] = True
    held = holds[layout.above(_FARTHEST_STEP)]
    steps = np.where(
        held.any(axis=0), held.argmax(axis=0), _FARTHEST_STEP if anchor.any() else _FAR
    )
    return steps.astype(np.float32)


def _likeness_columns(first: Column, size: Column, layout: Layout) -> Columns:
    """What the first forest thought of the other blocks of the same form and setting."""
    mass = first * size
    columns: Columns = {}
    for name, group in (("form", layout.form), ("setting", layout.setting)):
        count, total, judged, text = (
            np.bincount(group, weights=weights)[group] for weights in (None, first, mass, size)
        )
        others = (total - first) / np.maximum(count - 1, 1)
        weighed = (judged - mass) / np.maximum(text - size, 1)
        columns[f"{name}_others"] = np.where(count < 2, -1, others).astype(np.float32)
        columns[f"{name}_weighed"] = np.where(count < 2, -1, weighed).astype(np.float32)
    return columns
