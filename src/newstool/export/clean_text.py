"""The kept blocks of an article as text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.export.formats import CleanFormat
from newstool.export.pieces import Piece


class OwnMarks(Struct, frozen=True):
    """Which of a story's own marks Markdown and HTML keep; `emphasis` is bold and italics."""

    links: bool = True
    emphasis: bool = True
    images: bool = True


def write_clean(
    pieces: Sequence[Piece],
    to: CleanFormat,
    *,
    title: str | None = None,
    language: str | None = None,
    own: OwnMarks = OwnMarks(),  # noqa: B008
) -> str:
    """The pieces as one string without a line end. `title` and `language` are for HTML's head.

    Text has none of a story's own marks, and Markdown and HTML have those that `own` names.
    """
    if to == "text":
        return "\n\n".join(piece.text for piece in pieces if piece.image is None)
    pieces = [_without(piece, own) for piece in pieces if own.images or piece.image is None]
    if to == "markdown":
        from newstool.export.markdown import write_body

        return write_body(pieces)
    from newstool.export.article_html import write_page

    return write_page(pieces, title=title, language=language)


def _without(piece: Piece, own: OwnMarks) -> Piece:
    """A piece without the unwanted marks; code isn't emphasis."""
    marks = piece.marks
    if not own.emphasis:
        marks = tuple(mark for mark in marks if mark.tag == "code")
    return replace(piece, links=piece.links if own.links else (), marks=marks)
