"""Collects the text of one page into blocks as the walk goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from newstool.model.article import Block, BlockKind, Inline, Markup
from newstool.reading.html import note_marks
from newstool.reading.text.lines import split_lines
from newstool.reading.text.wraps import find_joins, learn_words, seam
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.line_tails import heading_tail_start, tail_start
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence

# Characters that take part in no word: soft hyphen, zero-width space, word joiner, BOM.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # to right or left
_FROM_THE_RIGHT = later("[\u0590-\u08ff]")  # Hebrew, Arabic and their neighbours
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_INVISIBLE_FROM_THE_RIGHT = _INVISIBLE | dict.fromkeys(
    (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_ANY_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE_FROM_THE_RIGHT))}]")
_OPENING_QUOTES = "«»„“"  # none of which is set inside a word
# A line that long beside a <br> is a paragraph; shorter ones on both sides are verse or an address.
_PARAGRAPH_LINE = 80
_PARAGRAPH_LINE_CJK = 36
# A shorter one isn't a line of wrapped prose, in any script.
_WRAPPED_LINE = 15
# Lines above all prose that aren't a list yet: a headline, its byline, a place and a date.
_HEAD_LINES = 5
_SENTENCE_LINE = 10  # characters of one that is a sentence, in whatever script
# Cells longer than this hold prose: the table is a layout, and its cells stay blocks.
_DATA_CELL = 200
# A longer line in an element of its own is a paragraph: somebody forgot to close a <pre>.
_CODE_LINE = 200
_CODE_KINDS = frozenset((BlockKind.CODE, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW))
# Characters of an inline element's text that a date or a microdata value may have.
_ANNOTATED = 2000
# Characters of one hidden element below which nobody would miss an article.
_MOSTLY_HIDDEN = 1000


# The attributes of an inline that only says how its text is marked.
_MARKED: Mapping[str, str | None] = {}
# Characters of an address that is repeated in each block of a link around many. Without a bound a
# page would be written at thirty times its size.
_LONGEST_AGAIN = 500

# What elements pass on to the text inside them.
PASSED_ON: Mapping[str, Mapping[str, object]] = {
    **{f"h{level}": {"kind": BlockKind.HEADING, "level": level} for level in range(1, 7)},
    **{tag: {"kind": BlockKind.LIST_ITEM} for tag in ("li", "dt", "dd")},
    "blockquote": {"kind": BlockKind.QUOTE},
    "figcaption": {"kind": BlockKind.CAPTION},
    "a": {"in_link": True},
    "b": {"strong": True},
    "strong": {"strong": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "sup": {"raised": True},
    "pre": {"pre": True},
    "code": {"kind": BlockKind.CODE},
}


class Inherited(Struct):
    """What text has from the elements it is in: what it is, and whether it can be seen.

    `hidden` says why it can't, and `hidden_root` is the container that hides it. Elements that
    change nothing share their parent's.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    in_link: bool = False
    strong: bool = False
    italic: bool = False
    raised: bool = False
    code: bool = False
    pre: bool = False
    hidden: str = ""
    hidden_root: int | None = None
    known: dict[str, Inherited] = {}

    def inside(self, tag: str) -> Inherited:
        """What text inside such an element inherits; `tag` is one of `PASSED_ON`."""
        inner = self.known.get(tag)
        if inner is None:
            # Outside of <pre>, <code> is a word in a sentence.
            changes = {"code": True} if tag == "code" and not self.pre else PASSED_ON[tag]
            if self.pre and self.kind is BlockKind.CODE:  # a list of the lines of code
                changes = {key: value for key, value in changes.items() if key != "kind"}
            inner = self.known[tag] = replace(self, known={}, **changes)
        return inner

    def mark(self) -> str:
        """The one of `MARKS` that text has here, or ""."""
        if self.code:
            return "code"
        if self.strong:
            return "strong em" if self.italic else "strong"
        return "em" if self.italic else ""

    def concealed(self, hidden: str, root: int | None) -> Inherited:
        """What text inside an element that hides it inherits."""
        return replace(self, known={}, hidden=hidden, hidden_root=root)


