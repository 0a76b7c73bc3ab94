"""Two columns of prose side by side are told, because no order of the lines gives the story."""

from __future__ import annotations

from textwrap import wrap

import newstool

LEFT = (
    "The council of Marlow voted on Tuesday to close the old bridge for a year while engineers "
    "replace the deck and its rusted supports. Traffic will be sent over the northern ford, which "
    "was widened last spring at a cost of two million pounds."
)
RIGHT = (
    "Shopkeepers on the east bank fear that they will lose half of their customers, and some have "
    "asked for help with their rents. Work begins on 3 June and is expected to last eleven months, "
    "weather permitting, according to the plan."
)


def side_by_side(gap: str = "") -> str:
    pairs = zip(wrap(LEFT, 40), wrap(RIGHT, 40), strict=False)
    return "\n".join(f"{left:<46}{right}{gap}" for left, right in pairs)


def warnings(text: str) -> tuple[str, ...]:
    return newstool.parse(f"Marlow closes its bridge\n\n{text}\n", format="text").warnings


def test_columns_are_told() -> None:
    assert warnings(side_by_side()) == ("columns-side-by-side",)
    assert warnings(f"{LEFT}\n\n{side_by_side()}\n\n{RIGHT}") == ("columns-side-by-side",)


def test_prose_tables_and_lists_are_no_columns() -> None:
    rows = "\n".join(
        f"{name:<30}{3 * number},000   {number} %" for number, name in enumerate("abcdefgh")
    )
    names = "\n".join(f"{'Port of ' + name:<30}{'Old ' + name} harbour" for name in "ABCDEFGH")
    cells = "\n".join(f"{'The mill was sold.':<30}The mayor said so herself." for _ in range(8))
    for text in (LEFT, "\n".join(wrap(LEFT, 40)), rows, names, cells, f"{LEFT}   {RIGHT}"):
        assert warnings(text) == ()
