"""Markup that costs a parser far more than its length is mended before it is parsed.

HTML's tree construction is not linear. Formatting elements that nobody closed are made anew in
each paragraph that follows; each attribute is compared with all others of its tag; what is nested
deep is looked through again and again (`nesting`). Seventy kilobytes of such a page can take a
conforming parser ten seconds and gigabytes. Text is never left out here, tags and attributes are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.reading.html.nesting import MANY_TAGS, flatten
from newstool.vocabulary.patterns import later

# The page with the most tags in the development data has 20,000. An element takes a parser 200 to
# 400 bytes of memory, so a page of nothing but tags must end somewhere.
MAX_TAGS = 40_000
_TAGS_A_BLOCK = 4  # where the caller raises the number of blocks, that many tags for each of them
_FEW_TAGS = 1000  # below that many nothing multiplies to what could be noticed

# HTML Standard, 13.2.4.3 "The list of active formatting elements", without `a`: a link ends the
# one before it.
_NAMES = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
# Every formatting tag and a few others, with no more tests than that takes: each page is searched.
_FORMATTING = re.compile(
    r"<[bBiIuUsSeEtTfFcCnN](?:[\s/>]|[mM][\s/>]|[tTiIoO][tTgGrRdDnNbB\s/>]|[mM][aA])"
)
_FORMATTING_END = later(_FORMATTING.pattern.replace("<", "</", 1))
_FORMATTING_NAME = later(rf"<(/?)(?:{_NAMES})(?=[\s/>])", re.IGNORECASE)
_WORTH_A_LOOK = 200_000  # unclosed formatting elements times tags
_WORTH_A_LOOK_IF_CLOSED = 2_000_000  # formatting elements times tags, however well they are closed
_MAX_REMADE = 100_000  # times that a tag comes after a formatting element which is open
_MAX_OPEN = 500  # formatting elements open at a time: a new one is compared with each of them

# For each option the parser goes through the whole list again to see which one is chosen.
_OPTION = later(r"<option", re.IGNORECASE)
_SELECT_NAME = later(r"<(/?)select(?=[\s/>])", re.IGNORECASE)
_MAX_OPTIONS = 4000

_WINDOW = 8192  # characters without '>' that may hold a tag of very many attributes
_MAX_ATTRIBUTES = 2000
_SCRIPT = 250_000  # characters before a place in which a script that it is in has begun
_TAG_START = re.compile(r"<[a-zA-Z]")
# HTML Standard, 13.2.5.32 and following: quotes quote only after an equals sign.
_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+(?>(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?)"
)
_ATTRIBUTES = re.compile(rf"(?:<[^\s/>]*+)?(?>(?:{_ATTRIBUTE}){{0,{_MAX_ATTRIBUTES}}})")


def tame(text: str, max_blocks: int) -> tuple[str, tuple[str, ...]]:
    """A page that parses in linear time, and the warnings on what that took.

    A page as people write them comes back as it is. Linear.
    """
    given, warnings = text, []
    text = _without_endless_tags(text)
    tags = text.count("<")
    if tags >= _FEW_TAGS and _is_remade(text, tags):
        text = _FORMATTING_NAME.sub(r"<\1span", text)
    if tags >= MANY_TAGS:
        if len(_OPTION.findall(text)) > _MAX_OPTIONS:
            text = _SELECT_NAME.sub(r"<\1div", text)
        if text is not given:
            warnings.append("simplified:markup")
        text, is_flat = flatten(text)
        if not is_flat:
            warnings.append("truncated:depth")
        given = text
        text = _first_tags(text, max(MAX_TAGS, max_blocks * _TAGS_A_BLOCK))
        if text is not given:
            warnings.append("truncated:blocks")
    elif text is not given:
        warnings.append("simplified:markup")
    return text, tuple(warnings)


def _first_tags(text: str, most: int) -> str:
    """The page up to its tag number `most`."""
    if text.count("<") <= most:
        return text
    end = -1
    for _ in range(most + 1):
        end = text.find("<", end + 1)
    return text[:end]


# --- formatting elements -----------------------------------------------------------------------


def _is_remade(text: str, tags: int) -> bool:
    """Whether formatting elements left open would be made anew too often."""
    opened = len(_FORMATTING.findall(text))
    if opened * tags <= _WORTH_A_LOOK:
        return False
    closed = len(_FORMATTING_END.findall(text))
    if (opened - closed) * tags <= _WORTH_A_LOOK and opened * tags <= _WORTH_A_LOOK_IF_CLOSED:
        return False
    remade = still_open = end = 0
    for tag in _FORMATTING_NAME.finditer(text):
        if still_open:
            remade += still_open * text.count("<", end, tag.start())
        end = tag.end()
        still_open = max(0, still_open - 1) if tag[1] else still_open + 1
        if still_open > _MAX_OPEN:
            return True
    return remade + still_open * text.count("<", end) > max(_MAX_REMADE, 4 * tags)


# --- attributes --------------------------------------------------------------------------------


def _without_endless_tags(text: str) -> str:
    """The page with no more than `_MAX_ATTRIBUTES` in any tag of more than `_WINDOW` characters."""
    kept: list[str] = []
    end = 0
    for start in _long_tags(text):
        if start < end or _is_in_script(text, start):
            continue
        first = others = _attributes_end(text, start)
        while (more := _attributes_end(text, others)) > others:
            others = more
        if others > first:
            kept.append(text[end:first])
            end = others
    return "".join([*kept, text[end:]]) if kept else text


def _attributes_end(text: str, start: int) -> int:
    """Where the attributes from `start` on end, at most `_MAX_ATTRIBUTES` of them."""
    found = _ATTRIBUTES.match(text, start)
    return found.end() if found else start


def _is_in_script(text: str, place: int) -> bool:
    """Whether a '<' is more likely a sign of a program: 'if (a<b)'."""
    begin = max(0, place - _SCRIPT)
    return text.rfind("<script", begin, place) > text.rfind("</script", begin, place)


def _long_tags(text: str) -> Iterator[int]:
    """Where tags begin that have no '>' in one of the text's windows."""
    window = 0
    while window + _WINDOW <= len(text):
        if text.find(">", window, window + _WINDOW) >= 0:
            window += _WINDOW
            continue
        # It may have begun before the window, and have a '>' in quotes there.
        before = text.rfind("<", max(0, window - _WINDOW), window)
        tag = _TAG_START.search(text, window if before < 0 else before, window + _WINDOW)
        if tag is not None:
            yield tag.start()
        end = text.find(">", window + _WINDOW)
        if end < 0:
            return
        window = end - end % _WINDOW + _WINDOW
