"""What a page's own markup says of a block: an author's name, or a part of another story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from newstool.fields.bounds import QUOTE
from newstool.model.article import Block, Reading
from newstool.names.credits import split_segments
from newstool.names.glued import MAX_INLINES
from newstool.names.one_name import MAX_NAME, REMEMBERED
from newstool.page.places import around
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

# What an element says of the text in it; the two can be joined.
AUTHOR, FOREIGN = 1, 2
_MAX_ANCESTORS = 4  # elements around a block or a line

_MARKS = worded(r"{author_marks.author}|firma\b")
_NO_MARKS = worded("{author_marks.no_author}")
_OTHER_STORIES = worded("{author_marks.other_story}")
_FILED = worded(r"(?:^|[\s_-]){author_marks.filed}")
_FOREIGN_TAGS = frozenset(("aside", "footer", "nav"))
_AUTHOR_PATH = worded(
    r"/{author_marks.path}[/=-]?[^/?#]|[?&]_?(?:author|autor|auteur)(?:_name)?=", re.IGNORECASE
)
_SOCIAL = later(
    r"//(?:[\w-]{1,20}\.)?(?:facebook|twitter|x|linkedin|instagram|youtube|medium|github|tiktok|"
    r"pinterest|threads|t|wa|bsky)\.(?:com|me|net|app)\b"
)


class AuthorMarks:
    """Asks the elements of one page, each once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._around: dict[int, int] = {}

    def around(self, block: Block) -> int:
        """What the nearest elements around the block say: AUTHOR, FOREIGN, both or neither."""
        if block.markup is None:
            return 0
        innermost = block.markup.container
        if innermost not in self._around:
            flags = 0
            for box in islice(around(self._reading, innermost), _MAX_ANCESTORS):
                flags |= element_says(box.attributes)
                flags |= FOREIGN if box.tag in _FOREIGN_TAGS else 0
            self._around[innermost] = flags
        return self._around[innermost]


def marked_parts(block: Block) -> tuple[list[str], list[str]]:
    """Inline texts that markup calls an author's, and those whose link leads to a profile."""
    strong: list[str] = []
    weak: list[str] = []
    for inline in block.markup.inlines[:MAX_INLINES] if block.markup else ():
        if inline.end - inline.start > 2 * MAX_NAME:
            continue
        author = element_says(inline.attributes) & AUTHOR
        if author or (inline.tag == "a" and leads_to_author(inline.attributes)):
            text = block.text[inline.start : inline.end].strip(" \n,|·•")
            if len(text) > 1:
                (strong if author else weak).append(text)
    # The words of a credit line that name editors, photographers and others, not authors.
    labelled = (strong or weak) and ("by" in block.text or ":" in block.text)
    segments = split_segments(block.text) if labelled else []
    others = [segment.text for segment in segments if segment.role not in (None, "author")]
    return _outermost(strong, others), _outermost(weak, others)


def _outermost(texts: list[str], others: list[str]) -> list[str]:
    """Those that aren't in another one, as a link in a span of which both are marked."""
    unique = list(dict.fromkeys(texts))
    others = [*others, *unique]
    return [t for t in unique if not any(t in other and t is not other for other in others)]


def is_filed(block: Block) -> bool:
    """Whether all of a block is an element that names a section, a topic or a place."""
    return any(
        _FILED.search((inline.attributes.get("class") or "")[:QUOTE].lower())
        for inline in (block.markup.inlines[:_MAX_ANCESTORS] if block.markup else ())
        if inline.end - inline.start >= len(block.text)
    )


def element_says(attributes: Mapping[str, str | None]) -> int:
    """Whether an element's own attributes mark an author's name or another story's part."""
    if not attributes:
        return 0
    flags = 0
    for key in ("class", "id"):
        names = attributes.get(key)
        if names:
            flags |= _names_say(names[:QUOTE])
    is_author = (attributes.get("rel") or "").lower() == "author"
    if is_author or attributes.get("itemprop") in ("author", "creator"):
        flags |= AUTHOR
    return flags


@lru_cache(REMEMBERED)  # a page has few, and the next page of the site the same ones
def _names_say(names: str) -> int:
    """What class names or an id say."""
    names = names.lower()
    flags = FOREIGN if _OTHER_STORIES.search(names) else 0
    if _MARKS.search(names) and not _NO_MARKS.search(names):
        flags |= AUTHOR
    return flags


def leads_to_author(attributes: Mapping[str, str | None]) -> bool:
    """Whether a link leads to an author's page."""
    href = (attributes.get("href") or "")[:QUOTE]
    return bool(_AUTHOR_PATH.search(href)) and not _SOCIAL.search(href)
