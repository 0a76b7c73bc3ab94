"""Rules of the user's own on the command line: where they come from, how they are checked."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from newstool.cli.app import app

PAGE = (
    "<title>A bridge</title><h1>A bridge is built</h1><article>"
    "<p>The council agreed on Monday to build a new bridge over the river, after years.</p>"
    "<p>The bread of our baker is the best bread of the town, and it costs little money.</p>"
    "<p>The mayor, who has asked for the bridge for eleven years, said that he was glad.</p>"
)
RULE = '[[rule]]\nid = "baker"\nlabel = "advertisement"\nstarts = ["The bread of our"]\n'


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSTOOL_RULES", raising=False)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "ours.toml").write_text(RULE)
    return tmp_path


def call(*arguments, code=0, **options):
    result = CliRunner().invoke(app, arguments, **options)
    assert result.exit_code == code, result.stderr or result.exception
    return result


def cleaned(*arguments, **options):
    return call("clean", "page.html", *arguments, **options).stdout


def test_rules_come_from_the_option_the_environment_or_the_project(desk):
    assert "baker" in cleaned()
    assert "baker" not in cleaned("--rules", "ours.toml")
    assert "baker" not in cleaned(env={"NEWSTOOL_RULES": "ours.toml"})
    (desk / "pyproject.toml").write_text('[tool.newstool]\nrules = ["ours.toml"]\n')
    assert "baker" not in cleaned()
    assert "baker" in cleaned(env={"NEWSTOOL_RULES": ""})


def test_explain_and_blocks_name_the_rule():
    spans = cleaned("--rules", "ours.toml", "--explain", "--ndjson").splitlines()
    assert "baker" in [json.loads(span)["rule"] for span in spans]
    record = json.loads(call("parse", "page.html", "--rules", "ours.toml", "--blocks").stdout)
    assert "baker" in [block["rule"] for block in record["blocks"]]


@pytest.mark.parametrize("name", ["parse", "clean", "export"])
def test_a_bad_file_is_one_message_and_nothing_is_written(desk, name):
    (desk / "bad.toml").write_text('[[rule]]\nid = "x"\nlabel = "nope"\nlines = ["y"]\n')
    result = call(name, "page.html", "--rules", "ours.toml", "--rules", "bad.toml", code=2)
    assert not result.stdout
    assert result.stderr.startswith("newstool: bad.toml, line 3: there is no label 'nope' (it is ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.newstool]\nrule = []\n", "there is nothing called 'rule' (it has rules alone"),
        ("[tool.newstool]\nrules = 3\n", "rules are a list of files"),
        ("[tool.newstool\n", "it is not TOML"),
    ],
)
def test_a_project_that_says_something_else_is_told(desk, text, said):
    (desk / "pyproject.toml").write_text(text)
    assert said in call("clean", "page.html", code=2).stderr


def test_a_project_of_others_is_not_asked(desk):
    (desk / "pyproject.toml").write_text("[tool.other\n")
    assert cleaned()


def test_check_tries_the_examples_and_names_the_shipped_rule(desk):
    (desk / "ours.toml").write_text(
        '[[rule]]\nid = "a"\nlabel = "share"\nlines = ["Share this article"]\n'
        'catches = ["Share this article", "Nope"]\nspares = ["share this article."]\n'
        '[[rule]]\nid = "b"\nlabel = "share"\nselector = ".x"\ncatches = ["<p class=x>y</p>"]\n'
    )
    lines = call("rules", "check", "ours.toml", code=1).stdout.splitlines()
    name, state, found = lines[0].split("\t")
    assert (name, state) == ("a", "fails")
    assert "misses 'Nope'; catches 'share this article.'; the shipped rule" in found
    assert lines[1].split("\t") == ["b", "ok", ""]
    assert "no file of rules is named" in call("rules", "check", code=2).stderr


def test_list_shows_all_rules_the_own_ones_first():
    lines = call("rules", "list", "ours.toml").stdout.splitlines()
    own = ["baker", "advertisement", "", "ours.toml:1", "'The bread of our'"]
    assert lines[0].split("\t") == own
    assert len(lines) > 100
    assert len(call("rules", "list").stdout.splitlines()) == len(lines) - 1


def test_a_run_without_rules_of_its_own_does_not_load_what_reads_them():
    code = "import sys, newstool.cli.parsing, newstool.pipeline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "newstool.pipeline" in loaded
    assert not {name for name in loaded if name.startswith("newstool.vocabulary.own_rules.")}
    assert not {name for name in loaded if name.startswith("newstool.export.inspection.")}
