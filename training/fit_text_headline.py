"""Fits the weights of `rules/headline_in_text.toml`: which line of a text is its headline.

    python -m training.fit_text_headline [--data DIR] [--write]

A linear model over the candidates of each text, trained so that the headline's share of their
softmax grows (a conditional logit). Texts are dumps of the pages that have a gold title, by each
renderer that is installed, so that no renderer's layout is learnt alone. Prints the share of right
titles on sites held out; `--write` fits on all pages and writes the weights. Nothing is random.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import DEFAULT_DATA, load_set
from benchmarks.dumps import RENDERERS, dump_page
from benchmarks.folds import FOLDS
from benchmarks.scores import normalize
from newstool.decode import decode
from newstool.fields.headline_in_text import RULES, candidates
from newstool.text_reader import read_text

SETS = ("wcxb", "fundus")
STEPS = 300  # of Adam; the loss no longer moves after some 150
RATE = 0.08
PENALTY = 0.002  # on the weights' squares; 0.0005 to 0.01 give the same titles
# Set by hand: a headline in capitals opens a scanned or copied story; the dumps have hardly any.
BY_HAND = {"shouted": 4.0}
LEAST = -2.0  # no text of the development data has a best line below 2

HEADER = """\
# What speaks for a line of plain text to be the headline, and how much: weights of a linear model.
# The features are described where they are counted, in `fields/headline_in_text.py`; each is
# between 0 and 1. Fitted by `training/fit_text_headline.py` and rounded.

[weights]
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One dump: its candidates' features, which of them are the headline, and where it is from."""

    source: str
    fold: int
    features: list[dict[str, float]]
    right: list[int]


def main() -> None:
    """Report accuracy on sites held out, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = load_examples(options.data)
    names = sorted({name for e in examples for f in e.features for name in f} - set(BY_HAND))
    report(examples, names)
    if options.write:
        weights = fit(examples, names)
        RULES.write_text(HEADER + as_toml(names, weights), encoding="utf-8")


def load_examples(data: Path) -> list[Example]:
    """Every page with a gold title, once for each renderer."""
    found = []
    for name in SETS:
        for page in load_set(data, name):
            if not page.gold.title:
                continue
            for kind, renderer in RENDERERS.items():
                text = dump_page(page, kind) if renderer.is_installed else ""
                if text.strip():
                    title, fold = page.gold.title, page.fold
                    found.append(read_example(text, title, f"{name} {kind}", fold))
    return found


def read_example(text: str, title: str, source: str, fold: int) -> Example:
    """A dump's candidates, and which of them say the title."""
    found = candidates(read_text(decode(text, format="text")).blocks)
    gold = normalize(title)
    right = [place for place, (block, _) in enumerate(found) if normalize(block.text) == gold]
    return Example(source, fold, [features for _, features in found], right)


def fit(examples: list[Example], names: list[str]) -> NDArray[np.float64]:
    """Weights that maximise the headline's share of the candidates' softmax."""
    usable = [example for example in examples if example.right and len(example.features) > 1]
    matrix = np.array([[f.get(n, 0.0) for n in names] for e in usable for f in e.features])
    starts = np.cumsum([0] + [len(example.features) for example in usable])
    group = np.repeat(np.arange(len(usable)), np.diff(starts))
    right = np.zeros(len(matrix))
    for start, example in zip(starts, usable, strict=False):
        right[start + np.array(example.right)] = 1.0
    weights = np.zeros(len(names))
    mean, variance = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = ascent(matrix, starts, group, right, weights) / len(usable) - PENALTY * weights
        mean = 0.9 * mean + 0.1 * gradient
        variance = 0.99 * variance + 0.01 * gradient**2
        root = np.sqrt(variance / (1 - 0.99**step)) + 1e-8
        weights += RATE * (mean / (1 - 0.9**step)) / root
    return weights


def ascent(
    matrix: NDArray[np.float64],
    starts: NDArray[np.int64],
    group: NDArray[np.int64],
    right: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Gradient of the log likelihood."""
    scores = matrix @ weights
    odds = np.exp(scores - np.maximum.reduceat(scores, starts[:-1])[group])
    share = odds / np.add.reduceat(odds, starts[:-1])[group]
    target = share * right
    target /= np.maximum(np.add.reduceat(target, starts[:-1]), 1e-12)[group]
    gradient: NDArray[np.float64] = (target - share) @ matrix
    return gradient


def report(examples: list[Example], names: list[str]) -> None:
    """Print the share of right titles for each set and renderer, each site held out once."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        weights = fit([example for example in examples if example.fold != fold], names)
        for example in examples:
            if example.fold == fold:
                count = counts[example.source]
                count[0] += best_of(example, names, weights) in example.right
                count[1] += bool(example.right)
                count[2] += 1
    for source, (hits, possible, pages) in sorted(counts.items()):
        print(f"{source:24} {hits / pages:.3f} of {possible / pages:.3f} possible, {pages} pages")


def best_of(example: Example, names: list[str], weights: NDArray[np.float64]) -> int:
    """The place of the best candidate; -1 when there is none."""
    if not example.features:
        return -1
    rows = np.array([[f.get(name, 0.0) for name in names] for f in example.features])
    hand = [sum(BY_HAND[n] * f.get(n, 0.0) for n in BY_HAND) for f in example.features]
    return int(np.argmax(rows @ weights + np.array(hand)))


def as_toml(names: list[str], weights: NDArray[np.float64]) -> str:
    """The weights that count, one a line."""
    rows = {"least": LEAST, **BY_HAND}
    rows |= {n: round(float(w), 1) for n, w in zip(names, weights, strict=True)}
    return "".join(f"{name} = {rows[name]:.1f}\n" for name in sorted(rows) if rows[name])


if __name__ == "__main__":
    main()
