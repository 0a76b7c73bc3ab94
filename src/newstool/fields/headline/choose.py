"""The headline: candidates from all places, ranked by how well they agree.

A page says its headline up to ten times: in `<h1>`, JSON-LD, `og:title`, `<title>` ... Candidates
with the same words are of one wording. The best that the page shows is compared with the best that
its head states; where they differ, `_against_shown` says whether the head is believed, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.fields.headline.elements import Heading, headings
from newstool.fields.headline.given import given_headline
from newstool.model.article import Found
from newstool.model.candidates import Candidate, Ranked, Ranking, candidate_of, rank
from newstool.page.declared import Declaration, first_of_each
from newstool.page.facts import Page
from newstool.page.json_ld import tidy, types_of
from newstool.page.title_parts import as_addressed, cuts, names_site, slug_words, without_site
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.element_names import generic_headings
from newstool.vocabulary.folding import count_words, fold, likeness, site_words, words
from newstool.vocabulary.learned.ranker import Ranker, load_headline_ranker
from newstool.vocabulary.patterns import later
from newstool.vocabulary.place_weights import weights_of

_QUOTE = 2000  # characters of a head value that are read
_IN_SIGHT = "shown"  # the kind of place that all elements of the page are
_LIKE = 3.0  # times the likeness to the head's titles: what it adds; 1.0 let an <h1> of a box win
_SHORT = 6  # words of a <title> that may name the site or a section alone
_LONG = 28  # words; an <h1> longer than this holds a standfirst or a whole paragraph

_DATE_LIKE = later(r"[\w.,/ -]{0,12}\b(?:19|20)\d\d\b[\w.,/: -]{0,12}")


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


class _Wording:
    """What is known of one wording, whoever says it: what says it, and what it is like.

    `likeness` is that to the titles of the head, `slug` the share of the words of the page's
    address that are in it, both 0 to 1.
    """

    __slots__ = ("headings", "key", "kinds", "likeness", "slug", "text", "words")

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        self.text = text
        self.words = words(key)
        self.headings: list[Heading] = []
        self.kinds: set[str] = set()
        self.likeness = 0.0
        self.slug = 0.0


class _Candidates(Struct, frozen=True):
    """All candidates of a page, and the wording of each of their values."""

    wordings: dict[str, _Wording]
    shown: tuple[Candidate[str], ...]
    stated: tuple[Candidate[str], ...]

    def of(self, candidate: Candidate[str]) -> _Wording:
        """The wording of a candidate."""
        return self.wordings[candidate.value]


def find_headline(
    page: Page, load_ranker: Callable[[], Ranker] = load_headline_ranker
) -> Found[str] | None:
    """The article's headline as the page shows it, or None.

    `block` is the visible headline's index where its words are on the page; else `element` is the
    tag of the head. One that was given beside the document goes before its own. Runs before
    labelling; linear, never raises.
    """
    chosen = rank_headline(page, load_ranker).chosen
    return chosen.found(chosen.value) if chosen is not None else None


def rank_headline(
    page: Page, load_ranker: Callable[[], Ranker] = load_headline_ranker
) -> Ranking[Candidate[str]]:
    """All that says the headline, ranked."""
    ranking = _by_address(_rank_own(page, load_ranker), page.reading.document.url)
    own = ranking.chosen
    given = given_headline(page, own.found(own.value) if own is not None else None)
    return ranking if given is None else _with(ranking, given, "another one was given")


def _rank_own(page: Page, load_ranker: Callable[[], Ranker]) -> Ranking[Candidate[str]]:
    """All that the document itself says the headline is, ranked."""
    names = page.site_names
    if not page.reading.containers:
        return _ranked_in_text(page, Ranking(), load_ranker)
    found = _candidates(page, names)
    ranking = _rank(found, names)
    chosen = ranking.chosen
    if chosen is None:
        return _ranked_in_text(page, ranking, load_ranker)
    wording = found.of(chosen)
    if _names_no_story(wording, found.shown):
        shown = _in_text(page, load_ranker)
        named = shown is not None and names_site(shown.value, names)
        if shown is not None and not named and wording.words.isdisjoint(words(shown.value)):
            return _with(ranking, shown, "names the site or a section")
    padded = (one for one in found.shown if _is_padded(one.value, wording.text))
    around = next(padded, None) if not wording.headings else None
    if around is None:
        return ranking
    held = Found(wording.text, around.source, around.quote, around.block)
    return _with(ranking, held, "an element shows it")


def _names_no_story(wording: _Wording, shown: Sequence[Candidate[str]]) -> bool:
    """True for a short <title> of a page without headings: 'Harbour Times - Local' of old pages."""
    return not shown and not wording.slug and count_words(wording.text) <= _SHORT


def _by_address(ranking: Ranking[Candidate[str]], url: str | None) -> Ranking[Candidate[str]]:
    """The headline cut where the page's address says that it ends, or that it begins."""
    best = ranking.chosen
    short = as_addressed(best.value, url) if best is not None else ""
    if best is None or short == best.value:
        return ranking
    return _with(ranking, best.found(short), "the page's address has a part of it alone")


