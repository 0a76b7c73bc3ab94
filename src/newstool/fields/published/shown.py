"""The dates that a document shows its readers: `<time>` elements and date lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as day
from itertools import takewhile

from msgspec import Struct, structs

from newstool.dates import Context, ReadDate, find_dates, find_relative, read_stamp
from newstool.dates.clock import last_clock, zone_offset
from newstool.dates.labels import Role, named_role, role_of
from newstool.dates.spotting import spot_dates
from newstool.dates.written import Spotted
from newstool.fields.published.claims import Claim
from newstool.model.article import (
    BODY_LABELS,
    HEADER_LINE,
    Block,
    BlockKind,
    InContainer,
    Label,
    LabelledBlock,
    Reading,
    Span,
    TimeTag,
)
from newstool.model.isodate import IsoDate
from newstool.page.facts import LabelledPage
from newstool.page.places import ancestors, in_aside, in_element, is_date_box
from newstool.page.zone import in_comments
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_BEFORE, _AFTER = 12, 40  # blocks around the headline that are searched
_ENOUGH = 3  # clear date lines after which no more are looked for
_NEARBY_TEXT = 1500  # characters of text behind the headline after which no date line follows
_TAIL = 8  # blocks behind the body that are searched
_BODY_BEFORE = 8  # blocks before the body's first paragraph that are searched
_MAX_SCANNED = 40  # date-like blocks read when the headline's surroundings hold no date
_LONG_LINE = 220  # characters; in a longer block only the beginning can be a date line
_LONG_LINE_HEAD = 60
_LABEL_LINE = 30  # characters of a line of its own that names the date on the next one
_MAX_DATES = 4  # read in one line
_MAX_DAYS = 2  # days with labels below the first paragraph that are no list
_MAX_TAGS = 3  # `<time>` elements read in one block
_PARAGRAPH = 120  # characters of a body block that is surely a paragraph

# Weights, on the scale of `stated_dates`; tried on the development pages in steps of 0.2 to 0.5.
CLEAR = 1.8  # of a date line that is surely the article's own
_PLAIN, _LABELLED = 2.0, 3.0
_ELSEWHERE = 0.45  # share of its weight that a date line far from headline and body keeps
_AT_BODY = 0.8  # ... and one right before the body's first paragraph, or after the body
_OWN = 4.4  # of a sentence that tells when the very text was published: above a bare date line
_TOLD = 0.2  # ... and one inside a sentence: the day of what the story tells
_ASIDE = 0.35  # ... and one in a sidebar, a comment or a list of other stories

# How sentences begin that tell when the very text was published or changed.
_OWN_SENTENCE = worded(
    r"{date_sentences.this} (?:(?:blog|news|press) ?)?{date_sentences.text}\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_HAN = "〇○零一二三四五六七八九"
# All begin with a digit, so that text without digits is passed over at the speed of memory.
_DATE_LIKE = re.compile(
    rf"[\d{_HAN}](?:(?<=\d)(?:\d{{3}}(?!\d)|\s?[./\-]\s?\d{{1,2}}\s?[./\-]\s?\d\d|\s?[년年月월]"
    rf"|\s['’]\d\d\b|-[A-Za-z]{{3}}-\d\d)|[{_HAN}]{{3}}年)"
)
_DAY = 10  # characters of a date without a time of day
_BARS = ("|", "｜", "·", "•")  # before the date of a posting
_CAPTION = 30  # characters of words before a date that are no byline
_STAMP_BEFORE, _STAMP_AFTER = 3, 12  # blocks around the headline whose attributes are read
_PIECE = 12  # characters of a block that is one part of a date: 'September,'
_MAX_PIECES = 3  # blocks of one date
_MAX_INLINES = 8  # elements inside one block whose attributes are read
_MAX_STAMP = 60  # characters of an attribute that is a date
_STAMP_NAME = later(r"time|date|publi|stamp|epoch|created|utime")
_STAMP = later(r"\d{9,}|\d{4}.?\d|\d(?:st|nd|rd|th)?[ ,.\-]{1,2}\d{4}")
_HANDLE = "(@"  # 'A post by Name (@name) on 12 May 2024': an embedded post has a date of its own
_OTHER_PARTS = frozenset((Label.RELATED, Label.COMMENTS))
_CLOSE = 6  # blocks behind the headline in which a date line is the article's, whatever its label


class View(Struct, frozen=True):
    """A document as date lines are looked for in it.

    `title` is the index of the headline's block, `own` the containers around it, `comments` the
    blocks of readers' comments, whose dates are their own, `times` the `<time>` elements by the
    block that shows them.
    """

    page: LabelledPage
    title: int
    own: frozenset[int]
    comments: frozenset[int]
    times: Mapping[int, Sequence[TimeTag]]

    @property
    def reading(self) -> Reading:
        """The document as it was read."""
        return self.page.reading

    @property
    def labelled(self) -> tuple[LabelledBlock, ...]:
        """Its blocks with their labels."""
        return self.page.labelled


def view_of(page: LabelledPage) -> View:
    """The document with its headline found: labelled so, the first `<h1>`, or the body's start."""
    reading, labelled, extents = page.reading, page.labelled, page.extents
    title = extents.heading if extents.heading is not None else extents.first or 0
    own: frozenset[int] = frozenset()
    if title < len(reading.blocks):
        own = ancestors(reading, reading.blocks[title])
    times: dict[int, list[TimeTag]] = {}
    for tag in reading.head.times:
        if tag.block is not None:
            times.setdefault(tag.block, []).append(tag)
    return View(page, title, own, in_comments(labelled), times)


