"""Records as flat rows: the columns, CSV and TSV, JSON, and the summary's numbers."""

import csv
import gzip
import io
import json
import sys

import duckdb
import msgspec
import pytest
import zstandard
from conftest import assert_valid
from hypothesis import given
from hypothesis import strategies as st

from newstool.export.columns import (
    COMPACT,
    check_columns,
    default_columns,
    key_of,
    name_of,
    row_reader,
)
from newstool.export.compressed import compressed
from newstool.export.csv_guard import unguard
from newstool.export.csv_table import csv_line
from newstool.export.formats import (
    EXPORT_FORMATS,
    compression_of_name,
    format_named,
    format_of_name,
)
from newstool.export.summary import Tally
from newstool.export.writers import exporter
from newstool.model.article import Article, Contacts, Copyright, Dateline, Encoding, Image, Input
from newstool.model.errors import RecordError, UsageError
from newstool.model.isodate import IsoDate

BARE = Article(input=Input("a.html", 0, "html", Encoding("utf-8", "utf-8")))
FULL = msgspec.structs.replace(
    BARE,
    title='He said: "No, =never"',
    authors=("Ana Ruiz", "Tom Okafor"),
    date_published=IsoDate("2023-07-25T08:34"),
    dateline=Dateline("LONDON, March 3 -", "LONDON", None, IsoDate("2023-03-03")),
    copyright=Copyright("© 2023 Example", "Example", "2023"),
    contacts=Contacts(("desk@example.com",), ()),
    images=(Image("https://example.com/a.jpg", "A bridge"),),
    text="- 5 people came.\n\nThey left, again.",
    word_count=7,
    free_access=True,
    language="en",
    site_name="Example",
)


def line_of(article):
    return article.to_json().encode()


def table(articles, to="csv", **options):
    writer = exporter(to, **options)
    parts = [writer.start(), *(writer.record(line_of(each)) for each in articles), writer.finish()]
    return b"".join(parts).decode()


def _unzstd(data):
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def rows(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


# --- columns -------------------------------------------------------------------------------------


def test_the_columns_are_all_keys_of_the_record_with_inner_objects_laid_flat():
    assert_valid(line_of(FULL))
    columns = default_columns()
    assert len(set(columns)) == len(columns)
    assert {name.split(".")[0] for name in columns} == set(BARE.to_dict())
    for name in ("input.encoding.how", "dateline.place", "copyright.holder", "contacts.emails"):
        assert name in columns


def test_a_row_holds_strings_as_they_are_lists_as_json_and_nothing_for_null():
    row = dict(zip(default_columns(), row_reader(default_columns())(line_of(FULL)), strict=True))
    assert row["title"] == FULL.title
    assert json.loads(row["authors"]) == list(FULL.authors)
    assert json.loads(row["images"])[0]["alt"] == "A bridge"
    assert json.loads(row["contacts.emails"]) == ["desk@example.com"]
    assert (row["copyright.holder"], row["copyright.years"]) == ("Example", "2023")
    assert (row["dateline.date"], row["dateline.agency"]) == ("2023-03-03", None)
    assert (row["word_count"], row["free_access"], row["section"]) == (7, True, None)


def test_a_null_object_has_null_parts():
    assert row_reader(("dateline.place", "copyright.holder"))(line_of(BARE)) == [None, None]


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        ({"title": 5}, [5, None]),  # another type than ours
        ({"title": ["A"]}, ['["A"]', None]),
        ({"copyright": "Example"}, [None, None]),
        ({"copyright": {"holder": "X"}}, [None, "X"]),
        ({"title": "\ud800"}, ["\ufffd", None]),
        ({}, [None, None]),
    ],
)
def test_records_of_another_make_give_what_can_be_read(record, cells):
    line = json.dumps(record).encode()
    assert list(row_reader(("title", "copyright.holder"))(line)) == cells


@pytest.mark.parametrize("line", [b"", b"[]", b'{"title": ', b"\xff"])
def test_anything_but_a_json_object_is_an_error(line):
    with pytest.raises(RecordError):
        row_reader(("title",))(line)


def test_evidence_and_extra_have_columns_of_the_articles_own():
    line = b'{"evidence": {"title": {"from": "h1"}}, "extra": {"LOAD-DATE": "July", "a.b": 1}}'
    names = check_columns(("evidence.title.from", "extra.LOAD-DATE", "extra.a.b"))
    assert row_reader(names)(line) == ["h1", "July", 1]


