"""Who made the article: byline, authors, editors and credits, by agreement between places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.fields.authors.claims import Claim, doubt, quote_of, shown
from newstool.fields.authors.declared import MAX_AUTHORS, declared_claims
from newstool.fields.authors.last_resort import claims_anywhere
from newstool.fields.authors.page_words import page_text, stands_as_word
from newstool.fields.authors.shown import BylineReader
from newstool.model.article import Credit, Found, Reading
from newstool.model.candidates import Ranking, rank
from newstool.names.lists import NameList, Person, join
from newstool.names.one_name import is_particle, is_person, name_key, sounds_like_person
from newstool.page.facts import LabelledPage
from newstool.page.title_parts import names_site
from newstool.page.zone import NEXT
from newstool.vocabulary.names import given_names

# Places whose claims come out of one form in the content system: their agreement proves little.
_KIN = {
    "given": "declared",
    "header": "declared",
    "meta": "declared",
    "json-ld": "declared",
    "microdata": "declared",
    "byline": "visible",
    "marked": "visible",
    "name-line": "visible",
    "notice": "notice",
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
    authors = [_found(best, person.name) for person in best.value.people] if best else []
    return People(
        byline=_byline(claims, best),
        authors=tuple(authors),
        editors=tuple(_editors(claims)),
        credits=tuple(_credits(claims, best)),
        agencies=tuple(
            _found(c, a) for c in claims if c.role == "author" for a in c.value.agencies
        ),
        sources=tuple(_found(c, c.quote) for c in claims if c.role == "source"),
    )


def rank_authors(page: LabelledPage) -> Ranking[Claim]:
    """All that says who wrote the article, ranked."""
    return _ranked_claims(page)[1]


def _ranked_claims(page: LabelledPage) -> tuple[list[Claim], Ranking[Claim]]:
    """Every claim about the article's makers, and those about its authors ranked."""
    sites, reader = page.site_names, BylineReader(page)
    claims = [*declared_claims(page), *reader.claims()]
    claims = _with_persons_sites(page.reading, claims)
    ranking = rank_claims(claims, sites)
    best = ranking.chosen
    if best is None or not (best.value.people or best.value.agencies or _is_signed(best)):
        claims += claims_anywhere(reader, page)
        ranking = rank_claims(claims, sites)
    return claims, ranking


# --- choosing ------------------------------------------------------------------------------------


def rank_claims(claims: Sequence[Claim], sites: Collection[str] = ()) -> Ranking[Claim]:
    """The author claims, that which other places agree with most first.

    Claims of agencies and organisations take part, so that a desk that every place names as the
    author is not overruled by a name that stands somewhere on the page.
    """
    rivals = _merged([c for c in claims if c.role == "author"])[:MAX_AUTHORS]
    ranking = rank(
        rivals,
        lambda claim: _keys(claim.value),
        agreement=_agreement,
        kin=_KIN,
        trust=lambda claim, own, agreeing: _score(claim, own, agreeing, sites),
    )
    ranking = _with_signature(ranking)
    best = ranking.chosen
    if best is None or not best.value.people or ranking.score_of(best) >= doubt("least"):
        return ranking
    return ranking.choosing(None, lambda claim: "too weak alone" if claim is best else None)


def _with_signature(ranking: Ranking[Claim]) -> Ranking[Claim]:
    """The person who signs in plain sight, where a site, a desk or an account came out first."""
    best = ranking.chosen
    if best is None or not (_is_impersonal(best) or _is_account(best)):
        return ranking
    signed = ranking.best(_is_signed_person)
    if signed is None:
        return ranking
    return ranking.choosing(signed, lambda claim: "a person signs" if claim is best else None)


def _is_impersonal(claim: Claim) -> bool:
    """True for a claim that names nobody but a site, a desk or a firm."""
    names = claim.value
    return bool(names.organisations) and not names.people


def _is_account(claim: Claim) -> bool:
    """True for a claim that names an account and nobody else: 'PostAna', 'ana.ruiz9'."""
    named = claim.value.names + claim.value.handles
    inner = named[0].lstrip("@")[1:] if len(named) == 1 else ""
    return " " not in inner and (inner != inner.lower() or not inner.isalpha()) and bool(inner)


def _is_signed_person(claim: Claim) -> bool:
    """True for a person whom an element near the headline or lead words name."""
    sure = claim.place in ("byline", "marked") and claim.weight >= doubt("signed")
    return sure and any(" " in name for name in claim.value.names)


def _is_signed(claim: Claim) -> bool:
    """True for a desk or a firm that signs the article in plain sight."""
    sure = claim.block is not None and claim.weight >= doubt("signed")
    return sure and bool(claim.value.organisations)


