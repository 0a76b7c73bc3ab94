"""The commands, as a user calls them."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from conftest import PARAGRAPHS, assert_valid, page
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.model.article import Article

TEXT = "A bridge for Tarrow Bay\n\nBy Ana Ruiz\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


def call(*arguments, stdin=b"", code=0):
    """The command's result; fails when its exit code is another than `code`."""
    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin)
    assert result.exit_code == code, result.stderr or result.exception
    return result


def records(result):
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for record in found:
        assert_valid(record)
    return found


# --- parse ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "format"),
    [(page(), "html"), (TEXT.encode(), "text"), (gzip.compress(page()), "html")],
)
def test_parse_reads_an_article_from_stdin_or_a_file(tmp_path, content, format):
    path = tmp_path / "article"
    path.write_bytes(content)
    (piped,) = records(call("parse", stdin=content))
    (named,) = records(call("parse", path))
    assert piped["title"] == "A bridge for Tarrow Bay"
    assert piped["text"] == "\n\n".join(PARAGRAPHS)
    assert piped["input"]["format"] == format
    assert (piped["input"]["path"], named["input"]["path"]) == (None, str(path))
    assert {**piped, "input": None} == {**named, "input": None}


def test_parse_takes_files_directories_and_stdin_together_in_their_order(pages, tmp_path):
    single = tmp_path / "single.html"
    single.write_bytes(page("One more bridge for Tarrow Bay"))
    found = records(call("parse", single, pages, "-", stdin=page("The last bridge of Tarrow Bay")))
    assert [record["title"].split()[0] for record in found] == ["One", *["Bridge"] * 3, "The"]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_the_output_does_not_depend_on_the_number_of_jobs(pages, jobs):
    for number in range(3, 12):
        (pages / f"{number}.html").write_bytes(page(f"Bridge number {number} for Tarrow Bay"))
    (pages / "empty.html").touch()
    one = call("parse", pages, "--jobs", 1, code=1)
    many = call("parse", pages, "--jobs", jobs, code=1)
    assert (many.stdout, many.stderr) == (one.stdout, one.stderr)


def test_a_json_document_keeps_its_url_and_id():
    lines = [
        {"html": page().decode(), "url": "https://example.com/a", "id": 17},
        {"text": TEXT, "id": "b-2"},
        {"text": TEXT},
    ]
    found = records(call("parse", stdin="\n".join(map(json.dumps, lines))))
    assert [record["input"]["id"] for record in found] == [17, "b-2", None]
    assert [record["input"]["index"] for record in found] == [0, 1, 2]
    assert found[0]["url"] == "https://example.com/a"


def test_field_names_other_keys():
    line = json.dumps({"page": page().decode(), "link": "https://example.com/a", "n": 3})
    options = ("--field", "html=page", "--field", "url=link", "--field", "id=n")
    (record,) = records(call("parse", *options, stdin=line))
    assert (record["url"], record["input"]["id"]) == ("https://example.com/a", 3)
    (record,) = records(call("parse", "--field", "page", stdin=line))
    assert record["input"]["format"] == "html"


def test_records_pass_through_parse_unchanged(pages):
    once = call("parse", pages)
    assert call("parse", stdin=once.stdout).stdout == once.stdout


def test_json_writes_an_array(pages):
    result = call("parse", pages, "--json")
    assert len(json.loads(result.stdout)) == 3
    assert (
        call("export", "--to", "ndjson", stdin=result.stdout).stdout == call("parse", pages).stdout
    )


def test_json_of_nothing_is_an_empty_array(tmp_path):
    assert json.loads(call("parse", "--json", tmp_path / "missing", code=3).stdout) == []


def test_fields_picks_and_orders(pages):
    result = call("parse", pages, "--fields", "title,input.path", "--fields", "word_count")
    line = json.loads(result.stdout.splitlines()[0])
    assert list(line) == ["title", "input.path", "word_count"]
    assert line["title"] == "Bridge number 0 for Tarrow Bay"


def test_evidence_and_blocks_add_and_change_nothing_else(pages):
    plain = records(call("parse", pages))
    full = records(call("parse", pages, "--evidence", "--blocks"))
    for one, other in zip(plain, full, strict=True):
        assert other["evidence"]["title"]["quote"]
        assert other["blocks"][0]["label"]
        assert one == {key: other[key] for key in other if key not in ("evidence", "blocks")}


