"""Whether an input is a copied or typed story, or a page with its menus."""

from __future__ import annotations

import pytest

from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.page.regime import Regime, read_regime, reason_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text

PROSE = (
    "The harbour wall at Tarrow will be raised by a metre to hold back winter storms, the council "
    "said on Tuesday.\n\nWork begins in August and should be finished before the new year."
)
MENU = "Home\nNews\nSport\nBusiness\nOpinion\nWeather\nSearch\nLog in\nSubscribe\nTravel\nFood"
TEASERS = "\n".join(f"{word} to close for a month" for word in "Pier Bridge Mill Dock".split())


def regime_of_text(text: str) -> Regime:
    return page_of(read_text(decode(text, format="text"))).regime


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour wall to be raised\n\n{PROSE}",
        f"Harbour wall to be raised\n\n{PROSE}\n\nShare on Facebook\nRelated news\nPier to close",
        "Results\n\nHarwick 2, Pelham 0\nMarsh End 1, Orton 1\nLees 3, Denny 4\nTilbury 0, Dell 0",
        "The Tide Clock\n\n" + "and somebody has moved the moon\n" * 12,
        "\n".join(f"Councillor {name}" for name in "ABCDEFGHIJKLMN"),
    ],
    ids=["a story", "a story with a tail", "results", "verse", "names"],
)
def test_what_was_copied_or_typed_is_a_story(text: str) -> None:
    assert regime_of_text(text) is Regime.STORY


@pytest.mark.parametrize(
    "text",
    [
        f"{MENU}\nHarbour wall to be raised\n{PROSE}",
        f"Harbour wall to be raised\n{PROSE}\nMost read\n{TEASERS}\nMore from Local\n{TEASERS}",
    ],
    ids=["a menu before it", "teasers behind it"],
)
def test_what_has_menus_or_many_teasers_is_a_page(text: str) -> None:
    assert regime_of_text(text) is Regime.PAGE


def test_many_links_make_a_page_of_html() -> None:
    def regime(links: int) -> Regime:
        menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(links))
        html = f"<ul>{menu}</ul><h1>Harbour wall</h1><p>{PROSE}</p>"
        return page_of(read_html(decode(html, format="html"), DEFAULTS)).regime

    assert (regime(3), regime(12)) == (Regime.STORY, Regime.PAGE)


def test_the_lines_that_decided_are_shown() -> None:
    text = f"Home\nSport\nHarbour wall\n\n{PROSE}"
    page = page_of(read_text(decode(text, format="text")))
    found = read_regime(page.reading, page.hits)
    assert found.value is page.regime
    assert reason_of(found) == "lines of a page: 3 (Home / Sport / Harbour wall)"
    assert found.block == 0
