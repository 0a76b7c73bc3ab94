"""The word lists that names are known by."""

import pytest

from newstool.vocabulary.names import WordList, places, words_of
from newstool.vocabulary.tables import DATA


@pytest.mark.parametrize("name", ["given_names.txt", "surnames.txt", "places.txt"])
def test_a_word_list_has_its_source_first_and_then_only_words(name: str) -> None:
    source, *words = (DATA / name).read_text("utf-8").splitlines()
    assert source.startswith("# ")
    assert not [word for word in words if not word or word.startswith("#")]


@pytest.mark.parametrize("name", ["given_names.txt", "surnames.txt", "places.txt"])
def test_a_word_list_is_in_order_so_that_each_word_is_found(name: str) -> None:
    source, *words = (DATA / name).read_text("utf-8").splitlines()
    known = WordList(name)
    assert words == sorted(words)
    assert all(word in known for word in words[::100])
    assert not any(word in known for word in ("", source, words[0][:-1] + "\0", "\ud800"))


def test_places_are_those_of_both_lists() -> None:
    assert "amsterdam" in places()
    assert all(place in places() for place in words_of("places", "place"))
