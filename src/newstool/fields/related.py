"""Headlines of other stories that the page points to."""

from __future__ import annotations

from collections.abc import Iterator

from newstool.fields.bounds import LINES
from newstool.model.article import (
    RUN_OF_HEADLINES,
    Block,
    Found,
    Label,
    LabelledBlock,
    Markup,
    Related,
)
from newstool.page.addresses import clean_url
from newstool.page.facts import LabelledPage
from newstool.vocabulary.furniture import leads_with, recognise, rules_with
from newstool.vocabulary.furniture_rules import Role, as_matched, is_wide
from newstool.vocabulary.patterns import later

_MOST = 100  # headlines of one page; an archive's sidebar may hold thousands
_SHORTEST = 18  # characters of a headline; sections, tags and buttons are shorter
_SHORTEST_WIDE = 8  # the same in Chinese and Japanese
_FEWEST_WORDS = 3
_FEWEST_IN_DOUBT = 5  # words, in places that hold menus as well as headlines
_FEWEST_ANNOUNCED = 2  # words, where a line announces other stories outright
_NUMBER = later(r"\(?\d{1,2}[.)]\s+")
_CUT_SHORT = ("...", "…", "[…]", "[...]", "(...)", "(…)")
_OTHER_LINK = later(r"\s*(?:#|$|[a-zA-Z][\w+.-]{0,30}:)")
_EDGES = " \t\n|•·▪■►▶»›→>-–—"


def read_related(page: LabelledPage) -> tuple[Found[Related], ...]:
    """The headlines in page order, as written; one that was cut short ends in '...' or '…'.

    In HTML a headline is a link, with its absolute URL; in plain text a line under a heading such
    as 'Related News', or behind a lead such as 'Read more:'. Leads, dates and buttons are none.
    """
    found: dict[str, Found[Related]] = {}
    # Of lines that announce other stories outright, and of blocks that are announced so.
    announcing = rules_with(Role.ANNOUNCES_STORIES) | leads_with(Role.ANNOUNCES_STORIES)
    for one in page.labelled:
        announced = one.rule in announcing
        if one.label is not Label.RELATED and not announced:
            continue
        for title, url in _headlines(one.block, page.base, announced=announced):
            if title.count(" ") < _FEWEST_IN_DOUBT - 1 and _is_doubtful(one):
                continue
            related = Related(title, url, title.endswith(_CUT_SHORT))
            known = f"{url or ''} {'' if url else title.casefold()}"
            found.setdefault(
                known, Found(related, "related headline", title, block=one.block.index)
            )
        if len(found) >= _MOST:
            break
    return tuple(found.values())[:_MOST]


def _is_doubtful(one: LabelledBlock) -> bool:
    """Whether the block is in a place that holds menus as well as headlines."""
    return one.rule == RUN_OF_HEADLINES or one.rule in rules_with(Role.HOLDS_MENU_AND_HEADLINES)


def _headlines(
    block: Block, base: str | None, *, announced: bool
) -> Iterator[tuple[str, str | None]]:
    markup = block.markup
    if markup is None:
        title = _title(block.text, announced=announced)
        if title is not None:
            yield title, None
        return
    for words, href in _links(block.text, markup):
        title = _title(words, announced=announced)
        url = clean_url(href, base)
        if title is not None and (url is not None or (base is None and _is_relative(href))):
            yield title, url


def _is_relative(href: str | None) -> bool:
    """Whether the link leads to another page of the site, whose address nothing tells."""
    return href is not None and _OTHER_LINK.match(href) is None


def _links(text: str, markup: Markup) -> Iterator[tuple[str, str | None]]:
    for inline in markup.inlines:
        if inline.tag == "a":
            yield text[inline.start : inline.end], inline.attributes.get("href")


def _title(words: str, *, announced: bool) -> str | None:
    """The words without a lead ('Read more: ') or a number; None if they aren't a headline."""
    hit = recognise(words)
    if hit is not None:
        points = hit.label is Label.RELATED or Role.ANNOUNCES_STORIES in hit.roles
        if not points or hit.lead == 0:
            if hit.strength == "sure" or len(words) < _SHORTEST:
                return None
        else:
            words = as_matched(words)[hit.lead :]
    words = " ".join(words.split()).strip(_EDGES).lstrip(": ")
    if announced:
        words = _NUMBER.sub("", words, count=1)
    return words if _is_headline(words, announced=announced) else None


def _is_headline(words: str, *, announced: bool) -> bool:
    size = len(words)
    if size > LINES:
        return False
    if announced:
        return words.count(" ") >= _FEWEST_ANNOUNCED - 1 or is_wide(words)
    if is_wide(words):
        return size >= _SHORTEST_WIDE
    return size >= _SHORTEST and words.count(" ") >= _FEWEST_WORDS - 1
