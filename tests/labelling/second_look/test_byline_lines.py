"""Lines under the headline that name the story's makers or its day."""

from __future__ import annotations

import newstool

STORY = "The old bridge over the river Alm was opened again, after two years of repairs. " * 3
REST = "Both lanes carry buses now, and the ferry that stood in for them is laid up for good. " * 3


def test_a_date_line_above_the_headline_is_no_body() -> None:
    article = newstool.parse(
        "<html><body><main><p>Tuesday, March 5, 2024</p><h1>Swing bridge shut until spring</h1>"
        f"<p>{STORY}</p><p>{REST}</p></main></body></html>"
    )
    assert article.body[0].text == STORY.strip()


def test_the_byline_and_the_standfirst_above_it_leave_the_body() -> None:
    article = newstool.parse(
        "<html><body><main><h1>Swing bridge shut until spring</h1>"
        "<p>Divers find more cracks, and the money is not yet there</p>"
        f"<p>Ana Ruiz | March 5, 2024, 7:12 a.m.</p><p>{STORY}</p><p>{REST}</p>"
        "</main></body></html>"
    )
    assert [part.text for part in article.body] == [STORY.strip(), REST.strip()]
    assert article.subtitle == "Divers find more cracks, and the money is not yet there"
    assert article.authors == ("Ana Ruiz",)
