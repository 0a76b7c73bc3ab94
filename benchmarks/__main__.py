"""`python -m benchmarks`: accuracy, errors, gate, cases, texts, same, places, speed, bombs, ..."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import ablate as ablate_run
from benchmarks import accuracy as accuracy_run
from benchmarks import accuracy_page
from benchmarks import bombs as bomb_run
from benchmarks import learn as learn_run
from benchmarks import places as place_run
from benchmarks import speed as speed_run
from benchmarks.cases import score_cases
from benchmarks.data import DEFAULT_DATA, load_set, set_names
from benchmarks.extractors import (
    NEWSTOOL,
    UnknownNameError,
    check_peers,
    missing_fold_weights,
    read_mode,
)
from benchmarks.gate import CASES, FLOORS, raise_floors, read_floors, run_gate
from benchmarks.processes import instructions_per_page, process_rows, write_pages
from benchmarks.same import compare, find_tasks, records_of
from benchmarks.scored_texts import find_faults, read_texts, score_texts
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
    """Wide enough for a whole table even if the output isn't a terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=160, highlight=False)


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


@app.command()
def accuracy(
    data: DataOption = DEFAULT_DATA,
    sets: Annotated[str, typer.Option(help="Sets, by commas; all of them if empty.")] = "",
    peers: Annotated[
        str, typer.Option(help="Peers to score too, by commas; in text modes also as-is, c4.")
    ] = "",
    mode: ModeOption = "html",
    held_out: HeldOutOption = True,
    limit: LimitOption = None,
    jobs: JobsOption = _CORES,
    json_file: JsonOption = None,
) -> None:
    """Score newstool, and the named peers, on every page of the sets."""
    chosen = read_mode(mode)
    extractors = [NEWSTOOL, *check_peers(_names(peers), chosen)]
    names = _names(sets) or set_names(data)
    _require(data, names, [chosen.format] if held_out else [])
    console, results = _console(), {}
    for name, runs in accuracy_run.score_sets(
        data, names, extractors, chosen, held_out=held_out, jobs=jobs, limit=limit
    ):
        results[name] = {extractor: run.scores for extractor, run in runs.items()}
        accuracy_run.show_scores(console, name, chosen, runs)
    if json_file is not None:
        figures = accuracy_run.as_json(chosen, held_out, results)
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


@app.command(name="accuracy-page")
def write_accuracy_page(
    data: DataOption = DEFAULT_DATA,
    folder: Annotated[Path, typer.Option("--cases", help="Folder of the hand-made cases.")] = (
        DEFAULT_DATA.parent / "cases"
    ),
    only: Annotated[
        str, typer.Option(help="Measure these parts, by commas; 'none': write the tables anew.")
    ] = ",".join(accuracy_page.PARTS),
    peers: Annotated[bool, typer.Option(help="Measure the others on the page too.")] = True,
    jobs: JobsOption = _CORES,
) -> None:
    """Measure what docs/accuracy.md shows, and write its tables.

    All figures are kept in docs/accuracy.json; those that aren't measured stay as they are.
    """
    parts = [] if only == "none" else _names(only)
    if unknown := sorted({*parts} - {*accuracy_page.PARTS}):
        raise UnknownNameError(f"no part {unknown[0]!r}; there are {accuracy_page.PARTS}")
    formats = {read_format(part) for part in parts if part != accuracy_page.CASES}
    _require(data, [], formats)
    figures = accuracy_page.read_figures()
    for part, new in accuracy_page.measure(data, folder, parts, peers=peers, jobs=jobs):
        figures = accuracy_page.merged(figures, part, new)
        accuracy_page.write_figures(figures)
        _console().print(f"measured {part}")
    page = accuracy_page.PAGE
    page.write_text(accuracy_page.filled(page.read_text("utf-8"), figures), encoding="utf-8")


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
    lift: Annotated[
        bool, typer.Option("--raise", help="Raise the floors to the current scores.")
    ] = False,
    held_out: HeldOutOption = True,
    jobs: JobsOption = _CORES,
) -> None:
    """Fail if a score is below its floor.

    Missing sets of pages are reported as skipped; the texts that ship with the
    repository are always scored.
    """
    console = _console()
    held = read_floors(floors)
    if set_names(data):
        formats = {read_format(name) for name in held if name != CASES} if held_out else set()
        _require(data, [], formats)
    broken, checks = 0, []
    for check in run_gate(held, data, held_out=held_out, jobs=jobs):
        checks.append(check)
        name = f"{check.mode} {check.set} {check.score}"
        if check.value is None:
            console.print(f"skipped  {name}: {check.skipped}")
            continue
        broken += not check.holds
        verdict = "holds  " if check.holds else "BROKEN "
        console.print(f"{verdict}  {name}: {check.value:.4f}, floor {check.floor:.4f}")
    if lift:
        console.print(f"{raise_floors(checks, floors)} floors raised")
    if broken:
        console.print(f"accuracy gate: {broken} scores are below their floor")
        raise typer.Exit(1)
    console.print("accuracy gate: every floor holds")


