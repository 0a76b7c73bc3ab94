"""Hard wraps undone: which lines continue in the next one, and what replaces the line end.

`wrap_columns` finds where the text was wrapped; a line is joined to the next where it ended because
the next word did not fit, unless the next line's own marks say that it begins something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from newstool.reading.text.lines import FIRST_UNSPACED, Lines, is_unspaced, line_widths, split_lines
from newstool.reading.text.page_furniture import is_page_number
from newstool.reading.text.wrap_columns import (
    BREAKING,
    LINE_ENDS,
    MIN_COLUMN,
    PLENTY,
    Column,
    find_columns,
    find_line_ends,
    goes_on,
    is_broken_word,
    least_column,
    reach_of,
)
from newstool.vocabulary.languages import function_words
from newstool.vocabulary.patterns import later
from newstool.vocabulary.tables import load_table

_LONGEST_PAGE_NUMBER = 24  # characters of 'Page 103 of 207'
_LONGEST_CAP = 2  # characters of a drop cap with a quote mark
_CAP_APART = later(r"([^\W\d_a-z]) ([^\W\d_A-Z]{1,12})\b")
_SHORT_JOINER = 2  # letters of 'en' and 'og', which end words of other languages: 'brok-|en'
_FILLED = 0.8  # share of a column's width from which a line fills it
_BY_CHANCE = 3  # times as many unknown hyphens as chance puts at line ends: a typesetter's
_SHORTEST_CAPPED = 20  # characters of a line that a drop cap belongs to
_QUOTES = "\"'“‘«„"
_MAX_PASSES = 12  # each pass joins at least two lines; two passes are the most seen in use
_SEAM_MARKS = BREAKING.union("-\u2010/")  # at a line's end they ask for more than a space
_BULLETS = frozenset("•‣◦▪▫■□●○☆★◆◇➢►▶➤✓✔※·∙◾◽*-+")
_NUMBER = later(r"(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)](?=\s)|\(\w{1,3}\)(?=\s)")
_SPEAKER = later(r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4}|[QA]|Q&A): ?|[QA]\. ")
_RULE_LINE = later(r"\W{3,}$|_{3,}$")
_LAST_WORD = later(r"(\w{1,40})[-\u2010]$")
_FIRST_WORD = later(r"\w{1,40}")
_WORDS = later(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class Words(Struct, frozen=True):
    """What a document says about its hyphens.

    `known` are its words, lower-cased; `hyphenated`: a typesetter broke its words.
    """

    known: frozenset[str]
    hyphenated: bool


def find_joins(lines: Lines) -> frozenset[int]:
    """The numbers of lines that continue in the next line.

    Linear in the text's length. Lists, tables, verse, addresses and speakers' lines keep their
    line ends, because no column explains them or because their marks say so.
    """
    widths = line_widths(lines)
    least = least_column(lines.texts)
    evidence = find_line_ends(lines, widths, least)
    columns = find_columns(lines, widths, evidence)
    torn = frozenset(_torn(lines.texts, breaks_words=least < MIN_COLUMN))
    if not columns:
        return torn
    reaches = {end.number: end.reach for end in evidence}
    joiner = _Joiner(lines, widths, columns, reaches, least)
    for start, end in _runs(lines.texts):
        if max(widths[start:end]) >= least:
            joiner.join_run(start, end)
    return torn.union(joiner.joins)


def _torn(texts: Sequence[str], *, breaks_words: bool) -> Iterator[int]:
    """Lines that continue whatever the column: cut in mid-word, or a drop cap alone.

    `breaks_words`: a typesetter broke many words at their line ends.
    """
    last = len(texts) - 1
    doubtful = [n for n, t in enumerate(texts) if len(t) <= _LONGEST_CAP or t[-1] in _SEAM_MARKS]
    for number in doubtful:
        text, following = texts[number], texts[number + (number < last)]
        if not text or not following or number == last:
            continue
        cut = breaks_words or text[-1] in BREAKING
        cut = cut and (text[-1] == "\xad" or is_broken_word(text, following))
        if cut or _is_drop_cap(text, following):
            yield number


def _is_drop_cap(line: str, following: str) -> bool:
    """Whether the line is the large first letter of the paragraph below."""
    if len(line) > _LONGEST_CAP:
        return False
    letter = line.lstrip(_QUOTES)
    return (
        len(letter) == 1
        and letter.isupper()
        and following[0].islower()
        and len(following) >= _SHORTEST_CAPPED
    )


# --- the lines ---------------------------------------------------------------------------------


def _runs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """[start, end) of each run of two lines or more with nothing between."""
    start = 0
    for number, text in enumerate(texts):
        if not text:
            if number - start > 1:
                yield start, number
            start = number + 1
    if len(texts) - start > 1:
        yield start, len(texts)


class _Joiner:
    """Decides on the line ends of each run; `joins` are the numbers of lines that continue."""

    def __init__(
        self,
        lines: Lines,
        widths: Sequence[int],
        columns: Sequence[Column],
        reaches: Mapping[int, int],
        least: int,
    ) -> None:
        self.joins: set[int] = set()
        self._lines, self._widths, self._columns = lines, widths, columns
        self._reaches, self._least = reaches, least

    def join_run(self, start: int, end: int) -> None:
        """Join lines among [start, end), which has no blank line, with those they continue in."""
        texts, widths = self._lines.texts, self._widths
        column = _column_of(self._columns, widths[start:end], texts[start:end])
        if column is None:
            return
        found: list[int] = []
        sure = column.support >= PLENTY
        first = start
        for number in range(start, end - 1):
            line, following = texts[number], texts[number + 1]
            if (
                widths[number] >= self._least
                and self._is_full(column, number)
                and self._aligned(first, number)
                and not _begins_anew(line, following)
            ):
                found.append(number)
                sure = sure or goes_on(line, following)
            else:
                first = number + 1
        if sure:
            self.joins.update(found)

    def _is_full(self, column: Column, number: int) -> bool:
        """Whether the line ended because the next word did not fit on it."""
        width = self._widths[number]
        line, following = self._lines.texts[number], self._lines.texts[number + 1]
        if column.sparse:
            return width >= column.low and goes_on(line, following)
        if not column.loose:
            reach = self._reaches.get(number)
            if reach is None:
                reach = reach_of(width, line, following, self._lines.wide)
            if width <= column.high + 1 and reach >= column.low - 1:
                return True
            # Set by hand or by eye: a line may end early, though hardly in mid-sentence elsewhere.
            near = width >= _FILLED * column.high and column.support >= PLENTY
            return near and width <= column.high + 1 and goes_on(line, following)
        if width < column.low:
            return False
        # A full stop at a ragged line's end may end the paragraph, unless the line is nearly full.
        ended = line[-1] in LINE_ENDS and not following[0].islower()
        return not ended or width >= _FILLED * column.high

    def _aligned(self, first: int, number: int) -> bool:
        """Whether the next line is right below this one, as the lines of one paragraph are.

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
    if first.islower() and line[0].isalnum() and following[1:2].isalpha():
        return "\t" in line or "\t" in following or "    " in line or "    " in following
    numbered = len(following) < _LONGEST_PAGE_NUMBER and following[-1].isdigit()
    if numbered and is_page_number(following):
        return True
    if "\t" in line or "\t" in following or "    " in line or "    " in following:
        return True  # a table's columns
    if first in _BULLETS and item_mark(following):
        # ' - ' is a dash as often as a bullet: after half a sentence it's a dash.
        return first not in "-+" or line[-1] in LINE_ENDS or bool(item_mark(line))
    if following.startswith("o ") and line.startswith("o "):
        return True  # a letter that some renderers draw as a bullet
    head = following[:5]
    if ("." in head or ")" in head) and _NUMBER.match(following):
        return line[-1] in LINE_ENDS or bool(item_mark(line))
    if first.isupper() and _SPEAKER.match(following):
        return True
    if first == "(" and line[-1] == ")":
        return True  # an agency's credits, each in brackets
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
    only where the document shows that it isn't part of the word.
    """
    ends = {part[-1] for part in parts[:-1]}
    edges = ends.union([part[0] for part in parts[1:]])
    plain = ends.isdisjoint(_SEAM_MARKS) and len(parts[0]) > _LONGEST_CAP
    if plain and max(edges, default="") < FIRST_UNSPACED:
        return " ".join(parts)
    pieces: list[str] = []
    for line, following in pairwise(parts):
        cut, between = seam(line, following, words)
        pieces.append(line[: len(line) - cut])
        pieces.append(between)
    return "".join((*pieces, parts[-1]))


def with_cap(text: str) -> str:
    """A paragraph whose first letter a renderer set apart, as drop caps are: 'T he tram' -> 'The'.

    The two have to make a word that sentences open with, and not to be words of their own.
    """
    apart = _CAP_APART.match(text) if text[1:2] == " " else None
    if apart is None or len(text) < _SHORTEST_CAPPED:
        return text
    letter, rest = apart[1].lower(), apart[2]
    alone = letter in _hyphen_words()["letter"] and rest in function_words() and len(rest) > 1
    is_word = letter + rest in function_words() | _hyphen_words()["capped"]
    return apart[1] + text[2:] if is_word and not alone else text


def seam(line: str, following: str, words: Words) -> tuple[int, str]:
    """How many characters to cut from the line's end, and what joins it to the next."""
    last = line[-1]
    if last == "\xad" or (last in BREAKING and line[-2:-1].isalpha()):
        return 1, ""
    if _is_drop_cap(line, following):
        return 0, _after_cap(line, following, words.known)
    if last in "-\u2010" and line[-2:-1].isalnum():
        return _hyphen_seam(line, following, words)
    if last == "/" and not line[-2:-1].isspace() and following[0].isalnum():
        return 0, ""
    if line.isascii() and following.isascii():
        return 0, " "
    return 0, "" if is_unspaced(last) or is_unspaced(following[0]) else " "


