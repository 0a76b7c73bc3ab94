"""Marks that link to the heading they are next to."""

from __future__ import annotations

import pytest

import newstool

STORY = "The build took forty minutes on a good day, and on a bad one nobody could tell. " * 4
REST = "Now the cache is keyed on the lock file, and the tests of both halves run at once. " * 4


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ('<h2 id=a>Measure first<a href="#a">#</a></h2>', "Measure first"),
        ('<h2 id=a>Measure first <a class=hanchor href="#a">¶</a></h2>', "Measure first"),
        ('<h2 id=a><a href="#a">§</a> Measure first</h2>', "Measure first"),
        ("<h2>Measure in C#</h2>", "Measure in C#"),
        ('<h2>Measure <a href="/tags#c">C#</a></h2>', "Measure C#"),
    ],
)
def test_a_headings_own_link_is_not_part_of_it(heading: str, text: str) -> None:
    html = f"<html><body><h1>How we build</h1><p>{STORY}</p>{heading}<p>{REST}</p></body></html>"
    article = newstool.parse(html)
    assert [part.text for part in article.body if part.type == "heading"] == [text]
    assert f"\n{text}\n" in newstool.clean(html)
