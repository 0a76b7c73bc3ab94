"""`python -m benchmarks`: accuracy, errors, gate, speed."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import accuracy as accuracy_run
from benchmarks.data import DEFAULT_DATA, load_set, set_names
from benchmarks.extractors import (
    NEWSTOOL,
    UnknownNameError,
    check_peers,
    missing_fold_weights,
    read_mode,
)
from benchmarks.gate import FLOORS, read_floors, run_gate
from benchmarks.worst_pages import show_page, worst_pages

app = typer.Typer(
    help="Measure newstool and its peers on pages with gold.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DataOption = Annotated[
    Path, typer.Option("--data", help="Folder of sets: SET/gold.jsonl and html/.")
]
ModeOption = Annotated[
    str, typer.Option("--mode", help="html, or text:RENDERER: what newstool is given to read.")
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help="Processes.")]
LimitOption = Annotated[int | None, typer.Option("--limit", help="The first N pages of each set.")]
HeldOutOption = Annotated[
    bool,
    typer.Option(help="Judge each page by weights that were fitted without its site."),
]
JsonOption = Annotated[Path | None, typer.Option("--json", help="Write the figures here too.")]

_CORES = os.cpu_count() or 1


class FieldName(StrEnum):
    """A field whose worst pages can be shown."""

    BODY = "body"
    TITLE = "title"
    AUTHORS = "authors"
    DATE = "date"


def _console() -> Console:
    """Wide enough for a whole table also when the output is no terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=160, highlight=False)


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


@app.command()
def accuracy(
    data: DataOption = DEFAULT_DATA,
    sets: Annotated[str, typer.Option(help="Sets, by commas; all of them if empty.")] = "",
    peers: Annotated[
        str, typer.Option(help="Peers to score beside it, by commas; in text modes also as-is, c4.")
    ] = "",
    mode: ModeOption = "html",
    held_out: HeldOutOption = True,
    limit: LimitOption = None,
    jobs: JobsOption = _CORES,
    json_file: JsonOption = None,
) -> None:
    """Score newstool, and the peers that are named, on every page of the sets."""
    chosen = read_mode(mode)
    extractors = [NEWSTOOL, *check_peers(_names(peers), chosen)]
    names = _names(sets) or set_names(data)
    _require(data, names, [chosen.format] if held_out else [])
    console, results = _console(), {}
    for name, scores in accuracy_run.score_sets(
        data, names, extractors, chosen, held_out=held_out, jobs=jobs, limit=limit
    ):
        results[name] = scores
        accuracy_run.show_scores(console, name, chosen, scores)
    if json_file is not None:
        figures = accuracy_run.as_json(chosen, held_out, results)
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


@app.command()
def errors(
    set_name: Annotated[str, typer.Option("--set", help="The set to look at.")],
    field: Annotated[FieldName, typer.Option(help="The field to compare.")] = FieldName.BODY,
    worst: Annotated[int, typer.Option(min=1, help="How many pages, worst first.")] = 10,
    extractor: Annotated[str, typer.Option(help="newstool or a peer.")] = NEWSTOOL,
    data: DataOption = DEFAULT_DATA,
    mode: ModeOption = "html",
    held_out: HeldOutOption = True,
    limit: LimitOption = None,
    jobs: JobsOption = _CORES,
) -> None:
    """Show the worst pages of a set, gold and answer side by side."""
    chosen = read_mode(mode)
    if extractor != NEWSTOOL:
        check_peers([extractor], chosen)
    _require(data, [set_name], [chosen.format] if held_out and extractor == NEWSTOOL else [])
    pages = load_set(data, set_name, limit)
    answers = accuracy_run.ask_all(pages, extractor, chosen, held_out=held_out, jobs=jobs)
    console = _console()
    for found in worst_pages(pages, answers, field.value, worst):
        show_page(console, found, field.value)


@app.command()
def gate(
    data: DataOption = DEFAULT_DATA,
    floors: Annotated[Path, typer.Option(help="The floors, TOML.")] = FLOORS,
    held_out: HeldOutOption = True,
    jobs: JobsOption = _CORES,
) -> None:
    """Fail where a score is below its floor; say so and pass where there is no data."""
    console = _console()
    if not set_names(data):
        console.print(f"accuracy gate skipped: no data at {data}")
        return
    held = read_floors(floors)
    _require(data, [], {read_format(name) for name in held} if held_out else [])
    broken = 0
    for check in run_gate(held, data, held_out=held_out, jobs=jobs):
        name = f"{check.mode} {check.set} {check.score}"
        if check.value is None:
            console.print(f"skipped  {name}: {check.skipped}")
            continue
        broken += not check.holds
        verdict = "holds  " if check.holds else "BROKEN "
        console.print(f"{verdict}  {name}: {check.value:.4f}, floor {check.floor:.4f}")
    if broken:
        console.print(f"accuracy gate: {broken} scores are below their floor")
        raise typer.Exit(1)
    console.print("accuracy gate: every floor holds")


def read_format(mode: str) -> str:
    """'html' or 'text', the format of a mode's name."""
    return mode.partition(":")[0]


def _require(data: Path, names: list[str], formats: list[str] | set[str]) -> None:
    """Raise `UnknownNameError` for sets and weights that are not there."""
    there = set_names(data)
    for name in names:
        if name not in there:
            raise UnknownNameError(f"no set {name!r} at {data}; there are {', '.join(there)}")
    if not (names or there):
        raise UnknownNameError(f"no data at {data}")
    missing = [path for format in formats for path in missing_fold_weights(format)]
    if missing:
        raise UnknownNameError(f"{missing[0]} is missing; see --no-held-out")


def main() -> None:
    """The command line: an unknown name is a usage error, exit 2."""
    try:
        app(prog_name="python -m benchmarks")
    except UnknownNameError as error:
        Console(stderr=True, highlight=False).print(f"benchmarks: {error}", markup=False)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
