"""newstool in Spark: crawls to a row for each page, pages to a row for each article.

from newstool.spark import parse, read_warc
parse(spark.read.parquet("pages"), html="html", url="url").write.parquet("articles")
parse(read_warc(spark, ["a.warc.gz", "b.warc.gz"])).write.parquet("articles")
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
import pyarrow
from pyarrow.fs import FileSystem

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause
from newstool.export.arrow_tables import Batches, Column, schema_of, table_columns
from newstool.export.columns import check_columns
from newstool.model.errors import InputError, RecordError, UsageError
from newstool.model.read_as import ReadAs
from newstool.model.settings import MAX_BYTES, Settings
from newstool.runs.batch import Done, Failure, run
from newstool.runs.inputs import RawInput, inputs_of_stream
from newstool.runs.work import Record, RecordWork
from newstool.vocabulary.own_rules import settings_from

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_WARC = "warc"  # the column with what a file says of a page
_WARC_TYPE = pyarrow.struct(
    [
        ("path", pyarrow.string()),
        ("index", pyarrow.int64()),
        ("container", pyarrow.string()),
        ("id", pyarrow.string()),
        ("fetched", pyarrow.string()),
        ("format", pyarrow.string()),
        ("encoding", pyarrow.string()),
        ("warnings", pyarrow.list_(pyarrow.string())),
        ("error", pyarrow.string()),
    ]
)
_PAGES = pyarrow.schema(
    [("html", pyarrow.binary()), ("url", pyarrow.string()), (_WARC, _WARC_TYPE)]
)
_BETWEEN = "\n"  # the path and the address of a page, in the name that it has while it is read
_BATCH_BYTES = 8_000_000  # of pages that a worker reads before it hands them on


def parse(
    frame: DataFrame,
    html: str = "html",
    url: str | None = "url",
    *,
    columns: Sequence[str] | None = None,
    timeout: float | None = 60,
    **settings: Any,
) -> DataFrame:
    """A row for each page: the columns of `newstool export --to parquet`, and `error`.

    A page that fails or takes longer than `timeout` seconds is a row with a message in `error` and
    its address in `url`; it fails no job. A frame of `read_warc` gives the records that newstool
    makes of the files. Raises `UsageError` for a wrong column or setting.

    Args:
        frame: A row for each page.
        html: Its column with the pages, strings or bytes.
        url: Its column with their URLs; None if there is none.
        columns: The columns to return. None means all.
        timeout: Seconds for a page. None reads it in Spark's worker, without a limit.
        settings: Those of `newstool.parse`.
    """
    from pyspark.sql.functions import col, lit
    from pyspark.sql.pandas.types import from_arrow_schema

    named = check_columns(columns) if columns is not None else None
    reader = _Reader(settings_from(settings), named, timeout)
    address = col(url) if url is not None else lit(None)
    chosen = [col(html).alias("html"), address.cast("string").alias("url")]
    if _WARC in frame.columns:
        chosen.append(col(_WARC))
    pages = frame.select(*chosen)
    return pages.mapInArrow(reader.read, from_arrow_schema(schema_of(_columns(named))))


def read_warc(
    spark: SparkSession,
    paths: Iterable[str | PathLike[str]],
    *,
    tasks: int | None = None,
    max_bytes: int = MAX_BYTES,
) -> DataFrame:
    """A row for each page in WARC files, or in files and archives of pages.

    The columns are `html` (bytes), `url` and `warc`, which has what the file says of the page, or
    the `error` there was. Raises `UsageError` where there are no paths.

    Args:
        spark: The session.
        paths: Files that all workers can open: paths, or addresses that pyarrow knows, as 's3://'.
        tasks: How many tasks read them. None means one per file.
        max_bytes: Longer pages are cut.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    files = [paths] if isinstance(paths, str) else [fspath(path) for path in paths]
    if not files:
        raise UsageError("there are no paths to read")
    numbers = spark.range(0, len(files), 1, tasks or len(files))
    return numbers.mapInArrow(_Files(tuple(files), max_bytes).read, from_arrow_schema(_PAGES))


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
        work = RecordWork(ReadAs(), self.settings)
        made = Batches(_columns(self.columns))
        with closing(run(_inputs(batches), work, jobs=1, timeout=self.timeout)) as results:
            for result in results:
                if not isinstance(result, Pause) and (batch := _add(made, result)) is not None:
                    yield batch
        if (batch := made.take()) is not None:
            yield batch


