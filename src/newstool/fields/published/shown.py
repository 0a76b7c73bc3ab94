"""The dates that a document shows its readers: `<time>` elements and date lines."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date as day
from itertools import islice

from msgspec import Struct, structs

from newstool.dates import Context, ReadDate, find_dates, find_relative, read_stamp
from newstool.dates.clock import last_clock
from newstool.dates.labels import Role, named_role, role_of
from newstool.dates.settling import at_clock
from newstool.dates.spotting import has_year, spot_dates
from newstool.dates.written import Spotted
from newstool.fields.published.claims import Claim
from newstool.model.article import (
    BODY_LABELS,
    HEADER_LINE,
    Block,
    BlockKind,
    InContainer,
    Label,
    Span,
    TimeTag,
)
from newstool.page.facts import LabelledPage
from newstool.page.places import ancestors, in_aside, in_element, is_date_box
from newstool.page.zone import in_comments
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later
from newstool.vocabulary.place_weights import weights_of

_BEFORE, _AFTER = 12, 40  # blocks around the headline whose date lines are read
_CLOSE = 8  # blocks around headline and body whose attributes are read too
_MOST = 40  # date-like blocks that are read where none is there
_LINE = 220  # characters; in a longer block only the beginning can be a date line
_START = 60  # ... so many of it
_MAX_DATES = 4  # in one line, or attributes of one block
_PROSE = 36  # characters beside a date; a shorter line with a full stop may be a date line
_SMALL_WORDS = 3  # 'by', 'on' and the like in a byline are fewer
_SUBJECT = 4  # words before a date, where its label has a subject
_ALONE = 4  # characters beside a date that is alone in its line
_DAY = len("2024-03-05")

# How sentences begin that tell when the very text was published or changed.
_OWN_SENTENCE = worded(
    r"{date_sentences.this} (?:{date_sentences.kind} ?)?{date_sentences.text}\b", re.IGNORECASE
)
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "।", "؟", '."', ".”", "。」", "…")
_BARS = ("|", "｜", "·", "•")  # before the date of a posting
_HANDLE = "(@"  # 'A post by Name (@name) on 12 May 2024': an embedded post has a date of its own
_STORY_BEGINS = re.compile(r"[)\]）】]|\.? [^\W\d_a-z]")  # after the date
# '- ', '(Reuters)', '/PRNewswire/ --' and the like after the date that opens a story.
_DATELINE_END = later(r"\s?[.,]?\s?(?:[(/（][^()/（）]{2,40}[)/）]|[-–—:|]{1,2}\s)")
_DIGIT = re.compile(r"\d")
_YEAR = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STAMP_NAME = later(r"^title$|^data-.*(?:time|date|publi|stamp|epoch|created)")
_STAMP = later(r"\d{9,}|\d{4}.?\d|\d(?:st|nd|rd|th)?[ ,.\-]{1,2}\d{4}")
_PUBLISHED = later("publish|pubdate|created|posted", re.IGNORECASE)
_MODIFIED = later("modified|updated", re.IGNORECASE)


class View(Struct, frozen=True):
    """A document as date lines are looked for in it.

    `title` is the index of the headline's block, `own` the containers around it, `comments` the
    blocks of readers' comments, whose dates are their own, `times` the `<time>` elements by the
    block that shows them.
    """

    page: LabelledPage
    context: Context
    title: int
    own: frozenset[int]
    comments: frozenset[int]
    times: Mapping[int, Sequence[TimeTag]]

    def blocks(self, start: int, end: int | None = None) -> Sequence[Block]:
        """The document's blocks from one to before another."""
        return self.page.reading.blocks[max(0, start) : end]

    def label(self, index: int) -> Label:
        """What a block is."""
        return self.page.labelled[index].label