# --- where dates are looked for ------------------------------------------------------------------


def shown_claims(view: View, context: Context) -> list[Claim]:
    """`<time>` elements and date lines around the headline, else right after the body."""
    found: list[Claim] = []
    clear = 0
    for block in _nearby(view):
        claims = _block_claims(view, block, block.index - view.title, context)
        found.extend(claims)
        clear += any(claim.weight >= CLEAR for claim in claims)
        if clear >= _ENOUGH:
            break
    if not clear:
        found.extend(stamped_claims(view, context))
        found.extend(pieced_claims(view, context))
        clear += any(claim.weight >= CLEAR for claim in found)
    if not clear:
        read = {claim.block for claim in found}
        for block in _at_body(view):
            if block.index not in read:
                claims = _block_claims(view, block, 0, context)
                found.extend(structs.replace(c, weight=c.weight * _AT_BODY) for c in claims)
        for block in _tail(view):
            if block.index not in read:
                claims = _block_claims(view, block, block.index - view.title, context)
                found.extend(structs.replace(c, weight=c.weight * _AT_BODY) for c in claims)
    return [*_without_lists(found, view), *own_sentence_claims(view, context)]


def own_sentence_claims(view: View, context: Context) -> Iterator[Claim]:
    """'This article was first published on 5 March 2024 ...', below the story."""
    last = view.page.extents.last
    for block in view.reading.blocks[last if last is not None else 0 :]:
        if len(block.text) > _LONG_LINE or _OWN_SENTENCE.match(block.text) is None:
            continue
        floor = 0
        for date in find_dates(block.text, context, limit=_MAX_DATES):
            role = role_of(block.text, date.start, date.end, floor)
            floor = date.end
            role = role or named_role(block.text[floor:].partition(".")[0])
            if role in ("published", "modified"):
                source = f"labelled line '{_label_words(block.text, date)}'"
                # That it was amended on a day says less of when it was published than a date line.
                weight = _OWN if role == "published" else CLEAR
                yield _line_claim(view, block, date, role, weight, source)


def pieced_claims(view: View, context: Context) -> Iterator[Claim]:
    """Dates of which each part has a block of its own, near the headline: '12', 'March', '2024'."""
    blocks, title = view.reading.blocks, view.title
    near = blocks[max(0, title - _STAMP_BEFORE) : title + _STAMP_AFTER]
    for number, block in enumerate(near):
        parts = list(takewhile(_is_piece, near[number : number + _MAX_PIECES]))
        if len(parts) < 2:
            continue
        text = " ".join(part.text for part in parts)
        dates = find_dates(text, context, limit=2)
        if len(dates) == 1 and _YEAR_SHOWN.search(dates[0].quote):
            weight = _weight(view, block, text, dates, "", block.index - title)
            yield _line_claim(view, block, dates[0], "", weight, "visible date")


def _is_piece(block: Block) -> bool:
    return len(block.text) <= _PIECE and block.text.replace(" ", "").rstrip(".,").isalnum()


