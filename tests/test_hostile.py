"""No network, no code from the input, no files left, and limits that cost one input alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import socket
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import PARAGRAPHS, page
from preloaded import run

import newstool
from newstool.export.csv_guard import unguard
from newstool.model.errors import LimitError

# --- limits ----------------------------------------------------------------------------------


def test_a_time_limit_in_the_library_costs_the_slow_source_alone(tmp_path):
    slow = b"<p>" + b"word " * 7_000_000  # read in seconds, not in half a one
    sources = [page(), tmp_path / "missing.html", slow, page(), page()]
    results = list(newstool.parse_many(sources, timeout=0.5))
    kinds = [type(each).__name__ for each in results]
    assert kinds == ["Article", "Failure", "Failure", "Article", "Article"]
    assert isinstance(results[2].error, LimitError)


def test_a_gzip_bomb_counts_by_what_comes_out_of_it(tmp_path):
    bomb = tmp_path / "bomb.html.gz"
    bomb.write_bytes(gzip.compress(page() + b" " * 30_000_000, compresslevel=9))
    assert bomb.stat().st_size < 100_000
    done = run("parse", "--max-bytes", "1000000", bomb)
    record = json.loads(done.stdout)
    assert "truncated:bytes" in record["warnings"]
    assert record["text"].startswith(PARAGRAPHS[0])


def test_limits_are_named_when_they_bite_and_keep_what_was_read():
    story = [f"Part {number}. {PARAGRAPHS[number % 4]}" for number in range(60)]
    article = newstool.parse(page(paragraphs=story), max_blocks=40)
    assert "truncated:blocks" in article.warnings
    assert [piece.text for piece in article.body] == story[: len(article.body)]
    assert len(article.body) > 30


# --- the world outside ---------------------------------------------------------------------------

CALLS_OUT = (
    b"<!DOCTYPE html SYSTEM 'http://192.0.2.1/x.dtd'><html><head>"
    b"<base href='http://192.0.2.1/'><link rel=stylesheet href=http://192.0.2.1/a.css>"
    b"<meta http-equiv=refresh content='0;url=http://192.0.2.1/'><script src=//192.0.2.1/a.js>"
    b"</script></head><iframe src=http://192.0.2.1/></iframe><img src=http://192.0.2.1/a.jpg>"
    b"<object data=file:///etc/passwd></object>"
)


def test_nothing_asks_the_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for source in (CALLS_OUT + page(), b"\xff" + page(), page().decode()):
        article = newstool.parse(source, url="http://192.0.2.1/a", evidence=True, blocks=True)
        assert article.text.startswith(PARAGRAPHS[0])
        assert newstool.clean(source, to="html")


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 30))


@pytest.mark.parametrize(
    "declaration",
    [
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY l0 'ha'>{LAUGHS}]>",
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY l29 SYSTEM 'file:///etc/passwd'>]>",
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY % l29 SYSTEM 'file:///etc/passwd'> %l29;]>",
    ],
    ids=["a billion laughs", "a file", "a parameter"],
)
def test_entities_of_xml_are_never_expanded(declaration):
    source = declaration + page().decode().replace("</h1>", " &l29;</h1>", 1)
    article = newstool.parse(source, evidence=True, blocks=True)
    assert len(article.to_json()) < 50_000
    assert "root:" not in article.to_json()
    assert "haha" not in article.to_json()


def test_an_input_is_data_and_never_code(tmp_path):
    trap = tmp_path / "trap"
    code = f"__import__('pathlib').Path({str(trap)!r}).touch()"
    document = {
        "html": page(f"{{{{ {code} }}}} ${{{code}}} `touch {trap}`").decode(),
        "url": f"$(touch {trap})",
        "id": code,
        "py/object": code,
        "__reduce__": ["os.system", f"touch {trap}"],
    }
    line = json.dumps(document).encode()
    for arguments in (("parse",), ("clean", "--to", "html"), ("export", "--to", "markdown")):
        assert run(*arguments, stdin=line).returncode == 0
    assert not trap.exists()


def test_no_temporary_files_are_left(pages, tmp_path):
    temporary, out = tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    environment = {"TMPDIR": str(temporary)}
    for arguments in (
        ("parse", pages, "-o", tmp_path / "a.ndjson", "--jobs", "2", "--timeout", "60"),
        ("clean", pages, "-o", out),
        ("export", pages, "-o", tmp_path / "a.csv"),
    ):
        done = run(*arguments, environment=environment)
        assert (done.returncode, done.stderr) == (0, b"")
    assert list(temporary.rglob("*")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("a.csv", "a.ndjson", "out", "pages", "temporary"),
    ]
    assert sorted(path.name for path in out.iterdir()) == ["0.txt", "1.txt", "2.txt"]


# --- tables ---------------------------------------------------------------------------------

CELLS = (
    "=HYPERLINK(1)",
    "-5",
    "- 5 people",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    'He said "no, never"',
    "two\nlines",
    "semi;colon, comma\ttab",
    "'Tis the season",
    "大桥",
    "00123",
)


@pytest.fixture
def table(tmp_path):
    lines = [{"schema_version": 1, "title": cell, "text": "x", "body": []} for cell in CELLS]
    written = tmp_path / "cells.csv"
    done = run(
        *("export", "--columns", "title", "-o", written),
        stdin="\n".join(map(json.dumps, lines)).encode(),
    )
    assert done.returncode == 0, done.stderr
    return written


def cells_of(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["title"]
    return [cell for (cell,) in rows]


def test_every_cell_comes_back_as_it_was(table):
    cells = cells_of(table.read_text("utf-8"))
    assert [unguard(cell) for cell in cells] == list(CELLS)
    assert not any(cell.startswith(("=", "@")) for cell in cells)


def test_duckdb_reads_the_same_cells(table):
    query = f"select title from read_csv('{table}', all_varchar=true, header=true)"
    assert [cell for (cell,) in duckdb.sql(query).fetchall()] == cells_of(table.read_text("utf-8"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_spreadsheet_reads_the_same_cells(table, tmp_path):
    out = tmp_path / "out"
    # Commas, double quotes, UTF-8, from line 1, the column as text, and written in the same way.
    read = "--infilter=CSV:44,34,76,1,1/2"
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *(read, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"),
            *("--outdir", out, table),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    seen = cells_of((out / Path(table).name).read_text("utf-8"))
    assert seen == cells_of(table.read_text("utf-8"))
