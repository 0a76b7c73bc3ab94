"""The keys by which files of articles call what they know of each."""

import re
from collections import Counter
from pathlib import Path

import pytest

from newstool.vocabulary.document_keys import document_keys, fold_key, sort_keys

MANUAL = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_manual_lists_every_key():
    listed = re.search(r"\| field \| keys \|\n\| --- \| --- \|\n((?:\|.*\n)+)", MANUAL)
    rows = [re.findall(r"`([^`]+)`", row) for row in listed[1].splitlines()]
    assert {field: tuple(keys) for field, *keys in rows} == document_keys()


def test_a_key_names_one_field():
    folded = Counter(fold_key(key) for keys in document_keys().values() for key in keys)
    assert [key for key, count in folded.items() if count > 1] == []


@pytest.mark.parametrize(
    "key", ["datePublished", "date_published", "Date Published", "DATE-PUBLISHED"]
)
def test_a_key_is_known_however_it_is_written(key):
    assert sort_keys([key]) == {"date_published": [key]}


def test_of_several_keys_the_preferred_comes_first():
    keys = ["timestamp", "publish_date", "nothing", "date", "x" * 100_000]
    assert sort_keys(keys) == {"date_published": ["publish_date", "date", "timestamp"]}


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("news_title", "title"),
        ("StoryText", "text"),
        ("Artikeltext", "text"),
        ("titulo_noticia", "title"),
        ("post_status", None),
        ("newsletter", None),
        ("news", None),
    ],
)
def test_a_key_can_also_say_that_it_is_an_articles(key, field):
    assert list(sort_keys([key])) == [field] * (field is not None)


def test_a_key_that_says_nothing_but_the_field_comes_before_one_that_does():
    assert sort_keys(["post_date", "date"]) == {"date_published": ["date", "post_date"]}
