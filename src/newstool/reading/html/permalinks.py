"""The mark beside a heading that links to the heading itself: '#', '¶'."""

from __future__ import annotations

from newstool.model.article import Block

_MARKS = frozenset("#¶§∞⌗⚓🔗﹟＃\ufe0f")


def without_permalink(block: Block) -> str:
    """The block's text without a mark at its end or beginning that is only a link to it.

    Site generators set such links for readers who want the address of a heading; nobody reads
    them as words. In plain text nothing is cut.
    """
    text = block.text
    if block.markup is None or not (text[-1:] in _MARKS or text[:1] in _MARKS):
        return text
    for inline in block.markup.inlines:
        own = inline.tag == "a" and "#" in (inline.attributes.get("href") or "")
        if own and _MARKS.issuperset(text[inline.start : inline.end].strip()):
            if inline.end == len(text):
                return text[: inline.start].rstrip()
            if inline.start == 0:
                return text[inline.end :].lstrip()
    return text
