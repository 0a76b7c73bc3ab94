"""What the names of elements say about the part of the page that a block is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from newstool.model.article import Block, Container, InElement, Reading

_DATE_BOX = re.compile(
    r"date|datum|time|publi|posted|byline|fecha|meta(?!l)|dateline|zeit|uhrzeit|stamp"
)
_ASIDE = re.compile(
    r"comment(?!ary)|respond|related|recommend|sidebar|widget|footer|popular|trending|teaser|promo|"
    r"(?:^|[\s_-])(?:next|prev|nav|events?|recent|latest|more)(?:[\s_-]|$)"
)
_OWN_FOOTER = re.compile(r"(?:entry|post|article|asset|story|content)[\w-]{0,12}footer")


_MAX_DEPTH = 60  # ancestors of the headline that are listed


def _names(attributes: Mapping[str, str | None]) -> str:
    """Class names and id in lower case, without those of page builders and of utility styles."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300].lower()
    if "elementor" in names or "[" in names:
        return " ".join(n for n in names.split() if "elementor" not in n and "[" not in n)
    return names


def around(reading: Reading, container: int | None) -> Iterator[Container]:
    """A block-level element and those around it, the innermost first."""
    while container is not None:
        box = reading.containers[container]
        yield box
        container = box.parent


def in_element(index: int | None) -> InElement | None:
    """The place of a tag whose element is listed."""
    return None if index is None else InElement(index)


def ancestors(reading: Reading, block: Block) -> frozenset[int]:
    """The containers that a block lies in, by index."""
    if block.markup is None:
        return frozenset()
    boxes = islice(around(reading, block.markup.container), _MAX_DEPTH)
    return frozenset(box.index for box in boxes)


def is_date_box(reading: Reading, block: Block) -> bool:
    """Whether the block's own element, its parent or an element inside is named for dates."""
    if block.markup is None:
        return False
    boxes = islice(around(reading, block.markup.container), 2)
    if any(_DATE_BOX.search(_names(box.attributes)) for box in boxes):
        return True
    return any(_DATE_BOX.search(_names(inline.attributes)) for inline in block.markup.inlines[:8])


def in_aside(reading: Reading, container: int, own: frozenset[int] = frozenset()) -> bool:
    """Whether an element lies in comments, related stories, a sidebar or the page's footer.

    `own` are containers that the headline lies in too: whatever their names, they hold the story.
    """
    for box in islice(around(reading, container), 6):
        if box.index in own:
            return False
        if box.tag in ("aside", "nav"):
            return True
        names = _names(box.attributes)
        if box.tag in ("article", "main"):
            return bool(_ASIDE.search(names.replace("footer", "")))
        if _ASIDE.search(names) and not _OWN_FOOTER.search(names):
            return True
        if box.tag == "footer" and not _in_article(reading, box.parent):
            return True
    return False


def _in_article(reading: Reading, container: int | None) -> bool:
    return any(box.tag == "article" for box in islice(around(reading, container), 8))
