"""Where the blocks of a page are in its element tree, as arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from newstool.labelling.judge.columns import Column, Indices
from newstool.model.article import Reading

_CELLS = frozenset(("td", "th"))


class Layout(Struct, frozen=True):
    """Per block: `own` container, `form` and `setting`; per container: `parents`, `depth`, spans.

    Containers are in document order, so the blocks below one are a run: `first[c]` up to
    `last[c]`, exclusive. Blocks of one `form` have the same tag and classes; of one `setting`,
    their parents' too. Templates repeat settings, so what holds for one block holds for its like.
    `in_cell` are the containers that are cells of a table, which are set alike whatever they hold.
    """

    depth: Column
    in_cell: NDArray[np.bool_]
    own: Indices
    parents: Indices
    first: Indices
    last: Indices
    form: Indices
    setting: Indices

    def above(self, levels: int) -> Indices:
        """Levels x blocks: the container of each block, the one around it, ..."""
        found = [self.own]
        for _ in range(levels - 1):
            found.append(self.parents[found[-1]])
        return np.stack(found)


def layout_of(reading: Reading) -> Layout | None:
    """The layout of an HTML page's blocks; plain text has none."""
    boxes, blocks = reading.containers, reading.blocks
    if not boxes:
        return None
    own = [block.markup.container if block.markup else 0 for block in blocks]
    parents = [box.parent or 0 for box in boxes]  # the root is its own parent
    shape = _numbered((box.tag, box.attributes.get("class")) for box in boxes)
    form = _numbered((shape[c], b.kind, b.level) for c, b in zip(own, blocks, strict=True))
    above = [parents[c] for c in own]
    setting = _numbered((f, shape[c], shape[parents[c]]) for f, c in zip(form, above, strict=True))
    depth = [0] * len(parents)
    for index in range(1, len(parents)):
        depth[index] = depth[parents[index]] + 1
    indices = (own, parents, *_spans(own, parents), form, setting)
    return Layout(
        np.array(depth, dtype=np.float32),
        np.array([box.tag in _CELLS for box in boxes], dtype=np.bool_),
        *(np.array(each, dtype=np.int64) for each in indices),
    )


def _numbered(keys: Iterable[Hashable]) -> list[int]:
    """Equal keys get equal numbers, from 0."""
    seen: dict[Hashable, int] = {}
    return [seen.setdefault(key, len(seen)) for key in keys]


def _spans(own: Sequence[int], parents: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first block of each container's subtree, and one past the last."""
    first = [len(own)] * len(parents)
    last = [0] * len(parents)
    for block, container in enumerate(own):
        if block < first[container]:
            first[container] = block
        last[container] = block + 1
    for index in range(len(parents) - 1, 0, -1):
        parent = parents[index]
        if first[index] < first[parent]:
            first[parent] = first[index]
        if last[index] > last[parent]:
            last[parent] = last[index]
    return first, last
