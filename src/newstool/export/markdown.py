"""Articles as Markdown (CommonMark with GitHub's tables), records with YAML front matter."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from newstool.export.marks import (
    ALL_SIGNS,
    CODE_END,
    CODE_START,
    LINK_END,
    LINK_START,
    TAG_OF_END,
    TAG_OF_START,
    has_signs,
)
from newstool.export.pieces import (
    Piece,
    body_of_record,
    heading_level,
    in_groups,
    with_marks,
)
from newstool.model.article import Image, Inline, Label

# Left out of the front matter: what comes below it, and what only a program reads.
_NOT_IN_FRONT = frozenset(("body", "text", "evidence", "blocks", "schema_version"))

# Characters that would be read as markup in their place; others stay bare, for readability.
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash before punctuation
    r"|[*`]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # underscores at the edge of a word
    r"|\[(?=[^\[\]]{0,999}\][(\[:])"  # what could be a link's text
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,31};)"
    r"|~(?=~)|(?<=~)~"
)
# In a text with links every bracket could be one of theirs; and '!' would make a picture of one.
_INLINE_BESIDE_MARKS = re.compile(
    rf"[\[\]]|!(?={LINK_START})|\\(?=[{ALL_SIGNS}])|{_INLINE.pattern}"
)
_CODE = re.compile(f"{CODE_START}([^{CODE_START}{CODE_END}]*){CODE_END}")
# The categories of characters that part words in all versions of CommonMark: spaces, punctuation.
_PARTING = frozenset(("Zs", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"))
_WRITTEN = {"strong": "**", "em": "*"}
_LINE_START = re.compile(
    r"(?m)^([ \t]*)"
    r"(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|>|=+(?=[ \t]*$)|-+(?=[ \t]*$)|-(?= ?-)|~~~|\|)"
)
_ORDERED_START = re.compile(r"(?m)^([ \t]*\d{1,9})([.)])(?=[ \t]|$)")
_ORDERED_ITEM = re.compile(r"\d{1,9}[.)] \S")
_NOT_IN_DESTINATION = re.compile(r"[\s()<>\\|`]")
_ENTITY = re.compile(r"&#?\w{1,31};")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_body(pieces: Sequence[Piece]) -> str:
    """The pieces as Markdown without a line end; a Markdown reader gets the same text back."""
    sayable = (
        replace(piece, marks=tuple(_sayable(piece))) if piece.marks else piece for piece in pieces
    )
    return "\n\n".join(_write_group(label, run) for label, run in in_groups(sayable))


def _write_group(label: Label, run: Sequence[Piece]) -> str:
    if label == Label.LIST_ITEM:
        return "\n".join(_finished(_list_item(_signed(piece)), piece) for piece in run)
    if label == Label.TABLE:
        return _table(run)
    if label == Label.QUOTE:
        quotes = "\n\n".join(_words(piece) for piece in run)
        return "\n".join(f"> {line}".rstrip() for line in quotes.split("\n"))
    piece = run[0]
    if piece.image is not None:
        return _picture(piece.image, piece.text)
    if label == Label.CODE:
        fence = "`" * max(3, _longest_run(piece.text) + 1)
        return f"{fence}\n{piece.text}\n{fence}"
    if label in (Label.HEADING, Label.TITLE):
        level = 1 if label == Label.TITLE else heading_level(piece)
        words = _trailing_marks(escape(" ".join(_signed(piece).split())))
        return "#" * level + " " + _finished(words, piece)
    return _words(piece)


def _words(piece: Piece) -> str:
    return _finished(escape(_signed(piece)), piece)


def _picture(image: Image, caption: str) -> str:
    words = (image.alt or "") + LINK_END
    alt = _INLINE_BESIDE_MARKS.sub(lambda found: "\\" + found[0], words).removesuffix(LINK_END)
    shown = f"![{alt}]({_destination(image.url)})"
    return f"{shown}\\\n{escape(caption)}" if caption.strip() else shown


def _signed(piece: Piece) -> str:
    """A piece's text with the signs of its marks, and one for each code instead of its words."""
    return _CODE.sub(CODE_START, with_marks(piece))


def _finished(written: str, piece: Piece) -> str:
    """A piece's Markdown with what the signs in it mean."""
    if not piece.links and not piece.marks:
        return written
    links = iter(piece.links)
    codes = (piece.text[mark.start : mark.end] for mark in piece.marks if mark.tag == "code")

    def meant(found: re.Match[str]) -> str:
        sign = found[0]
        if sign == LINK_START:
            return "["
        if sign == LINK_END:
            return f"]({_destination(next(links).url)})"
        if sign == CODE_START:
            return _code(next(codes), in_table=piece.label == Label.TABLE)
        return _WRITTEN[TAG_OF_START.get(sign) or TAG_OF_END[sign]]

    return re.sub(f"[{ALL_SIGNS}]", meant, written)


