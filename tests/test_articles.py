"""Whole articles: what each must give, and what must hold of every one of them.

`articles/FAMILY--CASE/` has the input, `expected.json` with the keys that matter in the case, and
`why.txt`, a line on why it is there. `sample--NAME` is about the file of that name in `samples/`.
All are invented.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from conftest import assert_valid

import newstool

ARTICLES = Path(__file__).parent / "articles"
SAMPLES = Path(__file__).parent.parent / "samples"
# Their records name the encoding of a text in hand: the reader of the file has decoded it.
DECODED = (".ndjson", ".csv", ".xml")
CASES = sorted(folder.name for folder in ARTICLES.iterdir())


def input_of(case):
    """The one input file of a case."""
    family, _, name = case.partition("--")
    folder, stem = (SAMPLES, name) if family == "sample" else (ARTICLES / case, "input")
    (path,) = folder.glob(f"{stem}.*")
    return path


def parse_all(case, **options):
    """The case's articles as plain dicts; a failure is raised."""
    results = list(newstool.parse_many([input_of(case)], **options))
    for result in results:
        if isinstance(result, newstool.Failure):
            raise result.error
    return [article.to_dict() for article in results]


def assert_holds(expected, actual, where):
    """Every key of `expected` has its value in `actual`; a list has just its items."""
    if isinstance(expected, dict):
        assert isinstance(actual, dict), f"{where}: {actual!r}"
        for key, value in expected.items():
            assert_holds(value, actual[key], f"{where}.{key}")
    elif isinstance(expected, list) and any(isinstance(item, dict) for item in expected):
        assert len(actual) == len(expected), f"{where}: {actual!r}"
        for number, value in enumerate(expected):
            assert_holds(value, actual[number], f"{where}[{number}]")
    else:
        assert actual == expected, where


@pytest.mark.parametrize("case", CASES)
def test_an_article_gives_what_is_expected(case):
    expected = json.loads((ARTICLES / case / "expected.json").read_text(encoding="utf-8"))
    articles = parse_all(case)
    assert_holds(expected if isinstance(expected, list) else [expected], articles, case)


@pytest.mark.parametrize("case", CASES)
def test_an_article_says_in_a_line_why_it_is_there(case):
    why = (ARTICLES / case / "why.txt").read_text(encoding="utf-8").strip()
    assert why.endswith(".")
    assert "\n" not in why


def test_every_sample_has_its_expectation():
    expected = {case.removeprefix("sample--") for case in CASES if case.startswith("sample--")}
    assert {path.stem for path in SAMPLES.iterdir()} == expected


# --- what holds of every article ------------------------------------------------------------------


@pytest.fixture(scope="module", params=CASES)
def case_and_articles(request):
    """A case with its records, evidence and blocks in them."""
    return request.param, parse_all(request.param, evidence=True, blocks=True)


def test_asking_for_more_does_not_change_the_rest(case_and_articles):
    case, articles = case_and_articles
    for plain, full in zip(parse_all(case), articles, strict=True):
        assert plain == {key: full[key] for key in full if key not in ("evidence", "blocks")}


def test_every_record_is_as_the_schema_says(case_and_articles):
    _, articles = case_and_articles
    for article in articles:
        assert_valid(article)


def test_the_text_is_the_bodys_texts_joined_by_blank_lines(case_and_articles):
    _, articles = case_and_articles
    for article in articles:
        assert article["text"] == "\n\n".join(part["text"] for part in article["body"])


def test_every_field_with_a_value_has_its_evidence(case_and_articles):
    _, articles = case_and_articles
    for article in articles:
        for field in ("title", "byline", "date_published", "source", "dateline", "copyright"):
            assert article[field] is None or field in article["evidence"]


def test_every_quote_of_the_evidence_is_in_the_input(case_and_articles):
    case, articles = case_and_articles
    haystack = squash(everything_said_in(input_of(case), articles[0]["input"]["encoding"]["name"]))
    for article in articles:
        for field, evidence in article["evidence"].items():
            assert squash(evidence["quote"]) in haystack, field


def test_blocks_of_text_cover_the_input_character_by_character(case_and_articles):
    case, articles = case_and_articles
    path = input_of(case)
    if articles[0]["input"]["format"] != "text" or path.suffix in (*DECODED, ".eml"):
        return  # of these the text is a value
    text = path.read_bytes().decode(articles[0]["input"]["encoding"]["name"])
    for article in articles:
        spans = [block["where"] for block in article["blocks"]]
        assert all(end == start for (_, end), (start, _) in itertools.pairwise(spans))
    if len(articles) == 1:
        spans = [block["where"] for block in articles[0]["blocks"]]
        assert "".join(text[start:end] for start, end in spans) == text


def everything_said_in(path, encoding):
    """The input as written, as a browser reads it, and with JSON's escapes undone; a mail as a
    reader sees it."""
    if path.suffix == ".eml":
        mail = mail_in(path)
        return "\n".join([*map(str, mail.values()), mail.get_body().get_content()])
    raw = path.read_bytes().decode("utf-8" if path.suffix in DECODED else encoding)
    unescaped = html.unescape(raw)
    tagless = re.sub(r"<[^>]*>", "", unescaped)
    return "\n".join([raw, unescaped, tagless, raw.replace('\\"', '"').replace("\\n", "\n")])


def mail_in(path):
    """A mail as another parser reads it."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def squash(text):
    """White space as a single space, so that a quote may run over a line's end."""
    return " ".join(text.split())
