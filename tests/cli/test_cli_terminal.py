"""On a real pseudo-terminal: what a person sees, and what an article can't do to the screen."""

import json
import re
import sys

import pytest
from conftest import PARAGRAPHS, on_terminal, page

ATTACK = "[/red] [bold]x \x1b]52;c;aGVsbG8=\x07 \x9b2J \u202e evil \x1b[2J \u200b\u200b"
# What may reach a terminal besides text: colours and line breaks, and the cursor of a progress bar.
_HARMLESS = re.compile(r"\x1b\[[0-9;]*m|[\r\n\t]|\x1b\[\?25[hl]|\x1b\[[0-9]*[AK]|\x1b\[2K")

NEWSTOOL = (sys.executable, "-m", "newstool")


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
    shown, code = on_terminal(*NEWSTOOL, *arguments, str(hostile))
    assert code == 0
    assert_harmless(shown)
    assert "A bridge" in shown.decode() or "council" in shown.decode()


def test_neither_does_the_name_of_a_file_that_is_not_there(tmp_path):
    shown, code = on_terminal(*NEWSTOOL, "parse", str(tmp_path / "a\x1b[2J\x9b\u202e[red]b"))
    assert code == 3
    assert_harmless(shown)
    assert "[red]b: no such file" in shown.decode()


def test_json_on_a_terminal_holds_the_same_values(hostile):
    shown, _ = on_terminal(*NEWSTOOL, "parse", "--ndjson", str(hostile))
    title = json.loads(shown.decode().splitlines()[0])["title"]
    assert title.startswith("A bridge [/red] [bold]x")
    assert "\u202e" in title


def test_an_article_on_a_terminal_is_a_card(pages):
    shown, code = on_terminal(*NEWSTOOL, "parse", str(pages))
    assert code == 0
    assert shown.decode().count("╭") == 3
    assert "5 March 2024" in shown.decode()
    assert "3 results" in shown.decode()


def test_no_color_is_honoured(pages):
    shown, _ = on_terminal(*NEWSTOOL, "parse", str(pages), environment={"NO_COLOR": "1"})
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", shown)


@pytest.mark.parametrize("command", ["parse", "clean", "export"])
def test_a_terminal_with_no_input_is_told_what_to_type(command):
    shown, code = on_terminal(*NEWSTOOL, command)
    assert code == 2
    assert shown.decode().startswith("newstool: nothing to read")
    assert "curl" in shown.decode()


def test_an_export_on_a_terminal_ends_with_its_summary(pages, tmp_path):
    out = tmp_path / "out.csv"
    shown, code = on_terminal(*NEWSTOOL, "export", str(pages), "-o", str(out))
    assert code == 0
    assert "3 rows" in shown.decode()
    assert out.exists()


def test_a_progress_bar_can_be_asked_for_and_leaves_nothing_behind(pages, tmp_path):
    shown, code = on_terminal(
        *NEWSTOOL, "parse", "--progress", "-o", str(tmp_path / "out"), str(pages)
    )
    assert code == 0
    assert_harmless(shown)


def test_help_is_in_colour_on_a_terminal_and_plain_elsewhere():
    shown, code = on_terminal(*NEWSTOOL, "parse", "--help")
    assert code == 0
    assert b"\x1b[" in shown
    assert b"--timeout" in shown
