"""The accuracy gate: no score may fall below its floor.

`floors.toml` has a table for each mode and set. A floor rises with each gain. If it is lowered,
the reason is written next to it.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import Scores, score_extractor
from benchmarks.cases import score_cases
from benchmarks.data import load_set, set_names
from benchmarks.extractors import NEWSTOOL, UnknownNameError, read_mode
from benchmarks.scored_texts import read_texts, score_texts

FLOORS = Path(__file__).parent / "floors.toml"
CASES = "cases"  # the mode of the hand-made cases, which are next to the sets
TEXTS = "texts"  # the cases that are in the repository

_TABLE = re.compile(r'\["?(?P<mode>[^"\]]+?)"?\.(?P<set>[\w-]+)\]')
_FLOOR = re.compile(r'(?P<written>"?(?P<score>[\w.]+)"?) = (?P<floor>[\d.]+)(?P<remark>\s*#.*)?')

Floors = dict[str, dict[str, Scores]]


@dataclass(frozen=True, slots=True)
class Check:
    """One score against its floor, both 0 to 1; `skipped` says why there is no score."""

    mode: str
    set: str
    score: str
    floor: float
    value: float | None
    skipped: str = ""

    @property
    def holds(self) -> bool:
        # Four digits, as the floors are written: the fifth is below what the data can tell.
        return self.value is None or round(self.value, 4) >= self.floor


def read_floors(path: Path = FLOORS) -> Floors:
    """Mode to set to score to floor."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def run_gate(floors: Floors, data: Path, *, held_out: bool, jobs: int) -> Iterator[Check]:
    """Every floor checked, set by set; a missing set or renderer is reported as skipped."""
    there = set_names(data)
    for mode_name, sets in floors.items():
        if mode_name == CASES:
            yield from _check_cases(sets, data.parent / CASES)
            continue
        try:
            mode = read_mode(mode_name)
        except UnknownNameError as error:
            yield from _skip(mode_name, sets, str(error))
            continue
        for set_name, scores in sets.items():
            if set_name not in there:
                yield from _skip(mode_name, {set_name: scores}, f"no data at {data / set_name}")
                continue
            pages = load_set(data, set_name)
            run = score_extractor(pages, NEWSTOOL, mode, held_out=held_out, jobs=jobs)
            for score, floor in scores.items():
                yield Check(mode_name, set_name, score, floor, run.scores[score])


def _check_cases(sets: dict[str, Scores], folder: Path) -> Iterator[Check]:
    found = {TEXTS: score_texts(read_texts()), **dict(score_cases(folder))}
    for name, scores in sets.items():
        if name not in found:
            yield from _skip(CASES, {name: scores}, f"no cases at {folder / name}")
            continue
        for score, floor in scores.items():
            yield Check(CASES, name, score, floor, found[name][score])


def raise_floors(checks: Iterable[Check], path: Path = FLOORS) -> int:
    """Lift each floor below its score to that score, cut to three digits; returns how many.

    The slack of less than one in a thousand keeps a page that flips between versions of a
    dependency from breaking the gate. Comments and order of the file stay.
    """
    found = {(check.mode, check.set, check.score): check.value for check in checks}
    table, lifted, lines = ("", ""), 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if header := _TABLE.fullmatch(line):
            table = (header["mode"], header["set"])
        elif floor := _FLOOR.fullmatch(line):
            value = found.get((*table, floor["score"]))
            reached = math.floor(1000 * value) / 1000 if value is not None else 0.0
            if reached > float(floor["floor"]):
                line = f"{floor['written']} = {reached:.3f}{floor['remark'] or ''}"
                lifted += 1
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lifted


def _skip(mode: str, sets: dict[str, Scores], reason: str) -> Iterator[Check]:
    for set_name, scores in sets.items():
        for score, floor in scores.items():
            yield Check(mode, set_name, score, floor, None, reason)
