"""Which blocks are the article's body, and what the others are."""

from __future__ import annotations

from newstool.article import Block, BlockKind, Found, Label, LabelledBlock, Reading
from newstool.labelling.furniture import name_furniture
from newstool.labelling.model import load_judge
from newstool.rules import recognise

_BODY_LABELS = {
    BlockKind.PARAGRAPH: Label.BODY,
    BlockKind.CAPTION: Label.BODY,
    BlockKind.HEADING: Label.HEADING,
    BlockKind.LIST_ITEM: Label.LIST_ITEM,
    BlockKind.QUOTE: Label.QUOTE,
    BlockKind.TABLE_ROW: Label.TABLE,
    BlockKind.CODE: Label.CODE,
}


def label_blocks(reading: Reading, headline: Found[str] | None) -> tuple[LabelledBlock, ...]:
    """Every block of the page, in order, with its label and the rule that decided.

    A learned judge tells body from the rest; rules that are sure overrule it, and rules name what
    it removed. `headline` is where the article begins; its block is the title.
    """
    if not reading.blocks:
        return ()
    judge = load_judge(reading.document.format)
    scores = judge.probabilities(reading, headline).tolist()
    title = headline.block if headline is not None else None
    declared = reading.document.format == "html"
    labelled: list[LabelledBlock | None] = []
    removed: list[int] = []
    for block, score in zip(reading.blocks, scores, strict=True):
        if declared and block.markup is None:
            decided: LabelledBlock | None = LabelledBlock(block, Label.BODY, "declared-body")
        else:
            decided = _decide(block, score, title, judge.threshold)
        labelled.append(decided)
        if decided is None:
            removed.append(block.index)
    for index, (label, rule) in zip(removed, name_furniture(reading, removed), strict=True):
        labelled[index] = LabelledBlock(reading.blocks[index], label, rule, scores[index])
    return tuple(block for block in labelled if block is not None)


def _decide(
    block: Block, score: float, title: int | None, threshold: float
) -> LabelledBlock | None:
    """The block's label, or None when it is furniture that is still to be named."""
    if block.index == title:
        return LabelledBlock(block, Label.TITLE, "headline", score)
    if block.markup is not None and block.markup.hidden:
        return LabelledBlock(block, Label.HIDDEN, f"hidden:{block.markup.hidden}")
    if score < threshold:
        return None
    hit = recognise(block.text)
    if hit is not None and hit.strength == "sure":
        return LabelledBlock(block, hit.label, hit.rule, score)
    return LabelledBlock(block, _BODY_LABELS[block.kind], "judged-body", score)
