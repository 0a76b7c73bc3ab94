"""The kept blocks of an article as text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from newstool.export.formats import CleanFormat
from newstool.export.pieces import Piece


def write_clean(
    pieces: Sequence[Piece],
    to: CleanFormat,
    *,
    title: str | None = None,
    language: str | None = None,
    links: bool = True,
) -> str:
    """The pieces as one string without a line end. `title` and `language` are for HTML's head.

    Text has no links; without `links` nothing has.
    """
    if to == "text":
        return "\n\n".join(piece.text for piece in pieces)
    if not links:
        pieces = [replace(piece, links=()) for piece in pieces]
    if to == "markdown":
        from newstool.export.markdown import write_body

        return write_body(pieces)
    from newstool.export.article_html import write_page

    return write_page(pieces, title=title, language=language)
