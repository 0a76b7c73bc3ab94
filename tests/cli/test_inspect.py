"""`newstool inspect`: which pages it writes, and where to."""

import json
import re

from preloaded import on_terminal, run
from typer.testing import CliRunner

from newstool.cli.app import app


def call(*arguments, code=0, **options):
    result = CliRunner().invoke(app, ["inspect", *map(str, arguments)], **options)
    assert result.exit_code == code, result.stderr or result.exception
    return result


def test_one_article_is_one_page_in_a_pipe_and_in_a_file(pages, tmp_path):
    piped = call(pages / "0.html").stdout
    assert piped.startswith("<!DOCTYPE html>")
    assert "Bridge number 0" in piped
    call(pages / "0.html", "-o", tmp_path / "seen.html")
    assert (tmp_path / "seen.html").read_text("utf-8") == piped
    assert "exists" in call(pages / "0.html", "-o", tmp_path / "seen.html", code=1).stderr


def test_a_directory_gets_an_index_and_a_page_for_each(pages, tmp_path):
    seen = tmp_path / "seen"
    call(pages, "-o", seen)
    index = (seen / "index.html").read_text("utf-8")
    links = re.findall(r'href="(articles/[^"]+)"', index)
    assert links == [f"articles/0000{number + 1}-{number}.html" for number in range(3)]
    for number, link in enumerate(links):
        text = (seen / link).read_text("utf-8")
        assert f"<title>Bridge number {number} for Tarrow Bay</title>" in text
        assert 'href="../index.html"' in text
    assert "exists" in call(pages, "-o", seen, code=1).stderr
    call(pages, "-o", seen, "--force")


def test_the_pages_do_not_depend_on_the_number_of_processes(pages, tmp_path):
    call(pages, "-o", tmp_path / "one", "--jobs", "1")
    call(pages, "-o", tmp_path / "two", "--jobs", "2")
    names = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.html")]
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_several_articles_fit_on_one_page_below_an_index(pages, tmp_path):
    call(pages, "-o", tmp_path / "seen.html")
    text = (tmp_path / "seen.html").read_text("utf-8")
    assert text.count('<article class="art"') == 3
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(re.findall(r' id="([^"]*)"', text))


def test_too_many_articles_for_one_page_are_told_where_to_go(pages, tmp_path, monkeypatch):
    monkeypatch.setattr("newstool.cli.inspecting._MOST_IN_ONE", 30_000)
    said = call(pages, "-o", tmp_path / "seen.html", code=1).stderr
    assert "-o seen/" in said
    assert not (tmp_path / "seen.html").exists()


def test_what_holds_no_article_is_shown_all_the_same_and_fails(tmp_path):
    path = tmp_path / "menu.html"
    path.write_text("<ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul>")
    said = call(path, "-o", tmp_path / "seen.html", code=3).stderr
    assert "no article" in said
    text = (tmp_path / "seen.html").read_text("utf-8")
    assert "no article was found in it" in text
    assert "Sport" in text


def test_what_cannot_be_read_is_listed_in_the_index(pages, tmp_path):
    (pages / "z.html").write_bytes(b"")
    call(pages, "-o", tmp_path / "seen", code=1)
    index = (tmp_path / "seen" / "index.html").read_text("utf-8")
    assert "Without an article" in index
    assert "z.html" in index


def test_records_made_before_are_shown_with_what_they_hold(pages, tmp_path):
    records = tmp_path / "news.ndjson"
    records.write_bytes(run("parse", pages / "0.html", "--blocks").stdout)
    text = call(records).stdout
    assert "l-navigation" in text
    assert "Bridge number 0" in text


def test_two_versions_are_compared(pages, tmp_path):
    records = tmp_path / "b.ndjson"
    lines = run("parse", pages).stdout.splitlines()
    changed = {**json.loads(lines[1]), "title": "Bridge number seven"}
    records.write_bytes(b"\n".join([lines[0], json.dumps(changed).encode(), lines[2]]))
    call(pages, "--compare", records, "-o", tmp_path / "seen")
    index = (tmp_path / "seen" / "index.html").read_text("utf-8")
    assert "<b>1</b> with differences" in index
    text = (tmp_path / "seen" / "articles" / "00002-1.html").read_text("utf-8")
    assert "<ins>seven</ins>" in text
    assert "say the same" in (tmp_path / "seen" / "articles" / "00001-0.html").read_text("utf-8")


def test_nothing_to_compare_with_is_an_error(pages, tmp_path):
    (tmp_path / "b.ndjson").write_text("")
    said = call(pages / "0.html", "--compare", tmp_path / "b.ndjson", code=1).stderr
    assert "there is no record to compare with" in said


def test_a_terminal_gets_no_page(pages):
    shown, code = on_terminal("inspect", pages / "0.html")
    assert code == 2
    assert b"--open" in shown


def test_open_shows_the_page_in_the_browser(pages, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    call(pages / "0.html", "--open")
    call(pages, "--open", "-o", tmp_path / "seen")
    assert [url.rpartition("/")[2] for url in opened] == ["inspect.html", "index.html"]


def test_without_a_browser_it_says_where_the_page_is(pages, tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    said = call(pages / "0.html", "--open", "-o", tmp_path / "seen.html").stderr
    assert "seen.html" in said
