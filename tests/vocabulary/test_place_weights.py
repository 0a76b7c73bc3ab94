"""The weights of places: where one place outweighs all below it together."""

from __future__ import annotations

import pytest

from newstool.vocabulary.declared_places import places_of
from newstool.vocabulary.place_weights import weights_of


@pytest.mark.parametrize("field", ["site_name", "language", "section"])
def test_a_place_outweighs_all_below_it_together(field):
    weights = sorted(weights_of(field).values())
    assert all(weight > sum(weights[:number]) for number, weight in enumerate(weights))


@pytest.mark.parametrize("field", ["site_name", "language", "section", "copyright"])
def test_each_kind_of_place_that_declares_a_field_has_a_weight(field):
    weights = weights_of(field)
    assert all(one.source in weights or one.kind in weights for one in places_of(field))


@pytest.mark.parametrize("field", ["site_name", "language", "section"])
def test_the_most_trusted_place_is_declared_first(field):
    weights = weights_of(field)
    order = [weights.get(one.source, weights[one.kind]) for one in places_of(field)]
    assert order == sorted(order, reverse=True)
