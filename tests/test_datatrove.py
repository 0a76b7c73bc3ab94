"""newstool as a step of a datatrove pipeline, run by its own executor."""

import gzip
import json
import os
import time

import pytest
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

import newstool
from newstool.datatrove import NewstoolExtractor
from newstool.model.errors import UsageError

BODY = "The council met on Monday and agreed on a new bridge over the river. " * 5
PAGE = f"<html><body><h1>A bridge</h1><p>By Ana Ruiz</p><p>{BODY}</p></body></html>"


class Slow(NewstoolExtractor):
    """Hangs, or dies, at the pages that say so."""

    def read(self, html, url):
        if "hang" in html:
            time.sleep(60)
        if "die" in html:
            os._exit(1)
        return super().read(html, url)


def run(tmp_path, pages, step):
    source = tmp_path / "in"
    source.mkdir()
    lines = [
        json.dumps(
            {"text": page, "id": str(number), "metadata": {"url": f"https://example.com/{number}"}}
        )
        for number, page in enumerate(pages)
    ]
    (source / "pages.jsonl").write_text("\n".join(lines) + "\n")
    done = LocalPipelineExecutor(
        [JsonlReader(str(source)), step, JsonlWriter(str(tmp_path / "out"))],
        logging_dir=str(tmp_path / "logs"),
    ).run()
    written = sorted((tmp_path / "out").glob("*.gz"))
    lines = [line for path in written for line in gzip.decompress(path.read_bytes()).splitlines()]
    found = [json.loads(line) for line in lines]
    return found, {name: counted.total for name, counted in done.stats[1].stats.items()}


def test_a_page_becomes_its_text_with_fields_as_the_library_reads_them(tmp_path):
    (found,), stats = run(tmp_path, [PAGE], NewstoolExtractor())
    article = newstool.parse(PAGE, url="https://example.com/0")
    assert found["text"] == article.text
    assert found["metadata"]["title"] == article.title == "A bridge"
    assert found["metadata"]["authors"] == list(article.authors)
    assert (
        stats["forwarded"]["total"] if isinstance(stats["forwarded"], dict) else stats["forwarded"]
    )


def test_pages_without_an_article_that_hang_or_that_die_are_dropped_and_counted(tmp_path):
    pages = ["<p></p>", PAGE, PAGE + "hang", PAGE, PAGE + "die", PAGE, ""]
    found, stats = run(tmp_path, pages, Slow(timeout=3))
    assert [each["id"] for each in found] == ["1", "3", "5"]
    reasons = ("NoArticleError", "timeout", "broken_process")
    assert [stats[reason] for reason in reasons] == [1, 1, 1]


def test_a_column_that_no_record_has_is_refused():
    with pytest.raises(UsageError):
        NewstoolExtractor(fields=("titel",))


def test_it_gives_texts_where_only_those_are_asked_for():
    assert NewstoolExtractor().extract(PAGE) == BODY.strip()
    assert NewstoolExtractor().extract("") == ""
