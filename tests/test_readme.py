"""What the README shows is what the reader gets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from preloaded import program

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WIDTH = "90"  # columns the tables of the README are wide

# A command continues in lines that begin with '>', as a shell shows them.
_EXAMPLE = re.compile(r"```console\n\$ ([^\n]*(?:\n>[^\n]*)*)\n(.*?)```", re.DOTALL)
EXAMPLES = [(re.sub(r"\n> ?", "\n", said), shown) for said, shown in _EXAMPLE.findall(README)]
SNIPPET = "".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
SHOWN_VALUES = re.findall(r"^(\S[^#\n]*?) +# (['(].*)$", SNIPPET, re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="the examples are a shell's")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_command_prints_what_the_readme_shows(command, shown, tmp_path):
    program(tmp_path)
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0
    assert without_trailing_space(done.stdout) == without_trailing_space(shown)


def test_the_python_example_runs_and_gives_the_values_in_its_comments(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {}
    exec(SNIPPET, names)
    assert capsys.readouterr().out == ""  # no failure among the samples
    assert len(SHOWN_VALUES) == 3
    for expression, value in SHOWN_VALUES:
        assert repr(eval(expression, names)) == value


def test_the_python_example_passes_a_strict_type_checker(tmp_path):
    pytest.importorskip("mypy")
    library = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    examples = [SNIPPET, *re.findall(r"```python\n(.*?)```", library, re.DOTALL)]
    for number, example in enumerate(examples):
        (tmp_path / f"example_{number}.py").write_text(example, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache", tmp_path],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
    )
    assert (done.stdout.strip(), done.returncode) == (
        f"Success: no issues found in {len(examples)} source files",
        0,
    )


def test_every_file_that_the_readme_names_is_there():
    named = [*re.findall(r"\]\(([^)#:]+)\)", README), *re.findall(r"`(tests/[\w/.]+)`", README)]
    assert [name for name in named if not (ROOT / name).exists()] == []


def without_trailing_space(text):
    return [line.rstrip() for line in text.strip().splitlines()]
