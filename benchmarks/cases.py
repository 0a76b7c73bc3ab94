"""Scores of the hand-made cases next to the sets: small inputs, and inputs like public bug reports.

Each folder of cases brings its own gold and its own scorer, a script with `judge`; this module
runs them over newstool alone and gives shares from 0 to 1.
"""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Scores = dict[str, float]


def score_cases(folder: Path) -> Iterator[tuple[str, Scores]]:
    """'small' and 'reports' with their scores, as far as `folder` has them."""
    for name, score in (("small", score_small), ("reports", score_reports)):
        script = folder / f"{name}_score.py"
        if script.exists():
            yield name, score(runpy.run_path(str(script)))


def score_small(scorer: Mapping[str, Any]) -> Scores:
    """`right`: cases all right; `facts`: right facts; `clean`: paragraphs that `clean` keeps."""
    right, facts, clean = Counter[bool](), Counter[bool](), Counter[bool]()
    for _, source, gold in scorer["cases"]([]):
        found, beside = scorer["judge"](gold, scorer["read_newstool"](source.read_bytes()))
        right[all(ok for _, ok, _ in found)] += 1
        facts.update(bool(ok) for _, ok, _ in found)
        clean.update(bool(ok) for key, ok, _ in beside if key == "clean.para")
    return {"right": _share(right), "facts": _share(facts), "clean": _share(clean)}


def score_reports(scorer: Mapping[str, Any]) -> Scores:
    """`passed`: the number of reports whose every demand is met."""
    passed = 0
    for gold_path in sorted(scorer["HERE"].glob("[0-9][0-9]-*.json")):
        gold = json.loads(gold_path.read_text("utf-8"))
        source = next(p for p in gold_path.parent.glob(f"{gold_path.stem}.*") if p != gold_path)
        passed += not any(_faults_of_report(scorer, source, gold))
    return {"passed": float(passed)}


def _faults_of_report(
    scorer: Mapping[str, Any], source: Path, gold: Mapping[str, Any]
) -> Iterator[str]:
    yield from scorer["judge"](gold, scorer["newstool"](source)[0])
    if "with_now" in gold:
        records = scorer["newstool"](source, "--now", gold["now"])[0]
        yield from scorer["judge"]({**gold, **gold["with_now"]}, records)


def _share(counted: Counter[bool]) -> float:
    return counted[True] / max(1, counted.total())
