"""One interface to the export formats: start, one record after another, finish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from newstool.export.columns import check_columns, default_columns, name_of, pick, row_reader
from newstool.export.csv_table import csv_line
from newstool.export.formats import DOCUMENT_FORMATS, DocumentFormat, StreamFormat
from newstool.export.summary import Tally
from newstool.model.errors import UsageError
from newstool.reading.json_lines import decode_object, sound_object

BOM = b"\xef\xbb\xbf"


class Exporter(Protocol):
    """Turns records, one at a time, into the bytes of one file."""

    def start(self) -> bytes:
        """What comes before the first record."""

    def record(self, line: bytes) -> bytes:
        """One record's JSON in the format. Raises `RecordError`."""

    def finish(self) -> bytes:
        """What comes after the last record."""


def exporter(
    to: StreamFormat,
    *,
    columns: Sequence[str] | None = None,
    join: str | None = None,
    guarded: bool = True,
    bom: bool = False,
    tally: Tally | None = None,
) -> Exporter:
    """The exporter for a format; `tally`, if any, counts the cells of what is written.

    `columns` None takes all; strings in a list are joined by `join`, if given. Raises
    `UsageError` for a column that no record can have.
    """
    chosen = check_columns(columns) if columns is not None else None
    if to in ("csv", "tsv"):
        separator = "," if to == "csv" else "\t"
        return _Table(chosen or default_columns(), join, separator, guarded, bom, tally)
    if to in DOCUMENT_FORMATS:
        return document_exporter(to, columns=columns, join=join, tally=tally)
    counted = tally.reader() if tally else None
    if to == "json":
        return _Json(chosen, join, counted)
    if to == "ndjson":
        return _Lines(chosen, join, counted)
    return _arrow_exporter(to, chosen, join, counted)


def document_exporter(
    to: DocumentFormat,
    *,
    columns: Sequence[str] | None = None,
    join: str | None = None,
    tally: Tally | None = None,
) -> Documents:
    """The exporter for a format that has a document for each record. Raises `UsageError`."""
    chosen = check_columns(columns) if columns is not None else None
    write = _document_writer(to, chosen, join)
    frame = ("[", ",\n ", "]\n") if to in ("jsonld", "ninjs") else ("", "\f", "")
    return Documents(write, frame, tally.reader() if tally else None)


def _arrow_exporter(
    to: StreamFormat,
    columns: Sequence[str] | None,
    join: str | None,
    count: Callable[[bytes], None] | None,
) -> Exporter:
    try:
        from newstool.export.arrow_tables import ArrowExporter, table_columns
    except ImportError as error:
        what = f"writing {to} needs the package pyarrow"
        raise UsageError(what, hint="pip install pyarrow") from error
    return ArrowExporter(table_columns(columns, join), as_parquet=to == "parquet", count=count)


class _Table:
    def __init__(
        self,
        columns: Sequence[str],
        join: str | None,
        separator: str,
        guarded: bool,
        bom: bool,
        tally: Tally | None,
    ) -> None:
        self._columns = columns
        self._separator = separator
        self._guarded = guarded
        self._bom = bom
        self._tally = tally
        self._read = row_reader(columns, join)
        self._count = tally.reader() if tally else None

    def start(self) -> bytes:
        head = csv_line(
            map(name_of, self._columns), separator=self._separator, guarded=False
        ).encode()
        return BOM + head if self._bom else head

    def record(self, line: bytes) -> bytes:
        if self._count:
            self._count(line)
        return csv_line(self._read(line), separator=self._separator, guarded=self._guarded).encode(
            "utf-8", "replace"
        )

    def finish(self) -> bytes:
        return b""


class _Lines:
    def __init__(
        self,
        columns: Sequence[str] | None,
        join: str | None,
        count: Callable[[bytes], None] | None,
    ) -> None:
        self._columns = columns
        self._join = join
        self._count = count

    def start(self) -> bytes:
        return b""

    def record(self, line: bytes) -> bytes:
        return self._value(line) + b"\n"

    def finish(self) -> bytes:
        return b""

    def _value(self, line: bytes) -> bytes:
        if self._count:
            self._count(line)
        if self._columns is None and self._join is None:
            return sound_object(line)
        return msgspec.json.encode(pick(decode_object(line), self._columns, self._join))


class _Json(_Lines):
    """An array with one record per line, which can be read back line by line."""

    def __init__(
        self,
        columns: Sequence[str] | None,
        join: str | None,
        count: Callable[[bytes], None] | None,
    ) -> None:
        super().__init__(columns, join, count)
        self._first = True

    def start(self) -> bytes:
        return b"["

    def record(self, line: bytes) -> bytes:
        before = b"" if self._first else b",\n "
        self._first = False
        return before + self._value(line)

    def finish(self) -> bytes:
        return b"]\n"


class Documents:
    """Documents one after another: in an array if they are JSON, else separated by form feeds.

    `frame` is what comes before the first, between two, and after the last.
    """

    def __init__(
        self,
        write: Callable[[bytes], str],
        frame: tuple[str, str, str],
        count: Callable[[bytes], None] | None,
    ) -> None:
        self._write = write
        self._start, self._between, self._end = frame
        self._count = count
        self._first = True

    def start(self) -> bytes:
        """What comes before the first."""
        return self._start.encode()

    def record(self, line: bytes) -> bytes:
        """A record's document among the others. Raises `RecordError`."""
        text = self._text(line)
        before = "" if self._first else self._between
        self._first = False
        return (before + text).encode("utf-8", "replace")

    def document(self, line: bytes) -> bytes:
        """A record's document alone, for a file of its own. Raises `RecordError`."""
        return (self._text(line).rstrip("\n") + "\n").encode("utf-8", "replace")

    def finish(self) -> bytes:
        """What comes after the last."""
        return self._end.encode()

    def _text(self, line: bytes) -> str:
        if self._count:
            self._count(line)
        return self._write(line)


def _document_writer(
    to: DocumentFormat, columns: Sequence[str] | None, join: str | None
) -> Callable[[bytes], str]:
    if to == "markdown":
        from newstool.export import markdown

        return lambda line: markdown.write_record(decode_object(line), columns, join)
    if to == "html":
        from newstool.export import article_html

        return lambda line: article_html.write_record(decode_object(line))
    if columns is not None or join is not None:
        raise UsageError(f"{to} has its own keys", hint="leave out --columns, --compact and --join")
    if to == "jsonld":
        from newstool.export.schema_org import news_article as convert
    else:
        from newstool.export.ninjs import news_item as convert
    return lambda line: msgspec.json.encode(convert(decode_object(sound_object(line)))).decode()
