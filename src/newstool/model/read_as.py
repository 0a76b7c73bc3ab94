"""What the caller says about the inputs."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, get_args

from msgspec import Struct

from newstool.model.article import Format
from newstool.model.errors import UsageError
from newstool.model.settings import check_choice


class ReadAs(Struct, frozen=True, kw_only=True):
    """What the caller says about the inputs, over what they say themselves.

    With `is_json` every input is JSON, whatever it begins with; `records` is the path of the array
    in it that holds the articles.
    `keys` are the keys of JSON documents that hold a field, besides those known for it; what
    'content' names is HTML or text, whichever it looks like.
    With `partial_records` an object with a headline and a text is a record (of a few fields,
    as `parse --fields` writes it) and isn't parsed. With `gaps` what is between
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


def checked_read_as(
    *, url: str | None, format: Format | None, encoding: str | None, **more: Any
) -> ReadAs:
    """What a caller said, as a `ReadAs`. Raises `UsageError` for what can't be meant."""
    if format is not None:
        check_choice("format", format, get_args(Format))
    if url is not None and not isinstance(url, str):
        raise UsageError(f"url can't be {type(url).__name__}", hint="give a str")
    if encoding is not None:
        _check_encoding(encoding)
    return ReadAs(url=url, format=format, encoding=encoding, **more)


def _check_encoding(name: str) -> None:
    try:
        codec = codecs.lookup(name)
    except (LookupError, TypeError, ValueError) as error:
        hint = "say the name of a codec of Python's, as 'windows-1252'"
        raise UsageError(f"unknown encoding {name!r}", hint=hint) from error
    if not getattr(codec, "_is_text_encoding", True):
        raise UsageError(f"{name!r} is not an encoding of text")