def view_of(page: LabelledPage, context: Context) -> View:
    """The document with its headline found: labelled so, the first `<h1>`, or the body's start."""
    blocks, extents = page.reading.blocks, page.extents
    title = extents.heading if extents.heading is not None else extents.first or 0
    own = ancestors(page.reading, blocks[title]) if title < len(blocks) else frozenset()
    times: dict[int, list[TimeTag]] = {}
    for tag in page.reading.head.times:
        if tag.block is not None:
            times.setdefault(tag.block, []).append(tag)
    return View(page, context, title, own, in_comments(page.labelled), times)


# --- where dates are looked for ------------------------------------------------------------------


def shown_claims(view: View) -> list[Claim]:
    """The dates near the headline; where none is clear, those around the body too."""
    last = view.page.extents.last
    own = [b for b in view.blocks(last) if _OWN_SENTENCE.match(b.text)] if last is not None else []
    end = view.title + _AFTER
    if last is not None and last > view.title:
        end = min(end, last + 1)
    near = view.blocks(view.title - _BEFORE, end)
    near = sorted(near, key=lambda block: abs(block.index - view.title))
    dated = [b for b in (*near, *own) if b.index in view.times or has_year(b.text[:_LINE])]
    found = [claim for block in dated for claim in _block_claims(view, block)]
    if not any(claim.weight >= weights_of("dates_shown")["clear"] for claim in found):
        for block in _around(view, {block.index for block in dated}):
            found.extend(_block_claims(view, block, also_hidden=True))
    return _doubting_lists(found, view)


def _around(view: View, read: Container[int]) -> Sequence[Block]:
    """The blocks close to the headline and right before and after the body, that aren't `read`."""
    extents = view.page.extents
    spans = [view.blocks(view.title - _CLOSE, view.title + 2 * _CLOSE)]
    if extents.paragraph is not None:
        spans.append(view.blocks(extents.paragraph - _CLOSE, extents.paragraph + 2))
    if extents.last is not None:
        spans.append(view.blocks(extents.last + 1, extents.last + 1 + _CLOSE))
    found = {block.index: block for span in spans for block in span if block.index not in read}
    return list(found.values())


def _dated_lines(view: View, start: int) -> Iterator[Block]:
    lines = (block for block in view.blocks(start) if has_year(block.text[:_LINE]))
    return islice(lines, _MOST)


def elsewhere_claims(view: View, read: Container[int | None]) -> Iterator[Claim]:
    """Date lines anywhere but in the blocks `read`, for documents without one near the headline."""
    for block in _dated_lines(view, 0):
        if block.index not in read:
            yield from _block_claims(view, block)


def other_dates(view: View) -> Iterator[Spotted]:
    """Dates as written at the beginning of blocks, from the headline on: what they are like."""
    for block in _dated_lines(view, view.title - _BEFORE):
        yield from spot_dates(block.text[:_LINE], limit=_MAX_DATES)


def open_claims(view: View) -> Iterator[Claim]:
    """'2 hours ago', 'LONDON, July 25 -': dates near the headline that need a year or the present.

    For documents that give no other date: their value is None where the context can't tell.
    """
    for block in view.blocks(view.title - 2, view.title + _CLOSE):
        text = block.text
        date = find_relative(text, view.context) if len(text) <= _LINE / 2 else None
        if date is not None:
            role = named_role(text[: date.start])
            yield _line_claim(view, block, date, role, weights_of("dates_shown")["line"])
        elif _DIGIT.search(text, 0, _START) and not has_year(text[:_LINE]):
            yield from _line_claims(view, block, text)


def _doubting_lists(claims: list[Claim], view: View) -> list[Claim]:
    """With less weight for days that a list of other stories below the first paragraph gives."""
    body = view.page.extents.paragraph
    if body is None:
        return claims
    listed = [
        c
        for c in claims
        if c.block is not None
        and c.block > body
        and not c.role
        and view.label(c.block) not in BODY_LABELS
    ]
    if len({c.value.day for c in listed}) < 2:
        return claims
    own = {c.value.day for c in claims if c not in listed}
    told = weights_of("dates_shown")["told"]
    return [c if c.value.day in own else structs.replace(c, weight=c.weight * told) for c in claims]


