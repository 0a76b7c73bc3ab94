"""The article's pictures with their captions and credits; never the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from msgspec import Struct, convert
from msgspec.structs import replace

from newstool.fields.bounds import MOST, TEXT
from newstool.model.article import (
    Block,
    BlockKind,
    Found,
    FoundImage,
    Image,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.page import json_ld
from newstool.page.addresses import clean_url
from newstool.page.declared import first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import items, text_of, tidy, url_of
from newstool.page.places import ancestors, around, in_aside, in_element
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.element_names import names_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.tables import load_table

_ABOVE = 2  # blocks above the headline at which its picture may stand
_BELOW = 1  # blocks below the body's last
_NEAR = 4  # elements from a picture up to its figure, and blocks from it to its caption
_MAX_CREDIT = 120

_HOST = re.compile(r"(?:https?:)?//[^/]{1,300}/")
_WORDS = re.compile(r"[a-z]+")
_BRACKET = re.compile(r"[(（\[［]([^()（）\[\]]{2,120})[)）\]］]\s{0,3}\.?$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|Ⓒ)\s{0,3}([^©]{2,120})$", re.IGNORECASE)


class _Junk(Struct, frozen=True):
    why: str
    catches: tuple[str, ...]
    spares: tuple[str, ...]
    tokens: frozenset[str]
    alts: frozenset[str]


class _Credit(Struct, frozen=True):
    why: str
    catches: tuple[str, ...]
    spares: tuple[str, ...]
    words: tuple[str, ...]
    tokens: tuple[str, ...]


class MediaRules(Struct, frozen=True):
    """The vocabulary file as it is written."""

    junk: _Junk
    credit: _Credit


@cache
def load_rules() -> MediaRules:
    """The vocabulary with its reasons and examples."""
    return convert(load_table("media"), MediaRules)


@cache
def _credit_pattern() -> re.Pattern[str]:
    # The longest word first, or 'photo' would win over 'photo credit'.
    leads = sorted(load_rules().credit.words, key=len, reverse=True)
    spelt = "|".join(map(re.escape, leads))
    return re.compile(
        rf"(?:^|(?<=[\s.,;(（|/–—。，-]))(?:{spelt})\.?\s{{0,2}}[:：/|]\s{{0,3}}(?=\S)",
        re.IGNORECASE,
    )


@cache
def _by_pattern() -> re.Pattern[str]:
    """'Photo by ' and the like at the beginning of an element that is called a credit."""
    leads = sorted(load_rules().credit.words, key=len, reverse=True)
    return re.compile(
        rf"^(?:{'|'.join(map(re.escape, leads))}) (?:by|von|par|por|di|av|af|door) ", re.I
    )


def is_junk(url: str, alt: str = "") -> bool:
    """True when a picture's address or alternative text says it belongs to the page."""
    rules = load_rules().junk
    path = _HOST.sub("", url[:TEXT], 1).lower()
    if path.partition("?")[0].endswith((".svg", ".ico")):
        return True
    return not rules.tokens.isdisjoint(_WORDS.findall(path)) or alt.strip().casefold() in rules.alts


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """'The harbour at dawn. Photo: Lee Park' -> caption, credit; each None where there is none."""
    text = " ".join(caption[:TEXT].split())
    found = list(_credit_pattern().finditer(text))
    if found:
        last = found[-1]
        credit = _unbracketed(text[last.end() :])
        if 1 < len(credit) <= _MAX_CREDIT:
            return _rest(text[: last.start()]), credit
    for pattern in (_COPYRIGHT, _BRACKET):
        match = pattern.search(text[-_MAX_CREDIT * 2 :])
        if match is not None and (pattern is _COPYRIGHT or "/" in match[1] or "©" in match[1]):
            cut = len(text) - len(match[0])
            return _rest(text[:cut]), _unbracketed(match[1])
    return text or None, None


def _unbracketed(credit: str) -> str:
    """The credit without the brackets it stood in, of which one may be cut off."""
    credit = credit.strip(" .©[]")
    if credit.startswith("(") or credit.count(")") > credit.count("("):
        credit = credit.strip("() ")
    return credit


def _rest(text: str) -> str | None:
    return text.strip(" |/–—-(（[,;") or None


# --- the lead picture --------------------------------------------------------------------------


def read_image(page: LabelledPage, images: Sequence[Found[Image]]) -> Found[str] | None:
    """The picture the page is shared with: og:image, JSON-LD, twitter:image, else its first."""
    spare: Found[str] | None = None
    for found in _stated_images(page):
        if not is_junk(found.value):
            return found
        spare = spare or found
    for image in images[:1]:
        return Found(image.value.url, image.source, image.quote, at=image.at)
    return spare


