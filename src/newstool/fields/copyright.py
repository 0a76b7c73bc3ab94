"""The copyright line: the notice as written, its holder and its years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newstool.fields.bounds import MOST, NAME, QUOTE, TEXT
from newstool.fields.found import in_block
from newstool.model.article import HEADER_LINE, Block, Copyright, Found, Label
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import resolve, text_of
from newstool.vocabulary.names import worded, words_of
from newstool.vocabulary.place_weights import weights_of

_FOOT = 0.7  # share of the blocks after which the page's foot may begin

_SIGN = worded(r"(?:[\s:：(]{0,3}(?:{notices.sign}|\bcopyrights?\b|\bcopr\.)){1,4}", re.IGNORECASE)
_YEAR = r"(?:19|20)\d{2}"
_YEARS = worded(
    rf"(?<![A-Za-z\d])({_YEAR})(?!\d)(?:\s?(?:[-–—/~～,，&]|{{notices.to}})\s?({_YEAR}|\d{{2}})(?!\d)"
    r"|\s?[-–—]\s?{notices.today})?(?:\s?{notices.year})?",
    re.IGNORECASE,
)
_RESERVED = worded(
    r"(?:\b(?=[a-z])|(?![a-z])){notices.reserved}|{notices.filing}"
    r"|(?-i:[\u4e00-\u9fff])(?:{notices.filing}|B2-)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[|•·●■;\n\r。；]|\s[-–—/]\s|\s{2,}|\t")
# A full stop ends the holder's name, unless it belongs to an abbreviation in it.
_STOP = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bSt)(?<!\b\w)\.(?:\s|$)")
_LEAD = worded(
    r"[\s,.:：，、·•;\-–—|/@]{0,9}(?:(?:{small_words.by}|of)\s)?[\s,.:：，、·|]{0,9}", re.IGNORECASE
)
# '© Tram Post vom 3.3.2023', '© Tram Post Nov 14, 2024'
_DAY = worded(
    r"(?:\s{small_words.before_date})?\s(?:\d{1,2}[./-]\d{1,2}[./-]?|{notices.month}\.? \d{1,2})"
    r"[,\s]{0,3}$",
    re.IGNORECASE,
)


def read_copyright(page: LabelledPage) -> Found[Copyright] | None:
    """The page's own notice: of its copyright lines the one that says most, the last of equals.

    Pictures have notices of their own above it. Without a line, what the head declares.
    """
    return rank_copyrights(page).chosen


def rank_copyrights(page: LabelledPage) -> Ranking[Candidate[Copyright]]:
    """Every notice of the page, ranked."""
    weights = weights_of("copyright")
    written = (*page.declared.lines_of("copyright"), *page.declared.given_for("copyright"))
    claims: list[tuple[str, Found[Copyright]]] = [
        (one.kind, one.found(parse_notice(one.quote))) for one in written
    ]
    claims += [("line", one) for one in _lines(page)]
    claims = [*reversed(claims), *_declared(page)]
    candidates = []
    for kind, one in claims:
        weight = weights[kind]
        if kind == "line":
            weight += weights["year"] * (one.value.years is not None)
            weight += weights["holder"] * bool(one.value.holder)
        candidates.append(candidate_of(one, kind, weight))
    return rank(candidates, lambda one: (one.value.holder, one.value.years))


def _lines(page: LabelledPage) -> Iterator[Found[Copyright]]:
    foot = _FOOT * len(page.labelled)
    lines = [one for one in page.labelled if one.label is Label.COPYRIGHT]
    for block in [one.block for one in lines if one.rule != HEADER_LINE][-MOST:]:
        value, hit = _parse_block(block), page.hits[block.index]
        says_so = value.holder or (hit is not None and hit.label is Label.COPYRIGHT)
        # Without a year and far from the page's end, it is a picture's: '© Ana Ruiz'.
        if value.years or (block.index >= foot and says_so):
            yield in_block(block, value, "copyright line", value.notice)


def _parse_block(block: Block) -> Copyright:
    """Of a footer with several lines, those that speak of copyright; links end a name as well."""
    text = block.text[:TEXT]
    edges = {0, len(text)}
    for inline in block.markup.inlines if block.markup is not None else ():
        if inline.tag == "a":
            edges |= {min(inline.start, len(text)), min(inline.end, len(text))}
    lines = [line for line in text.split("\n") if _SIGN.search(line) or _RESERVED.search(line)]
    value = parse_notice("\n".join(text[a:b] for a, b in pairwise(sorted(edges))))
    return Copyright("\n".join(lines) or text, value.holder, value.years)


def _declared(page: Page) -> Iterator[tuple[str, Found[Copyright]]]:
    for one in page.declared.in_head("copyright"):
        notice = one.text[:TEXT]
        value = parse_notice(notice if _SIGN.search(notice) else f"© {notice}")
        if value.holder or value.years:
            yield one.kind, one.found(Copyright(notice, value.holder, value.years))
    article = page.article or {}
    holder = text_of(resolve(page.head, article.get("copyrightHolder")))
    years = _years(_YEARS.search(text_of(article.get("copyrightYear")) or ""))
    notice = text_of(article.get("copyrightNotice")) or " ".join(filter(None, (years, holder)))
    if notice:
        said = parse_notice(notice[:TEXT])
        value = Copyright(said.notice, holder or said.holder, years or said.years)
        stated = page.declared.of_json_ld(article, "copyrightHolder", notice)
        yield stated.kind, stated.found(value)


# --- the line ----------------------------------------------------------------------------------


def parse_notice(text: str) -> Copyright:
    """A notice to its parts: 'Copyright ©2000-2021 trampost.example All rights reserved.'

    `years` is 'YYYY' or 'YYYY-YYYY'. The holder comes after the sign, before the years or after
    them, or in front of the sign: '© 2023 Tram Post', '© Tram Post 2023', 'Tram Post © 2023'.
    """
    text = text[:TEXT]
    sign = _SIGN.search(text)
    if sign is None:  # '2023 Tram Post. All rights reserved.'
        years = _YEARS.search(text)
        named = years is not None and _RESERVED.search(text, years.end())
        holder = _holder(text[years.end() :]) if years and named else None
        return Copyright(text, holder, _years(years))
    before, after = text[: sign.start()], text[sign.end() :]
    holder = _holder(_SIGN.sub("·", _YEARS.sub("·", after))) or _holder_before(before)
    years = _YEARS.search(after[:QUOTE]) or _YEARS.search(before[-30:])
    return Copyright(text, holder, _years(years))


def _years(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    first, last = match[1], match[2] or ""
    if len(last) == 2:
        last = first[:2] + last
    return f"{first}-{last}" if last > first else first


def _holder(text: str) -> str | None:
    """The name at the beginning of the text, or None."""
    text = _RESERVED.split(_LEAD.sub("", text, 1), 1)[0]
    return _tidy_holder(_STOP.split(_PARTS.split(text, 1)[0], 1)[0])


def _holder_before(text: str) -> str | None:
    """The name at the end of the text in front of the sign, or None."""
    part = _RESERVED.split(_PARTS.split(text.rstrip())[-1])[-1]
    return _tidy_holder(_YEARS.sub("", _STOP.split(part)[-1] or part))


def _tidy_holder(name: str) -> str | None:
    name = _DAY.sub("", name).strip(" \t\n,:：，;-–—|/\"'“”„®™")
    if name.count("(") != name.count(")"):
        name = name.strip("() ")
    if name.rpartition(" ")[2].lower() not in words_of("notices", "firm"):
        name = name.rstrip(". ")
    known = name.casefold() in words_of("notices", "no_holder")
    if known or len(name) > NAME or not any(map(str.isalpha, name)):
        return None
    return name
