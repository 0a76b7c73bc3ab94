"""CSV and TSV: one record a row, an error for each that is broken, and no text taken for one."""

import codecs
import csv
import io
import json
import zipfile

import msgspec
import pytest
from conftest import PARAGRAPHS, page
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import newstool
from newstool.cli.app import app
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.containers.tables.header import find_header
from newstool.export.columns import default_columns, record_of_row
from newstool.export.writers import exporter
from newstool.model.errors import EmptyInputError, InputError, LimitError, RecordError
from newstool.model.read_as import ReadAs

FERRY = (
    'The ferry will return to the harbour; it was away for months, "for good".\n\nTom\'s is new.'
)
MINE = "All miners were brought up on Sunday, the rescue's leader said."
HEADER = ["id", "title", "author", "date", "text"]
ROWS = [
    ["a1", "Ferry returns", "Ana Ruiz", "2024-05-02", FERRY],
    ["a2", "Mine rescue ends", "Tom Okafor; Lee Park", "3 March 2024", MINE],
]


def table(header=HEADER, rows=ROWS, **options):
    written = io.StringIO(newline="")
    csv.writer(written, **options).writerows([header, *rows])
    return written.getvalue()


def parts_of(data, **options):
    data = data.encode() if isinstance(data, str) else data
    return list(open_stream(Stream.of_bytes(data), Opening(**options)))


def call(*arguments, stdin=b"", code=0):
    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin)
    assert result.exit_code == code, result.stderr or result.exception
    return result


def assert_are_the_articles(data):
    data = data.encode() if isinstance(data, str) else data
    ferry, mine = newstool.parse_many([data])
    assert (ferry.title, ferry.authors) == ("Ferry returns", ("Ana Ruiz",))
    assert (ferry.text, str(ferry.date_published)) == (FERRY, "2024-05-02")
    assert (mine.title, mine.authors) == ("Mine rescue ends", ("Tom Okafor", "Lee Park"))
    assert (mine.text, str(mine.date_published)) == (MINE, "2024-03-03")
    assert [ferry.input.id, mine.input.id] == ["a1", "a2"]
    assert (ferry.warnings, mine.warnings) == ((), ())


# --- good ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_each_row_is_an_article(separator, quoting, end):
    data = table(delimiter=separator, quoting=quoting, lineterminator=end)
    assert_are_the_articles(data)
    (first, second) = parts_of(data)
    assert first.container == second.container == ("tsv" if separator == "\t" else "csv")
    assert first.keys == "column"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_may_be_in_unicode_of_any_form(encoding):
    assert_are_the_articles(table(delimiter="\t").encode(encoding))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_spreadsheet_writes_utf_16_of_either_order(mark):
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert_are_the_articles(mark + table().encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Die Fähre fährt ab Montag wieder über den Fluß, sagte der Bürgermeister."),
        ("gb18030", "渡轮将于星期一恢复航行，港务局在星期五的声明中说，维修工作持续了十一个星期。"),
    ],
)
def test_a_table_in_a_code_page_is_read_as_what_it_is(encoding, text):
    rows = [["a", "Ana Ruiz", text], ["b", "Lee Park", text]]
    found = parts_of(table(["title", "author", "text"], rows).encode(encoding))
    assert [json.loads(part.data)["text"] for part in found] == [text, text]
    assert [part.known.warnings for part in found] == [("encoding-guessed",)] * 2


def test_the_encoding_can_be_named():
    data = table(["title", "text"], [["Ж", "Паром вернулся."]]).encode("koi8-r")
    (part,) = parts_of(data, read_as=ReadAs(encoding="koi8-r"))
    assert json.loads(part.data) == {"title": "Ж", "text": "Паром вернулся."}


def test_a_mark_goes_before_the_encoding_that_is_named():
    data = table(["title", "text"], [["Ж", "Паром вернулся."]]).encode("utf-16")
    (part,) = parts_of(data, read_as=ReadAs(encoding="utf-16"))
    assert json.loads(part.data) == {"title": "Ж", "text": "Паром вернулся."}


