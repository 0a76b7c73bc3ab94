"""The formula guard of CSV cells, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.export.csv_guard import guard, unguard


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("- 5 people", "'- 5 people"),
        ("\t=1+1", "'\t=1+1"),
        ("＝1+1", "'＝1+1"),
        ("'=1+1", "''=1+1"),  # else the way back would take an apostrophe that was the article's
    ],
)
def test_a_cell_that_would_run_gets_an_apostrophe(cell, written):
    assert guard(cell) == written
    assert unguard(written) == cell


@pytest.mark.parametrize(
    "cell", ["", "-5", "+3.2", "-1,234.5", "-12%", "'Tis the season", "5 - 3", "['=1']", "'"]
)
def test_numbers_and_honest_apostrophes_stay_as_they_are(cell):
    assert guard(cell) == cell
    assert unguard(cell) == cell


@given(st.text(alphabet="'=+-@\t\r＝a1. ", max_size=8) | st.text())
def test_every_cell_survives_the_way_there_and_back(cell):
    assert unguard(guard(cell)) == cell
