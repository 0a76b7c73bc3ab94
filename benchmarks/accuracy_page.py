"""The tables of docs/accuracy.md, made of the figures that a run measured and a file keeps.

A run may measure only some of them: the others stay as they were measured last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import accuracy
from benchmarks.cases import score_cases
from benchmarks.data import REPOSITORY, set_names
from benchmarks.extractors import NEWSTOOL, read_mode
from benchmarks.scored_texts import read_texts, score_texts

PAGE = REPOSITORY / "docs" / "accuracy.md"
FIGURES = REPOSITORY / "docs" / "accuracy.json"
CASES = "cases"
HTML = "html"
PEER = "trafilatura"
RULES = ("as-is", "c4")
DUMPS = ("inscriptis", "html-text", "resiliparse", "w3m", "resiliparse-main")
DUMP_SETS = ("wcxb", "fundus", "chinese")
PARTS = (HTML, *(f"text:{name}" for name in DUMPS), CASES)

Figures = dict[str, Any]
Row = Sequence[str]

# What the page compares with: set, row's name, scores, and the goals that were set for them.
_ROWS: tuple[tuple[str, str, tuple[str, ...], tuple[float, ...]], ...] = (
    ("wcxb", "body shF1 / wF1", ("shF1", "wF1"), (0.965, 0.968)),
    ("wcxb", "snippets snipF", ("snipF",), (0.95,)),
    ("wcxb", "title", ("title",), (0.9,)),
    ("wcxb", "authors auF1", ("auF1",), (0.88,)),
    ("wcxb", "date", ("date",), (0.94,)),
    ("fundus", "body shF1", ("shF1",), (0.975,)),
    ("fundus", "title", ("title",), (0.9,)),
    ("fundus", "authors auF1", ("auF1",), (0.93,)),
    ("fundus", "date", ("date",), (0.99,)),
    ("htmldate", "date", ("date",), (0.95,)),
    ("chinese", "body shF1", ("shF1",), (0.93,)),
    ("chinese", "date", ("date",), (0.9,)),
    ("snippets", "snipF", ("snipF",), (0.945,)),
)
_CASE_NAMES = {
    "right": "all right",
    "facts": "facts",
    "clean": "body paragraphs in `clean`",
    "passed": "passed",
    "labels": "lines with the right label",
    "kept": "lines kept or removed as they should be",
}
MARKS = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


# --- measuring ------------------------------------------------------------------------------------


def measure(
    data: Path, cases: Path, parts: Sequence[str], *, peers: bool, jobs: int
) -> Iterator[tuple[str, Figures]]:
    """The figures of each part as it is measured. Without `peers` newstool's alone."""
    for part in parts:
        yield part, _cases(cases) if part == CASES else _pages(data, part, peers, jobs)


def _cases(folder: Path) -> Figures:
    return {**dict(score_cases(folder)), "texts": score_texts(read_texts())}


def _pages(data: Path, part: str, peers: bool, jobs: int) -> Figures:
    mode = read_mode(part)
    others = (PEER,) if part == HTML else RULES
    runs = accuracy.score_sets(
        data,
        set_names(data) if part == HTML else DUMP_SETS,
        [NEWSTOOL, *(others if peers else ())],
        mode,
        held_out=True,
        jobs=jobs,
        limit=None,
    )
    results = {name: {who: run.scores for who, run in ran.items()} for name, ran in runs}
    return accuracy.as_json(mode, True, results)


def merged(old: Figures, part: str, new: Figures) -> Figures:
    """The figures with a part's new ones; an extractor that wasn't asked keeps its old ones."""
    if part == CASES or part not in old:
        return {**old, part: new}
    sets, before = new["sets"], old[part]["sets"]
    kept = {name: {**before.get(name, {}), **scores} for name, scores in sets.items()}
    versions = {**old[part]["versions"], **new["versions"]}
    return {**old, part: {**new, "versions": versions, "sets": {**before, **kept}}}


def read_figures(path: Path = FIGURES) -> Figures:
    figures: Figures = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return figures


def write_figures(figures: Figures, path: Path = FIGURES) -> None:
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


# --- the page -------------------------------------------------------------------------------------


def filled(page: str, figures: Figures) -> str:
    """The page with its tables made of the figures; marks in it say where."""
    tables = {
        "html": _html_table,
        "cases": _cases_table,
        "dumps": _dumps_table,
        "fields": _fields_table,
    }
    return MARKS.sub(lambda found: found[1] + tables[found[2]](figures) + "\n" + found[3], page)


def _table(heads: Row, rows: Sequence[Row]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)


def _html_table(figures: Figures) -> str:
    measured = figures[HTML]
    rows, before = [], ""
    for name, row, scores, goals in _ROWS:
        of_set = measured["sets"][name]
        pages = f"{name}, {of_set[NEWSTOOL]['pages']:.0f} pages"
        ours, theirs = (_shown(of_set[who], scores) for who in (NEWSTOOL, PEER))
        target = " / ".join(f"{goal:.3f}" for goal in goals)
        rows.append(("" if name == before else pages, row, ours, theirs, target))
        before = name
    peer = f"{PEER} {measured['versions'][PEER]}"
    return _table(("set", "score", NEWSTOOL, peer, "target"), rows)


def _shown(scores: Mapping[str, float], names: Sequence[str]) -> str:
    return " / ".join(f"{scores[name]:.3f}" for name in names)


def _cases_table(figures: Figures) -> str:
    rows = []
    for name, scores in figures[CASES].items():
        for number, (score, value) in enumerate(scores.items()):
            shown = f"{value:.0f}" if score == "passed" else f"{value:.3f}"
            rows.append(("" if number else name, _CASE_NAMES[score], shown))
    return _table(("cases", "score", NEWSTOOL), rows)


def _dumps_table(figures: Figures) -> str:
    rows = []
    for dump in DUMPS:
        for name in DUMP_SETS:
            scores = figures[f"text:{dump}"]["sets"][name]
            values = [f"{scores[who]['shF1']:.3f}" for who in (NEWSTOOL, *RULES)]
            rows.append((dump, name, *values))
    heads = ("dump", "set", "newstool shF1", "the dump as it is", "C4's line rule")
    return _table(heads, rows)


_FIELDS = {
    "title": "title, all pages",
    "title.held": "title, where held",
    "auF1.held": "authors auF1, where held",
    "dateP.held": "date precision",
    "dateR.held": "date recall",
}


def _fields_table(figures: Figures) -> str:
    rows = []
    for dump in DUMPS:
        scores = figures[f"text:{dump}"]["sets"]["wcxb"][NEWSTOOL]
        rows.append((dump, *(f"{scores[name]:.3f}" for name in _FIELDS if name in scores)))
    return _table(("dump", *_FIELDS.values()), [row for row in rows if len(row) > len(_FIELDS)])
