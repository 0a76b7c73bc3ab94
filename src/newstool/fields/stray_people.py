"""Authors of pages that show no byline where one belongs: odd places, notices, the site's host."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from newstool.article import Block, LabelledBlock, Reading
from newstool.fields.author_marks import FOREIGN
from newstool.fields.byline_zone import find_zone
from newstool.fields.claims import Claim
from newstool.fields.copyright import read_copyright
from newstool.fields.credit_lines import read_lead
from newstool.fields.line_text import parted
from newstool.fields.name_lines import MAX_NAME_LINE
from newstool.fields.name_lists import NameList, Person
from newstool.fields.name_words import given_names, surnames
from newstool.fields.page_words import MAX_SCAN
from newstool.fields.people import is_person, sounds_like_person, tidy_name
from newstool.fields.site import site_words
from newstool.fields.visible_people import (
    FURNITURE,
    MAX_BYLINE,
    MAX_STRAYS,
    NO_BYLINE,
    BylineReader,
    named_in,
)
from newstool.settings import Settings

_MAX_ALONE = 40  # characters of a block that is a name and nothing else
_ALONE = 0.7  # weight of a name that stands alone twice, or of a notice of a person's own site
_SIGN = 4  # first blocks of a page, where its sign is
_WORDS_ALONE = range(2, 4)


def claims_anywhere(
    reading: Reading,
    labelled: Sequence[LabelledBlock],
    sites: Collection[str],
    settings: Settings,
) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    reader = BylineReader(reading, sites, find_zone(labelled))
    claims: list[Claim] = []
    for item in labelled[:MAX_SCAN]:
        if len(item.block.text) <= MAX_BYLINE and item.label not in FURNITURE:
            claims.extend(_stray_claims(reader, item.block))
    opened = [claim for claim in claims if claim.place == "byline"]
    for found in (opened, claims):  # more names are the authors of other stories
        if found and len(named_in(found)) <= MAX_STRAYS:
            return found
    alone = _site_owner(reader, reading) if reading.containers else _often_alone(reader, reading)
    own = alone or _holder(reader, reading, labelled, settings)
    return [own] if own else []


def _stray_claims(reader: BylineReader, block: Block) -> Iterator[Claim]:
    """A line that opens with 'By' or stands in an author's element, and says only that."""
    lead = read_lead(block.text)
    if lead and lead.role == "author":
        if not reader.marks.around(block) & FOREIGN and not NO_BYLINE.match(block.text):
            yield from reader.labelled_claims(block, parted(block), 0.9)
    elif block.markup is not None and len(block.text) <= MAX_NAME_LINE and _is_titled(block.text):
        for claim in reader.marked_claims(block, near=False):
            known = any(sounds_like_person(name) for name in claim.names.names)
            own = not reader.marks.around(block) & FOREIGN
            if known and own and not NO_BYLINE.match(block.text):
                yield replace(claim, weight=1.0)


def _is_titled(text: str) -> bool:
    """Two to eight words of which first and last open with a capital."""
    words = text.split(" ", 8)
    return 1 < len(words) <= 8 and words[0][:1].isupper() and words[-1][:1].isupper()


def _often_alone(reader: BylineReader, reading: Reading) -> Claim | None:
    """The name that stands alone in a block of a dump and is told again, more often than others."""
    counts: dict[str, tuple[int, int]] = {}
    for block in reading.blocks[:MAX_SCAN]:
        name = block.text.removeprefix("About ")
        if len(name) > _MAX_ALONE or name in counts or not _is_known_name(name):
            continue
        counts[name] = (0, block.index)
        if is_person(name, reader.sites) and _is_authors(reader, name):
            counts[name] = (reader.words.echoes(name), block.index)
    ranked = sorted(((count, -at, name) for name, (count, at) in counts.items()), reverse=True)
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    _, at, name = ranked[0]
    names = NameList((Person(name),))
    return Claim("author", names, "name-line", _ALONE, "byline", (name,), block=-at)


def _site_owner(reader: BylineReader, reading: Reading) -> Claim | None:
    """A person's name alone in a block, which the site's host has too: anaruiz.example.

    The surname alone will do for a known given name, the given name for the site's own sign.
    """
    for block in reading.blocks[:MAX_SCAN]:
        text = block.text
        if len(text) > _MAX_ALONE or not text[:1].isupper():
            continue
        name = text.removeprefix("About ").strip("/|·•.,: ")
        words = name.split(" ", 4)
        if len(words) not in _WORDS_ALONE or words[0].casefold() not in given_names():
            continue
        parts = [name, words[-1]] if len(words[0]) > 2 else [name]
        if block.index < _SIGN and words[-1].casefold() in surnames():
            parts.append(words[0])
        own = any(site_words(part) in reader.sites for part in parts)
        if own and is_person(name) and reader.words.is_real(name, strict=True):
            names = NameList((Person(tidy_name(name)),))
            return Claim("author", names, "notice", _ALONE, "site", (text,), block=block.index)
    return None


def _is_known_name(text: str) -> bool:
    """A known given name and a known surname, at most one word between them."""
    words = text.split(" ", 4)
    if len(words) not in _WORDS_ALONE or not (text[0].isupper() and words[-1][:1].isupper()):
        return False
    return words[0].casefold() in given_names() and words[-1].casefold() in surnames()


def _is_authors(reader: BylineReader, name: str) -> bool:
    words = reader.words
    told = words.is_told_of(name) or words.is_subject(name)
    return not told and not words.has_common_word(name.split()[-1:])


def _holder(
    reader: BylineReader,
    reading: Reading,
    labelled: Sequence[LabelledBlock],
    settings: Settings,
) -> Claim | None:
    """The person who holds the copyright: whose site it is writes it."""
    notice = read_copyright(reading, labelled, settings)
    if notice is None or not notice.value.holder:
        return None
    name = notice.value.holder.replace("’", "'").partition("'s ")[0]
    words = name.split()
    if len(words) not in _WORDS_ALONE or any(word.isupper() and len(word) > 2 for word in words):
        return None
    if words[0].casefold() not in given_names() or not is_person(name):
        return None
    if len(words) > 2 and words[-1].casefold() not in surnames():
        return None
    if not reader.words.is_real(name, strict=True):
        return None
    names = NameList((Person(name),))
    return Claim(
        "author",
        names,
        "notice",
        _ALONE,
        "copyright",
        (notice.quote,),
        block=notice.block,
        selector=notice.selector,
    )