@app.command()
def cases(
    folder: Annotated[Path, typer.Option(help="Folder of the cases and their scorers.")] = (
        DEFAULT_DATA.parent / "cases"
    ),
) -> None:
    """Score newstool on the hand-made cases: small inputs, and inputs like bug reports."""
    for name, scores in score_cases(folder):
        _console().print(f"{name}: " + ", ".join(f"{k} {v:.4g}" for k, v in scores.items()))


@app.command()
def texts(
    names: Annotated[
        list[str] | None, typer.Argument(help="Parts of names; all texts if there is none.")
    ] = None,
    faults: Annotated[bool, typer.Option(help="Show what is wrong.")] = True,
) -> None:
    """Score the invented texts in tests/scored, which need no other data."""
    chosen = [text for text in read_texts() if any(name in text.name for name in names or [""])]
    console = _console()
    if faults:
        for text in chosen:
            for fault in find_faults(text):
                said = f"{fault.where}: {fault.found!r} instead of {fault.expected!r}"
                console.print(f"{text.name}: {said}", markup=False)
    console.print(", ".join(f"{key} {share:.4f}" for key, share in score_texts(chosen).items()))


@app.command()
def ablate(
    data: DataOption = DEFAULT_DATA,
    sets: Annotated[str, typer.Option(help="Sets, by commas; all of them if empty.")] = "",
    mode: ModeOption = "html",
    only: Annotated[str, typer.Option(help="Functions whose names begin so.")] = "",
    most: Annotated[
        int, typer.Option(min=1, help="Leave out functions that act on more inputs.")
    ] = 200,
    together: Annotated[bool, typer.Option(help="Switch them all off at once.")] = False,
    limit: LimitOption = None,
    jobs: JobsOption = _CORES,
) -> None:
    """Switch off each function of the extraction, and say what that costs, in points.

    Of the record, body, title, authors and date are scored, and the facts of the texts and small
    cases. A function that none of these asks for earns nothing here.
    """
    chosen = _names(sets) or set_names(data)
    _require(data, chosen, [read_format(mode)])
    pages = {name: load_set(data, name, limit) for name in chosen}
    inputs = ablate_run.inputs_of(pages, read_mode(mode), data.parent / "cases")
    console = _console()
    for one in ablate_run.ablate(inputs, only, most, jobs, together=together):
        if one.scores is None:
            said = f"acts on {one.active}, not tried"
        else:
            lost = ", ".join(f"{key} {value:+.2f}" for key, value in one.scores.items())
            said = f"acts on {one.active}, changes {one.changed}  {lost}"
        console.print(f"{one.name:<60} {said}", markup=False, soft_wrap=True)


@app.command()
def same(
    against: Annotated[str, typer.Option(help="The commit to compare with.")],
    data: DataOption = DEFAULT_DATA,
    limit: LimitOption = None,
    jobs: JobsOption = _CORES,
    places: Annotated[bool, typer.Option(help="Compare `where` as well.")] = False,
    show: Annotated[int, typer.Option(min=0, help="Changed values to show.")] = 10,
    key: Annotated[str, typer.Option(help="Show changes of this key alone.")] = "",
) -> None:
    """Fail if the working tree gives other records than a commit; say which keys changed."""
    console = _console()
    tasks = find_tasks(data, limit)
    old = records_of(against, tasks, jobs)
    found = compare(old, records_of(None, tasks, jobs), places=places)
    shown = [each for each in found.examples if key in ("", each[1])]
    for name, field, before, after in shown[:show]:
        console.print(f"{name} {field}\n  - {_brief(before)}\n  + {_brief(after)}", markup=False)
    for field, count in found.changed.most_common():
        console.print(f"{count} inputs changed in {field}")
    console.print(f"{found.same} inputs the same, {found.differ} not")
    if found.differ:
        raise typer.Exit(1)


