"""Fits the ranker that tells which line of a text is its headline.

    python -m training.fit_text_headline [--data DIR] [--write]

Texts are dumps of the pages that have a gold title, by each renderer that is installed, so that no
renderer's layout is learnt alone. First a linear model over all lines (a conditional logit), which
picks the few that are looked at closely; then trees over those. Prints the share of right titles
on sites held out; `--write` writes the weights that newstool ships, fitted on all pages, and those
of each fold, which the benchmark uses. Seeds are fixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import load_set
from benchmarks.dumps import RENDERERS, dump_page
from benchmarks.folds import site_of
from benchmarks.scores import normalize
from newstool.fields.headline.in_text import choose, tidied
from newstool.fields.headline.lines import (
    COARSE,
    Candidate,
    Lines,
    candidates,
    coarse_features,
    words_said,
)
from newstool.model.article import Reading
from newstool.reading.decode import decode
from newstool.reading.text.reader import read_text
from newstool.vocabulary.folding import words
from newstool.vocabulary.learned.ranker import HEADLINE_RANKER, Ranker, RankerData
from training.rankers import Lexicon, fit_trees, run

SETS = ("wcxb", "fundus")
STEPS = 200  # of Adam; the loss no longer moves after some 150
RATE = 0.08
PENALTY = 0.002  # on the weights' squares
LEAST_ODDS = 0.3  # of a word; weaker ones say too little to be shipped


@dataclass(frozen=True, slots=True)
class Example:
    """One dump: its lines, those that may be the headline by shape, and which of them are right."""

    source: str
    site: str
    fold: int
    title: str
    lines: Lines
    coarse: NDArray[np.float32]
    right: NDArray[np.bool_]


def main() -> None:
    """Report accuracy on sites held out, and write the weights when asked to."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    run(HEADLINE_RANKER, __doc__, load_examples, fit, partial(score, counts))
    for source, (hits, possible, pages) in sorted(counts.items()):
        print(f"{source:24} {hits / pages:.4f} of {possible / pages:.3f} possible, {pages} pages")


def load_examples(data: Path) -> list[Example]:
    """Every page with a gold title, once for each renderer."""
    found = []
    for name in SETS:
        for page in load_set(data, name):
            if not page.gold.title:
                continue
            site = site_of(page.gold.url) or page.gold.id
            for kind, renderer in RENDERERS.items():
                text = dump_page(page, kind) if renderer.is_installed else ""
                if text.strip():
                    reading = read_text(decode(text, format="text"))
                    source = f"{name} {kind}"
                    found.append(read_example(reading, page.gold.title, source, site, page.fold))
    return found


def read_example(reading: Reading, title: str, source: str, site: str, fold: int) -> Example:
    """A dump's lines, and which of them say the title."""
    lines = Lines(reading)
    eligible = lines.eligible()
    right = which_say(title, [lines.texts[line.index] for line in eligible], lines)
    return Example(
        source,
        site,
        fold,
        title,
        lines,
        coarse_features(lines, eligible),
        np.array(right, dtype=bool),
    )


def which_say(title: str, texts: Sequence[str], lines: Lines) -> list[bool]:
    """Which of the texts are the title; where none is, which are it without a site's name."""
    gold = normalize(title)
    exact = [normalize(text) == gold for text in texts]
    if any(exact):
        return exact
    return [normalize(tidied(text, lines.texts)) == gold for text in texts]


def fit(examples: Sequence[Example]) -> RankerData:
    """The ranker for these texts: linear weights, words and trees."""
    coarse = fit_coarse(examples)
    weights = dict(zip(COARSE, (round(float(w), 2) for w in coarse), strict=True))
    linear = np.array(list(weights.values()), dtype=np.float32)
    described = [candidates(e.lines, linear, {}) for e in examples]
    right = [
        which_say(e.title, [one.block.text for one in found], e.lines)
        for e, found in zip(examples, described, strict=True)
    ]
    lexicon = Lexicon(
        (e.site, one.block.text, is_right)
        for e, found, rights in zip(examples, described, right, strict=True)
        for one, is_right in zip(found, rights, strict=True)
    )
    for e, found in zip(examples, described, strict=True):
        add_words(e.site, found, lexicon)
    features = [[one.features for one in found] for found in described]
    vocabulary = {word: odds for word, odds in lexicon.all().items() if abs(odds) >= LEAST_ODDS}
    return fit_trees(features, right, coarse=weights, lexicon=vocabulary)


def add_words(site: str, found: Sequence[Candidate], lexicon: Lexicon) -> None:
    """Weigh the candidates' words as learned from other sites."""
    for one in found:
        said = words(one.block.text)
        odds = lexicon.without(site, said)
        known = {word: value for word, value in odds.items() if abs(value) >= LEAST_ODDS}
        one.features.update(words_said(said, known))


def fit_coarse(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that maximise the headline's share of the lines' softmax."""
    usable = [example for example in examples if example.right.any() and len(example.right) > 1]
    matrix = np.concatenate([example.coarse for example in usable]).astype(np.float64)
    starts = np.cumsum([0] + [len(example.right) for example in usable])
    group = np.repeat(np.arange(len(usable)), np.diff(starts))
    right = np.concatenate([example.right for example in usable]).astype(np.float64)
    weights = np.zeros(matrix.shape[1])
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


def score(counts: dict[str, list[int]], examples: Sequence[Example], data: RankerData) -> None:
    """Count, for each set and renderer, right titles, those that could be, and pages."""
    ranker = Ranker(data)
    for example in examples:
        found = candidates(example.lines, ranker.coarse, data.words)
        count = counts[example.source]
        if found:
            text = tidied(choose(found, ranker, example.lines).text, example.lines.texts)
            count[0] += normalize(text) == normalize(example.title)
        count[1] += bool(example.right.any())
        count[2] += 1


if __name__ == "__main__":
    main()
