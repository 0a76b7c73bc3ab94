"""The library's functions."""

import gzip
import pickle
import pydoc
import re
import sys
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import PARAGRAPHS, assert_valid, page
from typer.testing import CliRunner

import newstool
import newstool.api
from newstool import Article, Failure
from newstool.cli.app import app
from newstool.export.columns import default_columns
from newstool.model.errors import RecordError

TEXT = "A bridge for Tarrow Bay\n\nBy Ana Ruiz\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


def test_every_public_name_is_there():
    for name in newstool.__all__:
        assert getattr(newstool, name) is not None
    assert set(newstool.__all__) <= set(dir(newstool))
    with pytest.raises(AttributeError):
        newstool.no_such_name  # noqa: B018


# --- parse ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bytes", "str", "gzip", "Path", "BeautifulSoup"])
def test_a_source_is_bytes_text_a_path_or_soup(tmp_path, kind):
    path = tmp_path / "a"
    path.write_bytes(page())
    source = {
        "bytes": page(),
        "str": page().decode(),
        "gzip": gzip.compress(page()),
        "Path": path,
        "BeautifulSoup": BeautifulSoup(page(), "html.parser"),
    }[kind]
    article = newstool.parse(source)
    assert article.title == "A bridge for Tarrow Bay"
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.input.format == "html"
    assert_valid(article.to_json())
    assert_valid(article.to_dict())


def test_a_string_is_the_article_itself_and_never_a_path(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(page())
    with pytest.raises(newstool.UsageError, match=r"the article itself.*Path\(.*reads a file"):
        newstool.parse(str(path))


def test_plain_text_is_read_as_such():
    assert newstool.parse(TEXT).text == "\n\n".join(PARAGRAPHS)
    assert newstool.parse(TEXT).input.format == "text"


def test_url_format_and_encoding_can_be_said():
    article = newstool.parse(page(), url="https://example.com/a", encoding="latin-1", format="html")
    assert (article.url, article.domain) == ("https://example.com/a", "example.com")
    assert article.input.encoding.name == "latin-1"


def test_settings_are_keywords():
    article = newstool.parse(page(), evidence=True, blocks=True, now=datetime(2024, 3, 6))
    assert article.evidence["title"].quote == "A bridge for Tarrow Bay"
    assert article.blocks
    with pytest.raises(TypeError):
        newstool.parse(page(), evidense=True)


def test_lone_surrogates_do_no_harm():
    article = newstool.parse(page().decode().replace("debate", "deb\ud83date"))
    assert "deb\ufffdate" in article.text
    assert_valid(article.to_json())


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("", newstool.EmptyInputError),
        (b" \n", newstool.EmptyInputError),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), newstool.DecodeError),
        (gzip.compress(page())[:-9], newstool.InputError),
        (Path("missing.html"), newstool.InputError),
        ("<nav><a href=/>Home</a></nav>", newstool.NoArticleError),
        (5, newstool.UsageError),
        (None, newstool.UsageError),
    ],
)
def test_anything_but_an_article_raises_our_error(source, error):
    with pytest.raises(error) as caught:
        newstool.parse(source)
    assert isinstance(caught.value, newstool.NewstoolError)
    assert str(caught.value)