def _with(ranking: Ranking[Candidate[str]], found: Found[str], why: str) -> Ranking[Candidate[str]]:
    """A ranking with one more candidate, which is chosen."""
    best = ranking.chosen
    score = ranking.score_of(best) if best is not None else 0.0
    more = candidate_of(found, _IN_SIGHT, 0.0)
    ranked = (Ranked(more, score, None), *ranking.ranked)
    return Ranking(ranked).choosing(more, lambda one: why if one is best else None)


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
    for one in first_of_each(titles):
        if one.source == "json-ld:headline":
            yield "json-ld", one
            if any("news" in name or "liveblog" in name for name in types_of(page.article)):
                yield "news", one
        elif one.kind in (Kind.META, Kind.JSON_LD):
            prefix = one.name.partition(":")[0]
            yield prefix if prefix in ("og", "twitter") else "meta", one
        else:
            yield "microdata" if one.kind is Kind.MICRODATA else "title", one


def _states_title(one: Declaration) -> bool:
    named = one.source == "itemprop:name"
    return bool(one.words) and (not named or "article" in one.scope or "posting" in one.scope)


def _without_name(heading: Heading, claims: Sequence[_Claim], names: Sequence[str]) -> Heading:
    """The heading without the site's name, where the head states what is left as the title."""
    text = without_site(heading.text, names) if heading.kind == "h1" else heading.text
    if text == heading.text or fold(text) not in {fold(claim.short) for claim in claims}:
        return heading
    return replace(heading, text=text)


def _candidates(page: Page, names: Sequence[str]) -> _Candidates:
    reading, claims = page.reading, list(_claims(page, names))
    weights, seen_weights = weights_of("title"), weights_of("title_shown")
    wordings: dict[str, _Wording] = {}
    of_value: dict[str, _Wording] = {}
    shown: list[Candidate[str]] = []
    stated: list[Candidate[str]] = []
    exact = frozenset(text for claim in claims for text in (claim.text, claim.short, *claim.parts))
    barred = page.no_titles
    for heading in headings(reading, exact):
        if heading.block in barred:
            continue
        heading = _without_name(heading, claims, names)
        wording = _wording(wordings, heading.text)
        if wording is not None:
            of_value[heading.text] = wording
            wording.headings.append(heading)
            wording.kinds.add(heading.kind)
            found = Found(
                heading.text, "headline", reading.blocks[heading.block].text, heading.block
            )
            shown.append(candidate_of(found, _IN_SIGHT, seen_weights[heading.kind], heading.kind))
    exported = (fold(claim.short) for claim in claims if claim.kind == "json-ld")
    confirming = frozenset((*wordings, *exported))
    for claim in claims:
        wording = _wording(wordings, _confirmed(claim, confirming))
        if wording is not None:
            of_value[wording.text] = wording
            wording.kinds.add(claim.kind)
            if claim.kind != "news":  # JSON-LD once more
                title = claim.stated.found(wording.text, claim.stated.words[:_QUOTE])
                stated.append(candidate_of(title, claim.kind, weights[claim.kind]))
    _measure(wordings, claims, slug_words(reading.document.url))
    return _Candidates(of_value, tuple(shown), tuple(stated))


def _wording(wordings: dict[str, _Wording], text: str) -> _Wording | None:
    key = fold(text)
    if not key:
        return None
    if key not in wordings:
        wordings[key] = _Wording(key, text)
    return wordings[key]


def _confirmed(claim: _Claim, confirming: frozenset[str]) -> str:
    """The claim's title; or the longest part that a heading or JSON-LD confirms as the headline."""
    if fold(claim.short) in confirming:
        return claim.short
    best, most = claim.short, 1.0
    for part in claim.parts:
        if fold(part) in confirming and count_words(part) > most:
            best, most = part, count_words(part)
    return best


