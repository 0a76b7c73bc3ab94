"""Exports that are compressed while they are written, if the file extension says so."""

from __future__ import annotations

import zlib
from typing import Protocol

from newstool.export.formats import Compression
from newstool.export.writers import Exporter
from newstool.model.errors import UsageError

_LEVEL = 6  # gzip's own default; 9 takes twice the time for 1 % less
_GZIP = 31  # zlib's number for gzip with the largest window; it writes no time into the header


class _Compressor(Protocol):
    """What the compressors of zlib and zstandard have in common."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def compressed(exporter: Exporter, compression: Compression | None) -> Exporter:
    """The exporter with what it writes compressed. Raises `UsageError` where that can't be done."""
    if compression is None:
        return exporter
    return _Compressed(exporter, _gzip() if compression == "gzip" else _zstd())


def _gzip() -> _Compressor:
    return zlib.compressobj(_LEVEL, wbits=_GZIP)


def _zstd() -> _Compressor:
    try:
        import zstandard
    except ImportError as error:
        hint = "pip install zstandard, or name a .gz file"
        raise UsageError("writing .zst files needs the package zstandard", hint=hint) from error
    compressor: _Compressor = zstandard.ZstdCompressor().compressobj()
    return compressor


class _Compressed:
    def __init__(self, exporter: Exporter, compressor: _Compressor) -> None:
        self._exporter = exporter
        self._compressor = compressor

    def start(self) -> bytes:
        return self._compressor.compress(self._exporter.start())

    def record(self, line: bytes) -> bytes:
        return self._compressor.compress(self._exporter.record(line))

    def finish(self) -> bytes:
        return self._compressor.compress(self._exporter.finish()) + self._compressor.flush()