def test_a_file_of_many_articles_is_for_parse_many(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text('{"text": "A"}\n{"text": "B"}\n')
    with pytest.raises(newstool.UsageError, match="parse_many"):
        newstool.parse(path)


# --- clean ---------------------------------------------------------------------------------------


def test_clean_gives_the_headline_and_the_text_of_the_record():
    for source in (page(), TEXT):
        record = newstool.parse(source)
        assert newstool.clean(source) == f"{record.title}\n\n{record.text}"
        assert newstool.clean(source, drop=["title"]) == record.text


def test_a_standfirst_is_between_headline_and_body_and_is_dropped_with_the_headline():
    html = page().replace(b"</h1>", b'</h1><p class="standfirst">Eleven years of debate end</p>')
    record = newstool.parse(html)
    assert record.subtitle == "Eleven years of debate end"
    assert newstool.clean(html) == f"{record.title}\n\n{record.subtitle}\n\n{record.text}"
    assert newstool.clean(html, drop=["subtitle"]) == f"{record.title}\n\n{record.text}"
    assert newstool.clean(html, drop=["title"]) == record.text
    kept = newstool.clean(html, drop=["title"], keep=["subtitle"])
    assert kept == f"{record.subtitle}\n\n{record.text}"


def test_a_headline_that_only_the_head_of_the_page_gives_is_written_first():
    html = f"<title>A bridge for Tarrow Bay</title><p>{'</p><p>'.join(PARAGRAPHS)}</p>"
    assert newstool.clean(html).startswith("A bridge for Tarrow Bay\n\nThe town")


def test_a_headline_without_a_story_is_cleaned_only_where_it_is_an_article():
    with pytest.raises(newstool.NoArticleError):
        newstool.clean("<h1>Page not found</h1><nav><a href=/>Home</a></nav>")
    flash = '<meta property="article:published_time" content="2024-05-02"><h1>Ferry returns</h1>'
    assert newstool.clean(flash) == "Ferry returns"


@pytest.mark.parametrize(
    ("to", "link"),
    [
        ("markdown", "[The town](https://a.example/news/town)"),
        ("html", '<a href="https://a.example/news/town">The town</a>'),
    ],
)
def test_clean_keeps_links_by_default(to, link):
    html = page().replace(b"The town", b'<a href="town">The town</a>', 1)
    url = "https://a.example/news/bridge"
    assert link in newstool.clean(html, to=to, url=url)
    assert newstool.clean(html, to=to, url=url, links=False) == newstool.clean(page(), to=to)
    assert newstool.clean(html, url=url) == newstool.clean(page())


def test_clean_writes_markdown_and_html_and_takes_labels():
    assert newstool.clean(page(), to="markdown").startswith("# A bridge for Tarrow Bay\n\nThe")
    assert "<h1>A bridge for Tarrow Bay</h1><p>" in newstool.clean(page(), to="html")
    with pytest.raises(newstool.NoArticleError):
        newstool.clean(page(), drop=["title", "body"])
    with pytest.raises(newstool.UsageError, match="no label"):
        newstool.clean(page(), keep=["headline"])


# --- parse_many ----------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, None])
@pytest.mark.parametrize("timeout", [None, 30])
def test_many_sources_give_articles_and_failures_in_their_order(tmp_path, jobs, timeout):
    path = tmp_path / "a.html"
    path.write_bytes(page("A bridge from a file"))
    sources = [
        page("A bridge in bytes"),
        "",
        path,
        {"html": page("A bridge in a mapping").decode(), "url": "https://example.com/a", "id": 7},
        BeautifulSoup(page("A bridge in a soup"), "html.parser"),
        tmp_path / "missing.html",
        {"html": b"bytes"},
        TEXT,
    ]
    results = list(newstool.parse_many(sources, jobs=jobs, timeout=timeout))
    titles = [each.title if isinstance(each, Article) else type(each.error) for each in results]
    assert titles == [
        "A bridge in bytes",
        newstool.EmptyInputError,
        "A bridge from a file",
        "A bridge in a mapping",
        "A bridge in a soup",
        newstool.InputError,
        newstool.UsageError,
        "A bridge for Tarrow Bay",
    ]
    assert (results[3].url, results[3].input.id) == ("https://example.com/a", 7)
    assert isinstance(results[1], Failure)


def test_articles_are_the_same_whichever_process_read_them():
    sources = [page(f"Bridge {number} for Tarrow Bay") for number in range(20)]
    alone = list(newstool.parse_many(sources, evidence=True))
    together = list(newstool.parse_many(sources, jobs=2, evidence=True))
    assert alone == together
    assert [each.to_json() for each in alone] == [each.to_json() for each in together]
    assert str(together[0].date_published) == "2024-03-05"
    assert together[0].date_published.precision == "day"


def test_sources_are_taken_as_they_are_needed():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield page()

    results = newstool.parse_many(endless())
    next(results)
    next(results)
    results.close()
    assert taken <= 3


def test_a_file_gives_each_of_its_articles(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text('{"text": ""}\nno json\n')
    results = list(newstool.parse_many([path]))
    assert [type(each.error) for each in results] == [
        newstool.EmptyInputError,
        newstool.RecordError,
    ]
    assert [each.line for each in results] == [1, 2]


def test_records_made_before_come_back_as_articles(tmp_path):
    path = tmp_path / "records.ndjson"
    article = newstool.parse(page(), evidence=True)
    path.write_text(article.to_json() + "\n")
    (again,) = newstool.parse_many([path])
    assert again.to_dict() == article.to_dict()
    assert again.date_published.precision == "day"


@pytest.mark.parametrize(
    "line",
    [
        b'{"schema_version":1,"title":"A bridge"}',  # `parse --fields` writes such
        b'{"schema_version":1,"title":5}',
        b'{"schema_version":1,',
        b'{"schema_version":1,"a":' + b"[" * 5000,
        b'{"schema_version":1,"title":"\xff"}',
    ],
)
def test_a_record_that_is_not_whole_is_an_error_of_ours(tmp_path, line):
    (tmp_path / "records.ndjson").write_bytes(line + b"\n")
    (failure,) = newstool.parse_many([tmp_path / "records.ndjson"])
    assert isinstance(failure.error, RecordError)


# --- candidates ----------------------------------------------------------------------------------


def test_candidates_tell_what_competed_for_a_field_and_agree_with_the_record():
    source = (
        "<html><head><title>Bridge opens | Tram Post</title>"
        "<meta name='author' content='Tram Post'></head><body><h1>Bridge opens</h1>"
        f"<p class='byline'>By Ana Ruiz</p><p>{'The bridge was opened on Monday. ' * 9}</p></body>"
    )
    first, *others = newstool.candidates(source, "authors")
    assert first.value == newstool.parse(source).authors == ("Ana Ruiz",)
    assert first.lost is None and first.quote == "By Ana Ruiz"
    assert (others[-1].value, others[-1].source) == (("Tram Post",), "meta:author")


@pytest.mark.parametrize(
    "field",
    "title authors date_published date_modified site_name language section copyright".split(),
)
def test_every_field_with_candidates_chooses_what_the_record_has(field):
    source = Path(__file__).parents[1] / "samples" / "news-page.html"
    (chosen,) = [one for one in newstool.candidates(source, field) if one.lost is None]
    value = getattr(newstool.parse(source), field)
    assert chosen.value == (str(value) if field.startswith("date") else value)


def test_inspect_gives_the_page_that_the_command_writes(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(page())
    done = CliRunner().invoke(app, ["inspect", str(path)])
    assert newstool.inspect(path) == done.stdout
    assert "no article was found in it" in newstool.inspect("<ul><li><a href=/>Home</a></ul>")


def test_a_field_without_candidates_is_refused():
    with pytest.raises(newstool.UsageError, match="no candidates for 'text'"):
        newstool.candidates("The bridge opened.", "text")


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("By Ana Ruiz", [("Ana Ruiz", "person")]),
        ("By Reuters", [("Reuters", "organisation")]),
        ("By Tarrow Courier Staff", [("Tarrow Courier Staff", "organisation")]),
        ("By Ana Ruiz, Reuters", [("Ana Ruiz", "person"), ("Reuters", "organisation")]),
    ],
)
def test_a_credit_says_whether_a_person_or_an_organisation_signs(byline, credits):
    text = f"Ferry returns\n{byline}\n\nThe ferry will cross again from Monday, the office said.\n"
    signed = newstool.parse(text).credits
    assert [(each.name, each.kind) for each in signed] == credits


# --- arguments -----------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["samples/page.html", "page.txt", "archive.ndjson.gz", "tests"])
def test_a_path_by_mistake_is_an_error(source, monkeypatch):
    monkeypatch.chdir(Path(__file__).parent.parent)
    for function in (newstool.parse, newstool.clean):
        with pytest.raises(newstool.UsageError, match=rf"Path\('{source}'\)"):
            function(source)
    (failure,) = newstool.parse_many([source])
    assert "not a path" in str(failure)


def test_a_url_by_mistake_is_an_error():
    with pytest.raises(newstool.UsageError, match="newstool fetches nothing"):
        newstool.parse("https://example.com/a-story.html")


@pytest.mark.parametrize("text", ["The ferry is back.", "Visit example.com now.\nIt is open.html"])
def test_a_sentence_is_not_taken_for_a_path(text):
    assert newstool.clean(text)


@pytest.mark.parametrize("sources", ["a.html", b"<p>", Path("a.html"), {"text": "A"}, None, 5])
def test_one_source_instead_of_several_is_an_error_at_once(sources):
    with pytest.raises(newstool.UsageError, match="put one source in a list"):
        newstool.parse_many(sources)


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ({"format": "htm"}, "format can't be 'htm' .it is one of 'html', 'text'"),
        ({"now": "yesterday"}, "ISO 8601"),
        ({"now": 5}, "now can't be int"),
        ({"date_order": "dym"}, "'ymd', 'dmy', 'mdy'"),
        ({"encoding": "utf-9"}, "unknown encoding 'utf-9'"),
        ({"encoding": "base64"}, "not an encoding of text"),
        ({"url": b"https://example.com"}, "url can't be bytes"),
        ({"max_bytes": "50M"}, "max_bytes can't be '50M'"),
        ({"max_blocks": 0}, "max_blocks can't be 0"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_wrong_argument_says_what_is_allowed(argument, said):
    functions = (
        newstool.parse,
        newstool.clean,
        lambda *a, **k: newstool.candidates(*a, "title", **k),
        newstool.inspect,
    )
    for function in functions:
        with pytest.raises(newstool.UsageError, match=said):
            function(page(), **argument)
    with pytest.raises(newstool.UsageError, match=said):
        newstool.parse_many([page()], **argument)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"to": "md"}, "'text', 'markdown', 'html'"),
        ({"keep": "headline"}, "no label 'headline'"),
    ],
)
def test_clean_says_what_it_can_write_and_keep(arguments, said):
    with pytest.raises(newstool.UsageError, match=said):
        newstool.clean(page(), **arguments)


