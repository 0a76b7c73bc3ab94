"""The vocabulary of page furniture: loaded once, when first needed, and matched fast.

`recognise(text)` tells what a line says about itself: 'Share this', 'Foto: ...', 'Lesen Sie auch'.
The rules are data, in `furniture/*.toml`. A rule catches a line in one of three ways:

- `lines`: the whole line, ignoring case and the marks around it, is one of these;
- `starts`: the line begins with one of these, and `pattern`, if there is one, matches from the
  line's beginning, `then` from where the start ends;
- `gate` with `pattern`: one of these words stands in the line, and the pattern is found in it.
  In scripts without spaces between words, and for signs such as '@', it is any part of the line.

Lines are found by one dictionary look-up, starts by their first characters, gates by set
intersection, so that the usual line, which is no furniture, costs about a microsecond.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from newstool.article import Label

Strength = Literal["sure", "hint"]

FURNITURE = Path(__file__).with_name("furniture")

# Marks that stand around a line's words and say nothing: bullets, arrows, quotes, full stops.
_EDGES = " \t\u200b\u200e\u200f.,:;!?|/\\*+~_=<>()[]{}\"'`´·•●■▪▶►▸▼▾▲⇒→←↑↓‹›«»“”„‘–—…-。、！？：，；｜【】「」『』（）〉《》#&"
# Marks before a line's first word.
_BULLETS = " \t\u200b\u200e\u200f|·•●■▪▶►▸⇒→›»>【「『〈《"
# Written in two ways and read as one; each keeps its length, so that offsets stay true.
_FOLDED = str.maketrans("：’‘İ（）｜／＠\xa0", ":''i()|/@ ")
_WORD_ENDS = ("", ".", ",", ":", ";", "!", "?", ")", "'s")
# Scripts that write no spaces between words: Thai to Khmer, then Chinese, Japanese and full width.
_WIDE = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LONGEST_GATED = 400  # characters; body paragraphs are longer, and are not searched for words


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule as the data file writes it.

    `strength`: 'sure' decides alone, whatever a model thinks of the block; 'hint' names the label
    of a block that a model removed, and is evidence for it. `max_chars`: the longest line that
    `starts` and `gate` look at. `opens`: in plain text, lines after this one belong to it, as
    headlines to 'Related news'.
    """

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


class Hit(Struct, frozen=True, gc=False):
    """What a line says about itself. `lead`: the length of the words at its beginning that do.

    `lead` counts from the first character that is no bullet; it is 0 when the whole line decides.
    """

    label: Label
    rule: str
    strength: Strength
    opens: bool = False
    lead: int = 0


class _Start(Struct, frozen=True):
    phrase: str
    hit: Hit
    max_chars: int
    pattern: str
    then: str
    ends_in_word: bool


class _Gated(Struct, frozen=True):
    hit: Hit
    max_chars: int
    pattern: str


class _Index(Struct, frozen=True):
    """All rules, arranged by how a line finds them. `starts` has keys of 1, 2 and 3 characters."""

    lines: dict[str, Hit]
    starts: dict[str, tuple[_Start, ...]]
    words: dict[str, tuple[_Gated, ...]]
    word_set: frozenset[str]
    signs: tuple[tuple[str, _Gated], ...]
    parts: tuple[tuple[str, _Gated], ...]
    longest: int


class _RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[Rule, ...]


def recognise(text: str) -> Hit | None:
    """The rule that knows this line, or None. A sure rule comes before a hint.

    Linear in the length of the text; only the first few hundred characters are ever looked at.
    """
    index = _index()
    length = len(text)
    if length > index.longest:
        return None
    line = (text if text.isascii() else text.translate(_FOLDED)).lower()
    hit = index.lines.get(line.strip(_EDGES))
    if hit is not None and hit.strength == "sure":
        return hit
    line = line.lstrip(_BULLETS)
    starts = index.starts
    for key in (line[:3], line[:2], line[:1]):
        if key in starts:
            started = _by_start(starts[key], line, text)
            if started is not None:
                if started.strength == "sure":
                    return started
                hit = hit or started
    if length > _LONGEST_GATED:
        return hit
    words = line.replace("/", " ").replace("(", " ").split()
    if not index.word_set.isdisjoint(words):
        hit = _better(hit, _by_word(index, words, text))
    for sign, gated in index.signs:
        if sign in line:
            hit = _better(hit, _search(gated, text))
    if not text.isascii() and _WIDE.search(line):
        hit = _better(hit, _by_part(index, line, text))
    return hit