# --- what a block says ---------------------------------------------------------------------------


def _block_claims(view: View, block: Block, *, also_hidden: bool = False) -> Iterator[Claim]:
    """The claims of a block's `<time>` elements and of its text.

    Else those of its attributes, and of the parts of a date that have a block each, if asked to.
    """
    item = view.page.labelled[block.index]
    if item.rule == HEADER_LINE and item.label is not Label.DATE:
        return  # 'LOAD-DATE' and its kin: the archive's day
    if block.index in view.comments:
        return
    found = [*_time_claims(view, block), *_line_claims(view, block, block.text)]
    if also_hidden and not any(claim.value.value for claim in found):
        found = [*_attribute_claims(view, block)] or [*_pieced_claims(view, block)]
    yield from found


def _line_claims(view: View, block: Block, text: str) -> Iterator[Claim]:
    """The dates in a line, or at the beginning of a paragraph."""
    if len(text) > _LINE:
        text = text[:_START]
    dates = find_dates(text, view.context, limit=_MAX_DATES)
    floor = 0
    for date in dates:
        role = _role(view, block, text, date, floor)
        floor = date.end
        if role != "other":
            weight = _weight(view, block, text, dates, role)
            if _is_anothers(view, block, date, role):
                weight *= weights_of("dates_shown")["told"]
            yield _line_claim(view, block, date, role, weight)
    changed = _changed_later(text, dates[0], view.context) if len(dates) == 1 else None
    if changed is not None:
        weight = _weight(view, block, text, dates, "modified")
        yield _line_claim(view, block, changed, "modified", weight)


def _line_claim(view: View, block: Block, date: ReadDate, role: Role, weight: float) -> Claim:
    """A claim read from a block's text: its place is a span in plain text, the block in HTML."""
    span = block.span
    if span is not None:
        start = view.page.reading.document.text.find(date.quote, span.start, span.end)
        # Where wrapped lines were joined inside the date, the words are otherwise in the input.
        span = Span(start, start + len(date.quote)) if start >= 0 else span
    label = " ".join(block.text[max(0, date.start - 30) : date.start].split()).strip(" :：|·-–")
    source = f"labelled line '{label}'" if role else "visible date"
    return Claim(
        date, source, date.quote, block.index, span, place="line", role=role, weight=weight
    )


def _pieced_claims(view: View, block: Block) -> Iterator[Claim]:
    """A date of which each part has a block of its own: '12', 'March', '2024'."""
    for count in (3, 2):
        parts = view.blocks(block.index, block.index + count)
        text = " ".join(part.text for part in parts)
        if len(text) <= _PROSE and has_year(text) and all(map(_is_piece, parts)):
            found = [c for c in _line_claims(view, block, text) if len(c.value.day) == _DAY]
            if found:
                yield from found
                return


def _is_piece(block: Block) -> bool:
    return block.text.replace(" ", "").rstrip(".,").isalnum()


def _changed_later(text: str, date: ReadDate, context: Context) -> ReadDate | None:
    """The change on the day of a date: '5 January 2024, 10:05, updated 14:30'."""
    if date.value is None or date.value.day is None:
        return None
    found = last_clock(text, date.end, len(text))
    if found is None or named_role(text[date.end : found[1]]) != "modified":
        return None
    clock, start, end = found
    days = [day for value in (date.value, *date.candidates) if (day := value.day)]
    value, *candidates = (at_clock(day, clock, context) for day in days)
    return ReadDate(value, text[start:end], start, end, tuple(candidates), date.problem)


def _role(view: View, block: Block, text: str, date: ReadDate, floor: int) -> Role:
    """What the words beside the date call it, or the line before when the date begins its own."""
    role = role_of(text, date.start, date.end, floor)
    if not role and _OWN_SENTENCE.match(text):
        return named_role(text[date.end :].partition(".")[0])
    if role or date.start > 3 or block.index in (0, view.title + 1):  # the headline labels nothing
        return role
    before = view.page.reading.blocks[block.index - 1].text
    if before.count(" ") > 2 or _DIGIT.search(before):
        return ""
    return named_role(before)


