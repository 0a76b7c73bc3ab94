"""What was learned and is needed to read an article, as one value that can be handed in."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from newstool.labelling.judge.weights import Judge, JudgeName, load_judge
from newstool.vocabulary.learned.ranker import Ranker, load_date_ranker, load_headline_ranker


class Models(Struct, frozen=True):
    """The judges of blocks, by name, and the rankers of headlines in plain text and of days.

    Functions: each is called when an article needs it, and gives the same answer every time.
    """

    judge: Callable[[JudgeName], Judge] = load_judge
    headline_ranker: Callable[[], Ranker] = load_headline_ranker
    date_ranker: Callable[[], Ranker] = load_date_ranker


SHIPPED = Models()
