"""Values given with a text have priority over values read from it, however the two come."""

import json

import pytest
from conftest import PARAGRAPHS, assert_valid, page
from typer.testing import CliRunner

import newstool
from newstool.cli.app import app

FERRY = {
    "title": "Ferry returns",
    "authors": ["Ana Ruiz"],
    "date": "2024-05-02",
    "text": "The ferry will return to the harbour on Monday after months of repair.",
}


def call(*arguments, stdin=b""):
    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin)
    assert result.exit_code == 0, result.stderr or result.exception
    return result.stdout


def assert_is_the_ferry(record):
    assert record["title"] == "Ferry returns"
    assert record["authors"] == ["Ana Ruiz"]
    assert record["date_published"] == "2024-05-02"
    assert record["text"] == FERRY["text"]
    assert record["warnings"] == []
    assert_valid(record)


LAYOUTS = {
    "line": json.dumps(FERRY),
    "pretty": json.dumps(FERRY, indent=4),
    "one key a line": json.dumps(FERRY, indent=0),
    "array": json.dumps([FERRY]),
    "pretty array": json.dumps([FERRY], indent=2),
    "array of lines": "[\n" + json.dumps(FERRY) + "\n]\n",
    "wrapped": json.dumps({"status": "ok", "totalResults": 1, "articles": [FERRY]}),
    "wrapped, pretty": json.dumps({"status": "ok", "articles": [FERRY]}, indent=2),
    "hits": json.dumps({"hits": {"hits": [{"_id": "a", "_source": FERRY}]}}),
    "with a mark": "\ufeff" + json.dumps(FERRY, indent=2),
    "with CR LF": json.dumps(FERRY, indent=2).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_json_document_comes_out_right_from_stdin_and_from_a_file(tmp_path, layout):
    path = tmp_path / "ferry.json"
    path.write_text(LAYOUTS[layout], encoding="utf-8", newline="")
    (piped,) = map(json.loads, call("parse", stdin=LAYOUTS[layout]).splitlines())
    (named,) = map(json.loads, call("parse", path).splitlines())
    assert_is_the_ferry(piped)
    assert_is_the_ferry(named)
    assert named["input"]["path"] == str(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_json_in_utf_16_comes_out_right(tmp_path, encoding):
    mark = "" if encoding == "utf-16" else "\ufeff"
    written = (mark + LAYOUTS["pretty"]).encode(encoding)
    path = tmp_path / "ferry.json"
    path.write_bytes(written)
    assert_is_the_ferry(newstool.parse(path).to_dict())
    assert_is_the_ferry(newstool.parse(written).to_dict())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_json_document_comes_out_right_from_python(layout):
    written = LAYOUTS[layout]
    assert_is_the_ferry(newstool.parse(written).to_dict())
    assert_is_the_ferry(newstool.parse(written.encode()).to_dict())
    (article,) = newstool.parse_many([written.encode()])
    assert_is_the_ferry(article.to_dict())


def test_a_mapping_is_a_document():
    assert_is_the_ferry(newstool.parse(FERRY).to_dict())
    (article,) = newstool.parse_many([FERRY])
    assert_is_the_ferry(article.to_dict())
    assert newstool.clean(FERRY) == f"Ferry returns\n\n{FERRY['text']}"


def test_many_documents_keep_their_order_and_fail_alone():
    lines = [json.dumps(FERRY), "{}", json.dumps({**FERRY, "title": "Ferry sinks again"})]
    result = CliRunner().invoke(app, ["parse"], input="\n".join(lines))
    titles = [json.loads(line)["title"] for line in result.stdout.splitlines()]
    assert (titles, result.exit_code) == (["Ferry returns", "Ferry sinks again"], 1)
    assert "line 2" in result.stderr


def test_records_names_the_array(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "Of the answer.", "found": {"hit": [FERRY, FERRY]}}))
    records = call("parse", "--records", "found.hit", path).splitlines()
    assert [json.loads(record)["input"]["index"] for record in records] == [0, 1]


def test_the_evidence_names_the_key_and_its_place():
    record = newstool.parse(FERRY, evidence=True).to_dict()
    assert record["evidence"]["title"] == {
        "from": "json key 'title'",
        "quote": "Ferry returns",
        "where": "/title",
    }
    assert record["evidence"]["authors.0"]["from"] == "json key 'authors'"
    assert record["evidence"]["authors.0"]["where"] == "/authors/0"
    assert record["evidence"]["date_published"]["from"] == "json key 'date'"