def _stated_images(page: Page) -> Iterator[Found[str]]:
    for one in first_of_each(page.declared.of("image")):
        quote = one.quote
        if one.kind is Kind.JSON_LD:
            quote = url_of(json_ld.resolve(page.head, one.value)) or ""
        url = clean_url(tidy(quote), page.base)
        if url:
            yield one.found(url, quote[:TEXT])


# --- the pictures of the story -----------------------------------------------------------------


def read_images(page: LabelledPage) -> tuple[Found[Image], ...]:
    """Pictures between headline and end of the story, in page order, each once.

    JSON-LD adds captions and credits to them. Where the page shows none, its first picture
    stands alone: the others are mostly the same one in other proportions.
    """
    found: dict[str, Found[Image]] = {}
    for image in _shown_images(page):
        found.setdefault(_key(image.value.url), image)
        if len(found) >= MOST:
            break
    for image in _exported_images(page):
        key = _key(image.value.url)
        if key in found:
            found[key] = _completed(found[key], image.value)
        elif not found and not is_junk(image.value.url):
            found[key] = image
    return tuple(found.values())


def _key(url: str) -> str:
    """What two addresses of one picture share: everything but scheme, query and fragment."""
    return url.partition("://")[2].partition("?")[0].partition("#")[0]


def _completed(found: Found[Image], other: Image) -> Found[Image]:
    own = found.value
    image = Image(
        own.url, own.alt or other.alt, own.caption or other.caption, own.credit or other.credit
    )
    return replace(found, value=image)


def _exported_images(page: Page) -> Iterator[Found[Image]]:
    article = page.article
    if article is None:
        return
    for value in items(article.get("image"), MOST):
        node = json_ld.resolve(page.head, value)
        quote = url_of(node)
        url = clean_url(quote, page.base)
        if quote and url:
            caption = credit = None
            if isinstance(node, Mapping):
                caption = text_of(node.get("caption")) or text_of(node.get("description"))
                credit = text_of(node.get("creditText")) or text_of(node.get("copyrightHolder"))
                credit = credit or text_of(node.get("author"))
            image = Image(url, None, caption, credit)
            yield page.declared.of_json_ld(article, "image", value).found(image, quote)


_RELATIVE = later(r"[\w./~%-][\w./~%@+,;=&?-]{0,2000}$")


def _shown_images(page: LabelledPage) -> Iterator[Found[Image]]:
    reading, labelled, base = page.reading, page.labelled, page.base
    title, first, last = page.extents.title, page.extents.first, page.extents.last
    if first is None or last is None or not reading.containers:
        return
    start, end = (first if title is None else min(title, first)) - _ABOVE, last + _BELOW
    own = ancestors(reading, labelled[first].block)
    for picture in reading.head.images[:TEXT]:
        if not start <= picture.before <= end or is_junk(picture.url, picture.alt):
            continue
        url = clean_url(tidy(picture.url), base)
        if url is None and base is None and _RELATIVE.match(picture.url):
            url = picture.url  # nothing says of what site; better as written than lost
        if url is None or in_aside(reading, picture.container, own):
            continue
        caption, credit = _caption_of(reading, labelled, picture)
        image = Image(url, picture.alt or None, caption, credit)
        yield Found(image, "img", picture.url, at=in_element(picture.element))


def _caption_of(
    reading: Reading, labelled: Sequence[LabelledBlock], picture: FoundImage
) -> tuple[str | None, str | None]:
    """(caption, credit) of a picture."""
    figure = _figure_of(reading, picture.container)
    caption = credit = None
    for item in labelled[picture.before : picture.before + _NEAR]:
        block = item.block
        inside = figure is not None and figure in ancestors(reading, block)
        named = block.kind is BlockKind.CAPTION or item.label is Label.CAPTION
        if not (named and (inside or (figure is None and block.index == picture.before))):
            if not inside:
                break
            continue
        rest, marked = _marked_credit(block)
        words, said = (rest or None, marked) if marked else split_credit(rest)
        caption, credit = caption or words, credit or said
    return caption, credit


def _figure_of(reading: Reading, container: int) -> int | None:
    """The figure (or box named like one) around a picture; None when there is none."""
    for box in islice(around(reading, container), _NEAR):
        names = names_of(box.attributes)
        if box.tag == "figure" or "caption" in names or "figure" in names:
            return box.index
    return None


def _marked_credit(block: Block) -> tuple[str, str | None]:
    """The caption's text without the inline element that is called a credit, and its text."""
    text = block.text
    tokens = load_rules().credit.tokens
    for inline in block.markup.inlines[:MOST] if block.markup is not None else ():
        names = names_of(inline.attributes)
        if names and any(token in names for token in tokens):
            said = " ".join(text[inline.start : inline.end].split())
            rest = " ".join((text[: inline.start] + " " + text[inline.end :]).split())
            credit = split_credit(said)[1] or _by_pattern().sub("", said)
            if 1 < len(credit) <= _MAX_CREDIT:
                return rest, credit
    return text, None
