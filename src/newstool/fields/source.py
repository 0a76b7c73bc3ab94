"""The origin that the article credits (IPTC: Source): an agency, a publication or a host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newstool.fields.authors.choose import People
from newstool.model.article import Dateline, Found, Head, LabelledBlock
from newstool.page.addresses import host_of
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import SELECTOR, main_article, text_of, tidy
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.scripts import later

MAX_SOURCE = 80  # characters; longer is a sentence

_METAS = frozenset(
    ("source", "dc.source", "dcterms.source", "contentsource", "content_source", "article:source",
     "original-source", "article_source", "mediator_source", "og:article:source", "newssource")
)  # fmt: skip
_JSON_LD_KEYS = ("sourceOrganization", "source")
# What may follow the source on its line: a date, a counter, another column.
_AFTER = later(
    r"\s{2,}|\t|\n|[|｜]|\s(?=\d{1,4}[-./年:])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{2,6}[:：])"
)
_DATED = re.compile(r"\s(?:vom|von|du|of|del|di|от|am)$")  # 'Hafenbote vom 3.3.2023'
_EDGES = " \t\r\n,;:.|·•-–—()（）[]【】《》<>\"“”„«»'"
_HOST = re.compile(r"(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:/\S{0,200})?")


def read_source(
    page: LabelledPage, people: People, dateline: Found[Dateline] | None
) -> Found[str] | None:
    """The source as written, from a labelled line, metadata, or the agency of the dateline."""
    reading, labelled = page.reading, page.labelled
    own = host_of(reading.document.url)
    for found in (*_header_sources(reading.head), *people.sources, *_declared(reading.head)):
        value = tidy_source(found.value)
        if value and not (own and "://" in value and host_of(value) == own):
            return Found(
                value,
                found.source,
                found.quote,
                block=found.block,
                selector=found.selector,
                span=found.span,
            )
    released = _of_release(labelled)
    if released is not None:
        return released
    if people.agencies:
        return people.agencies[0]
    if dateline is not None and dateline.value.agency:
        return Found(dateline.value.agency, "dateline", dateline.quote, block=dateline.block)
    return None


def _of_release(labelled: Sequence[LabelledBlock]) -> Found[str] | None:
    """The company that a release names in its last line: 'SOURCE Tram Works Inc.'"""
    for item in reversed(labelled):
        if item.rule == "press-release-source":
            text = item.block.text
            value = tidy_source(text.removeprefix("SOURCE").lstrip(": "))
            return Found(value, "line 'SOURCE'", text, block=item.block.index) if value else None
    return None


def tidy_source(words: str) -> str:
    """The name at the beginning of the words behind a source label, or '' where there is none."""
    words = words[: MAX_SOURCE * 4].strip(_EDGES)
    words = _AFTER().split(words, maxsplit=1)[0].strip(_EDGES)
    words = _DATED.sub("", words)
    if words.count("(") > words.count(")"):
        words += ")"
    if not words or len(words) > MAX_SOURCE or not any(c.isalpha() for c in words):
        return ""
    if "=" in words or "<" in words or "{" in words:
        return ""
    host = _HOST.match(words)
    if host:
        return host[0].strip(_EDGES)
    return words if len(words.split()) <= 9 else ""


def _header_sources(head: Head) -> Iterator[Found[str]]:
    for line in head.headers:
        if line.value.strip() and header_field(line.name) == "source":
            span = (line.start, line.end)
            yield Found(line.value, f"labelled line '{line.name}'", line.value, span=span)


def _declared(head: Head) -> Iterator[Found[str]]:
    for tag in head.meta:
        if tag.name in _METAS:
            value = tidy(tag.content[:500])
            yield Found(value, f"meta:{tag.name}", value, selector=f'meta[name="{tag.name}"]')
    article = main_article(head)
    if article is not None:
        for key in _JSON_LD_KEYS:
            name = text_of(article.get(key))
            if name:
                yield Found(name, f"json-ld:{key}", name, selector=SELECTOR)
