"""The labels on a page: which go together in colour, and how a line of them looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from newstool.export.inspection.markup import Html, tag
from newstool.export.inspection.record_parts import ShownBlock
from newstool.model.article import BODY_LABELS, Label

# The colours of the style sheet, and the labels that are shown in each.
FAMILIES: Mapping[str, Sequence[Label]] = {
    "story": tuple(label for label in Label if label in BODY_LABELS),
    "top": (Label.TITLE, Label.SUBTITLE),
    "credit": (Label.BYLINE, Label.DATE, Label.SOURCE, Label.WIRE_CREDIT, Label.AUTHOR_BIO),
    "note": (Label.CAPTION, Label.CORRECTION),
    "links": (Label.RELATED, Label.NAVIGATION),
    "social": (Label.SHARE, Label.NEWSLETTER, Label.COMMENTS),
    "offer": (Label.ADVERTISEMENT, Label.COOKIE, Label.PAYWALL),
    "imprint": (Label.CONTACT, Label.COPYRIGHT, Label.REGISTRATION),
    "grey": (Label.HIDDEN, Label.PAGE_NUMBER, Label.OTHER),
}
_FAMILY_OF = {label: name for name, labels in FAMILIES.items() for label in labels}
_LONGEST_STRIP = 600  # segments; beyond, the strip is drawn of whole runs


def family_of(label: Label) -> str:
    """The class that gives a label its colour: 'f-links'."""
    return f"f-{_FAMILY_OF[label]}"


def in_words(label: Label) -> str:
    """'author bio' for 'author_bio'."""
    return label.replace("_", " ")


def chip(label: Label, count: int | None = None) -> Html:
    """A label as a small coloured tag, with a number where it counts something."""
    number = tag("b", f"{count:,}") if count is not None else None
    return tag("span", in_words(label), number, cls=f"chip {family_of(label)}")


def strip(blocks: Sequence[ShownBlock], prefix: str) -> Html | None:
    """The whole article as one line: each block as long as its text, in its label's colour."""
    total = sum(len(each.text) for each in blocks)
    if not total:
        return None
    at = 0.0
    parts: list[Html] = []
    for run in _segments(blocks):
        width = sum(len(each.text) for each in run) / total * 1000
        box = tag("rect", x=f"{at:.1f}", y=0, width=f"{max(width - 0.6, 0.6):.1f}", height=10)
        first = run[0]
        name = tag("title", f"{in_words(first.label)}: {first.text[:80]}")
        # The same blocks are reached one by one below: no need to stop at each with Tab.
        link = tag("a", name, box, href=f"#{prefix}b{first.number}", tabindex=-1)
        parts.append(tag("g", link, cls=family_of(first.label)))
        at += width
    return tag(
        "svg",
        *parts,
        cls="strip",
        viewBox="0 0 1000 10",
        preserveAspectRatio="none",
        role="img",
        aria_label="The article's blocks in their order, each as long as its text",
    )


def _segments(blocks: Sequence[ShownBlock]) -> Iterator[list[ShownBlock]]:
    if len(blocks) <= _LONGEST_STRIP:
        yield from ([each] for each in blocks)
        return
    runs = [list(run) for _, run in groupby(blocks, lambda each: each.label)]
    step = -(-len(runs) // _LONGEST_STRIP)
    for start in range(0, len(runs), step):
        yield [each for run in runs[start : start + step] for each in run]
