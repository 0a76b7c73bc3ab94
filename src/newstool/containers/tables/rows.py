"""CSV and TSV: a row is an article, the columns say its fields.

The standard library's `csv` splits a row into cells. Where a row ends is found here, line by line,
so that rows are handed out as they come, and one that is too long is dropped and the next is read:
`csv` itself would continue in the middle of the dropped cell.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from newstool.containers.lines import as_utf8
from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import UTF_16, Pause, Stream
from newstool.containers.tables.header import NEVER_IN_TEXTS, SAYS_SEPARATOR, Header, find_header
from newstool.model.errors import (
    DecodeError,
    EmptyInputError,
    InputError,
    LimitError,
    NewstoolError,
    RecordError,
)
from newstool.reading.decode import decode

_VERSION = "schema_version"  # the column that an export of whole records begins with
_MOST_NAMED = 20  # columns that a message names
_LONGEST_CELL = 2**31 - 1  # characters; `csv` keeps the limit as a C long
_NULLS = frozenset(("", "nan", "NaN", "null", "NULL", "None", "\\N"))
_LONGEST_LIST = 10_000  # characters of a list as Python writes it
_FIRST_END = re.compile(rb"\n|\r(?![\r\n])")
_UTF_8_MARK = b"\xef\xbb\xbf"


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each row, with the number of the line that it begins at.

    Raises `InputError` for a table that has no column with articles, `EmptyInputError` for one
    without rows.
    """
    csv.field_size_limit(max(csv.field_size_limit(), min(opening.max_bytes, _LONGEST_CELL)))
    header = find_header(stream.head, frozenset(opening.read_as.keys.values()))
    if header is None:
        raise InputError("the first line of the table isn't a header")
    _check(header, opening)
    lines = _lines(as_utf8(stream.chunks()), _line_end(stream.head), opening.max_bytes)
    encoding = None if stream.head.startswith(UTF_16) else opening.read_as.encoding
    rows = _rows(lines, header, _Decoder(encoding), opening.max_bytes)
    is_header = is_empty = True
    for row in rows:
        if isinstance(row, Pause):
            yield row
        elif is_header and row.error is None:
            is_header = SAYS_SEPARATOR.match(row.text) is not None
        elif row.error is not None or row.text.strip():
            is_empty = False
            yield _part(row, header, opening)
    if is_empty:
        raise EmptyInputError("the table has a header and no rows")


def _check(header: Header, opening: Opening) -> None:
    if header.holds_articles(opening.read_as.keys.values()) or _holds_records(header, opening):
        return
    columns = ", ".join(map(repr, header.columns[:_MOST_NAMED]))
    more = ", ..." if len(header.columns) > _MOST_NAMED else ""
    raise InputError(
        f"no column of the table is known to hold the articles: it has {columns}{more}",
        hint="name it with --field text=COLUMN or html=COLUMN",
    )


def _holds_records(header: Header, opening: Opening) -> bool:
    """Whether the rows are records that were exported, whole or with a few of their columns."""
    has_version = _VERSION in header.columns
    return header.is_of_records and (has_version or opening.read_as.partial_records)


# --- lines ---------------------------------------------------------------------------------------


class _Line(Struct, frozen=True):
    """A line with its end; one that is too long has a size and the number of its quotes only."""

    data: bytes
    size: int
    quotes: int


def _line_end(head: bytes) -> bytes:
    """What ends a line: old Macintoshes wrote carriage returns alone."""
    end = _FIRST_END.search(head.replace(b"\0", b""))
    return end[0] if end else b"\n"


def _lines(chunks: Iterable[bytes | Pause], end: bytes, limit: int) -> Iterator[_Line | Pause]:
    held: list[bytes] = []
    size = quotes = 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        pieces = chunk.split(end)
        for number, piece in enumerate(pieces):
            is_whole = number < len(pieces) - 1
            size += len(piece) + is_whole
            quotes += piece.count(b'"')
            held.append(piece + end if is_whole else piece)
            if size > limit:
                held.clear()
            if is_whole:
                yield _Line(b"".join(held), size, quotes)
                held.clear()
                size = quotes = 0
    if size:
        yield _Line(b"".join(held), size, quotes)


