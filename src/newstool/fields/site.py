"""The site and the page's addresses: site_name, domain, url, canonical_url."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from newstool.article import Found, Head, Reading
from newstool.fields.json_ld import (
    MAX_NODES,
    SELECTOR,
    main_article,
    text_of,
    tidy,
    types_of,
    url_of,
)
from newstool.header_labels import header_field

MAX_URL = 4096  # characters; servers refuse longer addresses
_SIGN = 12  # first blocks of a page, in which its sign stands
_MAX_SIGN = 40  # characters of it
_HOME = re.compile(r"(?:https?://[^/?#]{3,80})?/?(?:[a-z]{2}/?|index\.\w{3,5})?|\./")
_LOGO = re.compile(r"\b(?:logo|home(?:page)?)\b", re.IGNORECASE)
_SMALL = frozenset(("the", "of", "and", "for", "de", "la", "le"))
_PARTERS = tuple("|｜-–—―:：»›•·_/")
MAX_NAME = 80  # characters of a site's name; longer is a slogan or a description

_SITE_NAME_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_PUBLISHER_TYPES = frozenset(("website", "newsmediaorganization", "organization"))
# Values that say nothing about the site: software defaults.
_NO_NAMES = frozenset(
    ("home", "homepage", "website", "blog", "wordpress", "none", "null", "undefined")
)
_WORDS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://(?:[^/?#@]{0,200}@)?([^/?#:@\[\]\\]{1,255})(?=[/?#:]|$)")
# Labels of a host that belong to nobody: the commonest subdomains and second-level suffixes.
_COMMON_LABELS = frozenset(
    (
        *("www", "m", "amp", "mobile", "web", "en", "de", "fr", "es", "news", "blog", "blogs"),
        *("go", "shop", "store", "co", "com", "org", "net", "gov", "edu", "ac", "gob", "gouv"),
        *("or", "ne"),
    )
)


def clean_url(value: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) URL of `value`, joined to `base` when it is relative, or None.

    White space around and line breaks inside go; anything that is no address of a page
    (javascript:, data:, mailto:, a host without a dot) gives None. Never raises.
    """
    if not value or len(value) > MAX_URL:
        return None
    value = "".join(value.split()) if "\n" in value else value.strip().replace(" ", "%20")
    if not value.startswith(("http://", "https://")):
        try:
            value = urljoin(base or "https:", value)
        except ValueError:
            return None
    match = _ADDRESS.match(value)
    if match is None or not _is_host(match[1]):
        return None
    return value if value.isprintable() else None


def _is_host(host: str) -> bool:
    return "." in host.strip(".") and len(host) <= 253 and "%" not in host and "," not in host


def host_of(url: str | None) -> str | None:
    """The URL's host: lower-case, without port, user, 'www.' and a closing dot; or None."""
    if not url or len(url) > MAX_URL:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    if not host or not _is_host(host):
        return None
    host = host.rstrip(".")
    return host[4:] if host.startswith("www.") and host.count(".") > 1 else host


def page_base(reading: Reading) -> str | None:
    """The URL that relative addresses on the page are joined to: `<base>`, else the page's own."""
    own = reading.document.url or _declared_url(reading.head)
    declared = reading.head.base_url
    if declared and len(declared) <= MAX_URL:
        return clean_url(declared, own) or own
    return own


def _declared_url(head: Head) -> str | None:
    for _, value in _url_claims(head):
        url = clean_url(value)
        if url:
            return url
    return None


def _url_claims(head: Head) -> Iterator[tuple[str, str]]:
    """(source, value) of every place that states the page's own address, most trusted first."""
    for link in head.links:
        if "canonical" in link.rel.split():
            yield "link:canonical", link.href
    for tag in head.meta:
        if tag.name in ("og:url", "twitter:url"):
            yield f"meta:{tag.name}", tag.content
    article = main_article(head)
    if article is not None:
        for key in ("url", "mainEntityOfPage"):
            value = url_of(article.get(key))
            if value:
                yield f"json-ld:{key}", value


def _selector(source: str) -> str:
    kind, _, name = source.partition(":")
    if kind == "link":
        return f'link[rel="{name}"]'
    if kind == "meta":
        return f'meta[property="{name}"]' if name.startswith("og:") else f'meta[name="{name}"]'
    return SELECTOR


# --- the fields --------------------------------------------------------------------------------


def read_canonical_url(reading: Reading) -> Found[str] | None:
    """The address the page asks to be known by, absolute.

    A canonical link to the home page from a page that lies deeper is a fault of the site's
    software and is passed over for the next claim.
    """
    head, given = reading.head, reading.document.url
    base = page_base(reading)
    claims = [(source, value, clean_url(value, base)) for source, value in _url_claims(head)]
    deep = any(url and not _is_home(url) for _, _, url in claims) or not _is_home(given or "")
    for source, value, url in claims:
        if url and not (deep and _is_home(url)):
            return Found(url, source, value, selector=_selector(source))
    return None


