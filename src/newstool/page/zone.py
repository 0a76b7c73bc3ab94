"""Where on the page a byline may stand: near the headline, before the body, at its tail."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newstool.model.article import LabelledBlock
from newstool.page.extents import Extents

NEXT = 4  # blocks behind the headline in which it is the article's own whatever metadata says
_BEFORE = 10  # blocks before the headline that may hold the byline
_AFTER = 12  # blocks behind it; 9 to 24 tried, more takes in names that the story shows
_NEAR = 8  # blocks behind the headline in which a byline is the article's own
_ABOVE = 6  # and before it
_BEFORE_BODY = 16  # blocks before the body, where a summary or menus part it from the headline
_INTO_BODY = 3  # blocks of the body in which a byline may still stand
_TAIL = 14  # blocks behind the last one of the body
_TITLE_LINE = 2  # first blocks of a dump that may be the page's <title>
_MIN_TITLE = 20  # characters of a headline that the page's <title> begins with


class Zone(Struct, frozen=True):
    """Where credits are looked for: indices of the headline and of the body; -1: not known.

    `again` is where the headline stands once more far from the first time, before the body.
    """

    title: int
    first: int
    last: int
    again: int = -1

    def behind(self, index: int) -> int:
        """How many blocks behind the headline, or its repetition, a block stands."""
        return index - (self.again if -1 < self.again <= index + _ABOVE else self.title)

    def is_near(self, index: int) -> bool:
        """Between headline and body, or close to either."""
        behind = self.behind(index)
        return -_ABOVE <= behind <= _NEAR or (
            behind > 0 and 0 <= self.first - index <= _BEFORE_BODY
        )


def find_zone(extents: Extents, labelled: Sequence[LabelledBlock]) -> Zone:
    """The headline and the body of a page, or where they would be."""
    first = -1 if extents.begin is None else extents.begin
    last = -1 if extents.end is None else extents.end
    if extents.title is None:
        above_body = first - _BEFORE if first > _BEFORE else -1
        return Zone(above_body if extents.heading is None else extents.heading, first, last)
    title = extents.title
    again = _repeated_title(labelled, title, first)
    if again > title <= _TITLE_LINE:  # what a dump opens with is the page's <title>
        return Zone(again, first, last)
    return Zone(title, first, last, again)


def _repeated_title(labelled: Sequence[LabelledBlock], title: int, first: int) -> int:
    """The headline's last repetition before the body, where menus part the two; else -1."""
    wanted = labelled[title].block.text.casefold()
    for n in range(first - 1, title + _AFTER, -1):
        text = labelled[n].block.text
        if _MIN_TITLE <= len(text) <= len(wanted) and wanted.startswith(text.casefold()):
            return n
    return -1


def near_headline(labelled: Sequence[LabelledBlock], zone: Zone) -> Sequence[LabelledBlock]:
    """The blocks that may hold a byline above the story, in page order."""
    start = max(0, zone.title - _BEFORE)
    end = max(zone.title, 0) + _AFTER
    if zone.last < 0:
        return labelled[start:end]
    near = list(labelled[start : min(end, zone.last + 1)])
    if zone.again >= end:
        start, end = max(end, zone.again - _ABOVE), min(zone.again + _AFTER, zone.last + 1)
        near += labelled[start:end]
    if zone.first >= end:  # menus or a summary stand between headline and body
        near += labelled[max(end, zone.first - _BEFORE_BODY) : zone.first + _INTO_BODY]
    return near


def at_tail(labelled: Sequence[LabelledBlock], zone: Zone) -> Sequence[LabelledBlock]:
    """The body's last blocks and those behind it."""
    if zone.last < 0:
        return ()
    start = max(zone.last - 1, max(zone.title, 0) + _AFTER, 0)
    return labelled[min(start, zone.last) : zone.last + 1 + _TAIL]
