"""What the element tree tells of each block: its link density, names around it, its place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newstool.labelling.judge.columns import LONG, Column, Columns, Sums, between, column, running
from newstool.labelling.judge.layout import Layout
from newstool.labelling.judge.lexicon import Lexicon, class_names
from newstool.model.article import Markup, Reading

# Kinds of elements, named by the first of their tags.
_REGIONS = (
    *("nav menu", "footer", "header", "aside", "form button select option label"),
    *("figure figcaption", "article", "main", "section", "ul ol dl", "table"),
    *("blockquote", "p", "div"),
)
_REGION_OF = {tag: row for row, tags in enumerate(_REGIONS) for tag in tags.split()}
_REGION_REACH = 12  # steps up the tree
_LEVELS = (0, 1, 2, 3, 5)  # how far up the tree a block's surroundings are measured
_CLASS_LEVELS = 4  # elements around a block whose names count one by one
_CLASS_REACH = 10  # and as a sum
_CLASS_FADE = 0.8  # by which each of them counts less than the one inside it
_LINKED = 0.4  # link density from which a long block is no prose


def tree_columns(reading: Reading, lexicon: Lexicon, layout: Layout, known: Columns) -> Columns:
    """The columns of a page's element tree; `known` are those of its text."""
    length = np.maximum(column((len(b.text) for b in reading.blocks), len(reading.blocks)), 1)
    columns = _markup_columns([block.markup for block in reading.blocks], length)
    links, hidden = columns["link_density"], columns["hidden"]
    columns["depth"] = layout.depth[layout.own]
    columns |= _region_columns(reading, layout) | _class_columns(reading, lexicon, layout)
    prose = (length >= LONG) & (links < _LINKED) & (hidden == 0)
    shown = known["size"] * (1 - hidden)
    stops = known["stops"] * (1 - hidden)
    upto = running([shown, shown * links, shown * prose, stops, known["words_mean"]])
    columns |= _surrounding_columns(upto, layout)
    columns |= _main_columns(upto, layout)
    return columns | _likeness_columns(layout, shown, prose, links)


def _markup_columns(markups: Sequence[Markup | None], length: Column) -> Columns:
    count = len(markups)
    links = column((m.link_chars if m else 0 for m in markups), count)
    strong = column((m.strong_chars if m else 0 for m in markups), count)
    anchors = ([one.tag for one in m.inlines].count("a") if m else 0 for m in markups)
    return {
        "link_density": np.minimum(links / length, 1),
        "strong": np.minimum(strong / length, 1),
        "link_count": column(anchors, count),
        "hidden": column((bool(m and m.hidden) for m in markups), count),
    }


def _region_columns(reading: Reading, layout: Layout) -> Columns:
    """How many steps up the nearest element of each kind is; 0 for none."""
    regions = np.array([_REGION_OF.get(container.tag, -1) for container in reading.containers])
    steps = np.zeros((len(_REGIONS) + 1, len(layout.own)), dtype=np.float32)
    blocks = np.arange(len(layout.own))
    above = layout.above(_REGION_REACH)
    for step in range(_REGION_REACH, 0, -1):  # from afar, so that the nearest is written last
        steps[regions[above[step - 1]], blocks] = step  # the last row takes what has no region
    return {f"in_{tags.split()[0]}": steps[row] for row, tags in enumerate(_REGIONS)}


def _class_columns(reading: Reading, lexicon: Lexicon, layout: Layout) -> Columns:
    """Log-odds of the class names and ids around a block."""
    holders = np.flatnonzero(layout.first < layout.last).tolist()
    named = [index for index in holders if reading.containers[index].attributes]
    weighed = [lexicon.odds_of(class_names(reading.containers[i].attributes)) for i in named]
    sums, lows = np.zeros((2, len(layout.parents)), dtype=np.float32)
    sums[named], lows[named] = np.array(weighed, dtype=np.float32).reshape(-1, 2).T
    above = layout.above(_CLASS_REACH)
    levels = sums[above]
    fades = (_CLASS_FADE ** np.arange(_CLASS_REACH)[:, None]).astype(np.float32)
    columns = {f"class_{step}": levels[step] for step in range(_CLASS_LEVELS)}
    columns["class_low"] = lows[above].min(axis=0, initial=0)
    columns["class_high"] = levels.max(axis=0, initial=0)
    columns["class_sum"] = (levels * fades).sum(axis=0)
    return columns


def _surrounding_columns(upto: Sums, layout: Layout) -> Columns:
    """What the containers around a block hold."""
    order = np.arange(len(layout.own))
    whole = np.maximum(upto[:, -1], 1).astype(np.float32)
    above = layout.above(max(_LEVELS) + 1)
    columns: Columns = {}
    for step in _LEVELS:
        begin, end = layout.first[above[step]], layout.last[above[step]]
        text, links, prose, stops, words = between(upto, begin, end)
        blocks = (end - begin).astype(np.float32)
        text = np.maximum(text, 1)
        found = {
            "chars": text,
            "share": text / whole[0],
            "links": links / text,
            "prose": prose / text,
            "prose_share": prose / whole[2],
            "blocks": blocks,
            "stops": stops / text,
            "words": words / np.maximum(blocks, 1),
            "from_end": (end - order).astype(np.float32),
        }
        columns |= {f"up_{name}_{step}": values for name, values in found.items()}
    return columns


def _main_columns(upto: Sums, layout: Layout) -> Columns:
    """Where a block is against the deepest container that still holds most of the page's prose."""
    own, first, last = layout.own, layout.first, layout.last
    read, prose_upto = upto[0], upto[2]
    prose = prose_upto[last] - prose_upto[np.minimum(first, last)]
    order = np.arange(len(own))
    columns: Columns = {}
    for which, share in (("main", 0.7), ("core", 0.45)):
        holders = np.flatnonzero(prose >= share * max(float(prose_upto[-1]), 1.0))
        main = int(holders[np.argmax(layout.depth[holders])]) if len(holders) else 0
        begin, end = int(first[main]), int(last[main])
        text = max(float(read[end] - read[begin]), 1.0) / max(float(read[-1]), 1.0)
        found = {
            "inside": (order >= begin) & (order < end),
            "place": ((order - begin) / max(end - begin, 1)).clip(-1, 2),
            "after": (order - end).clip(-40, 40),
            "depth": layout.depth[own] - layout.depth[main],
            "child": own == main,
            "grandchild": layout.parents[own] == main,
            "share": np.full(len(own), text),
        }
        columns |= {f"{which}_{name}": one.astype(np.float32) for name, one in found.items()}
    return columns


def _likeness_columns(
    layout: Layout, shown: Column, prose: NDArray[np.bool_], links: Column
) -> Columns:
    """What the blocks of the same form, and of the same setting, have in common."""
    whole = max(float(shown.sum()), 1.0)
    columns: Columns = {}
    for which, group in (("form", layout.form), ("setting", layout.setting)):
        count = np.bincount(group)
        text = np.bincount(group, weights=shown)
        some = np.maximum(text, 1)
        found = {
            "count": count,
            "share": text / whole,
            "mean": text / count,
            "prose": np.bincount(group, weights=shown * prose) / some,
            "links": np.bincount(group, weights=shown * links) / some,
        }
        columns |= {
            f"{which}_{name}": values.astype(np.float32)[group] for name, values in found.items()
        }
    return columns
