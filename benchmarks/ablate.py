"""What each function of the extraction contributes: it is switched off, and scores are compared.

A function that is off says what says nothing: None, False, nothing at all, or the text as it was
given. Which ones can be is read from their return types. A first run notes on which inputs each
function says anything; the others can't change when it is off, and are not read again.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import runpy
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from types import FunctionType, GeneratorType, ModuleType
from typing import Any

from benchmarks.data import Page
from benchmarks.extractors import NEWSTOOL, Mode, Task, answer
from benchmarks.scored_texts import ScoredText, find_faults, read_texts
from benchmarks.scores import Answer, score_set
from newstool.model.errors import NewstoolError

PACKAGES = ("dates", "fields", "labelling", "names", "page")
TEXTS, SMALL = "texts", "small"  # the sets whose faults are counted
# The functions that steps are made of, and not a step.
_NOT_STEPS = re.compile(r"\b(?:load_|_weights|weights\.|models\.|judge\.)")
_CHUNK = 12  # inputs that a process reads at a time

Result = Answer | int  # what is said of a page, or the number of faults in a text


# --- functions that can be off -------------------------------------------------------------------


@dataclass(slots=True)
class Switch:
    """A function, what it says when it is off, and what it is called."""

    name: str
    function: FunctionType
    neutral: Callable[[tuple[Any, ...]], Any]
    code: Any = field(init=False)
    original: FunctionType = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.function.__code__
        self.original = FunctionType(
            self.code, self.function.__globals__, self.name, self.function.__defaults__
        )
        self.original.__kwdefaults__ = self.function.__kwdefaults__

    def divert(self, number: int) -> None:
        """Send calls to `_called`, whoever holds a reference to the function."""
        body = f"from benchmarks import ablate\n return ablate._called({number}, a, k)"
        space: dict[str, Any] = {}
        exec(f"def f(*a, **k):\n {body}", space)
        self.function.__code__ = space["f"].__code__

    def restore(self) -> None:
        """Undo `divert`."""
        self.function.__code__ = self.code


@cache
def switches() -> tuple[Switch, ...]:
    """Every function that can be off, by name."""
    found = (
        Switch(f"{module.__name__.removeprefix('newstool.')}.{name}", function, neutral)
        for module in _modules()
        for name, function in _functions(module)
        if not function.__closure__ and (neutral := _neutral(function)) is not None
    )
    steps = (each for each in found if not _NOT_STEPS.search(each.name))
    return tuple(sorted(steps, key=lambda each: each.name))


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = [
        found.name
        for package in PACKAGES
        for found in pkgutil.walk_packages(
            importlib.import_module(f"newstool.{package}").__path__, f"newstool.{package}."
        )
    ]
    return tuple(map(importlib.import_module, names))


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, value in vars(module).items():
        bare = inspect.unwrap(value) if callable(value) else value
        if inspect.isfunction(bare) and bare.__module__ == module.__name__:
            yield name, bare
        elif inspect.isclass(value) and value.__module__ == module.__name__:
            for method, one in vars(value).items():
                if inspect.isfunction(one) and not method.startswith("__"):
                    yield f"{name}.{method}", one


def _neutral(function: FunctionType) -> Callable[[tuple[Any, ...]], Any] | None:
    """What the function says when it is off, of the arguments it got; None if nothing fits."""
    returned = str(function.__annotations__.get("return", ""))
    if returned == "None" or "[bool]" in returned:
        return None
    if returned == "bool":
        return lambda _: False
    if returned.endswith("| None"):
        return lambda _: None
    if returned.startswith(("Iterator[", "Iterable[")):
        return lambda _: iter(())
    if returned.startswith("tuple[") and not returned.endswith(", ...]"):
        return None
    for empty in (list, set, dict, frozenset, tuple):
        if returned.startswith(f"{empty.__name__}["):
            return lambda _, empty=empty: empty()
    if returned == "str" and next(iter(function.__annotations__.values())) == "str":
        at = int(next(iter(inspect.signature(function).parameters)) == "self")
        return lambda given: given[at] if len(given) > at else ""
    return None


_active: set[int] = set()  # functions that said something of the input that is read
_off: set[int] = set()


def _called(number: int, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
    switch = switches()[number]
    if number in _off:
        return switch.neutral(given)
    said = switch.original(*given, **named)
    if isinstance(said, GeneratorType):
        return _noting(number, said)
    if said is not None and said is not False and not (_is_collection(said) and not said):
        _active.add(number)
    return said


def _is_collection(said: Any) -> bool:
    return isinstance(said, (list, set, dict, frozenset, tuple))


def _noting(number: int, said: Iterator[Any]) -> Iterator[Any]:
    for one in said:
        _active.add(number)
        yield one


def _forget() -> None:
    """Drop what was worked out with another set of functions."""
    for module in _modules():
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and not _NOT_STEPS.search(f"{module.__name__}."):
                value.cache_clear()


# --- inputs --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Input:
    """A page of a set, or a text whose faults are counted."""

    set: str
    name: str
    task: Task | None = None

    def read(self) -> Result:
        """What newstool says of it."""
        if self.task is not None:
            return answer(self.task)[1]
        if self.set == TEXTS:
            return _faults_of_text(_texts()[self.name])
        return _faults_of_small(self.name)


def inputs_of(sets: Mapping[str, Sequence[Page]], mode: Mode, cases: Path) -> list[Input]:
    """The pages of the sets, and the texts and cases whose faults are counted."""
    pages = [
        Input(name, page.gold.id, Task(NEWSTOOL, page, mode, held_out=True))
        for name, found in sets.items()
        for page in sorted(found, key=lambda page: page.fold)
    ]
    small = [Input(SMALL, str(path)) for path in sorted(cases.glob("small/*.json"))]
    return [*pages, *(Input(TEXTS, name) for name in _texts()), *small]


@cache
def _texts() -> dict[str, ScoredText]:
    return {text.name: text for text in read_texts()}


def _faults_of_text(text: ScoredText) -> int:
    """The number of faults; all that is scored where the text can't be read any more."""
    try:
        return sum(1 for _ in find_faults(text))
    except Exception as error:  # no article is found, or what calls the function needs it
        if not (_off or isinstance(error, NewstoolError)):
            raise
        return len(text.fields) + sum(map(bool, text.labels))


