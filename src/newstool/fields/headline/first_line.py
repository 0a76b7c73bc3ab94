"""The lines of a copied or typed story that may be its headline.

Nothing is above it but a kicker, a byline, a date or an agency's marks. A story may do without:
an agency's brief opens with its dateline, a note with its first sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newstool.dates import ReadDate, find_dates, find_relative
from newstool.fields.dateline import parse_dateline
from newstool.model.article import Block, BlockKind, Label
from newstool.names.who_and_when import says_who_or_when
from newstool.page.addresses import is_address
from newstool.page.regime import is_link
from newstool.vocabulary.folding import count_words
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.names import agency_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import SENTENCE_ENDS, ends_sentence, is_endless, weight_of
from newstool.vocabulary.wire_lines import is_wire_line

_HEAD = 12  # first lines among which it is
_LONGEST = 300  # Latin letters of a headline; the longest of the development data has 240
_LONGEST_ASKING = 150  # of one that asks or is called out
_LONGEST_STOPPED = 45  # of one that ends in a full stop, as few do
_AND_LONGER = 1.5  # times as long is the sentence after such a one, at least
_SHORTEST = 2  # letters
_KICKER = 25  # Latin letters of a line that ends in a colon, above a headline
_LONGEST_DATE = 60  # characters of a line that is a date
_MOST_LETTERS = 34  # of such a line: a weekday, a month, a paper's name
_BESIDE_DATE = 2  # letters beside it: the 'A' of page A1
_PAGE_CITED = later(r"[,|·]\s{0,2}[^\W\d_]{1,5}\.? ?[A-Z]?\d{1,3}$")
# What a letter has before its date: 'Tarrow, den 5. März 2024'.
_PLACE = later(r"[^\W\d_][^\d,]{1,30},\s{0,2}(?:[^\W\d_]{1,4}\.?)?\s{0,2}")
_FULL_DATE = 10  # characters of '2024-11-14'
_DIGITS = later(r"\d\d")
_GOES_ON = frozenset(",;，；、")  # how verse and a salutation end
_CALLS = frozenset("?!？！؟")
_COLONS = frozenset(":：")
_CLOSERS = "\"'”’»)]」』）"
_INNER_END = later(r"[.!?…]['\"”’»)]{0,2}\s+[^\W\d_a-z]|[。！？][^」』”’）]")
# Kinds of lines that may be a headline all the same where no rule is sure of them.
_MAY_HEAD = frozenset((Label.NAVIGATION, Label.OTHER, Label.RELATED))
_NO_HEADLINES = frozenset(
    (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CODE, BlockKind.CAPTION)
)


def head_lines(blocks: Sequence[Block], settled: Collection[int] = ()) -> list[Block]:
    """The lines above a story that may be its headline, in order; none where it has no headline.

    `settled` are indexes of lines that are something else, such as labelled ones. Linear in the
    few lines it looks at; never raises.
    """
    found: list[Block] = []
    for block in blocks[:_HEAD]:
        if block.index in settled or says_otherwise(block):
            continue
        if not may_be_headline(block, blocks):
            break
        found.append(block)
    has_kicker = len(found) > 1 and count_words(found[0].text) == 1
    return found[1:] if has_kicker else found


def says_otherwise(block: Block) -> bool:
    """Whether a line says that it is neither headline nor story: a byline, a date, a button."""
    text = block.text
    if block.markup is not None and (block.markup.hidden or is_link(block)):
        return True
    if sum(map(str.isalnum, text)) < _SHORTEST or is_address(text):
        return True
    if is_wire_line(text) or is_aside(text) or agency_of(text) is not None:
        return True
    hit = recognise(text)
    if hit is not None and hit.label is Label.CORRECTION:
        return ends_sentence(text)
    if hit is not None and (hit.strength == "sure" or hit.label not in _MAY_HEAD):
        return not ends_sentence(text) or hit.strength == "sure"
    return is_date_line(text) or says_who_or_when(text)


def may_be_headline(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a line has a headline's form: it is not the story's first sentence already."""
    text, weight = block.text, weight_of(block.text)
    if block.kind in _NO_HEADLINES or weight > _LONGEST or text[-1:] in _GOES_ON:
        return False
    if text[-1:] in _COLONS and weight > _KICKER:
        return False
    dateline = parse_dateline(text)
    if dateline is not None and (dateline.agency is not None or ends_sentence(text)):
        return False
    last = text.rstrip(_CLOSERS)[-1:]
    if last not in SENTENCE_ENDS or is_endless(last):
        return True
    if _INNER_END.search(text):
        return False
    after = blocks[block.index + 1].text if block.index + 1 < len(blocks) else ""
    if last in _CALLS:
        # Of two questions one after another, neither is a headline.
        return weight <= _LONGEST_ASKING and after.rstrip(_CLOSERS)[-1:] != last
    is_longer = weight_of(after) >= _AND_LONGER * weight and ends_sentence(after)
    return weight <= _LONGEST_STOPPED and (is_longer or says_who_or_when(after))


def is_aside(text: str) -> bool:
    """Whether the whole line is in brackets: '(From our own correspondent.)'."""
    return (
        bool(text)
        and text[0] in "([（"
        and text[-1] in ")]）"
        and text.find(")") in (-1, len(text) - 1)
    )


def is_date_line(text: str, letters: int = _BESIDE_DATE) -> bool:
    """Whether a line holds a full date and no more than a page's number, a place or so many
    `letters` besides."""
    found = _full_dates(text)
    if not found or sum(map(str.isalpha, text)) > _MOST_LETTERS:
        return False
    rest = text[: found[0].start] + text[found[0].end :]
    return (
        sum(map(str.isalpha, rest)) <= letters
        or _PLACE.fullmatch(rest.rstrip(" .")) is not None
        or _PAGE_CITED.search(rest) is not None  # 'Hafenbote vom 3.3.2023, Nr. 53, S. 17'
    )


def is_relative_line(text: str) -> bool:
    """Whether a line only says when, counted from now: 'Yesterday, 14:05', '2 hours ago'."""
    found = find_relative(text) if len(text) <= _LONGEST_DATE else None
    if found is None:
        return False
    rest = text[: found.start] + text[found.end :]
    return sum(map(str.isalpha, rest)) <= _BESIDE_DATE


def ends_in_date(text: str) -> bool:
    """Whether a full date ends the line: 'Tarrow Times, March 5, 2024'."""
    found = _full_dates(text)
    return bool(found) and found[-1].end >= len(text.rstrip(" .)]"))


def _full_dates(text: str) -> list[ReadDate]:
    if len(text) > _LONGEST_DATE or not _DIGITS.search(text):
        return []
    return [one for one in find_dates(text) if len(one.value or "") >= _FULL_DATE]
