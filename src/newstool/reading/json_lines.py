"""A line of JSON to an object, leniently."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from newstool.model.errors import RecordError

if TYPE_CHECKING:
    pass


_SURROGATE = re.compile("[\ud800-\udfff]")


def mend_surrogates(text: str) -> str:
    """Halves of UTF-16 pairs, which no encoding can write, become U+FFFD."""
    try:
        text.encode()  # several times as fast as to search for one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


class _Anything(Struct):
    """Decodes any JSON object and keeps nothing of it."""


_decode_anything = msgspec.json.Decoder(_Anything).decode


def sound_object(line: bytes) -> bytes:
    """A line that is one JSON object throughout, mended if only a lenient reader takes it.

    Raises `RecordError`: a torn record begins like a whole one.
    """
    try:
        _decode_anything(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        written = json.dumps(decode_object(line), ensure_ascii=False, separators=(",", ":"))
        return mend_surrogates(written).encode()
    return line


def decode_object(line: bytes) -> dict[str, object]:
    """A line's JSON object. Raises `RecordError`.

    What msgspec is too strict for and real files hold (lone surrogates, raw control characters,
    NaN) is read by the standard library.
    """
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _decode_leniently(line)
    if not isinstance(found, dict):
        raise RecordError("not a JSON object", hint='expected {"html": ..., "url": ...}')
    return found


def _decode_leniently(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8", "replace"), strict=False)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"no valid JSON: {error.msg}",
            where=f"character {error.pos + 1}",
            hint="each line must hold one whole JSON object: jq -c",
        ) from error
    except (RecursionError, ValueError) as error:
        raise RecordError("JSON nested too deeply or with a number too long") from error
