"""Records as Parquet files and Arrow streams: a schema with types, row groups, other readers."""

import datetime
import io
import json
import sys

import duckdb
import msgspec
import pandas
import polars
import pyarrow
import pytest
from msgspec import UnsetType
from msgspec.structs import fields
from pyarrow import parquet
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.export import arrow_tables
from newstool.export.arrow_tables import schema_of, table_columns
from newstool.export.columns import COMPACT, plain_types
from newstool.export.writers import exporter
from newstool.model.article import Article, BodyPart, Credit, Dateline, Encoding, Image, Input
from newstool.model.errors import RecordError, UsageError
from newstool.model.isodate import IsoDate


def article(path="a.html", **fields):
    return Article(input=Input(path, 0, "html", Encoding("utf-8", "utf-8")), **fields)


FULL = article(
    title="A bridge",
    authors=("Ana Ruiz", "Tom Okafor"),
    credits=(Credit("Ana Ruiz", "person", "author"),),
    date_published=IsoDate("2023-07-25T08:34+02:00"),
    dateline=Dateline("LONDON, March 3 -", "LONDON", None, IsoDate("2023-03-03")),
    images=(Image("https://example.com/a.jpg", "A bridge"),),
    body=(BodyPart("heading", "Plans", 2), BodyPart("paragraph", "They agreed.")),
    text="Plans\n\nThey agreed.",
    word_count=3,
    free_access=True,
    extra={"LOAD-DATE": "July 26"},
)
BARE = article("b.html")


def written(*articles, to="parquet", **options):
    writer = exporter(to, **options)
    lines = (each if isinstance(each, bytes) else each.to_json().encode() for each in articles)
    return b"".join([writer.start(), *map(writer.record, lines), writer.finish()])


def table(*articles, **options):
    return parquet.read_table(io.BytesIO(written(*articles, **options)))


# --- the schema ----------------------------------------------------------------------------------


def test_the_schema_has_the_records_keys_in_order_and_two_more_columns_for_a_date():
    keys = [each.name for each in fields(Article) if UnsetType not in plain_types(each.type)]
    names = schema_of(table_columns()).names
    assert [name for name in names if name in keys] == keys
    assert [name for name in names if name not in keys] == [
        "date_published_timestamp",
        "date_published_precision",
        "date_modified_timestamp",
        "date_modified_precision",
    ]


LINK = "text: string, url: string, start: int64, end: int64"


def test_the_schema_keeps_lists_and_objects():
    schema = schema_of(table_columns())
    assert schema.field("authors").type == pyarrow.list_(pyarrow.string())
    assert schema.field("word_count").type == pyarrow.int64()
    assert schema.field("free_access").type == pyarrow.bool_()
    assert schema.field("extra").type == pyarrow.map_(pyarrow.string(), pyarrow.string())
    body = schema.field("body").type.value_type
    assert [(each.name, str(each.type)) for each in body] == [
        ("type", "string"),
        ("text", "string"),
        ("level", "int64"),
        ("links", f"list<item: struct<{LINK}>>"),
    ]
    assert "date_precision" in [each.name for each in schema.field("dateline").type]


def test_the_values_are_those_of_the_record():
    row, bare = table(FULL, BARE).to_pylist()
    record = FULL.to_dict()
    for key in ("title", "authors", "credits", "images", "word_count", "free_access", "text"):
        assert row[key] == record[key]
    assert row["extra"] == [("LOAD-DATE", "July 26")]
    assert row["body"][0] == {"type": "heading", "text": "Plans", "level": 2, "links": None}
    assert row["input"]["encoding"] == {"name": "utf-8", "how": "utf-8"}
    assert (bare["title"], bare["authors"], bare["dateline"]) == (None, [], None)


@pytest.mark.parametrize(
    ("date", "timestamp", "precision"),
    [
        ("2023", None, "year"),
        ("2023-07", None, "month"),
        ("2023-07-25", (2023, 7, 25), "day"),
        ("2023-07-25T08", (2023, 7, 25, 8), "hour"),
        ("2023-07-25T08:34+02:00", (2023, 7, 25, 6, 34), "minute"),
        ("2023-07-25T08:34:05Z", (2023, 7, 25, 8, 34, 5), "second"),
        ("2023-06-30T23:59:60Z", None, "second"),
        ("0001-01-01T00:00+05:00", None, "minute"),
        ("someday", None, None),
    ],
)
def test_a_date_has_its_text_its_instant_and_its_precision(date, timestamp, precision):
    record = msgspec.structs.replace(BARE, date_published=IsoDate(date))
    (row,) = table(record).to_pylist()
    instant = timestamp and datetime.datetime(*timestamp, tzinfo=datetime.UTC)
    assert row["date_published"] == date
    assert row["date_published_timestamp"] == instant
    assert row["date_published_precision"] == precision


