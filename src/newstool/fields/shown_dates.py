"""The dates that a document shows its readers: `<time>` elements and date lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from newstool.article import BODY_LABELS, Block, Label, LabelledBlock, Reading, TimeTag
from newstool.dates import Context, ReadDate, find_dates, find_relative, read_stamp
from newstool.dates.labels import Role, named_role, role_of
from newstool.fields.date_claims import Claim
from newstool.fields.page_parts import in_aside, is_date_box

_DIGIT = re.compile(r"\d")
# All begin with a digit, so that text without digits is passed over at the speed of memory.
_DATE_LIKE = re.compile(
    r"\d(?:\d{3}(?!\d)|\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d\d|\s?[년年月월]|\s['’]\d\d\b|-[A-Za-z]{3}-\d\d)"
)
_BEFORE, _AFTER = 12, 40  # blocks around the headline that are searched
_MAX_SHOWN = 14  # date-like blocks read around the headline
_ENOUGH = 3  # clear date lines after which no more are looked for
_LONG_LINE = 220  # characters; in a longer block only the beginning can be a date line
_LONG_LINE_HEAD = 60
_NEARBY_TEXT = 1500  # characters of text behind the headline after which no date line follows
CLEAR = 2.0  # weight of a date line that is surely the article's own


def shown_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> list[Claim]:
    """`<time>` elements and date lines around the headline, else right after the body."""
    title = title_index(reading, labelled)
    times = {tag.block: tag for tag in reversed(reading.head.times) if tag.block >= 0}
    found: list[Claim] = []
    clear = 0
    for block in _nearby(reading.blocks, title, times):
        claims = _block_claims(reading, block, times.get(block.index), title, context)
        found.extend(claims)
        clear += any(claim.weight >= CLEAR for claim in claims)
        if clear >= _ENOUGH:
            return found
    if not clear:
        read = {claim.place for claim in found}
        for block in _tail(labelled):
            if block.index not in read:
                tag = times.get(block.index)
                found.extend(_block_claims(reading, block, tag, title, context))
    return found


def title_index(reading: Reading, labelled: tuple[LabelledBlock, ...]) -> int:
    """The headline's block: the one so labelled, else the first `<h1>`, else the body's first."""
    for item in labelled:
        if item.label is Label.TITLE:
            return item.block.index
    for block in reading.blocks:
        if block.level == 1:
            return block.index
    return next((item.block.index for item in labelled if item.label in BODY_LABELS), 0)


def _nearby(blocks: tuple[Block, ...], title: int, times: Mapping[int, TimeTag]) -> Iterator[Block]:
    """Blocks with a date-like line: those behind the headline in order, then those before it."""
    left = _MAX_SHOWN
    passed = 0
    for block in blocks[title : title + _AFTER]:
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block
            left -= 1
        passed += len(block.text)
        if left <= 0 or passed > _NEARBY_TEXT:
            break
    for block in reversed(blocks[max(0, title - _BEFORE) : title]):
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block


def _tail(labelled: tuple[LabelledBlock, ...]) -> Iterator[Block]:
    """Date lines right after the body."""
    last = next(
        (i for i in range(len(labelled) - 1, -1, -1) if labelled[i].label in BODY_LABELS), None
    )
    if last is None:
        return
    for item in labelled[last + 1 : last + 9]:
        if len(item.block.text) < _LONG_LINE and _DATE_LIKE.search(item.block.text):
            yield item.block


_MAX_SCANNED = 40  # date-like blocks read when the headline's surroundings hold no date
_ELSEWHERE = 0.45  # share of its weight that a date line far from headline and body keeps
_AT_BODY = 0.8  # ... and one right before the body's first paragraph, or behind it


def elsewhere_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> Iterator[Claim]:
    """Short date lines anywhere, for pages that show no date near the headline."""
    body = body_start(labelled)
    times = {tag.block: tag for tag in reversed(reading.head.times) if tag.block >= 0}
    left = _MAX_SCANNED
    for block in reading.blocks:
        if len(block.text) > _LONG_LINE or not _DATE_LIKE.search(block.text):
            continue
        near = body is not None and body - 8 <= block.index <= body + 1
        share = _AT_BODY if near else _ELSEWHERE
        for claim in _block_claims(reading, block, times.get(block.index), block.index, context):
            yield structs.replace(claim, weight=claim.weight * share)
        left -= 1
        if left <= 0:
            return


def body_start(labelled: tuple[LabelledBlock, ...]) -> int | None:
    """The body's first paragraph of some length, or None when nothing is labelled body."""
    for item in labelled:
        if item.label in BODY_LABELS and len(item.block.text) > _PARAGRAPH:
            return item.block.index
    return None


