"""Where the blocks of a page stand in its element tree, as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from newstool.article import Container, Reading

Indices = NDArray[np.int64]


class Layout(Struct, frozen=True):
    """Per block: `own` container, `form` and `setting`; per container: `parents`, `depth`, spans.

    Containers stand in document order, so the blocks below one are a run: `first[c]` up to
    `last[c]`, exclusive. Blocks of one `form` have the same tag and classes; of one `setting`,
    their parents' too. Templates repeat settings, so what holds for one block holds for its like.
    """

    own: Indices
    parents: Indices
    depth: NDArray[np.float32]
    first: Indices
    last: Indices
    form: Indices
    setting: Indices


def layout_of(reading: Reading) -> Layout:
    """The layout of an HTML page's blocks."""
    containers = reading.containers
    own = [block.markup.container if block.markup else 0 for block in reading.blocks]
    parents = [max(container.parent, 0) for container in containers]
    first, last = _spans(own, parents)
    forms = _forms(containers)
    kinds = [(block.kind, block.level) for block in reading.blocks]
    form = [(forms[at], kind) for at, kind in zip(own, kinds, strict=True)]
    setting = [
        (key, forms[parents[at]], forms[parents[parents[at]]])
        for at, key in zip(own, form, strict=True)
    ]
    return Layout(
        own=np.array(own, dtype=np.int64),
        parents=np.array(parents, dtype=np.int64),
        depth=_depths(parents),
        first=np.array(first, dtype=np.int64),
        last=np.array(last, dtype=np.int64),
        form=_numbered(form),
        setting=_numbered(setting),
    )


def _forms(containers: Sequence[Container]) -> list[tuple[str, str]]:
    return [(c.tag, c.attributes.get("class") or "") for c in containers]


def _numbered(keys: Sequence[object]) -> Indices:
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.int64)


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