def _measure(wordings: dict[str, _Wording], claims: Sequence[_Claim], slug: frozenset[str]) -> None:
    """How like each wording is to the titles of the head, and to the words of the URL."""
    stated = [words(claim.short) for claim in claims if claim.kind in ("json-ld", "og", "title")]
    for wording in wordings.values():
        if not wording.kinds.isdisjoint(("json-ld", "og", "title")):
            wording.likeness = 1.0
        else:
            likes = (likeness(wording.words, other) for other in stated)
            wording.likeness = max(likes, default=0.0)
        wording.slug = len(slug & wording.words) / len(slug) if slug else 0.0


# --- ranking -----------------------------------------------------------------------------------


def _is_long(wording: _Wording) -> bool:
    return count_words(wording.key) > _LONG


def _fault(wording: _Wording, names: Sequence[str]) -> str | None:
    """The fault that keeps a title from being the headline, in words."""
    if site_words(wording.text) in names:
        return "names the site"
    if wording.key in generic_headings():
        return "names a box"
    return "too long" if _is_long(wording) else None


def _rank(found: _Candidates, names: Sequence[str]) -> Ranking[Candidate[str]]:
    """What is shown and what is stated, ranked apart, and the choice between the best of both."""
    shown = rank(
        found.shown, found.of, trust=lambda one, own, _: own + _LIKE * found.of(one).likeness
    )
    stated = rank(found.stated, found.of)
    chosen, why = _choose(found, shown.chosen, stated.chosen, names)
    ranked = sorted((*shown.ranked, *stated.ranked), key=lambda one: -one.score)
    if chosen is None:
        return Ranking(tuple(ranked))
    best = found.of(chosen)
    firsts = (shown.chosen, stated.chosen)

    def lost(one: Candidate[str]) -> str | None:
        if found.of(one) is best:
            return "says the same"
        return _fault(found.of(one), names) or (why if one in firsts else None)

    return Ranking(tuple(ranked)).choosing(chosen, lost)


def _choose(
    found: _Candidates,
    shown: Candidate[str] | None,
    stated: Candidate[str] | None,
    names: Sequence[str],
) -> tuple[Candidate[str] | None, str]:
    """The headline, and why the best of the others isn't it."""
    for wording in found.wordings.values():
        if "kickerless" in wording.kinds and not wording.kinds.isdisjoint(weights_of("title")):
            return _plainest(found, wording), "another heading is what the head states"
    if shown is None or stated is None:
        best = shown or stated
        return (_plainest(found, found.of(best)) if best is not None else None), ""
    one, other = found.of(shown), found.of(stated)
    against = None if one is other else _against_shown(one, other, names)
    if against is not None:
        return _plainest(found, other), against
    return _plainest(found, one), "the page shows another"


def _plainest(found: _Candidates, wording: _Wording) -> Candidate[str]:
    """The candidate that shows a wording most plainly, else the surest that states it."""
    shown = [one for one in found.shown if found.of(one) is wording]
    if shown:
        places = [heading.near for heading in wording.headings]
        return max(zip(shown, places, strict=True), key=lambda pair: pair[0].weight + pair[1])[0]
    stated = (one for one in found.stated if found.of(one) is wording)
    return max(stated, key=lambda one: one.weight)


def _against_shown(shown: _Wording, stated: _Wording, names: Sequence[str]) -> str | None:
    """Why the head's title is believed over another one that the page shows; None where it isn't.

    The page's own headline wins unless there is a reason against it: in the development data
    it is right three times in four where both are titles of the same story.
    """
    if _fault(stated, names) is not None and _fault(shown, names) is None:
        return None
    if {"news", "json-ld", "og"} <= stated.kinds:
        return "news software states another"
    if not shown.kinds.isdisjoint(("json-ld", "og", "title", "microdata")):
        return None
    fault = _fault(shown, names)
    if fault is not None:
        return fault
    if shown.kinds.isdisjoint(("h1", "kickerless", "boxed")):
        return "no main heading"
    if stated.slug > shown.slug:
        return "another is nearer to the page's address"
    if _is_padded(shown.text, stated.text):
        return "has other words around it"
    near = bool(stated.headings) and stated.slug >= shown.slug
    return "another heading is what the head states" if near else None


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


def _ranked_in_text(
    page: Page, ranking: Ranking[Candidate[str]], load_ranker: Callable[[], Ranker]
) -> Ranking[Candidate[str]]:
    """The headline that the text begins with, where nothing else says one."""
    found = _in_text(page, load_ranker)
    return _with(ranking, found, "") if found is not None else ranking
