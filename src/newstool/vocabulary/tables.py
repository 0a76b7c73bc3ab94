"""The one loader of the tables in `data/`: words, labels and rules, each with its reason.

They are written in TOML, which takes Python ten times as long to parse as JSON takes msgspec. So
an installation packs all tables into `tables.json` (see `hatch_build.py`); a table that is not in
it, or has been written anew since, is parsed.

    python -m newstool.vocabulary.tables

packs them in a checkout.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

DATA = Path(__file__).with_name("data")
PACKED = DATA / "tables.json"


class _PackedTable(Struct, frozen=True):
    """A table as JSON; `stamp` says which TOML it was made from."""

    stamp: int
    table: msgspec.Raw


def load_table(name: str) -> dict[str, Any]:
    """The parsed contents of `data/NAME.toml`; whoever builds on it keeps the result."""
    written = (DATA / f"{name}.toml").read_bytes()
    packed = _packed(PACKED).get(name)
    if packed is not None and packed.stamp == zlib.crc32(written):
        return msgspec.json.decode(packed.table, type=dict[str, Any])
    return parse_toml(written)


def parse_toml(written: bytes) -> dict[str, Any]:
    """What a file of TOML says."""
    import tomllib  # an installation never needs it

    return tomllib.loads(written.decode("utf-8"))


def write_packed() -> None:
    """Pack the tables into the file; whoever reads it meanwhile sees the old one or the new."""
    tables = {path.stem: _pack(path.read_bytes()) for path in sorted(DATA.glob("*.toml"))}
    replace_file(PACKED, msgspec.json.encode(tables))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file at once."""
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def _pack(written: bytes) -> _PackedTable:
    return _PackedTable(zlib.crc32(written), msgspec.Raw(msgspec.json.encode(parse_toml(written))))


@cache
def _packed(path: Path) -> Mapping[str, _PackedTable]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, _PackedTable])
    except (OSError, msgspec.DecodeError):
        return {}


if __name__ == "__main__":
    write_packed()
