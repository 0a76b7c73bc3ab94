"""The origin that the article credits (IPTC: Source): an agency, a publication or a host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from newstool.fields.authors.choose import People
from newstool.fields.bounds import LINES, TEXT
from newstool.fields.mail_sender import sender_above
from newstool.model.article import Dateline, Found, LabelledBlock
from newstool.page.addresses import host_of
from newstool.page.declared import Declaration
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import tidy
from newstool.vocabulary.furniture import rules_with
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.patterns import later

MAX_SOURCE = 80  # characters; longer is a sentence

# What may follow the source on its line: a date, a counter, another column.
_AFTER = later(
    r"\s{2,}|\t|\n|[|｜]|\s(?=\d{1,4}[-./年:])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{2,6}[:：])"
)
_DATED = later(r"\s(?:vom|von|du|of|del|di|от|am)$")  # 'Hafenbote vom 3.3.2023'
_EDGES = " \t\r\n,;:.|·•-–—()（）[]【】《》<>\"“”„«»'"
_HOST = later(r"(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:/\S{0,200})?")


def read_source(
    page: LabelledPage, people: People, dateline: Found[Dateline] | None
) -> Found[str] | None:
    """The source as written, from a labelled line, metadata, or the agency of the dateline."""
    own = host_of(page.reading.document.url)
    written = (one.found(one.quote) for one in page.declared.beside_text("source"))
    stated = (_tidied(one) for one in page.declared.in_head("source"))
    for found in chain(written, _sent(page), people.sources, stated):
        value = tidy_source(found.value)
        if value and not (own and "://" in value and host_of(value) == own):
            return replace(found, value=value)
    released = _of_release(page.labelled)
    if released is not None:
        return released
    if people.agencies:
        return people.agencies[0]
    if dateline is not None and dateline.value.agency:
        return Found(dateline.value.agency, "dateline", dateline.quote, block=dateline.block)
    return None


def _sent(page: LabelledPage) -> Iterator[Found[str]]:
    """The house that sent the mail whose own lines are above the text."""
    found = sender_above(page)
    if found is not None and found[1].house:
        place, sender = found
        yield place.found(sender.house)


def _tidied(one: Declaration) -> Found[str]:
    text = tidy(one.quote[:TEXT])
    return one.found(text, text)


def _of_release(labelled: Sequence[LabelledBlock]) -> Found[str] | None:
    """The company that a release names in its last line: 'SOURCE Tram Works Inc.'"""
    naming = rules_with(Role.NAMES_SOURCE)
    for item in reversed(labelled):
        if item.rule in naming:
            text = item.block.text
            value = tidy_source(text.removeprefix("SOURCE").lstrip(": "))
            return Found(value, "line 'SOURCE'", text, block=item.block.index) if value else None
    return None


def tidy_source(words: str) -> str:
    """The name at the beginning of the words behind a source label, or '' where there is none."""
    words = words[:LINES].strip(_EDGES)
    words = _AFTER.split(words, maxsplit=1)[0].strip(_EDGES)
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
