"""What the first forest thought of a block's neighbours and surroundings, as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newstool.labelling.judge.columns import Column, Columns, Windows, neighbours, running
from newstool.labelling.judge.layout import Layout

_SURE = 0.5  # probability from which a block counts as body when distances are measured
_ANCHOR_CHARS = 80  # a block this long, if body, is a fixed point for its neighbours
_SHIFTS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
_REACHES = (2, 5, 12, 30)  # blocks around one whose mean opinion is read
_FARTHEST_STEP = 9
_LEVELS = 4  # containers above a block whose mean opinion is read


def context_features(first: Column, columns: Columns, layout: Layout | None) -> Columns:
    """Columns made of the first forest's probabilities, one number a block."""
    size = columns["size"]
    mass = first * size
    out: Columns = {"first": first}
    out.update(neighbours(["first"], out, _SHIFTS))
    _window_columns(mass, size, out)
    total = max(float(mass.sum()), 1.0)
    upto = np.cumsum(mass)
    out["body_before"] = ((upto - mass) / total).astype(np.float32)
    out["body_after"] = ((total - upto) / total).astype(np.float32)
    out["page_mean"] = np.full(len(first), total / max(float(size.sum()), 1.0), dtype=np.float32)
    out["page_body"] = np.full(len(first), np.log1p(total), dtype=np.float32)
    anchors = np.flatnonzero((first > _SURE) & (size > _ANCHOR_CHARS))
    _distance_columns(anchors, len(first), out)
    if layout is not None:
        _tree_columns(mass, size, anchors, layout, out)
        _likeness_columns(first, size, layout, out)
    return out


def _window_columns(mass: Column, size: Column, out: Columns) -> None:
    """The mean opinion of the text around, before and behind a block, itself left out."""
    windows = Windows([mass, size], _REACHES[-1] + 1)
    for reach in _REACHES:
        before, after = windows.sums(-reach, 0), windows.sums(1, reach + 1)
        around = before + after
        for name, (judged, text) in (("around", around), ("before", before), ("after", after)):
            out[f"{name}_{reach}"] = judged / np.maximum(text, 1)


def _distance_columns(anchors: NDArray[np.intp], count: int, out: Columns) -> None:
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
    mass: Column, size: Column, anchors: NDArray[np.intp], layout: Layout, out: Columns
) -> None:
    own, parents = layout.own, layout.parents
    sums = running(np.stack([mass, size]))
    whole = np.float32(max(float(sums[0, -1]), 1.0))
    at = own
    for level in range(_LEVELS):
        inside, text = (sums[:, layout.last[at]] - sums[:, layout.first[at]]).astype(np.float32)
        out[f"mean_up{level}"] = inside / np.maximum(text, 1)
        out[f"share_up{level}"] = inside / whole
        # Without the block itself: what its siblings are.
        out[f"others_up{level}"] = (inside - mass) / np.maximum(text - size, 1)
        at = parents[at]
    nearest = np.full(len(own), 99.0, dtype=np.float32)
    if len(anchors):
        nearest = _steps_to_anchor(own, parents, own[anchors])
    out["steps_to_anchor"] = nearest


def _likeness_columns(first: Column, size: Column, layout: Layout, out: Columns) -> None:
    """What the first forest thought of the other blocks of the same form and setting."""
    mass = first * size
    for name, group in (("form", layout.form), ("setting", layout.setting)):
        count = np.bincount(group)[group]
        total = np.bincount(group, weights=first)[group]
        judged = np.bincount(group, weights=mass)[group]
        text = np.bincount(group, weights=size)[group]
        alone = count < 2
        others = np.where(alone, -1, (total - first) / np.maximum(count - 1, 1))
        weighed = np.where(alone, -1, (judged - mass) / np.maximum(text - size, 1))
        out[f"{name}_others"] = others.astype(np.float32)
        out[f"{name}_weighed"] = weighed.astype(np.float32)
        out[f"{name}_known"] = np.log1p(count - 1).astype(np.float32)


def _steps_to_anchor(
    own: NDArray[np.int64], parents: NDArray[np.int64], anchored: NDArray[np.int64]
) -> Column:
    """How many steps up from a block the first container stands that holds an anchor's parent."""
    holds = np.zeros(len(parents), dtype=bool)
    direct = parents[anchored]
    holds[direct] = True
    holds[anchored] = True
    steps = np.full(len(own), _FARTHEST_STEP, dtype=np.float32)
    above = [own]
    for _ in range(_FARTHEST_STEP - 1):
        above.append(parents[above[-1]])
    for step in range(_FARTHEST_STEP - 1, -1, -1):  # from afar, so that the nearest counts
        steps[holds[above[step]]] = step
    return steps