@app.command()
def learn(
    data: DataOption = DEFAULT_DATA,
    seed: Annotated[int | None, typer.Option(help="Make other batches of the same kinds.")] = None,
) -> None:
    """What is learned of sources' furniture: of invented batches, and of pages with gold."""
    print(learn_run.HEAD)
    for figures in learn_run.measure(seed):
        print(learn_run.row_of(figures))
    for site in learn_run.measure_sites(data):
        print(learn_run.row_of_sites(site))


@app.command()
def places(
    data: DataOption = DEFAULT_DATA,
    sets: Annotated[str, typer.Option(help="Sets, by commas; all of them if empty.")] = "",
    limit: LimitOption = 40,
    jobs: JobsOption = _CORES,
    show: Annotated[int, typer.Option(min=0, help="Places that don't hold to show.")] = 10,
) -> None:
    """Follow every `where` to its element or span; fail if too few lead to their quote."""
    _require(data, _names(sets), [])
    console = _console()
    tally = place_run.follow_sets(data, _names(sets), limit, jobs)
    console.print(place_run.table_of(tally))
    for page, one in tally.examples[:show]:
        told = f"{page} {one.kind} {one.field} ({one.source}) {one.verdict}: {one.where}"
        console.print(f"{told}\n  {_brief(one.quote)}", markup=False)
    if tally.unlike:
        console.print(f"pages for which justhtml builds another tree: {', '.join(tally.unlike)}")
    if tally.broken():
        console.print(f"places: under {place_run.LEAST:.0%} hold of {', '.join(tally.broken())}")
        raise typer.Exit(1)


def _brief(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:300] + "..."


@app.command()
def speed(
    data: DataOption = DEFAULT_DATA,
    set_name: Annotated[str, typer.Option("--set", help="The pages that readers are timed on.")] = (
        "wcxb"
    ),
    limit: LimitOption = None,
    processes: Annotated[
        bool, typer.Option(help="Also time whole processes, export and memory.")
    ] = True,
    slow_peers: Annotated[
        bool, typer.Option(help="Also time newspaper4k and readability.")
    ] = False,
    batch: Annotated[int, typer.Option(min=2, help="Pages of the batch runs.")] = 1000,
    records: Annotated[int, typer.Option(min=10, help="Records exported.")] = 100_000,
    documents: Annotated[int, typer.Option(min=10, help="Documents of the memory run.")] = 20_000,
    instructions: Annotated[
        int, typer.Option(min=0, help="Count instructions over N pages (callgrind).")
    ] = 0,
    json_file: JsonOption = None,
    write: Annotated[
        Path | None,
        typer.Option(help="Put the table of targets on this page: its two marks say where."),
    ] = None,
) -> None:
    """Time newstool and its peers on the same pages, in the same run."""
    _require(data, [set_name], [])
    console = _console()
    pages = load_set(data, set_name, limit)
    timed = speed_run.load_timed(pages)
    chosen = speed_run.readers() | (speed_run.extra_readers() if slow_peers else {})
    times = speed_run.time_readers(timed, chosen)
    speed_run.show_times(console, times, len(timed))
    stages = speed_run.stage_times(timed)
    shares = ", ".join(f"{name} {share:.0%}" for name, share in stages.items())
    console.print(f"where the time of {speed_run.PARSE_HTML} goes: {shares}")
    rows = [*speed_run.reader_rows(times), *speed_run.growth_rows(timed)]
    rows.append(speed_run.smallest_blocks_row())
    best = {name: each.best for name, each in times.items()}
    first = {name: each.first for name, each in times.items()}
    figures: dict[str, object] = {
        "pages": len(timed),
        "ms": best,
        "first visit, ms": first,
        "stages": stages,
    }
    if processes or instructions:
        everything = [
            page for name in [set_name, *set_names(data)] for page in load_set(data, name)
        ]
        with TemporaryDirectory() as scratch:
            folder = write_pages(list(dict.fromkeys(everything))[:batch], Path(scratch) / "pages")
            if processes:
                rows += process_rows(folder, Path(scratch), records, documents)
            if instructions:
                figures["instructions"] = count = instructions_per_page(folder, instructions)
                console.print(f"millions of instructions a page: {count}")
    speed_run.show_rows(console, rows)
    if write is not None:
        speed_run.write_rows(write, rows)
    if json_file is not None:
        figures["rows"] = speed_run.rows_as_json(rows)
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


