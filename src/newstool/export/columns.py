"""Records to flat rows: the documented column names, and the cells under them.

A column is a key of the record, or keys joined by dots: `copyright.holder`. Strings and numbers
are cells as they are; lists and objects are JSON in a cell; null is an empty cell.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Raw, Struct, UnsetType
from msgspec.structs import fields

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


def default_columns() -> tuple[str, ...]:
    """All columns, in the order of the record's keys."""
    return tuple(_cell_types())


@cache
def _cell_types() -> Mapping[str, Any]:
    """Every column with the type of its cells; lists and open objects are kept as raw JSON."""
    return {name: _cell_type(kind) for name, kind in _flatten(Article)}


def _flatten(kind: type[Struct]) -> Iterator[tuple[str, Any]]:
    """The keys of an object with their types; an object's parts are columns of their own.

    What is there only when asked for (`evidence`, `blocks`) is not among them.
    """
    for field in fields(kind):
        options = tuple(_options(field.type))
        if UnsetType in options:
            continue
        objects = [option for option in options if _is_object(option)]
        if objects:
            yield from ((f"{field.name}.{name}", part) for name, part in _flatten(objects[0]))
        else:
            yield field.name, field.type


def _options(kind: Any) -> Iterator[Any]:
    """The plain types that a field's type allows: `int` and `None` for a `Count | None`."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        for option in get_args(kind):
            yield from _options(option)
    elif origin is Literal:
        yield from {type(value) for value in get_args(kind)}
    elif origin is Annotated:
        yield from _options(get_args(kind)[0])
    else:
        yield kind


def _is_object(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _cell_type(kind: Any) -> Any:
    options = [option for option in _options(kind) if option is not NoneType]
    if not all(option in _SCALARS for option in options):
        return Raw
    return Union[*(_SCALARS[option] for option in options), None]


def check_columns(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are. Raises `UsageError` at one that no record can have."""
    names = tuple(names)
    objects = {column.rpartition(".")[0] for column in default_columns()} - {""}
    known = {*default_columns(), *objects, *Article.__struct_fields__}
    for name in names:
        if name in known or name.split(".")[0] in _OPEN:
            continue
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else "newstool schema lists the keys"
        raise UsageError(f"no column {name!r}", hint=hint)
    if len(set(names)) < len(names):
        raise UsageError("a column is named twice")
    return names


def row_reader(columns: Sequence[str]) -> Callable[[bytes], Row]:
    """A function from a record's JSON to its cells in the order of `columns`.

    It raises `RecordError` for what is no JSON object. Only the keys asked for are decoded, and
    a list's JSON becomes a cell as it stands in the input.
    """
    slow = _generic_reader(columns)
    if not set(columns) <= set(default_columns()):
        return slow
    row_type, nulls = _row_type(columns)
    decode = msgspec.json.Decoder(row_type).decode
    get = attrgetter(*columns) if len(columns) > 1 else _single_getter(columns[0])

    def read(line: bytes) -> Row:
        try:
            record = decode(line)
            for key, null in nulls:
                if getattr(record, key) is None:
                    setattr(record, key, null)
            cells = get(record)
        except (msgspec.DecodeError, UnicodeDecodeError, AttributeError):
            return slow(line)  # a key with another type than ours, or a null where an object is
        return [str(cell, "utf-8") if cell.__class__ is Raw else cell for cell in cells]

    return read


def _single_getter(column: str) -> Callable[[Any], tuple[Any]]:
    get = attrgetter(column)
    return lambda record: (get(record),)


def _row_type(columns: Sequence[str]) -> tuple[type[Any], list[tuple[str, Struct]]]:
    """A struct with just the keys that `columns` need, lists left as raw JSON.

    With it come its keys that are objects, each with what stands for null: all its parts null.
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


def _generic_reader(columns: Sequence[str]) -> Callable[[bytes], Row]:
    paths = [tuple(column.split(".")) for column in columns]

    def read(line: bytes) -> Row:
        record = decode_object(line)
        return [as_cell(_look_up(record, path)) for path in paths]

    return read


def pick(record: Mapping[str, object], columns: Sequence[str]) -> dict[str, object]:
    """The record's values under `columns`, each as it is in JSON."""
    return {column: _look_up(record, tuple(column.split("."))) for column in columns}


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


def as_cell(value: object) -> Cell:
    """A JSON value as one cell."""
    if isinstance(value, str):
        return mend_surrogates(value)
    if value is None or isinstance(value, int | float):
        return value
    return msgspec.json.encode(value).decode()