class OpenElement(Protocol):
    """What the builder needs to know about the element that text is in.

    `start`, `piece` and `serial` are the builder's own: where in its block the element began.
    `children` counts its child elements so far.
    """

    children: int
    attributes: Mapping[str, str | None]
    container: int
    inherited: Inherited
    piece: int
    serial: int
    start: int
    tag: str


class PreElement(OpenElement, Protocol):
    """A block-level element; `first_block` is the index of the first block inside."""

    first_block: int


class BlockBuilder:
    """Text nodes and breaks in, `blocks` out. `full` once `max_blocks` were made.

    With `marks` the blocks say what is bold, italic or code.
    """

    def __init__(self, max_blocks: int, marks: bool = False) -> None:
        self._marks = marks
        self.blocks: list[Block] = []
        self.full = False
        self.holds_text = False  # shown or hidden, that isn't in a block yet
        self.link: OpenElement | None = None
        self._max_blocks = max_blocks
        self._concealed: list[tuple[str, OpenElement]] = []
        self._row_start: int | None = None
        self._shown_chars = 0
        self._has_prose = False
        self._hidden_chars: Counter[int | None] = Counter()
        self._serial = 0
        self._reset()

    def _reset(self) -> None:
        self._serial += 1  # which block the builder is at
        self._pieces: list[str] = []
        self._length = 0
        self._seam = -1
        self._mark_piece = -1  # the piece that came after a mark which was left out
        self._space = False
        self._link_chars = 0
        self._strong_chars = 0
        self._inlines: list[Inline] = []
        self._breaks: list[int] = []
        self._inside: set[int] = set()  # breaks inside a bold element: a headline on two lines
        self._owner: OpenElement | None = None

    def add_text(self, raw: str, element: OpenElement) -> None:
        """A text node inside `element`."""
        inherited = element.inherited
        if inherited.pre:
            self._add_preformatted(raw, element)
            return
        words = raw.split()
        if not words:
            self._space = self._length > 0
            return
        text = " ".join(words)
        if inherited.hidden:
            self._concealed.append((text, element))
            self.holds_text = True
            return
        if self._length:
            if self._space or raw[0].isspace() or self._is_seam(text, element):
                text = " " + text
        else:
            self._owner = element
            self.holds_text = True
        self._space = raw[-1].isspace()
        self._append(text, element)

    def _is_seam(self, text: str, element: OpenElement) -> bool:
        """Two inline boxes side by side, 'By Ana Ruiz' and '3 March': CSS parts them, not a space.

        Asks for a capital or digit, maybe in quotation marks, after a letter or digit, so that
        styled parts of one word ('<b class=x>i</b><b class=y>Phone</b>' aside) stay together.
        """
        if self._seam != self._length or element.start != self._length:
            return False
        first = text.lstrip(_OPENING_QUOTES)[:1]
        return (first.isupper() or first.isdigit()) and self._pieces[-1][-1].isalnum()

    def _add_preformatted(self, raw: str, element: OpenElement) -> None:
        if element.inherited.hidden:
            self._concealed.append((raw, element))
            self.holds_text = True
            return
        begins = not self._length and raw.strip()
        if begins or (self._owner is not None and element.inherited.kind is BlockKind.CODE):
            self._owner = element
        if self._owner is not None:
            self.holds_text = True
            self._append(raw, element)

    def _append(self, text: str, element: OpenElement) -> None:
        self._pieces.append(text)
        size = len(text)
        self._length += size
        if element.inherited.in_link:
            self._link_chars += size
        if element.inherited.strong:
            self._strong_chars += size
        if self._marks:
            self._mark(self._length - size, element.inherited.mark())

    def _mark(self, start: int, mark: str) -> None:
        """Note how the text since `start` is marked; among the inlines until the block is made."""
        if not mark:
            return
        inlines = self._inlines
        last = inlines[-1] if inlines else None
        if last and last.attributes is _MARKED and (last.end, last.tag) == (start, mark):
            start = inlines.pop().start
        inlines.append(Inline(start, self._length, mark, _MARKED))

    def line_break(self, element: OpenElement) -> None:
        """`<br>`: two in a row part blocks, one is a line's end."""
        if element.inherited.pre:
            self._add_preformatted("\n", element)
            return
        if not self._length:
            return
        if self._breaks and self._breaks[-1] == self._length:
            self.flush()
            return
        self._breaks.append(self._length)
        if element.inherited.strong:
            self._inside.add(self._length)
        self._space = True

    def open_inline(self, element: OpenElement) -> None:
        """Note where an inline element with attributes begins in the current block."""
        element.start = self._length
        element.piece = len(self._pieces)
        element.serial = self._serial

    def close_inline(self, element: OpenElement) -> None:
        """Record an inline element with attributes."""
        if self.link is element:
            self.link = None
        # Opened in an earlier block: all of this one is inside.
        is_whole = element.serial != self._serial
        start, piece = (0, 0) if is_whole else (element.start, element.piece)
        if self._length <= start:
            return
        if self._length - start <= note_marks.LONGEST and element.tag == "a" and not is_whole:
            text, before = "".join(self._pieces[piece:]), self._pieces[piece - 1] if piece else ""
            address = element.attributes.get("href") or ""
            if note_marks.is_note_mark(text, before, address, element.inherited.raised):
                self._take_back(element)
                return
        self._seam = self._length
        if self._pieces[piece][:1] == " ":
            start += 1
        attributes = _again(element.attributes) if is_whole else element.attributes
        self._inlines.append(Inline(start, self._length, element.tag, attributes))

    def _take_back(self, element: OpenElement) -> None:
        """Leave out the mark that ends here, and the comma after the one before: '1, 2'."""
        pieces, start, piece = self._pieces, element.start, element.piece
        text = "".join(pieces[piece:])
        self._link_chars -= len(text)
        if piece > self._mark_piece >= 0 and note_marks.separates(pieces[self._mark_piece : piece]):
            piece = self._mark_piece
            start -= sum(map(len, pieces[piece : element.piece]))
            text = "".join(pieces[piece:])
        del pieces[piece:]
        self._mark_piece = piece
        self._length = start
        self._space = start > 0 and (self._space or text[0] == " ")
        if element.inherited.strong:
            self._strong_chars -= len(text)
        self._strong_chars = min(self._strong_chars, self._length)
        inlines = self._inlines
        while inlines and inlines[-1].end > start:
            last = inlines.pop()
            if last.start < start:  # a mark that began before
                inlines.append(replace(last, end=start))
        while self._breaks and self._breaks[-1] > start:
            self._breaks.pop()

    def text_inside(self, element: OpenElement) -> str:
        """The text of an inline element in the current block, unless that is long."""
        is_whole = element.serial != self._serial
        start, piece = (0, 0) if is_whole else (element.start, element.piece)
        # Joined only when short: around a whole page, over and over, it would cost a square.
        if not start < self._length <= start + 1 + _ANNOTATED:
            return ""
        text = "".join(self._pieces[piece:]).lstrip(" ")
        return text if len(text) <= _ANNOTATED else ""

    def text_since(self, first_block: int) -> str:
        """The text of the blocks made since `first_block`, when they are few."""
        made = self.blocks[first_block:]
        return " ".join(block.text for block in made) if len(made) <= 3 else ""

    # --- blocks -------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the current block, if it holds text."""
        if self._length and self._owner is not None:
            link = self.link
            if link is not None:  # a link around whole blocks goes on in the next one
                is_first = link.serial == self._serial
                start = link.start if is_first else 0
                if start < self._length:
                    attributes = link.attributes if is_first else _again(link.attributes)
                    self._inlines.append(Inline(start, self._length, "a", attributes))
            self._emit(self._owner)
        if self._length:
            self._reset()
        if self._concealed:
            self._flush_concealed()
        self.holds_text = False

    def _emit(self, owner: OpenElement) -> None:
        text = "".join(self._pieces)
        if owner.inherited.pre:
            self._emit_preformatted(text, owner)
        elif self._breaks:
            self._emit_lines(text, owner)
        else:
            self._add(text, owner, self._link_chars, self._strong_chars, tuple(self._inlines))

    def _emit_preformatted(self, text: str, owner: OpenElement) -> None:
        if owner.inherited.kind is BlockKind.CODE:
            self._add(text.strip("\n"), owner, 0, 0, ())
            return
        for paragraph in text.split("\n\n"):  # prose set in <pre>, as old mailing lists do
            lines = paragraph.split("\n")
            for part in lines if self._is_head(lines) else (paragraph,):
                joined = " ".join(part.split())
                if joined:
                    share = self._link_chars * len(joined) // max(1, len(text))
                    self._add(joined, owner, share, 0, ())

    def _emit_lines(self, text: str, owner: OpenElement) -> None:
        """Part the block at each `<br>` beside a line that is a paragraph.

        Lines of prose that was wrapped go on in the next one; those of verse and addresses end.
        """
        edges = [0, *self._breaks, len(text)]
        lines = [text[a:b] for a, b in pairwise(edges)]
        is_head = owner.inherited.kind is BlockKind.PARAGRAPH and self._is_head(lines)
        paragraphs = _paragraphs(lines)
        going_on = _going_on([line.strip() for line in lines])
        start = 0
        group: list[str] = []
        for number, line in enumerate(lines):
            end = edges[number + 1]
            following = lines[number + 1] if number + 1 < len(lines) else ""
            parts = is_head and end not in self._inside and not following.lstrip()[:1].islower()
            beside = paragraphs[number] or (bool(following) and paragraphs[number + 1])
            if following and number in going_on:
                group.append(going_on[number])
            elif following and not parts and not beside:
                group.append(line.strip() + "\n")
            else:
                self._emit_group("".join([*group, line.strip()]), owner, start, end)
                group, start = [], end

    def _is_head(self, lines: list[str]) -> bool:
        """Whether lines are a headline, a byline, a date: short, above all prose, no sentences."""
        if self._has_prose or len(lines) > _HEAD_LINES or any(map(_is_long, lines)):
            return False
        if any(ends_sentence(line.strip()) for line in lines):
            return False
        hit = recognise(lines[0].strip())
        return hit is None or not hit.opens  # 'Media contact:' and its lines belong together

    def _emit_group(self, text: str, owner: OpenElement, start: int, end: int) -> None:
        if not text:
            return
        share = (end - start) / max(1, self._length)
        start += start > 0  # the space before the line's first word
        inlines = tuple(
            Inline(max(0, i.start - start), min(i.end, end) - start, i.tag, i.attributes)
            for i in self._inlines
            if i.start < end and i.end > start
        )
        linked = sum(i.end - i.start for i in inlines if i.tag == "a")
        self._add(text, owner, min(len(text), linked), round(self._strong_chars * share), inlines)

    def _flush_concealed(self) -> None:
        """Hidden text becomes blocks of its own, one for each element that hides it."""
        group: list[str] = []
        concealed, self._concealed = self._concealed, []
        for number, (text, element) in enumerate(concealed):
            group.append(text)
            following = concealed[number + 1][1] if number + 1 < len(concealed) else None
            self._hidden_chars[element.inherited.hidden_root] += len(text)
            if following is None or following.container != element.container:
                self._add(" ".join(group), element, 0, 0, ())
                group = []

    def _add(
        self,
        text: str,
        owner: OpenElement,
        link_chars: int,
        strong_chars: int,
        inlines: tuple[Inline, ...],
    ) -> None:
        if not text.isascii():
            invisible = _invisible_in(text)
            cleaned = text.translate(invisible) if invisible is not None else text
            if inlines and invisible is not None:
                inlines = _without_invisible(inlines, text, invisible)
            text = cleaned.strip() if not inlines else cleaned
        if not text:
            return
        inherited = owner.inherited
        level = inherited.level
        if not (inherited.hidden or inherited.pre):
            at = (heading_tail_start(text) if level else None) or tail_start(text)
            if at is not None:
                self._add_parted(text, at, owner, link_chars, strong_chars, inlines)
                return
        if not inherited.hidden:
            self._shown_chars += len(text)
            self._has_prose = self._has_prose or (_is_long(text) and ends_sentence(text))
        blocks = self.blocks
        markup = Markup(owner.container, link_chars, strong_chars, inlines, inherited.hidden)
        if self._marks:
            markup = _with_marks(markup)
        blocks.append(Block(len(blocks), inherited.kind, text, level=level, markup=markup))
        self.full = len(blocks) >= self._max_blocks

    def _add_parted(
        self,
        text: str,
        at: int,
        owner: OpenElement,
        link_chars: int,
        strong_chars: int,
        inlines: tuple[Inline, ...],
    ) -> None:
        """A sentence or heading and what is set after it, each a block of its own."""
        for start, end in ((0, len(text[:at].rstrip())), (at, len(text))):
            inside = tuple(
                Inline(max(0, i.start - start), min(i.end, end) - start, i.tag, i.attributes)
                for i in inlines
                if i.start < end and i.end > start
            )
            linked = sum(i.end - i.start for i in inside if i.tag == "a")
            share = strong_chars * (end - start) // len(text)
            self._add(text[start:end], owner, min(linked, link_chars), share, inside)

    def mostly_hidden_by(self) -> int | None:
        """The container that hides more text than all the page shows, if there is one."""
        if not self._hidden_chars:
            return None
        root, chars = max(self._hidden_chars.items(), key=lambda item: item[1])
        return root if chars > self._shown_chars and chars > _MOSTLY_HIDDEN else None

    # --- lines of code ---------------------------------------------------------------------------

    def close_pre(self, element: PreElement) -> None:
        """`</pre>`: where each line has an element of its own, they are one block of code."""
        lines = self.blocks[element.first_block :]
        if len(lines) < 2 or not all(_is_line_of_code(line, element) for line in lines):
            return
        del self.blocks[element.first_block :]
        text = "\n".join(line.text for line in lines)
        markup = Markup(element.container, 0, 0, ())
        self.blocks.append(Block(len(self.blocks), BlockKind.CODE, text, markup=markup))

    # --- table rows ---------------------------------------------------------------------------

    def open_row(self) -> None:
        """`<tr>` opens; a table inside a cell makes the outer row a layout row."""
        self._row_start = len(self.blocks)

    def close_row(self, element: OpenElement) -> None:
        """`</tr>`: cells that each hold a short text become one row, joined by tabs."""
        start, self._row_start = self._row_start, None
        cells = self.blocks[start:] if start is not None else []
        if len(cells) < 2 or not all(_is_data_cell(cell) for cell in cells):
            return
        if len(cells) > element.children:
            return  # a heading and a line in one cell
        markups = [cell.markup for cell in cells if cell.markup is not None]
        if len({markup.container for markup in markups}) < len(cells):
            return  # two blocks from one cell: a layout, not data
        text = "\t".join(cell.text for cell in cells)
        del self.blocks[start:]
        row = Markup(
            element.container,
            sum(markup.link_chars for markup in markups),
            sum(markup.strong_chars for markup in markups),
            _shifted_inlines(cells),
            markups[0].hidden,
        )
        if self._marks:
            row = _with_marks(row)
        self.blocks.append(Block(len(self.blocks), BlockKind.TABLE_ROW, text, markup=row))


