"""What kind of page it is: article, live, index or unknown, and why."""

from __future__ import annotations

from collections.abc import Sequence

from newstool.dates.hours import ENTRIES
from newstool.fields.bounds import QUOTE, TEXT
from newstool.fields.found import in_block
from newstool.model.article import (
    BODY_LABELS,
    Block,
    BlockKind,
    Entry,
    Found,
    Label,
    LabelledBlock,
    PageType,
)
from newstool.page.addresses import HOME
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import JsonObject, first, nodes
from newstool.page.regime import Regime, is_link
from newstool.vocabulary.scripts import weight_of

_LIVE_MARKS = ("liveblog", "live-blog", "liveticker", "live-ticker", "live_blog", "livestory")
_INDEX_TYPES = ("collectionpage", "searchresultspage", "profilepage")
_ARTICLES = frozenset(("article", "news", "newsarticle"))  # values of og:type
_HEADLINE = 25  # Latin letters of a link that may be another story's headline
_MANY_HEADLINES = 12  # linked headlines that make an index, beside little text
_LITTLE = 120  # words of body; a story in brief has more


def read_page_type(
    page: LabelledPage, entries: Sequence[Found[Entry]] = ()
) -> Found[PageType] | None:
    """The page's type with what it was told by; None when the page has no text at all.

    `entries` are those of a live page.
    """
    live = _live(page, entries)
    if live is not None:
        return live
    body = [one.block for one in page.labelled if one.label in BODY_LABELS]
    notices = [one.block for one in page.labelled if one.label is Label.CORRECTION]
    is_story = page.regime is Regime.STORY and bool(body or notices)
    linked = [one.block for one in page.labelled if _is_linked_headline(one)]
    words = sum(map(_count_words, body))
    many = len(linked) >= _MANY_HEADLINES
    declared = _declared(page)
    is_index = declared is not None and declared.value == "index"
    article = None if is_index else declared
    if many and HOME.fullmatch(page.reading.document.url or "-"):
        return _told("index", "home-page", linked)
    if is_index and words < 2 * _LITTLE:
        return declared
    if many and words < _LITTLE and not article and not is_story:
        return _told("index", "linked-headlines", linked)
    if is_story or (body and (words >= _LITTLE or article or page.headline)):
        return article or _told("article", "body-text", body or notices)
    return _told("unknown", "too-little-text", body or page.reading.blocks)


def _count_words(block: Block) -> int:
    """Words, and in scripts without spaces half the characters."""
    text = block.text
    spaces = text.count(" ") + 1
    return spaces if text.isascii() or spaces * 12 > len(text) else len(text) // 2


def _is_linked_headline(one: LabelledBlock) -> bool:
    if one.label in BODY_LABELS or one.label in (Label.NAVIGATION, Label.CORRECTION):
        return False
    is_heading = one.block.kind is BlockKind.HEADING
    return is_link(one.block) and (is_heading or weight_of(one.block.text) >= _HEADLINE)


def _told(kind: PageType, source: str, blocks: Sequence[Block]) -> Found[PageType] | None:
    return in_block(blocks[0], kind, source, blocks[0].text[:QUOTE]) if blocks else None


def _live(page: Page, entries: Sequence[Found[Entry]]) -> Found[PageType] | None:
    for node in nodes(page.head, "liveblogposting"):
        return _by_type("live", page, node)
    url = (page.reading.document.url or "")[:TEXT].lower()
    for mark in _LIVE_MARKS:
        if mark in url and len(page.head.times) >= ENTRIES:
            return Found("live", "url", mark)
    for one in entries[:1]:
        return Found("live", f"entries: {len(entries)}", one.quote, block=one.block, at=one.at)
    return None


def _declared(page: Page) -> Found[PageType] | None:
    """What the head says the page is: JSON-LD first, then og:type."""
    if page.article is not None and page.article.get("headline"):
        return _by_type("article", page, page.article)
    for node in nodes(page.head, *_INDEX_TYPES):
        return _by_type("index", page, node)
    for one in page.declared.of("page_type"):
        if one.quote.strip().lower() in _ARTICLES:
            return one.found("article")
    return None


def _by_type(kind: PageType, page: Page, node: JsonObject) -> Found[PageType]:
    written = first(node.get("@type"))
    quote = written[:QUOTE] if isinstance(written, str) else ""
    return page.declared.of_json_ld(node, "@type", quote).found(kind)
