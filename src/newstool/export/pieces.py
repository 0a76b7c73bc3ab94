"""The kept pieces of an article, which all text formats share: headline, standfirst, body."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct

from newstool.export.marks import has_signs, marks_of, with_signs
from newstool.model.article import (
    BODY_LABELS,
    Block,
    Image,
    Inline,
    Label,
    LabelledBlock,
    Link,
)
from newstool.model.errors import NoArticleError, UsageError
from newstool.page.links import leads_elsewhere, links_of
from newstool.reading.html.permalinks import without_permalink

# What the record calls the parts of a body, as labels.
_LABEL_OF_PART = {"paragraph": Label.BODY, "table_row": Label.TABLE}
TOP_LABELS = (Label.TITLE, Label.SUBTITLE)  # written first, in this order


class Piece(Struct, frozen=True):
    """One kept block: `level` is a heading's, 1 to 6, or 0; `links` never overlap, nor do `marks`.

    A picture is a caption with its `image`; its text may be empty.
    """

    label: Label
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    marks: tuple[Inline, ...] = ()
    image: Image | None = None


def with_marks(piece: Piece) -> str:
    """The piece's text with signs around the words of each link and around what is marked."""
    return with_signs(piece.text, piece.links, piece.marks)


def kept_labels(keep: Iterable[str], drop: Iterable[str]) -> frozenset[Label]:
    """Headline, standfirst and the body's labels, with `keep` added and `drop` taken away.

    Without its headline the standfirst goes too, unless `keep` names it. Raises `UsageError`.
    """
    added, dropped = {_label(name) for name in keep}, {_label(name) for name in drop}
    if Label.TITLE in dropped:
        dropped |= {Label.SUBTITLE} - added
    return (BODY_LABELS.union(TOP_LABELS) | added) - dropped


def _label(name: str) -> Label:
    try:
        return Label(name.strip().lower())
    except ValueError as error:
        close = difflib.get_close_matches(name, list(Label), n=1)
        hint = f"did you mean {close[0]}?" if close else "the labels are " + ", ".join(Label)
        raise UsageError(f"no label {name!r}", hint=hint) from error


def pieces_of(
    top: Mapping[Label, str | None],
    labelled: Iterable[LabelledBlock],
    kept: Collection[Label],
    base: str | None = None,
    pictures: Sequence[tuple[int, Image]] = (),
) -> list[Piece]:
    """The headline and standfirst of `top` and the blocks, as far as their labels are `kept`.

    The addresses of links are joined to `base`. Of `pictures` each has the index of the block that
    it is above. Raises `NoArticleError` if no block is kept.
    """
    return _some(top, _in_order(labelled, kept, base, pictures), kept)


def _in_order(
    labelled: Iterable[LabelledBlock],
    kept: Collection[Label],
    base: str | None,
    pictures: Sequence[tuple[int, Image]],
) -> Iterator[Piece]:
    """The kept blocks, with each picture above the first one that is not above it on the page."""
    left = sorted(pictures, key=lambda picture: -picture[0])
    for each in labelled:
        if each.label in kept:
            while left and left[-1][0] <= each.block.index:
                yield _picture(left.pop()[1], kept)
            yield _piece_of(each, base)
    for _, image in reversed(left):
        yield _picture(image, kept)


def _picture(image: Image, kept: Collection[Label]) -> Piece:
    """A picture with its caption, unless captions are written as the pieces that they are."""
    caption = "" if Label.CAPTION in kept else image.caption or ""
    if image.credit and Label.CAPTION not in kept:
        caption = f"{caption} ({image.credit})" if caption else image.credit
    return Piece(Label.CAPTION, caption, image=image)


def _piece_of(each: LabelledBlock, base: str | None) -> Piece:
    text = _shown(each.block)
    links = _writable(links_of(each.block, text, base), text)
    marks = () if has_signs(text) else marks_of(each.block, text, links)
    return Piece(each.label, text, each.block.level, links, marks)