def _is_home(url: str) -> bool:
    try:
        parts = urlsplit(url[:MAX_URL])
    except ValueError:
        return True
    return not parts.path.strip("/") and not parts.query


def read_url(reading: Reading) -> Found[str] | None:
    """The address the page was fetched from when the caller gave it, else what the page claims."""
    given = reading.document.url
    if given:
        return Found(given, "given", given)
    for line in reading.head.headers:
        url = clean_url(line.value.strip("<> ")) if header_field(line.name) == "url" else None
        if url:
            source, span = f"labelled line '{line.name}'", (line.start, line.end)
            return Found(url, source, line.value, span=span)
    for source, value in _url_claims(reading.head):
        url = clean_url(value, page_base(reading))
        if url and source != "meta:twitter:url":
            return Found(url, source, value, selector=_selector(source))
    return None


def read_domain(reading: Reading) -> Found[str] | None:
    """The host of the page's address, without 'www.'."""
    found = read_url(reading)
    host = host_of(found.value) if found else None
    if found is None or host is None:
        return None
    return Found(host, found.source, found.quote, selector=found.selector)


def read_site_name(reading: Reading) -> Found[str] | None:
    """The publication's name as the page gives it."""
    for source, value in _site_name_claims(reading.head):
        name = tidy(value[:1000])
        if 1 < len(name) <= MAX_NAME and name.casefold() not in _NO_NAMES:
            return Found(name, source, value[:1000], selector=_selector(source))
    sign = _sign(reading)
    if sign is not None:
        return sign
    publisher = _microdata_publisher(reading.head)
    if publisher is None:
        return None
    selector = "[itemprop=publisher]"
    return Found(publisher, "microdata:publisher", publisher, selector=selector)


def _sign(reading: Reading) -> Found[str] | None:
    """The words of a link to the home page that the page's title begins or ends with.

    'Ferry returns - Harbour Times' under a sign 'Harbour Times', for pages that declare no name.
    """
    title = tidy((reading.head.html_title or "")[:400])
    if not title:
        return None
    for block in reading.blocks[:_SIGN]:
        for inline in block.markup.inlines[:2] if block.markup else ():
            if inline.tag != "a" or not _HOME.fullmatch(inline.attributes.get("href") or ""):
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
    return end if title[: -len(words)].rstrip()[-1:] in _PARTERS and _WORDS.search(end) else ""


def _at_beginning(words: str, title: str) -> str:
    """These words as the title begins with them, parted by a mark from the rest; '' else."""
    start = title[: len(words)]
    if "…" in words or "?" in words:  # a headline
        return ""
    if not 1 < len(words) <= _MAX_SIGN or start.casefold() != words.casefold():
        return ""
    return start if title[len(words) :].lstrip()[:1] in _PARTERS and _WORDS.search(start) else ""


def _microdata_publisher(head: Head) -> str | None:
    """The name inside the microdata object that is the publisher."""
    places = {prop.container for prop in head.itemprops if prop.prop == "publisher"}
    named = (
        tidy(prop.value)
        for prop in head.itemprops
        if prop.prop == "name" and prop.container in places and "organization" in prop.scope
    )
    return next((name for name in named if 1 < len(name) <= MAX_NAME), None)


def _site_name_claims(head: Head) -> Iterator[tuple[str, str]]:
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


# --- recognising the site's name inside a title ------------------------------------------------


def site_words(text: str) -> str:
    """A name reduced to its letters and digits: 'The Daily-Café!' -> 'thedailycafe'.

    Case and accents go: a host has neither.
    """
    return _reduced(text) if len(text) <= _MAX_SIGN * 2 else _reduce(text)


@lru_cache(maxsize=1024)  # a page's names are asked about many times
def _reduced(text: str) -> str:
    return _reduce(text)


def _reduce(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return "".join(_WORDS.findall(text.casefold()))


@lru_cache(maxsize=256)
def _initials(name: str) -> str:
    """'The World Ferry Association' -> 'wfa'; '' for names of one or two words."""
    words = [word for word in _WORDS.findall(name[:MAX_NAME].casefold()) if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def site_names(reading: Reading) -> tuple[str, ...]:
    """Every name the site goes by, reduced by `site_words`, for telling it inside a title.

    From the head's claims and the labels of the host that are more than 'www' or 'com'.
    """
    names: dict[str, None] = {}
    for _, value in _site_name_claims(reading.head):
        word = site_words(tidy(value[:200]))
        if len(word) > 1:
            names[word] = None
            names.setdefault(_initials(value), None)
    names.pop("", None)
    if not names:
        sign = _sign(reading)
        if sign is not None:
            names[site_words(sign.value)] = None
    host = host_of(reading.document.url or _declared_url(reading.head))
    if host:
        names[site_words(host)] = None
        labels = host.split(".")
        for label in labels[:-1]:
            if label not in _COMMON_LABELS and len(label) > 1:
                names[site_words(label)] = None
    return tuple(names)
