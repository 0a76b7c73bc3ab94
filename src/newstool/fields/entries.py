"""The entries of a live page, newest or oldest first, each with its time.

JSON-LD lists them (`liveBlogUpdate`); on the page each has a time of its own, in a `<time>` element
or as an hour at the beginning of a line. What is between two times is an entry where times run one
way and the story is in them: lists of other stories have times too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from newstool.dates.hours import ENTRIES, read_hour, runs_one_way
from newstool.dates.stamps import read_stamp
from newstool.fields.bounds import NEAR, QUOTE
from newstool.fields.found import in_block, links_in
from newstool.model.article import BODY_LABELS, BlockKind, Entry, Found, Label, LabelledBlock
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import first, items, nodes, text_of
from newstool.page.places import blocks_by_box
from newstool.page.regime import is_link
from newstool.vocabulary.scripts import ends_sentence

_MOST = 1000  # entries of one page
_HOURS = ("hour", "minute", "second")  # what a time of an entry is precise to
_MINUTES = 3 * 24 * 60  # from the first entry to the last; a list of a blog's articles spans more

_Part = Sequence[LabelledBlock]  # the blocks of an entry


def read_entries(page: LabelledPage) -> tuple[Found[Entry], ...]:
    """The entries in page order; none where the page isn't a live one. Linear; never raises."""
    declared, shown = tuple(_declared(page)), tuple(_shown(page))
    return declared if len(declared) >= len(shown) else shown


# --- JSON-LD --------------------------------------------------------------------------------------


def _declared(page: LabelledPage) -> Iterator[Found[Entry]]:
    for node in islice(nodes(page.head, "liveblogposting"), 1):
        below = _below_headings(page)
        for update in items(node.get("liveBlogUpdate"), _MOST):
            known = update if isinstance(update, Mapping) else {}
            title, text = text_of(known.get("headline")), text_of(known.get("articleBody"))
            if title or text:
                stamp = read_stamp(first(known.get("datePublished") or known.get("dateCreated")))
                body = text or "\n\n".join(below.get(title or "", ()))
                entry = Entry(None if stamp is None else stamp.value, title, body)
                quote = title or body[:QUOTE]
                yield page.declared.of_json_ld(node, "liveBlogUpdate", quote).found(entry, quote)


def _below_headings(page: LabelledPage) -> dict[str, list[str]]:
    """The story's blocks below each heading: some entries are declared by their headline alone."""
    below: dict[str, list[str]] = {}
    heading = ""
    for one in page.labelled:
        if one.block.kind is BlockKind.HEADING:
            heading = one.block.text
        elif one.label in BODY_LABELS:
            below.setdefault(heading, []).append(one.block.text)
    return below


# --- on the page ----------------------------------------------------------------------------------


class _Start(Struct, frozen=True):
    """Where an entry's time is: the block, the text after it in that block, and the element."""

    block: int
    time: str
    order: float
    container: int | None
    rest: str = ""


def _shown(page: LabelledPage) -> Iterator[Found[Entry]]:
    size = sum(len(one.block.text) for one in page.labelled if one.label in BODY_LABELS)
    for starts in (_time_elements(page), _hour_lines(page)):
        if len(starts) >= ENTRIES and _may_be_entries([start.order for start in starts]):
            parts = _boxes(page, starts) or _stretches(page, starts)
            filled = [
                (start, _fill(start, part)) for start, part in zip(starts, parts, strict=True)
            ]
            entries = [(start, entry) for start, entry in filled if entry is not None]
            within = sum(len(entry.body) + len(entry.title or "") for _, entry in entries)
            others = sum(map(_heads_another, parts))
            if len(entries) >= ENTRIES and 2 * others <= len(parts) and 2 * within >= size:
                for start, entry in entries[:_MOST]:
                    yield in_block(page.reading.blocks[start.block], entry, "entry's time")
                return