def test_one_label_may_be_given_as_it_is():
    assert newstool.clean(page(), keep="byline") == newstool.clean(page(), keep=["byline"])


@pytest.mark.parametrize(
    "arguments", [{"jobs": 0}, {"jobs": "2"}, {"timeout": 0}, {"timeout": "1"}]
)
def test_jobs_and_timeout_are_checked_at_once(arguments):
    with pytest.raises(newstool.UsageError, match=r"(jobs|timeout) can't be"):
        newstool.parse_many([page()], **arguments)


def test_now_is_a_datetime_or_an_iso_string():
    html = page(date="").replace(b"By Ana Ruiz", b"By Ana Ruiz</div><div>2 hours ago")
    said = newstool.parse(html, now="2024-03-06T12:00").date_published
    assert said == newstool.parse(html, now=datetime(2024, 3, 6, 12)).date_published
    assert said == "2024-03-06T10:00" or said.startswith("2024-03-06T10")


# --- the record as an object ---------------------------------------------------------------------


def test_a_record_comes_back_from_its_json_and_its_dict():
    for article in (newstool.parse(page()), newstool.parse(page(), evidence=True, blocks=True)):
        assert Article.from_json(article.to_json()) == article
        assert Article.from_json(article.to_json().encode()) == article
        assert Article.from_dict(article.to_dict()) == article


