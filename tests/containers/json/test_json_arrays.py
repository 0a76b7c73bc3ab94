"""The articles inside a larger JSON value: an array, or an object that wraps one."""

import json

import pytest

from newstool.containers.json.arrays import json_records
from newstool.model.errors import RecordError


def objects_in(value, path=None):
    return [json.loads(each) for each in json_records(value, path)]


A, B = {"title": "A", "text": "a"}, {"title": "B", "text": "b"}


@pytest.mark.parametrize(
    "value",
    [
        [A, B],
        {"articles": [A, B], "status": "ok"},
        {"status": "ok", "response": {"results": [A, B]}},
        {"title": "The feed's own", "items": [A, B]},
        {"hits": {"total": 2, "hits": [{"_id": 1, "_source": A}, {"_id": 2, "_source": B}]}},
        {"data": {"articles": [A, B]}},
        {"@context": "https://schema.org", "@graph": [{"name": "The site"}, A, B]},
        {"a-1": A, "a-2": B},
        {"articles": {"a-1": A, "a-2": B}},
        {"title": {"0": "A", "1": "B"}, "text": {"0": "a", "1": "b"}},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["A", "a"], ["B", "b"]]},
    ],
)
def test_the_objects_of_an_array_are_found(value):
    assert objects_in(json.dumps(value).encode()) == [A, B]


@pytest.mark.parametrize(
    "value",
    [
        {**A, "items": [B]},
        {"a": 1, "docs": [1, 2]},
        {"a": {"b": [A]}},
        {"a": A, "b": {"c": 1}},
        {"title": {"rendered": "A"}, "content": {"rendered": "a"}},
        {"title": {"0": "A"}, "text": {"1": "a"}},
        {"columns": 2, "data": "a"},
    ],
)
def test_what_is_a_document_itself_or_wraps_nothing_known_is_one(value):
    written = json.dumps(value).encode()
    assert list(json_records(written)) == [written]


@pytest.mark.parametrize("value", [{"article": A}, {"_index": "news", "_source": A}])
def test_a_document_alone_in_a_frame_is_taken_out_of_it(value):
    assert objects_in(json.dumps(value).encode()) == [A]


@pytest.mark.parametrize("path", ["a.b", "a.b[]", "a[].b"])
def test_the_array_can_be_named(path):
    assert objects_in(json.dumps({"a": {"b": [A, B]}}).encode(), path) == [A, B]


def test_a_named_array_that_is_not_there_is_an_error():
    with pytest.raises(RecordError, match=r"no 'c' where --records 'a\.c' leads.*it has 'b'"):
        objects_in(json.dumps({"a": {"b": [A]}}).encode(), "a.c")


def test_an_empty_array_holds_nothing():
    assert objects_in(b'{"articles": []}') == []


@pytest.mark.parametrize("value", [b'[{"text": "a\x01", "n": NaN}]', b'{"text": "\\ud800"}'])
def test_what_only_a_lenient_reader_takes_is_mended(value):
    assert len(objects_in(value)) == 1


@pytest.mark.parametrize("value", [b"[" * 100_000, b'{"a": }', b'{"text": "a', b'{"a": 1}]'])
def test_broken_json_is_an_error(value):
    with pytest.raises(RecordError):
        objects_in(value)


@pytest.mark.parametrize("cut", [b"", b",", b",\n {", b', {"title": "B", "te'])
def test_the_whole_objects_of_an_array_that_is_cut_short_are_handed_out(cut):
    found = json_records(b"[" + json.dumps(A).encode() + cut)
    assert json.loads(next(found)) == A
    with pytest.raises(RecordError, match="cut short"):
        next(found)


def test_values_in_a_row_are_read_one_by_one():
    assert objects_in(json.dumps(A, indent=1).encode() + json.dumps(B, indent=1).encode()) == [A, B]


def test_the_entries_of_a_live_page_are_part_of_its_record() -> None:
    entry = b'{"time":"18:05","title":null,"body":"The polls have closed."}'
    record = b'{"title":"Live","entries":[' + entry + b"]}"
    assert list(json_records(record)) == [record]
    feed = b'{"title":"Feed","entries":[{"title":"Polls close","body":"They closed."}]}'
    assert list(json_records(feed)) == [b'{"title":"Polls close","body":"They closed."}']
