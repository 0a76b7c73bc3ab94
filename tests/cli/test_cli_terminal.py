"""On a real pseudo-terminal: what a person sees, and what an article can't do to the screen."""

import json
import os
import pty
import re
import sys
from pathlib import Path

import pytest
from conftest import PARAGRAPHS, page
from preloaded import TERMINAL, on_terminal, read_all, run

ATTACK = "[/red] [bold]x \x1b]52;c;aGVsbG8=\x07 \x9b2J \u202e evil \x1b[2J \u200b\u200b"
# What may reach a terminal besides text: colours and line breaks, and the cursor of a progress bar.
_HARMLESS = re.compile(r"\x1b\[[0-9;]*m|[\r\n\t]|\x1b\[\?25[hl]|\x1b\[[0-9]*[AK]|\x1b\[2K")


@pytest.fixture
def hostile(tmp_path):
    """A page whose words attack the terminal, under a name that does so too."""
    path = tmp_path / "a\x1b]0;owned\x07\u202e[bold]b.html"
    paragraphs = [f"{PARAGRAPHS[0]} {ATTACK}", *PARAGRAPHS[1:]]
    path.write_bytes(page(f"A bridge {ATTACK}", paragraphs=paragraphs))
    return path


def assert_harmless(shown):
    left = _HARMLESS.sub("", shown.decode())
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", left)


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", "--json"),
        ("parse", "--ndjson", "--evidence", "--blocks"),
        ("parse", "--fields", "title"),
        ("parse", "--candidates", "title"),
        ("clean",),
        ("clean", "--to", "markdown", "--keep", "title"),
        ("clean", "--to", "html", "--keep", "title"),
        ("clean", "--ndjson"),
        ("clean", "--explain"),
        ("clean", "--explain", "--ndjson"),
        ("export", "--to", "csv"),
        ("export", "--to", "json"),
        ("export", "--to", "markdown"),
    ],
    ids=" ".join,
)
def test_no_article_and_no_name_drives_the_terminal(hostile, arguments):
    shown, code = on_terminal(*arguments, str(hostile))
    assert code == 0
    assert_harmless(shown)
    assert "A bridge" in shown.decode() or "council" in shown.decode()


def test_neither_does_the_name_of_a_file_that_is_not_there(tmp_path):
    shown, code = on_terminal("parse", str(tmp_path / "a\x1b[2J\x9b\u202e[red]b"))
    assert code == 3
    assert_harmless(shown)
    assert "[red]b: no such file" in shown.decode()


def test_json_on_a_terminal_holds_the_same_values(hostile):
    shown, _ = on_terminal("parse", "--ndjson", str(hostile))
    title = json.loads(shown.decode().splitlines()[0])["title"]
    assert title.startswith("A bridge [/red] [bold]x")
    assert "\u202e" in title


def test_an_article_on_a_terminal_is_a_card(pages):
    shown, code = on_terminal("parse", str(pages))
    assert code == 0
    assert shown.decode().count("╭") == 3
    assert "5 March 2024" in shown.decode()
    assert "3 records" in shown.decode()


def test_no_color_is_honoured(pages):
    shown, _ = on_terminal("parse", str(pages), environment={"NO_COLOR": "1"})
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", shown)


@pytest.mark.parametrize("arguments", [("parse",), ("clean", "--explain")], ids=" ".join)
def test_one_that_was_started_shows_the_same_as_one_that_was_loaded_before(arguments):
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERMINAL)
        os.execv(sys.executable, [sys.executable, "-m", "newstool", *arguments, GERMAN])
    shown = read_all(terminal)
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert (shown, code) == on_terminal(*arguments, GERMAN)


@pytest.mark.parametrize("command", ["parse", "clean", "export"])
def test_a_terminal_with_no_input_is_told_what_to_type(command):
    shown, code = on_terminal(command)
    assert code == 2
    assert shown.decode().startswith("newstool: nothing to read")
    assert "curl" in shown.decode()


def test_an_export_on_a_terminal_ends_with_its_summary(pages, tmp_path):
    out = tmp_path / "out.csv"
    shown, code = on_terminal("export", str(pages), "-o", str(out))
    assert code == 0
    assert "3 rows" in shown.decode()
    assert out.exists()


def test_a_progress_bar_can_be_requested_and_leaves_no_trace(pages, tmp_path):
    shown, code = on_terminal("parse", "--progress", "-o", str(tmp_path / "out"), str(pages))
    assert code == 0
    assert_harmless(shown)


def test_help_is_in_colour_on_a_terminal_and_plain_elsewhere():
    shown, code = on_terminal("parse", "--help")
    assert code == 0
    assert b"\x1b[" in shown
    assert b"--timeout" in shown


# --- screens of every kind -----------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
GERMAN = str(ROOT / "samples" / "german.html")
CHINESE = str(ROOT / "samples" / "chinese-gbk.html")
VIEWS = [
    ("parse",),
    ("parse", "--json"),
    ("parse", "--evidence"),
    ("parse", "--candidates", "title"),
    ("clean",),
    ("clean", "--explain"),
    ("export", "--summary"),
]


