"""Authors of pages that show no byline where one belongs: odd places, notices, the site's host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from newstool.fields.authors.bare_lines import MAX_NAME_LINE
from newstool.fields.authors.claims import Claim, claim_of, shown
from newstool.fields.authors.marks import FOREIGN
from newstool.fields.authors.page_words import MAX_SCAN
from newstool.fields.authors.shown import (
    FURNITURE,
    MAX_BYLINE,
    NO_BYLINE,
    BylineReader,
    named_in,
)
from newstool.fields.copyright import read_copyright
from newstool.model.article import Block, Label, LabelledBlock, Reading
from newstool.names.credits import may_lead, read_lead
from newstool.names.glued import parted
from newstool.names.lists import NameList, Person, Trust, join, read_names
from newstool.names.one_name import MAX_NAME, Kind, is_person, kind_of, tidy_name
from newstool.page.facts import LabelledPage
from newstool.vocabulary.folding import site_words
from newstool.vocabulary.names import given_names, newsroom_words, surnames

_MAX_STRAYS = 2  # people named in odd places who may all be the authors
_MAX_KNOWN = 60  # names that stand alone on a page; a directory of people has more
_LIST = 12  # blocks in which the names stand that it announces
_INITIALS = 3  # characters of what stands in place of a portrait
_SIGN = 2  # first blocks of a page, where its sign is
_BIO_NEAR, _BIO_FAR = 6, 20  # blocks before and behind the body's end
_WORDS_ALONE = range(2, 4)


def claims_anywhere(reader: BylineReader, page: LabelledPage) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    reading, labelled = page.reading, page.labelled
    claims: list[Claim] = []
    announcing: list[int] = []
    marked = bool(reading.containers)
    for number, item in enumerate(labelled[:MAX_SCAN]):
        text = item.block.text
        if len(text) > MAX_BYLINE or item.label in FURNITURE or number in reader.comments:
            continue
        lead = read_lead(text) if may_lead(text) else None
        if lead is not None and lead.role == "author":
            if lead.end >= len(text.rstrip()):
                announcing.append(number)
            else:
                claims.extend(_opened(reader, item.block))
    if claims and len(named_in(claims)) <= _MAX_STRAYS:  # more sign other stories
        return claims
    own = _announced(reader, labelled, announcing) or _site_owner(reader, reading)
    if own is None:
        own = None if marked else _often_alone(reader, reading)
        own = own or _before_biography(reader, labelled)
    own = own or _holder(reader, page)
    return [own] if own else []


def _opened(reader: BylineReader, block: Block) -> Iterator[Claim]:
    """A line that opens with 'By'."""
    if not reader.marks.around(block) & FOREIGN and not NO_BYLINE.match(block.text):
        yield from reader.labelled_claims(block, parted(block), shown("by-anywhere"))


def _often_alone(reader: BylineReader, reading: Reading) -> Claim | None:
    """The name that stands alone in a block of a dump and is told again, more often than others."""
    counts: dict[str, tuple[int, int]] = {}
    for block in reading.blocks[:MAX_SCAN]:
        name = block.text.removeprefix("About ")
        if len(name) > MAX_NAME or name in counts or not _is_known_name(name):
            continue
        if len(counts) >= _MAX_KNOWN:
            return None
        counts[name] = (0, block.index)
        if is_person(name, reader.sites) and _is_authors(reader, name):
            counts[name] = (reader.words.echoes(name), block.index)
    ranked = sorted(((count, -at, name) for name, (count, at) in counts.items()), reverse=True)
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    _, at, name = ranked[0]
    names = NameList((Person(name),))
    return claim_of("author", names, "name-line", shown("alone"), "byline", (name,), block=-at)


def _announced(
    reader: BylineReader, labelled: Sequence[LabelledBlock], announcing: Sequence[int]
) -> Claim | None:
    """The names behind the page's only line that says 'Author' or 'Written by' and no more."""
    found: list[Claim] = []
    for number in announcing:
        names = _names_behind(reader, labelled[number + 1 : number + 1 + _LIST])
        if names.people:
            block = labelled[number + 1].block
            quotes = (block.text,)
            found.append(
                claim_of(
                    "author", names, "byline", shown("told"), "byline", quotes, block=block.index
                )
            )
    return found[0] if len({claim.value.names for claim in found}) == 1 else None


def _names_behind(reader: BylineReader, items: Sequence[LabelledBlock]) -> NameList:
    """Full names, a line each, with their initials and offices between them."""
    lists: list[NameList] = []
    for item in items:
        text = parted(item.block)
        if len(text) <= _INITIALS or kind_of(text.partition(",")[0]) is Kind.ROLE:
            continue
        names = read_names(text, reader.sites, Trust.TEXT) if len(text) <= MAX_NAME_LINE else None
        if names is None or names.unknown or not all(" " in name for name in names.names):
            break
        if names.people and all(reader.words.is_real(name, strict=True) for name in names.names):
            lists.append(names)
        else:
            break
    return join(lists) if lists else NameList()


