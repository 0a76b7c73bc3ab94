"""Elements of a page that may be its headline, and where the prose begins."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from itertools import islice

from msgspec import Struct

from newstool.model.article import Block, BlockKind, Reading
from newstool.page.places import around
from newstool.vocabulary.element_names import is_called, names_of

MAX_LENGTH = 400  # characters of a heading; longer ones are paragraphs set in <h1>
_MAX_HEADINGS = 60
_NEAR = 12  # blocks between a headline and the first prose: byline, date, share buttons, a picture
_PROSE = 80  # characters of a block of prose
_PROSE_WIDE = 60  # the same in scripts that need fewer
_NEXT_PROSE = 8  # blocks after a block of prose within which another confirms it
_ANCESTORS = 7  # elements above a heading that tell what box it is in
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "dialog"))
_STORY_TAGS = frozenset(("article", "main", "body"))
_MARKS = " \t\n:–—-|/·•»#¶"  # left around a headline when its kicker or permalink is cut


class Heading(Struct, frozen=True, gc=False):
    """A visible candidate. `kind`: h1, h2, h3, boxed, plain or kickerless.

    'boxed' is an h1 in the site's furniture or invisible, 'plain' any block whose text the head
    states as title, 'kickerless' an h1 after its kicker was cut. `near`: prose is soon after it.
    """

    text: str
    block: int
    kind: str
    near: bool = False


def first_prose(reading: Reading) -> int:
    """Index of the first block of prose that another follows soon; number of blocks if none."""
    previous: int | None = None
    for block in reading.blocks:
        text = block.text
        size = len(text)
        if size < _PROSE_WIDE or (size < _PROSE and text.isascii()):
            continue
        markup = block.markup
        if block.kind is BlockKind.HEADING or markup is None or markup.hidden:
            continue
        if markup.link_chars * 2 < size:
            if previous is not None and block.index - previous <= _NEXT_PROSE:
                return previous
            previous = block.index
    return len(reading.blocks) if previous is None else previous


def headings(reading: Reading, stated: Collection[str]) -> Iterator[Heading]:
    """Candidates in page order. `stated` are the exact titles that the head knows.

    All h1 count; h2, h3 and other blocks only near the prose or when the head states them.
    """
    prose = first_prose(reading)
    found = 0
    heading = BlockKind.HEADING
    for block in [
        b for b in reading.blocks if b.kind is heading or b.text in stated or "\n" in b.text
    ]:
        text = line = block.text
        level = block.level if block.kind is heading else 0
        if not level and text not in stated:
            # Old pages part headline, byline and date by <br> alone: the first line may be it.
            line = text.partition("\n")[0] if "\n" in text else ""
            if not line or line not in stated:
                continue
        if len(line) > MAX_LENGTH:
            continue
        near = level in (2, 3) and 0 <= prose - block.index <= _NEAR
        if level > 1 and not near and line not in stated:
            continue
        found += 1
        if found > _MAX_HEADINGS:
            return
        yield from _variants(reading, block, line, level, prose)


def _variants(
    reading: Reading, block: Block, line: str, level: int, prose: int
) -> Iterator[Heading]:
    near = 0 <= prose - block.index <= _NEAR
    kind = f"h{level}" if 0 < level <= 3 else "plain"
    hidden = block.markup is not None and bool(block.markup.hidden)
    if hidden or _is_furniture(reading, block):
        kind = "boxed" if level == 1 else "h3"
    text = " ".join(line.split()).rstrip(" #¶")
    if "&" in text and ";" in text:  # escaped twice: the reader sees '&amp;'
        text = html.unescape(text)
    yield Heading(text, block.index, kind, near)
    if level and not hidden:
        rest = _without_kicker(block)
        if rest:
            yield Heading(rest, block.index, "kickerless", near)


def _is_furniture(reading: Reading, block: Block) -> bool:
    """Whether it is in the site's furniture."""
    innermost = block.markup.container if block.markup is not None else None
    for container in islice(around(reading, innermost), _ANCESTORS):
        if container.tag in _STORY_TAGS:
            return False
        names = names_of(container.attributes)
        if container.tag in _FURNITURE_TAGS or (
            is_called("furniture", names) and not is_called("headline-element", names)
        ):
            return True
    return False


def _without_kicker(block: Block) -> str:
    """The heading's text after inline elements at its beginning that are called a kicker."""
    if block.markup is None:
        return ""
    cut = 0
    for inline in block.markup.inlines[:6]:
        leads = inline.start <= cut + 2 and cut < inline.end < len(block.text)
        if leads and is_called("kicker", names_of(inline.attributes)):
            cut = inline.end
    rest = " ".join(block.text[cut:].split()) if cut else ""
    # Beside a '«', a '»' is a quotation mark.
    return rest.strip(_MARKS if "«" not in rest else _MARKS.replace("»", ""))
