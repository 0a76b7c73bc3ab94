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
from newstool.reading.where import MAX_STEPS, step_to
from newstool.vocabulary.patterns import later

LONGEST = 1000  # characters of a value; what is longer is text
_MOST_NODES = 1000  # elements of one selector that are looked at
_MARK = "data-newstool-start"
_TEXT_A_BLOCK = 40  # characters of a page for each block: four tags of ten
_TAG_NAME = later(r"<[a-zA-Z]\w*")
_NO_ELEMENT = ("", "-", "!", "_", "#")  # how the names of comments, doctypes and kin begin
_OF_TABLES = frozenset("caption colgroup tbody td tfoot th thead tr".split())


class Story(Struct, frozen=True):
    """The HTML of the elements that hold a story, with their paths in the page."""

    html: str = ""
    roots: tuple[str, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """One article of an export: its place in the page, its story, what else its markup holds, and
    what is said of it. `number` is the one that the export gives it."""

    start: int
    end: int
    story: Story
    rest: Story
    given: tuple[Given, ...] = ()
    id: str | None = None
    number: int | None = None


def archive_of(
    kind: str, document: Document, articles: Sequence[Article], declared: int | None = None
) -> Archive:
    """The articles of a page as documents of their own; what is around them is outside."""
    records = [Record(one.start, one.end, number=one.number) for one in articles]
    archive = build_archive(kind, document, records, declared=declared)
    documents = tuple(map(_document, archive.documents, articles))
    return replace(archive, documents=documents)


def _document(document: Document, one: Article) -> Document:
    rest = replace(document, text=one.rest.html, roots=one.rest.roots)
    given = document.given + one.given
    return replace(
        document, text=one.story.html, roots=one.story.roots, rest=rest, given=given, id=one.id
    )


def cut_at(text: str, opening: re.Pattern[str], end: int | None = None) -> list[Span]:
    """The spans from each match of `opening` to the next."""
    end = len(text) if end is None else end
    starts = [found.start() for found in opening.finditer(text, 0, end)]
    return list(zip(starts, (*starts[1:], end), strict=True)) if starts else []


class WholePage:
    """The page around the articles that begin at `starts`, to be asked where they are in it."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self._tree = _parse(_marked(text, starts), max(MAX_BLOCKS, len(text) // _TEXT_A_BLOCK))
        self._paths = Paths()
        self._first = {
            int(number): node
            for node in self._tree.css(f"[{_MARK}]")
            if (number := node.attributes.get(_MARK) or "").isdecimal()
        }

    def roots(self, start: int) -> Iterator[tuple[str, str]]:
        """The tags and paths of the elements from the one that begins at `start` on, each with all
        that is inside it."""
        node = self._first.get(start)
        while node is not None:
            yield node.tag or "", self._paths.of(node)
            node = _following(node)


def _marked(text: str, starts: Sequence[int]) -> str:
    """The page with a mark in each tag that begins an article."""
    pieces: list[str] = []
    end = 0
    for start in starts:
        name = _TAG_NAME.match(text, start)
        if name is not None:
            pieces += text[end : name.end()], f' {_MARK}="{start}"'
            end = name.end()
    return "".join((*pieces, text[end:]))


def _following(node: LexborNode) -> LexborNode | None:
    """The next element that is not inside this one: an end tag may close what is around it."""
    at: LexborNode | None = node
    while at is not None:
        found = at.next
        while found is not None:
            if _is_element(found):
                return found
            found = found.next
        at = at.parent
    return None


class Paths:
    """The CSS paths of a tree's elements, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, str]] = {}  # levels and path
        self._numbers: dict[int, int] = {}

    def of(self, node: LexborNode) -> str:
        """The path from the root."""
        unknown: list[LexborNode] = []
        at: LexborNode | None = node
        while at is not None and _is_element(at) and at.mem_id not in self._known:
            unknown.append(at)
            at = at.parent
        level, path = self._known.get(at.mem_id, (0, "")) if at is not None else (0, "")
        for each in reversed(unknown):
            if level < MAX_STEPS:
                level, path = level + 1, step_to(path, each.tag or "", self.number(each))
            self._known[each.mem_id] = level, path
        return path

    def put(self, node: LexborNode, path: str) -> None:
        """Let the paths of what is inside an element begin with this one."""
        self._known[node.mem_id] = 1, path

    def number(self, node: LexborNode) -> int:
        """An element's place among its parent's element children, from 1."""
        before: list[LexborNode] = []
        at: LexborNode | None = node
        while at is not None and at.mem_id not in self._numbers:
            if _is_element(at):
                before.append(at)
            at = at.prev
        count = self._numbers[at.mem_id] if at is not None else 0
        for number, each in enumerate(reversed(before), count + 1):
            self._numbers[each.mem_id] = number
        return self._numbers[node.mem_id]


def _is_element(node: LexborNode) -> bool:
    return (node.tag or "-")[:1] not in _NO_ELEMENT


def _parse(text: str, max_blocks: int = MAX_BLOCKS) -> LexborHTMLParser:
    text, _ = tame(text, max_blocks)
    return LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))


