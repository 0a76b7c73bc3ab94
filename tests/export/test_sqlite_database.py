"""Records in a SQLite database: rows, other tables, the text index, what can go wrong."""

import sqlite3
from contextlib import closing

import msgspec
import pandas
import preloaded
import pytest
import sqlite_utils
from preloaded import killed_after
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.export import sqlite_database
from newstool.export.columns import COMPACT, default_columns
from newstool.export.sqlite_database import Database
from newstool.model.article import Article, Credit, Encoding, Image, Input, Related
from newstool.model.errors import OutputError, RecordError, UsageError
from newstool.model.isodate import IsoDate


def article(path="a.html", index=0, **fields):
    return Article(input=Input(path, index, "html", Encoding("utf-8", "utf-8")), **fields)


FULL = article(
    title="A bridge for Örebro",
    authors=("Ana Ruiz", "Tom Okafor"),
    credits=(Credit("Ana Ruiz", "person", "author", place="Örebro"),),
    tags=("bridges",),
    related=(Related("An older bridge", "https://example.com/old", True),),
    images=(Image("https://example.com/a.jpg", "A bridge"),),
    date_published=IsoDate("2023-07-25"),
    text="The council agreed on Monday.",
    word_count=5,
    free_access=True,
)


def put(path, *articles, **options):
    database = Database(path, **options)
    for each in articles:
        database.write(each if isinstance(each, bytes) else each.to_json().encode())
    database.close()


def ask(path, query, *values):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


@pytest.fixture
def news(tmp_path):
    return tmp_path / "news.db"


def test_an_article_is_a_row_with_a_column_for_each_key(news):
    put(news, FULL)
    connection = sqlite3.connect(news)
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute("SELECT * FROM articles").fetchone())
    assert {name.replace(".", "_") for name in default_columns()} < set(row)
    assert (row["title"], row["input_path"], row["word_count"]) == (FULL.title, "a.html", 5)
    assert (row["authors"], row["free_access"]) == ('["Ana Ruiz","Tom Okafor"]', 1)
    assert (row["section"], row["date_published"]) == (None, "2023-07-25")


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("authors", [(0, "Ana Ruiz"), (1, "Tom Okafor")]),
        ("tags", [(0, "bridges")]),
        ("credits", [(0, "Ana Ruiz", "person", "author", None, "Örebro", None, None)]),
        ("related", [(0, "An older bridge", "https://example.com/old", 1)]),
        ("images", [(0, "https://example.com/a.jpg", "A bridge", None, None)]),
    ],
)
def test_what_an_article_has_many_of_has_a_table(news, table, cells):
    put(news, FULL)
    assert [row[1:] for row in ask(news, f"SELECT * FROM {table} ORDER BY position")] == cells


def test_the_text_can_be_searched_without_accents(news):
    put(news, FULL, article("b.html", title="Rain"))
    query = "SELECT title FROM articles_fts WHERE articles_fts MATCH ?"
    assert ask(news, query, "orebro AND council") == [(FULL.title,)]


def test_exported_again_nothing_is_doubled_and_what_changed_is_brought_up_to_date(news):
    put(news, FULL, article("b.html", title="Rain"))
    changed = msgspec.structs.replace(FULL, title="A tunnel", authors=("Lee Park",))
    put(news, changed, article("b.html", title="Rain"), article("b.html", 1, title="Snow"))
    assert ask(news, "SELECT article_id, title FROM articles") == [
        (1, "A tunnel"),
        (2, "Rain"),
        (3, "Snow"),
    ]
    assert ask(news, "SELECT name FROM authors") == [("Lee Park",)]
    query = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    assert ask(news, query, "bridge") == [(0,)]
    assert ask(news, query, "tunnel") == [(1,)]
    assert ask(news, "INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')") == []


def test_articles_from_stdin_are_identified_by_url_or_content(news):
    for title in ("One", "Two", "One"):
        put(news, article(None, title=title))
    put(news, article(None, title="Old", url="https://example.com/a"))
    put(news, article(None, title="New", url="https://example.com/a"))
    assert ask(news, "SELECT title FROM articles") == [("One",), ("Two",), ("New",)]


def test_columns_are_chosen_and_later_runs_may_add_some(news):
    put(news, FULL, columns=COMPACT, join="; ")
    assert ask(news, "SELECT path, authors, date, words FROM articles") == [
        ("a.html", "Ana Ruiz; Tom Okafor", "2023-07-25", 5)
    ]
    assert ask(news, "SELECT name FROM authors") == [("Ana Ruiz",), ("Tom Okafor",)]
    put(news, FULL, columns=("section", "copyright.holder"))
    assert ask(news, "SELECT path, section, copyright_holder FROM articles") == [
        ("a.html", None, None)
    ]


def test_a_text_that_comes_with_a_later_run_is_indexed(news):
    put(news, FULL, columns=("title",))
    put(news, FULL, columns=("title", "text"))
    assert ask(news, "SELECT title FROM articles_fts('council')") == [(FULL.title,)]


@pytest.mark.parametrize(
    "columns", [("copyright.holder", "copyright_holder=title"), ("Text=title", "text")]
)
def test_names_that_sqlite_takes_for_one_are_refused(news, columns):
    with pytest.raises(UsageError):
        put(news, FULL, columns=columns)
    assert not news.exists()


@pytest.mark.parametrize(
    "line",
    [b'{"title": "cut', b"[]", b'{"title": "A", "word_count": 123456789012345678901234567890}'],
)
def test_anything_but_a_record_fails_alone(news, line):
    database = Database(news)
    with pytest.raises(RecordError):
        database.write(line)
    database.write(FULL.to_json().encode())
    database.close()
    assert ask(news, "SELECT title FROM articles") == [(FULL.title,)]


