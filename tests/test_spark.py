"""newstool in Spark: what a worker makes of pages; and a session of several processes."""

import gzip
import os
import runpy
import signal
import sys
import time
from pathlib import Path

import pyarrow
import pytest

import newstool
from newstool import spark as spark_step
from newstool.model.settings import MAX_BYTES, checked_settings
from newstool.runs.work import RecordWork
from newstool.spark import _Files, _Reader, parse, read_warc

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


# --- files ---------------------------------------------------------------------------------------


def warc(*pages, first=0):
    """A packed WARC; in the place of None a record that is broken."""
    return b"".join(gzip.compress(record(number, page)) for number, page in enumerate(pages, first))


def record(number, page):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + (page or "cut").encode()
    length = len(block) + 1000 * (page is None)
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-03-05T10:15:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Length: {length}\r\n"
        f"WARC-Target-URI: https://example.com/{number}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def dated(day):
    when = f'<meta property="article:published_time" content="2024-03-{day:02}T08:00:00Z">'
    return PAGE.replace("<body>", f"<body>{when}").replace("bridge", f"bridge {day}")


def crawl(folder):
    """Files as a crawl leaves them, some of them broken."""
    (folder / "a.warc.gz").write_bytes(warc(dated(1), dated(2), PAGE))
    (folder / "b.warc.gz").write_bytes(warc(dated(1), None, dated(3), first=3))
    (folder / "c.warc.gz").write_bytes(warc(dated(4), dated(4), first=6)[:-20])
    (folder / "d.html").write_text(dated(5))
    (folder / "empty.warc").touch()
    names = ("a.warc.gz", "b.warc.gz", "c.warc.gz", "d.html", "empty.warc", "missing.warc.gz")
    return [str(folder / name) for name in names]


def locally(paths):
    """What the library makes of files, to compare rows with."""
    for result in newstool.parse_many([Path(path) for path in paths]):
        if isinstance(result, newstool.Failure):
            yield (result.path, result.index, None, None, None)
        else:
            yield (result.input.path, result.input.index, result.url, result.title, result.text)


def of_rows(rows):
    for row in rows:
        place = row["input"]
        url = row["url"] if row["error"] is None else None
        yield (place["path"], place["index"], url, row["title"], row["text"])


def test_a_file_gives_the_records_that_the_library_makes_of_it(tmp_path):
    paths = crawl(tmp_path)
    numbers = pyarrow.RecordBatch.from_pydict({"id": range(len(paths))})
    pages = _Files(tuple(paths), MAX_BYTES).read(iter([numbers]))
    rows = [
        row
        for made in _Reader(checked_settings({}), None, None).read(pages)
        for row in made.to_pylist()
    ]
    assert list(of_rows(rows)) == list(locally(paths))
    assert [row["input"]["fetched"] for row in rows][:2] == ["2024-03-05T10:15:00Z"] * 2
    assert sum(row["error"] is not None for row in rows) == 4


def test_pages_are_handed_on_before_a_file_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(spark_step, "_BATCH_BYTES", 1000)
    (tmp_path / "a.warc.gz").write_bytes(warc(*[PAGE] * 12))
    files = _Files((str(tmp_path / "a.warc.gz"),), MAX_BYTES)
    made = list(files.read(iter([pyarrow.RecordBatch.from_pydict({"id": [0]})])))
    assert [batch.num_rows for batch in made] == [3, 3, 3, 3]


def test_an_address_is_opened_by_arrow_and_rows_of_tables_are_refused(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(warc(PAGE))
    (tmp_path / "t.csv").write_text("title,text\nA bridge,It opens.\n")
    paths = ((tmp_path / "a.warc.gz").as_uri(), str(tmp_path / "t.csv"), "nowhere://a/b")
    numbers = pyarrow.RecordBatch.from_pydict({"id": [0, 1, 2]})
    (made,) = _Files(paths, MAX_BYTES).read(iter([numbers]))
    told = [row["warc"]["error"] for row in made.to_pylist()]
    assert told[0] is None
    assert "newstool parse reads them" in told[1]
    assert "nowhere" in told[2]


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


def read_slow(batches):
    spark_step.RecordWork = SlowWork
    yield from _Reader(checked_settings({}), ("url", "title"), 3).read(batches)


def test_a_poisoned_page_is_ended_in_its_worker_and_its_neighbours_are_read(session):
    pages = [PAGE, PAGE + "hang", PAGE, PAGE]
    rows = [(page, f"https://example.com/{n}") for n, page in enumerate(pages)]
    frame = session.createDataFrame(rows, "html string, url string").repartition(2)
    found = frame.mapInArrow(read_slow, "url string, title string, error string").collect()
    errors = {row.url[-1]: row.error for row in found}
    assert errors.pop("1").startswith("took longer than 3 s")
    assert errors == {"0": None, "2": None, "3": None}


def test_files_are_read_by_a_task_each(session, tmp_path):
    paths = crawl(tmp_path)
    pages = read_warc(session, paths)
    assert pages.rdd.getNumPartitions() == len(paths)
    rows = [row.asDict(recursive=True) for row in parse(pages).collect()]
    assert sorted(of_rows(rows), key=str) == sorted(locally(paths), key=str)
    with pytest.raises(newstool.UsageError):
        read_warc(session, [])


def test_the_example_resumes_where_it_was_stopped_and_duplicates_nothing(session, tmp_path):
    job = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "spark_job.py"))
    paths, out = crawl(tmp_path), str(tmp_path / "out")
    write_batch, names = job["write_batch"], []

    def stopped(spark, files, name, out):
        write_batch(spark, files, name, out)
        names.append(name)
        if len(names) == 2:
            raise KeyboardInterrupt  # all is written and it isn't said that it is

    job["main"].__globals__["write_batch"] = stopped
    with pytest.raises(KeyboardInterrupt):
        job["main"](["--out", out, "--batch", "2", *paths[:-1]])
    job["main"].__globals__["write_batch"] = write_batch
    for _ in range(2):
        job["main"](["--out", out, "--batch", "2", *paths])
    found = session.read.parquet(out)
    rows = [row.asDict(recursive=True) for row in found.collect()]
    assert sorted(of_rows(rows), key=str) == sorted(locally(paths), key=str)
    folders = {path.name for path in Path(out).iterdir() if path.name.startswith("date=")}
    assert {f"date=2024-03-0{day}" for day in (1, 2, 3, 4, 5)} < folders
