"""Where pages declare their fields: each place once, in a form that can be looked for."""

from __future__ import annotations

from itertools import chain

import pytest

from newstool.fields.published.declared import bare_name
from newstool.vocabulary.declared_places import Kind, load_places, places_of


@pytest.mark.parametrize("field", load_places())
def test_each_place_of_a_field_is_named_once(field):
    sources = [place.source for place in places_of(field)]
    assert len(sources) == len(set(sources)), field


@pytest.mark.parametrize("field", load_places())
def test_names_of_meta_tags_are_in_lower_case_as_they_are_read(field):
    metas = [place.name for place in places_of(field) if place.kind is Kind.META]
    assert metas == [name.lower() for name in metas]


def test_no_author_and_no_date_is_believed_in_two_ways():
    for groups in (
        ("authors_cited", "authors_exported", "authors_stated", "authors_vague"),
        ("date_published", "date_likely", "date_modified"),
    ):
        seen: dict[str, str] = {}
        for group, place in chain.from_iterable(((g, p) for p in places_of(g)) for g in groups):
            name = bare_name(place.name) if group.startswith("date") else place.name
            assert seen.setdefault(name, group) == group, place.source
