"""JSON-LD as found in the wild: which object is the article, and what its values say.

`Head.json_ld` holds untrusted mappings: any key may be missing and any value may be a string, a
number, a list, a mapping or null. These helpers never raise and never recurse without a bound.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from newstool.model.article import Head
from newstool.vocabulary.patterns import later

JsonObject = Mapping[str, object]

MAX_NODES = 500  # objects looked at; the richest page of the development data has some 200
MAX_TEXT = 10_000  # characters of one value; a field is never longer, a bomb may be
MAX_DEPTH = 4  # lists in lists, mappings in mappings
_MAX_ITEMS = 200  # of a list that are looked at

# schema.org's Article and its subtypes, and what blogs and forums call theirs, ranked: a page may
# hold a NewsArticle beside the WebPage-like Article its CMS writes everywhere.
_RANKED = (
    "review creativework",
    "socialmediaposting discussionforumposting",
    "advertisercontentarticle article blogposting report satiricalarticle scholarlyarticle "
    "techarticle medicalscholarlyarticle",
    "liveblogposting newsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle "
    "opinionnewsarticle reportagenewsarticle reviewnewsarticle",
)
_ARTICLE_TYPES = {name: rank for rank, names in enumerate(_RANKED, 1) for name in names.split()}
_MAIN_KEYS = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
_TEXT_KEYS = ("@value", "name", "headline", "text")
_URL_KEYS = ("url", "contentUrl", "@id")
_TAG = later(r"<[/!a-zA-Z][^<>]{0,500}>")
_UNFIT = later(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def types_of(node: object) -> tuple[str, ...]:
    """The node's `@type` names, lower-cased, without 'https://schema.org/'."""
    if not isinstance(node, Mapping):
        return ()
    value = node.get("@type")
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(v.rsplit("/", 1)[-1].lower() for v in values[:_MAX_ITEMS] if isinstance(v, str))


def nodes(head: Head, *types: str) -> Iterator[JsonObject]:
    """Objects with one of the lower-cased `types`, in page order."""
    wanted = frozenset(types)
    for node in islice(head.json_ld, MAX_NODES):
        if not wanted.isdisjoint(types_of(node)):
            yield node


def articles(head: Head) -> tuple[JsonObject, ...]:
    """All article-like objects in page order, also those inside `mainEntityOfPage`."""
    found: dict[int, JsonObject] = {}
    for node in islice(head.json_ld, MAX_NODES):
        if not isinstance(node, Mapping):
            continue
        if _rank(node):
            found.setdefault(id(node), node)
        for key in ("mainEntity", "mainEntityOfPage"):
            inner = first(node[key]) if key in node else None
            if isinstance(inner, Mapping) and _rank(inner):
                found.setdefault(id(inner), inner)  # the reader may list it as well
    return tuple(found.values())


def main_article(head: Head) -> JsonObject | None:
    """The object that describes the page's own article, or None.

    Ranked by type, then by how many of headline, date, author, body and mainEntityOfPage it has;
    the first of equals. Objects of related stories have fewer of these or come later.
    """
    return max(articles(head), key=_weight, default=None)


def _weight(node: JsonObject) -> tuple[int, int]:
    return _rank(node), sum(1 for key in _MAIN_KEYS if node.get(key))


def web_page(head: Head) -> JsonObject | None:
    """The page's WebPage object (or ItemPage, CollectionPage...), or None."""
    for node in islice(head.json_ld, MAX_NODES):
        if any(name.endswith("page") for name in types_of(node)):
            return node
    return None


def _rank(node: JsonObject) -> int:
    value = node.get("@type")
    if isinstance(value, str):  # the usual case, many times a page
        return _ARTICLE_TYPES.get(value.rpartition("/")[2].lower(), 0)
    return max((_ARTICLE_TYPES.get(name, 0) for name in types_of(node)), default=0)


# --- values ------------------------------------------------------------------------------------


def first(value: object) -> object:
    """The value itself, or the first item of a list (of a list ...) that is not empty."""
    for _ in range(MAX_DEPTH):
        if not isinstance(value, list | tuple):
            return value
        value = next((item for item in value[:_MAX_ITEMS] if item not in (None, "", [], {})), None)
    return None


def items(value: object, limit: int = _MAX_ITEMS) -> tuple[object, ...]:
    """A value that may be one thing or a list of things, as a tuple; null gives none."""
    if isinstance(value, Mapping):
        value = value.get("@list", value.get("@set", value))
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(item for item in value[:limit] if item is not None)
    return (value,)


def tidy(text: str) -> str:
    """A head value as text: entities (also doubly escaped) and tags undone, white space collapsed.

    Control characters go, a lone surrogate becomes U+FFFD: no encoder can write it. Text beyond
    `MAX_TEXT` characters is cut.
    """
    text = text[:MAX_TEXT]
    if "&" in text:
        text = html.unescape(text)
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isprintable():
        text = _UNFIT.sub(_replace_unfit, text)
    return " ".join(text.split())


def _replace_unfit(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] >= "\ud800" else " "


def text_of(value: object) -> str | None:
    """The tidied text of a value of any type, or None.

    A list gives its first item with text, a mapping its `@value`, name, headline, text or the
    person's given and family name; a bare `@id` isn't text (see `resolve`, `url_of`); true, false
    and null say nothing.
    """
    for _ in range(MAX_DEPTH):
        value = first(value)
        if not isinstance(value, Mapping):
            break
        value = next((value[key] for key in _TEXT_KEYS if value.get(key)), _full_name(value))
    if isinstance(value, str):
        return tidy(value) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _full_name(person: JsonObject) -> str | None:
    """'Ana Ruiz' of a person who has a givenName and a familyName and no name."""
    parts = [person.get("givenName"), person.get("familyName")]
    return " ".join(part for part in parts if isinstance(part, str)) or None


def url_of(value: object) -> str | None:
    """The URL a value holds: the string itself, or a mapping's url, contentUrl or @id."""
    for _ in range(MAX_DEPTH):
        value = first(value)
        if not isinstance(value, Mapping):
            break
        value = next((value[key] for key in _URL_KEYS if value.get(key)), None)
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return tidy(value) or None
    return None


def _filled(value: Mapping[str, object]) -> dict[str, object]:
    """What a mapping says: Yoast writes '"name": ""' beside the '@id' of the author."""
    return {key: one for key, one in value.items() if one}


def resolve(head: Head, value: object) -> object:
    """`value` with an `@id` reference replaced by the object of that id on the page.

    Takes a mapping (its own keys that hold something win over those of the object referred to) or
    the id itself as a string; anything else, or an unknown id, comes back as it is. Lists: resolve
    each item.
    """
    identifier = value.get("@id") if isinstance(value, Mapping) else value
    if not isinstance(identifier, str) or not identifier:
        return value
    for node in islice(head.json_ld, MAX_NODES):
        if isinstance(node, Mapping) and node.get("@id") == identifier and node is not value:
            return {**node, **_filled(value)} if isinstance(value, Mapping) else node
    return value
