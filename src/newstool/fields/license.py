"""Under what licence the article is, and whether it can be read without paying."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from newstool.fields.bounds import LINE, MOST, NEAR, QUOTE, TEXT
from newstool.fields.found import in_block, links_in
from newstool.model.article import BODY_LABELS, Found, Label
from newstool.page.addresses import clean_url
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import first, tidy, url_of, web_page
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.patterns import later

_CC_NAME = later(
    r"\bCC[ -]?(?:BY(?:[ -](?:NC|SA|ND)){0,2}|0)(?:[ -]?\d\.\d)?\b"
    r"|Creative Commons(?:[ -][A-Z][\w-]{1,20}){0,6}(?: \d\.\d)?(?: [A-Z]\w{1,20}){0,2} Licen[sc]e"
)
# What content tiers and booleans say of free access.
_FREE = {"free": True, "open": True, "metered": False, "locked": False, "premium": False}
_FREE |= {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def read_license(page: LabelledPage) -> Found[str] | None:
    """The licence's URL where there is one, else its name; None where nothing is said."""
    return next(chain(_stated_licenses(page), _shown_licenses(page)), None)


def _stated_licenses(page: Page) -> Iterator[Found[str]]:
    for one in page.declared.of("license"):
        value = one.quote
        if one.kind is Kind.LINK:
            value = clean_url(value, page.base) or ""
        elif one.kind is Kind.JSON_LD:
            value = url_of(one.value) or value
        if value and (one.kind is Kind.LINK or len(value) <= LINE):
            yield one.found(tidy(value), value if one.kind is Kind.JSON_LD else one.quote)


def _shown_licenses(page: LabelledPage) -> Iterator[Found[str]]:
    for item in page.labelled[-MOST:]:
        block = item.block
        if item.label in BODY_LABELS or len(block.text) > TEXT:
            continue
        for _, link in links_in(block):
            is_license = "license" in (link.get("rel") or "").lower().split()
            url = clean_url(link.get("href"), page.base) if is_license else None
            if url:
                yield in_block(block, url, "a[rel=license]")
        if "CC" in block.text or "Creative Commons" in block.text:
            for match in _CC_NAME.finditer(block.text):
                yield in_block(block, match[0], "license", match[0])


def read_free_access(page: LabelledPage) -> Found[bool] | None:
    """Whether the page says it can be read for free: JSON-LD, content tier, an offer that cuts it.

    None when it says nothing.
    """
    return next(chain(_stated_access(page), _cut_by_offer(page)), None)


def _stated_access(page: Page) -> Iterator[Found[bool]]:
    for node in filter(None, (page.article, web_page(page.head))):
        stated = first(node.get("isAccessibleForFree"))
        one = page.declared.of_json_ld(node, "isAccessibleForFree", stated)
        word = str(stated)[:QUOTE]
        value = _FREE.get(word.strip().rpartition("/")[2].lower())
        if value is not None:
            yield one.found(value, word if isinstance(stated, str) else word.lower())
    for declared in page.declared.of("free_access"):
        value = _FREE.get(declared.quote[:QUOTE].strip().rpartition("/")[2].lower())
        if value is not None:
            yield declared.found(value)


def _cut_by_offer(page: LabelledPage) -> Iterator[Found[bool]]:
    """A paywall's text right after the last block of the body."""
    for item in page.below_body(NEAR):
        if item.label is Label.PAYWALL:
            yield in_block(item.block, False, "paywall")
