"""What short runs of letters say of a text's language: ' th', 'ung ', 'ção'."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from newstool.vocabulary.learned import WEIGHTS

# Of the table's whole numbers. Tried 2, 4, 8, 16: from 4 on the same sentences of 180 are right.
STEPS_PER_NAT = 4
_LONGEST_GRAM = 4  # characters
_WORD_NATS = 4.0  # of a weekday's or month's name that one language alone has


class _Grams(Struct, frozen=True):
    """`table` has a row for each run of letters and a column for each language."""

    languages: tuple[str, ...]
    rows: Mapping[str, int]
    table: NDArray[np.int8]
    words: Mapping[str, tuple[str, ...]]


@cache
def _grams() -> _Grams:
    with np.load(WEIGHTS / "language_grams.npz") as data:
        words = (line.split("\t") for line in str(data["words"]).split("\n"))
        return _Grams(
            tuple(str(data["languages"]).split()),
            {gram: row for row, gram in enumerate(str(data["grams"]).split("\0"))},
            data["table"],
            {word: tuple(of.split()) for word, of in words},
        )


def gram_scores(text: str, codes: Collection[str]) -> dict[str, float]:
    """The log-likelihood of the text in each of these languages, in nats, up to a constant.

    Only languages that the table knows are given; none where nothing in the text is in it. Takes
    time in proportion to the text's length.
    """
    known = _grams()
    text = f" {' '.join(text.split())} "
    ends = range(1, _LONGEST_GRAM + 1)
    grams = (text[at : at + size] for at in range(len(text)) for size in ends)
    rows = [row for gram in grams if (row := known.rows.get(gram)) is not None]
    words = [of for word in text.lower().split() if (of := known.words.get(word.strip(".,:;")))]
    if not rows and not words:
        return {}
    sums = known.table[rows].sum(axis=0, dtype=np.int64) / STEPS_PER_NAT
    scores = {code: float(sums[n]) for n, code in enumerate(known.languages) if code in codes}
    for of in words:
        for code in scores.keys() & set(of):
            scores[code] += _WORD_NATS * len(of) ** -0.5
    return scores