class _Decoder:
    """Lines to text: UTF-8, or for a line that isn't what the first such line is detected as.

    `has_guessed` says so, until it is taken back.
    """

    def __init__(self, encoding: str | None) -> None:
        self.has_guessed = False
        self._given = encoding
        self._other: str | None = None

    def __call__(self, line: bytes) -> str:
        if self._given is not None:
            return _decoded_as_given(line, self._given)
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.has_guessed = True
            if self._other is None:
                self._other = _detected(line)
            return line.decode(self._other, "replace")


def _decoded_as_given(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except LookupError as error:
        raise DecodeError(f"unknown encoding {encoding!r}") from error
    except ValueError as error:
        hint = "leave --encoding out to have it detected"
        raise DecodeError(f"the row is not valid {encoding}", hint=hint) from error


def _detected(line: bytes) -> str:
    try:
        name = decode(line, format="text").encoding.name
    except NewstoolError:
        return "cp1252"
    return "cp1252" if name == "utf-8" else name


# --- rows ----------------------------------------------------------------------------------------


class _Row(Struct, frozen=True):
    """A row's text, or the error in its place, with the line it begins at, from 1.

    The quotes of one that `is_literal` are quotes, and don't hold cells together.
    """

    line: int
    text: str = ""
    error: NewstoolError | None = None
    warnings: tuple[str, ...] = ()
    is_literal: bool = False


def _rows(
    lines: Iterator[_Line | Pause], header: Header, decoder: _Decoder, limit: int
) -> Iterator[_Row | Pause]:
    held: list[str] = []
    size = number = 0
    first = 1
    is_open = False
    for line in lines:
        if isinstance(line, Pause):
            yield line
            continue
        number += 1
        text = decoder(line.data.removeprefix(_UTF_8_MARK) if number == 1 else line.data)
        if is_open and len(held) == 1 and _are_rows(held[0], text, header):
            yield _Row(first, held[0], is_literal=True)
            held.clear()
            first, size, is_open = number, 0, False
        size += line.size
        if size <= limit:
            is_open = _opens(text, header.separator, is_open)
            held.append(text)
        else:
            held.clear()
            is_open ^= line.quotes % 2 == 1
        if not is_open and len(held) > 1 and _are_broken_rows(held, header):
            yield from (_Row(first + n, one, is_literal=True) for n, one in enumerate(held))
            held.clear()
            first, size = number + 1, 0
        elif not is_open:
            yield _row(first, held, size, limit, decoder)
            held.clear()
            first, size = number + 1, 0
    if len(held) == 1 and _are_rows(held[0], held[0], header):
        yield _Row(first, held[0], is_literal=True)
    elif size:
        yield _Row(first, error=_endless() if size <= limit else _too_long(size))


def _are_rows(line: str, following: str, header: Header) -> bool:
    """Whether two lines are rows each, although a quote is open between them.

    Programs that write tabs or bars between cells often put none in quotes: a quote is a quote
    there. Neither is found in a text that goes on for lines.
    """
    if header.separator not in NEVER_IN_TEXTS:
        return False
    count = len(header.columns) - 1
    return line.count(header.separator) == following.count(header.separator) == count


def _are_broken_rows(lines: list[str], header: Header) -> bool:
    """Whether lines that quotes hold together are rows: each has a cell for each column, and what
    they are together has quotes that aren't written by the rules."""
    count = len(header.columns) - 1
    if any(line.count(header.separator) != count for line in lines):
        return False
    try:
        next(csv.reader(["".join(lines)], delimiter=header.separator, strict=True), None)
    except csv.Error:
        return True
    return False


def _row(line: int, held: list[str], size: int, limit: int, decoder: _Decoder) -> _Row:
    if size > limit:
        return _Row(line, error=_too_long(size))
    warnings = ("encoding-guessed",) if decoder.has_guessed else ()
    decoder.has_guessed = False
    return _Row(line, "".join(held), warnings=warnings)


def _too_long(size: int) -> LimitError:
    return LimitError(f"the row has {size:,} bytes", hint="raise --max-bytes")


def _endless() -> InputError:
    what = "a quote is opened in the row and never closed"
    return InputError(what, hint="the file may be cut short")


def _opens(text: str, separator: str, is_open: bool) -> bool:
    """Whether a quoted cell is open after a line, `is_open` before it.

    A quote opens a cell where the cell begins, and closes it where no second quote follows.
    """
    at = 0
    if '"' not in text:
        return is_open
    while True:
        if is_open:
            at = text.find('"', at)
            if at < 0:
                return True
            if text.startswith('""', at):
                at += 2
                continue
            is_open = False
            at += 1
        elif text.startswith('"', at):
            is_open = True
            at += 1
            continue
        at = text.find(separator, at) + 1
        if at == 0:
            return False


# --- cells ---------------------------------------------------------------------------------------


def _part(row: _Row, header: Header, opening: Opening) -> Part:
    if row.error is not None:
        return Part(error=row.error, line=row.line)
    try:
        cells = _cells(row, header)
        known = Known(warnings=(*row.warnings, *_checked(cells, header)))
    except NewstoolError as error:
        return Part(error=error, line=row.line)
    row_of = dict(zip(header.columns, cells, strict=False))
    row_of.pop("", None)
    if _holds_records(header, opening):  # their cells are what `export` made of their values
        version = row_of.pop(_VERSION, None)
        data = msgspec.json.encode({_VERSION: version, **row_of} if version else row_of)
    else:
        data = msgspec.json.encode({name: _value(cell) for name, cell in row_of.items()})
    return Part(data=data, keys="column", known=known, line=row.line)


def _cells(row: _Row, header: Header) -> list[str]:
    """The cells of a row. One that isn't written by the rules is read without them if that gives a
    cell for each column: its quotes are quotes."""
    text = row.text.rstrip("\r\n").replace("\0", "\ufffd")
    literal = text.split(header.separator)
    if row.is_literal:
        return literal
    for strict in (True, False):
        try:
            return next(csv.reader([text], delimiter=header.separator, strict=strict), [""])
        except csv.Error:
            if len(literal) == len(header.columns):
                return literal
            text = text.replace("\r", " ")  # which `csv` takes for the end of the row
    raise RecordError("the row can't be split into cells")


def _checked(cells: list[str], header: Header) -> tuple[str, ...]:
    """What is to be said of a row that has other cells than the header has columns."""
    count = len(header.columns)
    if any(cells[count:]):
        raise RecordError(
            f"the row has {len(cells)} cells, and the table {count} columns",
            hint=f"a cell that has {header.separator!r} in it has to be in quotes",
        )
    return ("missing-cells",) if len(cells) < count else ()


def _value(cell: str) -> object:
    """A cell's value: null where it says so, a list where one was written into it, or the text."""
    text = cell.strip()
    if text in _NULLS:
        return None
    if text[:1] in ("[", "{") and text[-1:] in ("]", "}"):
        return _structured(text) or cell
    return cell


def _structured(text: str) -> object:
    """A list or an object as JSON or Python writes it; None for a text that has brackets."""
    try:
        found: object = msgspec.json.decode(text)
        return found if isinstance(found, list | dict) else None
    except (msgspec.DecodeError, RecursionError):
        pass
    if len(text) > _LONGEST_LIST or text[1:].lstrip()[:1] not in ("'", '"'):
        return None
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(x, str) for x in found) else None
