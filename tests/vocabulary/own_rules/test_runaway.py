"""A pattern of the user's own that could run away is refused before it is ever tried."""

import re

import pytest
from growth import assert_linear

from newstool.vocabulary.furniture_rules import load_rules
from newstool.vocabulary.own_rules.runaway import fault_of


@pytest.mark.parametrize(
    "pattern",
    [
        r"^sign up (for|to) (our|the)\b.{0,40}\bnewsletter",
        r"^read .*newsletter$",
        r"read more.*",
        r"\d{1,2}\. \w{1,20} \d{4}",
        r"^\W*more from (?-i:[A-Z])\w{1,20}",
        r"(?:[-=*]\s?){3,120}x",  # what repeats can't begin with what may come next
        r"^(?!by )[^\n]{1,80} is a reporter",
    ],
)
def test_a_pattern_whose_time_is_bounded_is_taken(pattern):
    assert fault_of(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\s+$", "how often"),
        (r"(a+)+$", "how often"),
        (r"^(a|a)*b", "too many ways"),
        (r"^(\w+\s)*x", "how often"),
        (r"^.*.*x", "how often"),
        (r"x\w*!", "how often"),
        (r"(x|xx){1,30}y", "too many ways"),
        (r"(?:a?){20}b", "too many ways"),
        (r"(\w{1,20}\s?){1,10}x", "too many ways"),
        (r"(.{0,50},){5}x", "too many ways"),
        (r"(\w{1,9}) \1", "back to a group"),
        (r"(a", "not a regular expression"),
        ("(" * 900 + ")" * 900, "brackets"),
        ("a" * 3000, "too long"),
    ],
)
def test_one_that_could_run_away_is_refused_with_the_reason(pattern, said):
    assert said in (fault_of(pattern) or "")


def test_repeats_inside_one_another_are_judged_without_trying_each_way():
    # Following each of the ways, 2 to the power of 40, would never end.
    assert fault_of("(?:" * 40 + "a" + "){0,2}" * 40) is not None


def test_many_of_the_shipped_patterns_pass():
    # The bound is on the safe side; the others were found to be linear by trying them.
    rules = [rule for rule in load_rules() if rule.pattern]
    passed = [rule for rule in rules if fault_of(rule.pattern, anchored=bool(rule.starts)) is None]
    assert len(passed) > 0.4 * len(rules)


@pytest.mark.parametrize("pattern", [r"(.{0,28},){2}x", r"^.*,.{0,40}x"])
def test_the_worst_that_is_taken_is_linear(pattern):
    assert fault_of(pattern) is None
    assert_linear(re.compile(pattern).search, ",".__mul__, 16_000)
