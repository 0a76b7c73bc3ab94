"""The names of the formats, and the endings of file names that ask for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePath
from typing import Literal, TypeVar, get_args

from newstool.model.errors import UsageError
from newstool.vocabulary.patterns import later

F = TypeVar("F", bound=str)

DocumentFormat = Literal["markdown", "html", "jsonld", "ninjs"]
StreamFormat = Literal["csv", "tsv", "json", "ndjson", "parquet", "arrow", DocumentFormat]
ExportFormat = Literal[StreamFormat, "sqlite"]
CleanFormat = Literal["text", "markdown", "html"]

DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = get_args(DocumentFormat)
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
CLEAN_FORMATS: tuple[CleanFormat, ...] = get_args(CleanFormat)

# The first ending of each is the one that files are given.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "json": (".json",),
    "ndjson": (".ndjson", ".jsonl"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "jsonld": (".jsonld",),
    "ninjs": (".ninjs.json",),
    "parquet": (".parquet",),
    "arrow": (".arrows",),
    "sqlite": (".db", ".sqlite", ".sqlite3"),
    "text": (".txt", ".text"),
}
# Those that no one reads as text; they are compressed inside, or are not to be.
BINARY_FORMATS = frozenset(("parquet", "arrow", "sqlite"))

Compression = Literal["gzip", "zstd"]
_COMPRESSIONS: Mapping[str, Compression] = {".gz": "gzip", ".zst": "zstd"}
# Not '.2024-03-05': that is part of a name.
_ENDING = later(r"\.[a-z][a-z0-9]{0,9}", re.IGNORECASE)


def compression_of_name(name: str, to: str) -> Compression | None:
    """How a file's name says that it is compressed: 'news.csv.gz'.

    Raises `UsageError` where the format can't be compressed as a whole.
    """
    suffix = PurePath(name).suffix.lower()
    compression = _COMPRESSIONS.get(suffix)
    if compression is not None and to in BINARY_FORMATS:
        raise UsageError(f"{to} can't be compressed as {suffix}", hint="leave that ending out")
    return compression


def format_of_name(
    name: str, command: str, formats: Collection[F], *, compressed: bool = False
) -> F | None:
    """The format that a file's name asks for; None where it has no ending.

    Raises `UsageError` for an ending that none of `formats` has, which are what `command` writes;
    where it writes them `compressed`, that ending follows the format's own.
    """
    path = PurePath(name)
    if compressed and path.suffix.lower() in _COMPRESSIONS:
        path = path.with_suffix("")
    suffix = path.suffix.lower()
    if not _ENDING.fullmatch(suffix):
        return None
    endings = {ending: each for each in formats for ending in ENDINGS[each]}
    fitting = [ending for ending in endings if path.name.lower().endswith(ending)]
    if fitting:
        return endings[max(fitting, key=len)]
    known = ", ".join(ending for each in formats for ending in ENDINGS[each])
    raise UsageError(f"newstool {command} can't write {suffix} files", hint=f"it writes {known}")


def format_named(name: str, formats: Collection[F]) -> F | None:
    """The format of that name or ending: 'markdown', 'md'; None if none of `formats` is it."""
    word = name.lower().removeprefix(".")
    return next((each for each in formats if word == each or f".{word}" in ENDINGS[each]), None)
