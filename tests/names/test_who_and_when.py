"""Lines that say who wrote or when are known by their words."""

from __future__ import annotations

import pytest

from newstool.names.who_and_when import says_who_or_when


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz",
        "By Ana Ruiz and Tom Okafor",
        "Ana Ruiz | 5 March 2024",
        "By Ana Ruiz | 5 March 2024 | 3 min read",
        "by Ana Ruiz | Mar 5, 2024 | Science, People | 0 comments",
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
        "5 March 2024 | The bridge opens at last",
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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("海岸新聞　記者・佐原美咲", True),
        ("김서연 기자 seoyeon@coast.example", True),
        ("记者林晓舟获得年度新闻奖，颁奖礼周六晚在海岸举行", False),
    ],
)
def test_a_line_of_a_reporters_name_and_office_says_who(line: str, told: bool) -> None:
    assert says_who_or_when(line) is told
