"""Factiva exports in HTML: a table of codes for each article, or the display form's elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from newstool.containers.exports.archive import Archive
from newstool.containers.exports.factiva import WORDS, display_name
from newstool.containers.exports.html_exports import (
    LONGEST,
    Article,
    Markup,
    WholePage,
    archive_of,
    cut_at,
    outermost,
    words_of,
)
from newstool.model.article import Document, Given
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.patterns import later

_PARAGRAPH = "articleParagraph"  # a class of each paragraph of a story
_SIGNS = (_PARAGRAPH, "Headline")  # one of these is in each article
_ARTICLE = later(
    r"<div\b[^<>]{0,300}\bclass=[\"']?article(?: [a-z]{2,5}Article)?[\"' >]", re.IGNORECASE
)
_SUMMARY = later(r">\s{0,9}Search Summary\s{0,9}<")
_FOUND = later(r"Results? Found(?:[\s:]|<[^<>]{0,200}>|&nbsp;){0,20}([\d,]{1,12})", re.I)
_CODE = later(r"[A-Z]{2,3}$")
_NAME = later(r"[^\W\d_]{1,20} ([A-Z]{2,20}\w{8,40})$")  # 'Document HARCOU0020200303eg3300001'
_MOST_LINES = 40  # of a displayed head
# The fields of the record that a code's own field is given as.
_GIVEN = {"authors": "byline"}
_KNOWN = frozenset(
    ("title", "subtitle", "byline", "date_published", "source", "section", "language", "copyright")
)


def split(document: Document) -> Archive | None:
    """The articles of a page that Factiva exports, or None."""
    text = document.text
    if _PARAGRAPH not in text:
        return None
    summary = _SUMMARY.search(text)
    spans = cut_at(text, _ARTICLE, summary.start() if summary is not None else None)
    page = WholePage(text, [start for start, _ in spans])
    articles = [
        _read(text, start, end, page)
        for start, end in spans
        if any(text.find(sign, start, end) >= 0 for sign in _SIGNS)
    ]
    counted = _FOUND.search(text)
    declared = int(counted[1].replace(",", "") or 0) if counted is not None else None
    return archive_of("factiva", document, articles, declared or None) if articles else None


def _read(text: str, start: int, end: int, page: WholePage) -> Article:
    markup = Markup(text[start:end], page, start)
    nodes = dict(_coded(markup))
    paragraphs = _story_of(nodes)
    if "HD" not in nodes:
        nodes = dict(_displayed(markup))
        paragraphs = markup.story(f".{_PARAGRAPH}")
    values = {code: words_of(node) for code, node in nodes.items()}
    name = _NAME.match(values.get("AN", ""))
    given = tuple(replace(one, where=markup.path(nodes[code])) for code, one in _given(values))
    story, rest = markup.cut(paragraphs)
    return Article(
        start=start, end=end, story=story, rest=rest, given=given, id=name[1] if name else None
    )


def _given(values: Mapping[str, str]) -> Iterator[tuple[str, Given]]:
    for code, value in values.items():
        field = header_field(code) or ""
        field = _GIVEN.get(field, field)
        if field == "date_published" and "ET" in values:
            value = f"{value} {values['ET']}"
        if field in _KNOWN and value:
            yield code, Given(field, value[:LONGEST], f"code '{code}'")


# --- with codes --------------------------------------------------------------------------------


def _coded(markup: Markup) -> Iterator[tuple[str, LexborNode]]:
    """The codes of a table with the cells next to them."""
    for row in markup.all("tr"):
        cells = [node for node in row.iter() if node.tag == "td"]
        if len(cells) > 1 and _CODE.match(code := words_of(cells[0])):
            yield code, cells[1]


def _story_of(cells: Mapping[str, LexborNode]) -> Sequence[LexborNode]:
    """The first paragraphs (LP) and those that follow (TD)."""
    nodes: list[LexborNode] = []
    for cell in (cells[code] for code in ("LP", "TD") if code in cells):
        nodes += outermost(cell.css(f".{_PARAGRAPH}")) or [cell]
    return nodes


# --- without codes -----------------------------------------------------------------------------


def _displayed(markup: Markup) -> Iterator[tuple[str, LexborNode]]:
    """The lines of the displayed head by the codes that they would have."""
    if (title := markup.first_said("#hd", "[class$=Headline]")) is not None:
        yield "HD", title
    if (author := markup.first_said(".author")) is not None:
        yield "BY", author
    lines = [node for node in markup.all("div, p") if _is_line(node)]
    counted = next((n for n, node in enumerate(lines) if WORDS.match(words_of(node))), len(lines))
    given: set[str] = set()
    for node in lines[counted + 1 : counted + 1 + _MOST_LINES]:
        line = words_of(node)
        if _NAME.match(line):
            yield "AN", node
            return
        code = display_name(line, given)
        if code not in given:
            given.add(code)
            yield code, node


def _is_line(node: LexborNode) -> bool:
    """Whether an element is a line of its own, outside the story."""
    classes = node.attributes.get("class") or ""
    inner = any(each.mem_id != node.mem_id for each in node.css("div, p")[:2])
    return _PARAGRAPH not in classes and not inner
