"""Under what licence the article stands, and whether it can be read without paying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newstool.model.article import BODY_LABELS, Found, Head, Label, LabelledBlock, Reading
from newstool.page import json_ld
from newstool.page.addresses import clean_url, page_base
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import first, text_of, tidy, url_of

_LICENSE_METAS = ("license", "dcterms.license", "dc.rights.license", "cc:license", "og:license")
_MAX_LICENSE = 300  # characters
_TAIL = 60  # blocks at the page's end that are searched for a licence's name
_CC_NAME = re.compile(
    r"\bCC[ -]?(?:BY(?:[ -](?:NC|SA|ND)){0,2}|0)(?:[ -]?\d\.\d)?\b"
    r"|Creative Commons(?:[ -][A-Z][\w-]{1,20}){0,6}(?: \d\.\d)?(?: [A-Z]\w{1,20}){0,2} Licen[sc]e"
)
_TIERS = {"free": True, "open": True, "metered": False, "locked": False, "premium": False}
_AFTER_BODY = 4  # blocks after the body's last within which an offer to subscribe cuts it off


def read_license(page: LabelledPage) -> Found[str] | None:
    """The licence's URL where there is one, else its name; None where nothing is said."""
    reading, labelled = page.reading, page.labelled
    for found in _stated_licenses(reading):
        return found
    for item in labelled[-_TAIL:]:
        if item.label in BODY_LABELS or len(item.block.text) > 2000:
            continue
        shown = _license_of_block(reading, item)
        if shown is not None:
            return shown
    return None


def _stated_licenses(reading: Reading) -> Iterator[Found[str]]:
    head = reading.head
    base = page_base(reading)
    for link in head.links:
        if "license" in link.rel.split() or "copyright" in link.rel.split():
            url = clean_url(link.href, base)
            if url and "license" in link.rel:
                yield Found(url, "link:license", link.href, selector='link[rel="license"]')
    article = json_ld.main_article(head)
    stated = article.get("license") if article is not None else None
    value = url_of(stated) or text_of(stated)
    if value and len(value) <= _MAX_LICENSE:
        yield Found(value, "json-ld:license", value, selector=json_ld.SELECTOR)
    for tag in head.meta:
        if tag.name in _LICENSE_METAS:
            value = tidy(tag.content[:_MAX_LICENSE])
            if value:
                source = f"meta:{tag.name}"
                yield Found(value, source, tag.content, selector=f'meta[name="{tag.name}"]')


def _license_of_block(reading: Reading, item: LabelledBlock) -> Found[str] | None:
    block = item.block
    inlines = block.markup.inlines[:20] if block.markup is not None else ()
    for inline in inlines:
        rel, href = inline.attributes.get("rel"), inline.attributes.get("href")
        if rel and href and "license" in rel.lower().split():
            url = clean_url(href, page_base(reading))
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
    reading, labelled = page.reading, page.labelled
    return _stated_access(reading.head) or _cut_by_offer(labelled)


def _stated_access(head: Head) -> Found[bool] | None:
    for node in (json_ld.main_article(head), json_ld.web_page(head)):
        stated = first(node.get("isAccessibleForFree")) if node is not None else None
        value = _truth(stated)
        if value is not None:
            source = "json-ld:isAccessibleForFree"
            return Found(value, source, str(stated).lower(), selector=json_ld.SELECTOR)
    for item in head.itemprops[:500]:
        if item.prop == "isaccessibleforfree":
            value = _truth(item.value)
            if value is not None:
                selector = "[itemprop=isAccessibleForFree]"
                return Found(value, "itemprop:isAccessibleForFree", item.value, selector=selector)
    for tag in head.meta:
        if tag.name == "article:content_tier":
            value = _TIERS.get(tag.content.strip().lower())
            if value is not None:
                selector = 'meta[property="article:content_tier"]'
                return Found(value, f"meta:{tag.name}", tag.content, selector=selector)
    return None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value[:60].strip().rpartition("/")[2].lower()
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            word
        )
    return None


def _cut_by_offer(labelled: Sequence[LabelledBlock]) -> Found[bool] | None:
    """A paywall's text right behind the last block of the body."""
    last = next(
        (
            place
            for place in range(len(labelled) - 1, -1, -1)
            if labelled[place].label in BODY_LABELS
        ),
        None,
    )
    for item in labelled[last + 1 : last + 1 + _AFTER_BODY] if last is not None else ():
        if item.label is Label.PAYWALL:
            return Found(False, "paywall", item.block.text, block=item.block.index)
    return None