def _time_elements(page: LabelledPage) -> list[_Start]:
    """The `<time>` elements amid the story that give an hour, at most one a block."""
    reach = _reach(page)
    starts: dict[int, _Start] = {}
    for tag in page.head.times:
        block = tag.block
        if block is None or block not in reach or page.labelled[block].label is Label.COMMENTS:
            continue
        stamp = read_stamp(tag.value) if tag.value else None
        value = None if stamp is None else stamp.value
        if value is not None and value.precision in _HOURS:
            minutes = value.to_datetime().replace(tzinfo=None).timestamp() / 60
            starts.setdefault(block, _Start(block, value, minutes, tag.container))
        elif (hour := read_hour(tag.text)) is not None:
            starts.setdefault(block, _Start(block, str(hour), hour.minutes, tag.container))
    return [starts[index] for index in sorted(starts)]


def _hour_lines(page: LabelledPage) -> list[_Start]:
    """The lines of the story that are an hour or begin with one."""
    starts = []
    for index in _reach(page):
        block = page.labelled[index].block
        hour, markup = read_hour(block.text), block.markup
        if hour is not None and not (markup is not None and markup.hidden):
            rest = block.text[hour.end :] if hour.headed else ""
            container = None if markup is None else markup.container
            starts.append(_Start(index, str(hour), hour.minutes, container, rest))
    return starts


def _reach(page: LabelledPage) -> range:
    begin, last = page.extents.first, page.extents.last
    return range(0) if begin is None or last is None else range(max(0, begin - NEAR), last + 1)


def _may_be_entries(times: Sequence[float]) -> bool:
    """Whether times run one way, but for one entry that is pinned above or below the others."""
    near = max(times) - min(times) <= _MINUTES
    return near and any(runs_one_way(each) for each in (times, times[1:], times[:-1]))


def _boxes(page: LabelledPage, starts: Sequence[_Start]) -> list[_Part]:
    """The blocks in the outermost element around each start that holds no other one.

    None where most of these hold nothing of the story: times between paragraphs.
    """
    found = blocks_by_box(page.reading, [start.container for start in starts])
    boxes: list[_Part] = [[page.labelled[block.index] for block in box] for box in found]
    full = sum(
        any(one.label is Label.BODY and one.block.index != start.block for one in box)
        for start, box in zip(starts, boxes, strict=True)
    )
    return boxes if 2 * full > len(boxes) else []


def _stretches(page: LabelledPage, starts: Sequence[_Start]) -> list[_Part]:
    """The blocks from each start to the next."""
    edges = [*(start.block for start in starts), (page.extents.last or 0) + 1]
    return [page.labelled[start:end] for start, end in pairwise(edges)]


def _fill(start: _Start, part: _Part) -> Entry | None:
    """The entry of a start and the blocks of its part; None where nothing of the story is in it."""
    body = [one for one in part if one.label in BODY_LABELS]
    own = next((one.block.text for one in body if one.block.index == start.block), "")
    rest = start.rest or ("" if read_hour(own) is not None else own)
    title = next((one.block.text for one in part if _may_be_title(one)), None)
    kept = (one.block for one in body if one.label is not Label.HEADING)
    texts = [block.text for block in kept if block.index != start.block]
    if rest and title is not None and title.endswith(rest):
        title = rest  # the heading gives the hour itself
    elif rest and (title is not None or ends_sentence(rest) or not texts):
        texts.insert(0, rest)
    elif rest:
        title = rest
    if title is None and len(texts) > 1 and not ends_sentence(texts[0]):
        title = texts.pop(0)
    return Entry(start.time, title, "\n\n".join(texts)) if texts else None


def _may_be_title(one: LabelledBlock) -> bool:
    """Whether a block is a heading, also one that the judge doubts."""
    return one.block.kind is BlockKind.HEADING and one.label in (Label.HEADING, Label.OTHER)


def _heads_another(part: _Part) -> bool:
    """Whether a heading is a link to another page, and not to its own place on this one."""
    blocks = (one.block for one in part if one.block.kind is BlockKind.HEADING)
    links = (link for block in blocks if is_link(block) for _, link in links_in(block))
    return any("#" not in (link.get("href") or "") for link in links)