_PARAGRAPH = 120  # characters


def _block_claims(
    reading: Reading, block: Block, tag: TimeTag | None, title: int, context: Context
) -> list[Claim]:
    text = block.text
    if len(text) > _LONG_LINE:
        text = text[:_LONG_LINE_HEAD]
    claim = _time_claim(reading, block, tag, title, context) if tag is not None else None
    found = [] if claim is None else [claim]
    floor = 0
    dates = find_dates(text, context, limit=4)
    for date in dates:
        role = _role(reading, block, text, date, floor)
        floor = date.end
        if role == "other":
            continue
        weight = _shown_weight(reading, block, title, text, dates, role)
        source = f"labelled line '{_label_words(text, date)}'" if role else "visible date"
        found.append(_line_claim(block, date, role, weight, source))
    return found


def _line_claim(block: Block, date: ReadDate, role: Role, weight: float, source: str) -> Claim:
    """A claim read from a block's text: its place is a span in plain text, the block in HTML."""
    if block.start >= 0:
        span = (block.start, block.end)
        return Claim(date, role, "line", weight, source, date.quote, block.index, span=span)
    return Claim(date, role, "line", weight, source, date.quote, block.index, block=block.index)


def _label_words(text: str, date: ReadDate) -> str:
    return text[max(0, date.start - 30) : date.start].strip(" :：|·-–\t")[-30:]


def _role(reading: Reading, block: Block, text: str, date: ReadDate, floor: int) -> Role:
    role = role_of(text, date.start, date.end, floor)
    if role or date.start > 3 or block.index == 0:
        return role
    before = reading.blocks[block.index - 1].text
    return named_role(before) if len(before) <= 40 and not _DIGIT.search(before) else ""


def _time_claim(
    reading: Reading, block: Block, tag: TimeTag, title: int, context: Context
) -> Claim | None:
    date = read_stamp(tag.value, context) if _DIGIT.search(tag.value) else None
    quote = tag.value
    if date is None or date.value is None:
        found = find_dates(tag.text[:80], context, limit=1)
        date, quote = (found[0], tag.text[:80]) if found else (None, "")
    if date is None:
        return None
    said = _role_of_tag_text(block, tag)
    role = said if said in ("other", "modified") else _tag_role(tag) or said
    if role == "other":
        return None
    weight = _shown_weight(reading, block, title, tag.text, (date,), role) + 0.5
    return Claim(date, role, "time", weight, "time", quote, block.index, block=block.index)


def _role_of_tag_text(block: Block, tag: TimeTag) -> Role:
    start = block.text.find(tag.text) if tag.text else -1
    return named_role(tag.text) or (
        role_of(block.text, start, start + len(tag.text)) if start > 0 else ""
    )


def _tag_role(tag: TimeTag) -> Role:
    role = tag.role
    if "publish" in role or "pubdate" in role or "created" in role or "posted" in role:
        return "published"
    return "modified" if "modified" in role or "updated" in role else ""


def _shown_weight(
    reading: Reading, block: Block, title: int, text: str, dates: Sequence[ReadDate], role: Role
) -> float:
    weight = 3.0 if role else 2.0
    rest = len(text) - sum(date.end - date.start for date in dates)
    if rest <= 4:
        weight += 0.6
    elif rest > 80:
        weight -= 0.7
    if all(date.value is None or len(date.value) < 10 for date in dates):
        weight -= 1.8  # a month alone heads an archive list or stands in a sentence
    elif any(len(date.value or "") > 10 for date in dates):
        weight += 0.3  # a time of day belongs to a posting rather than to an event told of
    if any(date.problem == "yearless" or date.quote.isalpha() for date in dates):
        weight -= 0.5
    distance = block.index - title
    weight -= min(1.5, 0.05 * distance if distance >= 0 else -0.15 * distance)
    if block.markup is not None:
        if is_date_box(reading, block):
            weight += 0.5
        if in_aside(reading, block.markup.container):
            weight *= 0.35
    return max(weight, 0.1)


def relative_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> Iterator[Claim]:
    """'2 hours ago' beside the headline, when nothing else gives a date."""
    title = title_index(reading, labelled)
    for block in reading.blocks[max(0, title - 2) : title + 12]:
        if len(block.text) <= 120:
            date = find_relative(block.text, context)
            if date is not None:
                role = named_role(block.text[: date.start])
                yield _line_claim(block, date, role, 1.5, "relative date")