def _without_lists(claims: list[Claim], view: View) -> list[Claim]:
    """Without the days that a list of other stories below the first paragraph gives."""
    body = view.page.extents.paragraph
    if body is None:
        return claims
    listed = [
        claim
        for claim in claims
        if claim.block is not None
        and claim.block > body
        and claim.role != "modified"
        and view.labelled[claim.block].label not in BODY_LABELS
    ]
    if len({claim.value.day for claim in listed}) <= _MAX_DAYS:
        listed = [claim for claim in listed if not claim.role]
    if len({claim.value.day for claim in listed}) < 2:
        return claims
    own = {claim.value.day for claim in claims if claim not in listed}
    return [claim for claim in claims if claim.value.day in own]


def _at_body(view: View) -> Iterator[Block]:
    """Date lines where the body begins, for a headline that stands far above it."""
    body = view.page.extents.paragraph
    if body is None or body <= view.title + _AFTER:
        return
    for block in view.reading.blocks[max(0, body - _BODY_BEFORE) : body + 2]:
        if _is_dated(view, block):
            yield block


def _nearby(view: View) -> Iterator[Block]:
    """Blocks with a date-like line: close behind the headline, before it, further behind it."""
    blocks, title = view.reading.blocks, view.title
    behind: list[Block] = []
    passed = 0
    for block in blocks[title : title + _AFTER]:
        if _is_dated(view, block):
            behind.append(block)
        passed += len(block.text)
        if passed > _NEARBY_TEXT:
            break
    close = sum(block.index - title <= _CLOSE for block in behind)
    yield from behind[:close]
    for block in reversed(blocks[max(0, title - _BEFORE) : title]):
        if _is_dated(view, block):
            yield block
    yield from behind[close:]


def _is_dated(view: View, block: Block) -> bool:
    return block.index in view.times or bool(_DATE_LIKE.search(block.text, 0, _LONG_LINE))


def _tail(view: View) -> Iterator[Block]:
    """Date lines right after the body."""
    for item in view.page.below_body(_TAIL):
        if len(item.block.text) < _LONG_LINE and _DATE_LIKE.search(item.block.text):
            yield item.block


def elsewhere_claims(view: View, context: Context) -> Iterator[Claim]:
    """Short date lines anywhere, for documents that show no date near the headline."""
    body = view.page.extents.paragraph
    left = _MAX_SCANNED
    for block in view.reading.blocks:
        end = _LONG_LINE if len(block.text) <= _LONG_LINE else _LONG_LINE_HEAD
        if not _DATE_LIKE.search(block.text, 0, end):
            continue
        near = body is not None and body - _BODY_BEFORE <= block.index <= body + 1
        share = _AT_BODY if near else _ELSEWHERE
        for claim in _block_claims(view, block, 0, context):
            yield structs.replace(claim, weight=claim.weight * share)
        left -= 1
        if left <= 0:
            return


def other_dates(view: View) -> Iterator[Spotted]:
    """Dates as written at the beginning of blocks, from the headline on: what they are like."""
    left = _MAX_SCANNED
    start = max(0, view.title - _BEFORE)
    for block in view.reading.blocks[start:]:
        if _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield from spot_dates(block.text[:_LONG_LINE], limit=_MAX_DATES)
            left -= 1
            if left <= 0:
                return


def open_claims(view: View, context: Context) -> Iterator[Claim]:
    """'2 hours ago', 'LONDON, July 25 -': dates near the headline that need a year or the present.

    For documents that give no other date: their value is None where the context can't tell.
    """
    for block in view.reading.blocks[max(0, view.title - 2) : view.title + 12]:
        date = find_relative(block.text, context) if len(block.text) <= _PARAGRAPH else None
        if date is not None:
            role = named_role(block.text[: date.start])
            yield _line_claim(view, block, date, role, _PLAIN, "relative date")
        elif _DIGIT.search(block.text, 0, _LONG_LINE_HEAD) and not _DATE_LIKE.search(
            block.text, 0, _LONG_LINE
        ):
            yield from _block_claims(view, block, block.index - view.title, context)


# --- what a block says ---------------------------------------------------------------------------


