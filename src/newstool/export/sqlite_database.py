"""Records to a SQLite database: one row per article, tables for its lists, a text index.

A row is identified by the path of its input and the number of the article in it. Exporting again
updates it and never duplicates it. Everything about an article is written in one transaction,
to a write-ahead log (WAL), so others can read meanwhile, and a kill leaves only complete rows.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import fields

from newstool.export.columns import (
    as_cell,
    check_columns,
    default_columns,
    holds_numbers,
    key_of,
    name_of,
    row_reader,
)
from newstool.model.article import Article
from newstool.model.errors import NewstoolError, OutputError, RecordError, UsageError
from newstool.reading.json_lines import decode_object, mend_surrogates

# Keys whose values have their own table as well as the JSON in the row.
_CHILDREN = ("authors", "credits", "related", "tags", "images")
_SEARCHED = ("title", "text")  # keys in the text index
_OWN = ("article_id", "article_key", "article_digest")
_PATIENCE = 10.0  # seconds to wait for another program that writes
_BETWEEN_COMMITS = 1.0  # seconds that others wait at most to see a row, or to write
_BATCH = 1_000  # rows of a transaction at most


class Database:
    """A database that records are put into; `write` takes one record's JSON."""

    def __init__(
        self,
        path: Path,
        *,
        columns: Sequence[str] | None = None,
        join: str | None = None,
        count: Callable[[bytes], None] | None = None,
    ) -> None:
        """Raises `UsageError` for columns that can't be, `OutputError` for a file that can't."""
        columns = check_columns(columns) if columns is not None else default_columns()
        self._path = path
        self._is_new = not path.exists()
        self._count = count
        self._children = [key for key in _CHILDREN if key in map(key_of, columns)]
        self._read = row_reader(columns, join)
        self._salt = repr((columns, join)).encode()
        self._names = column_names(columns)
        self._upsert = _upsert(self._names)
        self._rows = self._waiting = 0
        self._began = 0.0
        if path.is_dir():
            raise OutputError("it is a directory", where=str(path), hint="name a file in it")
        with self._reporting():
            self._connection = sqlite3.connect(
                path.absolute(), timeout=_PATIENCE, isolation_level=None
            )
            try:
                self._prepare(columns)
            except (sqlite3.Error, NewstoolError):
                self.discard()
                raise

    def write(self, data: bytes) -> None:
        """Add a record or bring its row up to date. Raises `RecordError` and `OutputError`."""
        cells, record = self._read(data), decode_object(data)
        key = _key_of_record(record, data)
        digest = hashlib.blake2b(self._salt + data, digest_size=16).digest()
        if self._count:
            self._count(data)
        with self._reporting():
            if not self._waiting:
                self._connection.execute("BEGIN IMMEDIATE")
                self._began = time.monotonic()
            self._waiting += 1
            self._put((key, digest, *cells), record)
        if self._waiting >= _BATCH or time.monotonic() - self._began > _BETWEEN_COMMITS:
            self.flush()

    def flush(self) -> None:
        """Let others see what was written. Raises `OutputError`."""
        if self._waiting:
            with self._reporting():
                self._connection.execute("COMMIT")
            self._rows += self._waiting
            self._waiting = 0

    def close(self) -> None:
        """All is written."""
        self.flush()
        with self._reporting():
            self._connection.close()

    def discard(self) -> None:
        """Take back what nobody has seen; a database with nothing in it goes."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        if self._is_new and not self._rows:
            for name in own_files(self._path):
                name.unlink(missing_ok=True)

    def _put(self, row: tuple[object, ...], record: Mapping[str, object]) -> None:
        self._connection.execute("SAVEPOINT article")
        try:
            changed = self._connection.execute(self._upsert, row).fetchone()
            if changed is not None:
                for child in self._children:
                    self._put_children(child, changed[0], record.get(child))
        except OverflowError as error:
            self._connection.execute("ROLLBACK TO article")
            raise RecordError("a number is too large for a database") from error
        finally:
            with contextlib.suppress(sqlite3.OperationalError):  # a full disk ended it all
                self._connection.execute("RELEASE article")

    def _put_children(self, table: str, article: int, values: object) -> None:
        columns = _child_columns(table)
        self._connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article,))
        self._connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * (len(columns) + 2))})",
            (
                (article, position, *cells)
                for position, cells in enumerate(_child_rows(values, columns))
            ),
        )

    # --- the tables ----------------------------------------------------------------------------

    def _prepare(self, columns: Sequence[str]) -> None:
        run = self._connection.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA foreign_keys = ON")
        run("BEGIN IMMEDIATE")
        types = ["INTEGER" if holds_numbers(column) else "TEXT" for column in columns]
        there = _columns_there(self._connection, "articles")
        if not there:
            listed = ", ".join(
                f"{_quoted(name)} {kind}" for name, kind in zip(self._names, types, strict=True)
            )
            run(
                "CREATE TABLE articles (article_id INTEGER PRIMARY KEY, article_key TEXT NOT NULL"
                f" UNIQUE, article_digest BLOB NOT NULL, {listed})"
            )
        elif not {*_OWN} <= {*there}:
            hint = "name another file"
            raise OutputError(
                "its table 'articles' was not made by newstool", where=str(self._path), hint=hint
            )
        else:
            known = {name.casefold() for name in there}
            for name, kind in zip(self._names, types, strict=True):
                if name.casefold() not in known:
                    run(f"ALTER TABLE articles ADD COLUMN {_quoted(name)} {kind}")
        for child in self._children:
            _make_child(self._connection, child)
        _make_index(self._connection)
        run("COMMIT")

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """Turn SQLite's errors into `OutputError`."""
        try:
            yield
        except sqlite3.Error as error:
            raise _output_error(error, self._path) from error


