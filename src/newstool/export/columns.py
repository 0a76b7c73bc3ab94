"""Records to flat rows: the documented column names, and the cells under them.

A column is a key of the record, or keys joined by dots: `copyright.holder`. Its name in the header
is the key, unless another is given: `holder=copyright.holder`. Strings and numbers are cells as
they are; lists and objects are JSON in a cell; null is an empty cell.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

import msgspec
from msgspec import Raw, Struct, UnsetType
from msgspec.structs import fields

from newstool.export.csv_guard import unguard
from newstool.model.article import Article
from newstool.model.errors import UsageError
from newstool.model.isodate import IsoDate
from newstool.reading.json_lines import decode_object, mend_surrogates

# Objects with keys of the article's own: any name after the dot is a column.
_OPEN = ("extra", "evidence")
# What a cell can be without being JSON, by the types of the record.
_SCALARS: Mapping[Any, Any] = {str: str, IsoDate: str, int: int, bool: bool}

Cell = str | int | float | bool | None
Row = Sequence[Cell]

# What people want in a spreadsheet, under the names that they call it.
COMPACT = (
    "path=input.path",
    "title",
    "authors",
    "date=date_published",
    "source",
    "site=site_name",
    "language",
    "section",
    "url",
    "words=word_count",
    "text",
)
COMPACT_JOIN = "; "
# What dedupe adds to a table.
DUPLICATE_OF = ("duplicate_of.path", "duplicate_of.index")


def name_of(column: str) -> str:
    """What a column is called: 'date' for 'date=date_published'."""
    return _name_and_key(column)[0]


def key_of(column: str) -> str:
    """The key, or keys joined by dots, that a column is filled from."""
    return _name_and_key(column)[1]


def _name_and_key(column: str) -> tuple[str, str]:
    name, equals, key = column.partition("=")
    if not equals or name.split(".")[0] in _OPEN:  # their keys may have a '=' of their own
        return column, column
    return name, key


def asks_for(columns: Iterable[str] | None, key: str) -> bool:
    """Whether one of the columns is `key` of the record, or a part of it."""
    return any(key_of(column).split(".")[0] == key for column in columns or ())


def default_columns() -> tuple[str, ...]:
    """All columns, in the order of the record's keys."""
    return tuple(_cell_types())


def whole_columns() -> tuple[str, ...]:
    """The record's keys, each value whole; without those that are there only when asked for."""
    return tuple(
        field.name for field in fields(Article) if UnsetType not in plain_types(field.type)
    )


@cache
def _cell_types() -> Mapping[str, Any]:
    """Every column with the type of its cells; lists and open objects are kept as raw JSON."""
    return {name: _cell_type(kind) for name, kind in _flatten(Article)}


def _flatten(kind: type[Struct]) -> Iterator[tuple[str, Any]]:
    """The keys of an object with their types; an object's parts are columns of their own.

    What is there only when asked for (`evidence`, `blocks`) is not among them.
    """
    for field in fields(kind):
        options = tuple(plain_types(field.type))
        if UnsetType in options:
            continue
        objects = [option for option in options if is_struct(option)]
        if objects:
            yield from ((f"{field.name}.{name}", part) for name, part in _flatten(objects[0]))
        else:
            yield field.name, field.type


def plain_types(kind: Any) -> Iterator[Any]:
    """The plain types that a field's type allows: `int` and `None` for a `Count | None`."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        for option in get_args(kind):
            yield from plain_types(option)
    elif origin is Literal:
        yield from {type(value) for value in get_args(kind)}
    elif origin is Annotated:
        yield from plain_types(get_args(kind)[0])
    else:
        yield kind


def is_struct(kind: Any) -> TypeGuard[type[Struct]]:
    """Whether a type is an object's, with keys of its own."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def kind_of(key: str) -> Any:
    """The type of the value under a key, or keys joined by dots; Any where it can be anything."""
    kind: Any = Article
    for name in key.split("."):
        objects = [each for each in plain_types(kind) if is_struct(each)]
        if not objects:
            return str if key.startswith("extra.") else Any
        kind = next((field.type for field in fields(objects[0]) if field.name == name), Any)
    return kind


def _cell_type(kind: Any) -> Any:
    options = [option for option in plain_types(kind) if option is not NoneType]
    if not all(option in _SCALARS for option in options):
        return Raw
    return Union[*(_SCALARS[option] for option in options), None]


def holds_numbers(column: str) -> bool:
    """Whether the cells of a column are whole numbers, or true and false, or nothing."""
    return set(plain_types(kind_of(key_of(column)))) <= {int, bool, NoneType}


