"""Lines under the headline that name the story's makers or its day."""

from __future__ import annotations

import pytest

import newstool
from newstool.labelling.second_look.byline_lines import says_who_or_when

STORY = "The old bridge over the river Alm was opened again, after two years of repairs. " * 3
REST = "Both lanes carry buses now, and the ferry that stood in for them is laid up for good. " * 3


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz",
        "By Ana Ruiz and Tom Okafor",
        "Ana Ruiz | 5 March 2024",
        "Ana Ruiz March 5, 2024 at 7:12 a.m. EST",
        "Last updated: 5 March 2024",
        "By: Ana Ruiz\nDate: 12/02/2011 16:20\nSection: Local news",
        "آخر تحديث: ٦ مارس ٢٠٢٤",
        "河畔日报 2024年03月05日14:30",
        "文／張家豪　攝影／陳品妤",
        "Von Lena Vogt",
    ],
)
def test_a_line_of_makers_and_dates_is_known_by_its_words(line: str) -> None:
    assert says_who_or_when(line)


@pytest.mark.parametrize(
    "line",
    [
        "By the time the bridge opened, the mayor had resigned",
        "The bridge opened on 5 March 2024",
        "On 5 March 2024 the bridge opened.",
        "Ana Ruiz",
        "Divers find more cracks, and the money is not yet there",
        "Von der Küste bis zu den Bergen",
        "1998: the first bridge",
        "",
    ],
)
def test_a_line_of_the_story_is_spared(line: str) -> None:
    assert not says_who_or_when(line)


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