def own_files(path: Path) -> tuple[Path, ...]:
    """The database and the files that SQLite puts next to it."""
    return (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")))


def column_names(columns: Sequence[str]) -> list[str]:
    """The names of columns, dots as '_'. Raises `UsageError` where SQLite takes two for one."""
    names = [name_of(column).replace(".", "_") for column in columns]
    folded = [*_OWN, *(name.casefold() for name in names)]
    for name in names:
        if folded.count(name.casefold()) > 1:
            raise UsageError(f"the database has a column {name!r} already", hint="say NAME=KEY")
    return names


def _upsert(names: Sequence[str]) -> str:
    quoted = [*_OWN[1:], *map(_quoted, names)]
    changes = ", ".join(f"{name} = excluded.{name}" for name in quoted[1:])
    return (
        f"INSERT INTO articles ({', '.join(quoted)}) VALUES ({', '.join('?' * len(quoted))})"
        f" ON CONFLICT (article_key) DO UPDATE SET {changes}"
        " WHERE article_digest IS NOT excluded.article_digest RETURNING article_id"
    )


def _key_of_record(record: Mapping[str, object], line: bytes) -> str:
    """What makes a record the same one again: path and index, or for stdin what was read."""
    origin = record.get("input")
    path, index = None, 0
    if isinstance(origin, Mapping):
        path, index = origin.get("path"), origin.get("index") or 0
    if not isinstance(path, str):
        path = record.get("url")
    if not isinstance(path, str):
        path = "sha256:" + hashlib.sha256(line).hexdigest()
    return mend_surrogates(f"{path}#{index}")


def _make_child(connection: sqlite3.Connection, table: str) -> None:
    listed = ", ".join(f"{_quoted(name)} {kind}" for name, kind in _child_columns(table).items())
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {table} (article_id INTEGER NOT NULL REFERENCES articles"
        f" ON DELETE CASCADE, position INTEGER NOT NULL, {listed},"
        " PRIMARY KEY (article_id, position)) WITHOUT ROWID"
    )
    first = _quoted(next(iter(_child_columns(table))))
    connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_by ON {table} ({first})")


@cache
def _child_columns(table: str) -> Mapping[str, str]:
    """The columns of a table other than `articles`, from the type of the record's key."""
    kind = next(field.type for field in fields(Article) if field.name == table)
    (item, _) = get_args(kind)
    if not issubclass(item, Struct):
        return {"name": "TEXT"}
    return {each.name: "INTEGER" if each.type is bool else "TEXT" for each in fields(item)}


def _child_rows(values: object, columns: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for value in values if isinstance(values, list) else ():
        if isinstance(value, Mapping):
            yield tuple(as_cell(value.get(column)) for column in columns)
        elif isinstance(value, str):
            yield (mend_surrogates(value), *(None for _ in range(len([*columns]) - 1)))


def _make_index(connection: sqlite3.Connection) -> None:
    """The text index of what can be searched, and what keeps it in step with the articles."""
    there = _columns_there(connection, "articles")
    wanted = [name for name in _SEARCHED if name in there]
    if _columns_there(connection, "articles_fts") == wanted:
        return
    for event in ("insert", "delete", "update"):
        connection.execute(f"DROP TRIGGER IF EXISTS articles_fts_{event}")
    connection.execute("DROP TABLE IF EXISTS articles_fts")
    if not wanted:
        return
    listed = ", ".join(wanted)
    connection.execute(
        f"CREATE VIRTUAL TABLE articles_fts USING fts5({listed}, content=[articles],"
        " content_rowid='article_id')"
    )
    old, new = (", ".join(f"{row}.{name}" for name in wanted) for row in ("old", "new"))
    add = f"INSERT INTO articles_fts (rowid, {listed}) VALUES (new.article_id, {new});"
    take = (
        f"INSERT INTO articles_fts (articles_fts, rowid, {listed})"
        f" VALUES ('delete', old.article_id, {old});"
    )
    for event, steps in (
        ("insert", add),
        ("delete", take),
        (f"update OF {listed}", take + add),
    ):
        name = f"articles_fts_{event.split()[0]}"
        connection.execute(f"CREATE TRIGGER {name} AFTER {event} ON articles BEGIN {steps} END")
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")


def _columns_there(connection: sqlite3.Connection, table: str) -> list[str]:
    rows: list[Any] = connection.execute(
        "SELECT name FROM pragma_table_info(?)", (table,)
    ).fetchall()
    return [name for (name,) in rows]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# The primary result codes of SQLite (its lowest eight bits) that mean something to a user.
_TROUBLES: Mapping[int, tuple[str, str | None]] = {
    sqlite3.SQLITE_BUSY: ("another program is writing it", "try again when it is done"),
    sqlite3.SQLITE_LOCKED: ("another program is writing it", "try again when it is done"),
    sqlite3.SQLITE_NOTADB: ("it is not a SQLite database", "name another file"),
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", "name another file"),
    sqlite3.SQLITE_FULL: ("no space left on device", "free some space"),
    sqlite3.SQLITE_READONLY: ("it can't be written", None),
    sqlite3.SQLITE_CANTOPEN: ("it can't be opened", "is its directory there, and writable?"),
}


def _output_error(error: sqlite3.Error, path: Path) -> OutputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    what, hint = _TROUBLES.get(code, (str(error), None))
    return OutputError(what, where=str(path), hint=hint)
