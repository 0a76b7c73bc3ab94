"""The article's pictures with their captions and credits; never the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from newstool.fields.bounds import MOST, NAME, NEAR, TEXT
from newstool.fields.found import once_each
from newstool.model.article import Block, BlockKind, Found, FoundImage, Image, Label
from newstool.page.addresses import clean_url
from newstool.page.declared import first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import items, resolve, text_of, tidy, url_of
from newstool.page.links import target
from newstool.page.places import ancestors, around, in_aside, in_element
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.element_names import names_of
from newstool.vocabulary.names import worded, words_of

_ABOVE = 2  # blocks above the headline that its picture may be at
_HOST = re.compile(r"(?:https?:)?//[^/]{1,300}/")
_WORDS = re.compile(r"[a-z]+")
_BY = worded("^{media.credit} {media.by} ", re.IGNORECASE)
_CREDIT = worded(
    r"(?:^|(?<=[\s.,;(（|/–—。，-])){media.credit}\.?\s{0,2}[:：/|]\s{0,3}(?=\S)", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|Ⓒ)\s{0,3}([^©]{2,120})$", re.IGNORECASE)
_BRACKET = re.compile(
    r"[(（\[［]([^()（）\[\]/©]{0,120}[/©][^()（）\[\]]{0,120})[)）\]］]\s{0,3}\.?$"
)


def is_junk(url: str, alt: str = "") -> bool:
    """True when a picture's address or alternative text says it belongs to the page."""
    path = _HOST.sub("", url[:TEXT], 1).lower()
    if path.partition("?")[0].endswith((".svg", ".ico")):
        return True
    words = words_of("media", "junk")
    return not words.isdisjoint(_WORDS.findall(path)) or alt.strip().lower() in words_of(
        "media", "alt"
    )


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """'The harbour at dawn. Photo: Lee Park' -> caption, credit; each None where there is none."""
    text = " ".join(caption[:TEXT].split())
    for lead in list(_CREDIT.finditer(text))[-1:]:
        credit = _unbracketed(text[lead.end() :])
        if 1 < len(credit) <= NAME:
            return _rest(text[: lead.start()]), credit
    for pattern in (_COPYRIGHT, _BRACKET):
        if match := pattern.search(text):
            return _rest(text[: match.start()]), _unbracketed(match[1])
    return text or None, None


def _unbracketed(credit: str) -> str:
    """The credit without the brackets it was in, of which one may be cut off."""
    credit = credit.strip(" .©[]")
    if credit.startswith("(") or credit.count(")") > credit.count("("):
        credit = credit.strip("() ")
    return credit


def _rest(text: str) -> str | None:
    return text.strip(" |/–—-(（[,;") or None


# --- the lead picture --------------------------------------------------------------------------


def read_image(page: LabelledPage, images: Sequence[Found[Image]]) -> Found[str] | None:
    """The picture the page is shared with: og:image, JSON-LD, twitter:image, else its first."""
    own = [Found(one.value.url, one.source, one.quote, at=one.at) for one in images[:1]]
    for found in _stated_images(page):
        if not is_junk(found.value):
            return found
        own.append(found)
    return own[0] if own else None


def _stated_images(page: Page) -> Iterator[Found[str]]:
    for one in first_of_each(page.declared.of("image")):
        quote = one.quote
        if one.kind is Kind.JSON_LD:
            quote = url_of(resolve(page.head, one.value)) or ""
        url = clean_url(tidy(quote), page.base)
        if url:
            yield one.found(url, quote[:TEXT])


# --- the pictures of the story -----------------------------------------------------------------


def read_images(page: LabelledPage) -> tuple[Found[Image], ...]:
    """Pictures between headline and end of the story, in page order, each once.

    JSON-LD adds captions and credits to them. Where the page shows none, its first picture
    is alone: the others are mostly the same one in other proportions.
    """
    shown = once_each(_shown_images(page), _key)
    exported = list(_exported_images(page))
    if not shown:
        return tuple([one for one in exported if not is_junk(one.value.url)][:1])
    more = {_key(one.value): one.value for one in reversed(exported)}
    return tuple(
        replace(one, value=_completed(one.value, more.get(_key(one.value), one.value)))
        for one in shown
    )


def _key(image: Image) -> str:
    """What two addresses of one picture share: everything but scheme, query and fragment."""
    return image.url.partition("://")[2].partition("?")[0].partition("#")[0]


def _completed(own: Image, other: Image) -> Image:
    caption, credit = own.caption or other.caption, own.credit or other.credit
    return replace(own, caption=caption, credit=credit)


def _exported_images(page: Page) -> Iterator[Found[Image]]:
    article = page.article or {}
    for value in items(article.get("image"), MOST):
        node = resolve(page.head, value)
        quote = url_of(node)
        url = clean_url(quote, page.base)
        if quote and url:
            known = node if isinstance(node, Mapping) else {}
            caption = _first_text(known, "caption", "description")
            credit = _first_text(known, "creditText", "copyrightHolder", "author")
            image = Image(url, None, caption, credit)
            yield page.declared.of_json_ld(article, "image", value).found(image, quote)


def _first_text(node: Mapping[str, object], *keys: str) -> str | None:
    return next(filter(None, (text_of(node.get(key)) for key in keys)), None)


def _shown_images(page: LabelledPage) -> Iterator[Found[Image]]:
    reading, first, last = page.reading, page.extents.first, page.extents.last
    if first is None or last is None or not reading.containers:
        return
    title = first if page.extents.title is None else page.extents.title
    own = ancestors(reading, page.labelled[first].block)
    for picture in reading.head.images[:TEXT]:
        if not min(title, first) - _ABOVE <= picture.before <= last + 1:
            continue
        url = None if is_junk(picture.url, picture.alt) else target(tidy(picture.url), page.base)
        if url is not None and not in_aside(reading, picture.container, own):
            image = Image(url, picture.alt or None, *_caption_of(page, picture))
            yield Found(image, "img", picture.url, at=in_element(picture.element))


def _caption_of(page: LabelledPage, picture: FoundImage) -> tuple[str | None, str | None]:
    """(caption, credit) of a picture."""
    figure = _figure_of(page, picture.container)
    caption = credit = None
    for item in page.labelled[picture.before : picture.before + NEAR]:
        block = item.block
        inside = figure is not None and figure in ancestors(page.reading, block)
        if not inside and (figure is not None or block.index != picture.before):
            break
        if block.kind is BlockKind.CAPTION or item.label is Label.CAPTION:
            words, said = _split_marked(block)
            caption, credit = caption or words, credit or said
    return caption, credit


def _figure_of(page: Page, container: int) -> int | None:
    """The figure (or box named like one) around a picture; None when there is none."""
    for box in islice(around(page.reading, container), NEAR):
        names = names_of(box.attributes)
        if box.tag == "figure" or "caption" in names or "figure" in names:
            return box.index
    return None


def _split_marked(block: Block) -> tuple[str | None, str | None]:
    """Caption and credit, which may be an inline element that is called so."""
    text = block.text
    for inline in block.markup.inlines[:MOST] if block.markup is not None else ():
        names = names_of(inline.attributes)
        if any(word in names for word in words_of("media", "credit_class")):
            said = " ".join(text[inline.start : inline.end].split())
            credit = split_credit(said)[1] or _BY.sub("", said)
            if 1 < len(credit) <= NAME:
                rest = f"{text[: inline.start]} {text[inline.end :]}"
                return " ".join(rest.split()) or None, credit
    return split_credit(text)
