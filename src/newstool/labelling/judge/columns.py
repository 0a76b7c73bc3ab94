"""Columns of numbers, one number a block, and what is commonly made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]
Columns = dict[str, Column]
Indices = NDArray[np.int64]
Sums = NDArray[np.float64]

LONG = 140  # characters; from it on a block is prose unless its links say otherwise
FAR = 50  # blocks; a distance beyond it says no more


def column(values: Iterable[float], count: int) -> Column:
    """`count` values, one a block."""
    return np.fromiter(values, dtype=np.float32, count=count)


def running(columns: Sequence[NDArray[Any]]) -> Sums:
    """Sums of each column up to each block: `between` two of them is a run's sum."""
    stacked = np.stack(columns)
    upto = np.zeros((len(stacked), stacked.shape[1] + 1))
    np.cumsum(stacked, axis=1, out=upto[:, 1:])
    return upto


def between(upto: Sums, begin: Indices, end: Indices) -> Column:
    """Columns x blocks: the sums from `begin` to `end` (exclusive), as far as there are blocks."""
    ends, begins = (upto.take(at, axis=1, mode="clip") for at in (end, begin))
    return (ends - begins).astype(np.float32)


def window(upto: Sums, begin: int, end: int) -> Column:
    """Columns x blocks: the sums from `begin` to `end` (exclusive), counted from each block."""
    order = np.arange(upto.shape[1] - 1)
    return between(upto, order + begin, order + end)


def neighbours(names: Iterable[str], columns: Columns, reach: int) -> Columns:
    """Each column as seen from beside: 'size-1' is that of the block before; -1 past the ends."""
    beside = np.full(reach, -1, dtype=np.float32)
    out: Columns = {}
    for name in names:
        padded = np.concatenate((beside, columns[name], beside))
        for shift in (*range(-reach, 0), *range(1, reach + 1)):
            out[f"{name}{shift:+d}"] = padded[reach + shift :][: len(columns[name])]
    return out


def amid(mark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The blocks from the first marked one to the last."""
    begun, goes_on = (np.logical_or.accumulate(side) for side in (mark, mark[::-1]))
    return begun & goes_on[::-1]


def distances(name: str, mark: NDArray[np.bool_], far: int = FAR) -> Columns:
    """Blocks since the last marked one and until the next, 0 for itself; `far` for none."""
    since, until = _since(mark, far), _since(mark[::-1], far)[::-1]
    return {f"{name}_since": since, f"{name}_until": until}


def _since(mark: NDArray[np.bool_], far: int) -> Column:
    order = np.arange(len(mark), dtype=np.float32)
    last = np.maximum.accumulate(np.where(mark, order, np.float32(-far)))
    return np.minimum(order - last, np.float32(far))
