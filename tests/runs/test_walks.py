"""Directories of saved pages: files that belong to the pages are skipped and counted."""

from collections import Counter

import pytest
from conftest import page
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.runs.walks import Choice, say_passed, walk
from newstool.vocabulary.beside_pages import folder_of_page, is_beside_pages
from newstool.vocabulary.tables import load_table

SAVED = (
    *("Bridge.html", "Bridge_files/main.js", "Bridge_files/frame.html", "Bridge_files/photo.png"),
    *("Tunnel.htm", "Tunnel-Dateien/style.css", "notes.txt", "app.js", "a/photo.JPG", "a/b.html"),
    *("loose_files/c.html", "serif.woff2"),
)


@pytest.fixture
def saved(tmp_path):
    for name in SAVED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(page(name))
    return tmp_path


def walked(root, **choice):
    passed = Counter()
    found = [path[len(str(root)) + 1 :] for path in walk(str(root), Choice(**choice), passed)]
    return found, passed


def test_files_of_saved_pages_are_skipped_and_counted(saved):
    found, passed = walked(saved)
    assert found == ["Bridge.html", "Tunnel.htm", "a/b.html", "loose_files/c.html", "notes.txt"]
    assert passed == {".js": 2, ".html": 1, ".png": 1, ".css": 1, ".jpg": 1, ".woff2": 1}


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"include": ("*.html",)}, ["Bridge.html", "a/b.html", "loose_files/c.html"]),
        ({"include": ("*.htm", "*.txt")}, ["Tunnel.htm", "notes.txt"]),
        ({"include": ("a/*",)}, ["a/b.html", "a/photo.JPG"]),
        ({"include": ("*.js",)}, ["app.js"]),
        ({"exclude": ("loose_files", "*.txt", "a/")}, ["Bridge.html", "Tunnel.htm"]),
        ({"exclude": ("./a/b.html", "*.htm?"), "include": ("*.h*",)}, ["Tunnel.htm"]),
    ],
)
def test_a_user_chooses_files_by_name_or_path(saved, choice, found):
    assert walked(saved, **choice)[0] == found


def test_of_a_maildir_the_mails_are_read(tmp_path):
    for name in ("box/cur/1:2,S", "box/new/2", "box/tmp/3", "box/dovecot-uidlist", "cur/a"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(page())
    assert walked(tmp_path)[0] == ["box/cur/1:2,S", "box/new/2", "cur/a"]


def test_a_run_says_at_the_end_what_was_skipped(saved):
    done = CliRunner().invoke(app, ["parse", "--fields", "title", str(saved)])
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 5)
    assert done.stderr == (
        "newstool: 7 files that hold no article skipped: "
        "2 .js, 1 .css, 1 .html, 1 .jpg, 1 .png, 1 others\n"
    )
    assert CliRunner().invoke(app, ["parse", "--quiet", str(saved)]).stderr == ""


@pytest.mark.parametrize(
    ("names", "options", "said"),
    [
        (["a.js"], [], "no files in this directory hold an article"),
        (["a.html"], ["--include", "*.txt"], "that --include and --exclude leave"),
        ([], [], "no files in this directory (hidden"),
    ],
)
def test_a_directory_with_nothing_to_read_says_why(tmp_path, names, options, said):
    for name in names:
        (tmp_path / name).write_bytes(page())
    done = CliRunner().invoke(app, ["parse", *options, str(tmp_path)])
    assert done.exit_code == 3
    assert said in done.stderr


def test_a_file_that_is_named_outright_is_judged_by_what_is_in_it(tmp_path):
    for name, content in (("a.js", page()), ("b.png", b"\x89PNG\r\n\x1a\n")):
        (tmp_path / name).write_bytes(content)
    done = CliRunner().invoke(app, ["parse", str(tmp_path / "a.js"), str(tmp_path / "b.png")])
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    assert "PNG" in done.stderr
    assert "skipped" not in done.stderr


def test_counts_read_well():
    assert say_passed(Counter({".js": 9, ".png": 5})) == (
        "14 files that hold no article skipped: 9 .js, 5 .png"
    )
    assert say_passed(Counter({"": 1})) == (
        "1 file that holds no article skipped: 1 without suffix"
    )


@pytest.mark.parametrize("entry", load_table("beside_pages")["suffixes"], ids=lambda e: e["id"])
def test_each_list_of_suffixes_knows_its_example(entry):
    assert is_beside_pages(entry["catch"])
    assert not is_beside_pages(entry["spare"])


@pytest.mark.parametrize("entry", load_table("beside_pages")["folders"], ids=lambda e: e["id"])
def test_a_folder_belongs_to_a_page_that_is_next_to_it(entry):
    assert folder_of_page(entry["catch"], ["Bridge.html", "files.html"])
    assert not folder_of_page(entry["catch"], ["Tunnel.html"])
    assert not folder_of_page(entry["spare"], ["Bridge.html", "files.html", ".html"])
