"""The JSON Schema of the record, derived from `Article`: its types, and what its docstrings say."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, get_args

import msgspec
from msgspec import Struct, UnsetType
from msgspec.structs import FieldInfo, fields

from newstool.model import article
from newstool.model.article import Article
from newstool.model.isodate import ISO_DATE_PATTERN, IsoDate

_DATE = {
    "type": "string",
    "description": "ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, or with a time to the hour, minute or "
    "second and a zone where the input gives one.",
    "pattern": ISO_DATE_PATTERN,
}
_ENTRY = re.compile(r"^ {4}(\w+): ", re.MULTILINE)


def schema_text() -> str:
    """The schema as a JSON text with a line end."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, object]:
    """The schema as plain dicts and lists."""
    _, parts = msgspec.json.schema_components((Article,), schema_hook=_schema_of)
    for name, part in parts.items():
        kind = getattr(article, name)
        if issubclass(kind, Struct):
            _describe(part, kind)
    record = parts.pop(Article.__name__)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **record, "title": "newstool record", "$defs": parts}


def _schema_of(kind: type) -> dict[str, object]:
    """The schema of a type that msgspec doesn't know."""
    if kind is IsoDate:
        return dict(_DATE)
    raise NotImplementedError


def _describe(part: dict[str, Any], kind: type[Struct]) -> None:
    """Complete the schema of a struct: what its keys mean, and which of them are always there."""
    summary, meanings = read_docstring(kind)
    part["description"] = summary
    part["required"] = [
        field.encode_name for field in fields(kind) if _is_always_there(kind, field)
    ]
    part["additionalProperties"] = False
    for field in fields(kind):
        key = part["properties"][field.encode_name]
        key.pop("default", None)
        key["description"] = meanings.get(field.name, "")


def _is_always_there(kind: type[Struct], field: FieldInfo) -> bool:
    if kind.__struct_config__.omit_defaults:
        return field.required
    return UnsetType not in get_args(field.type)


def read_docstring(kind: type) -> tuple[str, dict[str, str]]:
    """What a type's docstring says of it, and of each name below 'Attributes:'."""
    doc = inspect.cleandoc(kind.__doc__ or "")  # Python's -OO leaves none
    summary, _, attributes = doc.partition("\n\nAttributes:\n")
    _, *entries = _ENTRY.split(attributes)
    meanings = dict(zip(entries[::2], map(_on_one_line, entries[1::2]), strict=True))
    return _on_one_line(summary), meanings


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