def test_files_from_reads_the_list_of_paths(pages):
    names = sorted(map(str, pages.iterdir()))
    listed = records(call("parse", "--files-from", "-", stdin="\n".join(names)))
    assert [record["input"]["path"] for record in listed] == names
    nul = records(call("parse", "-0", "--files-from", "-", stdin="\0".join(names)))
    assert nul == listed


def test_limits_are_named_in_a_warning_and_keep_what_was_read():
    (record,) = records(call("parse", "--max-bytes", "900", stdin=page()))
    assert "truncated:bytes" in record["warnings"]
    assert record["title"] == "A bridge for Tarrow Bay"
    (record,) = records(call("parse", "--max-blocks", "5", stdin=page()))
    assert any("truncated" in warning for warning in record["warnings"])


# --- bad input -----------------------------------------------------------------------------------


def bad_inputs(folder):
    """Name -> (make it, what is said of it)."""
    lines = page()
    return {
        "missing.html": (None, "no such file or directory"),
        "empty.html": (b"", "the input is empty"),
        "blank.txt": (b" \n\n\t", "the input is empty"),
        "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(500), "it is a PNG picture"),
        "noise": (bytes(range(256)) * 9, "binary"),
        "torn.gz": (gzip.compress(lines)[:-30], "the gzip data is cut short"),
        "broken.gz": (b"\x1f\x8b\x08\0garbage garbage", "the gzip data is damaged"),
        "folder": (folder, "no files in this directory"),
        "unreadable": (Path("/proc/self/mem"), "input/output error"),
    }


@pytest.mark.parametrize("name", list(bad_inputs(None)))
def test_bad_input_is_named_with_what_is_wrong_and_the_others_go_on(tmp_path, pages, name):
    content, said = bad_inputs(tmp_path)[name]
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == tmp_path:
        path.mkdir()
    elif content is not None:
        path.symlink_to(content)
    errors = tmp_path / "errors.ndjson"
    result = call("parse", path, pages, "--errors", errors, code=1)
    assert len(records(result)) == 3
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"newstool: {path}: ")
    assert said in result.stderr
    (error,) = [json.loads(line) for line in errors.read_text().splitlines()]
    assert error["path"] == str(path)
    assert said in error["what"]
    assert call("parse", path, code=3).stdout == ""


def test_a_page_without_an_article_fails_and_says_how_to_see_why():
    result = call("parse", stdin=b"<html><nav><a href=/>Home</a></nav></html>", code=3)
    assert "no article was found in it" in result.stderr
    assert "--explain" in result.stderr


def test_a_bad_line_of_ndjson_is_named_by_its_number():
    lines = [
        json.dumps({"text": TEXT}),
        '{"text": ',
        '{"label": "x"}',
        '{"text": 5}',
        json.dumps({"text": TEXT}),
    ]
    result = call("parse", stdin="\n".join(lines), code=1)
    assert [record["input"]["index"] for record in records(result)] == [0, 4]
    told = result.stderr.splitlines()
    assert told[0].startswith("newstool: stdin: line 2: ")
    assert "no 'html' and no 'text'" in told[1]
    assert "--field" in told[1]
    assert "'text' must be a string" in told[2]


def test_broken_utf8_gives_a_record_with_a_warning():
    (record,) = records(call("parse", stdin=page().replace(b"Ana", b"\xff\xfeAna")))
    assert record["warnings"]


def test_lone_surrogates_in_json_give_a_record():
    line = '{"text": ' + json.dumps(TEXT.replace("bridge", "bri\ud800dge")) + "}"
    (record,) = records(call("parse", stdin=line))
    assert "bri\ufffddge" in record["text"]


def test_every_input_gives_a_record_or_an_error(tmp_path, pages):
    for name, (content, _) in bad_inputs(None).items():
        if isinstance(content, bytes):
            (pages / name).write_bytes(content)
    errors = tmp_path / "errors"
    result = call("parse", pages, "--errors", errors, "--jobs", 2, code=1)
    skipped = "newstool: 1 file that holds no article skipped: 1 .png"
    assert skipped in result.stderr.splitlines()
    given = len(list(pages.iterdir())) - 1
    assert len(records(result)) + len(errors.read_text().splitlines()) == given