def check_columns(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are. Raises `UsageError` at one that no record can have."""
    names = tuple(names)
    objects = {column.rpartition(".")[0] for column in default_columns()} - {""}
    known = {*default_columns(), *objects, *Article.__struct_fields__, *DUPLICATE_OF}
    for key in map(key_of, names):
        if key in known or key.split(".")[0] in _OPEN:
            continue
        close = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {close[0]}?" if close else "newstool fields lists them"
        raise UsageError(f"no column {key!r}", hint=hint)
    if not all(map(name_of, names)):
        raise UsageError("a column needs a name before the '='")
    if len({name_of(name) for name in names}) < len(names):
        raise UsageError("a column is named twice")
    return names


def row_reader(columns: Sequence[str], join: str | None = None) -> Callable[[bytes], Row]:
    """A function from a record's JSON to its cells in the order of `columns`.

    It raises `RecordError` for anything but a JSON object. Only the requested keys are decoded, and
    a list's JSON becomes a cell as it is in the input; where `join` is given, strings in a list
    are joined by it.
    """
    slow = _generic_reader(columns, join)
    keys = tuple(map(key_of, columns))
    if not set(keys) <= set(default_columns()):
        return slow
    row_type, nulls = _row_type(keys)
    decode = msgspec.json.Decoder(row_type).decode
    get = attrgetter(*keys) if len(keys) > 1 else _single_getter(keys[0])
    write = _raw_writer(join)

    def read(line: bytes) -> Row:
        try:
            record = decode(line)
            for key, null in nulls:
                if getattr(record, key) is None:
                    setattr(record, key, null)
            cells = get(record)
        except (msgspec.DecodeError, UnicodeDecodeError, AttributeError):
            return slow(line)  # a key with another type than ours, or a null where an object is
        return [write(cell) if cell.__class__ is Raw else cell for cell in cells]

    return read


def _raw_writer(join: str | None) -> Callable[[Raw], Cell]:
    if join is None:
        return lambda raw: str(raw, "utf-8")
    return lambda raw: as_cell(joined(msgspec.json.decode(raw), join))


def _single_getter(column: str) -> Callable[[Any], tuple[Any]]:
    get = attrgetter(column)
    return lambda record: (get(record),)


def _row_type(columns: Sequence[str]) -> tuple[type[Any], list[tuple[str, Struct]]]:
    """A struct with just the keys that `columns` need, lists left as raw JSON.

    Also its keys that are objects, each with the value that means null: all its parts null.
    """
    tree: dict[str, Any] = {}
    for column in columns:
        branch = tree
        *parents, leaf = column.split(".")
        for parent in parents:
            branch = branch.setdefault(parent, {})
        branch[leaf] = _cell_types()[column]
    row = _struct_of("Row", tree)
    nulls = [(key, getattr(row(), key)) for key, value in tree.items() if isinstance(value, dict)]
    return row, nulls


def _struct_of(name: str, tree: Mapping[str, Any]) -> type[Any]:
    members: list[tuple[str, Any, Any]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            part = _struct_of(key, value)
            members.append((key, part | None, msgspec.field(default_factory=part)))
        else:
            members.append((key, value, None))
    return msgspec.defstruct(name, members, gc=False)


def _generic_reader(columns: Sequence[str], join: str | None) -> Callable[[bytes], Row]:
    def read(line: bytes) -> Row:
        return [as_cell(value) for value in pick(decode_object(line), columns, join).values()]

    return read


def pick(
    record: Mapping[str, object], columns: Sequence[str] | None, join: str | None = None
) -> dict[str, object]:
    """The record's values by the names of `columns` (None: by its keys), each as it is in JSON.

    Where `join` is given, strings in a list are joined by it.
    """
    if columns is None:
        return {key: joined(value, join) for key, value in record.items()}
    return {name_of(each): joined(look_up(record, key_of(each)), join) for each in columns}


def joined(value: object, join: str | None) -> object:
    """A list of strings as one string, with `join` between them; all else as it is."""
    if join is None or not isinstance(value, list):
        return value
    strings = [each for each in value if isinstance(each, str)]
    return join.join(strings) if len(strings) == len(value) else value


def look_up(record: Mapping[str, object], key: str) -> object:
    """The value under a key, or keys joined by dots; None where there is none."""
    return _look_up(record, tuple(key.split(".")))


def _look_up(record: object, path: tuple[str, ...]) -> object:
    """The value at the end of `path`; keys that hold dots themselves are found too."""
    for position, key in enumerate(path):
        if not isinstance(record, Mapping):
            return None
        rest = ".".join(path[position:])
        if rest in record:
            return record[rest]
        record = record.get(key)
    return record


def record_of_row(row: Mapping[str, object]) -> dict[str, object]:
    """The record that an exported row was made of, its objects put together again.

    An empty cell is null, except for the text; an object without known values is null too.
    """
    record: dict[str, object] = {}
    for column, cell in row.items():
        *parents, leaf = _steps(column)
        branch = record
        for parent in parents:
            inner = branch.setdefault(parent, {})
            branch = inner if isinstance(inner, dict) else {}
        branch[leaf] = _value_of_cell(column, unguard(cell)) if isinstance(cell, str) else cell
    return {key: _without_empty(value) for key, value in record.items()}


def _steps(column: str) -> list[str]:
    """The keys that lead to a column; those below an open object have dots of their own."""
    first, dot, rest = column.partition(".")
    return [first, rest] if dot and first in _OPEN else column.split(".")


def _value_of_cell(column: str, cell: str) -> object:
    kind = _cell_types().get(column, Raw)
    if kind is not Raw:
        options = set(plain_types(kind))
        if not cell:
            return None if NoneType in options and column != "text" else cell
        if str in options:
            return cell
    try:
        return msgspec.json.decode(cell) if cell else None
    except (msgspec.DecodeError, RecursionError):
        return cell  # a list of another making


def _without_empty(value: object) -> object:
    """Null for an object whose parts are all null."""
    if not isinstance(value, dict):
        return value
    parts = {key: _without_empty(part) for key, part in value.items()}
    return parts if any(part is not None for part in parts.values()) or not parts else None


def as_cell(value: object) -> Cell:
    """A JSON value as one cell."""
    if isinstance(value, str):
        return mend_surrogates(value)
    if value is None or isinstance(value, int | float):
        return value
    return msgspec.json.encode(value).decode()
