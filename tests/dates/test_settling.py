"""Which day an ambiguous date means, and how sure that is."""

from __future__ import annotations

from datetime import datetime

import pytest

from newstool.dates import Context, ReadDate, find_dates, read_stamp
from newstool.dates.labels import LabelRule, label_rules, role_of

NOW = datetime(2023, 7, 26, 12, 0)


def read(text: str, **known: object) -> ReadDate:
    (found,) = find_dates(text, Context(**known))  # type: ignore[arg-type]
    return found


def test_a_weekday_next_to_the_date_settles_its_order() -> None:
    found = read("Tuesday 23-07-25")
    assert found.value == "2023-07-25"
    assert not found.ambiguous
    assert found.candidates == ("2023-07-25", "2025-07-23")


def test_a_weekday_wins_over_language_and_region() -> None:
    assert read("Mercredi 06/07/2022", language="fr").value == "2022-07-06"
    assert read("Wed 06/08/2022", language="en", region="GB").value == "2022-06-08"


def test_the_word_on_is_not_a_weekday() -> None:
    assert read("on 05/06/2023").ambiguous


def test_another_date_of_the_document_settles_the_order() -> None:
    assert read("05/06/2023", days=("2023-06-05",)).value == "2023-06-05"
    assert read("05/06/2023", orders=("dmy",)).value == "2023-06-05"


@pytest.mark.parametrize(
    ("known", "iso"),
    [
        ({"order": "dmy"}, "2023-06-05"),
        ({"order": "mdy"}, "2023-05-06"),
        ({"language": "de"}, "2023-06-05"),
        ({"language": "en", "region": "US"}, "2023-05-06"),
        ({"language": "en", "region": "AU"}, "2023-06-05"),
    ],
)
def test_the_callers_order_the_language_or_the_region_settle_it(
    known: dict[str, object], iso: str
) -> None:
    found = read("05/06/2023", **known)
    assert found.value == iso
    assert not found.ambiguous


def test_the_callers_order_wins_over_the_region() -> None:
    assert read("05/06/2023", order="dmy", region="US").value == "2023-06-05"


def test_a_day_after_now_is_never_chosen_while_another_reading_is_left() -> None:
    assert read("05/09/2023", now=NOW, region="GB").value == "2023-05-09"
    assert read("05/09/2030", now=NOW, region="GB").value == "2030-09-05"


def test_a_day_that_can_be_no_month_leaves_no_doubt() -> None:
    found = read("25/07/2023")
    assert (found.value, found.candidates) == ("2023-07-25", ())


def test_between_dots_the_day_comes_first_unless_the_document_says_otherwise() -> None:
    assert not read("05.06.2023").ambiguous
    assert read("05.06.2023").value == "2023-06-05"
    assert read("05.06.2023", days=("2023-05-06",)).value == "2023-05-06"
    assert read("23.07.25", language="ko").value == "2023-07-25"


def test_what_nothing_settles_is_ambiguous_and_null_under_strict_rules() -> None:
    found = read("05/06/2023", language="en")
    assert found.ambiguous
    assert found.value == found.candidates[0]
    assert set(found.candidates) == {"2023-05-06", "2023-06-05"}
    strict = read("05/06/2023", language="en", strict=True)
    assert strict.value is None
    assert strict.candidates == found.candidates


def test_a_word_of_two_months_is_read_in_the_language_of_the_page() -> None:
    assert read("25. listopada 2023", language="hr").value == "2023-10-25"
    assert read("25 listopada 2023", language="pl").value == "2023-11-25"
    assert len(read("25 listopada 2023").candidates) == 2


def test_a_day_without_a_year_takes_it_from_the_document_or_from_now() -> None:
    assert read("25 July").value is None
    assert read("25 July").problem == "yearless"
    assert read("25 July", now=NOW).value == "2023-07-25"
    assert read("30 July", now=NOW).value == "2022-07-30"
    assert read("30 December", days=("2023-01-02",)).value == "2022-12-30"


@pytest.mark.parametrize("rule", label_rules(), ids=lambda rule: rule.id)
def test_each_label_group_names_its_example_and_spares_its_counterexample(rule: LabelRule) -> None:
    def role(line: str) -> str:
        (found,) = find_dates(line)
        return role_of(line, found.start, found.end)

    assert role(rule.catch) == rule.role
    assert role(rule.spare) != rule.role


def test_the_label_of_the_next_date_is_not_taken_for_this_one() -> None:
    line = "Published 25 July 2023 Updated: 26 July 2023"
    first, second = find_dates(line)
    assert role_of(line, first.start, first.end) == "published"
    assert role_of(line, second.start, second.end, first.end) == "modified"


def test_a_bar_separates_labels_that_follow_their_dates() -> None:
    line = "2023年7月25日 公開 / 2023年7月26日 更新"
    first, second = find_dates(line)
    assert role_of(line, first.start, first.end) == "published"
    assert role_of(line, second.start, second.end, first.end) == "modified"


@pytest.mark.parametrize(
    ("zone", "known", "iso"),
    [
        ("IST", {"region": "IN"}, "2023-07-25T08:34+05:30"),
        ("IST", {"language": "hi"}, "2023-07-25T08:34+05:30"),
        ("IST", {"region": "IL"}, "2023-07-25T08:34+02:00"),
        ("IST", {"region": "US", "language": "en"}, "2023-07-25T08:34"),
        ("IST", {}, "2023-07-25T08:34"),
        ("BST", {"region": "GB"}, "2023-07-25T08:34+01:00"),
        ("CST", {"region": "CN"}, "2023-07-25T08:34+08:00"),
        ("CST", {"region": "US"}, "2023-07-25T08:34-06:00"),
    ],
)
def test_a_zone_that_places_share_is_that_of_the_country(
    zone: str, known: dict[str, str], iso: str
) -> None:
    assert read(f"July 25, 2023 08:34 {zone}", **known).value == iso
    stamp = read_stamp(f"2023-07-25 08:34 {zone}", Context(**known))  # type: ignore[arg-type]
    assert stamp is not None and stamp.value == iso
