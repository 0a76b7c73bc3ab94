"""From each block's probability to the page's choice: what is kept as its body."""

from __future__ import annotations

import numpy as np

from newstool.labelling.judge.columns import Column, amid
from newstool.labelling.judge.layout import Layout

_FEWEST = 3  # containers of one setting that are judged together
_DOUBT = (0.1, 0.9)  # a probability between these is settled by the others of its setting
_BELIEVED = 0.5  # probability from which the judge's own word keeps a block
_PROSE = 60  # characters of a sure block that is prose
# Mean of a setting that is the story's own. 0.75 to 0.85 were tried: lower also takes lists apart
# that a page keeps below its prose, higher lets in what follows the story in its own paragraphs.
_STORY = 0.8
# Bounds of the threshold. Below the lowest the best of a page is no more than menus ever reach.
_LOWEST, _HIGHEST = 0.15, 0.45


def judged_together(scores: Column, size: Column, layout: Layout) -> Column:
    """Blocks of the same setting are kept as one where the judge doubts.

    A template sets every product, course or answer alike, so a page keeps all of them or none: a
    doubtful block gets the mean of its setting, weighed by `size`, unless that would lower one that
    the judge believes. Lines of one container are not of a template, and a table's cells may be
    the whole page's frame. Above and below the story, its own setting proves nothing: the judge
    doubts an offer or a notice there for what it says.
    """
    setting = layout.setting
    text = np.bincount(setting, weights=size)
    mean = (np.bincount(setting, weights=scores * size) / np.maximum(text, 1))[setting]
    doubtful = (scores > _DOUBT[0]) & (scores < _DOUBT[1]) & ~layout.in_cell[layout.own]
    pairs = setting * len(layout.parents) + layout.own
    # With the indices asked for, numpy need not load its masked arrays, which slows the start.
    held = np.unique(pairs, return_index=True)[0] // max(len(layout.parents), 1)
    several = np.bincount(held)[setting] >= _FEWEST
    sure = (scores >= _DOUBT[1]) & (size >= _PROSE)
    beyond = ~amid(sure) & sure.any()  # above the first prose that the judge is sure of, or below
    believed = scores >= _BELIEVED
    settled = np.where(believed, mean < scores, beyond & (mean > _STORY))
    return np.where(doubtful & several & ~settled, mean, scores).astype(np.float32)


def best_threshold(scores: Column, size: Column) -> float:
    """The probability from which to keep a page's blocks for the best F1 of their text.

    It is half of the best F1 that the probabilities let expect (Lipton, Elkan and Naryanaswamy,
    'Optimal Thresholding of Classifiers to Maximize F1 Measure', 2014): near 0.5 on a clear page,
    lower on one that the judge finds odd all over, such as a short copy.
    """
    if not len(scores):
        return _HIGHEST
    order = np.argsort(-scores)
    body = np.cumsum((scores * size)[order])
    kept = np.cumsum(size[order])
    best = float((2 * body / np.maximum(kept + body[-1], 1)).max())
    return min(max(best / 2, _LOWEST), _HIGHEST)
