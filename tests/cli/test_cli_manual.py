"""Every command and every option has help and is in the manual."""

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.export.columns import default_columns

MANUAL = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands
OPTIONS = [
    (name, parameter) for name, command in sorted(COMMANDS.items()) for parameter in command.params
]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_is_in_the_manual(name):
    assert COMMANDS[name].help
    assert f"newstool {name}" in MANUAL
    page = CliRunner().invoke(app, [name, "--help"])
    assert page.exit_code == 0
    assert page.stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("name", "parameter"), OPTIONS, ids=[f"{name} {each.name}" for name, each in OPTIONS]
)
def test_every_option_has_help_and_is_in_the_manual(name, parameter):
    assert parameter.help
    if parameter.param_type_name == "argument":
        return
    page = CliRunner().invoke(app, [name, "--help"]).stdout
    for option in [*parameter.opts, *parameter.secondary_opts]:
        assert re.search(rf"{re.escape(option)}(?![\w-])", MANUAL), f"{option} is not in the manual"
        assert option in page


def test_the_manual_lists_the_columns_in_their_order():
    listed = MANUAL.partition("The columns, in their order:\n\n")[2].partition("\n\n")[0]
    assert re.findall(r"`([^`]+)`", listed) == list(default_columns())


def test_the_help_page_lists_the_commands():
    page = CliRunner().invoke(app, ["--help"]).stdout
    assert all(name in page for name in COMMANDS)
    assert "--version" in page