# --- dates in attributes -------------------------------------------------------------------------


def _time_claims(view: View, block: Block) -> Iterator[Claim]:
    """The dates of the `<time>` elements in a block."""
    end = 0
    for tag in view.times.get(block.index, ())[:_MAX_DATES]:
        start = block.text.find(tag.text, end) if tag.text else -1
        said = named_role(tag.text)
        if start > 0 and not said:
            said = role_of(block.text, start, start + len(tag.text), end)
        end = max(end, start + len(tag.text))
        role = said if said in ("other", "modified") else _tag_role(view, block, tag) or said
        read = _time_date(tag, view.context)
        if read is not None and role != "other":
            date, quote = read
            weight = weights_of("dates_shown")["stamped"]
            weight += _weight(view, block, tag.text, (date,), role)
            at = in_element(tag.element)
            yield Claim(
                date, "time", quote, block.index, at, place="time", role=role, weight=weight
            )


def _time_date(tag: TimeTag, context: Context) -> tuple[ReadDate, str] | None:
    """An element's date with its words: of its text where readers see a day that is surely not the
    attribute's, which some templates fill with the moment at which the page is served."""
    text = tag.text[:_START]
    stamp = read_stamp(tag.value, context) if _DIGIT.search(tag.value) else None
    if stamp is not None and stamp.value is not None and not _YEAR.search(text):
        return stamp, tag.value
    shown = next(iter(find_dates(text, context, limit=1)), None)
    if shown is None or (stamp is not None and not _is_another_day(shown, stamp)):
        return None if stamp is None else (stamp, tag.value)
    return shown, text


def _is_another_day(shown: ReadDate, stamp: ReadDate) -> bool:
    if stamp.value is None:
        return True
    if shown.candidates or len(shown.day) < _DAY or len(stamp.day) < _DAY:
        return False
    return abs((day.fromisoformat(shown.day) - day.fromisoformat(stamp.day)).days) > 1


def _attribute_claims(view: View, block: Block) -> Iterator[Claim]:
    """The dates that elements beside '5 months ago' or 'Just now' hold in an attribute, and
    the headline's own ones: <article data-published="2024-03-05">."""
    if block.markup is None or len(block.text) > _LINE / 2:
        return
    boxes = {block.markup.container} | (view.own if block.index == view.title else set())
    for box in boxes:
        attributes = view.page.reading.containers[box].attributes
        yield from _stamp_claims(view, block, attributes, InContainer(box))
    for inline in block.markup.inlines[:_CLOSE]:
        yield from _stamp_claims(view, block, inline.attributes)


def _stamp_claims(
    view: View,
    block: Block,
    attributes: Mapping[str, str | None],
    place: InContainer | None = None,
) -> Iterator[Claim]:
    """The dates in an element's attributes; `place` is the element, if block-level."""
    for key, value in attributes.items():
        if not value or len(value) > _START or not _STAMP_NAME.search(key):
            continue
        date = read_stamp(value, view.context) if _STAMP.search(value) else None
        if date is not None and len(date.day) == _DAY:
            role = _named_by(key)
            weight = _weight(view, block, block.text, (date,), role)
            source = f"attribute {key}"
            yield Claim(
                date, source, value, block.index, place, place="time", role=role, weight=weight
            )


def _tag_role(view: View, block: Block, tag: TimeTag) -> Role:
    """What the element's class or microdata calls it, or those of the element that it fills."""
    role = _named_by(tag.role)
    if role or block.text != tag.text:
        return role
    around = view.page.reading.containers[tag.container].attributes.get("class") or ""
    return "modified" if _named_by(around) == "modified" else ""


def _named_by(names: str) -> Role:
    """What class names or properties call a date."""
    if _PUBLISHED.search(names):
        return "published"
    return "modified" if _MODIFIED.search(names) else ""