def _is_line_of_code(block: Block, pre: OpenElement) -> bool:
    """Whether a block inside a `<pre>` is one line in an element of its own."""
    markup = block.markup
    if markup is None or markup.hidden or markup.container == pre.container:
        return False
    return len(block.text) <= _CODE_LINE and "\n" not in block.text and block.kind in _CODE_KINDS


def _is_data_cell(cell: Block) -> bool:
    return len(cell.text) <= _DATA_CELL and "\n" not in cell.text


def _shifted_inlines(cells: list[Block]) -> tuple[Inline, ...]:
    shifted: list[Inline] = []
    offset = 0
    for cell in cells:
        if cell.markup is not None:
            shifted.extend(
                Inline(i.start + offset, i.end + offset, i.tag, i.attributes)
                for i in (*cell.markup.inlines, *cell.markup.marks)
            )
        offset += len(cell.text) + 1
    return tuple(shifted)


def _with_marks(markup: Markup) -> Markup:
    """With what is bold, italic or code apart from the elements that other readers look at."""
    return replace(
        markup,
        inlines=tuple(i for i in markup.inlines if i.attributes is not _MARKED),
        marks=tuple(i for i in markup.inlines if i.attributes is _MARKED),
    )


def _paragraphs(lines: list[str]) -> list[bool]:
    """Of each line whether it is a paragraph: a long one, or a sentence beside another one."""
    sentences = [len(line) >= _SENTENCE_LINE and ends_sentence(line.strip()) for line in lines]
    beside = zip([False, *sentences[:-1]], [*sentences[1:], False], strict=True)
    return [
        _is_long(line) or (sentence and any(near))
        for line, sentence, near in zip(lines, sentences, beside, strict=True)
    ]


