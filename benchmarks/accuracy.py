"""Score extractors on sets of pages, and show and keep the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.data import Page, load_set
from benchmarks.dumps import dump_page
from benchmarks.extractors import NEWSTOOL, Mode, Task, answer, fields_of
from benchmarks.held import score_held
from benchmarks.peers import PEERS
from benchmarks.scores import Answer, annotated_fields, score_set, squash

Scores = dict[str, float]

# Which field a score judges; the rest judge the body.
_FIELD_OF_SCORE = {"title": "title", "date": "date", "auF1": "authors", "auExact": "authors"}
_SHOWN = ("shF1", "shP", "shR", "wF1", "snipF", "title", "date", "dateP", "auF1")
_SHOWN += ("title.held", "auF1.held", "dateP.held", "dateR.held")
# 'held': over the pages whose dump holds what the gold says.
_HEADINGS = {
    "title.held": "held: title",
    "auF1.held": "held: auF1",
    "dateP.held": "held: dateP",
    "dateR.held": "held: dateR",
}
_ERRORS_SHOWN = 3
_ERROR_LENGTH = 140  # characters
_CHUNK = 8  # pages handed to a process at a time


def ask_all(
    pages: Sequence[Page], extractor: str, mode: Mode, *, held_out: bool, jobs: int
) -> dict[str, Answer]:
    """Each page's id to the extractor's answer.

    Pages are asked in the order of their folds, so that a process seldom changes weights.
    """
    ordered = sorted(pages, key=lambda page: page.fold)
    tasks = [Task(extractor, page, mode, held_out) for page in ordered]
    return dict(_run(tasks, jobs))


def _run(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[str, Answer]]:
    if jobs == 1:
        yield from map(answer, tasks)
        return
    # Spawned, not forked: a peer's threads and caches must not be copied half-way.
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(answer, tasks, chunksize=_CHUNK)


@dataclass(frozen=True, slots=True)
class ExtractorRun:
    """An extractor's scores on a set, and how often it raised which error."""

    scores: Scores
    errors: Counter[str]


def score_extractor(
    pages: Sequence[Page], extractor: str, mode: Mode, *, held_out: bool, jobs: int
) -> ExtractorRun:
    """Every score of one extractor on one set, with `pages` and `errors` as counts."""
    answers = ask_all(pages, extractor, mode, held_out=held_out, jobs=jobs)
    golds = [page.gold for page in pages]
    scores = _answered_fields(score_set(golds, answers), extractor)
    if mode.renderer is not None and extractor == NEWSTOOL:
        dumps = [dump_page(page, mode.renderer) for page in pages]
        scores |= score_held(
            [(gold, answers[gold.id], dump) for gold, dump in zip(golds, dumps, strict=True)]
        )
    errors = Counter(found.error for found in answers.values() if found.error is not None)
    return ExtractorRun(scores | {"pages": len(pages), "errors": errors.total()}, errors)


def _answered_fields(scores: Scores, extractor: str) -> Scores:
    """Without the scores of fields that the extractor does not offer."""
    offered = fields_of(extractor)
    return {
        name: value
        for name, value in scores.items()
        if _FIELD_OF_SCORE.get(name.removesuffix("P"), "body") in offered
    }


def score_sets(
    data: Path,
    sets: Sequence[str],
    extractors: Sequence[str],
    mode: Mode,
    *,
    held_out: bool,
    jobs: int,
    limit: int | None,
) -> Iterator[tuple[str, dict[str, ExtractorRun]]]:
    """Set by set, as each is ready: its name, and each extractor's run.

    An extractor that answers no field of the set's gold is left out.
    """
    for name in sets:
        pages = load_set(data, name, limit)
        wanted = annotated_fields(page.gold for page in pages)
        runs = {
            extractor: score_extractor(pages, extractor, mode, held_out=held_out, jobs=jobs)
            for extractor in extractors
            if fields_of(extractor) & wanted
        }
        yield name, runs


def show_scores(console: Console, name: str, mode: Mode, runs: Mapping[str, ExtractorRun]) -> None:
    """One table a set: extractors down, scores across, the best of each column in bold.

    Below it the errors that an extractor raised most often.
    """
    results = {extractor: run.scores for extractor, run in runs.items()}
    pages = int(next(iter(results.values()))["pages"])
    table = Table(title=f"{name}: {pages} pages, {mode}", title_justify="left")
    table.add_column("extractor", no_wrap=True)
    columns = _score_names(results)
    for column in columns:
        table.add_column(_HEADINGS.get(column, column), justify="right")
    table.add_column("errors", justify="right")
    best = {c: max(scores.get(c, -1.0) for scores in results.values()) for c in columns}
    for extractor, scores in results.items():
        cells = [_cell(scores.get(column), best[column]) for column in columns]
        table.add_row(_row_name(extractor, mode), *cells, str(int(scores["errors"])))
    console.print(table)
    for extractor, run in runs.items():
        for error, times in run.errors.most_common(_ERRORS_SHOWN):
            shown = squash(error)[:_ERROR_LENGTH]
            console.print(f"{extractor}, {times} times: {shown}", markup=False)


def _row_name(extractor: str, mode: Mode) -> str:
    from_page = mode.renderer is not None and extractor in PEERS
    return f"{extractor} (from the HTML)" if from_page else extractor


def _score_names(results: Mapping[str, Scores]) -> list[str]:
    """The scores shown; the rest stand in the JSON."""
    names = {name for scores in results.values() for name in scores}
    return [name for name in _SHOWN if name in names]


def _cell(value: float | None, best: float) -> str:
    if value is None:
        return "-"
    return f"[bold]{value:.4f}[/]" if value == best and value > 0 else f"{value:.4f}"


def versions(extractors: Sequence[str]) -> dict[str, str]:
    """The version of each extractor that is a package."""
    from newstool import __version__

    named = {name: PEERS[name].version for name in extractors if name in PEERS}
    return {NEWSTOOL: __version__, **named}


def as_json(
    mode: Mode, held_out: bool, results: Mapping[str, Mapping[str, Scores]]
) -> dict[str, Any]:
    """The figures of one run as a JSON object, rounded to six digits."""
    extractors = list(dict.fromkeys(name for scores in results.values() for name in scores))
    return {
        "mode": str(mode),
        "held_out": held_out,
        "versions": versions(extractors),
        "sets": {
            name: {
                extractor: {score: round(value, 6) for score, value in scores.items()}
                for extractor, scores in by_extractor.items()
            }
            for name, by_extractor in results.items()
        },
    }
