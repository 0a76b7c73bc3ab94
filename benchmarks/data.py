"""Pages with gold: one folder a set, `gold.jsonl` and `html/ID.html.gz` in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folds import fold_of_page
from benchmarks.scores import Gold

REPOSITORY = Path(__file__).resolve().parent.parent
DEFAULT_DATA = REPOSITORY.parent / "shared" / "bench"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a set; its bytes are read when asked for."""

    set: str
    gold: Gold
    path: Path

    @property
    def fold(self) -> int:
        return fold_of_page(self.gold.url, self.gold.id)

    def read(self) -> bytes:
        """The page's bytes as crawled."""
        return gzip.decompress(self.path.read_bytes())


def set_names(data: Path) -> list[str]:
    """The sets found under `data`, in alphabetical order; none if it isn't a folder."""
    return sorted(gold.parent.name for gold in data.glob("*/gold.jsonl"))


def load_set(data: Path, name: str, limit: int | None = None) -> list[Page]:
    """The pages of one set in the gold's order, the first `limit` of them."""
    folder = data / name
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        golds = [_read_gold(json.loads(line)) for line in lines if line.strip()]
    return [Page(name, gold, folder / "html" / f"{gold.id}.html.gz") for gold in golds[:limit]]


def _read_gold(row: Mapping[str, object]) -> Gold:
    return Gold(
        id=str(row["id"]),
        url=_string(row, "url"),
        body=_string(row, "body"),
        body_alt=_string(row, "body_alt"),
        title=_string(row, "title"),
        authors=_strings(row, "authors"),
        date=_string(row, "date"),
        must_contain=_strings(row, "must_contain") or (),
        must_not_contain=_strings(row, "must_not_contain") or (),
    )


def _string(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None


def _strings(row: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    value = row.get(key)
    return tuple(map(str, value)) if isinstance(value, list) else None