def test_columns_are_chosen_by_key_and_part_and_may_be_called_otherwise():
    columns = ("who=credits", "dateline.date", "extra.LOAD-DATE", "evidence", "input.encoding.how")
    (row,) = table(FULL, columns=columns).to_pylist()
    assert list(row) == [
        "who",
        "dateline.date",
        "dateline.date_timestamp",
        "dateline.date_precision",
        *columns[2:],
    ]
    assert (row["dateline.date"], row["extra.LOAD-DATE"]) == ("2023-03-03", "July 26")
    assert row["who"][0]["role"] == "author"


def test_the_compact_columns_have_names_joined():
    (row,) = table(FULL, columns=COMPACT, join="; ").to_pylist()
    assert (row["authors"], row["words"]) == ("Ana Ruiz; Tom Okafor", 3)
    assert row["date_timestamp"].minute == 34


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (b'{"title": 5}', "key 'title'"),
        (b'{"authors": "Ana"}', "key 'authors'"),
        (b'{"credits": [5]}', "key 'credits'"),
        (b'{"word_count": 123456789012345678901234567890}', "key 'word_count'"),
        (b'{"word_count": true}', "key 'word_count'"),
        (b'{"free_access": 1}', "key 'free_access'"),
        (b'{"extra": []}', "key 'extra'"),
    ],
)
def test_a_record_that_the_types_cannot_hold_fails_alone(line, where):
    writer = exporter("parquet")
    data = writer.start()
    with pytest.raises(RecordError) as failure:
        writer.record(line)
    assert failure.value.where == where
    data += writer.record(FULL.to_json().encode()) + writer.finish()
    assert parquet.read_table(io.BytesIO(data)).num_rows == 1


def test_broken_characters_and_keys_of_another_make_are_taken():
    (row,) = table(rb'{"title": "\ud800", "mood": "good", "input": {"id": 5}}').to_pylist()
    assert (row["title"], row["input"]["id"], row["authors"]) == ("\ufffd", "5", None)


# --- the file ------------------------------------------------------------------------------------


def test_row_groups_are_written_as_they_fill_compressed_by_zstd(monkeypatch):
    monkeypatch.setattr(arrow_tables, "_BATCH_ROWS", 10)
    writer = exporter("parquet")
    data = [writer.start()]
    line = FULL.to_json().encode()
    data += [writer.record(line) for _ in range(25)]
    assert [bool(each) for each in data[1:]].count(True) == 2
    found = parquet.ParquetFile(io.BytesIO(b"".join([*data, writer.finish()]))).metadata
    assert [found.row_group(n).num_rows for n in range(found.num_row_groups)] == [10, 10, 5]
    assert found.row_group(0).column(0).compression == "ZSTD"


def test_no_records_are_a_table_without_rows():
    assert table().num_rows == 0


def test_arrow_is_a_stream_of_batches():
    data = written(FULL, BARE, to="arrow")
    found = pyarrow.ipc.open_stream(data).read_all()
    assert found == table(FULL, BARE)


def test_others_read_the_same_rows(tmp_path):
    path = tmp_path / "news.parquet"
    path.write_bytes(written(FULL, BARE))
    query = (
        "SELECT title, authors[1], year(date_published_timestamp), len(body), extra['LOAD-DATE']"
        f" FROM '{path}' WHERE word_count > 0"
    )
    assert duckdb.sql(query).fetchall() == [("A bridge", "Ana Ruiz", 2023, 2, "July 26")]
    frame = pandas.read_parquet(path)
    assert (frame.title[0], list(frame.authors[0])) == ("A bridge", ["Ana Ruiz", "Tom Okafor"])
    assert frame.date_published_timestamp.dt.year[0] == 2023
    lazy = polars.scan_parquet(path).filter(polars.col("word_count") > 0)
    assert lazy.select("title").collect().to_dicts() == [{"title": "A bridge"}]
    stream = polars.read_ipc_stream(written(FULL, BARE, to="arrow"))
    assert stream["authors"].to_list() == [["Ana Ruiz", "Tom Okafor"], []]


# --- on the command line -------------------------------------------------------------------------


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.ndjson"
    path.write_text(FULL.to_json() + "\n" + json.dumps({"title": 5, "text": "T"}) + "\n")
    return path


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_the_name_asks_for_parquet_and_a_file_that_exists_is_kept(records, tmp_path):
    out = tmp_path / "news.parquet"
    done = run("export", records, "-o", out)
    assert (done.exit_code, "key 'title': not a string" in done.stderr) == (1, True)
    assert parquet.read_table(out).num_rows == 1
    assert "the file exists" in run("export", records, "-o", out).stderr


def test_arrow_goes_to_a_pipe(records):
    done = run("export", records, "--to", "arrow")
    assert pyarrow.ipc.open_stream(done.stdout_bytes).read_all().num_rows == 1


def test_without_pyarrow_an_error_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "newstool.export.arrow_tables", None)
    with pytest.raises(UsageError, match=r"pip install pyarrow"):
        exporter("parquet")
