"""The site and the page's addresses: site_name, domain, url, canonical_url."""

from __future__ import annotations

from newstool.model.article import Found
from newstool.page.addresses import (
    clean_url,
    host_of,
    is_home,
    selector_of,
    url_claims,
)
from newstool.page.facts import Page
from newstool.page.json_ld import tidy
from newstool.page.site_names import MAX_NAME, find_sign, microdata_publisher, site_name_claims
from newstool.vocabulary.header_labels import header_field

# Values that say nothing about the site: software defaults.
_NO_NAMES = frozenset(
    ("home", "homepage", "website", "blog", "wordpress", "none", "null", "undefined")
)


# --- the fields --------------------------------------------------------------------------------


def read_canonical_url(page: Page) -> Found[str] | None:
    """The address the page asks to be known by, absolute.

    A canonical link to the home page from a page that lies deeper is a fault of the site's
    software and is passed over for the next claim.
    """
    head, given = page.head, page.reading.document.url
    claims = [(source, value, clean_url(value, page.base)) for source, value in url_claims(head)]
    deep = any(url and not is_home(url) for _, _, url in claims) or not is_home(given or "")
    for source, value, url in claims:
        if url and not (deep and is_home(url)):
            return Found(url, source, value, selector=selector_of(source))
    return None


def read_url(page: Page) -> Found[str] | None:
    """The address the page was fetched from when the caller gave it, else what the page claims."""
    given = page.reading.document.url
    if given:
        return Found(given, "given", given)
    for line in page.head.headers:
        url = clean_url(line.value.strip("<> ")) if header_field(line.name) == "url" else None
        if url:
            source, span = f"labelled line '{line.name}'", (line.start, line.end)
            return Found(url, source, line.value, span=span)
    for source, value in url_claims(page.head):
        url = clean_url(value, page.base)
        if url and source != "meta:twitter:url":
            return Found(url, source, value, selector=selector_of(source))
    return None


def read_domain(page: Page) -> Found[str] | None:
    """The host of the page's address, without 'www.'."""
    found = read_url(page)
    host = host_of(found.value) if found else None
    if found is None or host is None:
        return None
    return Found(host, found.source, found.quote, selector=found.selector)


def read_site_name(page: Page) -> Found[str] | None:
    """The publication's name as the page gives it."""
    for source, value in site_name_claims(page.head):
        name = tidy(value[:1000])
        if 1 < len(name) <= MAX_NAME and name.casefold() not in _NO_NAMES:
            return Found(name, source, value[:1000], selector=selector_of(source))
    sign = find_sign(page.reading)
    if sign is not None:
        return sign
    publisher = microdata_publisher(page.head)
    if publisher is None:
        return None
    return Found(publisher, "microdata:publisher", publisher, selector="[itemprop=publisher]")
