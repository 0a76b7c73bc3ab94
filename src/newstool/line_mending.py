"""Hard wraps undone: which line ends are no paragraph's end, and what stands in their place.

A writer's program that wraps at a column breaks a line where the next word would not have fitted.
So every wrapped line end says two things about the column: it is at least as wide as the line, and
less wide than the line and the next word together. The column that agrees with most line ends,
counted where the next line goes on in mid-sentence, is the one; where none agrees with at least
half of them, nothing was wrapped and no line is joined.

Proportional type (text out of PDF) has no such column: there, lines of prose of nearly one length
that break off in mid-sentence are enough.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from operator import add, sub
from pathlib import Path

from msgspec import Struct

_MIN_COLUMN = 36  # columns; narrower text (lists, verse, addresses) is never joined
_MIN_WIDE_COLUMN = 50  # columns; lists of headlines are cut at 20 characters more often than text
_MAX_COLUMN = 200  # columns; wider lines are paragraphs of their own
_MAX_WORD = 26  # columns of a next word; a longer one (an address) says little about the column
_MIN_SHARE = 0.5  # of the mid-sentence line ends that the column must explain
_MIN_SUPPORT = 3  # line ends
_AGREED_SHARE = 0.8  # of many line ends: then no paragraph of three lines is asked for
_MIN_PROSE = 0.2  # share of such lines with a mark inside; wrapped prose has 0.4 to 0.8, menus 0
_PLENTY = 6  # line ends; a column with fewer joins only where a line end in mid-sentence is near
_MAX_COLUMNS = 3  # a mail inside a page may have its own; more than this was never seen
_KINSOKU = 3  # columns that a Chinese or Japanese line may stay short to keep a mark with its word
# Proportional type: lines of a paragraph are this near to the longest, as a share of it.
_LOOSE_NEAR = 0.76
_LOOSE_SHARE = 0.8
_LOOSE_SUPPORT = 4  # line ends; one less when they follow each other
_LOOSE_PROSE = 0.5  # share of such lines with a comma or full stop inside
_MAX_PASSES = 12  # each pass joins at least two lines; two passes are the most seen in use

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
# Scripts that are written without spaces and joined without them; Hangul is not among them.
_UNSPACED = re.compile(
    "[\u2e80-\u303e\u3040-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003fffd]"
)
# First bytes in UTF-8 of U+1100 to U+117F, U+2E80 to U+D7FF, U+F000 on; some are narrow.
_WIDE_LEADS = tuple(bytes([lead]) for lead in (*range(0xE3, 0xEE), 0xEF, 0xF0)) + tuple(
    bytes(lead) for lead in ((0xE1, 0x84), (0xE1, 0x85), (0xE2, 0xBA), (0xE2, 0xBB), (0xE2, 0xBC))
)
_FIRST_UNSPACED = "\u2e80"
_SEAM_MARKS = frozenset("-\u2010\xad/")  # at a line's end they ask for more than a space
_SENTENCE_ENDS = frozenset('.!?:;…。！？：；"”»)')
_WIDE_ENDS = frozenset("。！？…：；")
_BULLETS = frozenset("•‣◦▪▫■□●○☆★◆◇➢►▶➤✓✔※·∙◾◽*-+")
_NUMBER = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)](?=\s)|\(\w{1,3}\)(?=\s)")
_PROSE = re.compile(r"[,.;:?!؟،।] |[，。、；：？！」』”]")
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4}|[QA]|Q&A): ?|[QA]\. ")
_RULE_LINE = re.compile(r"\W{3,}$|_{3,}$")
_LAST_WORD = re.compile(r"(\w{1,40})[-\u2010]$")
_FIRST_WORD = re.compile(r"\w{1,40}")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_FRAME = " \t\n\r\x0b\f\x1c\x1d\x1e\x85\xa0\u3000\u2028\u2029│─┌┐└┘├┤┬┴┼┃┏┓┗┛┣┫┳┻╋║╔╗╚╝"


class Lines(Struct, frozen=True):
    """A text's lines, as `str.splitlines` cuts them.

    `texts` are stripped of white space and of quote marks ('> '); a blank line is ''. `starts` are
    the offsets of the first character that is no white space, quote marks included; `indents` the
    characters before the text on the line; `quoted` the number of quote marks, for lines with any.
    """

    texts: list[str]
    starts: list[int]
    indents: list[int]
    quoted: dict[int, int]
    wide: bool = True


class Column(Struct, frozen=True):
    """Where text was wrapped: a width from `low` to `high` explains the line ends.

    `loose` marks proportional type, where `high` is the longest line and `low` the shortest one
    that counts as full. `support` counts the line ends it explains.
    """

    low: int
    high: int
    loose: bool = False
    support: int = 0


class _LineEnd(Struct, frozen=True, gc=False):
    """A line that breaks off in mid-sentence: its width, and the width with the next word."""

    number: int
    width: int
    reach: int
    prose: bool


class Words(Struct, frozen=True):
    """What a document says about its hyphens.

    `known` are its words, lower-cased; `hyphenated`: a typesetter broke its words.
    """

    known: frozenset[str]
    hyphenated: bool


def split_lines(text: str) -> Lines:
    """Cut a text at every kind of line end, form feeds among them. Linear; never raises."""
    raw = text.splitlines(keepends=True)
    sizes = list(map(len, raw))
    if "│" in text or "─" in text:
        # Frames that a renderer drew around tables are margin, not text.
        texts = [line.strip(_FRAME) for line in raw]
        indents = [len(line) - len(line.lstrip(_FRAME)) for line in raw]
    else:
        texts = list(map(str.strip, raw))
        indents = list(map(sub, sizes, map(len, map(str.lstrip, raw))))
    starts = list(map(add, accumulate(sizes, initial=0), indents))
    lines = Lines(texts, starts, indents, {}, _may_be_wide(text))
    if ">" in text:
        _unquote(lines)
    return lines


def _may_be_wide(text: str) -> bool:
    """Whether some character may take two columns: told by the first bytes of its UTF-8 form."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass")
    return any(lead in data for lead in _WIDE_LEADS)