def _block_claims(view: View, block: Block, distance: int, context: Context) -> list[Claim]:
    """The claims of a block's `<time>` elements and of its text, `distance` from the headline."""
    found: list[Claim] = []
    item = view.labelled[block.index] if block.index < len(view.labelled) else None
    if item is not None and item.rule == HEADER_LINE and item.label is not Label.DATE:
        return found  # 'LOAD-DATE' and its kin: the archive's day
    if block.index in view.comments:
        return found
    tag_end = 0
    for tag in view.times.get(block.index, ())[:_MAX_TAGS]:
        said = _role_of_tag_text(block, tag, tag_end)
        tag_end = max(tag_end, block.text.find(tag.text, tag_end) + len(tag.text))
        claim = _time_claim(view, block, tag, said, distance, context)
        if claim is not None:
            found.append(claim)
    text = block.text
    if len(text) > _LONG_LINE:
        text = text[:_LONG_LINE_HEAD]
    dates = find_dates(text, context, limit=_MAX_DATES)
    floor = 0
    for date in dates:
        role = _role(view, block, text, date, floor)
        floor = date.end
        if role != "other":
            weight = _weight(view, block, text, dates, role, distance)
            if _is_anothers(view, block, date, role):
                weight *= _TOLD
            source = f"labelled line '{_label_words(text, date)}'" if role else "visible date"
            found.append(_line_claim(view, block, date, role, weight, source))
    if len(dates) == 1 and dates[0].value:
        changed = _changed_later(text, dates[0], context)
        if changed is not None:
            weight = _weight(view, block, text, dates, "modified", distance)
            source = f"labelled line '{_label_words(text, changed)}'"
            found.append(_line_claim(view, block, changed, "modified", weight, source))
    return found


def _changed_later(text: str, date: ReadDate, context: Context) -> ReadDate | None:
    """The change on the day of a date: '5 January 2024, 10:05, updated 14:30'."""
    if date.value is None or date.value.day is None:
        return None
    found = last_clock(text, date.end, len(text))
    if found is None or named_role(text[date.end : found[1]]) != "modified":
        return None
    clock, start, end = found
    zone = zone_offset(clock.zone, date.value.day, context.region, context.language)
    days = [day for value in (date.value, *date.candidates) if (day := value.day)]
    value, *candidates = (IsoDate(f"{day}T{clock.text}{zone}") for day in days)
    return ReadDate(value, text[start:end], start, end, tuple(candidates), date.problem)


def _line_claim(
    view: View, block: Block, date: ReadDate, role: Role, weight: float, source: str
) -> Claim:
    """A claim read from a block's text: its place is a span in plain text, the block in HTML."""
    span = block.span
    if span is not None:
        start = view.reading.document.text.find(date.quote, span.start, span.end)
        # Where wrapped lines were joined inside the date, the words are otherwise in the input.
        span = Span(start, start + len(date.quote)) if start >= 0 else span
    return Claim(
        date,
        source,
        date.quote,
        block.index,
        at=span,
        place="line",
        role=role,
        weight=weight,
    )


def _label_words(text: str, date: ReadDate) -> str:
    return " ".join(text[max(0, date.start - 30) : date.start].split()).strip(" :：|·-–")


def _role(view: View, block: Block, text: str, date: ReadDate, floor: int) -> Role:
    """What the words beside the date call it, or the line before when the date begins its own."""
    role = role_of(text, date.start, date.end, floor)
    if role or date.start > 3 or block.index in (0, view.title + 1):  # the headline labels nothing
        return role
    before = view.reading.blocks[block.index - 1].text
    if len(before) > _LABEL_LINE or before.count(" ") > 2 or _DIGIT.search(before):
        return ""
    return named_role(before)


# --- dates in attributes -------------------------------------------------------------------------


def stamped_claims(view: View, context: Context) -> Iterator[Claim]:
    """Dates that elements beside '5 months ago' or 'Just now' hold in an attribute.

    The headline's surroundings and the end of the story; of elements with little text.
    """
    blocks, title = view.reading.blocks, view.title
    near = blocks[max(0, title - _STAMP_BEFORE) : title + _STAMP_AFTER]
    for block in (*near, *(item.block for item in view.page.below_body(_TAIL))):
        if block.markup is None or len(block.text) > _PARAGRAPH:
            continue
        own = view.reading.containers[block.markup.container].attributes
        place = InContainer(block.markup.container)
        yield from _stamped_claims(view, block, own, context, place)
        for inline in block.markup.inlines[:_MAX_INLINES]:
            yield from _stamped_claims(view, block, inline.attributes, context)
    for index in view.own if title < len(blocks) else ():  # <article data-published="2024-03-05">
        attributes = view.reading.containers[index].attributes
        yield from _stamped_claims(view, blocks[title], attributes, context, InContainer(index))


