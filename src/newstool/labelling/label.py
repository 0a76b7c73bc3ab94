"""Which blocks are the article's body, and what the others are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from newstool.fields.headline.standfirst import (
    find_standfirst,
    is_named_standfirst,
    may_be_standfirst,
)
from newstool.labelling.furniture import NOT_BODY, Name, name_furniture
from newstool.labelling.judge.choice import best_threshold
from newstool.labelling.judge.columns import Column, column
from newstool.labelling.judge.weights import Judge, JudgeName, is_short, judge_for, load_judge
from newstool.labelling.mail_parts import name_mail_parts
from newstool.labelling.second_look.amid_text import amid_text
from newstool.labelling.second_look.captions import find_captions
from newstool.labelling.second_look.comment_threads import find_threads
from newstool.labelling.second_look.consent_wall import is_wall
from newstool.labelling.second_look.enclosed import enclosed
from newstool.labelling.second_look.hidden_folds import find_folds
from newstool.labelling.second_look.other_articles import find_other_articles
from newstool.labelling.second_look.page_foot import END, END_OF_RELEASE, FOOT, find_foot
from newstool.labelling.second_look.second_copies import find_copies
from newstool.labelling.second_look.teasers import find_teasers
from newstool.labelling.story import ARCHIVED, UNNAMED, name_story
from newstool.model.article import (
    HEADER_LINE,
    BlockKind,
    Found,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.page.facts import Page
from newstool.page.regime import Regime
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.header_labels import header_label
from newstool.vocabulary.scripts import ends_sentence

_BODY_LABELS = {
    BlockKind.PARAGRAPH: Label.BODY,
    BlockKind.HEADING: Label.HEADING,
    BlockKind.LIST_ITEM: Label.LIST_ITEM,
    BlockKind.QUOTE: Label.QUOTE,
    BlockKind.TABLE_ROW: Label.TABLE,
    BlockKind.CODE: Label.CODE,
}
# The probability up to which the judge is overruled, where a block's own words or the elements
# around it say that it is something else. Read off the development pages, each judged by weights
# that had not seen its site: of 287 blocks in comment threads judged 0.45 to 0.9, four were body,
# of 108 in byline boxes a quarter, of 11 with a paywall's words judged under 0.6 three. Above these
# bars most were body after all: a story may be about cookies.
_BARS: Mapping[Label, float] = {
    **dict.fromkeys((Label.COMMENTS, Label.BYLINE, Label.DATE, Label.SOURCE), 0.9),
    Label.AUTHOR_BIO: 0.75,
    **dict.fromkeys((Label.RELATED, Label.NEWSLETTER, Label.PAYWALL), 0.6),
    **dict.fromkeys((Label.ADVERTISEMENT, Label.SHARE, Label.COOKIE), 0.6),
}
JUDGED = "judged-body"
_RELEASE_HEAD = 8  # first blocks in which a press release says that it is one
_STANDFIRST = (30, 300)  # characters of a standfirst in plain text, from and to
# Characters of a line between an archive's labels that is text, whatever it ends in; below it may
# be the export's own: 'Document TRIB000020230617ej6h0003x'.
_SENTENCE = 60
_DIGITS = 6  # of a line's number, at most
_DOUBTFUL = max(_BARS.values())


def label_blocks(
    page: Page, headline: Found[str] | None, judge_of: Callable[[JudgeName], Judge] = load_judge
) -> tuple[LabelledBlock, ...]:
    """Every block of the page, in order, with its label and the rule that decided.

    What structure or a sure rule settles comes first; a learned judge tells body from the rest;
    and rules name what it removed. `headline` is where the article begins: its block is the title.
    """
    reading = page.reading
    if not reading.blocks:
        return ()
    judge = judge_of(judge_for(reading))
    probabilities = judge.probabilities(page, headline)
    settled = name_mail_parts(page) | _settle(reading, headline)
    kept = judged = _keep(reading, probabilities, settled)
    scores = probabilities.tolist()
    story: set[int] = set()
    if page.regime is Regime.STORY:
        story, named = name_story(page, headline, settled, judged, scores)
        settled = named | settled
        kept = (judged - settled.keys()) | story
    aside = _standfirst(page, headline, judged)
    kept = kept - aside.keys()
    settled = aside | settled
    added = _beside(page, scores, kept, settled)
    kept |= added.keys()
    cut = _cut(page, headline, scores, kept)
    kept -= cut.keys()
    settled = settled | added | cut
    for index in story & kept:
        rule = JUDGED if index in judged else UNNAMED
        settled[index] = (_BODY_LABELS[reading.blocks[index].kind], rule)
    named = _name(page, scores, kept, settled) | _ruled(page)
    return tuple(
        LabelledBlock(block, *named[block.index], scores[block.index]) for block in reading.blocks
    )


def _ruled(page: Page) -> dict[int, Name]:
    """What the user's own rules say of blocks, over all else; no other block is changed by it."""
    blocks = page.reading.blocks
    return {
        index: (rule.label or _BODY_LABELS.get(blocks[index].kind, Label.BODY), rule.id)
        for index, rule in page.ruled.items()
    }