# --- wrong usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("parse", "--json", "--ndjson", "x"), "can't be combined"),
        (("parse", "--fields", "titel", "x"), "did you mean title?"),
        (("parse", "--encoding", "utf-9", "x"), "unknown encoding"),
        (("parse", "--field", "heading=x", "x"), "NAME=KEY"),
        (("parse", "--resume", "x"), "name it with -o"),
        (("parse", "--split-on", "(", "x"), "--split-on"),
        (("parse", "--split-on", "", "x"), "--split-on"),
        (("parse", "--split-on", "(-+)+", "x"), "--split-on"),
        (("parse", "--jobs", "0", "x"), "jobs"),
        (("parse", "--max-bytes", "much", "x"), "not a size"),
        (("parse", "--now", "yesterday", "x"), "ISO 8601"),
        (("parse", "--date-order", "ydm", "x"), "date-order"),
        (("parse", "-", "-"), "only once"),
        (("parse", "-", "--files-from", "-"), "stdin can't hold both"),
        (("clean", "--keep", "headline", "x"), "no label 'headline'"),
        (("clean", "--to", "word", "x"), "--to"),
        (("export", "--columns", "titel", "x"), "did you mean title?"),
        (("export", "-o", "news.xlsx", "x"), "it writes .csv, .tsv"),
        (("export", "--to", "xlsx", "x"), "--to"),
        (("unheard",), "unheard"),
    ],
)
def test_wrong_usage_says_what_is_right_and_exits_2(arguments, said):
    result = call(*arguments, code=2)
    assert said in result.stderr
    assert result.stdout == ""


# --- parse --candidates ---------------------------------------------------------------------------


def test_candidates_are_one_object_an_input_with_the_chosen_one_first(pages):
    result = call("parse", "--candidates", "title", pages)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["input"]["path"] for one in found] == [str(pages / f"{n}.html") for n in range(3)]
    for one in found:
        assert one["field"] == "title"
        first, *others = one["candidates"]
        assert set(first) == {"value", "from", "quote", "where", "weight", "score", "lost"}
        assert first["lost"] is None
        assert all(other["lost"] for other in others)


@pytest.mark.parametrize("form", ["--json", "--ndjson"])
def test_candidates_may_be_an_array(form):
    result = call("parse", "--candidates", "date_published", form, stdin=page())
    text = result.stdout if form == "--json" else f"[{result.stdout}]"
    (one,) = json.loads(text)
    assert one["input"]["path"] is None


@pytest.mark.parametrize("other", ["--evidence", "--blocks", "--fields=title", "--resume"])
def test_candidates_are_shown_instead_of_the_record(other):
    result = call("parse", "--candidates", "title", other, stdin=page(), code=2)
    assert "--candidates" in result.stderr


def test_candidates_of_another_field_or_of_a_record_are_refused():
    assert "title" in call("parse", "--candidates", "text", stdin=page(), code=2).stderr
    record = call("parse", stdin=page()).stdout.encode()
    result = call("parse", "--candidates", "title", stdin=record, code=3)
    assert "a record keeps no candidates" in result.stderr


# --- clean ---------------------------------------------------------------------------------------


def test_clean_keeps_links_of_pages_and_records_by_default():
    html = page().replace(b"The town", b'<a href="https://a.example/town">The town</a>', 1)
    markdown = call("clean", "--to", "md", stdin=html).stdout
    assert "[The town](https://a.example/town)" in markdown
    record = call("parse", "--ndjson", stdin=html).stdout
    assert call("clean", "--to", "md", stdin=record).stdout == markdown
    plain = call("clean", "--to", "md", stdin=page()).stdout
    for source in (html, record):
        assert call("clean", "--to", "md", "--no-links", stdin=source).stdout == plain


def test_clean_keeps_emphasis_and_pictures_by_default():
    html = page().replace(b"The town", b'<img src="https://a.example/x.jpg">The <b>town</b>', 1)
    markdown = call("clean", "--to", "md", stdin=html).stdout
    assert "The **town**" in markdown and "![](https://a.example/x.jpg)" in markdown
    options = ("--no-emphasis", "--no-images")
    plain = call("clean", "--to", "md", stdin=page()).stdout
    assert call("clean", "--to", "md", *options, stdin=html).stdout == plain
    assert call("clean", stdin=html).stdout == call("clean", stdin=page()).stdout


def test_clean_writes_the_story_without_its_boilerplate():
    story = "\n\n".join(("A bridge for Tarrow Bay", *PARAGRAPHS)) + "\n"
    assert call("clean", stdin=page()).stdout == story
    assert call("clean", stdin=TEXT).stdout == story


