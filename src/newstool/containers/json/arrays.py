"""The articles inside a larger JSON value: an array, or an object that wraps one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Raw

from newstool.model.article import Article, Entry
from newstool.model.errors import RecordError
from newstool.reading.json_lines import mended_values, some_keys
from newstool.vocabulary.document_keys import CONTENTS, fold_key, sort_keys

# What holds the articles in an answer of a search, a feed or an export of a database.
_WRAPPERS = frozenset(
    "articles items results docs documents data records posts stories entries news hits response "
    "result objects value content graph article document doc post story entry item record".split()
)
_GRAPH = "graph"  # of JSON-LD: an article among its site, its author and its pictures
_RECORD_KEYS = frozenset(Article.__struct_fields__)
_ENTRY_KEYS = frozenset(Entry.__struct_fields__)
_SPLIT = frozenset(("columns", "data"))  # keys of a table that pandas writes with orient="split"
_DEEPEST_WRAPPER = 5  # 'hits.hits[]._source' is three deep


def json_records(value: bytes, path: str | None = None) -> Iterator[bytes]:
    """The objects of a JSON array, or of the array that an object wraps; else the value itself.

    An object that holds a text is itself a document. `path` names the array instead of looking for
    it: 'response.results', 'hits.hits[]._source'. Raises `RecordError` if it isn't there, or,
    after the whole objects, if the value isn't JSON.
    """
    try:
        found = _named_records(value, path) if path is not None else _records(value, 0)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        for each in mended_values(value):
            yield from _named_records(each, path) if path is not None else _records(each, 0)
    else:
        yield from found


def wraps_records(value: bytes) -> bool:
    """Whether an object isn't a document but holds some. Never raises."""
    try:
        return _records(value, 0) != [value]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _records(value: bytes, depth: int) -> list[bytes]:
    if value[:1] == b"[":
        return [_bare(bytes(each)) for each in msgspec.json.decode(value, type=list[Raw])]
    if value[:1] != b"{" or depth > _DEEPEST_WRAPPER:
        return [value]
    found = msgspec.json.decode(value, type=dict[str, Raw])
    if _has_text(found):
        return [value]
    if "_source" in found:
        return [bytes(found["_source"])]
    if (rows := _rows(found)) is not None:
        return rows
    empty: list[bytes] | None = None
    for key, raw in found.items():
        inner = bytes(raw)
        if fold_key(key) not in _WRAPPERS:
            continue
        if inner[:1] == b"{":
            records = _records(inner, depth + 1)
            is_body = fold_key(key) in CONTENTS  # of an article that is given in parts
            if records != [inner] or (
                not is_body and _has_text(msgspec.json.decode(inner, type=dict[str, Raw]))
            ):
                return records
        elif inner[:1] == b"[":
            records = _records(inner, depth + 1)
            if _are_entries(found, key, records):
                continue
            if fold_key(key) == _GRAPH:
                records = list(filter(_is_article, records)) or records
            if any(one[:1] == b"{" for one in records):
                return records
            empty = [] if not records else empty
    if empty is not None:
        return empty
    return _keyed(found) or [value]


def _are_entries(found: Mapping[str, Raw], key: str, records: Iterable[bytes]) -> bool:
    """Whether an array isn't of articles but of a live page's entries, in a record of our own."""
    if key not in _RECORD_KEYS or not found.keys() <= _RECORD_KEYS:
        return False
    objects = (one for one in records if one[:1] == b"{")
    keys = [msgspec.json.decode(one, type=dict[str, Raw]).keys() for one in objects]
    return all(one == _ENTRY_KEYS for one in keys)


# --- as tables are written -----------------------------------------------------------------------


def _rows(found: Mapping[str, Raw]) -> list[bytes] | None:
    """The rows of a table that pandas wrote: by columns, or split into names and values."""
    if found.keys() >= _SPLIT:
        try:
            names = msgspec.json.decode(found["columns"], type=list[str])
            rows = msgspec.json.decode(found["data"], type=list[list[Raw]])
        except msgspec.ValidationError:
            return None
        return [msgspec.json.encode(dict(zip(names, row, strict=False))) for row in rows]
    columns = _objects(found)
    if len(columns) < 2 or not sort_keys(columns).keys() & {*CONTENTS, "title"}:
        return None
    index, *others = (tuple(column) for column in columns.values())
    if not all(name.isdigit() for name in index) or any(other != index for other in others):
        return None
    return [
        msgspec.json.encode({key: column[row] for key, column in columns.items()}) for row in index
    ]


def _keyed(found: Mapping[str, Raw]) -> list[bytes]:
    """The articles of an object whose keys are their names or numbers; [] for another object."""
    inner = _objects(found)
    if sort_keys(found) or not all(map(_has_text, inner.values())):
        return []
    return [bytes(found[key]) for key in inner]


def _objects(found: Mapping[str, Raw]) -> dict[str, dict[str, Raw]]:
    """The objects of an object that has nothing else; {} for another one."""
    if not all(bytes(raw).startswith(b"{") for raw in found.values()):
        return {}
    return {key: msgspec.json.decode(raw, type=dict[str, Raw]) for key, raw in found.items()}


def _bare(value: bytes) -> bytes:
    """A hit of a search without its frame: its `_source`."""
    if value[:1] != b"{" or b'"_source"' not in value:
        return value
    found = msgspec.json.decode(value, type=dict[str, Raw])
    return bytes(found["_source"]) if "_source" in found else value


def _has_text(found: Mapping[str, Raw]) -> bool:
    keys = sort_keys(found)
    held = (found[key] for field in CONTENTS for key in keys.get(field, ()))
    return any(bytes(raw)[:1] == b'"' for raw in held)


def _is_article(value: bytes) -> bool:
    return value[:1] == b"{" and _has_text(msgspec.json.decode(value, type=dict[str, Raw]))


def _named_records(value: bytes, path: str) -> list[bytes]:
    reached: list[bytes] = [value]
    for step in path.replace("[]", "").split("."):
        below: list[bytes] = []
        for one in _spread(reached):
            found = msgspec.json.decode(one, type=dict[str, Raw]) if one[:1] == b"{" else {}
            if step not in found:
                hint = f"it has {some_keys(found)}" if found else "it is no object"
                raise RecordError(f"no {step!r} where --records {path!r} leads", hint=hint)
            below.append(bytes(found[step]))
        reached = below
    return [_bare(each) for each in _spread(reached)]


def _spread(values: Iterable[bytes]) -> Iterator[bytes]:
    for value in values:
        if value[:1] == b"[":
            yield from map(bytes, msgspec.json.decode(value, type=list[Raw]))
        else:
            yield value
