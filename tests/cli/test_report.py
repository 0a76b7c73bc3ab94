"""`newstool report`: what it counts, in the page and as CSV."""

import csv
import json
import re

import pytest
from conftest import page
from preloaded import on_terminal
from typer.testing import CliRunner

from newstool.cli.app import app


def call(*arguments, code=0):
    result = CliRunner().invoke(app, ["report", *map(str, arguments)])
    assert result.exit_code == code, result.stderr or result.exception
    return result


def _record(number, **given):
    record = {
        "schema_version": 1,
        "input": {"path": f"{number}.html", "index": 0},
        "title": f"Story {number}",
        "date_published": f"2024-0{number % 3 + 1}-05",
        "language": "en",
        "source": "Courier" if number % 4 else "Post",
        "text": f"The bridge number {number} was opened by the mayor on Monday.",
        "word_count": 10,
        "warnings": ["date-ambiguous"] if number == 1 else [],
        "blocks": [{"label": "body", "text": "x" * 30}, {"label": "share", "text": "y" * 10}],
    }
    return {**record, **given}


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "news.ndjson"
    lines = [_record(number) for number in range(8)]
    lines.append(_record(8, text=lines[1]["text"], section="Local"))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def tables(folder):
    return {
        path.stem: list(csv.reader(path.read_text("utf-8").splitlines()))
        for path in folder.iterdir()
    }


def test_the_tables_count_what_is_in_the_records(records, tmp_path):
    call(records, "-o", tmp_path / "r.html", "--csv", tmp_path / "csv", "--dedupe", "exact")
    found = tables(tmp_path / "csv")
    assert sorted(found) == ["dates", "fields", "languages", "sections", "sources", "warnings"]
    assert found["sources"] == [
        ["source", "articles", "words", "kept_median", "with_warnings", "duplicates"],
        ["Courier", "6", "60", "0.75", "1", "0"],
        ["Post", "3", "30", "0.75", "0", "1"],
    ]
    assert found["dates"][1:] == [["2024-01", "3"], ["2024-02", "3"], ["2024-03", "3"]]
    assert found["languages"][1:] == [["en", "9"]]
    assert found["sections"][1:] == [["Local", "1"]]
    assert found["warnings"][1:] == [["date-ambiguous", "1"]]
    shares = dict(zip(found["fields"][0], found["fields"][2], strict=True))
    assert shares["source"] == "1.0"  # the name of the row, and a field of the same name


def test_the_page_has_the_plots_and_what_is_in_the_tables(records, tmp_path):
    call(records, "-o", tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "<h1>9 articles</h1>" in text
    for words in ("Articles by month", "By source", "How often a field has a value", "Courier"):
        assert words in text
    assert text.count("<svg") > 6
    assert "default-src 'none'" in text


def test_articles_are_read_and_what_holds_none_is_listed(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.html").write_bytes(page(f"Bridge number {number}"))
    (folder / "z.html").write_bytes(b"")
    call(folder, "-o", tmp_path / "r.html", code=1)
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "<h1>3 articles</h1>" in text
    assert "of the text is story" in text
    assert "z.html" in text


def test_the_report_does_not_depend_on_the_number_of_processes(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.html").write_bytes(page(f"Bridge number {number}"))
    for jobs in "12":
        call(folder, "-o", tmp_path / f"{jobs}.html", "--jobs", jobs)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_a_source_that_would_be_markup_or_a_formula_is_neither(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps(_record(1, source="=1+<img src=x onerror=y>\u202e")) + "\n")
    call(path, "-o", tmp_path / "r.html", "--csv", tmp_path / "csv")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "<img" not in text
    assert "\u202e" not in text
    assert tables(tmp_path / "csv")["sources"][1][0].startswith("'=1+")


def test_nothing_is_overwritten_and_a_terminal_gets_no_page(records, tmp_path):
    call(records, "-o", tmp_path / "r.html", "--csv", tmp_path / "csv")
    assert "exists" in call(records, "-o", tmp_path / "r.html", code=1).stderr
    said = call(records, "-o", tmp_path / "s.html", "--csv", tmp_path / "csv", code=1).stderr
    assert "exists" in said
    shown, code = on_terminal("report", records)
    assert code == 2
    assert re.search(b"--open", shown)
