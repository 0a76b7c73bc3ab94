"""The recipes of docs/scale.md run, where the engines that they are for are installed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

import newstool

SCALE = (Path(__file__).parent.parent / "docs" / "scale.md").read_text("utf-8")
RECIPES = {
    re.search(r"^import (\w+)", block, re.MULTILINE)[1]: block
    for block in re.findall(r"```python\n(.*?)```", SCALE, re.DOTALL)
}
BODY = "The council met on Monday and agreed on a new bridge over the river. " * 5
PAGE = f"<html><body><h1>A bridge</h1><p>By Ana Ruiz</p><p>{BODY}</p></body></html>"


def run(code, folder):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize("engine", ["pandas", "dask", "ray"])
def test_a_recipe_gives_the_records_of_the_library(engine, tmp_path):
    pytest.importorskip(engine, reason=f"{engine} is not installed")
    urls = [f"https://example.com/{number}" for number in range(3)]
    pages = pandas.DataFrame({"html": [PAGE, "<p></p>", PAGE], "url": urls})
    pages.to_parquet(tmp_path / "pages.parquet")
    code = RECIPES["pandas"] + (RECIPES[engine] if engine != "pandas" else "")
    run(code + 'articles.to_parquet("articles.parquet")\n', tmp_path)
    found = pandas.read_parquet(tmp_path / "articles.parquet").sort_values("url")
    article = newstool.parse(PAGE, url=urls[0])
    assert list(found.url) == urls
    assert found.title.iloc[0] == article.title
    assert found.text.iloc[2] == article.text
    assert list(found.error.isna()) == [True, False, True]


def test_a_table_goes_into_a_database_of_duckdb(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pandas.DataFrame({"title": ["A bridge"]}).to_parquet(tmp_path / "news.parquet")
    run(RECIPES["duckdb"], tmp_path)
    with duckdb.connect(str(tmp_path / "news.duckdb")) as database:
        assert database.sql("SELECT title FROM articles").fetchall() == [("A bridge",)]
