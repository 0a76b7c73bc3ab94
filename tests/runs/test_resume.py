"""Going on with a log: no record twice, none missing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.containers.part import Part
from newstool.model.errors import OutputError
from newstool.runs.batch import Done
from newstool.runs.inputs import RawInput
from newstool.runs.resume import Logged, Resumed

OBJECT = Part(data=b"{}", keys="json key")


def record(path, index=0):
    return json.dumps({"schema_version": 1, "input": {"path": path, "index": index}}).encode()


def outcome(inputs, logged):
    """What a run over (name, articles) writes when it resumes from the log."""
    raws = [RawInput(name, file=name) for name, _ in inputs]
    resumed = Resumed(logged)
    left = [raw.name for raw in resumed.remaining(raws)]
    # Inputs are known by their name here; two of one name have the same articles.
    articles = dict(inputs)
    results = [Done(name, index, None) for name in left for index in range(articles[name])]
    return [(each.name, each.index) for each in resumed.new(results)]


def test_a_new_log_leaves_everything_to_do():
    assert outcome([("a", 1), ("b", 2)], Logged([])) == [("a", 0), ("b", 0), ("b", 1)]


def test_finished_files_are_passed_over_and_the_last_one_is_gone_through_again():
    logged = Logged([record("a"), record("b", 0)])
    assert outcome([("a", 1), ("b", 3), ("c", 1)], logged) == [("b", 1), ("b", 2), ("c", 0)]


def test_lines_are_known_by_their_index():
    lines = [RawInput("x", part=OBJECT, is_whole=False, index=n) for n in range(4)]
    logged = Logged([record("x", 0), record("x", 2)])
    assert [raw.index for raw in Resumed(logged).remaining(lines)] == [1, 3]


def test_stdin_has_no_path_and_is_still_recognised():
    lines = [RawInput("stdin", part=OBJECT, is_whole=False, index=n) for n in range(2)]
    assert [raw.index for raw in Resumed(Logged([record(None, 0)])).remaining(lines)] == [1]


@pytest.mark.parametrize("line", [b"no json", b"[]", b'{"title": "A"}', b'{"input": null}'])
def test_a_log_that_parse_did_not_write_is_not_resumed(line):
    with pytest.raises(OutputError, match="line 2"):
        Logged([record("a"), line])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.just(0)), min_size=1, max_size=6),
    st.fixed_dictionaries({name: st.integers(0, 3) for name in "abc"}),
    st.integers(0, 20),
)
def test_wherever_a_run_was_cut_off_the_two_together_wrote_each_record_once(names, articles, cut):
    inputs = [(name, articles[name]) for name, _ in names]
    whole = [(name, index) for name, count in inputs for index in range(count)]
    first = whole[:cut]
    logged = Logged(record(name, index) for name, index in first)
    assert first + outcome(inputs, logged) == whole


# What an input holds, by its name and index; a mail has its own text, mails in it, or both.
HOLDS = {
    ("a.eml", 0): ["a.eml", "a.eml/1", "a.eml/2"],
    ("digest.eml", 0): ["digest.eml/1", "digest.eml/2"],
    ("box", 0): ["box", "box/1"],
    ("box", 1): ["box/1/x", "box/1/y"],
    ("box", 2): ["box", "box/2/x"],
    ("c.html", 0): ["c.html"],
}


def written(inputs, logged=None):
    """What a run over mails writes, as (name, index); a mail in a mail has the index 0."""
    resumed = Resumed(logged or Logged([]))
    raws = [RawInput(name, index=index, is_whole=name != "box") for name, index in inputs]
    results = [
        Done(each, raw.index if each == raw.name else 0, None)
        for raw in resumed.remaining(raws)
        for each in HOLDS[raw.name, raw.index]
    ]
    return [(each.name, each.index) for each in resumed.new(results)]


@pytest.mark.parametrize("inputs", [list(HOLDS), [*HOLDS, ("a.eml", 0), ("digest.eml", 0)]])
def test_mails_in_mails_are_written_once_wherever_a_run_was_cut_off(inputs):
    whole = written(inputs)
    for cut in range(len(whole) + 1):
        logged = Logged(record(name, index) for name, index in whole[:cut])
        assert whole[:cut] + written(inputs, logged) == whole, cut
