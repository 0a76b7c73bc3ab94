"""The vocabulary of page furniture, matched fast.

`recognise(text)` is what a line says about itself: 'Share this', 'Foto: ...', 'Lesen Sie auch'.
The rules are written in `furniture/*.toml`, each with its reason, what it catches and what it
spares; `furniture_rules` loads them when first needed. A rule catches a line in one of three ways:

- `lines`: the whole line, ignoring case and the marks around it, is one of these;
- `starts`: the line begins with one of these, and `pattern`, if there is one, matches from the
  line's beginning, `then` from where the start ends;
- `gate` with `pattern`: one of these words is in the line, and the pattern is found in it.
  In scripts without spaces between words, and for '@', it is any part of the line.

Lines are found by one look-up in a dictionary, starts by their first characters, gates by set
intersection, so the usual line, which isn't furniture, costs one or two microseconds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from newstool.model.article import Label
from newstool.vocabulary.furniture_rules import (
    BULLETS,
    EDGES,
    OPENING,
    PackedRule,
    Role,
    Strength,
    as_matched,
    fold,
    is_wide,
    packed,
)
from newstool.vocabulary.patterns import later

_WORD_ENDS = ("", ".", ",", ":", ";", "!", "?", ")", "'s")
_TELLS_CAPITALS = "(?-i:"
AFTER = "after-"  # before a rule's id: names the lines that follow one of the rule's
_LONGEST_GATED = 400  # characters; body paragraphs are longer, and are not searched for words


class Hit(Struct, frozen=True, gc=False):
    """What a line says about itself.

    `strength`: 'sure' decides alone, whatever a model thinks of the block; 'hint' names the label
    of a block that a model removed, and is evidence for it. `opens`: in plain text, lines after
    this one belong to it, as headlines to 'Related news'. `lead`: the length of the start that
    the rule knows the line by, counted from its first character that isn't a bullet; 0 when the
    whole line decides. `roles`: what it is for other steps.
    """

    label: Label
    rule: str
    strength: Strength
    opens: bool = False
    lead: int = 0
    roles: tuple[Role, ...] = ()


class _Index(Struct, frozen=True):
    """The packed rules, arranged by how a line finds them."""

    rules: tuple[PackedRule, ...]
    hits: tuple[Hit, ...]
    lines: dict[str, int]
    starts: dict[str, tuple[tuple[str, int], ...]]
    sizes: dict[str, tuple[int, ...]]
    words: dict[str, list[int]]
    word_set: frozenset[str]
    at_signs: tuple[int, ...]
    parts: tuple[tuple[str, int], ...]
    longest: int


def recognise(text: str) -> Hit | None:
    """The rule that knows this line, or None. A sure rule comes before a hint.

    Linear in the text's length; one of more than some thousand characters is not looked at.
    """
    if len(text) <= _LONGEST_GATED:
        return _recognise_line(text)
    index = _index()
    if len(text) > index.longest:
        return None
    return _started(index, fold(text).lstrip(BULLETS), text)


# Features, labels and the headline's reader ask about the same lines of a page in turn.
@lru_cache(maxsize=4096)
def _recognise_line(text: str) -> Hit | None:
    index = _index()
    line = fold(text)
    number = index.lines.get(line.strip(EDGES))
    hit = None if number is None else index.hits[number]
    line = line.lstrip(BULLETS) or line
    hit = _better(hit, _started(index, line, text))
    if hit is None or hit.strength != "sure":
        words = line.replace("/", " ").replace("(", " ").split()
        if not index.word_set.isdisjoint(words):
            hit = _better(hit, _by_word(index, words, line, text))
        if "@" in line or not line.isascii():
            hit = _better(hit, _by_part(index, line, text))
        if hit is None:
            hit = _by_segments(index, line)
    return hit


# What is set between lines side by side; Chinese and Japanese need no more than a space.
_MARKS = re.compile(r"[|·•]")
_WIDE_MARKS = later(r"[|·•\s]+")


def _by_segments(index: _Index, line: str) -> Hit | None:
    """'Print this page | Send to a friend': known lines set side by side, and nothing else."""
    if line.isascii() and "|" not in line:
        return None
    marks = _WIDE_MARKS if is_wide(line) else _MARKS
    parts = [part.strip(EDGES) for part in marks.split(line)]
    numbers = [index.lines.get(part) for part in parts if part]
    known = [index.hits[number] for number in numbers if number is not None]
    return known[0] if known and len(known) == len(numbers) else None


def _started(index: _Index, line: str, text: str) -> Hit | None:
    best = None
    starts = index.starts
    for size in index.sizes.get(line[:OPENING], (1,)):
        if line[:size] in starts:
            for phrase, number in starts[line[:size]]:
                if line.startswith(phrase):
                    best = _better(best, _begun(index, phrase, number, line, text))
    return best


def _begun(index: _Index, phrase: str, number: int, line: str, text: str) -> Hit | None:
    """The hit of a rule one of whose starts the line begins with, if the rest fits as well."""
    rule = index.rules[number]
    size = len(phrase)
    if len(text) > rule.max_chars or breaks_word(line, size):
        return None
    if rule.pattern and not compiled(rule.pattern).match(_seen_by(rule.pattern, line, text)):
        return None
    if rule.then and not compiled(rule.then).match(_seen_by(rule.then, line, text), size):
        return None
    return Hit(rule.label, rule.id, rule.strength, rule.opens, size, rule.roles)


def breaks_word(line: str, size: int) -> bool:
    """Whether a start of `size` characters ends inside a word: 'Read' in 'Readers'."""
    if not line[size - 1].isalpha() or not line[size : size + 1].isalpha():
        return False
    return not is_wide(line[size - 1])


def _by_word(index: _Index, words: list[str], line: str, text: str) -> Hit | None:
    best = None
    for number in sorted({number for word in words for number in index.words.get(word, ())}):
        best = _better(best, _search(index, number, line, text))
    return best


def _by_part(index: _Index, line: str, text: str) -> Hit | None:
    best = None
    if "@" in line:
        for number in index.at_signs:
            best = _better(best, _search(index, number, line, text))
    if is_wide(line):
        for part, number in index.parts:
            if part in line:
                best = _better(best, _search(index, number, line, text))
    return best


def _search(index: _Index, number: int, line: str, text: str) -> Hit | None:
    rule = index.rules[number]
    if len(text) > rule.max_chars:
        return None
    found = compiled(rule.pattern).search(_seen_by(rule.pattern, line, text))
    return index.hits[number] if found else None


def _seen_by(pattern: str, line: str, text: str) -> str:
    """The folded line, or, for a pattern that tells capitals, the text as written."""
    if _TELLS_CAPITALS not in pattern:
        return line
    return as_matched(text)


def _better(one: Hit | None, other: Hit | None) -> Hit | None:
    if one is None:
        return other
    if other is not None and one.strength == "hint" and other.strength == "sure":
        return other
    return one


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern: in lower case, for folded lines, or with a part that tells capitals."""
    return re.compile(pattern, re.IGNORECASE if _TELLS_CAPITALS in pattern else 0)


