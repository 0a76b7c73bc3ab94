"""Markup nested too deep is flattened before it is parsed.

HTML's tree construction asks at each block-level tag whether a paragraph is open, and looks down
the whole stack of open elements to tell: a page of tags that are never closed costs the square of
its depth in any conforming parser. Browsers stop at 512 levels (Blink's
`kMaximumHTMLParserDOMTreeDepth`).
"""

from __future__ import annotations

from newstool.vocabulary.patterns import later

MAX_DEPTH = 1500  # levels; real pages have up to 100, machine-made mail up to 500
MANY_TAGS = 10_000  # below that many tags even the deepest page is parsed in well under 0.1 s
# Atomic where a possessive repeat would do: up to Python 3.11.4 one of alternatives goes too far.
_TAG = later(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})(?>(?:[^<>\"']++|\"[^\"]{0,4000}\"|'[^']{0,4000}')*)>"
)
# Tags that hold nothing, or that the next one of their kind closes: they add no depth of their own.
_LEVEL = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td "
    "th thead tbody tfoot script style".split()
)


def flatten(text: str) -> tuple[str, bool]:
    """The page without the tags nested deeper than `MAX_DEPTH`, and whether it was flat enough.

    Text is never left out. Linear; pages of fewer than 10,000 tags are not looked at.
    """
    if text.count("<") < MANY_TAGS:
        return text, True
    kept: list[str] = []
    end = depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _LEVEL:
            continue
        is_deep = depth > MAX_DEPTH
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if is_deep:
            kept.append(text[end : tag.start()])
            end = tag.end()
    if not kept:
        return text, True
    return "".join([*kept, text[end:]]), False