def _beside(
    page: Page,
    scores: Sequence[float],
    kept: Set[int],
    settled: Mapping[int, Name],
) -> dict[int, Name]:
    """What belongs to the kept blocks beside it, whatever the judge thinks of it."""
    blocks, added = page.reading.blocks, dict[int, Name]()

    def add(rule: str, found: Set[int]) -> None:
        added.update((index, (_BODY_LABELS[blocks[index].kind], rule)) for index in found - kept)

    add("amid-the-text", amid_text(page, scores, kept) - settled.keys())
    add("goes-on-in-a-fold", find_folds(page.reading, scores, kept))
    add("enclosed-by-the-story", enclosed(page, kept | added.keys()) - settled.keys())
    return added


def _standfirst(page: Page, headline: Found[str] | None, judged: Set[int]) -> dict[int, Name]:
    """The standfirst, where the judge doesn't take it for a paragraph or its element names it.

    That the head repeats it proves nothing where the judge takes it for the first paragraph: many
    pages give that as their description.
    """
    index = find_standfirst(page, headline)
    if index is None:
        return {}
    is_named = is_named_standfirst(page.reading, page.reading.blocks[index])
    return {index: (Label.SUBTITLE, "standfirst")} if is_named or index not in judged else {}


def _keep(reading: Reading, scores: Column, settled: Mapping[int, Name]) -> set[int]:
    """The blocks judged to be body, of those not settled."""
    unsettled = [block.index for block in reading.blocks if block.index not in settled]
    size = column((len(reading.blocks[index].text) for index in unsettled), len(unsettled))
    threshold = best_threshold(scores[unsettled], size)
    return {index for index in unsettled if scores[index] >= threshold}


def _cut(
    page: Page, headline: Found[str] | None, scores: Sequence[float], kept: Set[int]
) -> dict[int, Name]:
    """What reads like the story and is not of it; each kind is looked for in what is left."""
    if is_wall(page):
        return dict.fromkeys(kept, (Label.COOKIE, "consent-wall"))
    reading, cut = page.reading, dict[int, Name]()
    title = headline.block if headline is not None else None
    is_html = reading.document.format == "html"
    head = page.hits[:_RELEASE_HEAD]
    is_release = any(hit is not None and Role.IS_RELEASE in hit.roles for hit in head)
    end = END_OF_RELEASE if is_release and not is_html else END
    finders: list[tuple[Callable[[Set[int]], set[int]], Name]] = [
        (lambda left: find_captions(reading, left), (Label.CAPTION, "beside-a-picture")),
        (lambda left: find_teasers(page, left), (Label.RELATED, "teasers-of-a-template")),
        (lambda left: find_foot(page, scores, left, end), (Label.OTHER, "after-the-end")),
        (lambda left: find_other_articles(page, title, left), (Label.OTHER, "another-article")),
        (lambda left: find_threads(page, left), (Label.COMMENTS, "comment-thread")),
        (lambda left: find_copies(reading.blocks, left), (Label.OTHER, "second-copy")),
    ]
    if not is_html and page.regime is Regime.PAGE:  # of a story, only a doubt would tell
        finders.append(
            (lambda left: find_foot(page, scores, left, FOOT), (Label.OTHER, "in-the-foot"))
        )
    for find, name in finders:
        cut |= dict.fromkeys(find(kept - cut.keys()), name)
    return cut