def _after_cap(line: str, following: str, known: frozenset[str]) -> str:
    """A space where the drop cap is a word of its own: 'A street begins', 'I went'."""
    letter, found = line[-1].lower(), _FIRST_WORD.match(following)
    word = found[0].lower() if found is not None else ""
    alone = letter in _hyphen_words()["letter"] and letter + word not in known and word in known
    return " " if alone else ""


def _hyphen_seam(line: str, following: str, words: Words) -> tuple[int, str]:
    verdict = _hyphen_verdict(line, following, words.known)
    if verdict == "space":
        return 0, " "
    if verdict == "drop" or (verdict == "unknown" and words.hyphenated):
        return 1, ""
    return 0, ""


def _hyphen_verdict(line: str, following: str, known: frozenset[str]) -> str:
    """'drop', 'keep', 'unknown', or 'space' where the hyphen waits: 'short- and long-term'.

    'sure' keeps the hyphen too, and says nothing of the others: 'Baden-|Württemberg'.
    """
    left_match, right_match = _LAST_WORD.search(line[-42:]), _FIRST_WORD.match(following)
    if left_match is None or right_match is None:
        return "sure"
    left, right = left_match[1].lower(), right_match[0].lower()
    if right in _hyphen_words()["waiting"] and (len(right) > _SHORT_JOINER or right in known):
        return "space"
    if not following[0].islower() or not left.isalpha():
        return "sure"
    whole = line.rsplit(None, 1)[-1][:-1].lower().lstrip("([{\"'“‘«")
    if f"{whole}-{right}" in known or left in _hyphen_words()["keeping"] or "-" in whole:
        return "keep" if f"{whole}-{right}" in known else "sure"
    if left + right in known:
        return "drop"
    if left[-1] == right[0] and left[-1] in _hyphen_words()["doubled"]:
        return "sure"
    return "keep" if left in known and right in known else "unknown"


