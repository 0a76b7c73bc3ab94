"""Authors of pages that show no byline where one belongs: odd places, notices, the site's host."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec.structs import replace

from newstool.fields.authors.claims import Claim, ClaimPlace, claim_of, shown
from newstool.fields.authors.page_words import MAX_NAME_LINE, MAX_SCAN
from newstool.fields.authors.shown import (
    FURNITURE,
    MAX_BYLINE,
    BylineReader,
    named_in,
)
from newstool.fields.copyright import read_copyright
from newstool.model.article import Block, Label, LabelledBlock, Reading
from newstool.names.credits import may_lead, read_lead
from newstool.names.glued import spaced
from newstool.names.lists import NameList, Person, Trust, join, read_names
from newstool.names.one_name import MAX_NAME, MAX_WORDS, Kind, is_person, kind_of, tidy_name
from newstool.page.facts import LabelledPage
from newstool.page.zone import NEXT
from newstool.vocabulary.folding import site_words
from newstool.vocabulary.names import given_names, newsroom_words, surnames

_MAX_STRAYS = 2  # people named in odd places who may all be the authors
_BIO_WITHIN = 20  # blocks after the body's end in which a biography is
_SIGN = 2  # first blocks of a page, where its sign is
_WORDS_ALONE = (2, 3)  # words of a name that is told by nothing but itself


def claims_anywhere(reader: BylineReader, page: LabelledPage) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    claims: list[Claim] = []
    announcing: list[int] = []
    for number, item in enumerate(page.labelled[:MAX_SCAN]):
        text = item.block.text
        if len(text) > MAX_BYLINE or item.label in FURNITURE or number in reader.comments:
            continue
        lead = read_lead(text) if may_lead(text) else None
        if lead is not None and lead.role == "author":
            if lead.end >= len(text.rstrip()):
                announcing.append(number)
            else:
                claims += reader.labelled_claims(
                    item.block, spaced(item.block), shown("by-anywhere")
                )
    if claims and len(named_in(claims)) <= _MAX_STRAYS:  # more sign other stories
        return claims
    own = (
        _announced(reader, page.labelled, announcing)
        or _site_owner(reader, page.reading)
        or (None if page.reading.containers else _often_alone(reader, page.reading))
        or _before_biography(reader, page.labelled)
        or _holder(reader, page)
    )
    return [own] if own else []


def _alone(name: str, place: ClaimPlace, source: str, quote: str, block: int | None) -> Claim:
    names = NameList((Person(tidy_name(name)),))
    return claim_of("author", names, place, shown("alone"), source, (quote,), block=block)


def _often_alone(reader: BylineReader, reading: Reading) -> Claim | None:
    """The name that stands alone in a block of a dump and is told again, more often than others."""
    found: dict[str, int] = {}
    for block in reading.blocks[:MAX_SCAN]:
        name = block.text.removeprefix("About ")
        if len(name) <= MAX_NAME and name not in found and _is_known_name(name):
            real = not reader.words.has_common_word(name.split()[-1:])
            if real and is_person(name, reader.sites):
                found[name] = block.index
    ranked = sorted(found, key=lambda name: (-reader.words.echoes(name), found[name]))
    counts = [reader.words.echoes(name) for name in (*ranked[:2], "", "")]
    if counts[0] < 2 or counts[0] == counts[1]:
        return None
    return _alone(ranked[0], "name-line", "byline", ranked[0], found[ranked[0]])


def _announced(
    reader: BylineReader, labelled: Sequence[LabelledBlock], announcing: Sequence[int]
) -> Claim | None:
    """The names behind the page's only line that says 'Author' or 'Written by' and no more."""
    found: dict[NameList, Block] = {}
    for number in announcing:
        names = _names_behind(reader, islice(labelled, number + 1, None))
        if names.people:
            found.setdefault(names, labelled[number + 1].block)
    if len(found) != 1:
        return None
    ((names, block),) = found.items()
    quotes, weight = (block.text,), shown("told")
    return claim_of("author", names, "byline", weight, "byline", quotes, block=block.index)


