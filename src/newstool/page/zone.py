"""Where on the page a byline may be: near the headline, before the body, at its tail."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newstool.model.article import Label, LabelledBlock
from newstool.page.extents import Extents

NEXT = 4  # blocks after the headline in which it is the article's own whatever metadata says
_BEFORE = 10  # blocks before the headline that may hold the byline
_AFTER = 12  # blocks after it; 9 to 24 tried, more takes in names that the story shows
_NEAR = 8  # blocks after the headline in which a byline is the article's own
_ABOVE = 6  # and before it
_BEFORE_BODY = 16  # blocks before the body, where a summary or menus separate it from the headline
_INTO_BODY = 3  # blocks of the body in which a byline may still be
_TAIL = 14  # blocks after the last one of the body
_SIGNED_WITHIN = 2  # blocks between the body's end and the names that sign it
_TITLE_LINE = 2  # first blocks of a dump that may be the page's <title>
_MIN_TITLE = 20  # characters of a headline that the page's <title> begins with


class Zone(Struct, frozen=True):
    """Where credits are looked for: indices of the headline and of the body's ends, if known.

    `again` is where the headline is once more, far from the first time and before the body.
    """

    title: int | None
    first: int | None
    last: int | None
    again: int | None = None

    def behind(self, index: int) -> int:
        """How many blocks below the headline, or its repetition, a block is.

        An unknown one counts as above the first block.
        """
        if self.again is not None and self.again <= index + _ABOVE:
            return index - self.again
        return index + 1 if self.title is None else index - self.title

    def is_below_title(self, index: int) -> bool:
        """Whether a block comes after the headline; all do where that is not known."""
        return self.title is None or index > self.title

    def is_near(self, index: int) -> bool:
        """Between headline and body, or close to either."""
        behind = self.behind(index)
        if -_ABOVE <= behind <= _NEAR:
            return True
        return behind > 0 and self.first is not None and 0 <= self.first - index <= _BEFORE_BODY

    def is_at_end(self, index: int) -> bool:
        """Whether a block is the last one of the body or comes after it."""
        return self.last is not None and index >= self.last

    def signs(self, index: int) -> bool:
        """Whether a block is where a name signs the article: at the body's end."""
        return self.last is not None and abs(index - self.last) <= _SIGNED_WITHIN


def find_zone(extents: Extents, labelled: Sequence[LabelledBlock]) -> Zone:
    """The headline and the body of a page, or where they would be."""
    title, first, last = extents.title, extents.begin, extents.end
    if title is None:
        above_body = first - _BEFORE if first is not None and first > _BEFORE else None
        return Zone(above_body if extents.heading is None else extents.heading, first, last)
    again = None if first is None else _repeated_title(labelled, title, first)
    if again is not None and title <= _TITLE_LINE:  # what a dump opens with is the page's <title>
        return Zone(again, first, last)
    return Zone(title, first, last, again)


def _repeated_title(labelled: Sequence[LabelledBlock], title: int, first: int) -> int | None:
    """The headline's last repetition before the body, where menus are between the two."""
    wanted = labelled[title].block.text.casefold()
    for n in range(first - 1, title + _AFTER, -1):
        text = labelled[n].block.text
        if _MIN_TITLE <= len(text) <= len(wanted) and wanted.startswith(text.casefold()):
            return n
    return None


def near_headline(labelled: Sequence[LabelledBlock], zone: Zone) -> Sequence[LabelledBlock]:
    """The blocks that may hold a byline above the story, in page order."""
    title = zone.title or 0
    start, end = max(0, title - _BEFORE), title + _AFTER
    if zone.first is None or zone.last is None:
        return labelled[start:end]
    near = list(labelled[start : min(end, zone.last + 1)])
    if zone.again is not None and zone.again >= end:
        start, end = max(end, zone.again - _ABOVE), min(zone.again + _AFTER, zone.last + 1)
        near += labelled[start:end]
    if zone.first >= end:  # menus or a summary are between headline and body
        near += labelled[max(end, zone.first - _BEFORE_BODY) : zone.first + _INTO_BODY]
    return near


def in_comments(labelled: Sequence[LabelledBlock]) -> frozenset[int]:
    """The readers' comments, with a line between two of them: 'By Ana Ruiz, 6 March 2024'."""
    own = {item.block.index for item in labelled if item.label is Label.COMMENTS}
    return frozenset(own | {n + 1 for n in own if n + 2 in own})


def at_tail(labelled: Sequence[LabelledBlock], zone: Zone) -> Sequence[LabelledBlock]:
    """The body's last blocks and those after it."""
    if zone.last is None:
        return ()
    start = max(zone.last - 1, (zone.title or 0) + _AFTER, 0)
    return labelled[min(start, zone.last) : zone.last + 1 + _TAIL]
