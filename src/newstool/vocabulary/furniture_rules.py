"""The furniture rules as they are written, and how they are packed for matching.

They are written in `furniture/*.toml` and `containers.toml`. Parsing these takes 0.2 s, too long
for every start of the program, so an installation packs them into `furniture.json` (see
`hatch_build.py`), which loads in milliseconds. Where that file is missing, or was made from other
rules than those that are there, as in a checkout, they are parsed and packed in memory.

    python -m newstool.vocabulary.furniture_rules

packs them in a checkout.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from newstool.model.article import Label
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import is_beyond_latin
from newstool.vocabulary.tables import DATA, load_table, parse_toml, replace_file

FURNITURE = DATA / "furniture"
PACKED = DATA / "furniture.json"

Strength = Literal["sure", "hint"]

# Marks around a line's words that say nothing: bullets, arrows, quotes, full stops.
EDGES = (
    " \t\u200b\u200e\u200f.,:;!?|/\\*+~_=<>()[]{}\"'`´·•●■▪▶►▸▼▾▲⇒→←↑↓‹›«»“”„‘–—…-"
    "。、！？：，；｜【】「」『』（）〉《》#&"
)
# Marks before a line's first word.
BULLETS = " \t\u200b\u200e\u200f|·•●■▪▶►▸⇒→›»>【「『〈《"
# Written in two ways and read as one; each keeps its length, so that offsets stay true.
_FOLDINGS = (
    ("：", ":"), ("’", "'"), ("İ", "i"), ("（", "("), ("）", ")"), ("｜", "|"), ("\xa0", " "),
)  # fmt: skip


# A start is looked up by its first characters, a shorter one by all of it. What a line's first two
# characters are tells how many to try.
_START_KEY = 6
OPENING = 2
# Scripts that write no spaces between words: Thai to Khmer, then Chinese, Japanese and full width.
WIDE = later("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


class Role(StrEnum):
    """What a line or a place is for other steps, besides the label that it gives."""

    # Lines.
    ANNOUNCES_STORIES = "announces_stories"  # other stories, below it or in the same line
    BARS_HEADLINE = "bars_headline"  # headlines aren't written like that
    BEGINS_FOOT = "begins_foot"  # of a copied page: what follows is hardly ever story
    BEGINS_MAIL = "begins_mail"  # the headers of a mail that was sent on come next
    ENDS_HEADING = "ends_heading"  # in brackets after a heading's words
    ENDS_LINE = "ends_line"  # also after the last sentence of a line
    ENDS_PARAGRAPH = "ends_paragraph"  # of a story, as often as a caption
    ENDS_RELEASE = "ends_release"  # the end of a press release, though not of other texts
    ENDS_STORY = "ends_story"
    HEADS_CONTACTS = "heads_contacts"  # whom the press may call comes next
    IS_RELEASE = "is_release"  # only press releases have it
    NAMES_AUTHORS = "names_authors"  # 'By' and names
    NAMES_SOURCE = "names_source"  # the company whose press release it is
    # Places.
    HOLDS_MENU = "holds_menu"
    HOLDS_MENU_AND_HEADLINES = "holds_menu_and_headlines"


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule as the data file writes it; `vocabulary.furniture` explains the fields."""

    id: str
    label: Label
    why: str
    catches: tuple[str, ...]
    spares: tuple[str, ...]
    strength: Strength = "hint"
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    pattern: str = ""
    then: str = ""
    max_chars: int = 160
    opens: bool = False
    roles: tuple[Role, ...] = ()


class PlaceRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What a name of an element says about the blocks inside, as the data file writes it.

    `words` are of class and id, one or two neighbours; a place that is not `certain` names only
    what nothing else names. `catches` and `spares` are opening tags.
    """

    id: str
    label: Label
    certain: bool
    why: str
    catches: tuple[str, ...]
    spares: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...] = ()
    aria_roles: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class _PlaceFile(Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[PlaceRule, ...]


class _RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[Rule, ...]


class PackedRule(Struct, frozen=True, array_like=True):
    """What matching needs of one rule. `max_chars`: the longest line that it may apply to."""

    id: str
    label: Label
    strength: Strength
    opens: bool
    max_chars: int
    pattern: str
    then: str
    roles: tuple[Role, ...]


class Place(Struct, frozen=True, array_like=True):
    """What an element around a block says it is; `certain` unless anything else knows better."""

    id: str
    label: Label
    certain: bool
    roles: tuple[Role, ...]


class Places(Struct, frozen=True):
    """The names of elements by which places are known; numbers are indexes into `places`."""

    places: tuple[Place, ...]
    words: dict[str, int]
    tags: dict[str, int]
    aria_roles: dict[str, int]


class PackedRules(Struct, frozen=True):
    """All rules, sure ones first, as a line finds them; numbers are indexes into `rules`.

    `lines` are folded and bare of the marks around them. Starts are folded, and found by their
    first characters, a shorter one by all of it; `sizes` says how long the keys of starts are that
    open with the same characters, the longest first. Of the gates `words` are whole ones, `parts`
    are looked for anywhere.
    """

    rules: tuple[PackedRule, ...]
    lines: dict[str, int]
    starts: dict[str, tuple[tuple[str, int], ...]]
    sizes: dict[str, tuple[int, ...]]
    words: tuple[tuple[str, int], ...]
    parts: tuple[tuple[str, int], ...]
    containers: Places


class _PackedFile(Struct, frozen=True):
    """`furniture.json`; `stamp` says which sources it was made from."""

    stamp: int
    rules: PackedRules


# --- loading -----------------------------------------------------------------------------------


@cache
def packed() -> PackedRules:
    """All rules, packed: from the file where it is there and up to date, else from the TOML."""
    try:
        found = msgspec.json.decode(PACKED.read_bytes(), type=_PackedFile)
    except (OSError, msgspec.DecodeError):
        found = None
    if found is not None and found.stamp == _stamp():
        return found.rules
    return pack(load_rules(), load_places())


def write_packed() -> None:
    """Pack the rules into the file; whoever reads it meanwhile sees the old one or the new."""
    file = _PackedFile(_stamp(), pack(load_rules(), load_places()))
    replace_file(PACKED, msgspec.json.encode(file))


def _stamp() -> int:
    """A checksum of all that the packed rules depend on. It takes 1 ms.

    Times of change would not do: an installer writes the files in any order.
    """
    stamp = 0
    for path in (*_rule_files(), DATA / "containers.toml", Path(__file__)):
        stamp = zlib.crc32(path.read_bytes(), stamp)
    return stamp


def _rule_files() -> list[Path]:
    return sorted(FURNITURE.glob("*.toml"))


def load_rules() -> tuple[Rule, ...]:
    """Every furniture rule, sure ones first, then in the order of the files' names."""
    rules = [rule for path in _rule_files() for rule in _read(path)]
    return tuple(sorted(rules, key=lambda rule: rule.strength == "hint"))


def _read(path: Path) -> tuple[Rule, ...]:
    return msgspec.convert(parse_toml(path.read_bytes()), _RuleFile).rule


def load_places() -> tuple[PlaceRule, ...]:
    """Every rule on containers, in the order of the file."""
    return msgspec.convert(load_table("containers"), _PlaceFile).place


# --- packing -----------------------------------------------------------------------------------


def pack(rules: tuple[Rule, ...], places: tuple[PlaceRule, ...]) -> PackedRules:
    """What matching needs. A line that two rules name belongs to the first of them."""
    lines: dict[str, int] = {}
    starts: list[tuple[str, int]] = []
    gates: list[tuple[str, int]] = []
    for number, rule in enumerate(rules):
        for line in rule.lines:
            lines.setdefault(fold(line).strip(EDGES), number)
        # The longest first: the lead of 'read more about:' is not 'read more'.
        phrases = sorted(dict.fromkeys(map(fold, rule.starts)), key=len, reverse=True)
        starts.extend((phrase, number) for phrase in phrases)
        gates.extend((gate, number) for gate in dict.fromkeys(map(fold, rule.gate)))
    by_key = _by_first_characters(starts)
    return PackedRules(
        rules=tuple(map(_pack_rule, rules)),
        lines=lines,
        starts=by_key,
        sizes=_sizes(by_key),
        words=tuple(gate for gate in gates if not is_wide(gate[0])),
        parts=tuple(gate for gate in gates if is_wide(gate[0])),
        containers=_pack_places(places),
    )


def _by_first_characters(
    starts: Iterable[tuple[str, int]],
) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for start in starts:
        key = start[0][:_START_KEY]
        found[key] = (*found.get(key, ()), start)
    return found


def _sizes(starts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for key in starts:
        sizes.setdefault(key[:OPENING], {1}).add(len(key))
    return {opening: tuple(sorted(some, reverse=True)) for opening, some in sizes.items()}


def _pack_rule(rule: Rule) -> PackedRule:
    return PackedRule(
        *(rule.id, rule.label, rule.strength, rule.opens),
        *(rule.max_chars, rule.pattern, rule.then, rule.roles),
    )


def _pack_places(places: tuple[PlaceRule, ...]) -> Places:
    """A name that two places claim belongs to the first of them."""
    words: dict[str, int] = {}
    tags: dict[str, int] = {}
    aria_roles: dict[str, int] = {}
    for number, place in enumerate(places):
        for names, index in (
            (place.words, words),
            (place.tags, tags),
            (place.aria_roles, aria_roles),
        ):
            for name in names:
                index.setdefault(name, number)
    packed = tuple(Place(place.id, place.label, place.certain, place.roles) for place in places)
    return Places(packed, words, tags, aria_roles)


# --- how lines are compared --------------------------------------------------------------------


def fold(text: str) -> str:
    """Lower-cased, and what is written in two ways as one; the length stays."""
    return _fold_marks(text).lower()


def is_wide(text: str) -> bool:
    """Whether the text has characters of scripts that write no spaces between words."""
    return is_beyond_latin(text) and WIDE.search(text) is not None


def as_matched(text: str) -> str:
    """The text as patterns see it: marks folded, bullets cut, case kept."""
    return _fold_marks(text).lstrip(BULLETS)


def _fold_marks(text: str) -> str:
    if not text.isascii():
        for written, read in _FOLDINGS:
            text = text.replace(written, read)
    return text


if __name__ == "__main__":
    write_packed()
