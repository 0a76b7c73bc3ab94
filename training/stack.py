"""The two forests in a row, each page's columns made by what has not seen its site."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.folds import FOLDS
from newstool.labelling.judge.columns import Columns
from newstool.labelling.judge.context import context_features
from newstool.labelling.judge.features import page_features
from newstool.labelling.judge.layout import layout_of
from newstool.labelling.judge.lexicon import Lexicon
from newstool.labelling.judge.weights import as_judged, sigmoid
from newstool.page.facts import page_of
from training.dataset import Page
from training.forests import Fitted, fit
from training.lexicons import learn_lexicon

# Trees of the first and the second forest. Short documents are more alike than pages: with twice
# as many, no more of them come out right.
TREES = (250, 300)
SHORT_TREES = (120, 150)


@dataclass(slots=True)
class Stack:
    """Everything a weights file holds."""

    lexicon: Lexicon
    first: Fitted
    second: Fitted


def learn_lexicons(pages: Sequence[Page]) -> list[Lexicon]:
    """One of each fold's other pages, and last the one of all pages."""
    return [
        learn_lexicon(page for page in pages if page.site_fold != fold) for fold in range(FOLDS + 1)
    ]


def train(
    pages: Sequence[Page],
    lexicons: Sequence[Lexicon],
    trees: tuple[int, int] = TREES,
    log: Callable[..., None] = print,
) -> tuple[list[Stack], Stack, list[np.ndarray]]:
    """The stacks of each fold (which have not seen it), the one of all pages, and for each page
    the probabilities that its own fold's stack gives, as `Judge.probabilities` gives them.

    `lexicons` are one of each fold and the one of all, as `learn_lexicons` makes them.
    """
    folds = np.array([page.site_fold for page in pages])
    layouts = [layout_of(page.reading) for page in pages]
    columns = [
        page_features(page_of(page.reading), page.headline, lexicons[page.site_fold], layout)
        for page, layout in zip(pages, layouts, strict=True)
    ]
    seen_alone = set(columns[0])
    log("columns", len(columns[0]))
    firsts, opinions = _fit_folds(pages, columns, folds, trees[0], log)
    for own, opinion, layout in zip(columns, opinions, layouts, strict=True):
        own.update(context_features(opinion, own, layout))
    seconds, alone = _fit_folds(pages, columns, folds, trees[1], log)
    answers = [
        as_judged(answer, own, page.reading, layout)
        for answer, own, page, layout in zip(alone, columns, pages, layouts, strict=True)
    ]
    stacks = [Stack(*parts) for parts in zip(lexicons[:FOLDS], firsts, seconds, strict=True)]
    everything = np.ones(len(pages), dtype=bool)
    second = _fit(pages, columns, everything, trees[1])
    plain = [{name: own[name] for name in seen_alone} for own in columns]
    first = _fit(pages, plain, everything, trees[0])
    return stacks, Stack(lexicons[FOLDS], first, second), answers


def _fit_folds(
    pages: Sequence[Page], columns: Sequence[Columns], folds: np.ndarray, trees: int, log
) -> tuple[list[Fitted], list[np.ndarray]]:
    fitted: list[Fitted] = []
    answers: list[np.ndarray] = [np.empty(0)] * len(pages)
    for fold in range(FOLDS):
        forest = _fit(pages, columns, folds != fold, trees)
        fitted.append(forest)
        evaluator = forest.forest()
        for number in np.flatnonzero(folds == fold):
            answers[number] = sigmoid(
                evaluator.sums(columns[number], len(pages[number].reading.blocks))
            )
        log("fold", fold, "fitted")
    return fitted, answers


def _fit(
    pages: Sequence[Page], columns: Sequence[Columns], chosen: np.ndarray, trees: int
) -> Fitted:
    names = sorted({name for own in columns for name in own})
    rows = np.flatnonzero(chosen)
    matrix = np.concatenate(
        [np.stack([columns[i][name] for name in names], axis=1) for i in rows]
    ).astype(np.float32)
    body = np.concatenate([pages[i].body for i in rows])
    weight = np.concatenate([pages[i].weight for i in rows])
    return fit(matrix, names, body, weight, trees=trees)


def write_stack(stack: Stack) -> bytes:
    """A stack as the bytes that `newstool.labelling.judge.weights.read_judge` reads."""
    arrays: dict[str, np.ndarray] = {}
    scale: dict[str, float] = {}
    for name, forest in (("first", stack.first), ("second", stack.second)):
        scale[name] = float(np.abs(forest.leaves).max() / 127)
        arrays[f"{name}_questions"] = forest.questions.astype(np.uint16)
        arrays[f"{name}_borders"] = forest.borders.astype(np.float32)
        arrays[f"{name}_leaves"] = np.rint(forest.leaves / scale[name]).astype(np.int8)
    meta = {
        "words": stack.lexicon.words,
        "classes": stack.lexicon.classes,
        "features": {"first": stack.first.features, "second": stack.second.features},
        "scale": scale,
        "bias": {"first": stack.first.bias, "second": stack.second.bias},
    }
    text = json.dumps(meta, ensure_ascii=False, separators=(",", ":"))
    arrays["meta"] = np.frombuffer(text.encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()
