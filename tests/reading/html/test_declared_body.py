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

WORDS = "".join(f"<p>{piece['text']}</p>" for piece in BODY)
# A title in one row points to the text in another, which gives its length in bytes.
FLIGHT = (
    f'1:T{len(WORDS.encode()):x},{WORDS}2:["$","$L3",null,{{"story":{{"title":"The piano sails",'
    '"byline":"By Ida Marlow","publishedAt":"2024-05-02T09:00:00Z","body":"$1"}}]\n'
)
NUXT = [
    {"story": 1},
    {"title": 2, "byline": 3, "publishedAt": 4, "body": 5},
    "The piano sails",
    "By Ida Marlow",
    "2024-05-02T09:00:00Z",
    WORDS,
]


def pushed(*chunks: str) -> str:
    """Scripts of Next.js that push chunks of its state."""
    pushes = "".join(
        f"<script>self.__next_f.push({json.dumps([1, chunk])})</script>" for chunk in chunks
    )
    return f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushes}"


@pytest.mark.parametrize(
    "script",
    [
        pushed(FLIGHT[:50], FLIGHT[50:]),
        f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(NUXT)}</script>',
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


def test_the_elements_that_a_framework_draws_are_paragraphs() -> None:
    drawn = [
        ["$", "p", None, {"children": [piece["text"][:9], piece["text"][9:]]}] for piece in BODY
    ]
    row = json.dumps(["$", "article", None, {"children": drawn}])
    article = newstool.parse(f"<html><body>{pushed('7:' + row)}</body></html>")
    assert [block.text for block in article.body] == [piece["text"] for piece in BODY]


@pytest.mark.parametrize("chunk", ["1:Tffffff,x", "1:T2,", "zz", "1:[", '1:"$1"', "", "1:I[]"])
def test_a_broken_chunk_declares_nothing(chunk: str) -> None:
    page = f"<h1>The piano sails</h1><p>The ferry left.</p>{pushed(chunk)}"
    assert newstool.parse(page).text == "The ferry left."
