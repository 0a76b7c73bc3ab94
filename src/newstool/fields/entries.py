"""The entries of a live page, newest or oldest first, each with its time.

JSON-LD lists them (`liveBlogUpdate`); on the page each has a time of its own, in a `<time>` element
or as an hour at the beginning of a line. What is between two times is an entry where times run one
way and the story is in them: lists of other stories have times too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.dates.hours import ENTRIES, read_hour, runs_one_way
from newstool.dates.stamps import read_stamp
from newstool.model.article import BODY_LABELS, BlockKind, Entry, Found, Label, LabelledBlock
from newstool.model.isodate import IsoDate
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import first, items, nodes, text_of
from newstool.page.places import blocks_by_box
from newstool.page.regime import is_link
from newstool.vocabulary.scripts import ends_sentence

_MOST = 1000  # entries of one page
_ABOVE = 4  # blocks above the body in which its first time may be
_HOURS = ("hour", "minute", "second")  # what a time of an entry is precise to
_DAYS = 3  # from the first entry to the last; a list of a blog's articles spans more
_SHARE = 0.5  # of the story's characters, in the entries
_LINKED = 0.5  # of the entries whose headings lead elsewhere: a list of other stories


def read_entries(page: LabelledPage) -> tuple[Found[Entry], ...]:
    """The entries in page order; none where the page isn't a live one. Linear; never raises."""
    declared = tuple(_with_bodies(page, list(_declared(page))))
    shown = tuple(_shown(page))
    return declared if len(declared) >= len(shown) else shown


# --- JSON-LD --------------------------------------------------------------------------------------


def _declared(page: LabelledPage) -> Iterator[Found[Entry]]:
    for node in nodes(page.head, "liveblogposting"):
        for update in items(node.get("liveBlogUpdate"), _MOST):
            entry = _entry_of(update)
            if entry is not None:
                quote = entry.title or entry.body[:200]
                yield page.declared.of_json_ld(node, "liveBlogUpdate", quote).found(entry, quote)
        return


def _entry_of(update: object) -> Entry | None:
    if not isinstance(update, Mapping):
        return None
    body, title = text_of(update.get("articleBody")), text_of(update.get("headline"))
    if not body and not title:
        return None
    stamp = read_stamp(first(update.get("datePublished") or update.get("dateCreated")))
    return Entry(None if stamp is None else stamp.value, title, body or "")


def _with_bodies(page: LabelledPage, entries: Sequence[Found[Entry]]) -> Iterator[Found[Entry]]:
    """The entries; one that has a headline alone with the story below it, to the next heading."""
    titles = {one.value.title for one in entries if not one.value.body}
    below: dict[str, list[str]] = {}
    title: str | None = None
    for one in page.labelled if titles else ():
        if one.block.text in titles:
            title = one.block.text
        elif one.block.kind is BlockKind.HEADING:
            title = None
        elif title is not None and one.label in BODY_LABELS:
            below.setdefault(title, []).append(one.block.text)
    for found in entries:
        body = found.value.body or "\n\n".join(below.get(found.value.title or "", ()))
        yield replace(found, value=replace(found.value, body=body))


# --- on the page ----------------------------------------------------------------------------------


class _Start(Struct, frozen=True):
    """Where an entry's time is: the block, the text after it in that block, and the element."""

    block: int
    time: str
    order: float
    rest: str
    container: int | None


def _shown(page: LabelledPage) -> Iterator[Found[Entry]]:
    kept = [one for one in page.labelled if one.label in BODY_LABELS]
    if len(kept) < ENTRIES:
        return
    for starts in (_time_elements(page), _hour_lines(page)):
        if len(starts) >= ENTRIES and _may_be_entries([start.order for start in starts]):
            parts = list(_parts(page, starts))
            entries = [(start, _fill(start, part)) for start, part in parts]
            full = [(start, entry) for start, entry in entries if entry is not None]
            others = sum(map(_heads_another, (part for _, part in parts)))
            if others <= _LINKED * len(parts) and _hold_story([each for _, each in full], kept):
                for start, entry in full[:_MOST]:
                    quote = page.reading.blocks[start.block].text
                    yield Found(entry, "entry's time", quote, block=start.block)
                return


