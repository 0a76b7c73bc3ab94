"""Columns of numbers, one number a block, and what is commonly made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]
Columns = dict[str, NDArray[np.float32]]

FAR = 50.0  # blocks; a distance beyond it says no more


def column(values: Iterable[float], count: int) -> Column:
    """`count` values, one a block."""
    return np.fromiter(values, dtype=np.float32, count=count)


def running(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Sums up to each block, along the last axis: `out[end] - out[begin]` is a run's sum."""
    out = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    np.cumsum(values, axis=-1, out=out[..., 1:])
    return out


class Windows:
    """Sums of several columns over the blocks around each block, `reach` away at most."""

    def __init__(self, values: Sequence[Column], reach: int) -> None:
        stacked = np.stack(values)
        self._count = stacked.shape[1]
        self._reach = reach
        # The sums up to each block and, past the ends, up to the nearest: windows are views of it.
        self._upto = np.zeros((len(stacked), self._count + 2 * reach + 1))
        np.cumsum(stacked, axis=1, out=self._upto[:, reach + 1 : reach + 1 + self._count])
        self._upto[:, reach + 1 + self._count :] = self._upto[:, [reach + self._count]]

    def sums(self, begin: int, end: int) -> NDArray[np.float32]:
        """Columns x blocks: the sum from `begin` to `end` (exclusive), counted from each block."""
        high, low = (self._upto[:, self._reach + at :][:, : self._count] for at in (end, begin))
        sums: NDArray[np.float32] = (high - low).astype(np.float32)
        return sums


def neighbours(
    names: Sequence[str], columns: Columns, shifts: Sequence[int], fill: float = -1.0
) -> Columns:
    """Each column as seen from beside: 'chars-1' is that of the block before; `fill` past the ends.

    The columns are views of one padded array: shifting costs nothing.
    """
    count = len(columns[names[0]])
    reach = max(map(abs, shifts))
    padded = np.full((len(names), count + 2 * reach), fill, dtype=np.float32)
    for row, name in enumerate(names):
        padded[row, reach : reach + count] = columns[name]
    return {
        f"{name}{shift:+d}": padded[row, reach + shift : reach + shift + count]
        for row, name in enumerate(names)
        for shift in shifts
    }


def since(mark: NDArray[np.bool_]) -> Column:
    """Blocks since the last marked one, itself included as 0; `FAR` when there is none."""
    order = np.arange(len(mark), dtype=np.float32)
    last = np.maximum.accumulate(np.where(mark, order, np.float32(-FAR)))
    return np.minimum(order - last, np.float32(FAR))


def until(mark: NDArray[np.bool_]) -> Column:
    """Blocks until the next marked one, as `since` counts them."""
    return since(mark[::-1])[::-1]
