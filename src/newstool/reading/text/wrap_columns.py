"""The column that a text was wrapped at, found from its line ends.

A program that wraps at a column breaks a line where the next word would not have fitted. So every
wrapped line end says two things about the column: it is at least as wide as the line, and less wide
than the line and the next word together. The column that agrees with most line ends, counted where
the next line continues the sentence, is the one; where none agrees with at least half of them,
nothing was wrapped.

Proportional type (text out of PDF) has no such column: there, lines of prose of nearly one length
that break off in mid-sentence are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from newstool.reading.text.lines import Lines, display_width, is_unspaced
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import SENTENCE_ENDS

MIN_COLUMN = 36  # columns; narrower text (lists, verse, addresses) is never joined
_MIN_PRINTED = 18  # columns; as narrow as a newspaper's, where its broken words give it away
# At a line's end these aren't part of a word: the soft hyphen, and the '¬' that text recognition
# and scanned catalogues write for the hyphen of a broken word.
BREAKING = frozenset("\xad\xac")
_HYPHENS = ("-", "\u2010", *BREAKING)
_BROKEN, _BROKEN_SHARE = 4, 25  # words broken at line ends: so many, and one line in so many
_MIN_WIDE_COLUMN = 50  # columns; below, headlines cut at 20 characters are as many: text has commas
_MAX_COLUMN = 200  # columns; wider lines are paragraphs of their own
_MAX_WORD = 26  # columns of a next word; a longer one (an address) says little about the column
_MIN_SHARE = 0.5  # of the mid-sentence line ends that the column must explain
_MIN_SUPPORT = 3  # line ends
_AGREED_SHARE = 0.8  # of many line ends: then no paragraph of three lines is asked for
_MIN_PROSE = 0.2  # share of such lines with a mark inside; wrapped prose has 0.4 to 0.8, menus 0
PLENTY = 6  # line ends; a column with fewer joins only where a line end in mid-sentence is near
_MAX_COLUMNS = 3  # a mail inside a page may have its own; more than this was never seen
_KINSOKU = 3  # columns that a Chinese or Japanese line may stay short to keep a mark with its word
# Proportional type: lines of a paragraph are this near to the longest, as a share of it.
_LOOSE_NEAR = 0.76
_LOOSE_SHARE = 0.8
_LOOSE_ROOM = 1.08  # a line with many narrow letters is that much longer than the usual long one
_LOOSE_WIDER = 1.15  # lines up to that much wider than a column overrun it; wider ones never had it
_LOOSE_SPILL = 0.025  # share of line ends beyond a column that show it isn't fixed
_LOOSE_SUPPORT = 4  # line ends; one less when they follow each other
_LOOSE_PROSE = 0.5  # share of such lines with a comma or full stop inside
# A text of a few paragraphs, as a scan of one notice has.
_SPARSE_WIDEST = (60, 100)  # columns of its longest line: verse is narrower, paragraphs are wider
_SPARSE_LINES = 120  # lines, blank ones among them; longer texts have enough line ends
_SPARSE_NEAR = 0.7  # share of the longest line that each line cut in mid-sentence must have
_SPARSE_SUPPORT = 2  # such line ends; one is enough with a comma or full stop inside
# After them a paragraph may end, and so may a line of a list or a turn.
LINE_ENDS = SENTENCE_ENDS | frozenset(':;：；"”»)')
_PROSE = later(r"[,.;:?!؟،।] |[，。、；：？！」』”]")


class Column(Struct, frozen=True):
    """Where text was wrapped: a width from `low` to `high` explains the line ends.

    `loose` marks proportional type, where `high` is the longest line and `low` the shortest one
    that counts as full. `support` counts the line ends it explains. Of a `sparse` one only the line
    ends in mid-sentence are believed.
    """

    low: int
    high: int
    loose: bool = False
    support: int = 0
    sparse: bool = False


class LineEnd(Struct, frozen=True, gc=False):
    """A line that breaks off in mid-sentence: its width, and the width with the next word.

    `prose`: it has a comma, a full stop or their like inside.
    """

    number: int
    width: int
    reach: int
    prose: bool


def find_columns(lines: Lines, widths: Sequence[int], evidence: Sequence[LineEnd]) -> list[Column]:
    """The document's columns, narrowest first; a loose one where type was proportional."""
    columns = _strict_columns(evidence)
    if columns:
        main = max(columns, key=lambda column: column.support)
        wider = _overruns(lines, widths, main)
        if lines.wide or len(wider) < max(1, _LOOSE_SPILL * main.support):
            return columns
        # A fixed column is never overrun: these lines were set in type of uneven width.
        high = int(max(wider) * _LOOSE_ROOM) + 1
        return [Column(int(main.high * _LOOSE_NEAR), high, loose=True, support=main.support)]
    loose = _loose_column(evidence) if _has_paragraph(evidence) else None
    loose = loose or _sparse_column(lines, widths, evidence)
    return [loose] if loose else []


