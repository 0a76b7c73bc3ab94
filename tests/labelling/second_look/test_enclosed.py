"""What the kept blocks of a page enclose: its labels and its tables, not what is hung between."""

from __future__ import annotations

import pytest

from newstool.labelling.second_look.enclosed import enclosed
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text

ONE = "<p>The last ferry of the season left Halvren at dusk with forty passengers on board.</p>"
TWO = "<p>The line will not run again before April, because the council found no money.</p>"
LINKS = "<tr><td><a href=/x>Boats</a><td>1</tr><tr><td><a href=/y>Cars</a><td>2</tr>"
FIGURES = "<tr><td>March<td>1,204</tr><tr><td>April<td>962</tr>"


def added(html: str) -> list[str]:
    """What a page adds, whose sentences were kept."""
    page = page_of(read_html(decode(f"<main>{html}</main>"), DEFAULTS))
    kept = {block.index for block in page.reading.blocks if block.text.endswith(("board.", "ney."))}
    found = enclosed(page, [0.1] * len(page.reading.blocks), kept)
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


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Tickets and times", True),
        ("Why now?", True),
        ("[ferry-1024x768]", False),
        ("a white ferry", False),
        ("- - -", False),
        ("Advertisement", False),
    ],
)
def test_a_short_line_amid_a_text_is_of_it(line: str, is_kept: bool) -> None:
    sentence = "The line will not run again before April, because the council found no money. "
    lines = [sentence * 2, sentence, line, sentence * 2, sentence]
    page = page_of(read_text(decode("\n\n".join(lines), format="text"), DEFAULTS))
    found = enclosed(page, [0.9, 0.9, 0.1, 0.9, 0.9], {0, 1, 3, 4})
    assert enclosed(page, [0.5, 0.5, 0.1, 0.5, 0.5], {0, 1, 3, 4}) == set()
    assert found == ({2} if is_kept else set())
