"""Plain text to blocks: where one paragraph ends and the next begins, and what each one is.

A line is a block unless the text was wrapped there (`line_mending` tells); blank lines part blocks.
The kinds are told from the text's own marks alone, and only where the marks leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from newstool.article import Block, BlockKind, Document, Head, HeaderLine, Reading
from newstool.line_mending import (
    Lines,
    find_joins,
    join_lines,
    learn_words,
    part_lines,
    split_lines,
)
from newstool.settings import DEFAULTS, Settings
from newstool.text_headers import find_headers

# Characters that take part in no word: NUL, soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = dict.fromkeys((0x00, 0xAD, 0x200B, 0x2060, 0xFEFF))
# White space besides the plain space: what makes a document's lines worth tidying.
_ODD_SPACES = "\t\xa0\u3000\u2009\u200a\u202f\u2002\u2003\u205f\u1680"
# Bullets wherever a line begins with one and a space follows.
_SURE_BULLETS = frozenset("•‣◦▪▫■□●○◆◇➢►▶➤✓✔※∙◾◽")
# Marks that also open dialogue, footnotes and sums: bullets where a neighbour has the same mark.
_DOUBTFUL_BULLETS = frozenset("*-+·☆★o")
_BULLETS = _SURE_BULLETS | _DOUBTFUL_BULLETS
# A line that begins with none of these, and has no ')' after its first letter, is a paragraph.
_SIGNS = (_BULLETS - {"o"}) | frozenset("#|=(0123456789")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_WIKI_HEADING = re.compile(r"(={2,5})\s+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_LONGEST_HEADING = 120  # characters of a line that marks or an underline make a heading
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+\S|\(?([a-zA-Z])\)\s+\S")
_FENCES = ("```", "~~~")
_LONGEST_CODE = 500  # lines between fences; beyond that, the closing fence was lost
_HAN = "\u3400-\u9fff"
# A word of a Chinese sentence that a renderer set apart on both sides: '我们在 北大 万众楼举行'.
# Chinese is written without spaces. Four characters on either side keep lists of names apart
# ('记者 张三 李四 王五'), and short lines (headlines, menus) keep all their spaces.
_APART = re.compile(
    f"(?<=[{_HAN}，、。；：“]{{4}}) ([{_HAN}\\w]{{1,12}}) (?=[{_HAN}，、。；：”]{{4}})"
)
_SHORTEST_PROSE = 40  # characters of a Chinese line that holds a clause, not a headline
_LONGEST_CELL = 60  # characters; a row with a longer cell is a page's layout, not data
_CELL = re.compile(r"(?:[^\t│ ]| (?!  ))+")  # what stands between tabs or gaps of three spaces
_CELL_GAP = re.compile(r"\S(?: {3,}|\t|│)")

_Span = tuple[int, int]


def read_text(document: Document, settings: Settings = DEFAULTS) -> Reading:
    """A plain-text document's blocks, which tile it: `start` of each is `end` of the one before.

    White space belongs to the block it follows, and at the very beginning to the first one, so that
    `text[start:end]` of all blocks in order gives back `document.text`. Header lines (front matter,
    mail headers, an archive's labels) are blocks too; `header_blocks` tells which. Wrapped lines
    are joined; list, quote and heading marks are cut off `Block.text`. Linear; never raises.
    """
    lines = split_lines(document.text)
    headers = document.headers or find_headers(lines)
    lines = part_lines(lines, [header.end for header in headers])
    cutter = _Cutter(document.text, lines, _Plan(document.text, lines, headers))
    cutter.cut()
    blocks = cutter.blocks(settings.max_blocks)
    full = ("truncated:blocks",) if len(blocks) < len(cutter.texts) else ()
    return Reading(document, blocks, Head(headers=headers), warnings=full)


def header_blocks(reading: Reading) -> dict[int, HeaderLine]:
    """The blocks that are header lines, by index: what a label says is no part of the article.

    Every block that overlaps a header line's span is in it. Linear.
    """
    found: dict[int, HeaderLine] = {}
    blocks = iter(reading.blocks)
    block = next(blocks, None)
    for header in reading.head.headers:
        while block is not None and block.end <= header.start:
            block = next(blocks, None)
        while block is not None and block.start < header.end:
            found[block.index] = header
            if block.end > header.end:
                break
            block = next(blocks, None)
    return found


# --- which lines belong together ---------------------------------------------------------------


class _Plan:
    """The lines' grouping: `joins` go on in the next line; the rest says what a group is."""

    def __init__(self, text: str, lines: Lines, headers: Sequence[HeaderLine]) -> None:
        wraps = find_joins(lines)
        self.words = learn_words(lines, wraps)
        self.joins: set[int] = set(wraps)
        self.code: set[int] = set()
        self.headings: set[int] = set()
        self.headers: set[int] = set()
        if any(fence in text for fence in _FENCES):
            self._fence(lines.texts)
        if "\n===" in text or "\n---" in text:
            self._underline(lines.texts)
        self.joins.update(
            number
            for number, line in enumerate(lines.texts[:-1])
            if len(line) == 1 and line in _BULLETS and lines.texts[number + 1]
        )
        if headers:
            self._keep_headers(lines, headers)

    def _fence(self, texts: Sequence[str]) -> None:
        opened = -1
        for number, line in enumerate(texts):
            if not line.startswith(_FENCES):
                continue
            if opened < 0 or number - opened > _LONGEST_CODE or line.strip("`~"):
                opened = number
            else:
                self.code.add(opened)
                self.joins.update(range(opened, number))
                self.joins -= {opened - 1, number}
                opened = -1

    def _underline(self, texts: Sequence[str]) -> None:
        for number in range(1, len(texts)):
            if texts[number][:3] not in ("===", "---") or not _UNDERLINE.match(texts[number]):
                continue
            title = texts[number - 1]
            alone = number < 2 or not texts[number - 2]
            longest = min(_LONGEST_HEADING, 2 * len(texts[number]))
            if alone and 0 < len(title) <= longest and title[0] not in "=-":
                self.headings.add(number - 1)
                self.joins.add(number - 1)

    def _keep_headers(self, lines: Lines, headers: Sequence[HeaderLine]) -> None:
        """Each header's lines are one group, with the front matter's fence beside it."""
        number, count = 0, len(lines.texts)
        for header in headers:
            while number < count and lines.starts[number] < header.start:
                number += 1
            while number < count and not lines.texts[number]:
                number += 1
            first = number
            while number < count and lines.starts[number] < header.end:
                number += 1
            last = number - 1
            if last < first:
                continue
            first -= first > 0 and lines.texts[first - 1] in ("---", "+++")
            last += last + 1 < count and lines.texts[last + 1] in ("---", "+++", "...")
            self.headers.add(first)
            self.joins.update(range(first, last))
            self.joins -= {first - 1, last}

    def groups(self, texts: Sequence[str]) -> Iterable[_Span]:
        """(first, last) line of each block to be, without the blank lines between."""
        if not self.joins:
            return [(number, number) for number, line in enumerate(texts) if line]
        return [span for span in _paragraphs(self.joins, len(texts)) if texts[span[0]]]


# --- the blocks --------------------------------------------------------------------------------


class _Cutter:
    """Groups of lines in, blocks out."""

    def __init__(self, text: str, lines: Lines, plan: _Plan) -> None:
        self._text = text
        self._lines = lines
        self._plan = plan
        self._invisible = any(chr(code) in text for code in _INVISIBLE)
        self._odd = self._invisible or any(character in text for character in _ODD_SPACES)
        self._signs = _SIGNS | {"o"} if "  + " in text and "  o " in text else _SIGNS
        self.texts: list[str] = []
        self._kinds: list[BlockKind] = []
        self._starts: list[int] = []
        self._levels: list[int] = []
        self._doubtful: list[tuple[int, str, int]] = []
        self._numbered: list[tuple[int, int]] = []

    def cut(self) -> None:
        """Make every block of the document."""
        lines, signs, plan = self._lines, self._signs, self._plan
        special = bool(plan.code or plan.headings or plan.headers or lines.quoted)
        for first, last in plan.groups(lines.texts):
            line = lines.texts[first] if first == last else self._joined(first, last)
            if special and self._cut_special(first, last, line):
                continue
            if first == last and self._cut_columns(first, line):
                continue
            if line[0] in signs or line[1:2] == ")":
                self._cut_marked(first, last, line)
            else:
                self._add(BlockKind.PARAGRAPH, line, lines.starts[first])
        self._settle_bullets()
        self._settle_numbers()

    def _joined(self, first: int, last: int) -> str:
        parts = [line for line in self._lines.texts[first : last + 1] if line]
        return join_lines(parts, self._plan.words)

    def _add(self, kind: BlockKind, text: str, start: int, level: int = 0) -> None:
        if self._odd or "  " in text:
            if self._invisible:
                text = text.translate(_INVISIBLE)
            text = " ".join(text.split())
            if not text:
                return
        if "，" in text and len(text) >= _SHORTEST_PROSE:
            text = _APART.sub(r"\1", text)
        self.texts.append(text)
        self._kinds.append(kind)
        self._starts.append(start)
        self._levels.append(level)

    def _cut_special(self, first: int, last: int, line: str) -> bool:
        """Groups that the plan marked: code, underlined headings, header lines, quotes."""
        plan, lines = self._plan, self._lines
        start = lines.starts[first]
        if first in plan.code:
            self._add_code(first, last)
        elif first in plan.headers:
            parts = [text for text in lines.texts[first : last + 1] if text.strip("-+.")]
            self._add(BlockKind.PARAGRAPH, " ".join(parts) or line, start)
        elif first in plan.headings:
            level = 1 if lines.texts[last][0] == "=" else 2
            self._add(BlockKind.HEADING, lines.texts[first], start, level)
        elif first in lines.quoted and len(line) > 0:
            self._add(BlockKind.QUOTE, line, start)
        else:
            return False
        return True

    def _add_code(self, first: int, last: int) -> None:
        lines = self._lines
        inner = self._text[lines.starts[first] : lines.starts[last]].split("\n")[1:]
        code = "\n".join(row.rstrip() for row in inner).strip("\n")
        self.texts.append(code or lines.texts[first])
        self._kinds.append(BlockKind.CODE)
        self._starts.append(lines.starts[first])
        self._levels.append(0)

    def _cut_columns(self, number: int, line: str) -> bool:
        """A line of cells, parted by tabs or wide gaps: a row of data, or a layout of blocks."""
        if "   " not in line and "\t" not in line and "│" not in line:
            return False
        cells = [match for match in _CELL.finditer(line) if match[0].strip()]
        if len(cells) < 2:
            return False
        start = self._lines.starts[number]
        if any(len(cell[0]) > _LONGEST_CELL for cell in cells):
            for cell in cells:
                self._add(BlockKind.PARAGRAPH, cell[0], start + cell.start())
            return True
        texts = self._lines.texts
        beside = (texts[number - 1] if number else "", *texts[number + 1 : number + 2])
        if not any(_CELL_GAP.search(line) for line in beside):
            return False
        self._add_row([cell[0] for cell in cells], start)
        return True

    def _add_row(self, cells: Sequence[str], start: int) -> None:
        self.texts.append("\t".join(map(_tidy, cells)))
        self._kinds.append(BlockKind.TABLE_ROW)
        self._starts.append(start)
        self._levels.append(0)

    def _cut_marked(self, first: int, last: int, line: str) -> None:
        """A line that begins with a mark: a heading's, a list's or a table's."""
        start, opener = self._lines.starts[first], line[0]
        if opener in _BULLETS:
            self._cut_item(first, line)
        elif opener == "#" or opener == "=":
            self._cut_heading(first, last, line)
        elif opener == "|":
            self._cut_pipes(line, start)
        else:
            number = _NUMBERED.match(line)
            if number:
                value = int(number[1]) if number[1] else ord(number[2]) + 1000
                self._numbered.append((len(self.texts), value))
            self._add(BlockKind.PARAGRAPH, line, start)

    def _cut_item(self, first: int, line: str) -> None:
        start, opener = self._lines.starts[first], line[0]
        mark = len(line) - len(line[1:].lstrip()) if line[1:2].isspace() else 0
        if not mark:
            self._add(BlockKind.PARAGRAPH, line, start)
        elif opener in _SURE_BULLETS or (opener in "*+o" and self._lines.indents[first] >= 2):
            self._add(BlockKind.LIST_ITEM, _without_marks(line), start)
        else:
            self._doubtful.append((len(self.texts), opener, first))
            self._add(BlockKind.PARAGRAPH, line, start)

    def _cut_heading(self, first: int, last: int, line: str) -> None:
        start = self._lines.starts[first]
        found = (_HEADING if line[0] == "#" else _WIKI_HEADING).match(line)
        if found is None or len(line) > _LONGEST_HEADING or not self._may_head(first, last, line):
            self._add(BlockKind.PARAGRAPH, line, start)
            return
        text = line[found.end() :].rstrip(" #=")
        self._add(BlockKind.HEADING, text or line, start, len(found[1]))

    def _may_head(self, first: int, last: int, line: str) -> bool:
        """'# x' may be a comment in code that stands between other lines; '## x' is none."""
        if line[0] == "=":
            return line.endswith("==")
        texts = self._lines.texts
        alone = not (first and texts[first - 1]) and not (last + 1 < len(texts) and texts[last + 1])
        return line[1] == "#" or alone

    def _cut_pipes(self, line: str, start: int) -> None:
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) < 2 or not line.endswith("|"):
            self._add(BlockKind.PARAGRAPH, line, start)
        elif not self.texts or any(cell.strip("-: ") for cell in cells):
            # A row of dashes is drawn, not said: its characters go with the row above.
            self._add_row(cells, start)

    # --- marks that only a neighbour makes sure ---------------------------------------------------

    def _settle_bullets(self) -> None:
        """A doubtful bullet is one where the block before or after has the same mark."""
        doubtful = self._doubtful
        for place, (index, mark, line) in enumerate(doubtful):
            beside = [doubtful[p] for p in (place - 1, place + 1) if 0 <= p < len(doubtful)]
            for other, other_mark, other_line in beside:
                # '- ' opens dialogue too: only lines without a blank one between are a list.
                near = abs(other_line - line) == 1 or mark not in "-·"
                if abs(other - index) == 1 and other_mark == mark and near:
                    self._kinds[index] = BlockKind.LIST_ITEM
                    self.texts[index] = _without_marks(self.texts[index])
                    break

    def _settle_numbers(self) -> None:
        """'2. ...' is an item where '1. ...' or '3. ...' is the nearest number; else a sentence."""
        for (one, value), (other, following) in pairwise(self._numbered):
            if following == value + 1:
                self._kinds[one] = self._kinds[other] = BlockKind.LIST_ITEM

    def blocks(self, most: int) -> tuple[Block, ...]:
        """The blocks, each to the start of the next; the last one to the text's end."""
        count = min(len(self.texts), most)
        if not count:
            return (Block(0, BlockKind.PARAGRAPH, "", 0, len(self._text)),) if self._text else ()
        starts = [0, *self._starts[1:count], len(self._text)]
        texts, kinds, levels = self.texts, self._kinds, self._levels
        return tuple(map(Block, range(count), kinds, texts, starts, starts[1:], levels))


def _paragraphs(joins: set[int], count: int) -> Iterable[_Span]:
    first = 0
    for number in range(count):
        if number not in joins:
            yield first, number
            first = number + 1


def _tidy(text: str) -> str:
    """White space collapsed, invisible characters gone."""
    if not text.isascii() or "\x00" in text:
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def _without_marks(text: str) -> str:
    """A list item without its bullet, or bullets where empty items were nested."""
    text = text[1:].lstrip()
    while len(text) > 1 and text[0] in _BULLETS and text[1].isspace():
        text = text[1:].lstrip()
    return text
