"""Exports of WordPress (WXR): RSS with elements of its own; a post or a page is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from newstool.containers.part import Known, Opening, Part
from newstool.containers.skipped import with_skipped
from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.feeds import Feed, feed_of, given_of, said
from newstool.containers.xml.items import Item, Items
from newstool.containers.xml.tree import Element
from newstool.model.article import Given
from newstool.model.errors import NewstoolError, RecordError

# What a site keeps as posts but aren't: pictures, menus, versions, styles.
_NO_POSTS = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request "
    "wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family "
    "wp_font_face feedback acf-field acf-field-group".split()
)
_PUBLISHED = frozenset(("publish", "private", "protected", ""))
_NO_DATE = "0000-00-00"
_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\[\]\n]{0,500}\]\s*+((?:<a\b[^<>]*+>\s*+)?<img\b[^<>]*+>(?:\s*+</a>)?)"
    r"([^\[\]]{0,2000}+)\[/(?:wp_)?caption\]"
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption)\b[^\[\]\n]{0,500}\]"
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|t[rdh]|tbody|thead|pre|figure|hr|section|!--)"
    r"(?![a-z])",
    re.IGNORECASE,
)


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each post and page that was published; the last says how many others there are.

    Raises `EmptyInputError` where there is none.
    """
    items = Items(stream, ("item",), opening.max_bytes, encoding=opening.read_as.encoding)
    yield from with_skipped(_found(items), "there is no published post in the export")


def _found(items: Items) -> Iterator[Part | str | Pause]:
    site: _Site | None = None
    for item in items:
        if isinstance(item, Pause):
            yield item
        else:
            site = site or _Site(items.root())
            yield _part(item, items, site)


class _Site:
    """What the head of an export says: as a feed, and the names of those who log in."""

    def __init__(self, root: Element) -> None:
        self.feed: Feed = feed_of(root)
        self.names: Mapping[str, str] = dict(_names(root))


def _names(root: Element) -> Iterator[tuple[str, str]]:
    for author in root.descend("wp:author"):
        login = author.child("wp:author_login")
        whole = author.child("wp:author_display_name")
        if login is not None and whole is not None and whole.text.strip():
            yield login.text.strip(), whole.text.strip()


def _part(item: Item, items: Items, site: _Site) -> Part | str:
    """A post, the error in its place, or what it is that isn't a post: 'attachment', 'draft'."""
    try:
        if item.error is not None:
            raise item.error
        post, is_broken = items.tree(item)
        kind, status = _text(post, "wp:post_type"), _text(post, "wp:status")
        if kind in _NO_POSTS or status not in _PUBLISHED:
            return kind if kind in _NO_POSTS else status
        return _post(post, site, item.line, ("mended-xml",) if is_broken else ())
    except NewstoolError as error:
        return Part(error=error, line=item.line)


def _post(post: Element, site: _Site, line: int, warnings: tuple[str, ...]) -> Part:
    text = _text(post, "content:encoded")
    if not text:
        raise RecordError("the post has no text")
    given = tuple(_given(post, site))
    known = Known(
        given=given,
        url=next((one.value for one in given if one.field == "url"), None),
        format="html",
        id=_text(post, "wp:post_id") or None,
        warnings=warnings,
    )
    return Part(data=_with_paragraphs(text), known=known, line=line)


def _text(post: Element, name: str) -> str:
    found = post.child(name)
    return found.markup.strip() if found is not None else ""


def _given(post: Element, site: _Site) -> Iterator[Given]:
    for one in given_of(post, site.feed):
        if one.field == "authors":
            yield replace(one, value=site.names.get(one.value, one.value))
        elif one.field not in ("tags", "description"):
            yield one
    yield from list(said(post, "description", ("excerpt:encoded",)))[:1]
    yield from _dates(post)
    for tag in post.children("category"):
        words = " ".join(tag.text.split())
        if words and tag.attributes.get("domain") in ("category", "post_tag"):
            yield Given("tags", words, "feed element 'category'")


def _dates(post: Element) -> Iterator[Given]:
    written = _text(post, "wp:post_date")
    if written and not written.startswith(_NO_DATE):
        yield Given("date_published", written, "feed element 'wp:post_date'")
    changed = _text(post, "wp:post_modified_gmt")
    if changed and not changed.startswith(_NO_DATE):
        yield Given("date_modified", f"{changed}Z", "feed element 'wp:post_modified_gmt'")


def _with_paragraphs(text: str) -> str:
    """A post as WordPress shows it: blank lines separate paragraphs, and shortcodes are hidden."""
    text = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
    text = _SHORTCODE.sub("", text.replace("\r\n", "\n"))
    if "<p>" in text or "<p " in text:
        return text
    pieces = (piece.strip() for piece in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join(_paragraph(piece) for piece in pieces if piece)


def _paragraph(piece: str) -> str:
    if _BLOCK.match(piece):
        return piece
    broken = piece.replace("\n", "<br>\n")
    return f"<p>{broken}</p>"
