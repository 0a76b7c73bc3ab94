"""WARC files, or files of pages, to Parquet partitioned by date; stopped, it goes on where it was.

    spark-submit examples/spark_job.py --out articles/ crawl/*.warc.gz

The files are read in batches. In the output, `_batches/` has for each batch the list of its files,
written before it is read, and an empty file beside the list once all its rows are there. Started
again, the job reads the batches that are not done, with the same files as before, and puts their
rows in the place of what they had left; then come files that are in no batch yet. A row has the
date on which it was published, or null where that isn't known to the day. Pages and files that
failed are rows too: their `error` says why.

Paths may be addresses, as 's3://bucket/a.warc.gz', if pyarrow and Spark know how to open them.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from pyarrow.fs import FileSelector, FileSystem, FileType
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit, to_date

from newstool.spark import parse, read_warc

_PAGES_AT_ONCE = 200  # that a worker holds; a page takes some 100 kB


class Ledger:
    """The batches of files, and which are done."""

    def __init__(self, out: str) -> None:
        self._system, root = FileSystem.from_uri(out if "://" in out else str(Path(out).resolve()))
        self._folder = f"{root}/_batches"  # Spark passes over names that begin with '_'
        self._system.create_dir(self._folder)
        found = self._system.get_file_info(FileSelector(self._folder))
        names = {info.base_name for info in found if info.type == FileType.File}
        self._done = {name.removesuffix(".done") for name in names if name.endswith(".done")}
        self._batches = {
            name.removesuffix(".txt"): self._read(name)
            for name in sorted(names)
            if name.endswith(".txt")
        }

    def unfinished(self) -> dict[str, list[str]]:
        """The files of batches that were begun and are not done."""
        return {name: files for name, files in self._batches.items() if name not in self._done}

    def new(self, paths: list[str], size: int) -> list[tuple[str, list[str]]]:
        """Batches of the files that are in none yet."""
        known = {file for files in self._batches.values() for file in files}
        left = [path for path in dict.fromkeys(paths) if path not in known]
        batches = [left[start : start + size] for start in range(0, len(left), size)]
        return [(_name_of(files), files) for files in batches]

    def begin(self, name: str, files: list[str]) -> None:
        """Note which files a batch has."""
        self._write(f"{name}.part", "\n".join(files))
        self._system.move(f"{self._folder}/{name}.part", f"{self._folder}/{name}.txt")

    def finish(self, name: str) -> None:
        """Note that all rows of a batch are there."""
        self._write(f"{name}.done", "")

    def _read(self, name: str) -> list[str]:
        with self._system.open_input_stream(f"{self._folder}/{name}") as file:
            return file.read().decode().split("\n")

    def _write(self, name: str, text: str) -> None:
        with self._system.open_output_stream(f"{self._folder}/{name}") as file:
            file.write(text.encode())


def _name_of(files: list[str]) -> str:
    return hashlib.sha256("\n".join(files).encode()).hexdigest()[:16]


def write_batch(spark: SparkSession, files: list[str], name: str, out: str) -> None:
    """The rows of a batch's files, in the place of those that it may have left before."""
    articles = parse(read_warc(spark, files), timeout=60)
    rows = articles.withColumn("date", to_date("date_published_timestamp"))
    rows = rows.withColumn("batch", lit(name))
    rows.write.partitionBy("date", "batch").parquet(out, mode="overwrite")


def main(arguments: list[str] | None = None) -> None:
    """Read what is not read yet."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", help="WARC files, or files and archives of pages")
    parser.add_argument("--out", required=True, help="the folder of the Parquet files")
    parser.add_argument("--batch", type=int, default=64, help="files in a batch")
    given = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("newstool").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_PAGES_AT_ONCE))
    spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    ledger = Ledger(given.out)
    for name, files in ledger.unfinished().items():
        write_batch(spark, files, name, given.out)
        ledger.finish(name)
    for name, files in ledger.new(given.paths, given.batch):
        ledger.begin(name, files)
        write_batch(spark, files, name, given.out)
        ledger.finish(name)


if __name__ == "__main__":
    main()