def _going_on(lines: list[str]) -> dict[int, str]:
    """The lines of wrapped prose that go on in the next one, with what is between the two.

    Each is as long as it was with a line feed: what is dropped becomes word joiners, which are
    taken out of the block with all others.
    """
    text = "\n".join(lines)
    if max(map(len, lines)) < _WRAPPED_LINE:
        return {}
    found = split_lines(text)
    joins = find_joins(found) if len(found.texts) == len(lines) else frozenset()
    words = learn_words(found, joins) if joins else None
    written: dict[int, str] = {}
    for number in joins:
        line, following = lines[number], lines[number + 1]
        if words is not None and line and following:
            cut, between = seam(line, following, words)
            written[number] = line[: len(line) - cut] + between.ljust(cut + 1, "\u2060")
    return written


def _again(attributes: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """An element's attributes in the blocks after its first one, without a very long address."""
    is_long = len(attributes.get("href") or "") > _LONGEST_AGAIN
    return {} if is_long else attributes  # not `_MARKED`, by which a mark is known


def _without_invisible(
    inlines: tuple[Inline, ...], text: str, invisible: Mapping[int, None]
) -> tuple[Inline, ...]:
    """The inline elements of a text that loses its invisible characters."""
    seen = (ord(char) not in invisible for char in text)
    at = list(accumulate(seen, initial=0))
    return tuple(Inline(at[i.start], at[i.end], i.tag, i.attributes) for i in inlines)


def _is_long(line: str) -> bool:
    if len(line) >= _PARAGRAPH_LINE:
        return True
    return len(line) >= _PARAGRAPH_LINE_CJK and line[-1] in "。！？」』”…；" and not line.isascii()


def _invisible_in(text: str) -> Mapping[int, None] | None:
    """The characters that go from a text; None if it may have none.

    Marks that turn the direction go from what is written from right to left alone.
    """
    if _ANY_INVISIBLE.search(text) is None:  # nearly all
        return None
    if _TURNING.search(text) is not None and _FROM_THE_RIGHT.search(text) is not None:
        return _INVISIBLE_FROM_THE_RIGHT
    return _INVISIBLE
