"""Exports in HTML: one page of many articles, in elements whose classes say what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newstool.containers.exports.archive import Archive, Record, Span, build_archive
from newstool.model.article import Document, Given
from newstool.model.settings import MAX_BLOCKS
from newstool.reading.html.taming import tame

LONGEST = 1000  # characters of a value; what is longer is text
_MOST_NODES = 1000  # elements of one selector that are looked at


class Article(Struct, frozen=True, kw_only=True):
    """One article of an export: its place in the page, the HTML of its story, and what is said of
    it. `number` is the one that the export gives it."""

    start: int
    end: int
    html: str
    given: tuple[Given, ...] = ()
    id: str | None = None
    number: int | None = None


def archive_of(
    kind: str, document: Document, articles: Sequence[Article], declared: int | None = None
) -> Archive:
    """The articles of a page as documents of their own; what is around them is outside."""
    records = [Record(one.start, one.end, number=one.number) for one in articles]
    archive = build_archive(kind, document, records, declared=declared)
    documents = tuple(
        replace(document, text=one.html, given=document.given + one.given, id=one.id)
        for document, one in zip(archive.documents, articles, strict=True)
    )
    return replace(archive, documents=documents)


def cut_at(text: str, opening: re.Pattern[str], end: int | None = None) -> list[Span]:
    """The spans from each match of `opening` to the next."""
    end = len(text) if end is None else end
    starts = [found.start() for found in opening.finditer(text, 0, end)]
    return list(zip(starts, (*starts[1:], end), strict=True)) if starts else []


class Markup:
    """A piece of a page, to be asked for what its elements hold. Never raises on odd markup."""

    def __init__(self, text: str) -> None:
        text, _ = tame(text, MAX_BLOCKS)
        self._tree = LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))

    def first(self, *selectors: str) -> LexborNode | None:
        """The first element of the first selector that finds one."""
        return next(filter(None, map(self._tree.css_first, selectors)), None)

    def all(self, selector: str) -> Sequence[LexborNode]:
        """The elements of a selector in page order."""
        return self._tree.css(selector)[:_MOST_NODES]

    def words(self, *selectors: str) -> str:
        """The words of the first element of these that has any, or ''."""
        found = (words_of(node) for selector in selectors for node in self._tree.css(selector)[:3])
        return next(filter(None, found), "")

    def given(self, field: str, *selectors: str) -> Iterator[Given]:
        """What the first of these that has words says of a field."""
        for selector in selectors:
            if words := self.words(selector):
                yield given_by(field, words, selector)
                return

    def story(self, *selectors: str) -> str:
        """The HTML of all elements of the first selector that finds some."""
        for selector in selectors:
            if nodes := outermost(self.all(selector)):
                return "\n".join(node.html or "" for node in nodes)
        return ""


def given_by(field: str, value: str, selector: str) -> Given:
    """A value that an element says."""
    return Given(field, value[:LONGEST], f"element '{selector}'")


def words_of(node: LexborNode) -> str:
    """An element's words on one line."""
    return " ".join(node.text(separator=" ").split())


def outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """The elements that are inside no other one of them."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_inside(node, known)]


def _is_inside(node: LexborNode, known: set[int]) -> bool:
    around = node.parent
    while around is not None:
        if around.mem_id in known:
            return True
        around = around.parent
    return False
