"""Under what licence the article stands, and whether it can be read without paying."""

from __future__ import annotations

from collections.abc import Iterator

from newstool.fields.bounds import LINES, MOST, QUOTE, TEXT
from newstool.model.article import BODY_LABELS, Block, Found, Label
from newstool.page.addresses import clean_url
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import first, text_of, tidy, url_of, web_page
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.patterns import later

_CC_NAME = later(
    r"\bCC[ -]?(?:BY(?:[ -](?:NC|SA|ND)){0,2}|0)(?:[ -]?\d\.\d)?\b"
    r"|Creative Commons(?:[ -][A-Z][\w-]{1,20}){0,6}(?: \d\.\d)?(?: [A-Z]\w{1,20}){0,2} Licen[sc]e"
)
_TIERS = {"free": True, "open": True, "metered": False, "locked": False, "premium": False}
_AFTER_BODY = 4  # blocks after the body's last within which an offer to subscribe cuts it off


def read_license(page: LabelledPage) -> Found[str] | None:
    """The licence's URL where there is one, else its name; None where nothing is said."""
    for found in _stated_licenses(page):
        return found
    for item in page.labelled[-MOST:]:
        if item.label in BODY_LABELS or len(item.block.text) > TEXT:
            continue
        shown = _license_of_block(page, item.block)
        if shown is not None:
            return shown
    return None


def _stated_licenses(page: Page) -> Iterator[Found[str]]:
    for one in page.declared.of("license"):
        quote = one.quote
        if one.kind is Kind.LINK:
            value = clean_url(quote, page.base)
        elif one.kind is Kind.JSON_LD:
            value = quote = url_of(one.value) or text_of(one.value) or ""
        else:
            value = tidy(quote[:LINES])
        if value and (len(value) <= LINES or one.kind is Kind.LINK):
            yield one.found(value, quote)


def _license_of_block(page: Page, block: Block) -> Found[str] | None:
    inlines = block.markup.inlines[:MOST] if block.markup is not None else ()
    for inline in inlines:
        rel, href = inline.attributes.get("rel"), inline.attributes.get("href")
        if rel and href and "license" in rel.lower().split():
            url = clean_url(href, page.base)
            if url:
                return Found(url, "a[rel=license]", block.text, block=block.index)
    if "CC" in block.text or "Creative Commons" in block.text:
        match = _CC_NAME.search(block.text)
        if match is not None:
            return Found(match[0], "license", match[0], block=block.index)
    return None


def read_free_access(page: LabelledPage) -> Found[bool] | None:
    """Whether the page says it can be read for free: JSON-LD, content tier, an offer that cuts it.

    None when it says nothing.
    """
    return _stated_access(page) or _cut_by_offer(page)


def _stated_access(page: Page) -> Found[bool] | None:
    for node in (page.article, web_page(page.head)):
        stated = first(node.get("isAccessibleForFree")) if node is not None else None
        value = _truth(stated)
        if value is not None and node is not None:
            one = page.declared.of_json_ld(node, "isAccessibleForFree", stated)
            return one.found(value, stated if isinstance(stated, str) else str(stated).lower())
    for one in page.declared.of("free_access"):
        tier = one.quote.strip().lower()
        value = _TIERS.get(tier) if one.kind is Kind.META else _truth(one.value)
        if value is not None:
            return one.found(value)
    return None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value[:QUOTE].strip().rpartition("/")[2].lower()
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            word
        )
    return None


def _cut_by_offer(page: LabelledPage) -> Found[bool] | None:
    """A paywall's text right behind the last block of the body."""
    for item in page.below_body(_AFTER_BODY):
        if item.label is Label.PAYWALL:
            return Found(False, "paywall", item.block.text, block=item.block.index)
    return None