class Markup:
    """A piece of a page, to be asked for what its elements hold. Never raises on odd markup.

    It begins at `start` of the `page`. Where that has no element, no place is known.
    """

    def __init__(self, text: str, page: WholePage | None = None, start: int = 0) -> None:
        self._tree = _parse(text)
        self._paths = Paths()
        self._tops: list[str] = []
        if page is not None and self._tree.body is not None:
            tops = filter(_is_element, self._tree.body.iter())
            for node, (tag, path) in zip(tops, page.roots(start), strict=False):
                if node.tag != tag:
                    break
                self._paths.put(node, path)
                self._tops.append(path)
        self._has_places = page is None or bool(self._tops)

    def path(self, node: LexborNode) -> str | None:
        """The path of an element in the page."""
        return self._paths.of(node) if self._has_places else None

    def first(self, *selectors: str) -> LexborNode | None:
        """The first element of the first selector that finds one."""
        return next(filter(None, map(self._tree.css_first, selectors)), None)

    def all(self, selector: str) -> Sequence[LexborNode]:
        """The elements of a selector in page order."""
        return self._tree.css(selector)[:_MOST_NODES]

    def words(self, *selectors: str) -> str:
        """The words of the first element of these that has any, or ''."""
        node = self.first_said(*selectors)
        return "" if node is None else words_of(node)

    def first_said(self, *selectors: str) -> LexborNode | None:
        """The first element of these that has words."""
        found = (node for selector in selectors for node in self._tree.css(selector)[:3])
        return next(filter(words_of, found), None)

    def given(self, field: str, *selectors: str) -> Iterator[Given]:
        """What the first of these that has words says of a field."""
        for selector in selectors:
            if words := self.words(selector):
                yield self.given_by(field, words, selector)
                return

    def given_by(self, field: str, value: str, selector: str) -> Given:
        """A value that the first element of a selector with any words says."""
        node = self.first_said(selector) or self.first(selector)
        where = None if node is None else self.path(node)
        return Given(field, value[:LONGEST], f"element '{selector}'", where)

    def story(self, *selectors: str) -> Sequence[LexborNode]:
        """All elements of the first selector that finds some, without those inside others."""
        found = (outermost(self.all(selector)) for selector in selectors)
        return next(filter(None, found), [])

    def cut(self, story: Sequence[LexborNode]) -> tuple[Story, Story]:
        """The elements of a story, and all else without them. Asked last: it empties them."""
        paths = tuple(path for node in story if (path := self.path(node)) is not None)
        html = "\n".join(map(_as_block, story))
        for node in story:
            for child in list(node.iter(include_text=True)):
                child.decompose()
        body = self._tree.body
        return Story(html, paths), Story((body and body.html) or "", tuple(self._tops))


def _as_block(node: LexborNode) -> str:
    """A cell outside its table would be no element: its content is in a block of its own."""
    html = node.html or ""
    return f"<div>{html}</div>" if node.tag in _OF_TABLES else html


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
