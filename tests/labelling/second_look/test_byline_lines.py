"""Lines under the headline that name the story's makers or its day."""

from __future__ import annotations

import newstool
from newstool.labelling.second_look.byline_lines import head_names
from newstool.model.article import Found
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

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


def test_a_programme_of_dates_and_speakers_is_body() -> None:
    dates = ("September 10, 2024", "September 17, 2024", "September 24, 2024", "October 1, 2024")
    reading = read_html(
        decode("<h1>Talks in the old mill</h1>" + "".join(f"<p>{d}, Ana Ruiz</p>" for d in dates)),
        DEFAULTS,
    )
    headline = Found("Talks in the old mill", "h1", "", block=0)
    assert head_names(reading, headline, {1, 2, 3, 4}) == {}
    assert head_names(reading, headline, {1}) == {}
