"""Every place that a record gives leads to what was read there.

Each `where` of every article of `articles/` and `samples/` is followed in the input itself: a span
in its decoded text, a path in the tree that another parser builds of it.
"""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from test_articles import CASES, input_of, mail_in, parse_all

import newstool
from benchmarks.places import Verdict, follow

CONTENT = "http://purl.org/rss/1.0/modules/content/"


def inputs_of(case, records):
    """The decoded text that each record of a case was read from, and the JSON it was a value of."""
    path = input_of(case)
    raw = path.read_bytes()
    if path.suffix == ".eml":
        return [(mail_in(path).get_body().get_content(), None)]
    if path.suffix == ".csv":
        return [(row["body"], row) for row in csv.DictReader(io.StringIO(raw.decode(), newline=""))]
    if path.suffix == ".xml":
        return [(text_of(item), None) for item in ElementTree.fromstring(raw).iter("item")]
    if path.suffix == ".ndjson":
        lines = [json.loads(line) for line in raw.splitlines()]
        return [(line.get("html") or line["text"], line) for line in lines]
    text = raw.decode(records[0]["input"]["encoding"]["name"]).removeprefix("\ufeff")
    return [(text, None)] * len(records)


def text_of(item):
    """The whole text of a feed's entry, or else its summary."""
    return item.findtext(f"{{{CONTENT}}}encoded") or item.findtext("description")


@pytest.mark.parametrize("case", CASES)
def test_every_place_leads_to_its_words(case):
    records = parse_all(case, evidence=True, blocks=True)
    for record, (text, beside) in zip(records, inputs_of(case, records), strict=True):
        for one in follow(record, text, beside):
            assert one.verdict is Verdict.HOLDS, one


def test_what_is_in_a_shadow_root_has_a_place():
    words = "The mayor opened the bridge on Tuesday and walked across it with two hundred children."
    html = (
        "<!doctype html><title>A bridge opens</title><body><x-story>"
        '<template shadowrootmode="open"><h1>A bridge opens</h1><p>By Ana Ruiz</p>'
        f"<p>{words}</p><p>The band played.</p></template></x-story>"
    )
    record = newstool.parse(html, evidence=True, blocks=True).to_dict()
    found = follow(record, html)
    assert record["text"].startswith(words)
    assert {one.verdict for one in found} == {Verdict.HOLDS}
