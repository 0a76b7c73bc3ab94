"""The headline: candidates from all places, ranked by how well they agree.

A page says its headline up to ten times: in `<h1>`, JSON-LD, `og:title`, `<title>` ... Candidates
whose words are the same form a group. The best group that stands visibly on the page is compared
with the best that the head states; where they differ, `_choose` says which is believed and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.fields.headline.elements import Heading, headings
from newstool.learned.ranker import Ranker, load_headline_ranker
from newstool.model.article import Block, Found, Reading
from newstool.names.credits import read_lead
from newstool.page.declared import Declaration, first_of_each
from newstool.page.facts import Page
from newstool.page.json_ld import tidy, types_of
from newstool.page.title_parts import cuts, names_site, slug_words, without_site
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.element_names import generic_headings
from newstool.vocabulary.folding import count_words, fold, likeness, site_words, words

_QUOTE = 2000  # characters of a head value that are read
# What each place adds to a group that the head states. A page's <title> is often rewritten for
# search engines; JSON-LD and og:title are what the newsroom's software exports.
_STATED = {
    "json-ld": 1.2,
    "microdata": 0.4,
    "og": 1.0,
    "title": 0.6,
    "twitter": 0.3,
    "meta": 0.3,
    "news": 0.0,
}
# What each kind of element adds to a visible group.
_SHOWN = {"h1": 1.0, "kickerless": 1.0, "boxed": 0.0, "h2": -2.0, "plain": -2.0, "h3": -3.0}
_RELATED = 0.15  # likeness to any head title under which an <h1> is no headline of this page ...
_IN_SLUG = 0.35  # ... unless this share of the URL's words stands in it
_SLUG_LEAD = 0.15  # by which the head's title must be nearer to the URL to win over the <h1>
# Tried on the development pages: 0.05 to 0.3 for each; flat between 0.1 and 0.2.
_SHORT = 6  # words of a <title> that may name the site or a section alone
_LONG = 28  # words; an <h1> longer than this holds a standfirst or a whole paragraph

_DATE_LIKE = re.compile(r"[\w.,/ -]{0,12}\b(?:19|20)\d\d\b[\w.,/: -]{0,12}")


class _Claim(Struct, frozen=True):
    """A title that the head states. `text` is tidied, `short` is without the site's name.

    `kind` is how the group that it supports is called; `parts` are what cutting the title at its
    separators gives, but for the site's name.
    """

    kind: str
    text: str
    short: str
    parts: tuple[str, ...]
    stated: Declaration


class _Group:
    """All candidates with the same words."""

    __slots__ = ("claims", "headings", "key", "kinds", "likeness", "slug", "text", "words")

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        self.text = text
        self.words = words(key)
        self.claims: list[_Claim] = []
        self.headings: list[Heading] = []
        self.kinds: set[str] = set()
        self.likeness = 0.0
        self.slug = 0.0


def find_headline(
    page: Page, load_ranker: Callable[[], Ranker] = load_headline_ranker
) -> Found[str] | None:
    """The article's headline as the page shows it, or None.

    `block` is the visible headline's index where its words are on the page; else `selector`
    names the element of the head. Runs before labelling; linear, never raises.
    """
    reading, names = page.reading, page.site_names
    if not reading.containers:
        return _in_text(page, load_ranker)
    claims = list(_claims(page, names))
    groups = _group(reading, claims, names)
    chosen = _choose(list(groups.values()), names)
    if chosen is None:
        return _in_text(page, load_ranker)
    if _names_no_story(chosen, groups.values()):
        shown = _in_text(page, load_ranker)
        named = shown is not None and names_site(shown.value, names)
        if shown is not None and not named and chosen.words.isdisjoint(words(shown.value)):
            first, _, rest = shown.quote.partition("\n")
            return replace(shown, value=first.strip()) if rest and read_lead(rest) else shown
    padded = [heading for group in groups.values() for heading in group.headings]
    return _found(chosen, reading.blocks, [h for h in padded if _is_padded(h.text, chosen.text)])


def _names_no_story(chosen: _Group, groups: Iterable[_Group]) -> bool:
    """True for a short <title> of a page without headings: 'Harbour Times - Local' of old pages."""
    if chosen.headings or chosen.slug or not {"title"}.issuperset(chosen.kinds):
        return False
    return count_words(chosen.text) <= _SHORT and not any(group.headings for group in groups)


def _found(group: _Group, blocks: Sequence[Block], padded: Sequence[Heading]) -> Found[str]:
    """The group's headline; `padded` are headings that have other words around it."""
    if not group.headings and padded:
        block = blocks[padded[0].block]
        return Found(group.text, "headline", block.text, block=block.index)
    if group.headings:
        best = max(group.headings, key=lambda heading: _SHOWN[heading.kind] + heading.marked)
        block = blocks[best.block]
        return Found(best.text, "headline", block.text, block=best.block)
    claim = max(group.claims, key=lambda claim: _STATED[claim.kind])
    return claim.stated.found(group.text, claim.stated.words[:_QUOTE])


