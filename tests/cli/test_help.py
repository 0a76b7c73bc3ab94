"""Help pages: examples that run, widths that fit, names that are one call away."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import page
from preloaded import on_terminal, program, run
from typer.main import get_command
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.cli.examples import EXAMPLES
from newstool.cli.listing import LABEL_MEANINGS, described_fields
from newstool.export.columns import default_columns
from newstool.model.article import Label

NEWSTOOL = (sys.executable, "-m", "newstool")
COMMANDS = sorted(get_command(app).commands)
LINES = [line for examples in EXAMPLES.values() for line, _ in examples]


RELEASES = (
    "The mill has a new wheel, which turns twice as fast as the one before it did.\n\nIt is oak.",
    "Our baker won a prize for rye bread on Monday, and the jury asked for more.\n\nNobody left.",
    "A flood took the lower road, so carts go by the hill until the spring comes.\n\nIt is far.",
    "Flour costs less this year, after three good harvests in the whole county.\n\nPrices fell.",
)


def call(*arguments, code=0, **options):
    result = CliRunner().invoke(app, arguments, **options)
    assert result.exit_code == code, result.stderr or result.exception
    return result


# --- examples ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A directory with the files that the examples name, and the program in the path."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "pages").mkdir()
    for number in range(2):
        (folder / "pages" / f"{number}.html").write_bytes(page(f"Bridge number {number}"))
    (folder / "page.html").write_bytes(page())
    (folder / "bin").mkdir()
    program(folder / "bin")
    (folder / "releases").mkdir()
    for number, body in enumerate(RELEASES):
        text = f"Release number {number}\n\n{body}\n\nOf the mill, by the mill, for the mill.\n"
        (folder / "releases" / f"{number}.txt").write_text(text)
    (folder / "ours.toml").write_text(
        '[[rule]]\nid = "ours"\nlabel = "share"\nlines = ["Us"]\ncatches = ["us"]\n'
    )
    (folder / "news.ndjson").write_bytes(run("parse", folder / "page.html").stdout)
    return folder


def test_every_command_has_three_examples_in_its_help():
    assert sorted(EXAMPLES) == COMMANDS
    for name, examples in EXAMPLES.items():
        assert len(examples) >= 3
        shown = call(name, "--help").stdout
        assert all(line in shown and f"newstool {name}" in line for line, _ in examples)


@pytest.mark.skipif(os.name == "nt", reason="the examples are a shell's")
@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(desk, tmp_path, line):
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or re.search(r"-o |>", line)
    assert not done.stderr or "--explain" in line


# --- widths --------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_the_terminal_and_nothing_is_cut_off(name, columns):
    shown = call(name, "--help", env={"COLUMNS": str(columns)}).stdout
    assert "…" not in shown
    examples = [line for line, _ in EXAMPLES[name]]
    for line in shown.splitlines():
        assert line == line.rstrip()
        assert len(line) <= columns or line.strip() in examples


def test_help_in_a_pipe_without_a_terminal_is_80_columns_wide():
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    command = [*NEWSTOOL, "export", "--help"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, encoding="utf-8"
    )
    assert 70 < max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout


def test_help_is_in_colour_in_a_pipe_only_if_colours_are_forced():
    environment = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert b"\x1b[" in run("--help", environment=environment).stdout


def test_defaults_are_shown():
    shown = call("export", "--help").stdout
    for default in ("Default: 50M", "[default: auto]", "[default: csv-guard]", "otherwise csv"):
        assert default in " ".join(shown.split())


# --- what to type --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("page.html",), "Did you mean: newstool parse page.html"),
        (("./pages/", "-o", "a b.csv"), "Did you mean: newstool parse ./pages/ -o 'a b.csv'"),
        (("pars", "page.html"), "Did you mean: newstool parse page.html"),
        (("unheard",), "'unheard' is not a command"),
    ],
)
def test_a_file_instead_of_a_command_gets_a_hint_what_to_type(arguments, said):
    assert said in call(*arguments, code=2).stderr


def test_the_name_of_an_existing_file_gets_the_hint_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story").write_bytes(page())
    assert "newstool parse story" in call("story", code=2).stderr


def test_an_option_of_another_command_is_named_with_its_commands():
    said = call("parse", "--to", "csv", "x", code=2).stderr
    assert "--to is an option of newstool clean and newstool export, not of" in said
    assert "--keep is an option of newstool clean" in call("export", "--keep=body", code=2).stderr
    assert call("clean", "--drop", "title", "-", "--", input=page()).stdout


@pytest.mark.parametrize("word", ["md", "markdown", "MD"])
def test_md_is_markdown(word):
    for command in ("clean", "export"):
        result = call(command, "--to", word, input=page())
        assert "# A bridge for Tarrow Bay" in result.stdout


def test_a_format_that_there_is_not_is_refused_with_those_there_are():
    said = call("clean", "--to", "word", "x", code=2).stderr
    assert "'word' is not one of text, markdown, html" in said


# --- lists of names ------------------------------------------------------------------------------


def test_fields_are_listed_with_type_and_meaning():
    rows = [line.split("\t") for line in call("fields").stdout.splitlines()]
    assert [row[0] for row in rows] == [*default_columns(), "evidence", "blocks"]
    assert all(len(row) == 3 and all(row) for row in rows)
    types = {row[0]: row[1] for row in rows}
    wanted = {
        "title": "text",
        "authors": "list",
        "date_published": "date",
        "dateline.date": "date",
        "word_count": "number",
        "free_access": "yes or no",
        "copyright.years": "text",
        "extra": "object",
    }
    assert {name: types[name] for name in wanted} == wanted
    assert list(described_fields())


def test_labels_are_listed_with_what_clean_does_with_them():
    assert set(LABEL_MEANINGS) == set(Label)
    rows = [line.split("\t") for line in call("labels").stdout.splitlines()]
    assert {row[0]: row[1] for row in rows} == {
        label: "keeps" if label in KEPT else "drops" for label in Label
    }


KEPT = {"title", "subtitle", "body", "heading", "list_item", "quote", "table", "code"}


@pytest.mark.parametrize("command", ["fields", "labels"])
def test_on_a_terminal_the_lists_are_tables(command):
    shown, code = on_terminal(command)
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())
    assert re.match(r"┏━.*\s+┃ \w+ +┃ \w+ +┃ meaning +┃", plain)


# --- completion ----------------------------------------------------------------------------------


def completed(line):
    words = line.split(" ")
    environment = {
        "_NEWSTOOL_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    return run(environment=environment).stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("newstool parse --fields tit", ["title"]),
        ("newstool parse --fields title,auth", ["title,authors"]),
        ("newstool export --columns copyright.h", ["copyright.holder"]),
        ("newstool export --columns title,day=date_p", ["title,day=date_published"]),
        ("newstool clean --keep byl", ["byline"]),
        ("newstool clean --drop title,subt", ["title,subtitle"]),
        ("newstool clean --to m", ["markdown"]),
        ("newstool lab", ["labels"]),
    ],
)
def test_the_shell_completes_names(line, offered):
    assert completed(line) == offered


def test_what_is_named_already_is_not_offered_again():
    assert "title,title" not in completed("newstool parse --fields title,t")


def test_the_summary_of_every_column_is_one_word_more(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(page())
    short = call("export", "--summary", str(path)).stderr
    for arguments in (("--summary", "full"), ("--full-summary",)):
        full = call("export", *arguments, str(path)).stderr
        assert all(name in full for name in default_columns())
    assert len(short.splitlines()) <= 24
    assert "license" not in short
    assert Path("full").exists() is False
