"""newstool in Spark: what a worker makes of pages; and a session of several processes."""

import os
import signal
import sys
import time
from pathlib import Path

import pyarrow
import pytest

import newstool
from newstool import spark as spark_step
from newstool.model.settings import checked_settings
from newstool.runs.work import RecordWork
from newstool.spark import _Reader, parse

BODY = "The council met on Monday and agreed on a new bridge over the river. " * 5
PAGE = f"<html><body><h1>A bridge</h1><p>By Ana Ruiz</p><p>{BODY}</p></body></html>"


def batch(*pages):
    rows = [{"html": page, "url": f"https://example.com/{n}"} for n, page in enumerate(pages)]
    schema = pyarrow.schema([("html", pyarrow.string()), ("url", pyarrow.string())])
    return pyarrow.RecordBatch.from_pylist(rows, schema=schema)


def read(*batches, columns=None, timeout=None):
    reader = _Reader(checked_settings({}), columns, timeout)
    return [row for made in reader.read(iter(batches)) for row in made.to_pylist()]


class SlowWork(RecordWork, frozen=True):
    """Hangs at the pages that say so."""

    def _make(self, document):
        if "hang" in document.text:
            time.sleep(60)
        return super()._make(document)


def test_a_page_is_a_row_as_the_library_reads_it():
    (row,) = read(batch(PAGE))
    article = newstool.parse(PAGE, url="https://example.com/0")
    assert (row["title"], row["text"], row["authors"]) == (
        article.title,
        article.text,
        list(article.authors),
    )
    assert (row["url"], row["error"]) == ("https://example.com/0", None)


def test_a_page_that_fails_is_a_row_with_its_error_in_its_place():
    rows = read(batch(PAGE, "<p></p>", None), batch(PAGE), columns=("title", "url"))
    assert [row["title"] for row in rows] == ["A bridge", None, None, "A bridge"]
    assert [bool(row["error"]) for row in rows] == [False, True, True, False]
    assert rows[1]["url"] == "https://example.com/1"


def test_a_page_that_hangs_is_ended_by_its_time_limit(monkeypatch):
    monkeypatch.setattr(spark_step, "RecordWork", SlowWork)
    rows = read(batch(PAGE, PAGE + "hang", PAGE), timeout=2)
    assert [row["title"] for row in rows] == ["A bridge", None, "A bridge"]
    assert rows[1]["error"] == "took longer than 2 s (raise --timeout, or lower --max-bytes)"


# --- in a real session ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql", reason="newstool[spark] is not installed")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(newstool.__file__).parents[1]), *sys.path])
    builder = sql.SparkSession.builder.master("local-cluster[2,1,1024]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.sql.execution.arrow.maxRecordsPerBatch": "3",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_a_session_of_worker_processes_gives_the_records_of_the_library(session):
    pages = [PAGE.replace("bridge", f"bridge {n}") for n in range(20)] + ["<p></p>"]
    rows = [(n, page, f"https://example.com/{n}") for n, page in enumerate(pages)]
    frame = session.createDataFrame(rows, "n int, html string, url string").repartition(4)
    found = {row.url: row.asDict(recursive=True) for row in parse(frame, timeout=30).collect()}
    assert len(found) == 21
    for _, page, url in rows[:-1]:
        article = newstool.parse(page, url=url)
        assert (found[url]["title"], found[url]["text"]) == (article.title, article.text)
        assert found[url]["authors"] == list(article.authors)
    assert "no article" in found[rows[-1][2]]["error"]


def test_a_worker_that_is_killed_costs_no_rows(session, tmp_path):
    mark = tmp_path / "killed"

    def kill_once(batches):
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from batches

    rows = [(PAGE, f"https://example.com/{n}") for n in range(12)]
    frame = session.createDataFrame(rows, "html string, url string").repartition(3)
    found = parse(frame.mapInArrow(kill_once, frame.schema), columns=("url", "title")).collect()
    assert mark.exists()
    assert sorted(row.url for row in found) == sorted(url for _, url in rows)
    assert {row.title for row in found} == {"A bridge"}
