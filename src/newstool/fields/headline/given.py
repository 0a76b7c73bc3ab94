"""The headline that was given beside the document, and the block of it that shows it."""

from __future__ import annotations

from msgspec.structs import replace

from newstool.model.article import Block, BlockKind, Found, Reading
from newstool.page.facts import Page
from newstool.page.mails import SUBJECT, without_mail_marks
from newstool.page.title_parts import without_site
from newstool.vocabulary.folding import MAX_TITLE, fold, likeness, words
from newstool.vocabulary.scripts import ends_sentence

_ALIKE = 0.5  # likeness from which two lines are forms of one headline; half of the words differ


def given_headline(page: Page, own: Found[str] | None) -> Found[str] | None:
    """The given headline without the site's name, or None where none was given.

    `own` is the document's own headline. `block` is where the given one is; or the own one
    where that is another form of it or a heading above the story, which isn't part of it either.
    """
    for one in page.declared.given_for("title"):
        text = without_mail_marks(one.text) if one.source == SUBJECT else one.text
        value = without_site(text, page.site_names)
        forms = {fold(one.text), fold(text), fold(value)}
        return replace(one.found(value), block=_block_of(forms, page.reading, own))
    return None


def _block_of(forms: set[str], reading: Reading, own: Found[str] | None) -> int | None:
    block = reading.blocks[own.block] if own is not None and own.block is not None else None
    if block is not None and fold(block.text) in forms:
        return block.index
    for other in reading.blocks:
        if len(other.text) <= MAX_TITLE and _is_shown(other) and fold(other.text) in forms:
            return other.index
    if block is None:
        return None
    alike = any(likeness(words(form), words(block.text)) >= _ALIKE for form in forms)
    return block.index if alike or _is_above_the_story(block, reading) else None


def _is_above_the_story(block: Block, reading: Reading) -> bool:
    """Whether a block is a heading at the top: a story given without its own has others inside."""
    if block.kind is not BlockKind.HEADING:
        return False
    above = reading.blocks[: block.index]
    return block.level == 1 or not any(_is_shown(one) and _is_sentence(one) for one in above)


def _is_sentence(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and ends_sentence(block.text)


def _is_shown(block: Block) -> bool:
    return block.markup is None or not block.markup.hidden