@cache
def rules_with(role: Role) -> frozenset[str]:
    """The ids of the rules, for lines and for places, that have a role."""
    pack = packed()
    roles = {rule.id: rule.roles for rule in pack.rules}
    roles |= {place.id: place.roles for place in pack.containers.places}
    return frozenset(rule for rule, its_own in roles.items() if role in its_own)


@cache
def leads_with(role: Role) -> frozenset[str]:
    """What blocks are named for that follow a line of such a rule."""
    return frozenset(f"{AFTER}{rule}" for rule in rules_with(role))


def _whole_line(rule: PackedRule) -> Hit:
    return Hit(rule.label, rule.id, rule.strength, rule.opens, roles=rule.roles)


@cache
def _index() -> _Index:
    pack = packed()
    words: dict[str, list[int]] = {}
    at_signs = []
    for word, number in pack.words:
        if word == "@":
            at_signs.append(number)
            continue
        for end in _WORD_ENDS:
            words.setdefault(word + end, []).append(number)
    return _Index(
        rules=pack.rules,
        hits=tuple(map(_whole_line, pack.rules)),
        lines=pack.lines,
        starts=pack.starts,
        sizes=pack.sizes,
        words=words,
        word_set=frozenset(words),
        at_signs=tuple(at_signs),
        parts=pack.parts,
        longest=max((rule.max_chars for rule in pack.rules), default=0),
    )
