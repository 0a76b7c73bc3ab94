"""What the page calls the site it is on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from newstool.model.article import Found, Head, Reading
from newstool.page.addresses import (
    COMMON_LABELS,
    HOME,
    declared_url,
    host_of,
)
from newstool.page.json_ld import MAX_NODES, main_article, text_of, tidy, types_of
from newstool.vocabulary.folding import LETTERS, site_words

_SIGN = 12  # first blocks of a page, in which its sign stands
_MAX_SIGN = 40  # characters of it
_LOGO = re.compile(r"\b(?:logo|home(?:page)?)\b", re.IGNORECASE)
_PARTERS = tuple("|｜-–—―:：»›•·_/")
MAX_NAME = 80  # characters of a site's name; longer is a slogan or a description


_SMALL = frozenset(("the", "of", "and", "for", "de", "la", "le"))

_SITE_NAME_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title")

_PUBLISHER_TYPES = frozenset(("website", "newsmediaorganization", "organization"))


def microdata_publisher(head: Head) -> str | None:
    """The name inside the microdata object that is the publisher."""
    places = {prop.container for prop in head.itemprops if prop.prop == "publisher"}
    named = (
        tidy(prop.value)
        for prop in head.itemprops
        if prop.prop == "name" and prop.container in places and "organization" in prop.scope
    )
    return next((name for name in named if 1 < len(name) <= MAX_NAME), None)


def site_name_claims(head: Head) -> Iterator[tuple[str, str]]:
    """(source, value) of every place in the head that names the site, most trusted first."""
    tags = {tag.name: tag.content for tag in reversed(head.meta) if tag.name in _SITE_NAME_METAS}
    if "og:site_name" in tags:
        yield "meta:og:site_name", tags["og:site_name"]
    named: dict[str, str] = {}
    for kind, node in _publishers(head):
        name = text_of(node.get("name"))
        if name:
            named.setdefault(kind, name)
    for kind in ("website", "newsmediaorganization", "publisher"):
        if kind in named:
            yield f"json-ld:{kind}.name", named[kind]
    for meta in _SITE_NAME_METAS[1:]:
        if meta in tags:
            yield f"meta:{meta}", tags[meta]
    if "organization" in named:
        yield "json-ld:organization.name", named["organization"]


def _publishers(head: Head) -> Iterator[tuple[str, Mapping[str, object]]]:
    for node in head.json_ld[:MAX_NODES]:
        value = node.get("@type") if isinstance(node, Mapping) else None
        if isinstance(value, str) and value.lower() in _PUBLISHER_TYPES:
            yield value.lower(), node
        elif isinstance(value, list):
            for name in types_of(node):
                if name in _PUBLISHER_TYPES:
                    yield name, node
    article = main_article(head)
    publisher = article.get("publisher") if article is not None else None
    if isinstance(publisher, Mapping):
        yield "publisher", publisher


@lru_cache(maxsize=256)
def _initials(name: str) -> str:
    """'The World Ferry Association' -> 'wfa'; '' for names of one or two words."""
    words = [word for word in LETTERS.findall(name[:MAX_NAME].casefold()) if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def site_names(reading: Reading) -> tuple[str, ...]:
    """Every name the site goes by, reduced by `site_words`, for telling it inside a title.

    From the head's claims and the labels of the host that are more than 'www' or 'com'.
    """
    names: dict[str, None] = {}
    for _, value in site_name_claims(reading.head):
        word = site_words(tidy(value[:200]))
        if len(word) > 1:
            names[word] = None
            names.setdefault(_initials(value), None)
    names.pop("", None)
    if not names:
        sign = find_sign(reading)
        if sign is not None:
            names[site_words(sign.value)] = None
    host = host_of(reading.document.url or declared_url(reading.head))
    if host:
        names[site_words(host)] = None
        labels = host.split(".")
        for label in labels[:-1]:
            if label not in COMMON_LABELS and len(label) > 1:
                names[site_words(label)] = None
    return tuple(names)


def find_sign(reading: Reading) -> Found[str] | None:
    """The words of a link to the home page that the page's title begins or ends with.

    'Ferry returns - Harbour Times' under a sign 'Harbour Times', for pages that declare no name.
    """
    title = tidy((reading.head.html_title or "")[:400])
    if not title:
        return None
    for block in reading.blocks[:_SIGN]:
        for inline in block.markup.inlines[:2] if block.markup else ():
            if inline.tag != "a" or not HOME.fullmatch(inline.attributes.get("href") or ""):
                continue
            words = " ".join(block.text[inline.start : inline.end].split())
            sign = _at_end(words, title) or _at_beginning(words, title)
            if sign:
                return Found(sign, "link to the home page", words, block=block.index)
    for image in reading.head.images[:2]:
        if image.before <= _SIGN:
            sign = _at_end(_LOGO.sub("", tidy(image.alt[:200])).strip(), title)
            if sign:
                return Found(sign, "image's text", image.alt)
    return None


def _at_end(words: str, title: str) -> str:
    """These words as the title ends with them, parted by a mark from the rest; '' else."""
    end = title[-len(words) :]
    if not 1 < len(words) <= _MAX_SIGN or end.casefold() != words.casefold():
        return ""
    return end if title[: -len(words)].rstrip()[-1:] in _PARTERS and LETTERS.search(end) else ""


def _at_beginning(words: str, title: str) -> str:
    """These words as the title begins with them, parted by a mark from the rest; '' else."""
    start = title[: len(words)]
    if "…" in words or "?" in words:  # a headline
        return ""
    if not 1 < len(words) <= _MAX_SIGN or start.casefold() != words.casefold():
        return ""
    return start if title[len(words) :].lstrip()[:1] in _PARTERS and LETTERS.search(start) else ""