def test_what_a_spreadsheet_says_about_its_separator_is_not_a_header():
    assert_are_the_articles("sep=;\r\n" + table(delimiter=";"))


def test_rows_know_their_lines_and_their_numbers():
    assert [part.line for part in parts_of(table())] == [2, 5]
    numbers = [article.input.index for article in newstool.parse_many([table().encode()])]
    assert numbers == [0, 1]


def test_evidence_names_the_column():
    record = newstool.parse(table(rows=ROWS[:1]).encode(), evidence=True).to_dict()
    assert record["evidence"]["authors.0"]["from"] == "column 'author'"
    assert record["input"]["container"] == "csv"


def test_a_column_of_pages_is_read_as_pages():
    (article,) = newstool.parse_many(
        [table(["url", "html"], [["https://a.example/b", page().decode()]])]
    )
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.url == "https://a.example/b"


def test_a_column_can_be_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table(["nr", "quelltext", "rest"], [["1", MINE, "x"], ["2", MINE, "x"]]))
    failed = call("parse", path, code=3).stderr
    assert "it has 'nr', 'quelltext', 'rest'" in failed
    assert "--field text=COLUMN" in failed
    found = call("parse", "--field", "text=quelltext", path).stdout.splitlines()
    assert [json.loads(line)["text"] for line in found] == [MINE, MINE]


@pytest.mark.parametrize(
    "cell", ['["Ana Ruiz", "Lee Park"]', "['Ana Ruiz', 'Lee Park']", "Ana Ruiz, Lee Park"]
)
def test_a_list_in_a_cell_is_a_list(cell):
    (article,) = newstool.parse_many([table(["authors", "text"], [[cell, MINE]])])
    assert article.authors == ("Ana Ruiz", "Lee Park")


@pytest.mark.parametrize("null", ["", "nan", "NULL", "None", "\\N"])
def test_a_cell_that_says_nothing_is_null(null):
    rows = [[null, null, MINE]]
    (article,) = newstool.parse_many([table(["title", "date", "text"], rows).encode()])
    assert (article.title, article.date_published, article.warnings) == (None, None, ())


def test_the_summary_is_read_where_there_is_no_text():
    (article,) = newstool.parse_many([table(["title", "summary"], [["A", MINE]]).encode()])
    assert (article.text, article.warnings) == (MINE, ("summary-only",))


# --- what isn't a table -------------------------------------------------------------------------

NO_TABLES = [
    "Story, by Ana Ruiz\n\nThe council met, and it agreed.\n",
    "Body, mind and soul\nThe council met on Monday.\nIt agreed to meet again.\n",
    "The mayor, the council and the harbour met.\nThey agreed, said the mayor, to build.\n",
    "Title: Ferry returns | Date: 2024-05-02\n\nThe ferry, which was away, is back.\n",
    "Author | Date\n\nAna Ruiz | 2024-05-02\n\nThe ferry returns.\n",
    "Author | Date\nAna Ruiz | 2024-05-02\nThe ferry returns.\nIt was away.\nIt is new.\n",
    "Title\tFerry returns\nDate\t2024-05-02\nText\tThe ferry was away.\n",
    "News, Sport, Weather\nThe ferry is back, the mayor says, and the rain is gone.\n",
    "Text\nThe ferry, which was away, is back.\n",
    "<table><tr><td>title,text\n</td></tr></table>",
    "<!-- title,text -->\n<html>\n",
    '{"title": "a", "text": "b"}\n',
    "title text\n",
    ",,,,\n,,,,\n",
    "",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_a_text_with_commas_is_not_a_table(text):
    assert find_header(text.encode()) is None
    assert find_header(text.encode("utf-16")) is None


def test_a_table_can_be_read_as_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table())
    (record,) = call("parse", "--format", "text", path).stdout.splitlines()
    assert json.loads(record)["input"]["container"] is None


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (["title", "url", "date"], "'title', 'url', 'date'"),
        (["team", "played", "won"], "'team', 'played', 'won'"),
    ],
)
def test_a_table_without_articles_is_refused_by_its_columns(header, named):
    (part,) = parts_of(table(header, [["a", "1", "2"], ["b", "3", "4"]]))
    assert isinstance(part.error, InputError)
    assert named in part.error.what