def test_clean_gives_what_the_record_has(pages):
    parsed = call("parse", pages)
    stories = [f"{record['title']}\n\n{record['text']}\n" for record in records(parsed)]
    assert call("clean", pages).stdout == "\f".join(stories)
    for options in ((), ("--drop", "title"), ("--to", "html")):
        again = call("clean", *options, stdin=parsed.stdout).stdout
        assert again == call("clean", *options, pages).stdout


def test_labels_are_kept_and_dropped():
    kept = call("clean", "--keep", "byline", stdin=page()).stdout
    assert kept.startswith("A bridge for Tarrow Bay\n\nBy Ana Ruiz\n\nThe town")
    body = call("clean", "--drop", "title", stdin=page()).stdout
    assert body == "\n\n".join(PARAGRAPHS) + "\n"
    result = call("clean", "--drop", "title,body,heading", stdin=page(), code=3)
    assert "no article" in result.stderr


def test_clean_writes_markdown_and_html():
    markdown = call("clean", "--to", "markdown", stdin=page()).stdout
    assert markdown.startswith("# A bridge for Tarrow Bay\n\nThe town council")
    html = call("clean", "--to", "html", stdin=page()).stdout
    assert '<html lang="en">' in html
    assert f"<h1>A bridge for Tarrow Bay</h1><p>{PARAGRAPHS[0]}</p>" in html
    (record,) = records(call("parse", stdin=html))
    assert record["title"] == "A bridge for Tarrow Bay"
    assert record["text"] == "\n\n".join(PARAGRAPHS)


def test_ndjson_has_a_line_for_each_article(pages):
    lines = [json.loads(line) for line in call("clean", "--ndjson", pages).stdout.splitlines()]
    assert [set(line) for line in lines] == [{"path", "index", "text"}] * 3


def test_explain_shows_what_went_on_stderr_and_changes_nothing_else(pages):
    plain, explained = call("clean", pages), call("clean", "--explain", pages)
    assert explained.stdout == plain.stdout
    assert explained.stderr.count("removed from") == 3
    assert "Home" in explained.stderr


@pytest.mark.parametrize("text", [TEXT, "\n \n" + TEXT + "\n\n\f  ", TEXT.replace("\n", "\r\n")])
def test_the_spans_of_a_text_give_back_the_input(text):
    result = call("clean", "--explain", "--ndjson", stdin=text.encode())
    spans = [json.loads(line) for line in result.stdout.splitlines()]
    assert "".join(span["text"] for span in spans) == text
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)
    assert {span["path"] for span in spans} == {None}
    assert {span["label"] for span in spans if span["kept"]} == {"title", "body"}
    assert all(span["rule"] for span in spans)


def test_the_spans_of_a_page_say_the_elements_they_stand_in(pages):
    result = call("clean", "--explain", "--ndjson", pages / "0.html")
    spans = [json.loads(line) for line in result.stdout.splitlines()]
    (title,) = [span for span in spans if span["label"] == "title"]
    assert title["path"] == str(pages / "0.html")
    assert title["element"].startswith("html > body > article")
    assert (title["start"], title["end"], title["kept"]) == (None, None, True)


def test_the_spans_of_a_file_of_many_articles_give_back_the_file():
    text = "cover page\n#####\n" + TEXT + "#####\n" + TEXT
    result = call("clean", "--explain", "--ndjson", "--split-on", "^#####$", stdin=text, code=1)
    spans = [json.loads(line) for line in result.stdout.splitlines()]
    assert "".join(span["text"] for span in spans) == text


def test_a_page_with_nothing_kept_is_still_explained():
    html = b"<html><nav><a href=/>Home</a></nav></html>"
    result = call("clean", "--explain", stdin=html, code=3)
    assert "Home" in result.stderr
    assert "no article" in result.stderr


def test_a_directory_mirrors_the_tree_of_the_inputs(pages, tmp_path):
    (pages / "deep").mkdir()
    (pages / "deep" / "0.html").write_bytes(page())
    (pages / "0.txt").write_bytes(TEXT.encode())
    call("clean", pages, "-o", tmp_path / "out", "--to", "markdown")
    written = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.*"))
    assert written == ["0-2.md", "0.md", "1.md", "2.md", "deep/0.md"]
    again = call("clean", pages, "-o", tmp_path / "out", "--to", "markdown", code=1)
    assert again.stderr == f"newstool: 5 files exist in {tmp_path / 'out'} (--force overwrites)\n"
    call("clean", pages, "-o", tmp_path / "out", "--to", "markdown", "--force")


