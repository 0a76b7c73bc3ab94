"""Factiva exports in HTML: a table of codes for each article, or the display form's elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from newstool.containers.exports.archive import Archive
from newstool.containers.exports.factiva import WORDS, display_name
from newstool.containers.exports.html_exports import (
    LONGEST,
    Article,
    Markup,
    archive_of,
    cut_at,
    outermost,
    words_of,
)
from newstool.model.article import Document, Given
from newstool.vocabulary.header_labels import header_field

_PARAGRAPH = "articleParagraph"  # a class of each paragraph of a story
_SIGNS = (_PARAGRAPH, "Headline")  # one of these is in each article
_ARTICLE = re.compile(
    r"<div\b[^<>]{0,300}\bclass=[\"']?article(?: [a-z]{2,5}Article)?[\"' >]", re.IGNORECASE
)
_SUMMARY = re.compile(r">\s{0,9}Search Summary\s{0,9}<")
_FOUND = re.compile(r"Results? Found(?:[\s:]|<[^<>]{0,200}>|&nbsp;){0,20}([\d,]{1,12})", re.I)
_CODE = re.compile(r"[A-Z]{2,3}$")
_NAME = re.compile(r"[^\W\d_]{1,20} ([A-Z]{2,20}\w{8,40})$")  # 'Document HARCOU0020200303eg3300001'
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
    articles = [
        _read(text, start, end)
        for start, end in spans
        if any(text.find(sign, start, end) >= 0 for sign in _SIGNS)
    ]
    counted = _FOUND.search(text)
    declared = int(counted[1].replace(",", "") or 0) if counted is not None else None
    return archive_of("factiva", document, articles, declared or None) if articles else None


def _read(text: str, start: int, end: int) -> Article:
    markup = Markup(text[start:end])
    cells = dict(_coded(markup))
    values = {code: words_of(cell) for code, cell in cells.items()}
    html = _story_of(cells)
    if "HD" not in values:
        values = dict(_displayed(markup))
        html = markup.story(f".{_PARAGRAPH}")
    name = _NAME.match(values.get("AN", ""))
    given = tuple(_given(values))
    return Article(start=start, end=end, html=html, given=given, id=name[1] if name else None)


def _given(values: Mapping[str, str]) -> Iterator[Given]:
    for code, value in values.items():
        field = header_field(code) or ""
        field = _GIVEN.get(field, field)
        if field == "date_published" and "ET" in values:
            value = f"{value} {values['ET']}"
        if field in _KNOWN and value:
            yield Given(field, value[:LONGEST], f"code '{code}'")


# --- with codes --------------------------------------------------------------------------------


def _coded(markup: Markup) -> Iterator[tuple[str, LexborNode]]:
    """The codes of a table with the cells beside them."""
    for row in markup.all("tr"):
        cells = [node for node in row.iter() if node.tag == "td"]
        if len(cells) > 1 and _CODE.match(code := words_of(cells[0])):
            yield code, cells[1]


def _story_of(cells: Mapping[str, LexborNode]) -> str:
    """The first paragraphs (LP) and those that follow (TD)."""
    nodes: list[LexborNode] = []
    for cell in (cells[code] for code in ("LP", "TD") if code in cells):
        nodes += outermost(cell.css(f".{_PARAGRAPH}")) or [cell]
    return "\n".join(_as_block(node) for node in nodes)


def _as_block(node: LexborNode) -> str:
    """A cell outside its table would be no element: its content is in a block of its own."""
    html = node.html or ""
    return f"<div>{html}</div>" if node.tag == "td" else html


# --- without codes -----------------------------------------------------------------------------


def _displayed(markup: Markup) -> Iterator[tuple[str, str]]:
    """The lines of the displayed head by the codes that they would have."""
    title = markup.words("#hd", "[class$=Headline]")
    if title:
        yield "HD", title
    if author := markup.words(".author"):
        yield "BY", author
    lines = [words_of(node) for node in markup.all("div, p") if _is_line(node)]
    counted = next((n for n, line in enumerate(lines) if WORDS.match(line)), len(lines))
    given: set[str] = set()
    for line in lines[counted + 1 : counted + 1 + _MOST_LINES]:
        if _NAME.match(line):
            yield "AN", line
            return
        code = display_name(line, given)
        if code not in given:
            given.add(code)
            yield code, line


def _is_line(node: LexborNode) -> bool:
    """Whether an element is a line of its own, outside the story."""
    classes = node.attributes.get("class") or ""
    inner = any(each.mem_id != node.mem_id for each in node.css("div, p")[:2])
    return _PARAGRAPH not in classes and not inner
