"""Records to Arrow tables: Parquet files, and streams of Arrow for pipes.

The schema is derived from the types of `Article`. A date is its ISO text as in the record, with two
more columns: NAME_timestamp, its first instant, null if it is less precise than a day,
and NAME_precision. A time without a zone is taken as UTC there.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec
import pyarrow
from msgspec import Struct, UnsetType
from msgspec.structs import fields
from pyarrow import parquet

from newstool.export.columns import (
    is_struct,
    joined,
    key_of,
    kind_of,
    look_up,
    name_of,
    plain_types,
    whole_columns,
)
from newstool.model.errors import RecordError
from newstool.model.isodate import ISO_DATE_PATTERN, IsoDate, Precision
from newstool.reading.json_lines import decode_object, mend_surrogates

# A row group, or a batch of a stream, ends at the first of these. Row groups of 8 to 64 MB were
# read and written at the same speed; the memory that an export takes is some eight times this.
_BATCH_BYTES = 16_000_000  # of the records' JSON
_BATCH_ROWS = 10_000

_TIMESTAMP = pyarrow.timestamp("us", tz="UTC")
_LARGEST = 2**63 - 1
_ISO_DATE = re.compile(ISO_DATE_PATTERN)

Fit = Callable[[Any], object]


class Column(Struct, frozen=True):
    """A column: its Arrow type, and what makes a value from one of a record's JSON.

    `fit` raises `TypeError` or `ValueError` for what the type can't hold.
    """

    name: str
    type: pyarrow.DataType
    fit: Fit


def table_columns(columns: Sequence[str] | None = None, join: str | None = None) -> list[Column]:
    """The columns of a table with these columns of a record; None takes the whole record."""
    chosen = whole_columns() if columns is None else columns
    named = [(name_of(column), key_of(column)) for column in chosen]
    return _columns_of([(name, key, kind_of(key)) for name, key in named], join)


def schema_of(columns: Sequence[Column]) -> pyarrow.Schema:
    """The Arrow schema of a table with these columns."""
    return pyarrow.schema([pyarrow.field(each.name, each.type) for each in columns])


# --- types -------------------------------------------------------------------------------------


def _columns_of(named: Sequence[tuple[str, str, Any]], join: str | None) -> list[Column]:
    return [column for name, key, kind in named for column in _column(name, key, kind, join)]


def _column(name: str, key: str, kind: Any, join: str | None) -> Iterator[Column]:
    """The column of a record's value, and its side columns if it is a date."""
    type_, fit = _fitted(kind)
    if join is not None and type_ == pyarrow.list_(pyarrow.string()):
        text = _fit_text
        yield Column(
            name, pyarrow.string(), lambda record: text(joined(look_up(record, key), join))
        )
        return
    yield Column(name, type_, lambda record: fit(look_up(record, key)))
    if _is_date(kind):
        for suffix, side_type, side in _BESIDE_DATES:
            yield Column(f"{name}_{suffix}", side_type, _beside(key, side))


def _beside(key: str, side: Fit) -> Fit:
    return lambda record: side(look_up(record, key))


def _is_date(kind: Any) -> bool:
    return IsoDate in plain_types(kind)


def _fitted(kind: Any) -> tuple[pyarrow.DataType, Fit]:
    """The Arrow type for a type of the record. What has no one type is JSON in a string."""
    options = set(plain_types(kind)) - {NoneType, UnsetType}
    if options and options <= _SCALARS.keys() and len({*map(_SCALARS.get, options)}) == 1:
        return _SCALARS[options.pop()]
    option = options.pop() if len(options) == 1 else Any
    origin, arguments = get_origin(option), get_args(option)
    if origin is tuple and arguments[1:] == (...,):
        item_type, fit_item = _fitted(arguments[0])
        return pyarrow.list_(item_type), lambda value: _fit_list(value, fit_item)
    if is_struct(option):
        return _fitted_struct(option)
    if origin is not None and issubclass(origin, Mapping) and arguments == (str, str):
        return pyarrow.map_(pyarrow.string(), pyarrow.string()), _fit_map
    return pyarrow.string(), _fit_json


def _fitted_struct(kind: type[Struct]) -> tuple[pyarrow.DataType, Fit]:
    members = _columns_of([(field.name, field.name, field.type) for field in fields(kind)], None)

    def fit(value: object) -> object:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise TypeError("not an object")
        return {member.name: member.fit(value) for member in members}

    return pyarrow.struct([(member.name, member.type) for member in members]), fit


# --- values ------------------------------------------------------------------------------------


def _fit_text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("not a string")
    return mend_surrogates(value) if value else value