@pytest.mark.parametrize("arguments", VIEWS, ids=" ".join)
def test_a_screen_with_few_characters_gets_what_it_can_show(arguments):
    latin = {"PYTHONIOENCODING": "iso8859-1", "LC_ALL": "de_DE.iso88591"}
    shown, code = on_terminal(*arguments, GERMAN, CHINESE, environment=latin)
    assert code == 0
    assert b"Traceback" not in shown
    assert "Brücke".encode("latin-1") in shown or "--candidates" in arguments
    assert "ü".encode() not in shown
    assert_harmless(shown.decode("latin-1").encode())


def test_json_on_a_screen_with_few_characters_holds_the_same_values():
    latin = {"PYTHONIOENCODING": "ascii"}
    shown, _ = on_terminal("parse", "--ndjson", CHINESE, environment=latin)
    piped = run("parse", CHINESE).stdout
    assert json.loads(shown.decode("ascii")) == json.loads(piped)


@pytest.mark.parametrize("columns", ["20", "200"])
@pytest.mark.parametrize("arguments", VIEWS, ids=" ".join)
def test_a_screen_of_any_width_is_enough(arguments, columns):
    shown, code = on_terminal(*arguments, GERMAN, environment={"COLUMNS": columns})
    assert code == 0
    if arguments not in [("parse", "--json"), ("export", "--summary")]:  # data is not wrapped
        lines = _HARMLESS.sub("\n", shown.decode()).splitlines()
        assert max(map(len, lines)) <= int(columns)


COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(
    ("environment", "options", "colours"),
    [
        ({}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
@pytest.mark.parametrize("view", [("--cards",), ("--json",), ("--evidence",)])
def test_colours_are_as_the_screen_and_the_user_want_them(
    pages, environment, options, colours, view
):
    shown, code = on_terminal(
        "parse", *view, *options, str(pages / "0.html"), environment=environment
    )
    assert code == 0
    assert bool(COLOUR.search(shown)) == colours


@pytest.mark.parametrize(
    ("environment", "options", "colours"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({}, ("--color", "always"), True),
    ],
)
def test_a_pipe_gets_colours_only_when_they_are_asked_for(pages, environment, options, colours):
    arguments = ("parse", "--cards", *options, pages / "0.html")
    piped = run(*arguments, environment={**TERMINAL, **environment}).stdout
    assert "A bridge" in piped.decode() or "Bridge number" in piped.decode()
    assert bool(COLOUR.search(piped)) == colours


def test_forced_colours_leave_data_alone(pages):
    arguments = ("parse", "--fields", "title", pages / "0.html")
    piped = run(*arguments, environment={"FORCE_COLOR": "1"}).stdout
    assert json.loads(piped) == {"title": "Bridge number 0 for Tarrow Bay"}


# --- the views -----------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--fields=title,authors", "--blocks"])
def test_parts_of_a_record_on_a_terminal_are_indented_json_in_colours(pages, option):
    shown, _ = on_terminal("parse", option, str(pages / "0.html"))
    assert b'\x1b[34m"title"\x1b[0m: \x1b[32m"Bridge number 0 for Tarrow Bay"\x1b[0m' in shown
    assert json.loads(COLOUR.sub(b"", shown))["authors"] == ["Ana Ruiz"]


def test_json_on_a_terminal_is_an_indented_array(pages):
    shown, _ = on_terminal("parse", "--json", str(pages))
    plain = COLOUR.sub(b"", shown).decode().replace("\r\n", "\n").partition("\nnewstool: ")[0]
    assert plain.startswith('[\n  {\n    "schema_version": 1,\n')
    assert [one["title"].split()[2] for one in json.loads(plain)] == ["0", "1", "2"]


def test_evidence_on_a_terminal_is_a_table(pages):
    wide = {"COLUMNS": "160"}
    shown, _ = on_terminal("parse", "--evidence", str(pages / "0.html"), environment=wide)
    text = COLOUR.sub(b"", shown).decode()
    head, row = (
        next(line for line in text.splitlines() if word in line) for word in ("field", "published")
    )
    assert [
        cell.strip() for cell in head.strip("┃\r\n ").split("┃")
    ] == "field value where quote".split()
    assert "2024-03-05" in row
    assert "meta:article:published_time" in row


def test_several_articles_cleaned_on_a_terminal_are_named_and_wrapped_at_words(pages):
    shown, _ = on_terminal("clean", str(pages), environment={"COLUMNS": "60"})
    text = COLOUR.sub(b"", shown).decode().replace("\r\n", "\n")
    for number in range(3):
        name = str(pages / f"{number}.html")
        assert name[-20:] in text
        assert f"Bridge number {number} for Tarrow Bay" in text
    assert "\f" not in text
    assert max(map(len, text.splitlines())) <= 60
    assert " ".join(text.split()).count(" ".join(PARAGRAPHS)) == 3


def test_one_article_cleaned_on_a_terminal_is_the_article_alone(pages):
    shown, _ = on_terminal("clean", str(pages / "0.html"))
    assert shown.startswith(b"Bridge number 0 for Tarrow Bay\r\n\r\nThe town council")


def test_parse_says_what_it_wrote_where(pages, tmp_path):
    out = tmp_path / "out.ndjson"
    shown, _ = on_terminal("parse", str(pages), "-o", str(out))
    assert f"newstool: 3 records in {out}, " in shown.decode()
