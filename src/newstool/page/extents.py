"""Where a labelled page has its headline, its body, and what is above and below them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newstool.model.article import BODY_LABELS, BlockKind, Label, LabelledBlock

_PARAGRAPH = 120  # characters of a block of the body that is surely a paragraph
_FAR = 12  # blocks from one block of the body to the next, over which it has gone on


class Extents(Struct, frozen=True):
    """Indices of blocks; None for what the page does not have.

    `title` is the block that is labelled as the headline, `first` and `last` are those of the
    body. The others are for readers that need a surer or a more forgiving answer:

    - `heading` is the headline or, where none is labelled, the first visible `<h1>`.
    - `begin` is the first block of the body below the headline: a caption or a menu above it
      may have been taken for the story.
    - `end` is the last block of the body without single ones far below the others, which belong
      to a teaser or a comment.
    - `paragraph` is the first block of the body too long for a heading, credit or kicker.
    """

    title: int | None = None
    heading: int | None = None
    first: int | None = None
    last: int | None = None
    begin: int | None = None
    end: int | None = None
    paragraph: int | None = None


def extents_of(labelled: Sequence[LabelledBlock]) -> Extents:
    """The extents of a page whose blocks are all given, in order."""
    body = [n for n, item in enumerate(labelled) if item.label in BODY_LABELS]
    title = next((n for n, item in enumerate(labelled) if item.label is Label.TITLE), None)
    below = body if title is None else [n for n in body if n > title]
    long = (n for n in body if len(labelled[n].block.text) > _PARAGRAPH)
    return Extents(
        title=title,
        heading=_first_h1(labelled) if title is None else title,
        first=body[0] if body else None,
        last=body[-1] if body else None,
        begin=below[0] if below else None,
        end=_end(below),
        paragraph=next(long, None),
    )


def _first_h1(labelled: Sequence[LabelledBlock]) -> int | None:
    for n, item in enumerate(labelled):
        block = item.block
        if block.level == 1 and block.kind is BlockKind.HEADING and item.label is not Label.HIDDEN:
            return n
    return None


def _end(body: Sequence[int]) -> int | None:
    """The last of these blocks with another one close above it; else the first of them."""
    for above, below in zip(reversed(body[:-1]), reversed(body), strict=False):
        if below - above <= _FAR:
            return below
    return body[0] if body else None
