"""The site and the page's addresses: site_name, domain, url, canonical_url."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from newstool.fields.bounds import TEXT
from newstool.model.article import Found
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.addresses import clean_url, host_of, is_home, unarchived
from newstool.page.facts import Page
from newstool.page.json_ld import tidy
from newstool.page.site_names import (
    MAX_NAME,
    find_name_at_end,
    find_sign,
    microdata_publisher,
    names_of_site,
)
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.names import words_of
from newstool.vocabulary.place_weights import weights_of


def read_canonical_url(page: Page) -> Found[str] | None:
    """The address the page asks to be known by, absolute.

    A canonical link to the home page from a page that lies deeper is a fault of the site's
    software and is passed over for the next claim.
    """
    claims = list(_addresses(page, "canonical_url"))
    known = [page.reading.document.url or "", *(one.value for one in claims)]
    deep = not all(map(is_home, known))
    return next((one for one in claims if not (deep and is_home(one.value))), None)


def read_url(page: Page) -> Found[str] | None:
    """The address the page was fetched from when the caller gave it, else what the page claims."""
    given = page.reading.document.url
    if given:
        said = (one.found(given) for one in page.declared.given_for("url") if one.quote == given)
        return next(said, Found(given, "given", given))
    return next(_addresses(page, "url"), None)


def _addresses(page: Page, field: str) -> Iterator[Found[str]]:
    for one in page.declared.of(field):
        url = clean_url(one.address.strip("<> "), page.base)
        if url:
            yield one.found(url, one.address)


def read_domain(page: Page) -> Found[str] | None:
    """The host of the page's address, without 'www.'."""
    found = read_url(page)
    host = host_of(unarchived(found.value)) if found else None
    return replace(found, value=host) if found and host else None


def read_site_name(page: Page) -> Found[str] | None:
    """The publication's name as the page gives it."""
    return rank_site_names(page).chosen


def rank_site_names(page: Page) -> Ranking[Candidate[str]]:
    """All that names the publication, ranked."""
    return rank(
        list(_site_names(page)), lambda one: one.value.casefold(), bar=lambda one: _fault(one.value)
    )


def _site_names(page: Page) -> Iterator[Candidate[str]]:
    weights = weights_of("site_name")
    for one in names_of_site(page.declared):
        quote = (one.text if one.kind is Kind.JSON_LD else one.quote)[:TEXT]
        weight = weights.get(one.source, weights[one.kind])
        yield candidate_of(one.found(tidy(quote), quote), one.kind, weight)
    shown = {
        "sign": find_sign(page.reading) or find_name_at_end(page.reading),
        "microdata": microdata_publisher(page.declared),
    }
    for place, found in shown.items():
        if found is not None:
            yield candidate_of(found, place, weights[place])


def _fault(name: str) -> str | None:
    """Why a name can't be the site's."""
    if name.casefold() in words_of("site_words", "default"):
        return "software's default"
    return None if 1 < len(name) <= MAX_NAME else "too short or too long"
