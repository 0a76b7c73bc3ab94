"""Headlines of other stories that the page points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newstool.fields.bounds import LINE
from newstool.fields.found import in_block, links_in, once_each
from newstool.model.article import RUN_OF_HEADLINES, Block, Found, Label, LabelledBlock, Related
from newstool.page.facts import LabelledPage
from newstool.page.links import target
from newstool.vocabulary.furniture import leads_with, recognise, rules_with
from newstool.vocabulary.furniture_rules import Role, as_matched, is_wide
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import weight_of

_MOST = 100  # headlines of one page; an archive's sidebar may hold thousands
_SHORTEST = 18  # Latin letters of a headline; sections, tags and buttons are shorter
_FEWEST_WORDS = 3  # one fewer where a line announces other stories outright
_FEWEST_IN_DOUBT = 5  # in places that hold menus as well as headlines
_NUMBER = later(r"\(?\d{1,2}[.)]\s+")
_CUT_SHORT = ("...", "…", "[…]", "[...]", "(...)", "(…)")
_EDGES = " \t\n|•·▪■►▶»›→>-–—"


def read_related(page: LabelledPage) -> tuple[Found[Related], ...]:
    """The headlines in page order, as written; one that was cut short ends in '...' or '…'.

    In HTML a headline is a link, with its absolute URL; in plain text a line under a heading such
    as 'Related News', or after a lead such as 'Read more:'. Leads, dates and buttons are none.
    """
    return once_each(_related(page), lambda one: one.url or one.title.casefold(), _MOST)


def _related(page: LabelledPage) -> Iterator[Found[Related]]:
    # Of lines that announce other stories outright, and of blocks that are announced so.
    announcing = rules_with(Role.ANNOUNCES_STORIES) | leads_with(Role.ANNOUNCES_STORIES)
    for one in page.labelled:
        announced = one.rule in announcing
        if one.label is Label.RELATED or announced:
            for words, url in _stories(one.block, page.base):
                title = _title(words, announced)
                if title and _has_words(title, one, announced):
                    related = Related(title, url, title.endswith(_CUT_SHORT))
                    yield in_block(one.block, related, "related headline", title)


def _stories(block: Block, base: str | None) -> Iterable[tuple[str, str | None]]:
    """The links of a block of HTML that lead to a page, or the whole of a text's."""
    if block.markup is None:
        return [(block.text, None)]
    links = ((words, target(link.get("href"), base)) for words, link in links_in(block))
    return ((words, url if "://" in url else None) for words, url in links if url)


def _title(words: str, announced: bool) -> str | None:
    """The words without a lead ('Read more: ') or a number; None if they aren't a headline."""
    hit = recognise(words)
    if hit is not None:
        points = hit.label is Label.RELATED or Role.ANNOUNCES_STORIES in hit.roles
        if points and hit.lead:
            words = as_matched(words)[hit.lead :]
        elif hit.strength == "sure" or len(words) < _SHORTEST:
            return None
    words = " ".join(words.split()).strip(_EDGES).lstrip(": ")
    return _NUMBER.sub("", words, count=1) if announced else words


def _has_words(title: str, one: LabelledBlock, announced: bool) -> bool:
    """Whether it is as long as headlines are in such a place."""
    fewest = 0 if is_wide(title) else _FEWEST_WORDS - announced
    if one.rule == RUN_OF_HEADLINES or one.rule in rules_with(Role.HOLDS_MENU_AND_HEADLINES):
        fewest = _FEWEST_IN_DOUBT
    long_enough = announced or weight_of(title) >= _SHORTEST
    return long_enough and len(title) <= LINE and title.count(" ") >= fewest - 1