# --- broken ones ---------------------------------------------------------------------------------


def test_a_table_that_is_cut_short_gives_the_rows_before():
    (ferry, cut) = parts_of(table(quoting=csv.QUOTE_ALL)[:-20])
    assert json.loads(ferry.data)["id"] == "a1"
    assert isinstance(cut.error, InputError)
    assert cut.line == 5


def test_a_table_without_rows_is_empty():
    for data in ("title,text\n", "title,text"):
        (part,) = parts_of(data)
        assert isinstance(part.error, EmptyInputError)


def test_a_row_of_other_cells_than_the_header_has_says_so():
    good = "Mine rescue ends,All miners were brought up on Sunday.\n"
    data = f"title,text\n{good}Ferry,It returns, they say.\nFerry\n\n{good}Extra,Is empty.,,\n"
    first, long, short, second, empty = parts_of(data)
    assert isinstance(long.error, RecordError)
    assert (long.line, "3 cells, and the table 2 columns" in long.error.what) == (3, True)
    assert short.known.warnings == ("missing-cells",)
    assert first.data == second.data
    assert json.loads(empty.data) == {"title": "Extra", "text": "Is empty."}


def test_quotes_that_are_not_written_by_the_rules_are_quotes():
    rows = ['A\t"Hello, he said.', 'B\t"Ferry" is back.', 'C\tThe "mine" is 5" deep.', 'D\t"E']
    for end in ("", "\n"):
        parts = parts_of("title\ttext\n" + "\n".join(rows) + end)
        assert ["\t".join(json.loads(part.data).values()) for part in parts] == rows
    (part,) = parts_of('title,text\nA,"Ferry" is back.\n')
    assert json.loads(part.data) == {"title": "A", "text": '"Ferry" is back.'}


def test_a_quote_that_is_never_closed_swallows_no_rows():
    rows = ['A,"Hello.', 'B,The "ferry" is back.', 'C,It is "new".']
    parts = parts_of("title,text\n" + "\n".join(rows))
    assert [",".join(json.loads(part.data).values()) for part in parts] == rows
    assert [part.line for part in parts] == [2, 3, 4]


def test_a_text_of_several_lines_in_a_table_with_tabs_is_one():
    (part,) = parts_of('title\ttext\nA\t"The ferry\nis back."\n')
    assert json.loads(part.data)["text"] == "The ferry\nis back."


def test_a_header_of_known_columns_is_one_however_the_rows_are_written():
    data = 'title,text,date\nA,He said "no" to it, and left.,2024\nB,The ferry, it is back.,2024\n'
    assert [type(part.error) for part in parts_of(data)] == [RecordError, RecordError]


def test_nul_does_not_end_a_cell():
    (part,) = parts_of('title,text\nA,"B\0B"\n')
    assert json.loads(part.data) == {"title": "A", "text": "B\ufffdB"}


@pytest.mark.parametrize("quote", ['"', ""])
def test_a_cell_that_is_too_long_costs_its_row_only(quote):
    long = "word " * 1000 + ("\n" + "word " * 1000 if quote else "")
    data = f"title,text\nA,B\nC,{quote}{long}{quote}\nD,E\n"
    a, c, d = parts_of(data, max_bytes=3000)
    assert json.loads(a.data)["title"] == "A"
    assert (json.loads(d.data)["title"], d.line) == ("D", 5 if quote else 4)
    assert isinstance(c.error, LimitError)
    assert c.line == 3