def _unquote(lines: Lines) -> None:
    """Move '> ' from each quoted line into its indent, as mail programs write quotes."""
    for number, text in enumerate(lines.texts):
        if not text.startswith(">"):
            continue
        inner = text.lstrip("> ")
        cut = len(text) - len(inner)
        lines.quoted[number] = text.count(">", 0, cut)
        lines.texts[number] = inner.lstrip()
        lines.indents[number] += cut


def part_lines(lines: Lines, offsets: Sequence[int]) -> Lines:
    """The lines with those cut in two that one of `offsets`, in order, falls inside of. Linear."""
    cuts: dict[int, list[int]] = {}
    number = 0
    for offset in offsets:
        while number + 1 < len(lines.texts) and lines.starts[number + 1] <= offset:
            number += 1
        if number < len(lines.texts) and offset > lines.starts[number]:
            cuts.setdefault(number, []).append(offset - lines.starts[number])
    if not cuts:
        return lines
    parted = Lines([], [], [], {}, lines.wide)
    for number, text in enumerate(lines.texts):
        if number in lines.quoted:
            parted.quoted[len(parted.texts)] = lines.quoted[number]
        begin = 0
        for inside in (*cuts.get(number, ()), len(text)):
            piece = text[begin:inside]
            if piece.strip() or not text:
                begin += len(piece) - len(piece.lstrip())
                parted.texts.append(piece.strip())
                parted.starts.append(lines.starts[number] + begin)
                parted.indents.append(lines.indents[number] + begin)
            begin = max(begin, inside)
    return parted


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal: 2 for a Chinese character, 1 for a Latin letter."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_unspaced(character: str) -> bool:
    return character >= _FIRST_UNSPACED and _UNSPACED.match(character) is not None


def find_joins(lines: Lines) -> frozenset[int]:
    """The numbers of lines that go on in the next line.

    Linear in the text's length. Lists, tables, verse, addresses and speakers' lines keep their
    line ends, because no column explains them or because their marks say so.
    """
    widths = _widths(lines)
    evidence = _evidence(lines, widths)
    columns = _find_columns(evidence)
    if not columns:
        return frozenset()
    joiner = _Joiner(lines, widths, columns, {end.number: end.reach for end in evidence})
    for start, end in _runs(lines.texts):
        if max(widths[start:end]) >= _MIN_COLUMN:
            joiner.join_run(start, end)
    return frozenset(joiner.joins)


def _widths(lines: Lines) -> list[int]:
    """The column at which each line ends."""
    if not lines.wide:
        return list(map(add, lines.indents, map(len, lines.texts)))
    return list(map(add, lines.indents, map(display_width, lines.texts)))


# --- the column --------------------------------------------------------------------------------