def _names_behind(reader: BylineReader, items: Iterable[LabelledBlock]) -> NameList:
    """Full names, a line each, with their initials and offices between them."""
    lists: list[NameList] = []
    for item in items:
        text = spaced(item.block)
        if (text.isupper() and " " not in text) or kind_of(text.partition(",")[0]) is Kind.ROLE:
            continue
        names = read_names(text, reader.sites, Trust.TEXT) if len(text) <= MAX_NAME_LINE else None
        if names is None or names.unknown or not names.people:
            break
        lists.append(names)
    return join(lists) if lists else NameList()


def _site_owner(reader: BylineReader, reading: Reading) -> Claim | None:
    """A person whose name is the site's: on its sign, or in its host, as anaruiz.example.

    On the sign, the first two blocks, the name stands alone or as 'Ana Ruiz's Notes'; elsewhere
    the host must have its surname or all of it.
    """
    for block in reading.blocks[:MAX_SCAN]:
        sign = block.index < min(_SIGN, reader.zone.title or 0)
        if sign or len(block.text) <= MAX_NAME:
            name = block.text.removeprefix("About ").strip("/|·•.,: ")
            name = _owner(name) if sign else name
            if _is_owner(reader, name, block.text, sign=sign):
                return _alone(name, "notice", "site", block.text, block.index)
    return None


def _owner(text: str) -> str:
    """'Ana Ruiz' of 'Ana Ruiz's Notes'."""
    return text.replace("’", "'").partition("'s ")[0]


def _is_owner(reader: BylineReader, name: str, text: str, *, sign: bool) -> bool:
    words = name.split(" ")
    if len(words) not in _WORDS_ALONE or not name[0].isupper():
        return False
    given = words[0].casefold() in given_names()
    if not (sign or given):
        return False
    parts = (name, words[-1], words[0]) if sign else (name, words[-1])
    host = len(words[0]) > 2 and any(site_words(part) in reader.sites for part in parts)
    told = given and (len(name) < len(text) or words[-1].casefold() in surnames())
    known = host or (sign and told)
    return known and is_person(name) and reader.words.is_real(name, strict=True)


def _before_biography(reader: BylineReader, labelled: Sequence[LabelledBlock]) -> Claim | None:
    """A name alone near the end of the body, with a biography behind it."""
    last = reader.zone.last
    for item in () if last is None else labelled[max(0, last - NEXT) : last + _BIO_WITHIN]:
        block, below = item.block, labelled[item.block.index + 1 :][:2]
        if len(block.text) > MAX_NAME or block.text.endswith(".") or not below:
            continue  # 'Jennifer M.' praises the firm
        if _is_biography(block.text, below) or _is_office(below[0].block.text):
            claim = reader.lines.read_signature(block, Label.OTHER)
            if claim is not None:
                return replace(claim, weight=shown("told"))
    return None


def _is_biography(name: str, below: Sequence[LabelledBlock]) -> bool:
    """Whether lines go on with 'Ana is' or 'Ana Ruiz has'."""
    text = " ".join(f" {item.block.text[:MAX_NAME_LINE]}" for item in below)
    verbs = ("is", "was", "has", "writes", "covers", "works")
    return any(f" {one} {verb} " in text for one in (name.split()[0], name) for verb in verbs)


def _is_office(text: str) -> bool:
    """'Author', 'Author's Profile', 'Staff Writer': what stands under the name of a writer."""
    words = text.lower().replace("’", "'").split()
    if len(text) > MAX_NAME or len(words) > MAX_WORDS:
        return False
    return not newsroom_words().isdisjoint(word.removesuffix("'s") for word in words)


def _is_known_name(text: str) -> bool:
    """A known given name and a known surname, at most one word between them."""
    words = text.split(" ")
    if len(words) not in _WORDS_ALONE or not (text[0].isupper() and words[-1][:1].isupper()):
        return False
    return words[0].casefold() in given_names() and words[-1].casefold() in surnames()


def _holder(reader: BylineReader, page: LabelledPage) -> Claim | None:
    """The person who holds the copyright: whose site it is writes it."""
    notice = read_copyright(page)
    name = _owner(notice.value.holder or "") if notice else ""
    words = name.split()
    if notice is None or any(map(str.isupper, words)) or len(words) not in _WORDS_ALONE:
        return None
    if words[0].casefold() not in given_names() or not is_person(name):
        return None
    if site_words(name) not in reader.sites and not reader.words.is_real(name, strict=True):
        return None
    return replace(_alone(name, "notice", "copyright", notice.quote, notice.block), at=notice.at)
