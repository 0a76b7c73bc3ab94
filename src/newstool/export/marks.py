"""The story's own marks in a piece's text: links, what is bold, italic or code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from newstool.model.article import MARKS, Block, Inline, Link
from newstool.vocabulary.patterns import later

# Characters that Unicode keeps out of all text. They are set around the words of a link, ...
LINK_START, LINK_END = "\ufdd0", "\ufdd1"
# ... and around what has a tag of `MARKS`.
TAG_OF_START = {"\ufdd2": "strong", "\ufdd4": "em", "\ufdd6": "code"}
TAG_OF_END = {"\ufdd3": "strong", "\ufdd5": "em", "\ufdd7": "code"}
CODE_START, CODE_END = "\ufdd6", "\ufdd7"
ALL_SIGNS = "\ufdd0-\ufdd7"  # in a class of a pattern
_STARTS = {tag: sign for sign, tag in TAG_OF_START.items()}
_ENDS = {tag: sign for sign, tag in TAG_OF_END.items()}
_SIGN = later(f"[{ALL_SIGNS}]")
_PART = later(r"[^\n\t]+")  # of a line of verse, or a cell


def has_signs(text: str) -> bool:
    """Whether a text has one of the characters itself, so that nothing can be marked in it."""
    return _SIGN.search(text) is not None


def with_signs(text: str, links: Sequence[Link], marks: Sequence[Inline]) -> str:
    """The text with the signs around the words of its links and around its marks."""
    if not links and not marks:
        return text
    # At one place what ends goes before what begins, and a link is around its marks.
    signs = [(mark.start, 3, _signs(mark, _STARTS)) for mark in marks]
    signs += [(mark.end, 0, _signs(mark, _ENDS)[::-1]) for mark in marks]
    signs += [(link.start, 2, LINK_START) for link in links]
    signs += [(link.end, 1, LINK_END) for link in links]
    parts, at = [], 0
    for place, _, sign in sorted(signs):
        parts += [text[at:place], sign]
        at = place
    return "".join([*parts, text[at:]])


def _signs(mark: Inline, of_tag: dict[str, str]) -> str:
    return "".join(of_tag[tag] for tag in MARKS[mark.tag])


def marks_of(block: Block, text: str, links: Sequence[Link]) -> tuple[Inline, ...]:
    """What is marked in a block that is shown as `text`, in order.

    No mark is across a line's end, a cell's or a link's, and none begins or ends with a space.
    """
    marks = block.markup.marks if block.markup is not None else ()
    if not marks:
        return ()
    shift = block.text.find(text) if text != block.text else 0
    edges = sorted({edge for link in links for edge in (link.start, link.end)})
    whole = _joined(marks, block.text)
    if block.level:  # a heading is bold anyway
        whole = [_without_strong(mark) for mark in whole if mark.tag != "strong"]
    moved = ((max(0, mark.start - shift), min(len(text), mark.end - shift), mark) for mark in whole)
    return tuple(
        Inline(start, end, mark.tag, mark.attributes)
        for begin, finish, mark in moved
        for start, end in _parts(text, begin, finish, edges)
    )


def _joined(marks: Iterable[Inline], text: str) -> list[Inline]:
    """With what is marked alike, and has at most spaces between, as one."""
    joined: list[Inline] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        last = joined[-1] if joined else None
        if last and last.tag == mark.tag and not text[last.end : mark.start].strip():
            joined[-1] = Inline(last.start, mark.end, mark.tag, mark.attributes)
        else:
            joined.append(mark)
    return joined


def _without_strong(mark: Inline) -> Inline:
    return Inline(mark.start, mark.end, mark.tag.removeprefix("strong "), mark.attributes)


def _parts(text: str, start: int, end: int, edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    """A stretch of text, cut at line feeds, tabs and `edges`, without spaces at its ends."""
    cuts = [start, *(edge for edge in edges if start < edge < end), end]
    for begin, finish in pairwise(cuts):
        for part in _PART.finditer(text, begin, finish):
            words = part[0].strip()
            at = part.start() + len(part[0]) - len(part[0].lstrip())
            if words:
                yield at, at + len(words)
