"""The word lists that names are known by."""

import pytest

from newstool.vocabulary.tables import DATA


@pytest.mark.parametrize("name", ["given_names.txt", "surnames.txt", "places.txt"])
def test_a_word_list_has_its_source_first_and_then_only_words(name: str) -> None:
    source, *words = (DATA / name).read_text("utf-8").splitlines()
    assert source.startswith("# ")
    assert not [word for word in words if not word or word.startswith("#")]