@pytest.mark.parametrize("line", ['{"title": "A"}', "[]", "{", b"\xff", '{"schema_version": 2}'])
def test_an_incomplete_record_is_an_error(line):
    with pytest.raises(RecordError, match="not a whole record"):
        Article.from_json(line)
    with pytest.raises(RecordError, match="not a whole record"):
        Article.from_dict({"title": "A"})


@pytest.mark.parametrize("name", ["evidence", "blocks"])
def test_what_was_not_requested_is_named_in_a_sentence(name):
    article = newstool.parse(page())
    with pytest.raises(newstool.NotAskedError, match=f"{name} was not asked for .*{name}=True"):
        getattr(article, name)
    assert not hasattr(article, name)
    assert pickle.loads(pickle.dumps(article)) == article
    assert name not in article.to_dict()


def test_a_record_has_a_short_repr():
    article = newstool.parse(page("A bridge for Tarrow Bay " * 20))
    assert len(repr(article)) < 200
    assert "authors=['Ana Ruiz'], date_published='2024-03-05'" in repr(article)


def test_a_notebook_shows_a_card_in_which_no_markup_of_the_article_is_alive():
    attack = "A bridge &lt;script&gt;alert(1)&lt;/script&gt;"
    article = newstool.parse(page(attack))
    card = article._repr_html_()
    assert "&lt;script&gt;" in card
    assert "<script" not in card
    assert "Ana Ruiz" in card
    assert "2024-03-05" in card


def test_every_field_of_the_record_is_described_in_its_help():
    described = pydoc.render_doc(Article, renderer=pydoc.plaintext)
    for name in Article.__struct_fields__:
        assert re.search(rf"^ \|      {name}: \S", described, re.MULTILINE), name


def test_every_setting_is_described_in_its_help_and_in_the_manual():
    manual = (Path(__file__).parent.parent / "docs" / "library.md").read_text(encoding="utf-8")
    for name in newstool.api.SettingOptions.__annotations__:
        assert f"{name}: " in newstool.parse.__doc__
        assert f"`{name}`" in manual
    for name in newstool.__all__:
        if not name.startswith("__"):
            assert f"{name}" in manual


# --- data frames ---------------------------------------------------------------------------------


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_articles_and_failures_become_a_data_frame(library):
    pytest.importorskip(library)
    results = newstool.parse_many([page(), b"", TEXT])
    frame = newstool.to_dataframe(results, library=library)
    assert frame.shape == (3, len(default_columns()) + 1)
    assert list(frame["title"])[0::2] == ["A bridge for Tarrow Bay"] * 2
    assert list(frame["authors"][0]) == ["Ana Ruiz"]
    assert "empty" in frame["error"][1]
    few = newstool.to_dataframe([newstool.parse(page())], columns=["title"], library=library)
    assert (few.shape, list(few.columns)) == ((1, 1), ["title"])


def test_without_a_library_for_data_frames_the_error_names_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(newstool.UsageError, match=r"pandas is not installed .pip install pandas"):
        newstool.to_dataframe([], library="pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(newstool.UsageError, match="neither pandas nor polars is installed"):
        newstool.to_dataframe([])
    with pytest.raises(newstool.UsageError, match="'pandas', 'polars'"):
        newstool.to_dataframe([], library="dask")
