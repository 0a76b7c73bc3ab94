"""Articles as a data frame of pandas or Polars, whichever is there."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from newstool.export.columns import check_columns, default_columns, pick
from newstool.model.article import Article
from newstool.model.errors import UsageError

FrameLibrary = Literal["pandas", "polars"]
LIBRARIES: tuple[FrameLibrary, ...] = get_args(FrameLibrary)


def load_library(name: FrameLibrary | None) -> tuple[FrameLibrary, Any]:
    """The library of that name, or the first that is there. Raises `UsageError`."""
    for each in LIBRARIES if name is None else (name,):
        try:
            return each, importlib.import_module(each)
        except ImportError:
            continue
    if name is not None:
        raise UsageError(f"{name} is not installed", hint=f"pip install {name}")
    hint = "pip install pandas, or pip install polars"
    raise UsageError("neither pandas nor polars is installed", hint=hint)


def check_columns_of(columns: Sequence[str] | None) -> tuple[str, ...]:
    """The columns asked for, or all. Raises `UsageError` for one that no record can have."""
    return default_columns() if columns is None else check_columns(columns)


def row_of(article: Article, columns: Sequence[str]) -> dict[str, object]:
    """An article's values under the names of its columns; lists stay lists."""
    return pick(article.to_dict(), columns)


def frame_of(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    library: FrameLibrary,
    module: Any,
) -> Any:
    """Rows as a data frame, with the column `error` where a row has one."""
    names = [*columns, *(["error"] if any("error" in row for row in rows) else [])]
    table = {name: [row.get(name) for row in rows] for name in names}
    if library == "polars":
        return module.DataFrame(table, strict=False)
    return module.DataFrame(table)
