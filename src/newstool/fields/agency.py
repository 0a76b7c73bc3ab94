"""The news agency whose copy the article is: Reuters, Xinhua, dpa, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from newstool.fields.authors.choose import People
from newstool.fields.bounds import QUOTE
from newstool.model.article import Dateline, Found, Label
from newstool.page.facts import LabelledPage
from newstool.vocabulary.names import agency_of
from newstool.vocabulary.patterns import later

_TAIL = 8  # blocks behind the body in which an agency's own line may stand
_LONGEST_NAME = 40  # characters of an agency's name

# '... said. (Reuters)', '... sagte er. (dpa/lnw)', '... dit-il. © AFP', '… — Reuters'
_CLOSING_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]{2,40})[)）\]】]\s{0,3}[.。]?$")
_CLOSING_DASH = re.compile(r"(?:[—–]|--|\s-)\s{0,2}([^\W\d][\w /.-]{1,30})$")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s{0,3}(?:\d{4}(?:-\d{4})?\s{0,3})?(?:by\s)?(?:the\s)?"
    r"([^\W\d_][^.,;:|\n]{1,40}?)"
    r"(?:\s(?:\d{4}|gmbh|via)|[.,;:|]|\sall rights|$)",
    re.IGNORECASE,
)
_DPA_STAMP = later(r"\bdpa:\d{6}-")
# '(Theo Reuters)', '(mit dpa)', '(d'après AFP)'
_LEADS = frozenset(("theo", "mit", "nach", "with", "via", "avec", "con", "com", "selon", "según"))
_PARTS = re.compile(r"[/,;|+&]|\s-\s|(?<=[a-z])-(?=[A-Z])")


def read_agency(
    page: LabelledPage, people: People, dateline: Found[Dateline] | None
) -> Found[str] | None:
    """The agency's name as agencies.toml writes it; None where the copy credits none.

    Asked in turn: the dateline, byline and metadata, a labelled source, the article's last words
    and the lines behind it.
    """
    if dateline is not None and dateline.value.agency:
        agency = agency_of(dateline.value.agency)
        if agency:
            return Found(agency, "dateline", dateline.quote, block=dateline.block)
    for one in page.declared.given_for("agency"):
        agency = credited_agency(one.text)
        if agency:
            return one.found(agency)
    for found in (*people.agencies, *people.sources):
        agency = credited_agency(found.value)
        if agency:
            return replace(found, value=agency)
    return next(chain(_lines_alone(page), _tail_agencies(page)), None)


def credited_agency(words: str) -> str | None:
    """The first agency that a credit names, as in 'dpa/lnw'; None for 'Example'."""
    first, _, rest = words.partition(" ")
    lead = (rest,) if first.casefold() in _LEADS else ()
    for part in (words, *_PARTS.split(words), first, *lead):
        agency = agency_of(part.strip(" ()[]©."))
        if agency:
            return agency
    return None


def _lines_alone(page: LabelledPage) -> Iterator[Found[str]]:
    """Lines above the body that are an agency's name: 'Associated Press' below the byline."""
    for item in page.labelled[: page.extents.first or 0]:
        if item.label is Label.WIRE_CREDIT and len(item.block.text) <= _LONGEST_NAME:
            agency = agency_of(item.block.text)
            if agency:
                yield Found(agency, "wire line", item.block.text, block=item.block.index)


def _tail_agencies(page: LabelledPage) -> Iterator[Found[str]]:
    last = page.extents.last
    if last is None:
        return
    for number, item in enumerate((page.labelled[last], *page.below_body(_TAIL))):
        block = item.block
        if block.markup is not None and block.markup.hidden:
            continue
        quote = _closing(block.text) or ("" if not number else _whole_line(block.text))
        agency = credited_agency(quote) if quote else None
        if agency is None and "dpa:" in block.text and _DPA_STAMP.search(block.text[-QUOTE:]):
            agency, quote = "dpa", block.text[-QUOTE:]
        if agency:
            yield Found(agency, "closing credit", quote, block=block.index)


def _closing(text: str) -> str:
    """The words that close a paragraph in brackets or behind a dash."""
    ending = text[-QUOTE:]
    match = _CLOSING_BRACKET.search(ending) or _CLOSING_DASH.search(ending)
    return match[1] if match else ""


def _whole_line(text: str) -> str:
    """A line of its own that is a copyright notice or nothing but a name."""
    if len(text) > QUOTE:
        return ""
    match = _COPYRIGHT.search(text)
    if match:
        return match[1]
    return text.strip() if len(text) <= _LONGEST_NAME else ""
