"""What the names of elements say about the part of the page that a block stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newstool.model.article import Block, Reading

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


def ancestors(reading: Reading, block: Block) -> frozenset[int]:
    """The containers that a block lies in, by index."""
    found: set[int] = set()
    container = block.markup.container if block.markup is not None else -1
    while 0 <= container < len(reading.containers) and len(found) < _MAX_DEPTH:
        found.add(container)
        container = reading.containers[container].parent
    return frozenset(found)


def is_date_box(reading: Reading, block: Block) -> bool:
    """Whether the block's own element, its parent or an element inside is named for dates."""
    if block.markup is None:
        return False
    container = block.markup.container
    for _ in range(2):
        if not 0 <= container < len(reading.containers):
            break
        box = reading.containers[container]
        if _DATE_BOX.search(_names(box.attributes)):
            return True
        container = box.parent
    return any(_DATE_BOX.search(_names(inline.attributes)) for inline in block.markup.inlines[:8])


def in_aside(reading: Reading, container: int, own: frozenset[int] = frozenset()) -> bool:
    """Whether an element lies in comments, related stories, a sidebar or the page's footer.

    `own` are containers that the headline lies in too: whatever their names, they hold the story.
    """
    for _ in range(6):
        if not 0 <= container < len(reading.containers) or container in own:
            return False
        box = reading.containers[container]
        if box.tag in ("aside", "nav"):
            return True
        names = _names(box.attributes)
        if box.tag in ("article", "main"):
            return bool(_ASIDE.search(names.replace("footer", "")))
        if _ASIDE.search(names) and not _OWN_FOOTER.search(names):
            return True
        if box.tag == "footer" and not _in_article(reading, box.parent):
            return True
        container = box.parent
    return False


def _in_article(reading: Reading, container: int) -> bool:
    for _ in range(8):
        if not 0 <= container < len(reading.containers):
            return False
        if reading.containers[container].tag == "article":
            return True
        container = reading.containers[container].parent
    return False
