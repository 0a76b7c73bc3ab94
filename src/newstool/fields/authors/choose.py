"""Who made the article: byline, authors, editors and credits, by agreement between places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from newstool.fields.authors.claims import Claim, doubt
from newstool.fields.authors.declared import MAX_AUTHORS, declared_claims
from newstool.fields.authors.last_resort import claims_anywhere
from newstool.fields.authors.page_words import PageWords
from newstool.fields.authors.shown import BylineReader
from newstool.fields.bounds import LINES
from newstool.fields.found import once_each
from newstool.model.article import Credit, Found
from newstool.model.candidates import Ranking, rank
from newstool.names.lists import NameList, Person, join
from newstool.names.one_name import is_particle, is_person, name_key, sounds_like_person
from newstool.page.facts import LabelledPage
from newstool.page.title_parts import names_site
from newstool.page.zone import NEXT
from newstool.vocabulary.names import given_names

# Places whose claims come out of one form in the content system: their agreement proves little.
_KIN = {
    **dict.fromkeys(("given", "header", "meta", "json-ld", "microdata"), "declared"),
    **dict.fromkeys(("byline", "marked", "name-line"), "visible"),
}


class People(Struct, frozen=True):
    """The people of the record. `agencies`: those that a byline or metadata names as the author."""

    byline: Found[str] | None = None
    authors: tuple[Found[str], ...] = ()
    editors: tuple[Found[str], ...] = ()
    credits: tuple[Found[Credit], ...] = ()
    agencies: tuple[Found[str], ...] = ()
    sources: tuple[Found[str], ...] = ()


def read_people(page: LabelledPage) -> People:
    """Authors, editors and credits, each with its evidence."""
    claims, ranking = _ranked_claims(page)
    best = ranking.chosen
    return People(
        byline=_byline(claims, best),
        authors=tuple(best.naming(name) for name in best.value.names) if best else (),
        editors=once_each(
            (c.naming(name) for c in claims if c.role == "editor" for name in c.value.names),
            name_key,
            LINES,
        ),
        credits=once_each(_credits(claims, best), _same_credit, LINES),
        agencies=tuple(
            c.naming(agency) for c in claims if c.role == "author" for agency in c.value.agencies
        ),
        sources=tuple(c.naming(c.quote) for c in claims if c.role == "source"),
    )


def rank_authors(page: LabelledPage) -> Ranking[Claim]:
    """All that says who wrote the article, ranked."""
    return _ranked_claims(page)[1]


def _ranked_claims(page: LabelledPage) -> tuple[list[Claim], Ranking[Claim]]:
    """Every claim about the article's makers, and those about its authors ranked."""
    reader = BylineReader(page)
    read = (*declared_claims(page), *reader.claims())
    claims = [_of_persons_site(claim, reader.words) for claim in read]
    ranking = _rank(claims, page.site_names)
    best = ranking.chosen
    if best is None or not (
        best.value.people or best.value.agencies or (best.value.organisations and _signs(best))
    ):
        claims += claims_anywhere(reader, page)
        ranking = _rank(claims, page.site_names)
    return claims, ranking


# --- choosing ------------------------------------------------------------------------------------


def _rank(claims: Sequence[Claim], sites: Collection[str]) -> Ranking[Claim]:
    """The author claims, that which other places agree with most first.

    Claims of agencies and organisations take part, so that a desk that every place names as the
    author is not overruled by a name that is somewhere on the page.
    """
    ranking = rank(
        _merged([c for c in claims if c.role == "author"])[:MAX_AUTHORS],
        lambda claim: _keys(claim.value),
        agreement=_agreement,
        kin=_KIN,
        trust=partial(_score, sites),
    )
    best = ranking.chosen
    if best is not None and _is_impersonal(best.value):
        signed = ranking.best(lambda c: _signs(c) and any(" " in name for name in c.value.names))
        if signed is not None:
            site = best
            ranking = ranking.choosing(signed, lambda c: "a person signs" if c is site else None)
    best = ranking.chosen
    if best is None or not best.value.people or ranking.score_of(best) >= doubt("least"):
        return ranking
    return ranking.choosing(None, lambda claim: "too weak alone" if claim is best else None)


def _signs(claim: Claim) -> bool:
    """Whether it is read where an author signs in plain sight."""
    return claim.place in ("byline", "marked") and claim.weight >= doubt("signed")


def _is_impersonal(names: NameList) -> bool:
    """Whether nobody is named but a site, a desk, a firm or an account: 'PostAna', 'ana.ruiz9'."""
    if names.organisations and not names.people:
        return True
    named = names.names + names.handles
    inner = named[0].lstrip("@")[1:] if len(named) == 1 else ""
    return " " not in inner and (inner != inner.lower() or not inner.isalpha()) and bool(inner)


