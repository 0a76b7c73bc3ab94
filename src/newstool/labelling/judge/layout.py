"""Where the blocks of a page stand in its element tree, as arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from newstool.model.article import Container, Reading

Indices = NDArray[np.int64]

_CELLS = frozenset(("td", "th"))


class Layout(Struct, frozen=True):
    """Per block: `own` container, `form` and `setting`; per container: `parents`, `depth`, spans.

    Containers stand in document order, so the blocks below one are a run: `first[c]` up to
    `last[c]`, exclusive. Blocks of one `form` have the same tag and classes; of one `setting`,
    their parents' too. Templates repeat settings, so what holds for one block holds for its like.
    `in_cell` are the containers that are cells of a table, which are set alike whatever they hold.
    """

    own: Indices
    parents: Indices
    depth: NDArray[np.float32]
    first: Indices
    last: Indices
    form: Indices
    setting: Indices
    in_cell: NDArray[np.bool_]


def layout_of(reading: Reading) -> Layout:
    """The layout of an HTML page's blocks."""
    containers, blocks = reading.containers, reading.blocks
    own_list = [block.markup.container if block.markup else 0 for block in blocks]
    own = np.array(own_list, dtype=np.int64)
    parent_list = [box.parent or 0 for box in containers]  # the root is its own parent
    parents = np.array(parent_list, dtype=np.int64)
    first, last = _spans(own_list, parent_list)
    family = np.stack([own, parents[own], parents[parents[own]]])
    forms = _forms(containers, family)
    form = _combined(forms[0], _numbered((block.kind, block.level) for block in blocks))
    return Layout(
        own=own,
        parents=parents,
        depth=_depths(parent_list),
        first=np.array(first, dtype=np.int64),
        last=np.array(last, dtype=np.int64),
        form=form,
        setting=_combined(_combined(form, forms[1]), forms[2]),
        in_cell=np.array([container.tag in _CELLS for container in containers], dtype=np.bool_),
    )


def _forms(containers: Sequence[Container], chosen: Indices) -> Indices:
    """The chosen containers by the number of their form: their tag and classes."""
    unlike, places = np.unique(chosen, return_inverse=True)
    some = [containers[index] for index in unlike.tolist()]
    numbers = _numbered((one.tag, one.attributes.get("class")) for one in some)
    return numbers[places.reshape(chosen.shape)]


def _numbered(keys: Iterable[Hashable]) -> Indices:
    """Equal keys get equal numbers, from 0."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.int64)


def _combined(one: Indices, other: Indices) -> Indices:
    """Equal pairs get equal numbers, from 0."""
    if not len(one):
        return one
    pairs = one * (other.max() + 1) + other
    return np.unique(pairs, return_inverse=True)[1]


def _depths(parents: Sequence[int]) -> NDArray[np.float32]:
    depth = [0] * len(parents)
    for index in range(1, len(parents)):
        depth[index] = depth[parents[index]] + 1
    return np.array(depth, dtype=np.float32)


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
