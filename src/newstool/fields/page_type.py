"""What kind of page it is: article, live, index or unknown, and why."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from newstool.fields.bounds import QUOTE, TEXT
from newstool.model.article import (
    BODY_LABELS,
    BlockKind,
    Entry,
    Found,
    Label,
    LabelledBlock,
    PageType,
    Reading,
)
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import JsonObject, first, nodes
from newstool.page.regime import Regime
from newstool.vocabulary.header_labels import header_field

_LIVE_MARKS = ("liveblog", "live-blog", "liveticker", "live-ticker", "live_blog", "livestory")
_INDEX_TYPES = ("collectionpage", "searchresultspage", "profilepage")
_ARTICLES = frozenset(("article", "news", "newsarticle"))  # values of og:type
_LIVE_TIMES = 5  # time elements that a live page has at least
_LINK_SHARE = 0.8  # of a block's characters inside links that make it a link
_HEADLINE = 25  # characters of a link that may be another story's headline
_MANY_HEADLINES = 12  # linked headlines that make an index, beside little text
_LITTLE = 120  # words of body; a story in brief has more
_SOME = 40  # words of body that make an article when nothing speaks against it
_CJK_WORD = 2  # characters of Chinese or Japanese text that count as a word here


class _Counts:
    """What the page is made of."""

    def __init__(self, labelled: Sequence[LabelledBlock]) -> None:
        self.words = 0
        self.linked = 0
        self.first_link: int | None = None
        self.correction: int | None = None
        for item in labelled:
            if item.label in BODY_LABELS:
                self.words += _count_words(item.block.text)
            elif item.label is Label.CORRECTION:
                self.correction = item.block.index
            elif item.label is not Label.NAVIGATION and _is_linked_headline(item):
                if self.first_link is None:
                    self.first_link = item.block.index
                self.linked += 1


def _count_words(text: str) -> int:
    spaces = text.count(" ") + 1
    if text.isascii() or spaces * 12 > len(text):
        return spaces
    return len(text) // _CJK_WORD


def _is_linked_headline(item: LabelledBlock) -> bool:
    block = item.block
    size = len(block.text)
    linked = block.markup is not None and block.markup.link_chars >= _LINK_SHARE * size
    wide = not block.text.isascii() and size * 2 >= _HEADLINE
    return linked and (size >= _HEADLINE or wide or block.kind is BlockKind.HEADING)


def read_page_type(
    page: LabelledPage, entries: Sequence[Found[Entry]] = ()
) -> Found[PageType] | None:
    """The page's type with what it was told by; None when the page has no text at all.

    `entries` are those of a live page.
    """
    reading = page.reading
    live = _live(page, entries)
    if live is not None:
        return live
    counts = _Counts(page.labelled)
    first_body = page.extents.first
    declared = _declared(page)
    if _is_home(reading.document.url) and counts.linked >= _MANY_HEADLINES:
        return _from_block("index", "home-page", reading, counts.first_link)
    if counts.words >= _LITTLE or (counts.words >= _SOME and counts.linked < _MANY_HEADLINES):
        if declared is not None and declared.value == "index" and counts.words < _LITTLE * 2:
            return declared
        return _as_article(declared) or _from_block("article", "body-text", reading, first_body)
    if declared is not None and (declared.value == "index" or counts.words >= _SOME):
        return declared
    if counts.words and _is_exported(page):
        return _from_block("article", "archive-record", reading, first_body)
    if page.regime is Regime.STORY and (counts.words or counts.correction is not None):
        first_of_story = counts.correction if first_body is None else first_body
        return _as_article(declared) or _from_block(
            "article", "copied-story", reading, first_of_story
        )
    if counts.linked >= _MANY_HEADLINES:
        return _from_block("index", "linked-headlines", reading, counts.first_link)
    if counts.words and page.headline is not None:
        return _from_block("article", "headline-and-body", reading, first_body)
    told = _as_article(declared) if counts.words else None
    return told or _from_block("unknown", "too-little-text", reading, first_body or 0)


def _is_exported(page: Page) -> bool:
    """Whether an archive's export gives the text as an article, with headline and date."""
    named = {header_field(header.name) for header in page.reading.document.headers}
    return {"title", "date_published"} <= named


def _as_article(declared: Found[PageType] | None) -> Found[PageType] | None:
    return declared if declared is not None and declared.value == "article" else None


def _from_block(
    kind: PageType, source: str, reading: Reading, index: int | None
) -> Found[PageType] | None:
    if index is None or not 0 <= index < len(reading.blocks):
        return None
    return Found(kind, source, reading.blocks[index].text[:QUOTE], block=index)


def _live(page: Page, entries: Sequence[Found[Entry]]) -> Found[PageType] | None:
    for node in nodes(page.head, "liveblogposting"):
        return _by_type("live", page, node)
    url = (page.reading.document.url or "")[:TEXT].lower()
    for mark in _LIVE_MARKS:
        if mark in url and len(page.head.times) >= _LIVE_TIMES:
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


def _is_home(url: str | None) -> bool:
    if not url:
        return False
    try:
        parts = urlsplit(url[:TEXT])
    except ValueError:
        return False
    return parts.path.strip("/") in ("", "index.html", "index.php") and not parts.query