def _add(made: Batches, result: Done[Record] | Failure) -> pyarrow.RecordBatch | None:
    if isinstance(result, Failure):
        return made.add(_failed(result.path, result.index, str(result.error)))
    try:
        return made.add(result.value.line)
    except RecordError as error:
        return made.add(_failed(result.name, result.index, str(error)))


def _failed(name: str, index: int, error: str) -> bytes:
    path, _, url = name.partition(_BETWEEN)
    row = {"url": url or None, "input": {"path": path or None, "index": index}, "error": error}
    return msgspec.json.encode(row)


def _inputs(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[RawInput]:
    for batch in batches:
        for row in batch.to_pylist():
            yield _from_file(row, row[_WARC]) if row.get(_WARC) else _bare(row)


def _bare(row: Mapping[str, Any]) -> RawInput:
    known = Known(url=row["url"], format="html")
    name = _BETWEEN + (row["url"] or "")
    return RawInput(name, part=Part(data=row["html"] or "", known=known))


def _from_file(row: Mapping[str, Any], told: Mapping[str, Any]) -> RawInput:
    """A page as it was in its file."""
    known = Known(
        url=row["url"],
        record_url=row["url"],
        format=told["format"],
        encoding=told["encoding"],
        id=told["id"],
        fetched=told["fetched"],
        warnings=tuple(told["warnings"] or ()),
    )
    error = InputError(told["error"]) if told["error"] else None
    return RawInput(
        told["path"] + _BETWEEN + (row["url"] or ""),
        path=told["path"],
        index=told["index"],
        part=Part(
            data=row["html"] or b"", known=known, container=told["container"] or "", error=error
        ),
    )


# --- files ---------------------------------------------------------------------------------------


class _Files(msgspec.Struct, frozen=True):
    """What Spark sends to its workers to read files, by their numbers."""

    paths: tuple[str, ...]
    max_bytes: int

    def read(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The pages of the files, a few at a time."""
        rows: list[dict[str, object]] = []
        size = 0
        for batch in batches:
            for number in batch.column(0).to_pylist():
                for raw in self._pages(self.paths[number]):
                    rows.append(_row(raw))
                    size += len(raw.part.data or b"")
                    if size > _BATCH_BYTES:
                        yield pyarrow.RecordBatch.from_pylist(rows, schema=_PAGES)
                        rows, size = [], 0
        if rows:
            yield pyarrow.RecordBatch.from_pylist(rows, schema=_PAGES)

    def _pages(self, path: str) -> Iterator[RawInput]:
        try:
            with _opened(path) as file:
                yield from inputs_of_stream(file, path, Opening(max_bytes=self.max_bytes))
        except (OSError, pyarrow.ArrowException) as error:
            what = getattr(error, "strerror", None) or str(error)
            yield RawInput(path, path=path, part=Part(error=InputError(what)))


def _opened(path: str) -> BinaryIO:
    if "://" not in path:
        return open(path, "rb", buffering=0)  # noqa: PTH123
    system, name = FileSystem.from_uri(path)
    return io.BufferedReader(system.open_input_stream(name, compression=None))


def _row(raw: RawInput) -> dict[str, object]:
    part, known = raw.part, raw.part.known
    told = {
        "path": raw.path,
        "index": raw.index,
        "container": part.container,
        "id": known.id,
        "fetched": known.fetched,
        "format": known.format,
        "encoding": known.encoding,
        "warnings": known.warnings,
        "error": _error_of(part),
    }
    data = part.data.encode() if isinstance(part.data, str) else part.data
    return {"html": data, "url": known.url, _WARC: told}


def _error_of(part: Part) -> str | None:
    if part.error is not None:
        return str(part.error)
    if part.keys or part.known.given:
        return "rows, feeds and mailboxes are not read here (newstool parse reads them)"
    return None
