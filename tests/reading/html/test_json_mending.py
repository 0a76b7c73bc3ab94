"""JSON as templates write it, made readable."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.reading.html.json_ld_scripts import Script, read_json_ld
from newstool.reading.html.json_mending import mended_json


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            '{"headline": "The "quiet" ferry", "a": "b"}',
            {"headline": 'The "quiet" ferry', "a": "b"},
        ),
        (
            '{"headline": "Ferry "late", "never" there"}',
            {"headline": 'Ferry "late", "never" there'},
        ),
        ('{"keywords": ["ferry", "the "Alm"", "x"]}', {"keywords": ["ferry", 'the "Alm"', "x"]}),
        ('{"a": "b" "c": "d"}', {"a": "b", "c": "d"}),
        ('{"a": "b",, "c": "d",}', {"a": "b", "c": "d"}),
        ('{"image": , "a": "b"}', {"image": None, "a": "b"}),
        ('{"a": undefined, "c": 1.5, "d": true}', {"a": None, "c": 1.5, "d": True}),
        (r'{"a": "it\'s a \d"}', {"a": "it's a d"}),
        ('{"a": {"b": ["c", "cut off he', {"a": {"b": ["c", "cut off he"]}}),
        ('{"a": "b"}}]', {"a": "b"}),
    ],
)
def test_each_fault_of_templates_is_mended(text: str, meant: object) -> None:
    assert json.loads(mended_json(text)) == [meant]


def test_values_side_by_side_are_a_list() -> None:
    assert json.loads(mended_json('{"a": 1}\n{"b": 2},')) == [{"a": 1}, {"b": 2}]


def test_a_headline_with_bare_quotation_marks_does_not_cost_the_author() -> None:
    script = """{"@type": "NewsArticle", "headline": "Mayor: "never
        again"", "author": {"@type": "Person", "name": "Ana "Nita" Ruiz"}}"""
    ((article,), _) = read_json_ld([Script(script, 0)])
    assert article["author"] == {"@type": "Person", "name": 'Ana "Nita" Ruiz'}


@given(st.text(alphabet='{}[]:,"\\ab1 \n', max_size=60))
def test_any_heap_of_marks_is_written_anew_without_raising(text: str) -> None:
    mended_json(text)


@pytest.mark.parametrize(
    "piece", ['"', '" ', "{", '{"a":', "\\", '"' + " " * 190, '" , "', '["a",']
)
def test_a_flood_of_marks_takes_linear_time(piece: str) -> None:
    mended_json('{"a": "' + piece * (200_000 // len(piece)))
