"""Addresses: of the page itself, and those it names, made absolute."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from newstool.model.article import Head
from newstool.page.declared import Declared

MAX_URL = 4096  # characters; servers refuse longer addresses

HOME = re.compile(r"(?:https?://[^/?#]{3,80})?/?(?:[a-z]{2}/?|index\.\w{3,5})?|\./")

_ADDRESS = re.compile(r"https?://(?:[^/?#@]{0,200}@)?([^/?#:@\[\]\\]{1,255})(?=[/?#:]|$)")

# The address of a page that a web archive keeps: the moment it was taken, and its own address.
_ARCHIVED = re.compile(
    r"https?://[^/?#]{3,255}/(?:[\w.-]{1,40}/){0,2}\d{14}(?:[a-z]{2}_)?/(?=https?:/)"
)


def is_address(text: str) -> bool:
    """Whether a line is a web address and no more."""
    return text.startswith(("http://", "https://", "www.")) and len(text.split(None, 1)) == 1


def clean_url(value: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) URL of `value`, joined to `base` when it is relative, or None.

    White space around and line breaks inside go; anything that isn't an address of a page
    (javascript:, data:, mailto:, a host without a dot) gives None. A web archive's copy has the
    page's own address. Never raises.
    """
    if not value or len(value) > MAX_URL:
        return None
    value = "".join(value.split()) if "\n" in value else value.strip().replace(" ", "%20")
    if not value.startswith(("http://", "https://")):
        try:
            value = urljoin(base or "https:", value)
        except ValueError:
            return None
    value = unarchived(value)
    match = _ADDRESS.match(value)
    if match is None or not _is_host(match[1]):
        return None
    return value if value.isprintable() else None


def _is_host(host: str) -> bool:
    return "." in host.strip(".") and len(host) <= 253 and "%" not in host and "," not in host


def unarchived(url: str) -> str:
    """The page's own address where `url` is that of a web archive's copy; else `url`."""
    match = _ARCHIVED.match(url)
    return url[match.end() :] if match is not None else url


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


def declared_url(declared: Declared) -> str | None:
    """The first usable address that the page states as its own."""
    urls = (clean_url(one.address) for one in declared.of("canonical_url"))
    return next(filter(None, urls), None)


def base_of(head: Head, own: str | None) -> str | None:
    """The URL that relative addresses on a page are joined to: `<base>`, else its own."""
    declared = head.base_url
    if declared and len(declared) <= MAX_URL:
        return clean_url(declared, own) or own
    return own


def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    try:
        parts = urlsplit(url[:MAX_URL])
    except ValueError:
        return True
    return not parts.path.strip("/") and not parts.query