def _shown(block: Block) -> str:
    return without_permalink(block) if block.level else block.text


def _writable(links: Iterable[Link], text: str) -> tuple[Link, ...]:
    """The links whose words are in the text, one after another, each within a cell."""
    if has_signs(text):
        return ()
    found: list[Link] = []
    for link in links:
        words = text[link.start : link.end]
        follows = (found[-1].end if found else 0) <= link.start < link.end <= len(text)
        if follows and words == words.strip() and "\t" not in words:
            found.append(link)
    return tuple(found)


def pieces_of_record(record: Mapping[str, object], kept: Collection[Label]) -> list[Piece]:
    """The kept pieces of a record made before: its headline and standfirst, then its blocks if it
    has them, else its body.

    Raises `NoArticleError`.
    """
    found = _pieces(record.get("blocks")) or body_of_record(record)
    return _some(top_of_record(record), found, kept)


def top_of_record(record: Mapping[str, object]) -> dict[Label, str | None]:
    """A record's headline and standfirst."""
    return {
        label: value if isinstance(value := record.get(label), str) else None
        for label in TOP_LABELS
    }


def body_of_record(record: Mapping[str, object]) -> list[Piece]:
    """The body's parts, or its text where a record has nothing else; odd parts are passed over."""
    found = _pieces(record.get("body"))
    text = record.get("text")
    if not found and isinstance(text, str) and text.strip():
        return [Piece(Label.BODY, text)]
    return found


def _pieces(parts: object) -> list[Piece]:
    if not isinstance(parts, list | tuple):
        return []
    found = (_piece_of_part(part) for part in parts if isinstance(part, Mapping))
    return [piece for piece in found if piece is not None]


def _piece_of_part(part: Mapping[str, object]) -> Piece | None:
    name = part.get("label", part.get("type"))
    text, level = part.get("text"), part.get("level")
    if not isinstance(text, str) or not isinstance(name, str) or not text:
        return None
    label = _LABEL_OF_PART.get(name, name)
    if label not in Label.__members__.values():
        return None
    links = _writable(_links_of_part(part.get("links")), text)
    return Piece(Label(label), text, level if isinstance(level, int) else 0, links)


def _links_of_part(links: object) -> list[Link]:
    """The links of a part of a record that may be of another make."""
    try:
        found = msgspec.convert(links or [], list[Link])
    except msgspec.ValidationError:
        return []
    return [link for link in found if leads_elsewhere(link.url)]


def _some(
    top: Mapping[Label, str | None], pieces: Iterable[Piece], kept: Collection[Label]
) -> list[Piece]:
    """A piece that the page shows as its headline or standfirst is written once, at the top."""
    found = [
        Piece(label, text) for label in TOP_LABELS if label in kept and (text := top.get(label))
    ]
    above = {piece.text for piece in found}
    for piece in pieces:
        is_above = piece.label in TOP_LABELS or (
            piece.label is Label.HEADING and piece.text in above
        )
        if piece.image or (piece.label in kept and piece.text and not is_above):
            found.append(piece)
    if all(piece.image for piece in found):
        hint = "newstool clean --explain shows what was removed, and why"
        raise NoArticleError("no article was found in it", hint=hint)
    return found


def in_groups(pieces: Iterable[Piece]) -> Iterator[tuple[Label, list[Piece]]]:
    """Runs of list items, table rows and quotes together, every other piece alone."""
    together = (Label.LIST_ITEM, Label.TABLE, Label.QUOTE)
    numbered = enumerate(pieces)
    for key, run in groupby(
        numbered, lambda each: (each[1].label, -1 if each[1].label in together else each[0])
    ):
        yield key[0], [piece for _, piece in run]


def heading_level(piece: Piece) -> int:
    """The level of a heading; 2 where the input gives none, for 1 is the headline's."""
    return min(6, piece.level) if piece.level > 0 else 2
