from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.pipeline.record import _WORD, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's twenty-one plans -- all new.", 6),
        ("‘L’eau’ – c’est la vie…", 4),
        ("Über 1.200 Gäste", 4),
        ("Мэр открыл мост", 3),
        ("市长说 OK", 4),
        ("- 'a' -b", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_the_language_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(alphabet="ab1_ '’-.,é“”…²\u00a0中\n", max_size=30))
def test_the_quick_count_of_latin_text_is_the_slow_one(text: str) -> None:
    assert count_words(text) == len(_WORD.findall(text))
