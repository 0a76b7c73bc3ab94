"""The pages of docs/ are true: what is made is up to date, what they show comes out."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from preloaded import program

from benchmarks import accuracy_page

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# What a console or Python block shows: commands with their output, or a program and what it prints.
_BLOCK = re.compile(
    r"```console\n(?P<console>.*?)```"
    r"|```python\n(?P<program>.*?)```(?:\n+```text\n(?P<printed>.*?)```)?",
    re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (.*(?:\n> ?.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s#:]+)(?:#([^)\s]+))?\)")
# Not a part of a version: '2.3.1'.
_FIGURE = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.]*\.\d|\d)(?: m?s\b)?")
# Tools that a machine may lack. Those that come with newstool's extra for tests are not among them.
_TOOLS = ("jq", "sqlite3", "curl", "git", "find", "xargs")

PAGES = sorted(path.name for path in DOCS.glob("*.md"))
MADE = ("record.md", "labels.md")


@pytest.mark.parametrize("name", MADE)
def test_a_page_of_reference_is_as_the_script_writes_it(name):
    script = runpy.run_path(str(DOCS / "make_reference.py"))
    assert (DOCS / name).read_text("utf-8") == script["PAGES"][name]()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_that_a_page_links_to_is_there(name):
    links = _LINK.findall((DOCS / name).read_text("utf-8"))
    assert [link for link, _ in links if not (DOCS / link).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_the_site(name):
    assert re.search(rf"[ :]{re.escape(name)}$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)


def test_the_comparison_has_no_figures_of_its_own():
    measured = "".join(
        (DOCS / f"{name}.md").read_text("utf-8") for name in ("accuracy", "performance")
    )
    figures = _FIGURE.findall((DOCS / "comparison.md").read_text("utf-8"))
    assert len(figures) > 20
    assert [figure for figure in figures if figure not in measured] == []


def test_the_tables_of_accuracy_are_made_of_what_was_measured():
    page = accuracy_page.PAGE.read_text("utf-8")
    assert accuracy_page.filled(page, accuracy_page.read_figures()) == page


def test_no_figure_of_accuracy_is_typed_by_hand():
    page = accuracy_page.PAGE.read_text("utf-8")
    typed = accuracy_page.MARKS.sub("", page)
    assert re.findall(r"\b\d+\.\d+\b", typed) == []


def recipes(name: str) -> list[tuple[str, str]]:
    """The sections of a page that have something to run, by their headings."""
    parts = re.split(r"^## (.*)$", (DOCS / name).read_text("utf-8"), flags=re.MULTILINE)
    return [(f"{name}: {head}", text) for head, text in zip(parts[1::2], parts[2::2], strict=True)]


RECIPES = [
    each for name in ("start.md", "cookbook.md") for each in recipes(name) if _BLOCK.search(each[1])
]


def test_there_are_twelve_recipes():
    assert len(recipes("cookbook.md")) == 12


@pytest.mark.skipif(os.name == "nt", reason="the examples are a shell's")
@pytest.mark.parametrize("text", [text for _, text in RECIPES], ids=[head for head, _ in RECIPES])
def test_what_a_recipe_shows_comes_out(text, tmp_path):
    environment = workshop(tmp_path)
    for block in _BLOCK.finditer(text):
        if block["program"]:
            shown = run([sys.executable, "-c", block["program"]], tmp_path, environment)
            assert shown == lines(block["printed"] or "")
            continue
        for command, output in _COMMAND.findall(block["console"]):
            missing = [tool for tool in _TOOLS if tool in command and not shutil.which(tool)]
            if missing:
                pytest.skip(f"not installed: {', '.join(missing)}")
            command = command.replace("\n> ", "\n").replace("\n>", "\n")
            assert run(["bash", "-c", command], tmp_path, environment) == lines(output)


def workshop(folder: Path) -> dict[str, str]:
    """Lays out what the recipes start from; returns the environment they run in."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copytree(ROOT / "samples", folder / "pages")
    for path in (ROOT / "tests" / "cookbook").iterdir():
        shutil.copy(path, folder)
    tools = folder / ".bin"
    tools.mkdir()
    program(tools)
    beside_python = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(tools), str(beside_python), os.environ["PATH"])),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "90",
        "URL": (folder / "pages" / "news-page.html").as_uri(),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_NAME": "A Reader" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "reader@courier.example" for who in ("AUTHOR", "COMMITTER")},
    }


def run(command: list[str], folder: Path, environment: dict[str, str]) -> list[str]:
    """The lines a command writes to stdout."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    return lines(done.stdout)


def lines(text: str) -> list[str]:
    """Without what no reader sees at the ends of lines."""
    return [line.rstrip() for line in text.strip().splitlines()]
