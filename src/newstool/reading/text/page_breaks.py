"""Paragraphs that a page break cuts in two, in text that was printed or converted from PDF."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from newstool.model.article import BODY_LABELS, Block, Label, LabelledBlock, Reading
from newstool.reading.text.lines import split_lines
from newstool.reading.text.wraps import join_lines, learn_words

_MOST_BREAKS = 2000  # that are mended in one document


def join_pages(reading: Reading, labelled: Sequence[LabelledBlock]) -> list[LabelledBlock]:
    """The blocks, with paragraphs joined that a form feed splits in mid-sentence.

    Between the halves are at most page heads and numbers; the first half ends without a mark,
    the second begins with a small letter. Blocks tile the text, so this is for the body's words
    alone: the blocks' spans stay as they are. Linear.
    """
    breaks = _breaks(reading, labelled)
    if not breaks:
        return list(labelled)
    lines = split_lines(reading.document.text)
    words = learn_words(lines, frozenset(n for n, t in enumerate(lines.texts[:-1]) if _torn(t)))
    joined: list[LabelledBlock] = []
    open_at = -1  # the place in `joined` of the paragraph that may continue
    for place, one in enumerate(labelled):
        if place in breaks:
            before = joined[open_at]
            text = join_lines([before.block.text, one.block.text], words)
            joined[open_at] = replace(before, block=replace(before.block, text=text))
            continue
        if one.label in BODY_LABELS:
            open_at = len(joined)
        joined.append(one)
    return joined


def _breaks(reading: Reading, labelled: Sequence[LabelledBlock]) -> frozenset[int]:
    """The places in `labelled` of paragraphs that continue the one on the page before."""
    text = reading.document.text
    found: set[int] = set()
    last: LabelledBlock | None = None
    for place, one in enumerate(labelled):
        if one.label is Label.PAGE_NUMBER:
            continue
        paragraph = one.label is Label.BODY
        if (
            paragraph
            and last is not None
            and _goes_on(last.block.text, one.block.text)
            and _are_separated(text, last.block, one.block)
        ):
            found.add(place)
            if len(found) >= _MOST_BREAKS:
                break
        last = one if paragraph else None
    return frozenset(found)


def _are_separated(text: str, above: Block, below: Block) -> bool:
    """Whether a form feed is between the beginnings of two blocks."""
    if above.span is None or below.span is None:
        return False
    return "\f" in text[above.span.start : below.span.start]


def _goes_on(before: str, after: str) -> bool:
    return after[:1].islower() and (before[-1:].isalnum() or before[-1:] in ",-\u2010–")


def _torn(line: str) -> bool:
    return len(line) > 1 and line[-1] in "-\u2010" and line[-2].isalpha()