def _sparse_column(
    lines: Lines, widths: Sequence[int], evidence: Sequence[LineEnd]
) -> Column | None:
    """The column of a short text: no line is wide, and one or more break off in mid-sentence."""
    widest = max(widths, default=0)
    if not _SPARSE_WIDEST[0] <= widest <= _SPARSE_WIDEST[1] or len(lines.texts) > _SPARSE_LINES:
        return None
    low = int(widest * _SPARSE_NEAR)
    near = [end for end in evidence if end.width >= low]
    if len(near) < len(evidence) or not near:
        return None
    if len(near) < _SPARSE_SUPPORT and not near[0].prose:
        return None
    return Column(low, widest, loose=True, support=len(near), sparse=True)


def _overruns(lines: Lines, widths: Sequence[int], column: Column) -> list[int]:
    """The widths of lines of prose that are a little wider than the column."""
    texts, least, most = lines.texts, column.high + 1, column.high * _LOOSE_WIDER
    return [
        widths[number]
        for number in [n for n, width in enumerate(widths[:-1]) if least < width <= most]
        if texts[number + 1]
        and not texts[number].startswith("|")
        and "   " not in texts[number]
        and "://" not in texts[number]
        and _is_prose(texts[number])
    ]


def _strict_columns(evidence: Sequence[LineEnd]) -> list[Column]:
    columns: list[Column] = []
    while evidence and len(columns) < _MAX_COLUMNS:
        column = _best_column(evidence)
        if column.support < max(_MIN_SUPPORT, _MIN_SHARE * len(evidence)):
            break
        explained = [end for end in evidence if _explains(column, end.width, end.reach)]
        agreed = column.support >= max(PLENTY, _AGREED_SHARE * len(evidence))
        prose = sum(end.prose for end in explained)
        if prose < _MIN_PROSE * len(explained) or not (agreed or _has_paragraph(explained)):
            break
        columns.append(column)
        evidence = [end for end in evidence if not _explains(column, end.width, end.reach)]
    return sorted(columns, key=lambda column: column.high)


def least_column(texts: Sequence[str]) -> int:
    """The narrowest line that may be wrapped: a printed column's where words are broken by hyphens.

    Verse, lists and addresses, which are as narrow, break no words.
    """
    ends = [number for number, line in enumerate(texts[:-1]) if line.endswith(_HYPHENS)]
    broken = sum(is_broken_word(texts[number], texts[number + 1]) for number in ends)
    often = broken >= _BROKEN and broken * _BROKEN_SHARE >= len(texts) - texts.count("")
    return _MIN_PRINTED if often else MIN_COLUMN


def is_broken_word(line: str, following: str) -> bool:
    """Whether a line ends in a hyphen in mid-word, as far as its letters show."""
    if line[-1:] not in _HYPHENS or len(line) < 2:
        return False
    return line[-2].isalpha() and following[:1].islower()


