"""Chunks of bytes to lines."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from newstool.containers.stream import UTF_16, Pause
from newstool.model.errors import LimitError, NewstoolError


def split_lines(
    chunks: Iterable[bytes | Pause], separator: bytes, limit: int
) -> Iterator[bytes | NewstoolError | Pause]:
    """Lines without their separator; a `LimitError` in place of one longer than `limit` bytes."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        first, *rest = chunk.split(separator)
        size += len(first)
        if size <= limit:
            held.append(first)
        if not rest:
            continue
        yield b"".join(held) if size <= limit else _too_long(size, limit)
        for line in rest[:-1]:
            yield line if len(line) <= limit else _too_long(len(line), limit)
        held, size = [rest[-1]], len(rest[-1])
    if size:
        yield b"".join(held) if size <= limit else _too_long(size, limit)


def as_utf8(chunks: Iterable[bytes | Pause]) -> Iterator[bytes | Pause]:
    """UTF-16 with its mark, as shells and spreadsheets write it, as UTF-8; all else as it is."""
    decoder: codecs.IncrementalDecoder | None = None
    is_first = True
    for chunk in chunks:
        if isinstance(chunk, Pause):
            yield chunk
            continue
        if is_first and chunk.startswith(UTF_16):
            decoder = codecs.getincrementaldecoder("utf-16")("replace")
        is_first = False
        yield chunk if decoder is None else decoder.decode(chunk).encode("utf-8", "replace")


def _too_long(size: int, limit: int) -> LimitError:
    what = f"a line of {size:,} bytes is longer than the limit of {limit:,}"
    return LimitError(what, hint="raise --max-bytes")
