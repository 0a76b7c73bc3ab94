"""What the first forest thought of a block's neighbours and surroundings, as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newstool.article import Reading
from newstool.labelling.features import Column, Columns, block_spans, shifted, window

_SURE = 0.5  # probability from which a block counts as body when distances are measured
_ANCHOR_CHARS = 80  # a block this long, if body, is a fixed point for its neighbours
_LEVELS = 4  # containers above a block whose mean opinion is read


def context_features(first: Column, columns: Columns, reading: Reading) -> Columns:
    """Columns made of the first forest's probabilities."""
    size = columns["size"]
    out: Columns = {"first": first}
    for shift in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
        out[f"first{shift:+d}"] = shifted(first, shift)
    mass = first * size
    for reach in (2, 5, 12):
        around = window(size, -reach, reach + 1) - size
        out[f"around_{reach}"] = (window(mass, -reach, reach + 1) - mass) / np.maximum(around, 1)
        before = window(size, -reach, 0)
        out[f"before_{reach}"] = window(mass, -reach, 0) / np.maximum(before, 1)
        after = window(size, 1, reach + 1)
        out[f"after_{reach}"] = window(mass, 1, reach + 1) / np.maximum(after, 1)
    total = max(float(mass.sum()), 1.0)
    running = np.cumsum(mass)
    out["body_before"] = ((running - mass) / total).astype(np.float32)
    out["body_after"] = ((total - running) / total).astype(np.float32)
    out["page_mean"] = np.full(len(first), total / max(float(size.sum()), 1.0), dtype=np.float32)
    out["page_body"] = np.full(len(first), np.log1p(total), dtype=np.float32)
    anchors = np.flatnonzero((first > _SURE) & (size > _ANCHOR_CHARS))
    _distance_columns(anchors, running - mass, out)
    if reading.containers:
        _tree_columns(mass, size, anchors, reading, out)
    return out


def _distance_columns(anchors: NDArray[np.intp], running: Column, out: Columns) -> None:
    count = len(running)
    order = np.arange(count)
    if not len(anchors):
        for name in ("since_anchor", "until_anchor", "inside_run"):
            out[name] = np.full(count, -1.0, dtype=np.float32)
        return
    following = np.searchsorted(anchors, order)
    preceding = np.searchsorted(anchors, order, side="right") - 1
    since = np.where(preceding >= 0, order - anchors[np.maximum(preceding, 0)], 99)
    until = np.where(
        following < len(anchors), anchors[np.minimum(following, len(anchors) - 1)] - order, 99
    )
    out["since_anchor"] = np.minimum(since, 99).astype(np.float32)
    out["until_anchor"] = np.minimum(until, 99).astype(np.float32)
    out["inside_run"] = ((order >= anchors[0]) & (order <= anchors[-1])).astype(np.float32)


def _tree_columns(
    mass: Column, size: Column, anchors: NDArray[np.intp], reading: Reading, out: Columns
) -> None:
    own, parents, first, last = block_spans(reading)
    mass_sum = np.concatenate(([0.0], np.cumsum(mass)))
    size_sum = np.concatenate(([0.0], np.cumsum(size)))
    whole = max(float(mass_sum[-1]), 1.0)
    at = own
    for level in range(_LEVELS):
        begin, end = first[at], last[at]
        inside = mass_sum[end] - mass_sum[begin]
        text = np.maximum(size_sum[end] - size_sum[begin], 1)
        out[f"mean_up{level}"] = (inside / text).astype(np.float32)
        out[f"share_up{level}"] = (inside / whole).astype(np.float32)
        # Without the block itself: what its siblings are.
        others = np.maximum(text - size, 1)
        out[f"others_up{level}"] = ((inside - mass) / others).astype(np.float32)
        at = parents[at]
    nearest = np.full(len(own), 99.0, dtype=np.float32)
    if len(anchors):
        nearest = _steps_to_anchor(own, parents, own[anchors])
    out["steps_to_anchor"] = nearest


def _steps_to_anchor(
    own: NDArray[np.int64], parents: NDArray[np.int64], anchored: NDArray[np.int64]
) -> Column:
    """How many steps up from a block the first container stands that holds an anchor's parent."""
    holds = np.zeros(len(parents), dtype=bool)
    direct = parents[anchored]
    holds[direct] = True
    holds[anchored] = True
    steps = np.full(len(own), 9.0, dtype=np.float32)
    at = own
    for step in range(9):
        steps = np.where((steps == 9) & holds[at], step, steps).astype(np.float32)
        at = parents[at]
    return steps
