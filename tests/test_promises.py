"""The table of promises names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMED = re.findall(
    r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "hostile-input.md").read_text("utf-8")
)


def test_every_row_of_the_table_names_a_test():
    rows = re.findall(r"^\| (?!\*\*|---|promise)(.+?) \| (.*) \|$", _table(), re.MULTILINE)
    assert len(rows) > 30
    assert [promise for promise, tests in rows if "`tests/" not in tests] == []


def _table():
    return (ROOT / "docs" / "hostile-input.md").read_text("utf-8")


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_named_test_exists(path, name):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
