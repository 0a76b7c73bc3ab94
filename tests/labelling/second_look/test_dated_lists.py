"""Lists of other stories between the paragraphs of a plain text."""

from __future__ import annotations

import newstool

STORY = (
    "The tram of Tarrow came back on Monday after nine weeks in the shed.",
    "Nobody had told the driver, who was still on holiday.",
    "The mayor said that the next holiday would be put on the timetable, below the trams.",
)
LIST = "Bridge painted blue\n4 May 2024\nPond drained\n2 May 2024\n"


def test_headlines_with_their_dates_amid_the_story_are_not_of_it() -> None:
    head = "The tram is back\nBy Ana Ruiz\n6 May 2024\n\n"
    text = "\n\n".join((*STORY[:2], LIST, STORY[2]))
    article = newstool.parse(head + text)
    assert tuple(block.text for block in article.body) == STORY
    assert str(article.date_published) == "2024-05-06"


def test_a_calendar_is_what_its_page_is_about() -> None:
    text = "What is on\n\nTarrow has much to offer this month.\n\n" + LIST
    assert "Pond drained" in newstool.parse(text).text
