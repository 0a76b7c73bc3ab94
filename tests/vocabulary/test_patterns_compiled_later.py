from __future__ import annotations

import re

import pytest

from newstool.vocabulary.patterns import later, made_later


def test_a_later_pattern_is_compiled_once_and_when_first_used() -> None:
    made = []

    def make() -> re.Pattern[str]:
        made.append("once")
        return re.compile("[a-c]+", re.IGNORECASE)

    pattern = made_later(make)
    assert made == []
    assert pattern.fullmatch("ABC")
    assert pattern.sub("-", "xAy") == "x-y"
    assert made == ["once"]


@pytest.mark.parametrize(
    "method", ["search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"]
)
def test_it_answers_as_a_compiled_one(method: str) -> None:
    arguments = ("-", "a b,c") if method.startswith("sub") else ("a b,c",)
    answers = [getattr(each, method)(*arguments) for each in (later(r"[ ,]"), re.compile(r"[ ,]"))]
    if method == "finditer":
        answers = [[match.span() for match in each] for each in answers]
    assert str(answers[0]) == str(answers[1])


def test_it_tells_what_was_written() -> None:
    pattern = later(rb"a+", re.IGNORECASE)
    assert (pattern.pattern, pattern.flags) == (b"a+", re.IGNORECASE)