def find_line_ends(lines: Lines, widths: Sequence[int], least: int = MIN_COLUMN) -> list[LineEnd]:
    """The line ends in mid-sentence, in order; a line that comes again counts once."""
    seen: set[str] = set()
    found: list[LineEnd] = []
    texts, wide = lines.texts, lines.wide
    last = len(texts) - 1
    for number in [n for n, width in enumerate(widths) if least <= width <= _MAX_COLUMN]:
        width, line, following = widths[number], texts[number], texts[number + (number < last)]
        if number == last or not following or 2 * len(line) < least:
            continue
        if not goes_on(line, following) or line in seen:
            continue
        reach = reach_of(width, line, following, wide)
        if reach - width > _MAX_WORD:
            continue
        prose = _is_prose(line)
        if reach == width + _KINSOKU and width < _MIN_WIDE_COLUMN and not prose:
            continue
        if "\t" not in line and "   " not in line and "://" not in line:
            seen.add(line)
            found.append(LineEnd(number, width, reach, prose))
    return found


def _is_prose(line: str) -> bool:
    """Whether a clause or a sentence ends inside the line."""
    if ", " in line or ". " in line:
        return True
    return _PROSE.search(line) is not None


def goes_on(line: str, following: str) -> bool:
    """Whether the next line is plainly the same sentence."""
    last, first = line[-1], following[0]
    if first.islower():
        return last not in LINE_ENDS
    if first.isupper() or not first.isalpha() or first.isascii():
        return False
    if is_unspaced(first):
        return is_unspaced(last) and last not in LINE_ENDS
    return last.isalpha() or last in ",،、"  # scripts without case: Arabic, Hebrew, Hindi, Korean


def reach_of(width: int, line: str, following: str, wide: bool) -> int:
    """The widest column at which the next word would still not have fitted on the line."""
    if wide and (is_unspaced(following[0]) or is_unspaced(line[-1])):
        return width + _KINSOKU
    head = following[: 2 * _MAX_WORD]
    if not head.isascii():
        return width + display_width(head.split(None, 1)[0])
    end = head.find(" ")
    return width + (end if end > 0 else len(head))


def _best_column(evidence: Sequence[LineEnd]) -> Column:
    """The widths that most line ends agree with: interval stabbing by counting."""
    steps = [0] * (_MAX_COLUMN + _MAX_WORD + 2)
    for end in evidence:
        steps[end.width] += 1
        steps[end.reach + 1] -= 1
    counts = list(accumulate(steps))
    support = max(counts)
    low = counts.index(support)
    high = low
    while counts[high + 1] == support:
        high += 1
    return Column(low, high, support=support)


def _explains(column: Column, width: int, reach: int) -> bool:
    """Whether a line that wide ended because the next word did not fit; off by one is forgiven."""
    return width <= column.high + 1 and reach >= column.low - 1


def _has_paragraph(evidence: Sequence[LineEnd]) -> bool:
    """Whether two line ends follow each other, as in any wrapped paragraph of three lines.

    Single ones come about by chance: a headline and the tag in lower case below it.
    """
    return any(after.number == end.number + 1 for end, after in pairwise(evidence))


def _loose_column(evidence: Sequence[LineEnd]) -> Column | None:
    in_a_row = evidence[-1].number - evidence[0].number == len(evidence) - 1
    if len(evidence) < _LOOSE_SUPPORT - in_a_row:
        return None
    widths = sorted(end.width for end in evidence)
    longest = widths[len(widths) * 9 // 10]
    low = int(longest * _LOOSE_NEAR)
    near = sum(low <= width <= longest * _LOOSE_ROOM for width in widths)
    prose = sum(end.prose for end in evidence)
    if near < _LOOSE_SHARE * len(widths) or prose < _LOOSE_PROSE * len(widths):
        return None
    return Column(low, int(longest * _LOOSE_ROOM) + 1, loose=True, support=near)
