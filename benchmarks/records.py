"""Writes the record of every input of a list, one JSON line each: what `same` runs on two trees.

    python -m benchmarks.records < tasks.ndjson > records.ndjson

Only newstool's public functions are called, so that any version of it can be asked. A task is
`{"id", "path", "gzip", "url", "format"}`; the answer is `{"id", "records": [...]}`, where a record
is the article's keys, or `{"error": ...}`.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path


def main() -> None:
    """Answer the tasks of standard input, in order, with as many processes as asked for."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tasks = [json.loads(line) for line in sys.stdin]
    with get_context("spawn").Pool(jobs) as pool:
        for answer in pool.imap(answer_task, tasks, chunksize=8):
            sys.stdout.write(answer + "\n")


def answer_task(task: Mapping[str, str | None]) -> str:
    """One task's answer as a line of JSON."""
    return json.dumps({"id": task["id"], "records": _records(task)}, sort_keys=True)


def _records(task: Mapping[str, str | None]) -> list[object]:
    import newstool

    path = Path(task["path"] or "")
    shown = {"evidence": True, "blocks": True}
    if not task["gzip"]:
        found = newstool.parse_many([path], **shown)
        return [_shown(each) for each in found]
    source = gzip.decompress(path.read_bytes())
    try:
        article = newstool.parse(source, url=task["url"], format=task["format"], **shown)
    except newstool.NewstoolError as error:
        return [{"error": f"{type(error).__name__}: {error}"}]
    return [article.to_dict()]


def _shown(result: object) -> object:
    return result.to_dict() if hasattr(result, "to_dict") else {"error": str(result)}


if __name__ == "__main__":
    main()