@pytest.mark.parametrize(
    ("name", "hint"), [("titel", "did you mean title?"), ("zzz", "newstool fields")]
)
def test_a_column_that_no_record_can_have_is_refused(name, hint):
    with pytest.raises(UsageError, match=hint.replace("?", r"\?")):
        check_columns((name,))


def test_a_column_named_twice_is_refused():
    with pytest.raises(UsageError, match="twice"):
        check_columns(("title", "title"))


# --- CSV -----------------------------------------------------------------------------------------


def test_a_reader_gets_every_cell_back():
    (row,) = rows(table([FULL]))
    assert row["title"] == FULL.title
    assert unguard(row["text"]) == FULL.text
    assert row["text"].startswith("'- 5")
    assert row["free_access"] == "true"
    assert row["section"] == ""


def test_lines_end_and_quotes_double_as_rfc_4180_has_it():
    written = table([FULL], columns=("title", "word_count"))
    assert written == 'title,word_count\r\n"He said: ""No, =never""",7\r\n'


def test_the_header_is_there_without_any_record():
    assert table([], columns=("title", "url")) == "title,url\r\n"


def test_the_guard_can_be_turned_off():
    (row,) = rows(table([FULL], guarded=False))
    assert row["text"] == FULL.text


def test_tsv_parts_cells_by_tabs():
    (row,) = rows(table([FULL], to="tsv"), delimiter="\t")
    assert unguard(row["text"]) == FULL.text


def test_the_mark_for_excel_is_at_the_very_beginning():
    assert table([], columns=("title",), bom=True) == "\ufefftitle\r\n"


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4), st.sampled_from(",\t"))
def test_any_cells_come_back_through_the_standard_librarys_reader(lines, separator):
    lines = [[each.encode("utf-8", "replace").decode() for each in line] for line in lines]
    written = "".join(csv_line(line, separator=separator) for line in lines)
    read = list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))
    assert [[unguard(each) for each in line] for line in read] == [
        [each.replace("\0", "\ufffd") for each in line] for line in lines
    ]


# --- JSON and names ------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_an_array_with_a_record_a_line(count):
    written = table([FULL] * count, to="json")
    assert json.loads(written) == [FULL.to_dict()] * count
    assert written.count("\n") == max(1, count)


def test_ndjson_gives_the_records_as_they_came():
    lines = line_of(FULL) + b"\n" + line_of(BARE) + b"\n"
    assert table([FULL, BARE], to="ndjson").encode() == lines


def test_columns_make_flat_json_with_the_values_own_types():
    written = table([FULL], to="ndjson", columns=("authors", "copyright.holder", "word_count"))
    assert json.loads(written) == {
        "authors": ["Ana Ruiz", "Tom Okafor"],
        "copyright.holder": "Example",
        "word_count": 7,
    }


def test_documents_are_separated_by_form_feeds():
    assert table([FULL, BARE], to="markdown").count("\f---\n") == 1


@pytest.mark.parametrize(
    ("name", "to"),
    [("a.csv", "csv"), ("A.TSV", "tsv"), ("x.jsonl", "ndjson"), ("d/a.md", "markdown")],
)
def test_a_files_name_tells_the_format(name, to):
    assert format_of_name(name, "export", EXPORT_FORMATS) == to


@pytest.mark.parametrize("name", ["out", "out.", "/dev/null", "news.2024-03-05", ".hidden"])
def test_a_name_without_an_ending_tells_no_format(name):
    assert format_of_name(name, "export", EXPORT_FORMATS) is None


@pytest.mark.parametrize("name", ["news.xlsx", "news.txt", "d.csv/news.doc"])
def test_an_ending_that_cannot_be_written_is_refused_with_those_that_can(name):
    with pytest.raises(UsageError, match=r"can't write \.\w+ files .it writes \.csv, \.tsv"):
        format_of_name(name, "export", EXPORT_FORMATS)


@pytest.mark.parametrize(
    ("word", "to"),
    [("md", "markdown"), ("Markdown", "markdown"), ("jsonl", "ndjson"), ("doc", None)],
)
def test_a_format_goes_by_its_name_and_its_endings(word, to):
    assert format_named(word, EXPORT_FORMATS) == to


# --- columns under other names, lists joined ---------------------------------------------------


def test_a_column_can_be_called_otherwise():
    (row,) = rows(table([FULL], columns=("holder=copyright.holder", "date=date_published")))
    assert row == {"holder": "Example", "date": "2023-07-25T08:34"}
    assert (name_of("date=date_published"), key_of("date=date_published")) == (
        "date",
        "date_published",
    )


