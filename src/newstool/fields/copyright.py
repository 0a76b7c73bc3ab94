"""The copyright line: the notice as written, its holder and its years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from newstool.fields.bounds import MOST, QUOTE, TEXT
from newstool.model.article import HEADER_LINE, Block, Copyright, Found, Label
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.declared import Declaration, Declared
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import JsonObject, resolve, text_of
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.names import worded, words_of
from newstool.vocabulary.place_weights import weights_of

_FOOT = 0.7  # share of the blocks after which the page's foot may begin
MAX_HOLDER = 100  # characters; longer is a sentence

_SIGN = worded(r"(?:[\s:：(]{0,3}(?:{notices.sign}|\bcopyrights?\b|\bcopr\.)){1,4}", re.IGNORECASE)
_YEAR = r"(?:19|20)\d{2}"
_YEARS = re.compile(
    rf"(?<!\d)({_YEAR})(?!\d)(?:\s?(?:[-–—/~～,，&至到]|to|bis|и|and)\s?({_YEAR}|\d{{2}})(?!\d)"
    r"|\s?[-–—]\s?(?:present|today|heute|now|至今|настоящее время))?(?:\s?年)?",
    re.IGNORECASE,
)
_RESERVED = worded(
    r"(?:\b(?=[a-z])|(?![a-z])){notices.reserved}|ICP|公网安备"
    r"|(?-i:[\u4e00-\u9fff])(?:ICP|公网安备|B2-)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[|•·●■;\n\r。；]|\s[-–—/]\s|\s{2,}|\t")
# A full stop ends the holder's name, unless it belongs to an abbreviation in it.
_STOP = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bSt)(?<!\b\w)\.(?:\s|$)")
_LEAD = re.compile(
    r"[\s,.:：，、·•;\-–—|/]{0,9}(?:(?:by|von|par|por|da|di|door|af|av|of)\s)?[\s,.:：，、·|]{0,9}",
    re.IGNORECASE,
)
# '© Tram Post vom 3.3.2023'
_DAY = re.compile(
    r"(?:\s(?:vom|du|del|of|from))?\s(?:\d{1,2}[./-]\d{1,2}[./-]?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})[,\s]{0,3}$",
    re.IGNORECASE,
)


def read_copyright(page: LabelledPage) -> Found[Copyright] | None:
    """The page's own notice: of its copyright lines the one that says most, the last of equals.

    Pictures have notices of their own above it. Without a line, what the head declares.
    """
    return rank_copyrights(page).chosen


def rank_copyrights(page: LabelledPage) -> Ranking[Candidate[Copyright]]:
    """Every notice of the page, ranked."""
    written = (_written(one) for one in page.declared.lines_of("copyright"))
    lines = [*written, *_lines(page)]
    given = (_written(one) for one in page.declared.given_for("copyright"))
    candidates = [candidate_of(one, "given", _weights()["given"]) for one in given]
    candidates += (candidate_of(one, "line", _weight(one.value)) for one in reversed(lines))
    candidates += (candidate_of(one, kind, _weights()[kind]) for kind, one in _declared(page))
    return rank(candidates, lambda one: (one.value.holder, one.value.years))


def _written(stated: Declaration) -> Found[Copyright]:
    return stated.found(parse_notice(stated.quote))


def _weight(value: Copyright) -> float:
    weights = _weights()
    more = weights["year"] * (value.years is not None) + weights["holder"] * bool(value.holder)
    return weights["line"] + more


def _weights() -> Mapping[str, float]:
    return weights_of("copyright")


def _lines(page: LabelledPage) -> Iterator[Found[Copyright]]:
    labelled = page.labelled
    foot = _FOOT * len(labelled)
    places = [
        place
        for place, one in enumerate(labelled)
        if one.label is Label.COPYRIGHT and one.rule != HEADER_LINE
    ]
    for place in places[-MOST:]:
        block = labelled[place].block
        value = _parse_block(block)
        # Without a year and far from the page's end, it is a picture's: '© Ana Ruiz'.
        if value.years or (place >= foot and (value.holder or _is_notice(page.hits[block.index]))):
            yield Found(value, "copyright line", value.notice, block=block.index)


def _is_notice(hit: Hit | None) -> bool:
    return hit is not None and hit.label is Label.COPYRIGHT


def _parse_block(block: Block) -> Copyright:
    """Of a footer with several lines, those that speak of copyright; links end a name as well."""
    text = block.text[:TEXT]
    edges = {0, len(text)}
    if block.markup is not None:
        for inline in block.markup.inlines:
            if inline.tag == "a":
                edges |= {min(inline.start, len(text)), min(inline.end, len(text))}
    parted = "\n".join(text[a:b] for a, b in pairwise(sorted(edges)))
    lines = [line for line in text.split("\n") if _SIGN.search(line) or _RESERVED.search(line)]
    value = parse_notice(parted)
    return Copyright("\n".join(lines) or text, value.holder, value.years)


def _declared(page: Page) -> Iterator[tuple[str, Found[Copyright]]]:
    for one in page.declared.in_head("copyright"):
        notice = one.text[:TEXT]
        value = parse_notice(notice)
        bare = None if _SIGN.search(notice) else _holder(_YEARS.sub("", notice))
        holder = value.holder or bare
        if holder or value.years:
            yield one.kind, one.found(Copyright(notice, holder, value.years))
    if page.article is not None:
        yield from _exported(page.declared, page.article)


def _exported(declared: Declared, article: JsonObject) -> Iterator[tuple[str, Found[Copyright]]]:
    holder = text_of(resolve(declared.head, article.get("copyrightHolder")))
    years = _years(_YEARS.search(text_of(article.get("copyrightYear")) or ""))
    notice = text_of(article.get("copyrightNotice")) or " ".join(filter(None, (years, holder)))
    if holder or years or notice:
        said = parse_notice(notice[:TEXT])
        value = Copyright(said.notice, holder or said.holder, years or said.years)
        stated = declared.of_json_ld(article, "copyrightHolder", notice)
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
    lead = _lead_length(after)
    years = _YEARS.match(after, lead)
    if years is not None:
        holder = _holder(after[years.end() :]) or _holder_before(before)
        return Copyright(text, holder, _years(years))
    years = _YEARS.search(after[:QUOTE])
    holder = _holder(after[: years.start()] if years else after) or _holder_before(before)
    if years is None:
        years = _YEARS.search(before[-30:])
    elif holder is None:
        holder = _holder(after[years.end() :])
    return Copyright(text, holder, _years(years))


def _lead_length(text: str) -> int:
    match = _LEAD.match(text)
    return match.end() if match else 0


def _years(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    first, last = match[1], match[2]
    if last is not None and len(last) == 2:
        last = first[:2] + last
    return f"{first}-{last}" if last is not None and last > first else first


def _holder(text: str) -> str | None:
    """The name at the beginning of the text, or None."""
    text = text[_lead_length(text) :]
    reserved = _RESERVED.search(text)
    if reserved is not None:
        if reserved.start() == 0:  # '© All rights reserved. Tram Post'
            return None
        text = text[: reserved.start()]
    return _tidy_holder(_STOP.split(_PARTS.split(text, maxsplit=1)[0], maxsplit=1)[0])


def _holder_before(text: str) -> str | None:
    """The name at the end of the text in front of the sign, or None."""
    part = _PARTS.split(text.rstrip())[-1]
    reserved = list(_RESERVED.finditer(part))
    if reserved:
        part = part[reserved[-1].end() :]
    sentences = _STOP.split(part)
    return _tidy_holder(_YEARS.sub("", sentences[-1] or part))


def _tidy_holder(name: str) -> str | None:
    name = _DAY.sub("", name).strip(" \t\n,:：，;-–—|/\"'“”„®™")
    if name.count("(") != name.count(")"):
        name = name.strip("() ")
    if name.endswith(".") and not _ends_in_abbreviation(name):
        name = name.rstrip(". ")
    known = name.casefold() in words_of("notices", "no_holder")
    if known or len(name) > MAX_HOLDER or not any(map(str.isalpha, name)):
        return None
    return name


def _ends_in_abbreviation(name: str) -> bool:
    word = name.rpartition(" ")[2].lower()
    return word in words_of("notices", "firm")
