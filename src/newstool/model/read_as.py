"""What the caller says about the inputs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from newstool.model.article import Format


class ReadAs(Struct, frozen=True, kw_only=True):
    """What the caller says about the inputs, over what they say themselves.

    With `is_json` every input is JSON, whatever it begins with; `records` is the path of the array
    in it that holds the articles.
    `keys` are the keys of JSON documents that hold a field, beside those known for it; what
    'content' names holds HTML or text, told apart by looking.
    With `partial_records` an object with a headline beside its text is a record (of a few fields,
    as `parse --fields` writes it) and no document to be parsed. With `gaps` what stands between
    the articles of an archive export is handed out too.
    """

    url: str | None = None
    format: Format | None = None
    is_json: bool = False
    records: str | None = None
    encoding: str | None = None
    keys: Mapping[str, str] = {}
    split_on: str | None = None
    strict: bool = False
    partial_records: bool = False
    gaps: bool = False