# --- export --------------------------------------------------------------------------------------


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


def test_export_takes_records_and_raw_articles_alike(pages):
    parsed = call("parse", pages).stdout
    piped, raw = call("export", "--to", "csv", stdin=parsed), call("export", "--to", "csv", pages)
    assert piped.stdout_bytes == raw.stdout_bytes
    assert rows(raw)[0]["title"] == "Bridge number 0 for Tarrow Bay"


def test_the_name_of_the_output_tells_the_format(pages, tmp_path):
    call("export", pages, "-o", tmp_path / "out.json")
    assert len(json.loads((tmp_path / "out.json").read_text())) == 3
    call("export", pages, "-o", tmp_path / "out.csv", "--columns", "title,word_count")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"title,word_count\r\nBridge number 0")


def test_what_parse_wrote_with_few_fields_is_a_record_still(pages):
    some = call("parse", pages, "--fields", "title,text,url").stdout
    (first, *_) = rows(call("export", "--columns", "title,text", stdin=some))
    assert first == {"title": "Bridge number 0 for Tarrow Bay", "text": "\n\n".join(PARAGRAPHS)}


@pytest.mark.parametrize("field", Article.__struct_fields__)
def test_every_field_by_itself_is_a_record_still(field):
    parsed = json.loads(call("parse", "--fields", field, stdin=page()).stdout)
    assert list(parsed) == [field]
    (exported,) = json.loads(call("export", "--to", "json", stdin=json.dumps(parsed)).stdout)
    assert exported[field] == parsed[field]


def test_an_object_with_a_url_and_no_known_article_is_not_a_record():
    some = json.dumps({"url": "https://example.com/a", "prose": "A bridge for Tarrow Bay."})
    assert "name the right one with --field" in call("export", stdin=some, code=3).stderr


def test_a_torn_record_fails_and_the_others_are_written(pages):
    lines = call("parse", pages).stdout.splitlines()
    lines[1] = lines[1][:500]
    result = call("export", stdin="\n".join(lines), code=1)
    assert len(rows(result)) == 2
    assert "line 2" in result.stderr


def test_the_summary_is_written_when_it_is_asked_for(pages):
    result = call("export", pages, "--summary")
    assert "3 rows" in result.stderr
    assert "navigation" in result.stderr
    assert call("export", pages).stderr == ""


def test_markdown_goes_to_a_file_an_article(pages, tmp_path):
    call("export", pages, "--to", "markdown", "-o", f"{tmp_path / 'out'}/")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["0.md", "1.md", "2.md"]
    assert call("export", pages, "--to", "markdown").stdout.count("\f") == 2


# --- outputs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "name"), [("parse", "out.ndjson"), ("clean", "out.txt"), ("export", "out.csv")]
)
def test_nothing_is_overwritten_without_force(pages, tmp_path, command, name):
    out = tmp_path / name
    out.write_text("precious")
    result = call(command, pages / "0.html", "-o", out, code=1)
    assert "--force overwrites it" in result.stderr
    assert out.read_text() == "precious"
    call(command, pages / "0.html", "-o", out, "--force")
    assert "precious" not in out.read_text()


def test_an_output_does_not_take_the_place_of_its_input(pages):
    before = (pages / "0.html").read_bytes()
    result = call("parse", pages / "0.html", "-o", pages / "0.html", "--force", code=2)
    assert "overwrite the input" in result.stderr
    assert (pages / "0.html").read_bytes() == before


def test_an_output_inside_the_input_directory_is_not_an_input(pages):
    for _ in range(2):
        call("parse", pages, "-o", pages / "out.ndjson", "--errors", pages / "errors", "--force")
        assert len((pages / "out.ndjson").read_text().splitlines()) == 3


def test_quiet_says_nothing_and_the_exit_code_tells(pages, tmp_path):
    assert call("parse", tmp_path / "missing", pages, "--quiet", code=1).stderr == ""


# --- resume --------------------------------------------------------------------------------------