def test_a_url_given_by_the_caller_goes_before_that_of_the_object():
    document = {**FERRY, "url": "https://post.example/ferry"}
    found = newstool.parse(document, evidence=True).to_dict()
    assert found["evidence"]["url"]["from"] == "json key 'url'"
    (article,) = newstool.parse_many([document], url="https://other.example/a")
    assert article.url == "https://other.example/a"


@pytest.mark.parametrize("text", ["It opened.", "The ferry will ...", "One boat came. Two left."])
def test_a_text_with_a_headline_is_an_article_however_short_it_is(text):
    article = newstool.parse({"title": "Ferry returns", "text": text})
    assert (article.title, article.text) == ("Ferry returns", text)


# --- given and read ------------------------------------------------------------------------------

GIVEN = {
    "headline": "Eleven years of debate end",
    "author": "Tom Okafor",
    "date": "2024-03-04T21:30+01:00",
    "section": "Local",
    "keywords": ["bridges"],
    "language": "en",
    "publisher": "Tarrow Post",
    "source": "Harbour Agency",
    "image": "https://post.example/bridge.jpg",
}


def test_given_values_have_priority_over_those_of_the_page():
    record = newstool.parse({"html": page().decode(), **GIVEN}).to_dict()
    assert record["title"] == "Eleven years of debate end"
    assert record["authors"] == ["Tom Okafor"]
    assert record["date_published"] == "2024-03-04T21:30+01:00"
    assert (record["section"], record["tags"]) == ("Local", ["bridges"])
    assert (record["site_name"], record["source"]) == ("Tarrow Post", "Harbour Agency")
    assert record["image"] == "https://post.example/bridge.jpg"
    assert record["text"] == "\n\n".join(PARAGRAPHS)


def test_a_given_headline_that_the_text_repeats_is_not_in_the_body():
    text = "A bridge for Tarrow Bay\n\nBy Ana Ruiz\n\n" + "\n\n".join(PARAGRAPHS)
    record = newstool.parse({"title": "A bridge for Tarrow Bay", "text": text}).to_dict()
    assert record["title"] == "A bridge for Tarrow Bay"
    assert record["text"] == "\n\n".join(PARAGRAPHS)
    assert record["authors"] == ["Ana Ruiz"]


def test_the_name_of_the_source_is_not_in_a_given_headline():
    document = {**FERRY, "title": "Ferry returns - Tarrow Post", "source": {"name": "Tarrow Post"}}
    assert newstool.parse(document).title == "Ferry returns"


@pytest.mark.parametrize(
    ("author", "people"),
    [
        (["Ana Ruiz", "Tom Okafor"], ("Ana Ruiz", "Tom Okafor")),
        ("Ana Ruiz, Tom Okafor and Lee Park", ("Ana Ruiz", "Tom Okafor", "Lee Park")),
        ("Ana Ruiz; Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ([{"@type": "Person", "name": "Ana Ruiz"}], ("Ana Ruiz",)),
        ("Reuters", ()),
        ("https://post.example/ana", ()),
    ],
)
def test_authors_of_every_shape_are_people(author, people):
    assert newstool.parse({**FERRY, "authors": None, "author": author}).authors == people


def test_a_byline_given_with_the_authors_is_the_byline():
    article = newstool.parse({**FERRY, "byline": "By Ana Ruiz, Harbour Correspondent"})
    assert article.byline == "By Ana Ruiz, Harbour Correspondent"
    assert article.authors == ("Ana Ruiz",)


def test_a_record_of_newstool_passes_through():
    record = call("parse", stdin=json.dumps(FERRY))
    assert call("parse", stdin=record) == record


def test_a_document_with_keys_of_a_record_is_not_a_record_of_few_fields():
    table = call("export", "--columns", "title,authors,date_published", stdin=json.dumps(FERRY))
    assert table.splitlines()[1] == 'Ferry returns,"[""Ana Ruiz""]",2024-05-02'


def test_a_heading_inside_a_story_given_without_its_headline_is_part_of_it():
    html = f"<p>{PARAGRAPHS[0]}</p><h2>What comes next</h2><p>{PARAGRAPHS[1]}</p>"
    article = newstool.parse({"title": "Ferry returns", "content_html": html})
    assert article.title == "Ferry returns"
    assert article.text == f"{PARAGRAPHS[0]}\n\nWhat comes next\n\n{PARAGRAPHS[1]}"
