"""Page headers, footers and page numbers in text that was printed or converted from PDF."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from newstool.model.article import Block, Reading
from newstool.reading.where import spans_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence
from newstool.vocabulary.tables import load_table

_EDGE = 2  # blocks at a page's top and bottom that may be its header and footer
_LONGEST = 120  # characters of a header, a footer or a page number
_LONGEST_RAW = 400  # ... with the spaces in it
_MIN_PAGES = 3  # pages that must share a line before it is their header
_MOST_EDGES = 400  # that are compared with each other
_LEAST_WORDS = 4  # of a page's head with its number; 'Part 2' under 'Part 1' are headings
_SHORTEST_NAME = 8  # characters of a running title, with a space at both ends
_NUMBERED = later(r"^ [a-z]?\d{1,3} \S| (?:[a-z]?\d{1,3}|(?:19|20)\d\d) $")
# A page's number far from the paper's name, on either side of it.
_NUMBER_APART = later(r"(\d{1,3})\s{3,200}(\S[^\n]*)|([^\n]*\S)\s{3,200}(\d{1,3})")
_DIGITS = later(r"\d+")
_LONGEST_NUMBER = 90  # characters; with the name of the paper and the day


def page_furniture(reading: Reading) -> frozenset[int]:
    """The blocks of a plain text that are page headers, footers or page numbers, by index.

    'Page 3 of 7' is one anywhere, and so are '14   Tram Post' and 'Tram Post   15'. Between form
    feeds, so is a short first or last line that three pages or more share, numbers aside, and a
    page number on its own. So is one that is a text's last line. Linear; never raises.
    """
    if "\f" not in reading.document.text:
        last, signs = len(reading.blocks) - 1, _last_signs()
        numbers = (
            block.index
            for block in reading.blocks
            if block.text[-1:] in signs and is_page_number(block.text, edge=block.index == last > 0)
        )
        return frozenset((*numbers, *_mirrored(reading)))
    found: set[int] = set()
    shared: Counter[tuple[bool, str]] = Counter()
    edges: list[tuple[Block, int, tuple[bool, str]]] = []
    for number, page in enumerate(_pages(reading)):
        for block, top in _edges(page):
            if is_page_number(block.text, edge=True):
                found.add(block.index)
            elif len(block.text) <= _LONGEST and not ends_sentence(block.text):
                # Left and right pages have the same words in another order.
                words = sorted(_DIGITS.sub("#", block.text.casefold()).split())
                key = top, " ".join(words)
                edges.append((block, number, key))
                shared[key] += 1
    found.update(block.index for block, _, key in edges if shared[key] >= _MIN_PAGES)
    found.update(_counting([(block, number) for block, number, _ in edges]))
    found.update(_numbered_heads([(block, number) for block, number, _ in edges]))
    found.update(block.index for block in reading.blocks if is_page_number(block.text))
    found.update(_mirrored(reading))
    return frozenset(found)


def _mirrored(reading: Reading) -> Iterator[int]:
    """Lines of the same words with the numbers of two pages, one after the other, apart from them.

    Left pages have the number first, right ones last.
    """
    last: dict[str, tuple[int, int]] = {}
    for block in reading.blocks:
        text = block.text
        is_short = len(text) <= _LONGEST and (text[:1].isdecimal() or text[-1:].isdecimal())
        if not is_short or block.span is None:
            continue
        line = reading.document.text[block.span.start : block.span.end].strip()
        apart = _NUMBER_APART.fullmatch(line) if len(line) <= _LONGEST_RAW else None
        if apart is None:
            continue
        number, name = int(apart[1] or apart[4]), apart[2] or apart[3]
        before = last.get(name)
        if before is not None and number == before[0] + 1:
            yield from (before[1], block.index)
        last[name] = number, block.index


def _numbered_heads(edges: Sequence[tuple[Block, int]]) -> Iterator[int]:
    """Edges that a page number opens or ends, and that hold all words of another page's edge.

    'A4 THE TRAM POST November 14' under 'THE TRAM POST' on page one: two pages are enough.
    """
    bare = [
        (block.index, number, f" {' '.join(block.text.casefold().split())} ")
        for block, number in edges[:_MOST_EDGES]
    ]
    names = [(index, number, text) for index, number, text in bare if _is_name(text)]
    for index, number, text in bare:
        if not _NUMBERED.search(text):
            continue
        said = [name for name in names if name[1] != number and name[2] in text]
        if said:
            yield index
            yield from (other for other, _, _ in said)


def _counting(edges: Sequence[tuple[Block, int]]) -> Iterator[int]:
    """Edges of two pages that differ in one number alone, which grows with the pages.

    'THE TRAM POST, THURSDAY, NOVEMBER 14, 2024   5' and '... 6' one page later. A line with a
    date that opens the next page too, without any difference, is as surely a head.
    """
    first: dict[str, tuple[Block, int]] = {}
    for block, number in edges:
        words = _DIGITS.sub("#", block.text.casefold())
        if "#" not in words or len(words.split()) < _LEAST_WORDS:
            continue
        other, page = first.setdefault(words, (block, number))
        if number > page and _grows(other.text, block.text, number - page):
            yield from (other.index, block.index)


def _grows(before: str, after: str, pages: int) -> bool:
    """Whether one number of a line is larger by the number of pages, and the others are equal."""
    pairs = zip(_DIGITS.findall(before), _DIGITS.findall(after), strict=True)
    changed = [(int(a[:9]), int(b[:9])) for a, b in pairs if a != b]
    if not changed:
        return pages == 1
    return len(changed) == 1 and changed[0][1] - changed[0][0] == pages


def _is_name(text: str) -> bool:
    return len(text) >= _SHORTEST_NAME and not any(map(str.isdigit, text))


def is_page_number(text: str, *, edge: bool = False) -> bool:
    """Whether a line is only a page number; `edge`: it is at a page's edge."""
    if len(text) > _LONGEST_NUMBER:
        return False
    anywhere, at_edge = _patterns()
    return anywhere.fullmatch(text) is not None or (edge and at_edge.fullmatch(text) is not None)


def _pages(reading: Reading) -> Iterator[Sequence[Block]]:
    """The blocks between form feeds."""
    text, blocks = reading.document.text, reading.blocks
    starts = [span.start for span in spans_of(reading)]
    first, feed = 0, text.find("\f")
    while first < len(blocks):
        # White space belongs to the block before it: a feed lies inside the page's last block.
        end = bisect_right(starts, feed) if feed >= 0 else len(blocks)
        if end > first:
            yield blocks[first:end]
        first = max(first, end)
        feed = text.find("\f", feed + 1) if feed >= 0 else -1
        if feed < 0 and end == len(blocks):
            return


def _edges(page: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """A page's outermost blocks, each once, with whether they are at its top."""
    top = min(_EDGE, len(page))
    for block in page[:top]:
        yield block, True
    for block in page[max(top, len(page) - _EDGE) :]:
        yield block, False


@cache
def _last_signs() -> frozenset[str]:
    """The last character of every page number that is believed without a form feed next to it."""
    return frozenset(load_table("page_numbers")["last"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Page numbers believed anywhere, and those believed at a page's edge."""
    rules = load_table("page_numbers")["page_number"]
    anywhere = "|".join(rule["pattern"] for rule in rules if not rule["edge"])
    at_edge = "|".join(rule["pattern"] for rule in rules)
    return re.compile(anywhere, re.IGNORECASE), re.compile(at_edge, re.IGNORECASE)