def _by_start(starts: tuple[_Start, ...], line: str, text: str) -> Hit | None:
    best = None
    for start in starts:
        if line.startswith(start.phrase) and len(text) <= start.max_chars:
            if start.ends_in_word and line[len(start.phrase) :][:1].isalpha():
                continue
            if start.pattern and not compiled(start.pattern).match(as_matched(text)):
                continue
            if start.then and not compiled(start.then).match(as_matched(text), len(start.phrase)):
                continue
            if start.hit.strength == "sure":
                return start.hit
            best = best or start.hit
    return best


def _by_word(index: _Index, words: list[str], text: str) -> Hit | None:
    best = None
    tried: set[str] = set()
    for word in words:
        for gated in index.words.get(word, ()):
            if gated.hit.rule not in tried:
                tried.add(gated.hit.rule)
                best = _better(best, _search(gated, text))
    return best


def _by_part(index: _Index, line: str, text: str) -> Hit | None:
    best = None
    for part, gated in index.parts:
        if part in line:
            best = _better(best, _search(gated, text))
    return best


def _search(gated: _Gated, text: str) -> Hit | None:
    if len(text) > gated.max_chars:
        return None
    return gated.hit if compiled(gated.pattern).search(as_matched(text)) else None


def _better(one: Hit | None, other: Hit | None) -> Hit | None:
    if one is None or (other is not None and one.strength == "hint" and other.strength == "sure"):
        return other
    return one


def as_matched(text: str) -> str:
    """The text as patterns see it: full-width marks and curly quotes folded, bullets cut.

    Case is kept, and so is the length but for the bullets.
    """
    return text.translate(_FOLDED).lstrip(_BULLETS)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern; case is ignored unless the pattern says otherwise."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every furniture rule, in the order of the files' names and of the rules in them."""
    return tuple(rule for path in sorted(FURNITURE.glob("*.toml")) for rule in _read(path))


def _read(path: Path) -> tuple[Rule, ...]:
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _RuleFile).rule


@cache
def _index() -> _Index:
    lines: dict[str, Hit] = {}
    starts: dict[str, list[_Start]] = {}
    words: dict[str, list[_Gated]] = {}
    signs: list[tuple[str, _Gated]] = []
    parts: list[tuple[str, _Gated]] = []
    for rule in sorted(load_rules(), key=lambda rule: rule.strength == "hint"):
        hit = Hit(rule.label, rule.id, rule.strength, rule.opens)
        for line in rule.lines:
            lines.setdefault(line.translate(_FOLDED).lower().strip(_EDGES), hit)
        for start in _starts_of(rule):
            starts.setdefault(start.phrase[:3], []).append(start)
        gated = _Gated(hit, rule.max_chars, rule.pattern)
        for gate in rule.gate:
            if _WIDE.search(gate):
                parts.append((gate, gated))
            elif not any(map(str.isalnum, gate)):
                signs.append((gate, gated))
            else:
                for end in _WORD_ENDS:
                    words.setdefault(gate + end, []).append(gated)
    return _Index(
        lines=lines,
        starts={key: tuple(found) for key, found in starts.items()},
        words={key: tuple(found) for key, found in words.items()},
        word_set=frozenset(words),
        signs=tuple(signs),
        parts=tuple(parts),
        longest=max((rule.max_chars for rule in load_rules()), default=0),
    )


def _starts_of(rule: Rule) -> Iterator[_Start]:
    # The longest phrase first: the lead of 'read more about:' is not 'read more'.
    for phrase in sorted(rule.starts, key=len, reverse=True):
        folded = phrase.translate(_FOLDED).lower()
        hit = Hit(rule.label, rule.id, rule.strength, rule.opens, len(folded))
        ends_in_word = folded[-1:].isalpha() and not _WIDE.search(folded)
        yield _Start(folded, hit, rule.max_chars, rule.pattern, rule.then, ends_in_word)
