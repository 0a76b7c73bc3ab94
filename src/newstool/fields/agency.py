"""The news agency whose copy the article is: Reuters, Xinhua, dpa, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from newstool.fields.authors.choose import People
from newstool.fields.bounds import NEAR, QUOTE
from newstool.fields.copyright import parse_notice
from newstool.fields.dateline import agency_of_dateline
from newstool.fields.found import in_block
from newstool.model.article import Block, Dateline, Found, Label
from newstool.page.facts import LabelledPage
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.names import agency_of, words_of

_LONGEST_NAME = 40  # characters of an agency's name

# '... said. (Reuters)', '... sagte er. (dpa/lnw)', '… — Reuters', dpa's own stamp
_CLOSING = (
    re.compile(r"[(（\[【]([^()（）\[\]【】]{2,40})[)）\]】]\s{0,3}[.。]?$"),
    re.compile(r"(?:[—–]|--|\s-)\s{0,2}([^\W\d][\w /.-]{1,30})$"),
    re.compile(r"\b(dpa):\d{6}-"),
)
_PARTS = re.compile(r"[/,;|+&]|\s-\s|(?<=[a-z])-(?=[A-Z])")


def read_agency(
    page: LabelledPage, people: People, dateline: Found[Dateline] | None
) -> Found[str] | None:
    """The agency's name as agencies.toml writes it; None where the copy credits none.

    Asked in turn: the dateline, byline and metadata, a labelled source, the article's last words
    and the lines after it.
    """
    given = (one.found(one.text) for one in page.declared.given_for("agency"))
    for found in chain(
        agency_of_dateline(dateline), given, people.agencies, people.sources, _shown(page)
    ):
        agency = credited_agency(found.value)
        if agency:
            return replace(found, value=agency)
    return None


def credited_agency(words: str) -> str | None:
    """The first agency that a credit names, as in 'dpa/lnw'; None for 'Example'."""
    first, _, rest = words.partition(" ")
    lead = (rest,) if first.casefold() in words_of("small_words", "after") else ()
    parts = (words, *_PARTS.split(words), first, *lead)
    return next(filter(None, (agency_of(part.strip(" ()[]©.")) for part in parts)), None)


def _shown(page: LabelledPage) -> Iterator[Found[str]]:
    """A line above the body, 'Associated Press', its last words, and the lines below it."""
    for item in page.labelled[: page.extents.first or 0]:
        if item.label is Label.WIRE_CREDIT and len(item.block.text) <= _LONGEST_NAME:
            yield in_block(item.block, item.block.text, "wire line")
    last = page.extents.last
    blocks = [] if last is None else [page.labelled[last], *page.below_body(2 * NEAR)]
    for number, block in enumerate(one.block for one in blocks):
        if block.markup is None or not block.markup.hidden:
            for words in _closing(block, page.hits[block.index], alone=number > 0):
                yield in_block(block, words, "closing credit", words)


def _closing(block: Block, hit: Hit | None, alone: bool) -> Iterator[str]:
    """What closes a paragraph in brackets or after a dash; a line that is a notice or a name."""
    text = block.text
    matches = (pattern.search(text[-QUOTE:]) for pattern in _CLOSING)
    yield from (match[1] for match in matches if match)
    if alone and hit is not None and hit.label is Label.COPYRIGHT:
        yield parse_notice(text[:QUOTE]).holder or ""
    elif alone and len(text) <= _LONGEST_NAME:
        yield text
