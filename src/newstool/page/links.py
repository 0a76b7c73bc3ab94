"""The links in a block's text that lead somewhere else."""

from __future__ import annotations

from newstool.model.article import Block, Inline, Link
from newstool.page.addresses import MAX_URL, clean_url

# Characters that the page's own address may add to one as it is written. Without a bound a page of
# many short links and a base of thousands of characters would grow a hundredfold.
_MAX_ADDED = 500


def links_of(block: Block, text: str, base: str | None) -> tuple[Link, ...]:
    """The links of a block whose text is shown as `text`, in its order; none is inside another.

    Their addresses are joined to `base`, the page's own, where that is known. What doesn't lead
    to another page (`javascript:`, `mailto:`, `#notes`) is left out.
    """
    markup = block.markup
    if markup is None or not markup.link_chars:
        return ()
    found: list[Link] = []
    # A mark that was cut off the front moves all that follows.
    shift = block.text.find(text) if text != block.text else 0
    reached = 0
    for inline in sorted(markup.inlines, key=_start):
        if inline.tag != "a":
            continue
        start, end = max(0, inline.start - shift), min(inline.end - shift, len(text))
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        url = target(inline.attributes.get("href"), base) if words and start >= reached else None
        if url is not None:
            reached = start + len(words)
            found.append(Link(words, url, start, reached))
    return tuple(found)


def _start(inline: Inline) -> int:
    return inline.start


def target(href: str | None, base: str | None) -> str | None:
    """The address that a link leads to, or None if that isn't another page."""
    href = (href or "").strip()
    if not href or href.startswith("#"):
        return None
    url = clean_url(href, base)
    if url is not None:
        return url if len(url) <= len(href) + _MAX_ADDED else None
    if base is not None:
        return None
    return href if leads_elsewhere(href) else None


def leads_elsewhere(url: str) -> bool:
    """Whether an address is one of the web, or relative; 'mailto:' and '#notes' aren't."""
    if not url.isprintable() or not 0 < len(url) <= MAX_URL or url.startswith("#"):
        return False
    return url.startswith(("http://", "https://")) or ":" not in url.partition("/")[0]