def _stamped_claims(
    view: View,
    block: Block,
    attributes: Mapping[str, str | None],
    context: Context,
    place: InContainer | None = None,
) -> Iterator[Claim]:
    """The first date in an element's attributes; `place` is the element, if block-level."""
    for key, value in attributes.items():
        if not value or len(value) > _MAX_STAMP or not _is_stamp(key):
            continue
        date = read_stamp(value, context) if _STAMP.search(value) else None
        if date is not None and date.value is not None and len(date.value) >= _DAY:
            role = _named_by(key.lower())
            weight = _weight(view, block, block.text, (date,), role, block.index - view.title)
            source = f"attribute {key}"
            yield Claim(
                date,
                source,
                value,
                block.index,
                at=place,
                place="time",
                role=role,
                weight=weight,
            )
            return


def _is_stamp(key: str) -> bool:
    """Whether an attribute of this name may hold the day of what its element says."""
    return key == "title" or (key.startswith("data-") and bool(_STAMP_NAME.search(key)))


def _time_claim(
    view: View, block: Block, tag: TimeTag, said: Role, distance: int, context: Context
) -> Claim | None:
    date = read_stamp(tag.value, context) if _DIGIT.search(tag.value) else None
    quote = tag.value
    if date is None or date.value is None or _YEAR_SHOWN.search(tag.text, 0, _TIME_TEXT):
        found = find_dates(tag.text[:_TIME_TEXT], context, limit=1)
        if found and (date is None or date.value is None or _is_another_day(found[0], date)):
            date, quote = found[0], tag.text[:_TIME_TEXT]
    if date is None:
        return None
    role = said if said in ("other", "modified") else _tag_role(view, block, tag) or said
    if role == "other":
        return None
    weight = _weight(view, block, tag.text, (date,), role, distance) + 0.5
    if _HANDLE in block.text[:_LONG_LINE]:
        weight *= _ASIDE
    return Claim(
        date,
        "time",
        quote,
        block.index,
        at=in_element(tag.element),
        place="time",
        role=role,
        weight=weight,
    )


_TIME_TEXT = 80  # characters of a `<time>` element's text that are read
_YEAR_SHOWN = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _is_another_day(shown: ReadDate, stamp: ReadDate) -> bool:
    """Whether readers see a day that is surely not the attribute's, which some templates fill
    with the moment at which the page is served."""
    one, other = ((date.value or "")[:_DAY] for date in (shown, stamp))
    if shown.candidates or len(one) < _DAY or len(other) < _DAY:
        return False
    return abs((day.fromisoformat(one) - day.fromisoformat(other)).days) > 1


_PROSE = 36  # characters beside a date; a shorter line with a full stop may be a date line
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "।", "؟", '."', ".”", "。」", "…")
_SMALL_WORDS = 3  # 'by', 'on' and the like are fewer
_SUBJECT = 5  # words before a date, where its label has a subject
_STORY_BEGINS = re.compile(r"[)\]）】]|\.? [^\W\d_a-z]")  # after the date
# '- ', '(Reuters)', '/PRNewswire/ --' and the like behind the date that opens a story.
_DATELINE_END = later(r"\s?[.,]?\s?(?:[(/（][^()/（）]{2,40}[)/）]|[-–—:|]{1,2}\s)")


def _has_prose(words: str) -> bool:
    """Whether what is beside a date is long, or has more small words than a byline has."""
    return len(words) > _PROSE or sum(word[0].islower() for word in words.split()) >= _SMALL_WORDS


def _is_anothers(view: View, block: Block, date: ReadDate, role: Role) -> bool:
    """Whether the words around a date make it that of what the story tells or shows."""
    if role:
        return _labels_another(block.text, date)
    return _is_told(view, block, date) or _is_caption(view, block, date)