def test_resume_continues_where_a_run_ended(pages, tmp_path):
    whole = call("parse", pages).stdout
    out = tmp_path / "out.ndjson"
    out.write_text(whole[: len(whole) // 2])
    result = call("parse", pages, "-o", out, "--resume")
    assert out.read_text() == whole
    assert "1 records are already there" in result.stderr
    call("parse", pages, "-o", out, "--resume")
    assert out.read_text() == whole


def test_resume_starts_where_there_is_nothing(pages, tmp_path):
    call("parse", pages, "-o", tmp_path / "out.ndjson", "--resume")
    assert (tmp_path / "out.ndjson").read_text() == call("parse", pages).stdout


def test_resume_refuses_what_parse_did_not_write(pages, tmp_path):
    out = tmp_path / "out.ndjson"
    out.write_text("dear diary\n")
    call("parse", pages, "-o", out, "--resume", code=1)
    assert out.read_text() == "dear diary\n"


# --- schema --------------------------------------------------------------------------------------


def test_schema_prints_the_schema():
    assert json.loads(call("schema").stdout)["title"] == "newstool record"


def test_parse_lists_the_formats_it_reads_and_refuses():
    rows = [line.split("\t") for line in call("parse", "--list-formats").stdout.splitlines()]
    told = {name: (state, needs) for name, state, needs, *_ in rows}
    assert told["zip"] == ("read", "")
    assert told["pdf"] == ("read", "pypdfium2")
    assert told["7z"] == ("refused", "")


def test_evidence_requested_with_fields_is_written_too():
    result = call("parse", "--fields", "title", "--evidence", stdin=page())
    assert list(json.loads(result.stdout)) == ["title", "evidence"]


# --- the name of the output ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        ("parse", "x.csv", b"schema_version,"),
        ("parse", "x.tsv", b"schema_version\t"),
        ("parse", "x.json", b"[{"),
        ("parse", "x.jsonl", b'{"schema_version"'),
        ("parse", "x", b'{"schema_version"'),
        ("clean", "x.html", b"<!DOCTYPE html>"),
        ("clean", "x.md", b"# A bridge"),
        ("clean", "x.txt", b"A bridge"),
        ("clean", "x.ndjson", b'{"path":'),
        ("clean", "x", b"A bridge"),
        ("export", "x.tab", b"schema_version\t"),
        ("export", "x.markdown", b"---\n"),
    ],
)
def test_the_ending_of_the_output_is_heeded(tmp_path, command, name, begins):
    call(command, "-o", tmp_path / name, stdin=page())
    assert (tmp_path / name).read_bytes().lower().startswith(begins.lower())


@pytest.mark.parametrize(
    ("command", "name", "can"),
    [
        ("parse", "x.md", ".ndjson, .jsonl, .json, .csv, .tsv"),
        ("clean", "x.csv", ".txt, .text, .md"),
        ("export", "x.txt", ".csv, .tsv"),
    ],
)
def test_an_ending_that_a_command_cannot_write_is_refused(tmp_path, command, name, can):
    result = call(command, "-o", tmp_path / name, stdin=page(), code=2)
    assert f"newstool {command} can't write" in result.stderr
    assert can in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_named_goes_before_the_ending(tmp_path):
    call("parse", "--ndjson", "-o", tmp_path / "x.md", stdin=page())
    call("clean", "--to", "markdown", "-o", tmp_path / "x.csv", stdin=page())
    assert (tmp_path / "x.csv").read_text().startswith("# A bridge")


def test_a_table_of_parse_has_the_fields_and_the_evidence_that_were_asked_for(tmp_path):
    call("parse", "--fields", "title,authors", "-o", tmp_path / "a.csv", stdin=page())
    assert (
        tmp_path / "a.csv"
    ).read_text() == 'title,authors\nA bridge for Tarrow Bay,"[""Ana Ruiz""]"\n'
    call("parse", "--evidence", "-o", tmp_path / "b.csv", stdin=page())
    (row,) = csv.DictReader((tmp_path / "b.csv").open(newline="", encoding="utf-8"))
    assert json.loads(row["evidence"])["title"]["quote"] == "A bridge for Tarrow Bay"


def test_existing_files_are_reported_in_one_line_and_the_others_are_written(pages, tmp_path):
    call("clean", pages / "0.html", "-o", f"{tmp_path / 'out'}/")
    result = call("clean", pages, "-o", f"{tmp_path / 'out'}/", code=1)
    assert result.stderr == f"newstool: 1 file exists in {tmp_path / 'out'}/ (--force overwrites)\n"
    assert len(list((tmp_path / "out").iterdir())) == 3