def _of_persons_site(claim: Claim, words: PageWords) -> Claim:
    """A claim of one organisation that has a person's name as a claim of the person.

    A personal site bears its author's name; a firm's site is named with common words.
    """
    names = claim.value
    if names.people or names.agencies or len(names.organisations) != 1:
        return claim
    (name,) = names.organisations
    parts = name.split()
    titled = len(parts) == 2 and all(part[1:].islower() for part in parts)
    if not titled or is_particle(parts[0]) or not is_person(name) or words.has_common_word(parts):
        return claim
    return replace(claim, value=NameList((Person(name),)))


def _merged(claims: Sequence[Claim]) -> list[Claim]:
    """Names of one kind of place in elements of their own, a few blocks apart, as one claim."""
    merged: list[Claim] = []
    latest: dict[str, tuple[int, int]] = {}  # place -> its last claim's number, its last block
    for claim in claims:
        number, block = latest.get(claim.place, (-1, 0))
        if number >= 0 and _are_one_byline(merged[number], claim, (claim.block or 0) - block):
            last = merged[number]
            quotes = last.quotes + claim.quotes
            merged[number] = replace(
                last,
                value=join([last.value, claim.value]),
                weight=max(last.weight, claim.weight),
                quote=", ".join(quotes),
                quotes=quotes,
            )
        else:
            number = len(merged)
            merged.append(claim)
        latest[claim.place] = (number, claim.block or 0)
    return merged


def _are_one_byline(last: Claim, claim: Claim, apart: int) -> bool:
    """Whether a claim of the same kind of place, so many blocks further down, goes on with it."""
    if claim.place == "name-line":
        sure = min(last.weight, claim.weight) >= doubt("least") and len(claim.value.people) == 1
        return 0 < apart <= NEXT and sure and sounds_like_person(claim.value.names[0])
    if last.weight != claim.weight:
        return False
    return apart == 0 if claim.place == "byline" else 0 < apart <= NEXT and claim.weight > 1


def _score(sites: Collection[str], claim: Claim, own: float, agreeing: float) -> float:
    """The place's weight and what agrees with it, less what speaks against such names."""
    names = claim.value
    if claim.place == "bio" and agreeing:
        return 0.0  # the other place has the name as signed
    if not names.people:
        body = names.agencies or names.organisations
        site = any(names_site(name, sites) for name in names.organisations)
        return (own + agreeing) * doubt("site-share" if site or not body else "body-share")
    unsure = [n for n in names.names if " " not in n and n.casefold() not in given_names()]
    if len(unsure) == len(names.names) and unsure[0].isascii():
        return own + agreeing + doubt("unknown-word")
    strange = sum(not sounds_like_person(name) for name in names.names)
    return own + agreeing + doubt("unknown-name") * strange / len(names.names)


def _agreement(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """0 to 1: how far another place's names bear mine out; more when mine hold all of theirs."""
    common = len(mine & theirs)
    return (common / len(mine | theirs) + common / len(theirs)) / 2 if common else 0.0


def _keys(names: NameList) -> frozenset[str]:
    """What a claim names: its people, else its agencies and organisations."""
    named = names.names or names.agencies + names.organisations + names.handles
    return frozenset(name_key(name) for name in named) or frozenset(("",))


# --- the fields ----------------------------------------------------------------------------------


def _byline(claims: Sequence[Claim], best: Claim | None) -> Found[str] | None:
    """The visible line that names the authors, else what metadata says of them."""
    if best is None:
        return None
    wanted = _keys(best.value)
    own = [c for c in claims if c.place == best.place and wanted <= _keys(c.value)]
    agreeing = [c for c in claims if c.role == "author" and wanted & _keys(c.value)]
    visible = [c for c in agreeing if c.block is not None]
    if best.place == "given" and len(own) > 1:
        best = own[-1]  # the byline that was given beside the authors
    elif own and best.place == "header":
        best = own[0]  # without its label: 'BY' and 'AUTOR:' are the export's words
    elif visible:
        best = max(visible, key=lambda claim: (claim.weight, claim.place == "byline"))
    return best.found(best.quote, best.quotes[0])


def _credits(claims: Sequence[Claim], best: Claim | None) -> Iterator[Found[Credit]]:
    others = [claim for claim in claims if claim.role != "author"]
    for claim in others if best is None else (best, *others):
        if claim.role == "source" or claim.role == "date":
            continue
        for one in claim.value.people:
            more = {key: getattr(one, key) for key in ("affiliation", "place", "email", "handle")}
            credit = Credit(one.name, "person", claim.role, **more)
            yield claim.found(credit, claim.quote_of(one.name))
    if best is not None:
        for body in (*best.value.agencies, *best.value.organisations):
            yield best.found(Credit(body, "organisation", "author"), best.quote_of(body))
        for handle in best.value.handles:
            yield best.found(Credit(handle, None, "author", handle=handle), best.quote_of(handle))


def _same_credit(credit: Credit) -> tuple[str, str]:
    return name_key(credit.name), credit.role