def _fit_integer(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError("not a whole number")
    if value is not None and abs(value) > _LARGEST:
        raise ValueError("a number too large")
    return value


def _fit_truth(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError("not true or false")
    return value


def _fit_list(value: object, fit_item: Fit) -> list[object] | None:
    if value is not None and not isinstance(value, list):
        raise TypeError("not a list")
    return None if value is None else [fit_item(item) for item in value]


def _fit_map(value: object) -> list[tuple[str, str | None]] | None:
    if value is not None and not isinstance(value, Mapping):
        raise TypeError("not an object")
    return None if value is None else [(mend_surrogates(k), _fit_text(v)) for k, v in value.items()]


def _fit_json(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return _fit_text(value)
    return mend_surrogates(msgspec.json.encode(value).decode())


def _timestamp(value: object) -> datetime.datetime | None:
    if _precision(value) in (None, "year", "month"):
        return None
    try:
        moment = IsoDate(value).to_datetime()
        if moment.tzinfo is None:
            return moment.replace(tzinfo=datetime.UTC)
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):  # a leap second; the first or last day there is
        return None


def _precision(value: object) -> Precision | None:
    if not isinstance(value, str) or not _ISO_DATE.match(value):
        return None
    return IsoDate(value).precision


_SCALARS: Mapping[Any, tuple[pyarrow.DataType, Fit]] = {
    str: (pyarrow.string(), _fit_text),
    IsoDate: (pyarrow.string(), _fit_text),
    int: (pyarrow.int64(), _fit_integer),
    bool: (pyarrow.bool_(), _fit_truth),
}
_BESIDE_DATES: tuple[tuple[str, pyarrow.DataType, Fit], ...] = (
    ("timestamp", _TIMESTAMP, _timestamp),
    ("precision", pyarrow.string(), _precision),
)


# --- writing -----------------------------------------------------------------------------------


class Batches:
    """Rows that wait, column by column, until a batch is full."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self.schema = schema_of(columns)
        self._waiting: list[list[object]] = [[] for _ in columns]
        self._bytes = 0

    def add(self, line: bytes) -> pyarrow.RecordBatch | None:
        """Add a record's JSON; the batch that it fills. Raises `RecordError`."""
        record = decode_object(line)
        row = [_value(column, record) for column in self._columns]
        for column, value in zip(self._waiting, row, strict=True):
            column.append(value)
        self._bytes += len(line)
        if self._bytes < _BATCH_BYTES and len(self._waiting[0]) < _BATCH_ROWS:
            return None
        return self.take()

    def take(self) -> pyarrow.RecordBatch | None:
        """The waiting rows as a batch, or None."""
        if not self._waiting[0]:
            return None
        arrays = [
            pyarrow.array(values, type=column.type)
            for column, values in zip(self._columns, self._waiting, strict=True)
        ]
        self._waiting, self._bytes = [[] for _ in self._columns], 0
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self.schema)


def _value(column: Column, record: Mapping[str, object]) -> object:
    try:
        return column.fit(record)
    except (TypeError, ValueError) as error:
        hint = "its column in the table can't hold it"
        raise RecordError(str(error), where=f"key '{column.name}'", hint=hint) from error


class ArrowExporter:
    """Records as a Parquet file, or as a stream of Arrow's IPC."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        as_parquet: bool,
        count: Callable[[bytes], None] | None = None,
    ) -> None:
        self._batches = Batches(columns)
        self._as_parquet = as_parquet
        self._count = count
        self._made = _Made()
        self._writer: Any = None

    def start(self) -> bytes:
        """The first bytes of the file."""
        if self._as_parquet:
            self._writer = parquet.ParquetWriter(
                self._made, self._batches.schema, compression="zstd"
            )
        else:
            self._writer = pyarrow.ipc.new_stream(self._made, self._batches.schema)
        return self._made.take()

    def record(self, line: bytes) -> bytes:
        """Nothing mostly, or the batch that a record fills. Raises `RecordError`."""
        self._write(self._batches.add(line))
        if self._count:
            self._count(line)
        return self._made.take()

    def finish(self) -> bytes:
        """The last batch and the end of the file."""
        self._write(self._batches.take())
        self._writer.close()
        return self._made.take()

    def _write(self, batch: pyarrow.RecordBatch | None) -> None:
        if batch is not None:
            self._writer.write_batch(batch)


class _Made:
    """A file that hands over what is written to it and keeps nothing."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: object) -> int:
        part = bytes(memoryview(data))  # type: ignore[arg-type]
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def take(self) -> bytes:
        made = b"".join(self._parts)
        self._parts.clear()
        return made

    def tell(self) -> int:
        return self._size

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass
