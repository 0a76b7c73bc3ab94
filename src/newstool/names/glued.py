"""The words of one line as a reader sees them: words that markup or a text dump glued are split."""

from __future__ import annotations

import re
from itertools import pairwise

from newstool.dates.labels import named_role
from newstool.dates.words import fold, vocabulary
from newstool.model.article import Block
from newstool.names.credits import MAX_LINE, read_lead
from newstool.names.one_name import SHORT_WORD, ends_name
from newstool.vocabulary.names import ends_of, newsroom_words, worded, words_of
from newstool.vocabulary.patterns import later

MAX_INLINES = 60  # elements looked at inside one block; bylines have under 20
# Where a word may begin that a text dump glued: 'By Ana RuizPublished: Jan 29', '2024Ana Ruiz'.
_JOINT = re.compile(r"(?<=[^\W_])(?=[A-Z][a-z])|(?<=, (?:19|20)\d\d)(?=\d{1,2} )")
_WORDS = re.compile(r"([A-Za-z-]+)(?:\.?( ?\d)| ([A-Z]))?")
# 'ByAna Ruiz'.
_LEAD = worded(r"\b({byline_words.midline}|on)(?-i:(?=[A-Z][a-z]+ ))", re.IGNORECASE)
# What a dump sets where a picture stood: '[svg]', '[624cde]', '[Ana-Ruiz-150x150]'.
_PLACEHOLDER = later(r"\[[\w.-]{1,60}\]")
# The alternative text of a portrait, which a dump sets before or instead of the name.
_PORTRAIT = worded(
    r"\b(?:an? )?{portraits.kind} {portraits.of} |\bheadshot\b|(?:['’]s)? {portraits.kind}$",
    re.IGNORECASE,
)
_CAPITAL_INSIDE = re.compile(r"[^\W_A-Z][A-Z]")


def spaced(block: Block) -> str:
    """The block's text with a space where an inline element ends, or a glued word begins."""
    text = block.text
    if len(text) > MAX_LINE:
        return text
    if block.markup is None:
        return _of_dump(text)
    if not block.markup.inlines:
        return _unglued(text)
    for inline in sorted(block.markup.inlines[:MAX_INLINES], key=lambda i: -i.end):
        end = inline.end
        if 0 < end < len(text) and _is_joint(text[end - 1], text[end]):
            text = f"{text[:end]} {text[end:]}"
    return text


def element_parts(block: Block) -> list[str]:
    """The block's text cut where its elements begin and end: a name, and an office next to it."""
    inlines = block.markup.inlines[:MAX_INLINES] if block.markup is not None else ()
    edges = sorted({0, len(block.text), *(edge for i in inlines for edge in (i.start, i.end))})
    parts = (block.text[start:end].strip() for start, end in pairwise(edges))
    return [part for part in parts if part]


def _is_joint(before: str, after: str) -> bool:
    """Where elements meet: in 'RuizPublished' and 'Ruiz3 March'."""
    return (before.isalnum() and after.isupper()) or (before.isalpha() and after.isdigit())


def _of_dump(text: str) -> str:
    """A line of a text dump without what pictures left in it, its glued words split."""
    if "[" in text:
        text = _PLACEHOLDER.sub(" ", text).strip() or text
    text = _unglued(text)
    if any(word in text.lower() for word in ends_of("portraits", "kind")):
        text = _PORTRAIT.sub("", text).strip() or text
    for times, gap in ((2, ""), (2, " "), (3, " ")):  # a picture's alternative text before the name
        part = text[: (len(text) - len(gap) * (times - 1)) // times]
        if len(part) > SHORT_WORD and text == gap.join([part] * times):
            return part
    return text


def _unglued(text: str) -> str:
    if not _CAPITAL_INSIDE.search(text):
        return text
    return _JOINT.sub(_gap, _LEAD.sub(r"\1 ", text))


def _gap(joint: re.Match[str]) -> str:
    """A space where a name, a date, lead words, an office or a button begins."""
    text, at = joint.string, joint.end()
    words = _WORDS.match(text, at)
    if words is None:
        return " "
    word = words[1].lower()
    if text[at - 1].isdigit():
        begins = words[3] is not None
    elif words[2]:
        begins = fold(word) in vocabulary().months
    else:
        tables = (newsroom_words(), words_of("glued", "after"), words_of("portraits", "kind"))
        known = any(word in table for table in tables) or bool(words[3] and ends_name(words[1]))
        begins = known or bool(named_role(words[1])) or read_lead(text[at:]) is not None
    return " " if begins else ""
