"""What kind of XML a file is, by its root."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import lru_cache

from newstool.containers.stream import HEAD
from newstool.containers.xml.tree import Root, find_root

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OF_WORDPRESS = "wordpress.org/export"
# Roots of XML that is read as a page: XHTML, and parts of pages that were given a declaration.
_OF_PAGES = frozenset(
    "head body title meta div p span section article main header h1 h2 table ul ol".split()
)


def root_of(head: bytes) -> Root | None:
    """The root of a file that begins with these bytes, or None where it isn't XML."""
    if head[:2] not in _UTF_16 and not head[:500].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    return _root_of(head[:HEAD])


@lru_cache(maxsize=2)  # asked for each kind of XML
def _root_of(head: bytes) -> Root | None:
    encoding = _UTF_16.get(head[:2])
    if encoding is not None:
        return find_root(head[: len(head) // 2 * 2].decode(encoding, "replace"))
    return find_root(head.decode("utf-8", "replace"))


def _local(root: Root) -> str:
    return root.name.rpartition(":")[2]


def begins_with(*names: str) -> Callable[[bytes], bool]:
    """Whether a file's root has one of these names."""

    def tell(head: bytes) -> bool:
        root = root_of(head)
        return root is not None and _local(root) in names

    return tell


def is_wordpress(head: bytes) -> bool:
    """Whether a file is an export of WordPress, which is an RSS feed of another making."""
    root = root_of(head)
    return root is not None and _says(root, _OF_WORDPRESS)


def is_rss(head: bytes) -> bool:
    """Whether a file is RSS, or RDF of RSS 1.0; other RDF is neither."""
    root = root_of(head)
    if root is None or _local(root) not in ("rss", "RDF"):
        return False
    return _local(root) == "rss" or _says(root, "purl.org/rss/", "netscape.com/rdf")


def is_atom(head: bytes) -> bool:
    """Whether a file is an Atom feed, or an entry of one."""
    root = root_of(head)
    if root is None or _local(root) not in ("feed", "entry"):
        return False
    return _says(root, "www.w3.org/2005/Atom", "purl.org/atom/ns")


def _says(root: Root, *words: str) -> bool:
    return any(word in said for said in root.attributes.values() for word in words)


def is_other_xml(head: bytes) -> bool:
    """Whether a file says that it is XML, and has neither a page's root nor is one that is read.

    It says so by a declaration, or by a document type that is called as its root is.
    """
    root = root_of(head)
    if root is None or _local(root).lower() == "html":
        return False
    if root.doctype is not None and root.doctype.lower() == root.name.lower():
        return True
    return root.is_declared and _local(root).lower() not in _OF_PAGES


def name_of_xml(head: bytes) -> str:
    """What a message calls XML that is not read."""
    root = root_of(head)
    return f"an XML file of <{root.name}>" if root is not None else "an XML file"


def is_svg(head: bytes) -> bool:
    """Whether a file is a picture; a page may begin with one, but says no document type of it."""
    return is_other_xml(head) and begins_with("svg")(head)
