"""The clock of the tests tells what grows with its input from what grows with its square."""

import re
from pathlib import Path

import pytest
from growth import assert_linear


def test_what_reads_its_input_once_is_linear():
    assert_linear(re.compile(r"\s+$").match, " ".__mul__, 100_000)


def test_what_reads_its_input_again_at_each_place_is_not():
    with pytest.raises(AssertionError, match="took"):
        assert_linear(re.compile(r"\s+$").search, lambda size: " " * size + "x", 1600)


CLOCKS = re.compile(
    r"\b(?:from time import|monotonic|perf_counter|process_time|time\.time|timeit)\b"
)


def test_no_other_test_looks_at_a_clock():
    # What takes so many seconds takes more of them on a machine with other work.
    here = Path(__file__).parent
    names = [path.name for path in here.rglob("*.py") if CLOCKS.search(path.read_text("utf-8"))]
    assert sorted(names) == ["growth.py", Path(__file__).name]