def _site_owner(reader: BylineReader, reading: Reading) -> Claim | None:
    """A person whose name is the site's: on its sign, or in its host, as anaruiz.example.

    On the sign, the first two blocks, the name stands alone or as 'Ana Ruiz's Notes'; elsewhere
    the host must have its surname or all of it.
    """
    for block in reading.blocks[:MAX_SCAN]:
        text = block.text
        sign = block.index < min(_SIGN, reader.zone.title or 0)
        if len(text) > MAX_NAME and not sign:
            continue
        name = text.removeprefix("About ").strip("/|·•.,: ")
        first = name.partition(" ")[0]
        if not name[:1].isupper() or not (sign or first.casefold() in given_names()):
            continue
        if sign and "'s " in text.replace("’", "'"):
            name = name.replace("’", "'").partition("'s ")[0]
        words = name.split(" ", 4)
        if len(words) not in _WORDS_ALONE:
            continue
        parts = (name, words[-1], words[0]) if sign else (name, words[-1])
        host = len(words[0]) > 2 and any(site_words(part) in reader.sites for part in parts)
        named = words[0].casefold() in given_names() and (
            len(name) < len(text) or words[-1].casefold() in surnames()
        )
        if (
            (host or (sign and named))
            and is_person(name)
            and reader.words.is_real(name, strict=True)
        ):
            names = NameList((Person(tidy_name(name)),))
            return claim_of(
                "author", names, "notice", shown("alone"), "site", (text,), block=block.index
            )
    return None


def _before_biography(reader: BylineReader, labelled: Sequence[LabelledBlock]) -> Claim | None:
    """A name alone near the end of the body, with a biography behind it."""
    last = reader.zone.last
    if last is None:
        return None
    for number in range(max(0, last - _BIO_NEAR), min(len(labelled) - 1, last + _BIO_FAR)):
        block = labelled[number].block
        words = block.text.split(" ", 6)
        if len(block.text) > MAX_NAME_LINE or not 1 < len(words) <= 6 or not words[0][:1].isupper():
            continue
        if block.text.endswith("."):
            continue  # 'Jennifer M.' praises the firm
        behind = " ".join(item.block.text[:80] for item in labelled[number + 1 : number + 3])
        if number and labelled[number - 1].block.text.rstrip().endswith((":", "：")):
            continue  # 'Media contact:'
        told = any(f" {opening} " in f" {behind}" for opening in _openings(words))
        if not told and not _is_office(labelled[number + 1].block.text):
            continue
        claim = reader.lines.read_signature(block, Label.OTHER)
        if claim is not None:
            return replace(claim, weight=shown("told"))
    return None


def _is_office(text: str) -> bool:
    """'Author', 'Author's Profile', 'Staff Writer': what stands under the name of a writer."""
    words = text.lower().replace("’", "'").split(" ", 6)
    if len(text) > MAX_NAME_LINE // 2 or len(words) > 5:
        return False
    return not newsroom_words().isdisjoint(word.removesuffix("'s") for word in words)


def _openings(words: Sequence[str]) -> list[str]:
    """How a biography goes on: 'Ana is', 'Ana Ruiz has'."""
    verbs = ("is", "was", "has", "writes", "covers", "works")
    return [f"{name} {verb}" for name in (words[0], " ".join(words)) for verb in verbs]


def _is_known_name(text: str) -> bool:
    """A known given name and a known surname, at most one word between them."""
    words = text.split(" ", 4)
    if len(words) not in _WORDS_ALONE or not (text[0].isupper() and words[-1][:1].isupper()):
        return False
    return words[0].casefold() in given_names() and words[-1].casefold() in surnames()


def _is_authors(reader: BylineReader, name: str) -> bool:
    return not reader.words.has_common_word(name.split()[-1:])


def _holder(reader: BylineReader, page: LabelledPage) -> Claim | None:
    """The person who holds the copyright: whose site it is writes it."""
    notice = read_copyright(page)
    if notice is None or not notice.value.holder:
        return None
    name = notice.value.holder.replace("’", "'").partition("'s ")[0]
    words = name.split()
    if len(words) not in _WORDS_ALONE or any(word.isupper() and len(word) > 2 for word in words):
        return None
    if words[0].casefold() not in given_names() or not is_person(name):
        return None
    if site_words(name) not in reader.sites and not reader.words.is_real(name, strict=True):
        return None
    names = NameList((Person(name),))
    return claim_of(
        "author",
        names,
        "notice",
        shown("alone"),
        "copyright",
        (notice.quote,),
        block=notice.block,
        at=notice.at,
    )
