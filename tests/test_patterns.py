"""Every regular expression of the package, and strings that nearly match it: none runs away."""

from __future__ import annotations

import re
import signal
import tomllib
from functools import cache
from pathlib import Path

import pytest
from growth import assert_linear, seconds
from near_misses import (
    Found,
    held_by_modules,
    near_misses,
    package_modules,
    repeats_alternatives,
    written_in_functions,
)

import newstool
from newstool.fields import registrations
from newstool.reading.foreign import FOREIGN
from newstool.vocabulary.furniture import compiled
from newstool.vocabulary.furniture_rules import load_rules

SCREEN = 500  # characters at which what is harmless takes no time worth measuring ...
NO_TIME = 0.000_2  # ... in seconds
LENGTH = (
    8000  # a sixteenth is longer than the bounded repeats that a search tries at each character
)
TOO_LONG = 200  # seconds for all strings of one pattern: what is exponential never ends

# These compile what they are given. `rules.compiled` and `registrations._compiled` are given the
# patterns of data files, which are tested below; `patterns.later` and `names.worded` those of the
# modules' globals, which are made for the test; `foreign._compiled` and `mojibake._sequences` those
# of global tables; `runaway.compiled` and the last what the user wrote himself.
COMPILE_WHAT_THEY_ARE_GIVEN = {
    "newstool.vocabulary.furniture.compiled",
    "newstool.vocabulary.patterns.later",
    "newstool.vocabulary.names.worded",
    "newstool.fields.registrations._compiled",
    "newstool.vocabulary.own_rules.runaway.compiled",
    "newstool.reading.foreign._compiled",
    "newstool.reading.mojibake._sequences",
    "newstool.containers.exports.splitting._compile",
}
# These give back patterns that they make of data, without being told anything.
MAKE_THEIR_OWN = {
    "newstool.dates.clock._clock",
    "newstool.dates.number_dates._east_asian",
    "newstool.dates.number_dates._forms",
    "newstool.dates.relative._number",
    "newstool.vocabulary.wire_lines._pattern",
    "newstool.reading.text.page_furniture._patterns",
}


@cache
def in_code():
    modules = package_modules()
    written, unknown = written_in_functions(modules)
    return held_by_modules(modules) | written, unknown


def in_data():
    found = {}
    for rule in load_rules():
        if rule.pattern:
            found[f"{rule.id} pattern"] = Found(compiled(rule.pattern), anchored=bool(rule.starts))
        if rule.then:  # comes right after one of the starts
            found[f"{rule.id} then"] = Found(compiled(rule.then), anchored=True)
    for foreign in FOREIGN:
        found[foreign.name] = Found(re.compile(foreign.pattern, re.DOTALL), anchored=True)
    for scheme in registrations.load_schemes():
        found[scheme.name] = Found(registrations._compiled(scheme.pattern), anchored=False)
    return found


def distinct(found):
    return {
        (each.pattern.pattern, each.pattern.flags, each.anchored): name
        for name, each in found.items()
    }


ALL = in_code()[0] | in_data()
EACH = [pytest.param(ALL[name], id=name) for name in distinct(ALL).values()]


def test_all_patterns_are_known():
    assert in_code()[1] == COMPILE_WHAT_THEY_ARE_GIVEN | MAKE_THEIR_OWN
    assert {name.rpartition(" ")[0] for name in in_code()[0]} >= MAKE_THEIR_OWN
    assert len(EACH) > 200


def test_all_patterns_of_the_data_files_are_known():
    known = "\n".join(
        found.pattern.pattern for found in ALL.values() if isinstance(found.pattern.pattern, str)
    )
    for path in Path(newstool.__file__).parent.rglob("*.toml"):
        for pattern in _patterns_of(tomllib.loads(path.read_text("utf-8"))):
            assert pattern in known, f"{path.name}: {pattern}"


def _patterns_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("pattern", "then") and isinstance(inner, str):
                yield inner
            else:
                yield from _patterns_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _patterns_of(inner)


@pytest.mark.parametrize("found", EACH)
def test_no_near_miss_makes_a_pattern_run_away(found):
    with ends_within(TOO_LONG):
        costs = {
            each: min(seconds(found.ask, found.text(each, SCREEN)) for _ in range(2))
            for each in near_misses(found.pattern)
        }
        worst = max(costs, key=costs.__getitem__, default=None)
        if worst is not None and costs[worst] > NO_TIME:
            assert_linear(found.ask, lambda length: found.text(worst, length), LENGTH)


@pytest.mark.parametrize(("pattern", "anchored"), [(r"\s+$", False), (r"(a+)+$", True)])
def test_a_pattern_that_runs_away_is_caught(pattern, anchored, monkeypatch):
    monkeypatch.setitem(globals(), "TOO_LONG", 1)
    with pytest.raises((AssertionError, TimeoutError)):
        test_no_near_miss_makes_a_pattern_run_away(Found(re.compile(pattern), anchored))


def test_no_alternatives_are_repeated_possessively():
    """Up to Python 3.11.4 `(?:ab|a)*+` takes too much; `(?>(?:ab|a)*)` does not."""
    for name, found in ALL.items():
        assert not repeats_alternatives(found.pattern), name


def test_alternatives_that_are_repeated_possessively_are_found():
    assert repeats_alternatives(re.compile("x(?:(?:ab|cd)e)*+"))
    assert not repeats_alternatives(re.compile("x(?>(?:(?:ab|cd)e*+)*)"))


class ends_within:  # noqa: N801
    """Raise `TimeoutError` after so many seconds: the matcher asks for signals now and then."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        signal.signal(signal.SIGALRM, self._stop)
        signal.alarm(self.seconds)

    def __exit__(self, *_):
        signal.alarm(0)

    def _stop(self, *_):
        raise TimeoutError(f"no end after {self.seconds} s")
