"""The man page is what the help of the commands says."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

from newstool.cli.app import app

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("make_man", ROOT / "docs" / "make_man.py")
make_man = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_man)
PAGE = make_man.PAGE.read_text("utf-8")


def test_the_man_page_is_made_from_the_help():
    assert make_man.man_page() == PAGE, "run python docs/make_man.py"


def test_the_man_page_has_every_command_and_option():
    shown = PAGE.replace(r"\-", "-")
    for name, command in typer.main.get_command(app).commands.items():
        assert f"newstool {name}" in shown
        for parameter in command.params:
            options = parameter.opts if parameter.param_type_name == "option" else ()
            for option in options:
                assert re.search(rf"{re.escape(option)}(?![\w-])", shown), option


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("--to FORMAT", r"\-\-to FORMAT"),
        (".txt is text", r"\&.txt is text"),
        ("'2024/*'", r"\(aq2024/*\(aq"),
        (r"a\b", r"a\eb"),
    ],
)
def test_words_are_shown_as_they_are(words, written):
    assert make_man._text(words) == written


def test_man_shows_the_page_without_a_warning():
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed")
    command = [groff, "-man", "-Tutf8", "-ww", str(make_man.PAGE)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stderr == ""
    assert "every input gave a result" in shown.stdout
