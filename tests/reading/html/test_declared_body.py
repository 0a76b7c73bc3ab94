"""Pages that show nothing: what the state in their scripts says."""

from __future__ import annotations

import json

import pytest

import newstool

BODY = [
    {"type": "paragraph", "text": "The ferry left Skerry at dawn with the town's only piano."},
    {"type": "paragraph", "text": "It will be back on Sunday, the harbour office said."},
]
STATE = {
    "menu": [{"title": "Home"}],
    "story": {
        "title": "The piano sails",
        "byline": "By Ida Marlow",
        "publishedAt": "2024-05-02T09:00:00Z",
        "content": {"body": BODY},
    },
}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
        f"<script>window.__STATE__ = {json.dumps(STATE)};</script>",
        f"<script>window.__STATE__={json.dumps(STATE)};(function(){{run()}})();</script>",
    ],
)
def test_the_object_around_a_declared_body_says_who_and_when(script: str) -> None:
    article = newstool.parse(f"<html><body><div id=app></div>{script}</body></html>")
    assert article.title == "The piano sails"
    assert article.authors == ("Ida Marlow",)
    assert str(article.date_published).startswith("2024-05-02T09:00:00")
    assert [block.text for block in article.body] == [piece["text"] for piece in BODY]


def test_a_script_that_is_code_declares_nothing() -> None:
    page = "<script>window.run = function () { return {title: 1} }</script><p>The ferry left.</p>"
    assert newstool.parse(f"<h1>The piano sails</h1>{page}").text == "The ferry left."