# --- candidates --------------------------------------------------------------------------------


def _claims(page: Page, names: Sequence[str]) -> Iterator[_Claim]:
    taken_apart: dict[str, tuple[str, tuple[str, ...]]] = {}  # most places say the same
    for kind, stated in _stated(page):
        text = tidy(stated.words[:_QUOTE])
        if not text:
            continue
        if text not in taken_apart:
            short = without_site(text, names)
            pieces = dict.fromkeys((*cuts(text), *cuts(short)))
            parts = tuple(part for part in pieces if not names_site(part, names))
            taken_apart[text] = (short, parts)
        short, parts = taken_apart[text]
        yield _Claim(kind, text, short, parts, stated)


def _stated(page: Page) -> Iterator[tuple[str, Declaration]]:
    """Each place that states a title, and how the group that it supports is called."""
    titles = filter(_states_title, page.declared.in_head("title"))
    for one in first_of_each(titles, _place_of):
        if one.source == "json-ld:headline":
            yield "json-ld", one
            if any("news" in name or "liveblog" in name for name in types_of(page.article)):
                yield "news", one
        elif one.kind in (Kind.META, Kind.JSON_LD):
            prefix = one.name.partition(":")[0]
            yield prefix if prefix in ("og", "twitter") else "meta", one
        else:
            yield "microdata" if one.kind is Kind.MICRODATA else "title", one


def _place_of(one: Declaration) -> str:
    """Microdata counts as one place, whatever it calls the title."""
    return one.kind if one.kind is Kind.MICRODATA else one.source


def _states_title(one: Declaration) -> bool:
    named = one.source == "itemprop:name"
    return bool(one.words) and (not named or "article" in one.scope or "posting" in one.scope)


def _without_name(heading: Heading, claims: Sequence[_Claim], names: Sequence[str]) -> Heading:
    """The heading without the site's name, where the head states what is left as the title."""
    text = without_site(heading.text, names) if heading.kind == "h1" else heading.text
    if text == heading.text or fold(text) not in {fold(claim.short) for claim in claims}:
        return heading
    return replace(heading, text=text)


def _group(reading: Reading, claims: Sequence[_Claim], names: Sequence[str]) -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    exact = frozenset(text for claim in claims for text in (claim.text, claim.short, *claim.parts))
    for heading in headings(reading, exact):
        heading = _without_name(heading, claims, names)
        group = _grouped(groups, heading.text)
        if group is not None:
            group.headings.append(heading)
            group.kinds.add(heading.kind)
    shown = frozenset(groups)
    exported = frozenset(fold(claim.short) for claim in claims if claim.kind == "json-ld")
    for claim in claims:
        group = _grouped(groups, _confirmed(claim, shown, exported))
        if group is not None:
            group.claims.append(claim)
            group.kinds.add(claim.kind)
    _measure(groups, claims, slug_words(reading.document.url))
    return groups


def _grouped(groups: dict[str, _Group], text: str) -> _Group | None:
    key = fold(text)
    if not key:
        return None
    if key not in groups:
        groups[key] = _Group(key, text)
    return groups[key]


def _confirmed(claim: _Claim, shown: frozenset[str], exported: frozenset[str]) -> str:
    """The claim's title; or the longest part that a heading or JSON-LD confirms as the headline."""
    key = fold(claim.short)
    if key in shown or key in exported:
        return claim.short
    best, most = claim.short, 1.0
    for part in claim.parts:
        key = fold(part)
        if key in shown or key in exported:
            size = count_words(part)
            if size > most:
                best, most = part, size
    return best


