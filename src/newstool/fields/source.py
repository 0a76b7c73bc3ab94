"""The origin that the article credits (IPTC: Source): an agency, a publication or a host."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from newstool.fields.authors.choose import People
from newstool.fields.bounds import LINE, NAME, TEXT
from newstool.fields.dateline import agency_of_dateline
from newstool.fields.found import in_block
from newstool.fields.mail_sender import sender_above
from newstool.model.article import Dateline, Found
from newstool.page.addresses import host_of
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import tidy
from newstool.vocabulary.furniture import rules_with
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_MAX_WORDS = 9

# What may follow the source on its line: a date, a counter, another column.
_AFTER = worded(
    r"\s{2,}|\t|\n|[|｜]|\s(?=\d{1,4}(?:[-./:]|{datelines.unit}))"
    r"|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{2,6}[:：])"
)
_BEFORE_DATE = worded(r"\s{small_words.before_date}$")  # 'Hafenbote vom 3.3.2023'
_EDGES = " \t\r\n,;:.|·•-–—()（）[]【】《》<>\"“”„«»'"
_HOST = later(r"(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:/\S{0,200})?")


def read_source(
    page: LabelledPage, people: People, dateline: Found[Dateline] | None
) -> Found[str] | None:
    """The source as written, from a labelled line, metadata, or the agency of the dateline."""
    own = host_of(page.reading.document.url)
    written = (one.found(one.quote) for one in page.declared.beside_text("source"))
    stated = (one.found(tidy(one.quote[:TEXT])) for one in page.declared.in_head("source"))
    for found in chain(
        *(written, _sent(page), people.sources, stated, _released(page)),
        *(people.agencies, agency_of_dateline(dateline)),
    ):
        value = tidy_source(found.value)
        if value and not (own and "://" in value and host_of(value) == own):
            return replace(found, value=value)
    return None


def _sent(page: LabelledPage) -> Iterator[Found[str]]:
    """The house that sent the mail whose own lines are above the text."""
    found = sender_above(page)
    if found is not None and found[1].house:
        yield found[0].found(found[1].house)


def _released(page: LabelledPage) -> Iterator[Found[str]]:
    """The company that a release names in its last line: 'SOURCE Tram Works Inc.'"""
    naming = rules_with(Role.NAMES_SOURCE)
    for item in reversed(page.labelled):
        if item.rule in naming:
            name = item.block.text.removeprefix("SOURCE").lstrip(": ")
            yield in_block(item.block, name, "line 'SOURCE'")


def tidy_source(words: str) -> str:
    """The name at the beginning of the words after a source label, or '' where there is none."""
    words = words[:LINE].strip(_EDGES)
    words = _BEFORE_DATE.sub("", _AFTER.split(words, maxsplit=1)[0].strip(_EDGES))
    if words.count("(") > words.count(")"):
        words += ")"
    if len(words) > NAME or not any(c.isalpha() for c in words) or set("=<{") & set(words):
        return ""
    host = _HOST.match(words)
    if host:
        return host[0].strip(_EDGES)
    return words if len(words.split()) <= _MAX_WORDS else ""
