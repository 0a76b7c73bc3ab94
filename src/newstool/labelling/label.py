"""Provisional."""

from __future__ import annotations

from newstool.article import Block, BlockKind, Found, Label, LabelledBlock, Reading

_BODY = {
    BlockKind.PARAGRAPH: Label.BODY,
    BlockKind.HEADING: Label.HEADING,
    BlockKind.LIST_ITEM: Label.LIST_ITEM,
    BlockKind.QUOTE: Label.QUOTE,
    BlockKind.TABLE_ROW: Label.TABLE,
    BlockKind.CODE: Label.CODE,
    BlockKind.CAPTION: Label.CAPTION,
}


def label_blocks(reading: Reading, headline: Found[str] | None) -> tuple[LabelledBlock, ...]:
    """Every block with its label and the rule that decided."""
    title = headline.block if headline else None
    return tuple(_label(block, title) for block in reading.blocks)


def _label(block: Block, title: int | None) -> LabelledBlock:
    if block.index == title:
        return LabelledBlock(block, Label.TITLE, "headline")
    markup = block.markup
    if markup is not None and markup.hidden:
        return LabelledBlock(block, Label.HIDDEN, markup.hidden)
    links = markup.link_chars if markup else 0
    if len(block.text) > 80 and links * 2 < len(block.text):
        return LabelledBlock(block, _BODY[block.kind], "long-text")
    return LabelledBlock(block, Label.OTHER, "short-text")
