"""The words of one line as a reader sees them: words that markup or a text dump glued are split."""

from __future__ import annotations

import re
from itertools import pairwise

from newstool.model.article import Block
from newstool.names.credits import MAX_LINE
from newstool.names.one_name import SHORT_WORD
from newstool.vocabulary.patterns import later

MAX_INLINES = 60  # elements looked at inside one block; bylines have under 20
# Words that a text dump glues to a name: 'By Ana RuizPublished: Jan 29', 'ByAna Ruiz'.
_GLUED = later(
    r"(?<=[^\W\d_])(?=(?:Published|Updated|Posted|Modified|Last |Written|Comments?\b|Share\b|"
    r"(?:By|In|The) [A-Z]|(?:Co-)?Founder\b|(?:Senior |Staff |Contributing |Guest )?(?:Editor|"
    r"Writer|Author|Reporter|Contributor|Director|Manager|Analyst)\b|Picture of |"
    r"(?:Follow(?:ing)?|Subscribe)\b|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"\.? \d))|(?<=\d)(?=[A-Z][a-z]+ [A-Z])|(?<=, (?:19|20)\d\d)(?=\d{1,2} )"
    r"|(?:(?<=\bBy)|(?<=\bby)|(?<= on))(?=[A-Z][a-z]+ )"
)
# What a dump sets where a picture stood: '[svg]', '[624cde]', '[Ana-Ruiz-150x150]'.
_PLACEHOLDER = later(r"\[[\w.-]{1,60}\]")
# The alternative text of a portrait, which a dump sets before or instead of the name.
_PORTRAIT = later(
    r"\b(?:an? )?(?:picture|photo|image|headshot|avatar|portrait|profile (?:picture|photo|image)) "
    r"(?:of|for|representing) |\bheadshot\b"
    r"|(?:['’]s)? (?:profile )?(?:image|photo|picture|pic|headshot|avatar|portrait|logo)$",
    re.IGNORECASE,
)
_PORTRAIT_WORD = later(r"[Ii]mage|[Pp]ic|[Pp]hoto|[Hh]eadshot|[Aa]vatar|[Pp]ortrait|[Ll]ogo")
PORTRAIT_ENDS = ("image", "photo", "picture", "headshot", "avatar", "portrait", "logo")
# What a line with glued words must hold: a cheap look, most telling first.
_CAPITAL_INSIDE = re.compile(r"[^\W_A-Z][A-Z]")
_GLUE_INSIDE = later(r"[A-Z]{2}[a-z]|\d{5}")


def spaced(block: Block) -> str:
    """The block's text with a space where an inline element ends, or a glued word begins."""
    text = block.text
    if len(text) > MAX_LINE:
        return text
    if block.markup is None:
        return _unglued(text)
    if not block.markup.inlines:
        return _GLUED.sub(" ", text) if _CAPITAL_INSIDE.search(text) else text
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


def _unglued(text: str) -> str:
    """A line of a text dump without what pictures left in it, its glued words split."""
    if "[" in text:
        text = _PLACEHOLDER.sub(" ", text).strip() or text
    if _CAPITAL_INSIDE.search(text) or _GLUE_INSIDE.search(text):
        text = _GLUED.sub(" ", text)
    if _PORTRAIT_WORD.search(text):
        text = _PORTRAIT.sub("", text).strip() or text
    return undoubled(text)


def undoubled(text: str) -> str:
    """'Ana RuizAna Ruiz' and 'Ana Ruiz Ana Ruiz': a picture's alternative text before the name."""
    size = len(text)
    for half in (size // 2, (size - 1) // 2):
        if half > SHORT_WORD and text[:half] == text[size - half :]:
            return text[:half]
    third = text[: (size - 2) // 3]
    return third if text == " ".join([third] * 3) else text
