"""Copies among the articles of an export: which are found, and what is said of them."""

import csv
import io
import json
import random
import sqlite3
import sys
from contextlib import closing

import pytest
from conftest import assert_valid
from pyarrow import parquet
from typer.testing import CliRunner

import newstool
from newstool.cli.app import app
from newstool.export.dedupe import Deduper, marker
from newstool.model.article import Article, Encoding, Input, Origin
from newstool.model.errors import RecordError, UsageError


def words(seed, count=200):
    dice = random.Random(seed)
    return [f"word{dice.randrange(5_000)}" for _ in range(count)]


STORY = words(1)


def firsts(how, texts):
    deduper = Deduper(how)
    found = [
        deduper.first_of({"text": text, "input": {"path": "a", "index": number}})
        for number, text in enumerate(texts)
    ]
    return [number if each is None else each.index for number, each in enumerate(found)]


def test_the_same_words_are_a_copy_whatever_their_case_quotes_and_spaces():
    texts = ["“A bridge,” she said.", "A Bridge\n\nshe SAID", "A bridge, he said."]
    assert firsts("exact", texts) == [0, 0, 2]


def test_an_article_without_text_is_not_a_copy():
    assert firsts("near", ["", "", " … ", "…"]) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("copy", "is_found"),
    [
        (STORY[:110], True),  # cut
        (words(2, 40) + STORY, True),  # another beginning
        (STORY + words(3, 60), True),  # a foot
        ([*STORY[:90], "not", *STORY[90:]], True),
        (STORY[-40:] + words(4), False),  # a follow-up with an old paragraph
        (words(5), False),
    ],
)
def test_near_copies_are_those_that_have_most_of_the_shorter_text(copy, is_found):
    assert firsts("near", [" ".join(STORY), " ".join(copy)]) == ([0, 0] if is_found else [0, 1])
    assert firsts("exact", [" ".join(STORY), " ".join(copy)]) == [0, 1]


def test_short_texts_are_copies_only_if_they_are_the_same():
    short = " ".join(STORY[:15])
    assert firsts("near", [short, short + " more", short]) == [0, 1, 0]


def test_texts_without_spaces_between_words_are_compared_by_character():
    story = "市议会星期一同意在河上建造一座新桥，市长说，这座桥将在五月开放，居民们等待了多年。"
    assert firsts("near", [story, story[:34], "天气预报：明天有雨，气温十五度，西风。" * 2]) == [
        0,
        0,
        2,
    ]


def test_the_answer_is_the_same_every_time():
    texts = [" ".join(words(seed)[: 150 + seed]) for seed in (1, 2, 1, 3, 2, 1)]
    assert firsts("near", texts) == firsts("near", texts) == [0, 1, 0, 3, 1, 0]


def test_without_rensa_an_error_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(UsageError, match=r"pip install rensa"):
        Deduper("near")
    assert Deduper("exact")


@pytest.mark.parametrize("record", [{}, {"text": 5}, {"text": "\ud800 a", "input": {"path": 5}}])
def test_records_of_another_make_are_taken(record):
    line = json.dumps(record).encode()
    mark = marker(Deduper("near"), drop=False)
    assert json.loads(mark(line))["duplicate_of"] is None


def test_anything_but_a_record_fails_alone():
    with pytest.raises(RecordError):
        marker(Deduper("exact"), drop=False)(b'{"text": "cut')


# --- on the command line -------------------------------------------------------------------------


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.ndjson"
    texts = [("One", STORY), ("Two", words(9)), ("Three", STORY[:150])]
    with path.open("w") as file:
        for index, (title, text) in enumerate(texts):
            origin = Input("all.ndjson", index, "html", Encoding("utf-8", "utf-8"))
            file.write(Article(input=origin, title=title, text=" ".join(text)).to_json() + "\n")
    return path


def export(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def test_a_record_says_whose_copy_it_is(records):
    done = export(records, "--to", "ndjson", "--dedupe", "near")
    assert "1 duplicate marked" in done.stderr
    lines = done.stdout.splitlines()
    found = [json.loads(line)["duplicate_of"] for line in lines]
    assert found == [None, None, {"path": "all.ndjson", "index": 0}]
    for line in lines:
        assert_valid(line.encode())
    article = newstool.Article.from_json(lines[2])
    assert article.duplicate_of == Origin("all.ndjson", 0)


def test_a_table_has_columns_for_it(records, tmp_path):
    done = export(records, "--dedupe", "near", "--columns", "title")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["title", "duplicate_of.path", "duplicate_of.index"]
    assert [row[1:] for row in rows[1:]] == [["", ""], ["", ""], ["all.ndjson", "0"]]
    assert export(records, "--dedupe", "near", "-o", tmp_path / "a.parquet").exit_code == 0
    column = parquet.read_table(tmp_path / "a.parquet")["duplicate_of"].to_pylist()
    assert column == [None, None, {"path": "all.ndjson", "index": 0}]
    assert export(records, "--dedupe", "near", "-o", tmp_path / "a.db").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        query = "SELECT duplicate_of_path, duplicate_of_index FROM articles WHERE title = 'Three'"
        assert database.execute(query).fetchall() == [("all.ndjson", 0)]


@pytest.mark.parametrize("to", ["csv", "ndjson", "markdown", "jsonld"])
def test_copies_are_left_out(records, to):
    done = export(records, "--to", to, "--dedupe", "near", "--dedupe-drop")
    assert (done.exit_code, "1 duplicate left out" in done.stderr) == (0, True)
    assert ("One" in done.stdout, "Three" in done.stdout) == (True, False)
    if to == "jsonld":
        assert len(json.loads(done.stdout)) == 2


@pytest.mark.parametrize(
    "options", [("--dedupe-drop",), ("--to", "jsonld", "--dedupe", "exact"), ("--dedupe", "all")]
)
def test_a_wrong_call_is_an_error(records, options):
    assert export(records, *options).exit_code == 2