def test_records_of_another_make_are_taken(news):
    put(news, rb'{"title": "\ud800", "authors": [5, {"name": "Ana"}, "Tom"], "input": 5}')
    assert ask(news, "SELECT title FROM articles") == [("\ufffd",)]
    assert ask(news, "SELECT name FROM authors") == [("Ana",), ("Tom",)]


# --- what can go wrong ---------------------------------------------------------------------------


def test_others_read_while_it_is_written(news):
    database = Database(news)
    database.write(FULL.to_json().encode())
    assert ask(news, "SELECT count(*) FROM articles") == [(0,)]
    database.flush()
    assert ask(news, "SELECT count(*) FROM articles") == [(1,)]
    database.close()


def test_a_database_that_another_program_writes_is_named(news, monkeypatch):
    put(news, FULL)
    monkeypatch.setattr(sqlite_database, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(news, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another program is writing it"):
            put(news, FULL)
    assert ask(news, "SELECT count(*) FROM articles") == [(1,)]


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.write_text("title,text\n" * 1000), "not a SQLite database"),
        (lambda path: path.mkdir(), "it is a directory"),
        (lambda path: ask(path, "CREATE TABLE articles (a)"), "not made by newstool"),
    ],
)
def test_a_file_that_is_not_our_database_is_left_alone(news, make, what):
    make(news)
    before = news.is_dir() or news.read_bytes()
    with pytest.raises(OutputError, match=what):
        put(news, FULL)
    assert (news.is_dir() or news.read_bytes()[100:]) == (
        before if before is True else before[100:]
    )


def test_a_directory_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OutputError, match="can't be opened"):
        put(tmp_path / "no" / "news.db", FULL)


def test_a_full_disk_keeps_what_was_there(news):
    put(news, FULL)
    database = Database(news)
    database._connection.execute("PRAGMA max_page_count = 30")
    with pytest.raises(OutputError, match="no space left"):
        for number in range(100):
            database.write(article(f"{number}.html", text="word " * 2_000).to_json().encode())
    database.discard()
    assert ask(news, "PRAGMA integrity_check") == [("ok",)]
    assert ask(news, "SELECT title FROM articles") == [(FULL.title,)]


def test_a_run_that_failed_at_once_leaves_no_file(news):
    database = Database(news)
    database.discard()
    assert list(news.parent.iterdir()) == []


def test_killed_at_any_moment_the_database_is_whole_and_the_next_run_completes_it(news, tmp_path):
    records = tmp_path / "records.ndjson"
    count = 3_000
    with records.open("w") as file:
        for number in range(count):
            each = article(f"{number}.html", title=f"Title {number}", authors=("Ana", "Tom"))
            file.write(each.to_json() + "\n")
    arguments = ("export", records, "-o", news)
    for seconds in (0.1, 0.2, 0.3):
        killed_after(seconds, *arguments)
        if news.exists():
            assert ask(news, "PRAGMA integrity_check") == [("ok",)]
            assert ask(news, "PRAGMA foreign_key_check") == []
    assert preloaded.run(*arguments).returncode == 0
    assert ask(news, "SELECT count(*) FROM articles") == [(count,)]
    assert ask(news, "SELECT count(*) FROM authors") == [(2 * count,)]


# --- on the command line, and read by others -----------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_the_name_asks_for_a_database_and_it_can_be_in_the_folder_that_is_read(tmp_path):
    (tmp_path / "a.ndjson").write_text(FULL.to_json() + "\n")
    news = tmp_path / "news.db"
    for _ in range(2):
        done = run("export", tmp_path, "-o", news)
        assert (done.exit_code, done.stderr) == (0, "")
    assert ask(news, "SELECT title FROM articles") == [(FULL.title,)]


@pytest.mark.parametrize(
    "options", [("--to", "sqlite"), ("--to", "sqlite", "-o", "-"), ("-o", "x.db", "--force")]
)
def test_a_database_needs_a_file_and_takes_no_force(options, tmp_path):
    (tmp_path / "a.ndjson").write_text(FULL.to_json() + "\n")
    assert run("export", tmp_path / "a.ndjson", *options).exit_code == 2


def test_other_programs_read_it(news):
    put(news, FULL)
    with closing(sqlite3.connect(news)) as connection:
        frame = pandas.read_sql("SELECT * FROM articles", connection)
    assert frame.loc[0, "title"] == FULL.title
    database = sqlite_utils.Database(news)
    assert database["articles"].detect_fts() == "articles_fts"
    assert [row["title"] for row in database["articles"].search("council")] == [FULL.title]
    assert [key.other_table for key in database["authors"].foreign_keys] == ["articles"]
    database.close()


@pytest.mark.parametrize("name", ["news.db", "news.parquet"])
def test_pages_of_one_address_are_rows_each_and_an_empty_file_is_named(tmp_path, name):
    pages = tmp_path / "pages"
    pages.mkdir()
    body = "The council met on Monday and agreed on a new bridge over the river. " * 5
    head = "<link rel=canonical href=https://example.com/bridge>"
    for number in range(3):
        page = f"<html><head>{head}</head><body><h1>Bridge {number}</h1><p>{body}</p>"
        (pages / f"{number}.html").write_text(page)
    (pages / "empty.html").touch()
    done = CliRunner().invoke(app, ["export", str(pages), "-o", str(tmp_path / name)])
    assert done.exit_code == 1
    assert "empty.html: the input is empty" in done.stderr
    if name.endswith(".db"):
        found = [title for (title,) in ask(tmp_path / name, "SELECT title FROM articles")]
    else:
        found = pandas.read_parquet(tmp_path / name).title.tolist()
    assert sorted(found) == ["Bridge 0", "Bridge 1", "Bridge 2"]
