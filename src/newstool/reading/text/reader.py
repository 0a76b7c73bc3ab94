"""Plain text to blocks: where one paragraph ends and the next begins, and what each one is.

A line is a block unless the text was wrapped there (see `wraps`); blank lines separate blocks.
Only the text's own marks decide the kinds, and only where the marks leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from newstool.model.article import Block, BlockKind, Document, Head, HeaderLine, Reading, Span
from newstool.model.settings import DEFAULTS, Settings
from newstool.reading.text.columns import COLUMNS, has_columns
from newstool.reading.text.headers import find_headers
from newstool.reading.text.lines import Lines, first_lines, part_lines, split_lines
from newstool.reading.text.wraps import find_joins, join_lines, learn_words, with_cap
from newstool.reading.where import spans_of
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.line_tails import tail_start
from newstool.vocabulary.patterns import later

# Characters that aren't part of a word: NUL, soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = "\x00\xad\u200b\u2060\ufeff"
# The same in what is written from right to left: marks that turn the direction.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_FROM_THE_RIGHT = later("[\u0590-\u08ff]")  # Hebrew, Arabic and their neighbours
# Spaces of other widths; each is read as a plain one, which keeps every offset true.
_SPACES = "\xa0\u3000\u2009\u200a\u202f\u2002\u2003\u2007\u205f\u1680"
# Bullets wherever a line begins with one and a space follows.
_SURE_BULLETS = frozenset("•‣◦▪▫■□●○◆◇➢►▶➤✓✔※∙◾◽")
# Marks that also open dialogue, footnotes and sums: bullets where a neighbour has the same mark.
_DOUBTFUL_BULLETS = frozenset("*-+·☆★o")
_BULLETS = _SURE_BULLETS | _DOUBTFUL_BULLETS
# A line that begins with none of these is a paragraph; letters, in lists of 'a)', are added.
_SIGNS = (_BULLETS - {"o"}) | frozenset("#|=(0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_WIKI_HEADING = re.compile(r"(={2,5})\s+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_LONGEST_HEADING = 120  # characters of a line that marks or an underline make a heading
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+\S|\(?([a-zA-Z])\)\s+\S")
_FENCES = ("```", "~~~")
_LONGEST_CODE = 500  # lines between fences; beyond that, the closing fence was lost
# '[words](address)' keeps its words, '![picture](address)' nothing, '**words**' its words.
_MARKDOWN_ADDRESS = (
    r"\(<?(?=[^()\s]{0,2000}[/.:#])[^()\s]{1,2000}+(?:\([^()\s]{0,200}\))?[^()\s]{0,200}"
)
_MARKDOWN_LINK = re.compile(
    r"(!?)\[([^\[\]]{0,300})\]" + _MARKDOWN_ADDRESS + r"(?:\s\"[^\"]{0,300}\")?\)"
)
_MARKDOWN_BOLD = re.compile(r"\*\*(?=\S)([^*]{1,500})(?<=\S)\*\*")
# '*words*' or '_words_' around a whole line: a byline, a caption, a note set in italics.
_MARKDOWN_LINE = re.compile(r"([*_])(?=[^\s*_])([^*\n]{1,500})(?<=[^\s*_])\1")
# 'words <https://...>' as mail programs write a link: its address isn't part of the text.
_ANGLED = re.compile(r" ?<(?:https?://|mailto:)[^<>\s]{1,2000}>| ?\[https?://[^\[\]\s]{1,2000}\]")
# Lynx and its kin number the links, and list their addresses at the end (lynx -dump).
_NUMBERED_LINKS = later(
    r"^\s{0,9}References\s{1,9}(?:Visible links\s{1,9})?1\.\s\w{1,9}:", re.MULTILINE
)
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_HAN = "\u3400-\u9fff"
# A word of a Chinese sentence that a renderer set apart on both sides: '我们在 北大 万众楼举行'.
# Chinese is written without spaces. Four characters on either side keep lists of names apart
# ('记者 张三 李四 王五'), and short lines (headlines, menus) keep all their spaces.
_APART = re.compile(
    f"(?<=[{_HAN}，、。；：“]{{4}}) ([{_HAN}\\w]{{1,12}}) (?=[{_HAN}，、。；：”]{{4}})"
)
_SHORTEST_PROSE = 40  # characters of a Chinese line that holds a clause, not a headline
_LONGEST_CELL = 60  # characters; a row with a longer cell is a page's layout, not data
_LONGEST_ROW = 20_000  # characters
_CELL = re.compile(r"(?:[^\t│ ]| (?!  ))+")  # what is between tabs or gaps of three spaces
_CELL_GAP = re.compile(r"\S(?: {3,}|\t|│)")

# A line takes some 160 bytes of memory, more than a text of very short ones has characters for.
_MAX_LINES = 100_000  # a long novel is 60,000; what comes after them goes with the last block
_LINES_A_BLOCK = 10  # where the caller raises the number of blocks, that many lines for each

_Span = tuple[int, int]


def read_text(document: Document, settings: Settings = DEFAULTS) -> Reading:
    """A plain-text document's blocks, which tile it: `start` of each is `end` of the one before.

    White space belongs to the block it follows, and at the very beginning to the first one, so that
    `text[start:end]` of all blocks in order gives back `document.text`. Header lines (front matter,
    mail headers, an archive's labels) are blocks too; `header_blocks` says which. Wrapped lines
    are joined; list, quote and heading marks are cut off `Block.text`. Linear; never raises.
    """
    text = _with_plain_spaces(document.text)
    most_lines = max(_MAX_LINES, settings.max_blocks * _LINES_A_BLOCK)
    read = first_lines(text, most_lines)
    lines = split_lines(read)
    headers = document.headers or find_headers(lines)
    lines = part_lines(lines, [header.end for header in headers])
    cutter = _Cutter(text, lines, _Plan(read, lines, headers))
    cutter.cut(settings.max_blocks)
    blocks = cutter.blocks(settings.max_blocks)
    is_cut = len(blocks) < len(cutter.texts) or len(read) < len(text)
    side_by_side = "   " in read and has_columns(read.split("\n"))
    warnings = [*["truncated:blocks"] * is_cut, *[COLUMNS] * side_by_side]
    return Reading(document, blocks, Head(headers=headers), warnings=tuple(warnings))


def _with_plain_spaces(text: str) -> str:
    if not text.isascii():
        for space in _SPACES:
            if space in text:
                text = text.replace(space, " ")
    return text


def declared_body(reading: Reading) -> frozenset[int]:
    """The blocks that an archive export says are the article's text, by index; empty elsewhere.

    They are between the labelled lines at the head and those at the tail, after the label that
    opens the text if there is one. What follows the tail (a notice, an error page) is not among
    them.
    """
    names = {header_field(header.name) for header in reading.document.headers}
    if not names & {"title", "body"}:
        return frozenset()
    headers = header_blocks(reading)
    found: set[int] = set()
    is_open = "body" not in names
    for block in reading.blocks:
        header = headers.get(block.index)
        if header is not None and header_field(header.name) == "body":
            is_open = True
        elif header is None and is_open:
            found.add(block.index)
        elif header is not None and found and header.name != "PAGE":
            break
    return frozenset(found)


def header_blocks(reading: Reading) -> dict[int, HeaderLine]:
    """The blocks that are header lines, by index: their labels say they aren't part of the article.

    Every block that overlaps a header line's span is in it. Linear.
    """
    found: dict[int, HeaderLine] = {}
    numbered = enumerate(spans_of(reading))
    index, span = next(numbered, (0, None))
    for header in reading.head.headers:
        while span is not None and span.end <= header.start:
            index, span = next(numbered, (0, None))
        while span is not None and span.start < header.end:
            found[index] = header
            if span.end > header.end:
                break
            index, span = next(numbered, (0, None))
    return found


# --- which lines belong together ---------------------------------------------------------------

# Blocks of a text whose lines are looked at for a notice after the last sentence. In dumps of pages
# that cut costs more than it gains: 0.001 of shF1 on one set.
_SHORT = 25


class _Plan:
    """The lines' grouping: `joins` continue in the next line; the rest says what a group is."""

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
        if not _BULLETS.isdisjoint(lines.texts):
            self._hang_bullets(lines.texts)
        if headers:
            self._keep_headers(lines, headers)

    def _hang_bullets(self, texts: Sequence[str]) -> None:
        """A bullet alone on its line belongs to the line below it."""
        self.joins.update(
            number
            for number, line in enumerate(texts[:-1])
            if line in _BULLETS and texts[number + 1]
        )

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
        """Each header's lines are one group, with the front matter's fence."""
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
        spans: list[_Span] = []
        first = 0
        for number in range(len(texts)):
            if number not in self.joins:
                if texts[first]:
                    spans.append((first, number))
                first = number + 1
        return spans


# --- the blocks --------------------------------------------------------------------------------


class _Cutter:
    """Groups of lines in, blocks out."""

    def __init__(self, text: str, lines: Lines, plan: _Plan) -> None:
        self._text = text
        self._lines = lines
        self._plan = plan
        turning = _TURNING if not text.isascii() and _FROM_THE_RIGHT.search(text) else ""
        self._invisible = [char for char in _INVISIBLE + turning if char in text]
        self._tabs = "\t" in text or "│" in text
        self._chinese = "，" in text
        self._markdown = "](" in text or "**" in text
        self._angled = "<http" in text or "[http" in text or "<mailto:" in text
        self._numbers = "[1]" in text and _NUMBERED_LINKS.search(text) is not None
        self._special = bool(plan.code or plan.headings or plan.headers or lines.quoted)
        self.texts: list[str] = []
        self._starts: list[int] = []
        self._kinds: dict[int, BlockKind] = {}  # of the blocks that aren't paragraphs
        self._levels: dict[int, int] = {}
        self._doubtful: list[tuple[int, str, int]] = []
        self._numbered: list[tuple[int, int]] = []

    def cut(self, most: int) -> None:
        """Make the document's blocks, one more than `most` at the most."""
        texts, starts, signs = self._lines.texts, self._lines.starts, self._openers()
        special, tabs = self._special, self._tabs
        odd = tabs or self._chinese or self._markdown or self._angled or bool(self._invisible)
        odd = odd or self._numbers
        for first, last in self._plan.groups(texts):
            line = with_cap(texts[first] if first == last else self._joined(first, last))
            if special or "   " in line or (tabs and ("\t" in line or "│" in line)):
                self._cut_special(first, last, line)
            elif line[0] in signs:
                self._cut_marked(first, last, line)
            elif line[0] == "_" and (italic := _MARKDOWN_LINE.fullmatch(line)):
                self._add(italic[2], starts[first])
            elif odd or "  " in line:
                self._add(line, starts[first])
            else:
                self.texts.append(line)
                self._starts.append(starts[first])
            if len(self.texts) > most:
                break
        self._settle_bullets()
        self._settle_numbers()
        if len(self.texts) <= _SHORT:
            self._part_tails()

    def _openers(self) -> frozenset[str]:
        """First characters of lines that may begin with a mark, in this document."""
        signs = _SIGNS
        if "  + " in self._text and "  o " in self._text:
            signs |= {"o"}
        return signs | _LETTERS if "b) " in self._text or "B) " in self._text else signs

    def _joined(self, first: int, last: int) -> str:
        parts = [line for line in self._lines.texts[first : last + 1] if line]
        return join_lines(parts, self._plan.words)

    def _add(
        self, text: str, start: int, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0
    ) -> None:
        for character in self._invisible:
            text = text.replace(character, "")
        if self._markdown and ("](" in text or "**" in text):
            text = _without_markdown(text)
        if self._numbers and "[" in text:
            text = _LINK_NUMBER.sub("", text)
        if self._angled and ("<" in text or "[http" in text):
            text = _ANGLED.sub("", text).strip() or text
        if self._tabs or self._markdown or self._invisible or "  " in text:
            text = " ".join(text.split())
            if not text:
                return
        if self._chinese and len(text) >= _SHORTEST_PROSE:
            text = _APART.sub(r"\1", text)
        self._put(text, start, kind, level)

    def _put(self, text: str, start: int, kind: BlockKind, level: int = 0) -> None:
        """A block whose text is final."""
        if kind is not BlockKind.PARAGRAPH:
            self._kinds[len(self.texts)] = kind
        if level:
            self._levels[len(self.texts)] = level
        self.texts.append(text)
        self._starts.append(start)

    def _cut_special(self, first: int, last: int, line: str) -> None:
        """A group that the plan marked, or whose line may have marks of its own."""
        plan, lines = self._plan, self._lines
        start = lines.starts[first]
        if first in plan.code:
            self._add_code(first, last)
        elif first in plan.headers:
            parts = [text for text in lines.texts[first : last + 1] if text.strip("-+.")]
            self._add(" ".join(parts) or line, start)
        elif first in plan.headings:
            level = 1 if lines.texts[last][0] == "=" else 2
            self._add(lines.texts[first], start, BlockKind.HEADING, level)
        elif first in lines.quoted:
            self._add(line, start, BlockKind.QUOTE)
        elif first != last or not self._cut_columns(first, line):
            self._cut_marked(first, last, line)

    def _add_code(self, first: int, last: int) -> None:
        lines = self._lines
        inner = self._text[lines.starts[first] : lines.starts[last]].split("\n")[1:]
        code = "\n".join(row.rstrip() for row in inner).strip("\n")
        self._put(code or lines.texts[first], lines.starts[first], BlockKind.CODE)

    def _cut_columns(self, number: int, line: str) -> bool:
        """A line of cells, separated by tabs or wide gaps: a row of data, or a layout of blocks."""
        if "   " not in line and "\t" not in line and "│" not in line:
            return False
        if len(line) > _LONGEST_ROW or line[0] == "|" or _has_wide_mark(line):
            return False
        cells = [match for match in _CELL.finditer(line) if match[0].strip()]
        if len(cells) < 2:
            return False
        start = self._lines.starts[number]
        if any(len(cell[0]) > _LONGEST_CELL for cell in cells):
            for cell in cells:
                self._add(cell[0], start + cell.start())
            return True
        texts = self._lines.texts
        beside = (texts[number - 1] if number else "", *texts[number + 1 : number + 2])
        if not any(_CELL_GAP.search(line) for line in beside):
            return False
        self._add_row([cell[0] for cell in cells], start)
        return True

    def _add_row(self, cells: Sequence[str], start: int) -> None:
        self._put("\t".join(map(_tidy, cells)), start, BlockKind.TABLE_ROW)

    def _cut_marked(self, first: int, last: int, line: str) -> None:
        """A line that may begin with a mark: a heading's, a list's or a table's."""
        start, opener = self._lines.starts[first], line[0]
        if opener == "*" and (italic := _MARKDOWN_LINE.fullmatch(line)):
            self._add(italic[2], start)
        elif opener in _BULLETS and line[1:2].isspace():
            if opener in _SURE_BULLETS:
                self._add(_without_marks(line), start, BlockKind.LIST_ITEM)
            else:
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
            self._add(line, start)

    def _cut_item(self, first: int, line: str) -> None:
        start, opener = self._lines.starts[first], line[0]
        if opener in "*+o" and self._lines.indents[first] >= 2:
            self._add(_without_marks(line), start, BlockKind.LIST_ITEM)
        else:
            self._doubtful.append((len(self.texts), opener, first))
            self._add(line, start)

    def _cut_heading(self, first: int, last: int, line: str) -> None:
        start = self._lines.starts[first]
        found = (_HEADING if line[0] == "#" else _WIKI_HEADING).match(line)
        if found is None or len(line) > _LONGEST_HEADING or not self._may_head(first, last, line):
            self._add(line, start)
            return
        text = line[found.end() :].rstrip(" #=")
        self._add(text or line, start, BlockKind.HEADING, len(found[1]))

    def _may_head(self, first: int, last: int, line: str) -> bool:
        """'# x' may be a comment in code between other lines; '## x' isn't."""
        if line[0] == "=":
            return line.endswith("==")
        texts = self._lines.texts
        alone = not (first and texts[first - 1]) and not (last + 1 < len(texts) and texts[last + 1])
        return line[1] == "#" or alone

    def _cut_pipes(self, line: str, start: int) -> None:
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) < 2 or not line.endswith("|"):
            self._add(line, start)
        elif not self.texts or any(cell.strip("-: ") for cell in cells):
            # A row of dashes is drawn, not said: its characters go with the row above.
            self._add_row(cells, start)

    # --- marks that only a neighbour makes sure ---------------------------------------------------

    def _settle_bullets(self) -> None:
        """A doubtful bullet counts if the block before or after has the same mark."""
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

    def _part_tails(self) -> None:
        """A notice after a line's last sentence becomes a block of its own."""
        tails = {n: at for n, text in enumerate(self.texts) if (at := tail_start(text)) is not None}
        if not tails:
            return
        texts, starts, moved = list[str](), list[int](), list[int]()
        for number, text in enumerate(self.texts):
            moved.append(len(texts))
            at = tails.get(number, len(text))
            place = self._place_of(number, text[at:]) if at < len(text) else None
            texts.append(text if place is None else text[:at].rstrip())
            starts.append(self._starts[number])
            if place is not None:
                texts.append(text[at:])
                starts.append(place)
        self.texts, self._starts = texts, starts
        self._kinds = {moved[number]: kind for number, kind in self._kinds.items()}
        self._levels = {moved[number]: level for number, level in self._levels.items()}

    def _place_of(self, number: int, tail: str) -> int | None:
        """Where the last words of a block are in the document, however they are spaced there."""
        following = self._starts[number + 1 : number + 2]
        end = following[0] if following else len(self._text)
        letters = sum(not character.isspace() for character in tail)
        place = end
        while letters and place > self._starts[number]:
            place -= 1
            letters -= not self._text[place].isspace()
        return place if self._text[place:end].split() == tail.split() else None

    def blocks(self, most: int) -> tuple[Block, ...]:
        """The blocks, each to the start of the next; the last one to the text's end."""
        count = min(len(self.texts), most)
        if not count:
            whole = Span(0, len(self._text))
            return (Block(0, BlockKind.PARAGRAPH, "", whole),) if self._text else ()
        starts = [0, *self._starts[1:count], len(self._text)]
        spans = map(Span, starts, starts[1:])
        kinds, levels = [BlockKind.PARAGRAPH] * len(self.texts), [0] * len(self.texts)
        for index, kind in self._kinds.items():
            kinds[index], levels[index] = kind, self._levels.get(index, 0)
        return tuple(map(Block, range(count), kinds, self.texts, spans, levels))


def _has_wide_mark(line: str) -> bool:
    """Whether the line's only wide gap is after its bullet: '*   Home'."""
    if line[0] not in _BULLETS or not line[1:2].isspace():
        return False
    text = line[1:].lstrip()
    return "   " not in text and "\t" not in text


def _tidy(text: str) -> str:
    """White space collapsed, invisible characters gone."""
    for character in _INVISIBLE:
        text = text.replace(character, "")
    return " ".join(text.split())


def _without_markdown(text: str) -> str:
    """Links and bold words as a reader sees them; twice, for a picture that is a link."""
    for _ in range(2):
        text = _MARKDOWN_LINK.sub(lambda link: "" if link[1] else link[2], text)
    return _MARKDOWN_BOLD.sub(r"\1", text)


def _without_marks(text: str) -> str:
    """A list item without its bullet, or bullets where empty items were nested."""
    text = text[1:].lstrip()
    while len(text) > 1 and text[0] in _BULLETS and text[1].isspace():
        text = text[1:].lstrip()
    return text
