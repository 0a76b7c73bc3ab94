"""What the kept blocks of a page enclose: its labels and its tables, not what is hung between."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.enclosed import enclosed
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

ONE = "<p>The last ferry of the season left Halvren at dusk with forty passengers on board.</p>"
TWO = "<p>The line will not run again before April, because the council found no money.</p>"
LINKS = "<tr><td><a href=/x>Boats</a><td>1</tr><tr><td><a href=/y>Cars</a><td>2</tr>"
FIGURES = "<tr><td>March<td>1,204</tr><tr><td>April<td>962</tr>"


def added(html: str) -> list[str]:
    """What a page adds, whose sentences were kept."""
    page = page_of(read_html(decode(f"<main>{html}</main>"), DEFAULTS))
    kept = {block.index for block in page.reading.blocks if block.text.endswith(("board.", "ney."))}
    found = enclosed(page, kept)
    return [page.reading.blocks[index].text for index in sorted(found)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"{ONE}<p>Why now?</p>{TWO}", ["Why now?"]),
        (f"{ONE}<h4>Tickets</h4>{TWO}", ["Tickets"]),
        (f"{ONE}<table>{FIGURES}</table>{TWO}", ["March\t1,204", "April\t962"]),
        (f"{ONE}<p><a href=/x>Boats</a></p><table>{FIGURES}</table><h3>Prices</h3>{TWO}",
         ["March\t1,204", "April\t962", "Prices"]),
    ],
    ids=["question", "heading", "table", "table-amid-other-things"],
)  # fmt: skip
def test_what_the_story_encloses_is_of_it(html: str, expected: list[str]) -> None:
    assert added(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Why now?</p>{ONE}{TWO}",
        f"{ONE}<p><a href=/x>Boats</a></p>{TWO}",
        f"{ONE}<p>Advertisement</p>{TWO}",
        f"{ONE}<p hidden>Why now?</p>{TWO}",
        f"{ONE}<figure><figcaption>A boat</figcaption></figure>{TWO}",
        f"{ONE}<aside><p>Boats</p></aside>{TWO}",
        f"{ONE}<table>{LINKS}</table>{TWO}",
        f"{ONE}{TWO}<table>{FIGURES}</table>",
        f"{ONE}<table hidden>{FIGURES}</table>{TWO}",
    ],
    ids=[
        *("above", "link", "says-what-it-is", "hidden", "caption", "another-element"),
        *("table-of-links", "table-below", "hidden-table"),
    ],
)
def test_what_is_hung_into_the_story_or_beside_it_stays_out(html: str) -> None:
    assert added(html) == []