@app.command()
def warc(
    data: DataOption = DEFAULT_DATA,
    pages: Annotated[int, typer.Option(min=1, help="Pages in the crawl.")] = 1000,
    counts: Annotated[
        str, typer.Option(help="Numbers of files for the same pages, by commas.")
    ] = "10,100,1000",
    files: Annotated[int, typer.Option(help="Assumed: files in a month's crawl.")] = 500,
    gigabytes: Annotated[float, typer.Option(help="Assumed: size of each of them.")] = 1.0,
    price: Annotated[float, typer.Option(help="Assumed: dollars for an hour of a core.")] = 0.05,
) -> None:
    """Cost of WARC files to Parquet, compared with FastWARC + trafilatura; a plan for a month."""
    from benchmarks import crawl

    _require(data, [], [])
    console = _console()
    everything = [page for name in set_names(data) for page in load_set(data, name)]
    chosen = random.Random(1).sample(everything, min(pages, len(everything)))
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        costs = []
        for cost in crawl.measure(chosen, folder, [int(count) for count in _names(counts)]):
            costs.append(cost)
            console.print(
                f"{cost.what}: {cost.pages:,} pages, {cost.rows:,} rows, {cost.rate:.1f} pages/s a"
                f" core, {cost.written / cost.pages / 1e3:.1f} kB written a page,"
                f" {cost.memory / 1e6:.0f} MB of memory"
            )
        packed = crawl.packed_bytes(folder)
        month = crawl.Month(files, gigabytes * 1e9, price)
        for line in (*month.plan(costs[0], packed), *month.plan(costs[1], packed)):
            console.print(line)
    if len(costs) < 4:
        return  # one number of files says nothing of growth
    fewest, most = costs[2], costs[-1]
    growth = fewest.rate / most.rate
    console.print(f"{most.what}: {growth:.2f} times the cost of {fewest.what}")
    if growth > crawl.MOST_GROWTH:
        raise typer.Exit(1)


@app.command()
def bombs(
    names: Annotated[
        list[str] | None, typer.Argument(help="Bombs to read; all of them if none is named.")
    ] = None,
    share: Annotated[
        float, typer.Option(min=0.001, help="Of the full sizes, for a shorter run.")
    ] = 1.0,
    rounds: Annotated[int, typer.Option(min=1, help="The best time of so many counts.")] = 3,
) -> None:
    """Read input made to hang a reader; fail if a bound on time or memory does not hold."""
    known = {bomb.name: bomb for bomb in bomb_run.BOMBS}
    for name in names or ():
        if name not in known:
            raise UnknownNameError(f"no bomb {name!r}; there are {', '.join(known)}")
    bomb_run.warm()
    console, found = _console(), []
    for bomb in [known[name] for name in names or known]:
        sized = bomb._replace(full=int(bomb.full * share))
        found.append(bomb_run.measure(sized, rounds))
        if found[-1].broken():
            console.print(f"BROKEN  {bomb.name}: {', '.join(found[-1].broken())}")
    console.print(bomb_run.table_of(found))
    if any(each.broken() for each in found):
        raise typer.Exit(1)


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
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace")
        print(f"benchmarks: {error}\n{said}", file=sys.stderr)
        raise SystemExit(1) from error
    except UnknownNameError as error:
        Console(stderr=True, highlight=False).print(f"benchmarks: {error}", markup=False)
        raise SystemExit(2) from error


@app.command()
def dedupe(
    clusters: Annotated[int, typer.Option(min=1, help="Stories, each with a copy an edit.")] = 300,
) -> None:
    """Precision and recall of `export --dedupe` on invented copies; its speed and memory."""
    from benchmarks import dedupe as dedupe_run
    from benchmarks.dedupe_held_out import held_out

    console = _console()
    for name, make in (("tuned on", dedupe_run.invented), ("held out", held_out)):
        for seed in (1, 2, 3):
            stories = make(clusters, seed)
            for how in ("exact", "near"):
                found = dedupe_run.score(stories, how)
                console.print(
                    f"{name}, seed {seed}, {how}: {len(stories):,} articles, precision"
                    f" {found.precision:.4f}, recall {found.recall:.4f},"
                    f" {len(stories) / found.seconds:,.0f} articles/s"
                )
                if how == "near":
                    for edit, share in found.found.items():
                        console.print(f"  {edit}: {share:.3f} found")
    for how in ("exact", "near"):
        console.print(f"{how}: {dedupe_run.bytes_a_first(how):,.0f} bytes an article")


if __name__ == "__main__":
    main()