def _find_columns(evidence: Sequence[_LineEnd]) -> list[Column]:
    columns: list[Column] = []
    while evidence and len(columns) < _MAX_COLUMNS:
        column = _best_column(evidence)
        if column.support < max(_MIN_SUPPORT, _MIN_SHARE * len(evidence)):
            break
        explained = [end for end in evidence if _explains(column, end.width, end.reach)]
        agreed = column.support >= max(_PLENTY, _AGREED_SHARE * len(evidence))
        prose = sum(end.prose for end in explained)
        if prose < _MIN_PROSE * len(explained) or not (agreed or _has_paragraph(explained)):
            break
        columns.append(column)
        evidence = [end for end in evidence if not _explains(column, end.width, end.reach)]
    if not columns and _has_paragraph(evidence):
        loose = _loose_column(evidence)
        columns += [loose] if loose else []
    return sorted(columns, key=lambda column: column.high)


def _evidence(lines: Lines, widths: Sequence[int]) -> list[_LineEnd]:
    """The line ends in mid-sentence, in order; a line that comes again counts once."""
    seen: set[str] = set()
    found: list[_LineEnd] = []
    texts, wide = lines.texts, lines.wide
    last = len(texts) - 1
    for number in [n for n, width in enumerate(widths) if _MIN_COLUMN <= width <= _MAX_COLUMN]:
        width, line, following = widths[number], texts[number], texts[number + (number < last)]
        if number == last or not following or 2 * len(line) < _MIN_COLUMN:
            continue
        if not _goes_on(line, following) or line in seen:
            continue
        reach = _reach(width, line, following, wide)
        if reach - width > _MAX_WORD or (reach == width + _KINSOKU and width < _MIN_WIDE_COLUMN):
            continue
        if "\t" not in line and "   " not in line and "://" not in line:
            seen.add(line)
            found.append(_LineEnd(number, width, reach, _PROSE.search(line) is not None))
    return found


def _goes_on(line: str, following: str) -> bool:
    """Whether the next line is plainly the same sentence."""
    last, first = line[-1], following[0]
    if first.islower():
        return last not in _SENTENCE_ENDS
    if first.isupper() or not first.isalpha() or first.isascii():
        return False
    if _is_unspaced(first):
        return _is_unspaced(last) and last not in _WIDE_ENDS
    return last.isalpha() or last in ",،、"  # scripts without case: Arabic, Hebrew, Hindi, Korean


def _reach(width: int, line: str, following: str, wide: bool) -> int:
    """The widest column at which the next word would still not have fitted on the line."""
    if wide and (_is_unspaced(following[0]) or _is_unspaced(line[-1])):
        return width + _KINSOKU
    head = following[: 2 * _MAX_WORD]
    if not head.isascii():
        return width + display_width(head.split(None, 1)[0])
    end = head.find(" ")
    return width + (end if end > 0 else len(head))


def _best_column(evidence: Sequence[_LineEnd]) -> Column:
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


def _has_paragraph(evidence: Sequence[_LineEnd]) -> bool:
    """Whether two line ends follow each other, as in any wrapped paragraph of three lines.

    Single ones come about by chance: a headline and the tag in lower case below it.
    """
    return any(after.number == end.number + 1 for end, after in pairwise(evidence))


