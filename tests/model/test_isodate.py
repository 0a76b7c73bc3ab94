"""A date keeps the precision and the zone it was written with."""

from __future__ import annotations

from datetime import datetime

import pytest

from newstool.model.isodate import IsoDate


@pytest.mark.parametrize(
    ("text", "precision", "zone", "day"),
    [
        ("2023", "year", None, None),
        ("2023-07", "month", None, None),
        ("2023-07-25", "day", None, "2023-07-25"),
        ("2023-07-25T08:34", "minute", None, "2023-07-25"),
        ("2023-07-25T08:34+08:00", "minute", "+08:00", "2023-07-25"),
        ("2023-07-25T08:34:10Z", "second", "Z", "2023-07-25"),
        ("2023-07-25T08:34:10.5-05:00", "second", "-05:00", "2023-07-25"),
    ],
)
def test_precision_and_zone_are_those_written(
    text: str, precision: str, zone: str | None, day: str | None
) -> None:
    date = IsoDate(text)
    assert (date.precision, date.zone, date.day) == (precision, zone, day)
    assert str(date) == text


def test_the_first_instant_a_date_can_mean() -> None:
    assert IsoDate("2023-07").to_datetime() == datetime(2023, 7, 1)
    assert IsoDate("2023-07-25T08:34").to_datetime() == datetime(2023, 7, 25, 8, 34)
