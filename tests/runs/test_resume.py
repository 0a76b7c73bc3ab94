"""Going on with a log: no record twice, none missing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.containers.part import Part
from newstool.model.errors import OutputError
from newstool.runs.batch import Done
from newstool.runs.inputs import RawInput
from newstool.runs.resume import Logged, new_results, remaining_inputs


def record(path, index=0):
    return json.dumps({"schema_version": 1, "input": {"path": path, "index": index}}).encode()


def outcome(inputs, logged):
    """What a run over (name, articles) writes that goes on with the log."""
    raws = [RawInput(name, file=name) for name, _ in inputs]
    left = [raw.name for raw in remaining_inputs(raws, logged)]
    # Inputs are known by their name here; two of one name have the same articles.
    articles = dict(inputs)
    results = [Done(name, index, None) for name in left for index in range(articles[name])]
    return [(each.name, each.index) for each in new_results(results, logged)]


def test_a_new_log_leaves_everything_to_do():
    assert outcome([("a", 1), ("b", 2)], Logged([])) == [("a", 0), ("b", 0), ("b", 1)]


def test_finished_files_are_passed_over_and_the_last_one_is_gone_through_again():
    logged = Logged([record("a"), record("b", 0)])
    assert outcome([("a", 1), ("b", 3), ("c", 1)], logged) == [("b", 1), ("b", 2), ("c", 0)]


def test_lines_are_known_by_their_index():
    lines = [RawInput("x", part=Part(data=b"{}"), is_whole=False, index=n) for n in range(4)]
    logged = Logged([record("x", 0), record("x", 2)])
    assert [raw.index for raw in remaining_inputs(lines, logged)] == [1, 3]


def test_stdin_has_no_path_and_is_known_all_the_same():
    lines = [RawInput("stdin", part=Part(data=b"{}"), is_whole=False, index=n) for n in range(2)]
    assert [raw.index for raw in remaining_inputs(lines, Logged([record(None, 0)]))] == [1]


@pytest.mark.parametrize("line", [b"no json", b"[]", b'{"title": "A"}', b'{"input": null}'])
def test_a_log_that_parse_did_not_write_is_not_gone_on_with(line):
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
