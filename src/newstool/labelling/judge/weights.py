"""The learned judge of blocks: symmetric decision trees, evaluated for a whole page at once.

Two forests in a row, after Wolpert's stacked generalisation (1992): the first sees each block with
what surrounds it; the second sees also what the first thought of its neighbours and of the
containers around it. Short documents have forests of their own: on a page of three hundred blocks
a sentence of forty letters is furniture, on one of three it is half of the story.
`python -m training` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, Literal

import numpy as np
from msgspec import Struct

from newstool.labelling.judge.choice import judged_together
from newstool.labelling.judge.columns import Column, Columns
from newstool.labelling.judge.context import context_features
from newstool.labelling.judge.features import page_features
from newstool.labelling.judge.layout import Layout, layout_of
from newstool.labelling.judge.lexicon import Lexicon
from newstool.model.article import Found, Reading
from newstool.page.facts import Page
from newstool.vocabulary.learned import WEIGHTS
from newstool.vocabulary.learned.forest import Forest

JudgeName = Literal["html", "text", "short_html", "short_text"]

# Blocks of a document that is judged as a short one, at most. Tried 30 too, held out by site: of
# the scored pages and whole dumps one has up to 20, and of those with up to 30 the Chinese
# ones lost 0.03 to 0.05. It is no edge: the judge of short documents learns from longer ones too.
_SHORT = 20


class Judge(Struct, frozen=True):
    """Lexicon and forests for one input format."""

    lexicon: Lexicon
    first: Forest
    second: Forest

    def probabilities(self, page: Page, headline: Found[str] | None) -> Column:
        """For each block of the page the probability that it is body, 0 to 1."""
        layout = layout_of(page.reading)
        columns = self.columns(page, headline, layout)
        second = sigmoid(self.second.sums(columns, len(page.reading.blocks)))
        return as_judged(second, columns, page.reading, layout)

    def columns(self, page: Page, headline: Found[str] | None, layout: Layout | None) -> Columns:
        """All that the forests are asked with, one number a block."""
        columns = page_features(page, headline, self.lexicon, layout)
        first = sigmoid(self.first.sums(columns, len(page.reading.blocks)))
        return columns | context_features(first, columns, layout)


def sigmoid(log_odds: Column) -> Column:
    """Log-odds to probability."""
    return (1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))).astype(np.float32)


def as_judged(second: Column, columns: Columns, reading: Reading, layout: Layout | None) -> Column:
    """The second forest's answers; on a whole page, blocks of one setting are judged together.

    A short document has no template: its paragraphs and its copyright line may all be `<p>`.
    """
    if layout is None or is_short(reading):
        return second
    return judged_together(second, columns["size"], layout)


def is_short(reading: Reading) -> bool:
    """Whether the document is judged as a short one."""
    return len(reading.blocks) <= _SHORT


def judge_for(reading: Reading) -> JudgeName:
    """Which judge knows documents of this format and length."""
    if reading.document.format == "html":
        return "short_html" if is_short(reading) else "html"
    return "short_text" if is_short(reading) else "text"


@cache
def load_judge(name: JudgeName) -> Judge:
    """A shipped judge, read once."""
    return read_judge((WEIGHTS / f"judge_{name}.npz").read_bytes())


def read_judge(raw: bytes) -> Judge:
    """A weights file's bytes to the judge; `write_stack` makes them."""
    with np.load(BytesIO(raw), allow_pickle=False) as arrays:
        meta: Mapping[str, Any] = json.loads(bytes(arrays["meta"]).decode())
        first, second = (
            Forest(
                meta["features"][name],
                arrays[f"{name}_questions"].astype(np.int32),
                arrays[f"{name}_borders"].astype(np.float32),
                arrays[f"{name}_leaves"].astype(np.float32) * meta["scale"][name],
                meta["bias"][name],
            )
            for name in ("first", "second")
        )
    return Judge(Lexicon(meta["words"], meta["classes"]), first, second)
