"""A page that asks for consent and holds nothing else gives no article."""

from __future__ import annotations

import pytest

import newstool

ASKS = (
    "We and our 812 partners store and access information on your device to show you "
    "personalised advertising, and measure what you read.",
    "You may accept or manage your choices, including your right to object where legitimate "
    "interest is used.",
)
STORY = "The last ferry of the season left Halvren at dusk with forty passengers on board. " * 3


def page(*sentences: str, head: str = "Before you continue to the Halvren Post") -> str:
    buttons = "<button>Accept all</button><button>More options</button>"
    return f"<h1>{head}</h1>{''.join(f'<p>{text}</p>' for text in sentences)}{buttons}"


@pytest.mark.parametrize(
    "html",
    [
        page(*ASKS),
        page(*ASKS, "This takes a moment and is done only once."),
        page(
            "Besuchen Sie den Boten wie gewohnt mit Werbung und Tracking.",
            "Wir und unsere Partner verarbeiten personenbezogene Daten, um zu messen.",
            head="Der Halvrener Bote mit Werbung",
        ),
    ],
)
def test_a_consent_wall_is_no_article(html: str) -> None:
    with pytest.raises(newstool.NewstoolError, match="no article"):
        newstool.parse(html)


def test_a_story_above_the_dialogue_stays() -> None:
    html = f"<article><h1>Last ferry sails</h1><p>{STORY}</p></article><div>{page(*ASKS)}</div>"
    assert newstool.parse(html).text == STORY.strip()


def test_a_story_about_consent_keeps_what_it_quotes() -> None:
    quoted = f"The banner says: “{ASKS[1]}” The court found that nobody reads it."
    article = newstool.parse(f"<h1>Court rules on banners</h1><p>{STORY}</p><p>{quoted}</p>")
    assert article.text.endswith("nobody reads it.")
