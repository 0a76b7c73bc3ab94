"""The furniture rules as they are written, and how they are packed for matching.

    python -m newstool.vocabulary.compiling

reads `furniture/*.toml` and `containers.toml` and writes `furniture.json`: parsing the TOML takes
0.2 s, too long for every start of the program. A test sees that the packed file is up to date.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from newstool.model.article import Label
from newstool.vocabulary.furniture import (
    COMPILED,
    EDGES,
    PackedRule,
    PackedRules,
    Place,
    Places,
    Strength,
    fold,
)
from newstool.vocabulary.tables import DATA, load_table

FURNITURE = DATA / "furniture"


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
    roles: tuple[str, ...] = ()


class _PlaceFile(Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[PlaceRule, ...]


class _RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[Rule, ...]


def load_rules() -> tuple[Rule, ...]:
    """Every furniture rule, sure ones first, then in the order of the files' names."""
    rules = [rule for path in sorted(FURNITURE.glob("*.toml")) for rule in _read(path)]
    return tuple(sorted(rules, key=lambda rule: rule.strength == "hint"))


def _read(path: Path) -> tuple[Rule, ...]:
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _RuleFile).rule


def load_places() -> tuple[PlaceRule, ...]:
    """Every rule on containers, in the order of the file."""
    return msgspec.convert(load_table("containers"), _PlaceFile).place


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
    packed = tuple(map(_pack_rule, rules))
    return PackedRules(packed, lines, tuple(starts), tuple(gates), _pack_places(places))


def _pack_rule(rule: Rule) -> PackedRule:
    return PackedRule(
        rule.id, rule.label, rule.strength, rule.opens, rule.max_chars, rule.pattern, rule.then
    )


def _pack_places(places: tuple[PlaceRule, ...]) -> Places:
    """A name that two places claim belongs to the first of them."""
    words: dict[str, int] = {}
    tags: dict[str, int] = {}
    roles: dict[str, int] = {}
    for number, place in enumerate(places):
        for names, index in ((place.words, words), (place.tags, tags), (place.roles, roles)):
            for name in names:
                index.setdefault(name, number)
    packed = tuple(Place(place.id, place.label, place.certain) for place in places)
    return Places(packed, words, tags, roles)


if __name__ == "__main__":
    COMPILED.write_bytes(msgspec.json.encode(pack(load_rules(), load_places())))
