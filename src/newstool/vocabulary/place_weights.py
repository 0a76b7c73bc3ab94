"""The vocabulary of `data/place_weights.toml`: how far each kind of place is believed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newstool.vocabulary.tables import load_table


def weights_of(field: str) -> Mapping[str, float]:
    """The weight of each kind of place that says what a field is. KeyError for another name."""
    weights: Mapping[str, float] = _table()[field]
    return weights


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    return load_table("place_weights")