def test_a_cell_without_end_holds_no_more_than_the_limit():
    def endless():
        yield b'title,text\nA,"'
        yield from (b"word\n" * 20_000 for _ in range(50))

    (part,) = open_stream(Stream(endless()), Opening(max_bytes=1000))
    assert isinstance(part.error, LimitError)


def test_a_broken_table_among_others_fails_alone(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep/a.csv", table())
        archive.writestr("deep/b.csv", "title,text\nA,B,C\nD,The ferry is back.\n")
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "c.csv").write_text("title,url\nA,https://a.example/\n")
    errors = tmp_path / "errors"
    run = call("parse", "--jobs", "2", "--errors", errors, tmp_path, code=1)
    records = [json.loads(line)["input"] for line in run.stdout.splitlines()]
    found = [(one["path"].removeprefix(f"{tmp_path}/"), one["index"]) for one in records]
    rows = [("a.zip/deep/a.csv", 0), ("a.zip/deep/a.csv", 1), ("a.zip/deep/b.csv", 1)]
    assert found == [*rows, ("b.html", 0)]
    failed = [json.loads(line) for line in errors.read_text().splitlines()]
    names = [(one["path"].removeprefix(f"{tmp_path}/"), one["line"]) for one in failed]
    assert names == [("a.zip/deep/b.csv", 2), ("c.csv", None)]


@given(st.binary(max_size=300))
def test_whatever_is_below_a_header_gives_rows_or_errors(data):
    for part in parts_of(b"title,text\n" + data, max_bytes=100):
        if part.error is not None:
            assert not part.error.what.startswith("internal error"), str(part.error)
        elif part.keys:
            assert isinstance(json.loads(part.data), dict)


# --- records there and back ----------------------------------------------------------------------


def exported(records, to="csv", columns=None):
    writer = exporter(to, columns=columns)
    lines = b"".join(writer.record(msgspec.json.encode(record)) for record in records)
    return writer.start() + lines + writer.finish()


@pytest.fixture(scope="module")
def records():
    sources = [page(), table().encode(), "A note.\n\nThe ferry returns on Monday, it was said."]
    return [article.to_dict() for article in newstool.parse_many(sources)]


@pytest.mark.parametrize("to", ["csv", "tsv"])
def test_exported_records_come_back_as_they_were(records, to):
    data = exported(records, to)
    found = call("parse", stdin=data).stdout.splitlines()
    assert list(map(json.loads, found)) == records
    assert call("export", "--to", to, stdin=data).stdout_bytes == data
    assert call("clean", "-", stdin=data).stdout.count("Ferry returns") == 1


def test_a_few_columns_of_records_are_exported_again(records):
    columns = ("title", "authors", "copyright.holder", "text")
    data = exported(records, columns=columns)
    again = call("export", "--to", "csv", "--columns", ",".join(columns), stdin=data)
    assert again.stdout_bytes == data


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(words=_WORDS, names=st.lists(_WORDS), to=st.sampled_from(["csv", "tsv"]))
def test_any_words_of_a_record_come_back(records, words, names, to):
    record = {**records[0], "title": words, "authors": names, "extra": {words: words}}
    (part,) = parts_of(exported([record], to))
    assert record_of_row(json.loads(part.data)) == record


def test_all_columns_lead_back_to_their_keys():
    row = dict.fromkeys(default_columns(), "")
    assert set(record_of_row(row)) == {name.partition(".")[0] for name in default_columns()}


def test_columns_may_be_called_in_another_language():
    rows = [["Le bac", "Ana Ruiz", "Le bac reprendra lundi."]]
    (article,) = newstool.parse_many([table(["Titre", "Auteur", "Texte"], rows).encode()])
    assert (article.title, article.authors) == ("Le bac", ("Ana Ruiz",))
    rows = [["渡轮返航", "渡轮将于星期一恢复航行。", "2024-05-02"]]
    (article,) = newstool.parse_many([table(["标题", "正文", "日期"], rows).encode()])
    assert (article.title, str(article.date_published)) == ("渡轮返航", "2024-05-02")