def _is_told(view: View, block: Block, date: ReadDate) -> bool:
    """Whether a date stands inside a sentence, and not in a dateline at its beginning."""
    text = block.text
    before, after = text[: date.start], text[date.end :]
    if not text.endswith(_SENTENCE_ENDS) or not _has_prose(f"{before} {after}"):
        return False
    return _has_prose(before) or not (_DATELINE_END.match(after) or _opens_story(view, block, date))


def _labels_another(text: str, date: ReadDate) -> bool:
    """Whether the label is a verb in a sentence on something else: 'The study was published on'."""
    before = text[: date.start].split()
    return (
        len(before) >= _SUBJECT and text.endswith(_SENTENCE_ENDS) and not _OWN_SENTENCE.match(text)
    )


def _opens_story(view: View, block: Block, date: ReadDate) -> bool:
    """Whether the first paragraph begins with a date that isn't part of its sentence.

    '(5 March 2024) The ferry ...', 'March 5, 2024 The ferry ...'. A chronicle begins its next
    paragraph so as well.
    """
    first = block.index == view.page.extents.paragraph and date.start <= 1
    if not first or not _STORY_BEGINS.match(block.text, date.end):
        return False
    following = view.reading.blocks[block.index + 1 : block.index + 2]
    dates = (date for one in following for date in spot_dates(one.text[:_LONG_LINE_HEAD]))
    return all(date.start > 1 for date in dates)


def _is_caption(view: View, block: Block, date: ReadDate) -> bool:
    """Whether words of the body end with the date, as under a picture kept for a paragraph."""
    if date.start < _CAPTION or date.end < len(block.text) - 1:
        return False
    if block.text[: date.start].rstrip()[-1:] in _BARS:
        return False  # 'Entry by Ana Ruiz | 5 March 2024'
    return block.index < len(view.labelled) and view.labelled[block.index].label is Label.BODY


def _role_of_tag_text(block: Block, tag: TimeTag, floor: int) -> Role:
    """What is written in the element, or before it in its block, from `floor` on."""
    start = block.text.find(tag.text, floor) if tag.text else -1
    return named_role(tag.text) or (
        role_of(block.text, start, start + len(tag.text), floor) if start > 0 else ""
    )


def _tag_role(view: View, block: Block, tag: TimeTag) -> Role:
    """What the element's class or microdata calls it, or those of the element that it fills."""
    role = _named_by(tag.role)
    if role or block.text != tag.text:
        return role
    around = view.page.reading.containers[tag.container].attributes.get("class") or ""
    return "modified" if _named_by(around.lower()) == "modified" else ""


def _named_by(role: str) -> Role:
    """What class names or properties in lower case call a date."""
    if "publish" in role or "pubdate" in role or "created" in role or "posted" in role:
        return "published"
    return "modified" if "modified" in role or "updated" in role else ""


def _weight(
    view: View, block: Block, text: str, dates: Sequence[ReadDate], role: Role, distance: int
) -> float:
    """How far a date line is to be trusted as the article's own."""
    weight = (_LABELLED if role else _PLAIN) + _form_bonus(text, dates)
    weight -= min(1.5, 0.05 * distance if distance >= 0 else 0.6 - 0.15 * distance)
    label = view.labelled[block.index].label if block.index < len(view.labelled) else None
    if label in (Label.DATE, Label.BYLINE):
        weight += 0.4
    elif label in BODY_LABELS and role == "published":
        weight -= 0.5
    if block.markup is not None:
        if is_date_box(view.reading, block):
            weight += 0.5
        if in_aside(view.reading, block.markup.container, view.own):
            return weight * _ASIDE
    if label is Label.CAPTION or block.kind is BlockKind.CAPTION or _HANDLE in text:
        return weight * _ASIDE
    if label in _OTHER_PARTS and not 0 <= distance <= _CLOSE:
        weight *= _ASIDE
    return weight


def _form_bonus(text: str, dates: Sequence[ReadDate]) -> float:
    """What the form of a line says: a date alone with its time of day is a posting's."""
    bonus = 0.0
    rest = len(text) - sum(date.end - date.start for date in dates)
    if rest <= 4:
        bonus += 0.6
    elif rest > 80:
        bonus -= 0.7
    if all(date.value is not None and len(date.value) < 10 for date in dates):
        bonus -= 1.8  # a month alone heads an archive list or stands in a sentence
    elif any(len(date.value or "") > 10 for date in dates):
        bonus += 0.3
    return bonus