def _loose_column(evidence: Sequence[_LineEnd]) -> Column | None:
    in_a_row = evidence[-1].number - evidence[0].number == len(evidence) - 1
    if len(evidence) < _LOOSE_SUPPORT - in_a_row:
        return None
    widths = sorted(end.width for end in evidence)
    longest = widths[len(widths) * 9 // 10]
    low = int(longest * _LOOSE_NEAR)
    near = sum(low <= width <= longest * 1.08 for width in widths)
    prose = sum(end.prose for end in evidence)
    if near < _LOOSE_SHARE * len(widths) or prose < _LOOSE_PROSE * len(widths):
        return None
    return Column(low, int(longest * 1.08) + 1, loose=True, support=near)


# --- the lines ---------------------------------------------------------------------------------


def _runs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """[start, end) of each run of two lines or more that nothing parts."""
    start = 0
    for number, text in enumerate(texts):
        if not text:
            if number - start > 1:
                yield start, number
            start = number + 1
    if len(texts) - start > 1:
        yield start, len(texts)


class _Joiner:
    """Decides on the line ends of each run; `joins` are the numbers of lines that go on."""

    def __init__(
        self,
        lines: Lines,
        widths: Sequence[int],
        columns: Sequence[Column],
        reaches: Mapping[int, int],
    ) -> None:
        self.joins: set[int] = set()
        self._lines, self._widths, self._columns = lines, widths, columns
        self._reaches = reaches

    def join_run(self, start: int, end: int) -> None:
        """Join what goes on among the lines [start, end), which no blank line parts."""
        texts, widths = self._lines.texts, self._widths
        column = _column_of(self._columns, widths[start:end], texts[start:end])
        if column is None:
            return
        found: list[int] = []
        sure = column.support >= _PLENTY
        first = start
        for number in range(start, end - 1):
            line, following = texts[number], texts[number + 1]
            if (
                widths[number] >= _MIN_COLUMN
                and self._is_full(column, number)
                and self._aligned(first, number)
                and not _begins_anew(line, following)
            ):
                found.append(number)
                sure = sure or _goes_on(line, following)
            else:
                first = number + 1
        if sure:
            self.joins.update(found)

    def _is_full(self, column: Column, number: int) -> bool:
        """Whether the line ended because the next word did not fit on it."""
        width = self._widths[number]
        line, following = self._lines.texts[number], self._lines.texts[number + 1]
        if not column.loose:
            reach = self._reaches.get(number)
            if reach is None:
                reach = _reach(width, line, following, self._lines.wide)
            return width <= column.high + 1 and reach >= column.low - 1
        if width < column.low:
            return False
        # A full stop at a ragged line's end may be the paragraph's: only a nearly full one goes on.
        ended = line[-1] in _SENTENCE_ENDS and not following[0].islower()
        return not ended or width * 10 >= column.high * 8

    def _aligned(self, first: int, number: int) -> bool:
        """Whether the next line stands under this one, as the lines of one paragraph do.

        A first line may be indented more than the rest, and the text after a list mark hangs
        under the text, not under the mark.
        """
        indents, quoted = self._lines.indents, self._lines.quoted
        if quoted and quoted.get(number) != quoted.get(number + 1):
            return False
        step = indents[number + 1] - indents[number]
        if number > first or not step:
            return -1 <= step <= 1
        return step <= max(1, item_mark(self._lines.texts[number]) + 1)


def _column_of(
    columns: Sequence[Column], widths: Sequence[int], texts: Sequence[str]
) -> Column | None:
    """The narrowest column that all lines of a run keep to; a web address may stick out."""
    limit = max(widths)
    if limit > columns[-1].high + 1:
        limit = max((w for w, t in zip(widths, texts, strict=True) if "://" not in t), default=0)
    return next((column for column in columns if limit <= column.high + 1), None)


def _begins_anew(line: str, following: str) -> bool:
    """Whether the next line's own marks say that it begins something."""
    first = following[0]
    if "\t" in line or "\t" in following or "    " in line or "    " in following:
        return True  # a table's columns
    if first in _BULLETS and item_mark(following):
        # ' - ' is a dash as often as a bullet: after half a sentence it goes on.
        return first not in "-+" or line[-1] in _SENTENCE_ENDS or bool(item_mark(line))
    if following.startswith("o ") and line.startswith("o "):
        return True  # a letter that some renderers draw as a bullet
    head = following[:5]
    if ("." in head or ")" in head) and _NUMBER.match(following):
        return line[-1] in _SENTENCE_ENDS or bool(item_mark(line))
    if first.isupper() and _SPEAKER.match(following):
        return True
    if first.isalnum():
        return not line[0].isalnum() and _RULE_LINE.match(line) is not None
    return first in "#|=_" or _RULE_LINE.match(following) is not None


def item_mark(text: str) -> int:
    """Length of the bullet or number that opens a list item, with the space after it; 0 if none."""
    if not text:
        return 0
    if text[0] in _BULLETS:
        return len(text) - len(text[1:].lstrip()) if text[1:2].isspace() else 0
    number = _NUMBER.match(text)
    return number.end() + 1 if number else 0


# --- the text between --------------------------------------------------------------------------


def join_lines(parts: Sequence[str], words: Words) -> str:
    """One paragraph's lines as one line. Linear.

    Chinese and Japanese lines join without a space, others with one; a hyphen at a line's end goes
    only where the document shows that it is no part of the word.
    """
    ends = {part[-1] for part in parts[:-1]}
    edges = ends.union([part[0] for part in parts[1:]])
    if ends.isdisjoint(_SEAM_MARKS) and max(edges, default="") < _FIRST_UNSPACED:
        return " ".join(parts)
    pieces: list[str] = []
    for line, following in pairwise(parts):
        cut, between = _seam(line, following, words)
        pieces.append(line[: len(line) - cut])
        pieces.append(between)
    return "".join((*pieces, parts[-1]))


def _seam(line: str, following: str, words: Words) -> tuple[int, str]:
    """How many characters go from the line's end, and what stands between it and the next."""
    last = line[-1]
    if last == "\xad":
        return 1, ""
    if last in "-\u2010" and line[-2:-1].isalnum():
        return _hyphen_seam(line, following, words)
    if last == "/" and not line[-2:-1].isspace() and following[0].isalnum():
        return 0, ""
    if line.isascii() and following.isascii():
        return 0, " "
    return 0, "" if _is_unspaced(last) or _is_unspaced(following[0]) else " "


def _hyphen_seam(line: str, following: str, words: Words) -> tuple[int, str]:
    verdict = _hyphen_verdict(line, following, words.known)
    if verdict == "space":
        return 0, " "
    if verdict == "drop" or (verdict == "unknown" and words.hyphenated):
        return 1, ""
    return 0, ""


def _hyphen_verdict(line: str, following: str, known: frozenset[str]) -> str:
    """'drop', 'keep', 'unknown', or 'space' where the hyphen waits: 'short- and long-term'."""
    left_match, right_match = _LAST_WORD.search(line[-42:]), _FIRST_WORD.match(following)
    if left_match is None or right_match is None:
        return "keep"
    left, right = left_match[1].lower(), right_match[0].lower()
    if right in _hyphen_words()["waiting"]:
        return "space"
    if not following[0].islower() or not left.isalpha():
        return "keep"
    whole = line.rsplit(None, 1)[-1][:-1].lower().lstrip("([{\"'“‘«")
    if f"{whole}-{right}" in known or left in _hyphen_words()["keeping"] or "-" in whole:
        return "keep"
    if left + right in known:
        return "drop"
    return "keep" if left in known and right in known else "unknown"


@cache
def _hyphen_words() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("rules") / "hyphens.toml"
    rules = tomllib.loads(path.read_text("utf-8"))["hyphen"]
    return {rule["id"]: frozenset(rule["words"]) for rule in rules}


def learn_words(lines: Lines, joins: frozenset[int]) -> Words:
    """What the document itself says about the hyphens at its joined line ends.

    Costs nothing where no joined line ends in a hyphen.
    """
    seams = [
        (lines.texts[i], lines.texts[i + 1])
        for i in sorted(joins)
        if lines.texts[i][-1] in "-\u2010"
    ]
    if not seams:
        return Words(frozenset(), hyphenated=False)
    known: set[str] = set()
    for text in lines.texts:
        for word in _WORDS.findall(text.lower()):
            known.add(word)
            if "-" in word:
                known.update(word.split("-"))
    broken = {_last_fragment(line) for line, _ in seams}
    vocabulary = frozenset(known - broken)
    verdicts = [_hyphen_verdict(line, following, vocabulary) for line, following in seams]
    dropped, kept = verdicts.count("drop"), verdicts.count("keep")
    # A typesetter hyphenates one line in ten or twenty, a browser breaks after few real hyphens.
    often = len(verdicts) >= 3 and len(verdicts) * 20 >= len(joins)
    return Words(vocabulary, hyphenated=dropped > kept or (often and dropped == kept == 0))


def _last_fragment(line: str) -> str:
    match = _LAST_WORD.search(line[-42:])
    return match[1].lower() if match else ""


# --- whole texts -------------------------------------------------------------------------------


def mend(text: str) -> str:
    """The text with its wrapped lines joined; every other line stays as it is.

    Mending a mended text changes nothing. Linear; never raises.
    """
    for _ in range(_MAX_PASSES):
        lines = split_lines(text)
        joins = find_joins(lines)
        if not joins:
            return text
        text = _mended(text, lines, joins)
    return text


def _mended(text: str, lines: Lines, joins: frozenset[int]) -> str:
    words = learn_words(lines, joins)
    raw = text.splitlines(keepends=True)
    pieces: list[str] = []
    for first, last in paragraphs(lines, joins):
        if first == last:
            pieces.append(raw[first])
            continue
        ends = len(raw[last].rstrip())
        pieces.append(raw[first][: lines.indents[first]])
        pieces.append(join_lines(lines.texts[first : last + 1], words))
        pieces.append(raw[last][ends:])
    return "".join(pieces)


def paragraphs(lines: Lines, joins: frozenset[int]) -> Iterator[tuple[int, int]]:
    """(first, last) line of each paragraph, blank lines too, in order."""
    first = 0
    for number in range(len(lines.texts)):
        if number not in joins:
            yield first, number
            first = number + 1
