"""Authors of pages that show no byline where one belongs: odd places, the site's host."""

from __future__ import annotations

import re

from newstool.fields.authors.claims import Claim, claim_of, shown
from newstool.fields.authors.page_words import MAX_NAME_LINE, MAX_SCAN
from newstool.fields.authors.shown import FURNITURE, MAX_BYLINE, BylineReader, subject_of
from newstool.model.article import Block, Label, LabelledBlock
from newstool.names.credits import read_lead
from newstool.names.glued import spaced
from newstool.names.lists import NameList, Person, Trust
from newstool.names.one_name import MAX_NAME, MAX_WORDS, is_person, tidy_name
from newstool.page.facts import LabelledPage
from newstool.page.zone import NEXT
from newstool.vocabulary.folding import site_words
from newstool.vocabulary.names import given_names, newsroom_words, surnames, words_of

_MAX_STRAYS = 2  # people named in odd places who may all be the authors
_BIO_WITHIN = 20  # blocks after the body's end in which a biography is
_SIGN = 2  # first blocks of a page, where its sign is
_NOTICE = re.compile(
    r"(?:copyright|©|\(c\))(?:copyright|©|[\s\d–-]){1,20}(.{1,60}?)(?:\. | [·|∙•-] |\.?$)",
    re.IGNORECASE,
)
_WORDS_ALONE = (2, 3)  # words of a name that is told by nothing but itself


def claims_anywhere(reader: BylineReader, page: LabelledPage) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    claims: list[Claim] = []
    announced: dict[NameList, Claim] = {}
    for number, item in enumerate(page.labelled[:MAX_SCAN]):
        block = item.block
        if len(block.text) > MAX_BYLINE or item.label in FURNITURE or number in reader.comments:
            continue
        lead = read_lead(block.text)
        if lead is None or lead.role != "author":
            continue
        if lead.end < len(block.text.rstrip()):
            claims += reader.labelled_claims(block, spaced(block), shown("by-anywhere"))
        else:
            claim = reader.announced(number, "author", Trust.TEXT, shown("told"))
            if claim is not None:
                announced.setdefault(claim.value, claim)
    if claims and len({name for claim in claims for name in claim.value.names}) <= _MAX_STRAYS:
        return claims  # more sign other stories
    if len(announced) == 1:
        return list(announced.values())
    return _alone(reader, page)


def _alone(reader: BylineReader, page: LabelledPage) -> list[Claim]:
    """The name alone in a block for which most speaks.

    First that it is the site's, then a biography or an office with it near the story's end, then
    how often the blocks of a dump have it.
    """
    found: dict[tuple[bool, int, bool], dict[str, Block]] = {}
    words, last = reader.words, reader.zone.last
    for item in page.labelled[:MAX_SCAN]:
        number, text = item.block.index, spaced(item.block)
        near = last is not None and -NEXT <= number - last < _BIO_WITHIN
        subject, sure = subject_of(item.label, text) if near else ("", False)
        subject = subject if sure else ""
        name = subject or _owner(text)
        if not (len(name) <= MAX_NAME and len(name.split()) in _WORDS_ALONE and is_person(name)):
            continue
        holds = item.label is Label.COPYRIGHT and site_words(name) in reader.sites
        if holds or words.is_real(name, strict=True):
            below = page.reading.blocks[number + 1 : number + 3]
            told = near and name == text and _is_told_below(name, below)
            told = bool(subject) or (told and not words.is_told_of(name))
            known = not words.has_common_word(name.split()[-1:]) and _is_known(name)
            again = words.echoes(name) if known and not page.reading.containers else 1
            backing = (_owns(reader, name, item), max(1, again), told)
            found.setdefault(backing, {}).setdefault(name, item.block)
    owns, again, told = max(found, default=(False, 0, False))
    names = found.get((owns, again, told), {})
    if not (owns or told or (again > 1 and len(names) == 1)):
        return []
    name, block = next(iter(names.items()))
    weight = shown("alone" if owns or not told else "told")
    people = NameList((Person(tidy_name(name)),))
    return [claim_of(block, people, weight, "notice" if owns else "name-line")]


def _owner(text: str) -> str:
    """'Ana Ruiz' of 'About Ana Ruiz', 'Ana Ruiz's Notes' and '© 2026 Ana Ruiz. All rights'."""
    notice = _NOTICE.search(text)
    name = notice[1] if notice else text.removeprefix("About ")
    return name.replace("’", "'").partition("'s ")[0].strip("/|·•.,: ")


def _is_known(name: str) -> bool:
    words = name.casefold().split()
    return words[0] in given_names() and words[-1] in surnames()


def _owns(reader: BylineReader, name: str, item: LabelledBlock) -> bool:
    """Whether a person's name is the site's: in its host, or 'Ana Ruiz's Notes' on its sign."""
    block = item.block
    sign = block.index < min(_SIGN, reader.zone.title or 0)
    words = name.split()
    given = words[0].casefold() in given_names()
    parts = (name, words[-1], words[0]) if sign else (name, words[-1])
    host = len(words[0]) > 2 and any(site_words(part) in reader.sites for part in parts)
    sure = item.label is Label.COPYRIGHT or (sign and (name != block.text or _is_known(name)))
    return (host and (sign or given)) or (given and sure)


def _is_told_below(name: str, below: tuple[Block, ...]) -> bool:
    """'Ana is a film enthusiast', 'Ana Ruiz covers ...', 'Staff Writer' below a name."""
    if not below:
        return False
    text = " ".join(f" {block.text[:MAX_NAME_LINE]}" for block in below)
    for one in (name, name.split()[0]):
        if any(f" {one} {verb} " in text for verb in words_of("author_marks", "biography")):
            return True
    words = below[0].text.lower().replace("’", "'").split()
    short = len(below[0].text) <= MAX_NAME and len(words) <= MAX_WORDS
    return short and not newsroom_words().isdisjoint(word.removesuffix("'s") for word in words)
