"""newstool in Spark: a column of pages to a row for each article, with the record's columns.

from newstool.spark import parse
parse(spark.read.parquet("pages"), html="html", url="url").write.parquet("articles")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow

from newstool.containers.part import Known, Part
from newstool.containers.stream import Pause
from newstool.export.arrow_tables import Batches, Column, schema_of, table_columns
from newstool.export.columns import check_columns
from newstool.model.errors import RecordError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings, checked_settings
from newstool.runs.batch import Done, Failure, run
from newstool.runs.inputs import RawInput
from newstool.runs.work import Record, RecordWork

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def parse(
    frame: DataFrame,
    html: str = "html",
    url: str | None = "url",
    *,
    columns: Sequence[str] | None = None,
    timeout: float | None = 60,
    **settings: Any,
) -> DataFrame:
    """A row for each page: the columns as of `newstool export --to parquet`, and `error`.

    A page that fails, or takes longer than `timeout` seconds, is a row with its message there and
    its address in `url`; it fails no job. Raises `UsageError` for a wrong column or setting.

    Args:
        frame: A row for each page.
        html: Its column with the pages, strings or bytes.
        url: Its column with their addresses; None where there is none.
        columns: The columns asked for; all if None.
        timeout: Seconds for a page; None lets Spark's worker read it, without an end.
        settings: Those of `newstool.parse`.
    """
    from pyspark.sql.functions import col, lit
    from pyspark.sql.pandas.types import from_arrow_schema

    named = check_columns(columns) if columns is not None else None
    reader = _Reader(checked_settings(settings), named, timeout)
    address = col(url) if url is not None else lit(None)
    pages = frame.select(col(html).alias("html"), address.cast("string").alias("url"))
    return pages.mapInArrow(reader.read, from_arrow_schema(schema_of(_columns(named))))


def _columns(columns: Sequence[str] | None) -> list[Column]:
    error = Column("error", pyarrow.string(), lambda record: record.get("error"))
    return [*table_columns(columns), error]


class _Reader(msgspec.Struct, frozen=True):
    """What Spark sends to its workers; rules and weights are loaded there, once."""

    settings: Settings
    columns: tuple[str, ...] | None
    timeout: float | None

    def read(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The rows of all pages, in their order; some pages are read ahead."""
        work = RecordWork(ReadAs(format="html"), self.settings)
        made = Batches(_columns(self.columns))
        with closing(run(_inputs(batches), work, jobs=1, timeout=self.timeout)) as results:
            for result in results:
                if not isinstance(result, Pause) and (batch := _add(made, result)) is not None:
                    yield batch
        if (batch := made.take()) is not None:
            yield batch


def _add(made: Batches, result: Done[Record] | Failure) -> pyarrow.RecordBatch | None:
    if isinstance(result, Failure):
        return made.add(_failed(result.path, str(result.error)))
    try:
        return made.add(result.value.line)
    except RecordError as error:
        return made.add(_failed(result.name, str(error)))


def _failed(url: str, error: str) -> bytes:
    return msgspec.json.encode({"url": url or None, "error": error})


def _inputs(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[RawInput]:
    for batch in batches:
        for page in batch.to_pylist():
            url = page["url"]
            yield RawInput(url or "", part=Part(data=page["html"] or "", known=Known(url=url)))
