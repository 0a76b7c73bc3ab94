"""What stands at the head and the foot of a plain text's story and is none of it.

A judge keeps a date line in a script that it has hardly met, the line that tells who the author is
and an address, where the story's own paragraphs are next to them. Their form tells what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from newstool.dates import find_dates
from newstool.labelling.furniture import Name
from newstool.labelling.judge.weights import is_short
from newstool.labelling.second_look.kept_by_neighbours import is_bare_name
from newstool.model.article import Block, Label, Reading
from newstool.names.lists import EMAIL
from newstool.names.who_and_when import signs_with_address
from newstool.page.facts import Page
from newstool.vocabulary.scripts import ends_sentence

_DATE_LINE = 60  # characters of a line that is a date
_FULL_DATE = 10  # characters of '2024-11-14'
_MORE_LETTERS = 12  # beside the date: a weekday, a place, 'time'
_PROSE = 60  # characters of the story's first paragraph, before which dates stand
_HEAD = 4  # blocks above the headline, and kept blocks, in which they are looked for
_STANDFIRST = range(30, 351)  # characters of a paragraph above the byline
_SURE = 0.7  # probability from which such a paragraph is believed to be the story's
_CREDITS = (Label.BYLINE, Label.DATE)
_FOOT = 2  # last kept blocks that may tell of the author
_BIOGRAPHY = 400  # characters
_TOLD = 0.85  # probability from which a paragraph is the story's, whomever it tells of
_SIGNED = 60  # characters of a line above the story that names its author
_TITLES = frozenset(("dr", "dr.", "prof", "prof.", "mr", "mr.", "ms", "ms.", "mrs", "mrs."))


def named_by_marks(
    page: Page, scores: Sequence[float], kept: Collection[int], title: int | None
) -> dict[int, Name]:
    """Labels of `kept` blocks of a plain text that its marks take from the story, and of a short
    text's dates around its headline. Linear."""
    reading = page.reading
    if reading.document.format == "html" or not kept:
        return {}
    blocks, order = reading.blocks, sorted(kept)
    found: dict[int, Name] = {}
    for index in _dates(blocks, _head(reading, order, title)):
        found[index] = (Label.DATE, "date-alone")
    standfirst = _standfirst(page, scores, title)
    if standfirst is not None and standfirst in kept and standfirst < order[-1]:
        found[standfirst] = (Label.SUBTITLE, "above-the-byline")
    story = [index for index in order if index not in found]
    if len(story) > 1:
        found.update(_foot(page, scores, story, title))
    return found


def _head(reading: Reading, kept: Sequence[int], title: int | None) -> list[int]:
    """The first kept blocks; of a short text, after those around the headline, kept or not."""
    around = (
        range(max(0, title - _HEAD), kept[0]) if title is not None and is_short(reading) else ()
    )
    return [*(index for index in around if index != title), *kept[:_HEAD]]


def _dates(blocks: Sequence[Block], order: Sequence[int]) -> Iterator[int]:
    """Lines above the first paragraph that are a date and no more."""
    for index in order:
        text = blocks[index].text
        if len(text) > _DATE_LINE:
            return
        if is_date_alone(text):
            yield index


def is_date_alone(text: str) -> bool:
    """Whether a line is a full date, with a weekday, a place or a time, and no more."""
    if not any(character.isdigit() for character in text):
        return False
    date = next(iter(find_dates(text)), None)
    if date is None or date.value is None or len(str(date.value)) < _FULL_DATE:
        return False
    return sum(map(str.isalpha, text[: date.start] + text[date.end :])) <= _MORE_LETTERS


def _standfirst(page: Page, scores: Sequence[float], title: int | None) -> int | None:
    """The paragraph between headline and byline, if there is one."""
    blocks = page.reading.blocks
    if title is None or title + 2 >= len(blocks) or scores[title + 1] >= _SURE:
        return None
    hit = page.hits[title + 2]
    signed = hit is not None and hit.label in _CREDITS
    return title + 1 if signed and len(blocks[title + 1].text) in _STANDFIRST else None


def _foot(
    page: Page, scores: Sequence[float], story: Sequence[int], title: int | None
) -> Iterator[tuple[int, Name]]:
    """The last kept blocks, as long as they are addresses, or tell or sign who wrote the rest."""
    blocks, signed = page.reading.blocks, None
    for index in list(reversed(story[1:]))[:_FOOT]:
        text = blocks[index].text
        hit = page.hits[index]
        if hit is not None and hit.strength == "sure":
            continue  # it is named as what it says it is
        if EMAIL.fullmatch(text.rstrip(".")):
            yield index, (Label.CONTACT, "address-alone")
            continue
        if is_bare_name(text) or signs_with_address(text):
            yield index, (Label.BYLINE, "signature")
            continue
        if signed is None:
            signed = _signing_lines(blocks[(title or 0) : story[0]], title)
        if scores[index] >= _TOLD or not tells_of(text, signed):
            return
        yield index, (Label.AUTHOR_BIO, "tells-of-the-author")


def _signing_lines(head: Sequence[Block], title: int | None) -> list[str]:
    lines = [block.text for block in head if block.index != title]
    return [f" {line} " for line in lines if len(line) <= _SIGNED and not ends_sentence(line)]


def tells_of(text: str, signed: Sequence[str]) -> bool:
    """Whether a paragraph begins with the two words of a name in a line above the story."""
    words = text.split(None, 4)
    while words and words[0].lower() in _TITLES:
        del words[0]
    if len(text) > _BIOGRAPHY or len(words) < 3 or any(word[-1] in ",:;" for word in words[:2]):
        return False
    name = f" {words[0]} {words[1]} "
    return not any(word[0].islower() for word in words[:2]) and any(
        name in line.replace(",", " ,").replace("|", " | ") for line in signed
    )