def _code(words: str, *, in_table: bool) -> str:
    fence = "`" * (_longest_run(words) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    if in_table:  # cells are recognised before code is
        words = words.replace("|", "\\|")
    return f"{fence}{pad}{words}{pad}{fence}"


def _sayable(piece: Piece) -> Iterator[Inline]:
    """A piece's marks, as far as Markdown can say them.

    CommonMark, 6.2: what has a letter next to it on the outside can't begin or end with a mark of
    punctuation; and two that touch would be read as one.
    """
    text, reached = piece.text, -1
    for mark in piece.marks:
        start, end = mark.start, mark.end
        if mark.tag != "code":
            while start < end and _is_mark(text[start]) and not _parts(text[start - 1 : start]):
                start += 1
            while start < end and _is_mark(text[end - 1]) and not _parts(text[end : end + 1]):
                end -= 1
            words = text[start:end]
            if words != words.strip() or not words:
                continue
        if start == reached:
            continue
        reached = end
        yield Inline(start, end, mark.tag, mark.attributes)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _parts(char: str) -> bool:
    """Whether a character next to a mark separates words in all versions of CommonMark."""
    return not char or char == "\n" or unicodedata.category(char) in _PARTING


def _destination(url: str) -> str:
    """An address without a character that would end it, or be read as something else."""
    url = _NOT_IN_DESTINATION.sub(lambda found: quote(found[0], safe=""), url)
    return url.replace("&", "&amp;") if _ENTITY.search(url) else url


def escape(text: str) -> str:
    """Text as Markdown that shows it as it is; a line feed is a line break."""
    inline = _INLINE_BESIDE_MARKS if has_signs(text) else _INLINE
    text = inline.sub(lambda found: "\\" + found[0], text)
    if text.lstrip().startswith("[") and "]:" in text:  # '[x[]:1' would define a link
        text = text.replace("[", "\\[", 1)
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _ORDERED_START.sub(r"\1\\\2", text)
    return "\\\n".join(line.strip(" \t") for line in text.strip().split("\n"))


def _trailing_marks(heading: str) -> str:
    """'# A # ' would lose its last mark."""
    return re.sub(r"(?<= )#+$", lambda found: "\\" + found[0], heading)


def _list_item(text: str) -> str:
    """The item's own number stays its number."""
    if _ORDERED_ITEM.match(text):
        mark, _, rest = text.partition(" ")
        return f"{mark} {_indented(escape(rest), len(mark) + 1)}"
    return f"- {_indented(escape(text), 2)}"


def _indented(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)


def _table(rows: Sequence[Piece]) -> str:
    """Rows of cells separated by tabs. The first row is the header, which the format requires."""
    cells = [[_table_cell(cell) for cell in _signed(row).split("\t")] for row in rows]
    width = max(map(len, cells))
    lines = [
        _finished("| " + " | ".join(row + [""] * (width - len(row))) + " |", piece)
        for row, piece in zip(cells, rows, strict=True)
    ]
    lines.insert(1, "| " + " | ".join(["---"] * width) + " |")
    return "\n".join(lines)


def _table_cell(text: str) -> str:
    return escape(" ".join(text.split())).replace("|", "\\|")


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)


# --- records -----------------------------------------------------------------------------------


def write_record(
    record: Mapping[str, object], columns: Sequence[str] | None = None, join: str | None = None
) -> str:
    """A record as a Markdown document: front matter, headline, body; ends with a line feed.

    The front matter holds what the record knows (or the `columns` asked for), and nothing empty.
    """
    from newstool.export.columns import pick

    shown = pick(record, columns, join)
    front = "".join(
        f"{key}: {_yaml(value)}\n"
        for key, value in shown.items()
        if key not in _NOT_IN_FRONT and value not in (None, "", [], {})
    )
    parts = [f"---\n{front}---"]
    title = record.get("title")
    if isinstance(title, str) and title:
        parts.append("# " + _trailing_marks(escape(" ".join(title.split()))))
    parts.append(write_body(body_of_record(record)))
    return "\n\n".join(filter(None, parts)) + "\n"


def _yaml(value: object) -> str:
    """YAML is a superset of JSON, but for characters that it wants escaped."""
    written = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