def _measure(groups: dict[str, _Group], claims: Sequence[_Claim], slug: frozenset[str]) -> None:
    """How like each group is to the titles of the head, and to the words of the URL."""
    stated = [words(claim.short) for claim in claims if claim.kind in ("json-ld", "og", "title")]
    for group in groups.values():
        if not group.kinds.isdisjoint(("json-ld", "og", "title")):
            group.likeness = 1.0
        else:
            group.likeness = max((likeness(group.words, other) for other in stated), default=0.0)
        group.slug = len(slug & group.words) / len(slug) if slug else 0.0


# --- ranking -----------------------------------------------------------------------------------


def _is_long(group: _Group) -> bool:
    return len(group.words) > _LONG and count_words(group.key) > _LONG


def _faults(group: _Group, names: Sequence[str]) -> float:
    """What speaks against any title: it is the site's name, the name of a box, one word."""
    return (
        2.0 * (site_words(group.text) in names)
        + 2.0 * (group.key in generic_headings())
        + 1.0 * (len(group.words) < 2)
        + 2.0 * _is_long(group)
    )


def _shown_score(group: _Group, names: Sequence[str]) -> float:
    score = max(_SHOWN[heading.kind] for heading in group.headings)
    score += 0.6 * any(heading.first for heading in group.headings)
    score += 0.4 * any(heading.marked for heading in group.headings)
    score += 0.2 * any(heading.near for heading in group.headings)
    return score + 3.0 * group.likeness + 1.5 * group.slug - _faults(group, names)


def _stated_score(group: _Group, names: Sequence[str]) -> float:
    score = sum(_STATED[kind] for kind in group.kinds if kind in _STATED)
    score += 0.7 * bool(group.headings)
    return score + 0.8 * group.slug - 0.7 * _faults(group, names)


def _choose(groups: list[_Group], names: Sequence[str]) -> _Group | None:
    for group in groups:
        if "kickerless" in group.kinds and group.claims:
            return group
    shown = max(
        (group for group in groups if group.headings),
        key=lambda group: _shown_score(group, names),
        default=None,
    )
    stated = max(
        (group for group in groups if group.claims),
        key=lambda group: _stated_score(group, names),
        default=None,
    )
    if shown is None or stated is None or shown is stated:
        return stated or shown
    return stated if _prefers_stated(shown, stated, names) else shown


def _prefers_stated(shown: _Group, stated: _Group, names: Sequence[str]) -> bool:
    """True when the head's title is believed over another one that stands on the page.

    The page's own headline wins unless there is a reason against it: in the development data
    it is right three times in four where both are titles of the same story.
    """
    if {"news", "json-ld", "og"} <= stated.kinds:
        return True
    if not shown.kinds.isdisjoint(("json-ld", "og", "title", "microdata")):
        return False
    if shown.likeness < _RELATED and shown.slug < _IN_SLUG:
        return True
    if site_words(shown.text) in names or shown.key in generic_headings() or _is_long(shown):
        return True
    if shown.kinds.isdisjoint(("h1", "kickerless", "boxed")):
        return True
    if stated.slug - shown.slug > _SLUG_LEAD or _is_padded(shown.text, stated.text):
        return True
    return bool(stated.headings) and stated.slug >= shown.slug and shown.likeness < 0.5


def _is_padded(shown: str, stated: str) -> bool:
    """The visible headline is the stated one with a date, a label or a count around it."""
    at = shown.casefold().find(stated.casefold())
    if at < 0 or len(words(stated)) < 4:
        return False
    before, after = shown[:at].strip(), shown[at + len(stated) :].strip()
    if at and shown[at - 1].islower() and stated[0].isupper() and len(words(before)) <= 3:
        return not after  # 'HarbourBridge opens': CSS alone parts the kicker from the headline
    if after and not (after[0] in "([" or after.isdigit()):
        return False
    label = before.endswith((":", "|", "–", "-", "/")) and len(words(before)) <= 3
    return bool(after or before) and (not before or label or bool(_DATE_LIKE.fullmatch(before)))


def _in_text(page: Page, load_ranker: Callable[[], Ranker]) -> Found[str] | None:
    # Most pages of HTML need none of its many patterns, which take time to compile.
    from newstool.fields.headline.in_text import find_headline_in_text

    return find_headline_in_text(page, load_ranker)