@cache
def _small(folder: Path) -> tuple[Mapping[str, Any], dict[str, Any]]:
    scorer = runpy.run_path(str(folder.parent / "small_score.py"))
    return scorer, {name: (path, gold) for name, path, gold in scorer["cases"]([])}


def _faults_of_small(name: str) -> int:
    path = Path(name)
    scorer, cases = _small(path.parent)
    source, gold = cases[path.stem]
    try:
        said = scorer["read_newstool"](source.read_bytes())
    except Exception as error:  # as for texts
        if not (_off or isinstance(error, NewstoolError)):
            raise
        said = {}
    found, _ = scorer["judge"](gold, said)
    return sum(not right for _, right, _ in found)


# --- runs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Job:
    """Inputs to read with some functions off, or with none off, noting which ones act."""

    off: tuple[int, ...]
    inputs: tuple[Input, ...]


def _work(job: Job) -> tuple[Job, list[Result], list[frozenset[int]]]:
    known = switches()
    diverted = job.off or range(len(known))
    _off.clear()
    _off.update(job.off)
    for number in diverted:
        known[number].divert(number)
    results, acted = [], []
    try:
        for one in job.inputs:
            _forget()
            _active.clear()
            results.append(one.read())
            acted.append(frozenset(_active))
    finally:
        for number in diverted:
            known[number].restore()
        _forget()
    return job, results, acted


@dataclass(frozen=True, slots=True)
class Earned:
    """What is lost, in points, where functions are off: by set and score; texts by their faults.

    `scores` is None if they were not tried, as they act on too many inputs.
    """

    name: str
    active: int
    changed: int = 0
    scores: dict[str, float] | None = None


def ablate(
    inputs: Sequence[Input], only: str, most: int, jobs: int, *, together: bool = False
) -> Iterator[Earned]:
    """Each function whose name begins with `only`, with what it earns on the inputs.

    One that acts on more than `most` inputs is a part that all depend on; it is not tried.
    `together`: those that act on fewer are switched off at once, as one family.
    """
    known = switches()
    with get_context("spawn").Pool(jobs) as pool:
        base: dict[Input, Result] = {}
        active: defaultdict[int, list[Input]] = defaultdict(list)
        for job, results, acted in pool.imap_unordered(_work, _cut((), inputs)):
            base |= zip(job.inputs, results, strict=True)
            for one, numbers in zip(job.inputs, acted, strict=True):
                for number in numbers:
                    active[number].append(one)
        wanted = [n for n, switch in enumerate(known) if switch.name.startswith(only)]
        groups = {(n,): active[n] for n in wanted if 0 < len(active[n]) <= most}
        if together:
            acting = dict.fromkeys(one for found in groups.values() for one in found)
            groups = {tuple(n for (n,) in groups): list(acting)} if groups else {}
        after: defaultdict[tuple[int, ...], dict[Input, Result]] = defaultdict(dict)
        for job, results, _ in pool.imap_unordered(
            _work, (job for off, acting in groups.items() for job in _cut(off, acting))
        ):
            after[job.off] |= zip(job.inputs, results, strict=True)
    for off, acting in groups.items():
        name = known[off[0]].name if len(off) == 1 else f"{only}* ({len(off)} functions)"
        yield _earned(name, base, acting, after[off])
    tried = {number for off in groups for number in off}
    for number in wanted:
        if number not in tried:
            yield Earned(known[number].name, len(active[number]))


def _cut(off: tuple[int, ...], inputs: Sequence[Input]) -> Iterator[Job]:
    for at in range(0, len(inputs), _CHUNK):
        yield Job(off, tuple(inputs[at : at + _CHUNK]))


def _earned(
    name: str,
    base: Mapping[Input, Result],
    acting: Sequence[Input],
    after: Mapping[Input, Result],
) -> Earned:
    changed = {one: said for one, said in after.items() if said != base[one]}
    sets = {one.set for one in changed}
    before = {one: said for one, said in base.items() if one.set in sets}
    old, new = _scores(before), _scores(before | changed)
    lost = {key: old[key] - value for key, value in new.items() if old[key] != value}
    return Earned(name, len(acting), len(changed), lost)


def _scores(results: Mapping[Input, Result]) -> dict[str, float]:
    """Points by 'set.score'; of texts, their faults as a loss."""
    by_set: defaultdict[str, dict[Input, Result]] = defaultdict(dict)
    for one, said in results.items():
        by_set[one.set][one] = said
    found: dict[str, float] = {}
    for name, said in by_set.items():
        if name in (TEXTS, SMALL):
            found[f"{name}.faults"] = -float(
                sum(one for one in said.values() if isinstance(one, int))
            )
            continue
        golds = [one.task.page.gold for one in said if one.task is not None]
        answers = {
            one.name: one_said for one, one_said in said.items() if isinstance(one_said, Answer)
        }
        found |= {f"{name}.{key}": 100 * value for key, value in score_set(golds, answers).items()}
    return found