@cache
def _hyphen_words() -> dict[str, frozenset[str]]:
    rules = load_table("hyphens")["hyphen"]
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
    if not seams and not any(len(lines.texts[i]) <= _LONGEST_CAP for i in joins):
        return Words(frozenset(), hyphenated=False)
    known: Counter[str] = Counter()
    count = hyphens = 0
    for text in lines.texts:
        words = _WORDS.findall(text.lower())
        known.update(words)
        count += len(words)
        for word in [word for word in words if "-" in word]:
            hyphens += 1
            known.update(word.split("-"))
    capped = [lines.texts[i + 1].split(None, 1)[0].lower() for i in joins if _is_cap(lines, i)]
    broken = {_last_fragment(line) for line, _ in seams}
    ends = {_first_fragment(following) for _, following in seams}
    broken.update(word for word in capped if known[word] < 2)
    broken.update(word for word in ends if len(word) <= _SHORT_JOINER and known[word] < 2)
    vocabulary = frozenset(known.keys() - broken)
    verdicts = Counter(_hyphen_verdict(line, following, vocabulary) for line, following in seams)
    # Of the hyphens inside words this many would be at line ends by chance.
    chance = hyphens * len(joins) / max(1, count)
    often = verdicts["unknown"] > (2 if hyphens else 1) + _BY_CHANCE * chance
    unspoken = len(seams) >= (3 if hyphens else 2) and len(seams) * 20 >= len(joins)
    return Words(
        vocabulary,
        hyphenated=verdicts["drop"] > verdicts["keep"]
        or (often and unspoken and verdicts["unknown"] > 4 * verdicts["keep"]),
    )


def _is_cap(lines: Lines, number: int) -> bool:
    return _is_drop_cap(lines.texts[number], lines.texts[number + 1])


def _last_fragment(line: str) -> str:
    match = _LAST_WORD.search(line[-42:])
    return match[1].lower() if match else ""


def _first_fragment(line: str) -> str:
    match = _FIRST_WORD.match(line)
    return match[0].lower() if match else ""


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