def _settle(reading: Reading, headline: Found[str] | None) -> dict[int, Name]:
    """The blocks whose label needs no judge: headline, headers, hidden text, captions, ..."""
    settled: dict[int, Name] = {}
    is_html = reading.document.format == "html"
    for block in reading.blocks:
        markup = block.markup
        if markup is None and is_html:
            settled[block.index] = (Label.BODY, "declared-body")
        elif markup is not None and markup.hidden:
            settled[block.index] = (Label.HIDDEN, f"hidden:{markup.hidden}")
        elif block.kind is BlockKind.CAPTION:
            settled[block.index] = (Label.CAPTION, "in-figcaption")
        elif markup is not None and block.text[:1].isdecimal() and _counts(block.text):
            settled[block.index] = (Label.OTHER, "numbers-alone")
    if not is_html:
        settled |= _settle_text(reading)
    if headline is not None and headline.block is not None:
        settled[headline.block] = (Label.TITLE, "headline")
    return settled


def _counts(text: str) -> bool:
    """Whether a block only counts, as the numbers beside lines of code do, and those of pages."""
    words = text.split()
    if len(words) < 2 or len(words[0]) > _DIGITS or not words[0].isdecimal():
        return False
    first = int(words[0])
    return words == [str(number) for number in range(first, first + len(words))]


def _settle_text(reading: Reading) -> dict[int, Name]:
    """What the lines of a plain text settle: pages' heads and numbers, labelled lines."""
    # A page of HTML needs none of this, and one page is often all that a process reads.
    from newstool.reading.text.page_furniture import page_furniture
    from newstool.reading.text.reader import declared_body, header_blocks

    settled: dict[int, Name] = {}
    for index in page_furniture(reading):
        settled[index] = (Label.PAGE_NUMBER, "page-furniture")
    declared = declared_body(reading)
    for index in declared:
        block = reading.blocks[index]
        alone = len(declared) == 1  # a text cut off in its first sentence
        if alone or len(block.text) >= _SENTENCE or ends_sentence(block.text):
            settled[index] = (_BODY_LABELS[block.kind], ARCHIVED)
    for index, header in header_blocks(reading).items():
        settled[index] = (header_label(header.name), HEADER_LINE)
    return settled


def _name(
    page: Page,
    scores: Sequence[float],
    kept: set[int],
    settled: dict[int, Name],
) -> dict[int, Name]:
    """Each block's label and rule. Those kept with little conviction are named as furniture too,
    and stay removed where the name has the stronger evidence."""
    blocks = page.reading.blocks
    doubted = {index for index in kept if scores[index] < _DOUBTFUL}
    removed = [
        block.index
        for block in blocks
        if block.index not in settled and (block.index not in kept or block.index in doubted)
    ]
    furniture = zip(removed, name_furniture(page, removed), strict=True)
    names = settled | {
        index: name
        for index, name in furniture
        if index not in doubted or scores[index] < _BARS.get(name[0], 0.0)
    }
    _name_standfirst(page, names)
    for index in kept - names.keys():
        block, hit = blocks[index], page.hits[index]
        if hit is not None and hit.strength == "sure":
            names[index] = (hit.label, hit.rule)
        else:
            names[index] = (_BODY_LABELS[block.kind], JUDGED)
    return names


def _name_standfirst(page: Page, names: dict[int, Name]) -> None:
    """In plain text, and in short HTML, the line between headline and byline or body that nothing
    else names."""
    reading = page.reading
    if reading.document.format == "html" and not is_short(reading):
        return
    title = next((index for index, name in names.items() if name[0] is Label.TITLE), None)
    if title is not None and names.get(title + 1) == NOT_BODY:
        text, hit = reading.blocks[title + 1].text, page.hits[title + 1]
        fits = _STANDFIRST[0] <= len(text) <= _STANDFIRST[1] and may_be_standfirst(text, hit)
        if fits and names.get(title + 2) != NOT_BODY:
            names[title + 1] = (Label.SUBTITLE, "after-headline")
