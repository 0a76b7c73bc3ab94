"""JSON to objects, leniently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from newstool.model.errors import RecordError
from newstool.vocabulary.patterns import later

_BETWEEN = later(r"[\s,]*+")  # what is between the values of an array
_SURROGATE = later("[\ud800-\udfff]")


def mend_surrogates(text: str) -> str:
    """Halves of UTF-16 pairs, which no encoding can write, become U+FFFD."""
    try:
        text.encode()  # several times as fast as to search for one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def in_utf8(text: str) -> bytes:
    """A text's bytes, with such halves mended."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


class _Anything(Struct):
    """Decodes any JSON object and keeps nothing of it."""


_decode_anything = msgspec.json.Decoder(_Anything).decode


def is_sound(line: bytes) -> bool:
    """Whether a line is one whole JSON object, as a strict reader takes it."""
    try:
        _decode_anything(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def sound_object(line: bytes) -> bytes:
    """A line that is one JSON object throughout, mended if only a lenient reader takes it.

    Raises `RecordError`: a torn record begins like a whole one.
    """
    if is_sound(line):
        return line
    written = json.dumps(decode_object(line), ensure_ascii=False, separators=(",", ":"))
    return in_utf8(written)


def mended_values(value: bytes) -> Iterator[bytes]:
    """The values of a broken array, or values in a row as `jq .` writes them, leniently read.

    Each is JSON that a strict reader takes. Raises `RecordError` after the last that is whole.
    """
    text = value.decode("utf-8", "replace")
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    is_array = text.startswith("[")
    at = _end_of(_BETWEEN, text, int(is_array))
    try:
        while at < len(text):
            if is_array and text[at] == "]" and not text[at + 1 :].strip():
                return
            one, end = decoder.raw_decode(text, at)
            yield in_utf8(json.dumps(one, ensure_ascii=False))
            at = _end_of(_BETWEEN, text, end)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"not valid JSON: {error.msg}",
            where=f"line {error.lineno}, column {error.colno}",
            hint="the file may be cut short; of one object per line (jq -c) the others are read",
        ) from error
    except (RecursionError, ValueError) as error:
        raise RecordError("JSON nested too deeply or with a number too long") from error
    if is_array:
        raise RecordError("not valid JSON: the array has no end", hint="the file is cut short")


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def some_keys(found: Mapping[str, object]) -> str:
    """A few of an object's keys, for a message."""
    keys = [repr(key[:40]) for key in list(found)[:5]]
    return ", ".join(keys) + (", ..." if len(found) > 5 else "") if keys else "no keys"


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
            f"not valid JSON: {error.msg}",
            where=f"character {error.pos + 1}",
            hint="each line must hold one whole JSON object: jq -c",
        ) from error
    except (RecursionError, ValueError) as error:
        raise RecordError("JSON nested too deeply or with a number too long") from error