def _time_elements(page: LabelledPage) -> list[_Start]:
    """The `<time>` elements amid the story that give an hour, at most one a block."""
    reach = _reach(page)
    starts: dict[int, _Start] = {}
    for tag in page.head.times:
        if tag.block is None or tag.block not in reach or tag.block in starts:
            continue
        if page.labelled[tag.block].label is Label.COMMENTS:
            continue
        stamp = read_stamp(tag.value) if tag.value else None
        value = None if stamp is None else stamp.value
        if value is not None and value.precision in _HOURS:
            order = _minutes(value)
            starts[tag.block] = _Start(tag.block, value, order, "", tag.container)
        elif (hour := read_hour(tag.text)) is not None:
            starts[tag.block] = _Start(tag.block, str(hour), hour.minutes, "", tag.container)
    return [starts[index] for index in sorted(starts)]


def _hour_lines(page: LabelledPage) -> list[_Start]:
    """The lines of the story that are an hour or begin with one."""
    starts = []
    for index in _reach(page):
        block = page.labelled[index].block
        hour = read_hour(block.text)
        if hour is not None and not (block.markup is not None and block.markup.hidden):
            rest = block.text[hour.end :] if hour.headed else ""
            container = None if block.markup is None else block.markup.container
            starts.append(_Start(index, str(hour), hour.minutes, rest, container))
    return starts


def _reach(page: LabelledPage) -> range:
    begin, last = page.extents.first, page.extents.last
    return range(0) if begin is None or last is None else range(max(0, begin - _ABOVE), last + 1)


def _minutes(value: IsoDate) -> float:
    return value.to_datetime().replace(tzinfo=None).timestamp() / 60


def _may_be_entries(times: Sequence[float]) -> bool:
    """Whether times run one way, but for one entry that is pinned above or below the others."""
    if max(times) - min(times) > _DAYS * 24 * 60:
        return False
    return any(runs_one_way(each) for each in (times, times[1:], times[:-1]))


def _parts(
    page: LabelledPage, starts: Sequence[_Start]
) -> Iterator[tuple[_Start, Sequence[LabelledBlock]]]:
    """Each start with the blocks of its entry: those in its element, else those up to the next."""
    labelled, last = page.labelled, page.extents.last or 0
    boxes = _boxes(page, starts)
    if boxes is not None:
        yield from zip(starts, boxes, strict=True)
        return
    ends = [*(start.block for start in starts[1:]), last + 1]
    for start, end in zip(starts, ends, strict=True):
        yield start, labelled[start.block : end]


def _boxes(page: LabelledPage, starts: Sequence[_Start]) -> list[list[LabelledBlock]] | None:
    """The blocks in the outermost element around each start that holds no other one.

    None where most of these hold nothing of the story: times between paragraphs.
    """
    found = blocks_by_box(page.reading, [start.container for start in starts])
    boxes = [[page.labelled[block.index] for block in box] for box in found]
    full = sum(map(_holds_text, starts, boxes))
    return boxes if full * 2 > len(boxes) else None


def _holds_text(start: _Start, box: Sequence[LabelledBlock]) -> bool:
    return any(one.label is Label.BODY and one.block.index != start.block for one in box)


def _fill(start: _Start, part: Sequence[LabelledBlock]) -> Entry | None:
    """The entry of a start and the blocks of its part; None where nothing of the story is in it."""
    kept = [one for one in part if one.label in BODY_LABELS]
    title = next((one.block.text for one in part if _may_be_title(one)), None)
    texts = [
        one.block.text
        for one in kept
        if one.label is not Label.HEADING and one.block.index != start.block
    ]
    own = next((one.block.text for one in kept if one.block.index == start.block), "")
    rest = start.rest or ("" if read_hour(own) is not None else own)
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


def _heads_another(part: Sequence[LabelledBlock]) -> bool:
    """Whether a heading is a link to another page, and not to its own place on this one."""
    links = (
        one.block for one in part if one.block.kind is BlockKind.HEADING and is_link(one.block)
    )
    return any(
        inline.tag == "a" and "#" not in (inline.attributes.get("href") or "")
        for block in links
        if block.markup is not None
        for inline in block.markup.inlines
    )


def _hold_story(entries: Sequence[Entry], kept: Sequence[LabelledBlock]) -> bool:
    """Whether there are enough entries, with a sentence in most, and the story is in them."""
    size = sum(len(entry.body) + len(entry.title or "") for entry in entries)
    return len(entries) >= ENTRIES and size >= _SHARE * sum(len(one.block.text) for one in kept)
