"""What the words next to a date say it is: 'Published', 'Zuletzt aktualisiert', '发布时间'."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from newstool.dates.words import fold
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import is_beyond_latin
from newstool.vocabulary.tables import load_table

Role = Literal["published", "modified", "other", ""]

_REACH = 60  # characters before a date in which its label may be
_OTHER_REACH = 3  # words before a date in which 'until', 'deadline' or '©' may be
_AFTER = 16  # characters after a date in which a label may be ('2023年7月25日更新')
_NEXT = 12  # characters after that label in which no other number may follow
_WORDS = re.compile(r"[^\W\d_][^\s\d:：,;|()/]*|[©†]|\(c\)")
_UNSPACED = later("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class LabelRule(Struct, frozen=True):
    """One group of labels as vocabulary/data/date_labels.toml lists it."""

    id: str
    role: Role
    words: tuple[str, ...]
    why: str
    catch: str
    spare: str


class _Lexicon(Struct, frozen=True):
    single: dict[str, Role]
    phrases: tuple[tuple[str, Role], ...]


@cache
def label_rules() -> tuple[LabelRule, ...]:
    """The groups of labels, read once."""
    rules = load_table("date_labels")["label"]
    return tuple(LabelRule(**{**rule, "words": tuple(rule["words"])}) for rule in rules)


@cache
def _lexicon() -> _Lexicon:
    single: dict[str, Role] = {}
    phrases: list[tuple[str, Role]] = []
    for rule in label_rules():
        for word in rule.words:
            if " " in word:
                phrases.append((f" {fold(word)} ", rule.role))
            else:
                single[fold(word)] = rule.role
    return _Lexicon(single, tuple(phrases))


@cache
def _unspaced_labels() -> tuple[tuple[str, Role], ...]:
    """The labels that may be found inside a word."""
    words = [(word, rule.role) for rule in label_rules() for word in rule.words]
    return tuple(each for each in words if _UNSPACED.search(each[0]))


def role_of(text: str, start: int, end: int, floor: int = 0) -> Role:
    """The role that the words before (or else right after) the date `text[start:end]` give it.

    Nothing before `floor` is read: there the previous date ends. The nearest label wins, but
    'last updated, published by' is still an update: a modified word beats a published one before
    the same date.
    """
    before = text[max(floor, start - _REACH) : start]
    # In '7月3日 公開 / 7月4日 更新' the words before the bar are the first date's.
    role = "" if floor and before.rstrip()[-1:] in _BARS else named_role(before)
    if role == "other":  # only right before the date: in 'Events | 25 July 2023' it isn't
        near = before.split()[-_OTHER_REACH:]
        role = role if named_role(" ".join(near)) == "other" else _without_other(before)
    return role or _role_after(text[end : end + _AFTER + _NEXT])


def named_role(words: str) -> Role:
    """The role that a label's own words name, or ''."""
    found = _roles(words)
    for role in _PRECEDENCE:
        if role in found:
            return role
    return ""


def _without_other(words: str) -> Role:
    found = _roles(words) - {"other"}
    return "modified" if "modified" in found else "published" if found else ""


_PRECEDENCE: tuple[Role, ...] = ("other", "modified", "published")


def _roles(words: str) -> set[Role]:
    lexicon = _lexicon()
    found: set[Role] = set()
    folded = [fold(word) for word in _WORDS.findall(words)]
    for word in folded:
        role = lexicon.single.get(word)
        if role is not None:
            found.add(role)
    if len(folded) > 1:
        padded = f" {' '.join(folded)} "
        found.update(role for phrase, role in lexicon.phrases if phrase in padded)
    if is_beyond_latin(words) and _UNSPACED.search(words):
        found.update(role for word, role in _unspaced_labels() if word in words)
    return found


def _role_after(words: str) -> Role:
    """A label after its date, in one piece with it: '2023年7月25日 更新', '... (updated)'.

    A label followed by a number belongs to that number: '25 luglio 2023 Aggiornato alle 16:01'.
    """
    bar = _BAR.search(words, 0, _AFTER)
    cut = words[: bar.start()] if bar else _PAUSE.split(words[:_AFTER], maxsplit=1)[0]
    if not cut.strip() or _DIGIT.search(cut if bar else words):
        return ""
    return named_role(cut)


_DIGIT = later(r"\d")
_BARS = ("/", "／", "|", "｜")  # part one date and its label from the next
_BAR = re.compile(r"[/／|｜]")
_PAUSE = re.compile(r"[|•·,;:：。\n]")
