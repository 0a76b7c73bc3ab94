"""What the element tree tells of each block: its link density, names around it, its place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newstool.labelling.judge.columns import Column, Columns, column, running
from newstool.labelling.judge.layout import Layout
from newstool.labelling.judge.lexicon import Lexicon
from newstool.model.article import Markup, Reading

_REGION_TAGS = (
    ("nav", ("nav", "menu")),
    ("footer", ("footer",)),
    ("header", ("header",)),
    ("aside", ("aside",)),
    ("form", ("form", "button", "select", "option", "label")),
    ("figure", ("figure", "figcaption")),
    ("article", ("article",)),
    ("main", ("main",)),
    ("section", ("section",)),
    ("list", ("ul", "ol", "dl")),
    ("table", ("table",)),
    ("quote", ("blockquote",)),
    ("p", ("p",)),
    ("div", ("div",)),
)
_REGION_OF = {tag: number for number, (_, tags) in enumerate(_REGION_TAGS) for tag in tags}
_REGION_REACH = 12  # steps up the tree
_LEVELS = (0, 1, 2, 3, 5)  # how far up the tree a block's surroundings are measured
_CLASS_LEVELS = 4  # elements around a block whose names count one by one
_CLASS_REACH = 10  # and as a sum
_CLASS_FADE = 0.8  # by which each of them counts less than the one inside it
_LINKED = 0.4  # link density from which a long block is no prose
# What is summed up over the blocks of a container.
_TEXT, _LINK, _PROSE, _BLOCKS, _STOPS, _WORDS = range(6)


def tree_columns(
    reading: Reading, lexicon: Lexicon, layout: Layout, columns: Columns, long_block: int
) -> None:
    """Adds the columns of a page's element tree to those of its text.

    A block of at least `long_block` characters is prose, unless its links say otherwise.
    """
    markups = [block.markup for block in reading.blocks]
    length = np.maximum(column((len(block.text) for block in reading.blocks), len(markups)), 1)
    hidden = _markup_columns(markups, length, columns)
    columns["depth"] = layout.depth[layout.own]
    _region_columns(reading, layout, columns)
    _class_columns(reading, lexicon, layout, columns)
    prose = (length >= long_block) & (columns["link_density"] < _LINKED) & (hidden == 0)
    shown = columns["size"] * (1 - hidden)
    sums = running(
        np.stack(
            [
                shown,
                shown * columns["link_density"],
                shown * prose,
                np.ones_like(shown),
                np.expm1(columns["stops"]) * (1 - hidden),
                columns["words_mean"],
            ]
        )
    )
    _surrounding_columns(sums, layout, columns)
    _main_columns(sums, layout, columns)
    _likeness_columns(layout, shown, prose, columns)


def _markup_columns(markups: Sequence[Markup | None], length: Column, columns: Columns) -> Column:
    count = len(markups)
    links = column((m.link_chars if m else 0 for m in markups), count)
    strong = column((m.strong_chars if m else 0 for m in markups), count)
    hidden = column((bool(m and m.hidden) for m in markups), count)
    columns["link_density"] = np.minimum(links / length, 1)
    columns["strong"] = np.minimum(strong / length, 1)
    columns["link_count"] = column(map(_links, markups), count)
    columns["hidden"] = hidden
    return hidden


def _links(markup: Markup | None) -> int:
    if markup is None or not markup.inlines:
        return 0
    return [inline.tag for inline in markup.inlines].count("a")


def _region_columns(reading: Reading, layout: Layout, columns: Columns) -> None:
    """How many steps up the nearest element of each kind stands; 0 for none."""
    tags = [container.tag for container in reading.containers]
    regions = np.array([_REGION_OF.get(tag, -1) for tag in tags])
    steps = np.zeros((len(_REGION_TAGS) + 1, len(layout.own)), dtype=np.float32)
    blocks = np.arange(len(layout.own))
    above = [layout.own]
    for _ in range(_REGION_REACH - 1):
        above.append(layout.parents[above[-1]])
    for step in range(_REGION_REACH, 0, -1):  # from afar, so that the nearest is written last
        steps[regions[above[step - 1]], blocks] = step  # the last row takes what has no region
    for number, (name, _) in enumerate(_REGION_TAGS):
        columns[f"in_{name}"] = steps[number]


def _class_columns(reading: Reading, lexicon: Lexicon, layout: Layout, columns: Columns) -> None:
    """Log-odds of the class names and ids around a block."""
    holders = np.flatnonzero(layout.first < layout.last).tolist()
    named = [index for index in holders if reading.containers[index].attributes]
    weighed = [lexicon.weigh_names(reading.containers[index].attributes) for index in named]
    sums, lows = np.zeros((2, len(layout.parents)), dtype=np.float32)
    sums[named], lows[named] = np.array(weighed, dtype=np.float32).reshape(-1, 2).T
    at = layout.own
    low = np.zeros(len(at), dtype=np.float32)
    high = np.zeros_like(low)
    total = np.zeros_like(low)
    for step in range(_CLASS_REACH):
        level = sums[at]
        if step < _CLASS_LEVELS:
            columns[f"class_{step}"] = level
        np.minimum(low, lows[at], out=low)
        np.maximum(high, level, out=high)
        total += level * np.float32(_CLASS_FADE**step)
        at = layout.parents[at]
    columns["class_low"] = low
    columns["class_high"] = high
    columns["class_sum"] = total


def _surrounding_columns(sums: NDArray[np.float64], layout: Layout, columns: Columns) -> None:
    """What the containers around a block hold."""
    at = layout.own
    order = np.arange(len(at))
    whole = np.maximum(sums[:, -1], 1.0)
    for step in range(max(_LEVELS) + 1):
        if step in _LEVELS:
            begin, end = layout.first[at], layout.last[at]
            inside = (sums[:, end] - sums[:, begin]).astype(np.float32)
            text = np.maximum(inside[_TEXT], 1)
            columns[f"up{step}_chars"] = np.log1p(text)
            columns[f"up{step}_share"] = text / np.float32(whole[_TEXT])
            columns[f"up{step}_links"] = inside[_LINK] / text
            columns[f"up{step}_prose"] = inside[_PROSE] / text
            columns[f"up{step}_prose_share"] = inside[_PROSE] / np.float32(whole[_PROSE])
            columns[f"up{step}_blocks"] = np.log1p(inside[_BLOCKS])
            columns[f"up{step}_stops"] = inside[_STOPS] / text
            columns[f"up{step}_words"] = inside[_WORDS] / np.maximum(inside[_BLOCKS], 1)
            columns[f"up{step}_from_end"] = np.log1p((end - order).astype(np.float32))
        at = layout.parents[at]


def _main_columns(sums: NDArray[np.float64], layout: Layout, columns: Columns) -> None:
    """Where a block stands to the deepest container that still holds most of the page's prose."""
    own, first, last = layout.own, layout.first, layout.last
    upto, read = sums[_PROSE], sums[_TEXT]
    prose = np.where(last > first, upto[last] - upto[np.minimum(first, last)], 0)
    order = np.arange(len(own))
    for name, share in (("main", 0.7), ("core", 0.45)):
        holders = np.flatnonzero(prose >= share * max(float(upto[-1]), 1.0))
        main = int(holders[np.argmax(layout.depth[holders])]) if len(holders) else 0
        begin, end = int(first[main]), int(last[main])
        inside = (order >= begin) & (order < end)
        columns[f"{name}_inside"] = inside.astype(np.float32)
        place = ((order - begin) / max(end - begin, 1)).clip(-1, 2)
        columns[f"{name}_place"] = place.astype(np.float32)
        columns[f"{name}_after"] = (order - end).clip(-40, 40).astype(np.float32)
        columns[f"{name}_depth"] = layout.depth[own] - layout.depth[main]
        columns[f"{name}_child"] = (own == main).astype(np.float32)
        columns[f"{name}_grandchild"] = (layout.parents[own] == main).astype(np.float32)
        text = max(float(read[end] - read[begin]), 1.0) / max(float(read[-1]), 1.0)
        columns[f"{name}_share"] = np.full(len(own), text, dtype=np.float32)


def _likeness_columns(
    layout: Layout, shown: Column, prose: NDArray[np.bool_], columns: Columns
) -> None:
    """What the blocks of the same form, and of the same setting, have in common."""
    whole = max(float(shown.sum()), 1.0)
    for name, group in (("form", layout.form), ("setting", layout.setting)):
        count = np.bincount(group)
        text = np.bincount(group, weights=shown)
        some = np.maximum(text, 1)
        in_prose = np.bincount(group, weights=shown * prose)
        linked = np.bincount(group, weights=shown * columns["link_density"])
        per_group = {
            "count": np.log1p(count),
            "share": text / whole,
            "mean": np.log1p(text / count),
            "prose": in_prose / some,
            "links": linked / some,
        }
        for what, values in per_group.items():
            columns[f"{name}_{what}"] = values.astype(np.float32)[group]
