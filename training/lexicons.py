"""Log-odds of words and class names, counted by site so that no large site outweighs others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from newstool.labelling.judge.lexicon import Lexicon, class_names, class_words, text_words
from training.dataset import Page

_PER_SITE = 3  # occurrences of one word on one page that count
_SMOOTHING = 2.0
_MIN_PAGES = 5
_LARGEST = 4000  # entries kept of each lexicon


def learn_lexicon(pages: Iterable[Page]) -> Lexicon:
    """Words of blocks and class names of containers that tell body from the rest."""
    words: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    classes: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for page in pages:
        _count(page, _block_words(page), words)
        if page.reading.containers:
            _count(page, _block_classes(page), classes)
    return Lexicon(_log_odds(words), _log_odds(classes))


def _count(page: Page, found: list[set[str]], counts: dict[str, list[float]]) -> None:
    here: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for block in np.flatnonzero(page.weight > 0):
        here[int(page.body[block])].update(found[block])
    for word in here[0].keys() | here[1].keys():
        entry = counts[word]
        entry[0] += min(here[0][word], _PER_SITE)
        entry[1] += min(here[1][word], _PER_SITE)
        entry[2] += 1


def _block_words(page: Page) -> list[set[str]]:
    return [set(text_words(block.text)) for block in page.reading.blocks]


def _block_classes(page: Page) -> list[set[str]]:
    containers = page.reading.containers
    above: list[frozenset[str]] = []
    for container in containers:
        inherited = frozenset() if container.parent is None else above[container.parent]
        own = class_words(class_names(container.attributes))
        above.append(inherited.union(own) if own else inherited)
    return [set(above[b.markup.container]) if b.markup else set() for b in page.reading.blocks]


def _log_odds(counts: dict[str, list[float]]) -> dict[str, float]:
    out = sum(entry[0] for entry in counts.values()) or 1.0
    kept = sum(entry[1] for entry in counts.values()) or 1.0
    base = math.log(kept / out)
    scored = {}
    for word, (no, yes, pages) in counts.items():
        if pages >= _MIN_PAGES:
            odds = math.log((yes + _SMOOTHING) / (no + _SMOOTHING * out / kept)) - base
            scored[word] = (round(odds, 2), abs(odds) * math.sqrt(pages))
    best = sorted(scored, key=lambda word: -scored[word][1])[:_LARGEST]
    return {word: scored[word][0] for word in sorted(best)}
