"""Comments, docstrings, help and docs do without the phrases that readers stumble over."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each with what to write instead.
PHRASES = {
    r"\bparted\b": "separated, split",
    r"\bwhat went\b(?! wrong)": "what was removed",
    r"\bnothing but the\b": "only the",
    r"\bis no \w+ (?:but|and no)\b": "isn't ..., is neither ... nor",
    r"(?<!there )\b(?:is|are) no (?:body|text|document|export|date|name|person)\b": "isn't a",
    r"\bstands? (?:behind|beside|before|alone|apart|near|directly)\b": "is after, is next to",
    r"\bfor ever\b": "without end",
}
_ANY = re.compile("|".join(PHRASES))


def prose(source: str) -> str:
    """The comments and docstrings of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    statements = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr))
    values = (node.value for node in statements if isinstance(node.value, ast.Constant))
    return "\n".join([*comments, *(v.value for v in values if isinstance(v.value, str))])


def found(text: str) -> list[str]:
    return [match[0] for match in _ANY.finditer(" ".join(text.split()))]


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "training", "fuzz", "docs"])
def test_code_is_explained_in_plain_english(folder: str) -> None:
    bad = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        source = path.read_text("utf-8")
        if found(source) and (phrases := found(prose(source))):
            bad[str(path.relative_to(ROOT))] = phrases
    assert bad == {}


def test_docs_and_help_are_plain_english() -> None:
    paths = [*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    paths += (ROOT / "src/newstool/cli").glob("*.py")
    bad = {path.name: phrases for path in paths if (phrases := found(path.read_text("utf-8")))}
    assert bad == {}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("names, parted by NUL", "parted"),
        ("the bytes are no text", "are no text"),
        ("what stands behind the name", "stands behind"),
        ("there is no text in it", ""),
        ("counts what went wrong", ""),
    ],
)
def test_a_phrase_is_found(text: str, phrase: str) -> None:
    assert found(text) == [phrase] * bool(phrase)
