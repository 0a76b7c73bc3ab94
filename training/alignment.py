"""Which blocks of a page are body, told by the page's gold body text.

A block is body when most of its 4-word shingles are in the gold. Short blocks have too few
words to decide, so they must match a whole gold line and be inside the article's run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_LONG = 12  # words of a block that anchors the article's run
_NEAR = 6  # blocks on either side that speak for one of two equal blocks


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def shingles(tokens: Sequence[str], size: int = 4) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)]


def align(texts: Sequence[str], gold: str) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays, one number a block: 1.0 for body else 0.0, and the training weight."""
    tokens = [words(text) for text in texts]
    share = _shares(tokens, gold)
    sizes = np.array([len(t) for t in tokens], dtype=float)
    body = share >= 0.5
    body = _one_of_equals(tokens, body, sizes)
    anchors = np.flatnonzero(body & (sizes >= _LONG))
    if len(anchors) == 0:
        anchors = np.flatnonzero(body)
    if len(anchors):
        outside = np.ones(len(texts), dtype=bool)
        outside[max(0, anchors[0] - 4) : anchors[-1] + 5] = False
        body &= ~(outside & (sizes < _LONG))
    weight = np.sqrt(np.maximum(sizes, 1)) * np.clip(np.abs(share - 0.5) * 2, 0.1, 1)
    return body.astype(np.float32), weight.astype(np.float32)


def _shares(tokens: Sequence[list[str]], gold: str) -> np.ndarray:
    """The share of each block's shingles that are in the gold."""
    gold_words = words(gold)
    grams = {size: set(shingles(gold_words, size)) for size in (1, 2, 3, 4)}
    lines = {tuple(words(line)) for line in gold.split("\n")}
    out = np.zeros(len(tokens))
    for number, block in enumerate(tokens):
        if not block:
            continue
        if len(block) < 4:
            exact = tuple(block) in lines
            out[number] = 1.0 if exact else 0.45 * (tuple(block) in grams[len(block)])
        else:
            own = shingles(block)
            out[number] = sum(gram in grams[4] for gram in own) / len(own)
    return out


def _one_of_equals(tokens: Sequence[list[str]], body: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Of several equal blocks the gold means one: the one amid the most body text."""
    body = body.copy()
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in np.flatnonzero(body):
        places[tuple(tokens[number])].append(int(number))
    mass = body * sizes
    for same in places.values():
        if len(same) > 1:
            near = [mass[max(0, i - _NEAR) : i + _NEAR + 1].sum() - mass[i] for i in same]
            for number in same:
                body[number] = number == same[int(np.argmax(near))]
    return body


def shingle_scores(kept: str, gold: str) -> tuple[float, float]:
    """Precision and recall of 4-word shingles, as the ScrapingHub benchmark counts them."""
    a, b = _counted(kept), _counted(gold)
    common = sum((a & b).values())
    if not common:
        return 0.0, 0.0
    return common / sum(a.values()), common / sum(b.values())


def _counted(text: str) -> Counter[tuple[str, ...]]:
    found = re.findall(r"\w+", text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)))


def squash(text: str) -> str:
    """White space folded, as the snippet score compares it."""
    return " ".join(text.split())
