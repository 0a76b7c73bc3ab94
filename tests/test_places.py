"""Every place that a record gives leads to what was read there.

Each `where` of every article of `articles/` and `samples/` is followed in the input itself: a span
in its decoded text, a path in the tree that another parser builds of it.
"""

from __future__ import annotations

import json

import pytest
from test_articles import CASES, input_of, parse_all

from benchmarks.places import Verdict, follow


def inputs_of(case, records):
    """The decoded text that each record of a case was read from, and the JSON it was a value of."""
    path = input_of(case)
    raw = path.read_bytes()
    if path.suffix == ".ndjson":
        lines = [json.loads(line) for line in raw.splitlines()]
        return [(line.get("html") or line["text"], line) for line in lines]
    text = raw.decode(records[0]["input"]["encoding"]["name"]).removeprefix("\ufeff")
    return [(text, None)] * len(records)


@pytest.mark.parametrize("case", CASES)
def test_every_place_leads_to_its_words(case):
    records = parse_all(case, evidence=True, blocks=True)
    for record, (text, beside) in zip(records, inputs_of(case, records), strict=True):
        for one in follow(record, text, beside):
            assert one.verdict is Verdict.HOLDS, one