def test_a_key_that_holds_an_equals_sign_is_not_a_name():
    assert (name_of("extra.A=B"), key_of("extra.A=B")) == ("extra.A=B", "extra.A=B")


@pytest.mark.parametrize("columns", [("=title",), ("a=title", "a=text"), ("date=titel",)])
def test_a_wrong_name_is_an_error(columns):
    with pytest.raises(UsageError):
        check_columns(columns)


def test_the_compact_columns_are_those_that_people_want_with_names_joined():
    (row,) = rows(table([FULL], columns=COMPACT, join="; "))
    assert list(row) == (
        "path title authors date source site language section url words text".split()
    )
    assert row["authors"] == "Ana Ruiz; Tom Okafor"
    assert (row["path"], row["site"], row["words"]) == ("a.html", "Example", "7")


@pytest.mark.parametrize("columns", [("authors", "images", "contacts.emails"), None])
def test_strings_in_lists_are_joined_and_objects_stay(columns):
    written = json.loads(table([FULL], to="ndjson", columns=columns, join=" & "))
    assert written["authors"] == "Ana Ruiz & Tom Okafor"
    assert written["images"][0]["alt"] == "A bridge"
    (row,) = rows(table([FULL], columns=columns, join=" & "))
    assert row["authors"] == "Ana Ruiz & Tom Okafor"
    assert row["contacts.emails"] == "desk@example.com"
    assert json.loads(row["images"])[0]["alt"] == "A bridge"


# --- compressed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "to", "compression"),
    [
        ("a.csv.gz", "csv", "gzip"),
        ("A.NDJSON.GZ", "ndjson", "gzip"),
        ("a.jsonl.zst", "ndjson", "zstd"),
        ("a.csv", "csv", None),
        ("a.gz", None, "gzip"),
    ],
)
def test_a_files_name_tells_that_it_is_compressed(name, to, compression):
    assert format_of_name(name, "export", EXPORT_FORMATS, compressed=True) == to
    assert compression_of_name(name, to or "csv") == compression


def test_a_binary_format_is_not_compressed_as_a_whole():
    with pytest.raises(UsageError, match=r"parquet can't be compressed as \.gz"):
        compression_of_name("news.parquet.gz", "parquet")


@pytest.mark.parametrize("open_file", [gzip.decompress, _unzstd])
def test_a_compressed_export_holds_the_same_bytes(open_file):
    kind = "gzip" if open_file is gzip.decompress else "zstd"
    writer = compressed(exporter("csv"), kind)
    data = b"".join(
        [writer.start(), *(writer.record(line_of(each)) for each in (FULL, BARE)), writer.finish()]
    )
    assert open_file(data).decode() == table([FULL, BARE])


def test_a_gzipped_export_is_the_same_at_any_time():
    parts = [compressed(exporter("ndjson"), "gzip") for _ in range(2)]
    first, second = (each.start() + each.record(line_of(FULL)) + each.finish() for each in parts)
    assert first == second


def test_without_zstandard_an_error_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"pip install zstandard"):
        compressed(exporter("csv"), "zstd")


# --- the summary ---------------------------------------------------------------------------------


def test_the_summary_counts_rows_full_cells_dates_and_origins():
    tally = Tally(("title", "authors", "section"))
    table([FULL, BARE, FULL], tally=tally, columns=tally.columns)
    tally.settle()
    assert (tally.rows, tally.filled) == (3, [2, 2, 0])
    assert (tally.first_date, tally.last_date) == ("2023-07-25", "2023-07-25")
    assert (tally.languages, tally.sources) == ({"en": 2}, {"Example": 2})


def test_the_summary_takes_records_of_another_make():
    tally = Tally(("title",))
    count = tally.reader()
    for line in (b'{"language": 5, "date_published": 2023, "source": {"a": 1}}', b"{}"):
        count(line)
    tally.settle()
    assert (tally.rows, tally.filled) == (2, [0])


def test_duckdb_reads_the_same_cells_as_python(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text(table([FULL, BARE], columns=default_columns()), newline="")
    query = f"select * from read_csv('{path}', all_varchar=true, header=true)"
    found = [[cell or "" for cell in row] for row in duckdb.sql(query).fetchall()]
    assert found == [list(row.values()) for row in rows(path.read_bytes().decode())]