# --- how far a date is the article's own ---------------------------------------------------------


def _weight(view: View, block: Block, text: str, dates: Sequence[ReadDate], role: Role) -> float:
    """How far a date in a line is to be trusted as the article's own."""
    weights, label = weights_of("dates_shown"), view.label(block.index)
    if role and _OWN_SENTENCE.match(text):
        return weights[f"own-{role}"]
    beside = len(text) - sum(date.end - date.start for date in dates)
    signs = (beside <= _ALONE) - (beside > _LINE / 3)
    signs += any(len(date.value or "") > _DAY for date in dates)
    signs += (label in (Label.DATE, Label.BYLINE)) + is_date_box(view.page.reading, block)
    weight = weights["labelled" if role else "line"] + weights["sign"] * signs
    weight += max(weights["far"], weights["step"] * _distance(view, block))
    if all(0 < len(date.day) < _DAY for date in dates):
        weight *= weights["month"]
    if _in_other_part(view, block, label):
        weight *= weights["aside"]
    return weight


def _distance(view: View, block: Block) -> int:
    """The blocks to one from the headline, or from what is before the body far below it."""
    starts, body = [view.title], view.page.extents.paragraph
    if body is not None and abs(body - view.title) > _BEFORE:
        starts.append(body - _CLOSE)
    behind = (block.index - start for start in starts)
    return min(blocks if blocks >= 0 else _BEFORE - 3 * blocks for blocks in behind)


def _in_other_part(view: View, block: Block, label: Label) -> bool:
    """Whether a block is in a sidebar, a caption, an embedded post or a list of other stories."""
    if label is Label.CAPTION or block.kind is BlockKind.CAPTION or _HANDLE in block.text[:_LINE]:
        return True
    if block.markup and in_aside(view.page.reading, block.markup.container, view.own):
        return True
    return label in (Label.RELATED, Label.COMMENTS) and not 0 <= block.index - view.title <= _CLOSE


def _has_prose(words: str) -> bool:
    """Whether what is beside a date is long, or has more small words than a byline has."""
    return len(words) > _PROSE or sum(word[0].islower() for word in words.split()) >= _SMALL_WORDS


def _is_anothers(view: View, block: Block, date: ReadDate, role: Role) -> bool:
    """Whether the words around a date make it that of what the story tells or shows."""
    text = block.text
    before, after = text[: date.start], text[date.end :]
    if not text.endswith(_SENTENCE_ENDS):
        return not role and _is_caption(view, block, date)
    if role:  # 'The study was published on'
        return len(before.split()) >= _SUBJECT and not _OWN_SENTENCE.match(text)
    if _has_prose(f"{before} {after}") and (
        _has_prose(before) or not (_DATELINE_END.match(after) or _opens_story(view, block, date))
    ):
        return True
    return _is_caption(view, block, date)


def _opens_story(view: View, block: Block, date: ReadDate) -> bool:
    """Whether the first paragraph begins with a date that isn't part of its sentence.

    '(5 March 2024) The ferry ...', 'March 5, 2024 The ferry ...'. A chronicle begins its next
    paragraph so as well.
    """
    first = block.index == view.page.extents.paragraph and date.start <= 1
    if not first or not _STORY_BEGINS.match(block.text, date.end):
        return False
    following = view.blocks(block.index + 1, block.index + 2)
    dates = (date for one in following for date in spot_dates(one.text[:_START]))
    return all(date.start > 1 for date in dates)


def _is_caption(view: View, block: Block, date: ReadDate) -> bool:
    """Whether words of the body end with the date, as under a picture kept for a paragraph."""
    if date.start < _PROSE or date.end < len(block.text) - 1:
        return False
    if block.text[: date.start].rstrip()[-1:] in _BARS:
        return False  # 'Entry by Ana Ruiz | 5 March 2024'
    return view.label(block.index) is Label.BODY
