"""Whether another commit gives the same records: for changes that should change nothing.

Both trees read every page of the sets, their cached dumps, the samples and the small cases; the
records are compared key by key. `where` (in evidence and blocks) is left out unless asked for.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data import REPOSITORY, load_set, set_names
from benchmarks.dumps import CACHE

KEPT = REPOSITORY / "build" / "same"

Task = Mapping[str, str | None]
Records = dict[str, list[dict[str, object]]]


@dataclass(slots=True)
class Comparison:
    """How many records are the same; `changed` counts keys, `examples` are (id, key, old, new)."""

    same: int = 0
    differ: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str, object, object]] = field(default_factory=list)


def find_tasks(data: Path, limit: int | None) -> list[Task]:
    """Every input to compare on, the first `limit` of each set."""
    tasks: list[Task] = []
    for name in set_names(data):
        for page in load_set(data, name, limit):
            tasks.append(_task(f"{name}/{page.gold.id}", page.path, page.gold.url))
            for renderer in sorted(path.name for path in CACHE.glob("*") if path.is_dir()):
                dump = CACHE / renderer / name / f"{page.gold.id}.txt.gz"
                if dump.exists():
                    tasks.append(_task(f"{renderer}:{name}/{page.gold.id}", dump, None, "text"))
    files = [*(REPOSITORY / "samples").iterdir()]
    files += [
        path
        for path in (data.parent / "cases").glob("*/*")
        if path.suffix in (".txt", ".html", ".ndjson", ".eml", ".sgm")
    ]
    tasks += [_task(f"file:{path.name}", path, None, gzipped=False) for path in sorted(files)]
    return tasks


def _task(
    name: str, path: Path, url: str | None, format: str | None = None, *, gzipped: bool = True
) -> Task:
    packed = "gzip" if gzipped else None
    return {"id": name, "path": str(path.resolve()), "gzip": packed, "url": url, "format": format}


def records_of(commit: str | None, tasks: list[Task], jobs: int) -> Records:
    """Each task's records by `commit`, or by the working tree. A commit's are kept in `build/`."""
    asked = "".join(json.dumps(task) + "\n" for task in tasks)
    if commit is None:
        return _read(_run(REPOSITORY, asked, jobs))
    full = _git("rev-parse", commit).decode().strip()
    names = hashlib.sha256("\n".join(str(task["id"]) for task in tasks).encode()).hexdigest()
    kept = KEPT / f"{full[:12]}-{names[:12]}.ndjson"
    if not kept.exists():
        with TemporaryDirectory() as scratch:
            with tarfile.open(fileobj=io.BytesIO(_git("archive", full))) as tree:
                tree.extractall(scratch, filter="data")
            found = _run(Path(scratch), asked, jobs)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(found)
    return _read(kept.read_bytes())


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, check=True).stdout


def _run(tree: Path, asked: str, jobs: int) -> bytes:
    # The tree's own package, this tree's script.
    script = REPOSITORY / "benchmarks" / "records.py"
    path = os.pathsep.join((str(tree / "src"), str(tree)))
    return subprocess.run(
        [sys.executable, str(script), str(jobs)],
        input=asked.encode(),
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        check=True,
    ).stdout


def _read(answers: bytes) -> Records:
    rows = (json.loads(line) for line in answers.splitlines())
    return {row["id"]: row["records"] for row in rows}


def compare(old: Records, new: Records, *, places: bool) -> Comparison:
    """Records of the same inputs, key by key."""
    result = Comparison()
    for name, before in old.items():
        changes = list(_changes(before, new.get(name, []), places))
        result.differ += bool(changes)
        result.same += not changes
        result.changed.update({key for key, _, _ in changes})
        result.examples.extend((name, *change) for change in changes)
    return result


def _changes(
    before: list[dict[str, object]], after: list[dict[str, object]], places: bool
) -> Iterator[tuple[str, object, object]]:
    if len(before) != len(after):
        yield "records", len(before), len(after)
        return
    for one, other in zip(before, after, strict=True):
        for key in one.keys() | other.keys():
            old, new = one.get(key), other.get(key)
            if not places and key in ("evidence", "blocks"):
                old, new = _without_places(old), _without_places(new)
            if old != new:
                yield key, old, new


def _without_places(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_places(each) for key, each in value.items() if key != "where"}
    if isinstance(value, list):
        return [_without_places(each) for each in value]
    return value
