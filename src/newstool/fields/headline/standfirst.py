"""The standfirst under the headline, and the summary that the head gives of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from newstool.fields.headline.lines import is_credit
from newstool.model.article import (
    BODY_LABELS,
    Block,
    Found,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.names.lists import Trust, read_names
from newstool.names.who_and_when import signs_with_address
from newstool.page.declared import first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import tidy
from newstool.page.places import around
from newstool.vocabulary.element_names import is_called, names_of
from newstool.vocabulary.folding import fold
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.wire_lines import is_wire_line

_MAX_DESCRIPTION = 5000  # characters of a description that are read
_AFTER = 12  # blocks after the headline that may be its standfirst
_BEFORE = 3  # blocks before it: some pages set the standfirst above
_LONGEST = 700  # characters of a standfirst; longer is a paragraph
_SHORTEST = 15
_NOTHING = frozenset(
    ("none", "none available", "not available", "no abstract available", "n/a", "unavailable")
)
_NOTHING_WORDS = 3
_CUT = ("…", "...")
_SIGNED = 90  # characters of a name and an office


def read_description(page: Page) -> Found[str] | None:
    """The page's summary from its head: og:description, meta description, JSON-LD.

    Where one is cut short ('...') and another goes on from there, the longer one is given.
    """
    candidates = list(_descriptions(page))
    if not candidates:
        return None
    first = candidates[0]
    if first.value.endswith(_CUT):
        stem = fold(first.value)
        for other in candidates[1:]:
            if len(other.value) > len(first.value) and fold(other.value).startswith(stem[:200]):
                return other
    return first


def _descriptions(page: Page) -> Iterator[Found[str]]:
    for one in first_of_each(page.declared.of("description")):
        if one.beside_text:
            if _says_something(one.quote):
                yield one.found(one.text)
            continue
        quote = one.words[:_MAX_DESCRIPTION]
        text = tidy(quote)
        if len(text) > 1:
            yield one.found(text, quote)


def _says_something(value: str) -> bool:
    """Whether an abstract is one: archives write 'None available.' or 'Not available' for none."""
    words = value.split()
    return bool(words) and not (
        len(words) <= _NOTHING_WORDS and value.casefold().strip(" .[]()") in _NOTHING
    )


def read_subtitle(page: LabelledPage) -> Found[str] | None:
    """The standfirst as the page shows it, or as a labelled line gives it.

    A block of the body is never the subtitle, whatever it is called.
    """
    for one in page.declared.of("subtitle"):
        return one.found(one.text)
    labelled, headline = page.labelled, page.headline
    title = fold(headline.value) if headline is not None else ""
    at = headline.block if headline is not None else None
    found = _labelled_subtitle(labelled, at, title)
    place = find_standfirst(page, headline) if found is None else None
    if place is not None and place < len(labelled):
        item = labelled[place]
        if item.label not in BODY_LABELS or item.label is Label.HEADING:
            return _from_block(item, "standfirst")
    return found


def _labelled_subtitle(
    labelled: Sequence[LabelledBlock], at: int | None, title: str
) -> Found[str] | None:
    for item in labelled:
        if item.label is not Label.SUBTITLE or fold(item.block.text) == title:
            continue
        if at is None or at - _BEFORE <= item.block.index <= at + _AFTER * 2:
            return _from_block(item, "subtitle")
    return None


def find_standfirst(page: Page, headline: Found[str] | None) -> int | None:
    """Index of the block that is the page's standfirst, before anything is labelled.

    It is near the headline, and its element is called a standfirst or the head repeats it
    as the page's description or alternative headline.
    """
    reading, at = page.reading, headline.block if headline is not None else None
    if headline is None or at is None:
        return None
    title = fold(headline.value)
    stated = {fold(found.value) for found in _descriptions(page)}
    stated.update(fold(one.text) for one in page.declared.of("alternative_title"))
    for block in reading.blocks[max(0, at - _BEFORE) : at + _AFTER + 1]:
        if block.index == at or not _SHORTEST <= len(block.text) <= _LONGEST:
            continue
        if block.markup is None or block.markup.link_chars * 2 > len(block.text):
            continue
        if not is_named_standfirst(reading, block) and fold(block.text) not in stated:
            continue
        if fold(block.text) not in ("", title):
            return block.index
    return None


def names_author(text: str) -> bool:
    """Whether a line is a name and an office: 'Ana Ruiz, technology correspondent'."""
    if len(text) > _SIGNED:
        return False
    names = read_names(text, (), Trust.TEXT)
    return any(person.role for person in names.people) and not names.unknown


def may_be_standfirst(text: str, hit: Hit | None) -> bool:
    """Whether nothing in a line of plain text says that it is a credit, a date or an address."""
    return not (
        is_credit(text)
        or is_wire_line(text)
        or "://" in text
        or hit is not None
        or names_author(text)
        or signs_with_address(text)
    )


def is_named_standfirst(reading: Reading, block: Block) -> bool:
    """Whether the block's element, or the one around it, is called a standfirst."""
    innermost = block.markup.container if block.markup is not None else None
    boxes = islice(around(reading, innermost), 2)
    return any(is_called("standfirst", names_of(box.attributes)) for box in boxes)


def _from_block(item: LabelledBlock, source: str) -> Found[str]:
    text = item.block.text
    return Found(" ".join(text.split()), source, text, block=item.block.index)