def _with_persons_sites(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one organisation that has a person's name as claims of the person.

    A personal site bears its author's name; a firm's site is named with common words.
    """
    done: list[Claim] = []
    known: dict[str, bool] = {}
    for claim in claims:
        names = claim.value
        if not names.people and not names.agencies and len(names.organisations) == 1:
            name = names.organisations[0]
            if name not in known:
                known[name] = _is_persons_name(reading, name)
            if known[name]:
                claim = replace(claim, value=NameList((Person(name),)))
        done.append(claim)
    return done


def _is_persons_name(reading: Reading, name: str) -> bool:
    words = name.split()
    titled = len(words) == 2 and all(word[1:].islower() for word in words)
    if not titled or is_particle(words[0]) or not is_person(name):
        return False
    text = page_text(reading.blocks)
    return not any(stands_as_word(word.lower(), text) for word in words)


def _merged(claims: Sequence[Claim]) -> list[Claim]:
    """Marked names side by side, each in an element of its own, as one claim."""
    merged: list[Claim] = []
    open_lists: dict[str, tuple[int, int]] = {}  # place -> its last claim's number, latest block
    for claim in claims:
        number, latest = open_lists.get(claim.place, (-1, 0))
        if number >= 0 and _are_one_byline(merged[number], claim, latest):
            merged[number] = _joined(merged[number], claim)
        else:
            number = len(merged)
            merged.append(claim)
        open_lists[claim.place] = (number, claim.block or 0)
    return merged


def _joined(last: Claim, claim: Claim) -> Claim:
    names, quotes = join([last.value, claim.value]), last.quotes + claim.quotes
    weight = max(last.weight, claim.weight)
    return replace(last, value=names, weight=weight, quote=", ".join(quotes), quotes=quotes)


def _are_one_byline(last: Claim, claim: Claim, latest: int) -> bool:
    """Names of one kind of place a few blocks apart; `latest` is the block of the last one."""
    apart = (claim.block or 0) - latest
    if last.place == claim.place == "byline" and last.weight == claim.weight:
        return apart == 0 or (claim.weight == shown("announced") and 0 < apart <= NEXT)
    if not 0 < apart <= NEXT:
        return False
    if claim.place == "marked":
        return last.weight == claim.weight > 1
    return (
        claim.place == "name-line"
        and min(last.weight, claim.weight) >= doubt("least")
        and len(claim.value.people) == 1
        and sounds_like_person(claim.value.names[0])
    )


def _score(claim: Claim, own: float, agreeing: float, sites: Collection[str]) -> float:
    """The place's weight and what agrees with it, less what speaks against such names."""
    score = own + agreeing + _doubt(claim)
    return score if claim.value.people else score * _body_share(claim.value, sites)


def _agreement(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """0 to 1: how far another place's names bear mine out; more when mine hold all of theirs."""
    common = len(mine & theirs)
    return (common / len(mine | theirs) + common / len(theirs)) / 2 if common else 0.0


def _keys(names: NameList) -> frozenset[str]:
    """What a claim names: its people, else its agencies and organisations."""
    named = names.names or names.agencies + names.organisations + names.handles
    return frozenset(name_key(name) for name in named) or frozenset(("",))


def _body_share(names: NameList, sites: Collection[str]) -> float:
    """How far a claim without people counts: the site itself is every page's default author."""
    if not names.agencies and not names.organisations:
        return doubt("account-share")
    own = any(names_site(name, sites) for name in names.organisations)
    return doubt("site-share" if own else "body-share")


def _doubt(claim: Claim) -> float:
    names = claim.value
    unsure = [n for n in names.names if " " not in n and n.casefold() not in given_names()]
    if unsure and len(unsure) == len(names.names) and unsure[0].isascii():
        return doubt("unknown-word")
    strange = sum(not sounds_like_person(name) for name in names.names)
    return doubt("unknown-name") * strange / max(1, len(names.names))


# --- the fields ----------------------------------------------------------------------------------


def _found(claim: Claim, value: str) -> Found[str]:
    return claim.found(value, quote_of(claim, value))


def _byline(claims: Sequence[Claim], best: Claim | None) -> Found[str] | None:
    """The visible line that names the authors, else what metadata says of them."""
    if best is None:
        return None
    wanted = _keys(best.value)
    visible = [c for c in claims if c.role == "author" and c.block is not None]
    agreeing = [c for c in visible if wanted & _keys(c.value)]
    labelled = [c for c in claims if c.place == best.place and wanted <= _keys(c.value)]
    if best.place == "given" and len(labelled) > 1:
        best = labelled[-1]  # the byline that was given beside the authors
    elif labelled and best.place == "header":
        best = labelled[0]  # without its label: 'BY' and 'AUTOR:' are the export's words
    elif agreeing:
        best = max(agreeing, key=lambda claim: (claim.weight, claim.place == "byline"))
    return replace(_found(best, best.quotes[0]), value=best.quote)


def _editors(claims: Sequence[Claim]) -> list[Found[str]]:
    found: dict[str, Found[str]] = {}
    for claim in claims:
        if claim.role == "editor":
            for name in claim.value.names:
                found.setdefault(name_key(name), _found(claim, name))
    return list(found.values())


def _credits(claims: Sequence[Claim], best: Claim | None) -> list[Found[Credit]]:
    found: dict[tuple[str, str], Found[Credit]] = {}
    others = [claim for claim in claims if claim.role != "author"]
    for claim in (best, *others) if best is not None else others:
        if claim.role == "source" or claim.role == "date":
            continue
        for person in claim.value.people:
            credit = Credit(
                name=person.name,
                kind="person",
                role=claim.role,
                affiliation=person.affiliation,
                place=person.place,
                email=person.email,
                handle=person.handle,
            )
            found.setdefault((name_key(person.name), claim.role), _credit(claim, credit))
    if best is not None:
        for body in (*best.value.agencies, *best.value.organisations):
            credit = Credit(body, "organisation", "author")
            found.setdefault((name_key(body), "author"), _credit(best, credit))
        for handle in best.value.handles:
            credit = Credit(handle, None, "author", handle=handle)
            found.setdefault((name_key(handle), "author"), _credit(best, credit))
    return list(found.values())


def _credit(claim: Claim, credit: Credit) -> Found[Credit]:
    return claim.found(credit, quote_of(claim, credit.name))
