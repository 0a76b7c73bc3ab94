"""What is measured: newstool, its peers, and rules of thumb for text, all by name.

A *mode* says what newstool is given: `html`, the page as crawled, or `text:RENDERER`, nothing but
that renderer's dump of it. Peers read HTML only, so in text modes they are given the page itself.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.data import REPOSITORY, Page
from benchmarks.dumps import RENDERERS, dump_page
from benchmarks.folds import FOLDS
from benchmarks.peers import PEERS, TEXT_RULES
from benchmarks.scores import Answer

if TYPE_CHECKING:
    from newstool.labelling.judge.weights import Judge, JudgeName
    from newstool.labelling.models import Models
    from newstool.model.article import Document
    from newstool.vocabulary.learned.ranker import Ranker

NEWSTOOL = "newstool"
FOLD_WEIGHTS = REPOSITORY / "training" / "folds"
ALL_FIELDS = frozenset({"body", "title", "authors", "date"})


class UnknownNameError(Exception):
    """A mode, a set or an extractor that is not known or not installed."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What newstool reads; `renderer` is None for HTML."""

    renderer: str | None

    @property
    def format(self) -> str:
        return "html" if self.renderer is None else "text"

    def __str__(self) -> str:
        return self.format if self.renderer is None else f"text:{self.renderer}"


def read_mode(name: str) -> Mode:
    """'html' or 'text:RENDERER' to a mode whose renderer is installed."""
    if name == "html":
        return Mode(None)
    kind, _, renderer = name.partition(":")
    if kind != "text" or renderer not in RENDERERS:
        known = ", ".join(["html", *(f"text:{known}" for known in RENDERERS)])
        raise UnknownNameError(f"no mode {name!r}; there are {known}")
    if not RENDERERS[renderer].is_installed:
        raise UnknownNameError(f"mode {name}: {RENDERERS[renderer].requires} is not installed")
    return Mode(renderer)


def check_peers(names: Sequence[str], mode: Mode) -> list[str]:
    """The names as given, if each is an installed peer or, in a text mode, a text rule."""
    for name in names:
        if name in PEERS:
            if not PEERS[name].is_installed:
                raise UnknownNameError(f"{name} is not installed: pip install '.[bench]'")
        elif name not in TEXT_RULES or mode.renderer is None:
            known = ", ".join([*PEERS, *(TEXT_RULES if mode.renderer else ())])
            raise UnknownNameError(f"no extractor {name!r} in mode {mode}; there are {known}")
    return list(names)


def fields_of(extractor: str) -> frozenset[str]:
    """Which of body, title, authors and date the extractor answers at all."""
    if extractor == NEWSTOOL:
        return ALL_FIELDS
    return PEERS[extractor].fields if extractor in PEERS else frozenset({"body"})


@dataclass(frozen=True, slots=True)
class Task:
    """One page for one extractor; picklable, so that processes can share the work."""

    extractor: str
    page: Page
    mode: Mode
    held_out: bool = False


def answer(task: Task) -> tuple[str, Answer]:
    """The page's id and what the extractor says. Whatever it raises is its answer's `error`."""
    _quiet_peers()
    try:
        found = _ask(task)
    except Exception as error:  # a peer may raise anything; the error is counted, not hidden
        found = Answer(error=f"{type(error).__name__}: {error}")
    return task.page.gold.id, found


def _ask(task: Task) -> Answer:
    page, mode = task.page, task.mode
    if task.extractor == NEWSTOOL:
        return _ask_newstool(page, mode, page.fold if task.held_out else None)
    if task.extractor in TEXT_RULES and mode.renderer:
        return TEXT_RULES[task.extractor](dump_page(page, mode.renderer))
    return PEERS[task.extractor].read(page.read(), page.gold.url)


def _ask_newstool(page: Page, mode: Mode, fold: int | None) -> Answer:
    from newstool.labelling.models import SHIPPED
    from newstool.model.settings import DEFAULTS
    from newstool.pipeline import read_article

    (document,) = documents_of(page, mode)
    models = SHIPPED if fold is None else held_out_models(fold)
    article, _ = read_article(document, DEFAULTS, models)
    return Answer(article.text, article.title, article.authors, article.date_published)


def documents_of(page: Page, mode: Mode) -> Sequence[Document]:
    """What newstool is given to read of a page."""
    from newstool.containers.documents import decode_all
    from newstool.model.read_as import ReadAs
    from newstool.model.settings import DEFAULTS

    if mode.renderer is None:
        return decode_all(page.read(), ReadAs(url=page.gold.url), DEFAULTS)
    return decode_all(dump_page(page, mode.renderer), ReadAs(format="text"), DEFAULTS)


def fold_weights(judge: str, fold: int) -> Path:
    """The weights that have not seen the sites of `fold`; `judge` is as `judge_for` names it."""
    return FOLD_WEIGHTS / f"judge_{judge}_{fold}.npz"


def missing_fold_weights(format: str) -> list[Path]:
    """The weights of folds that are not there."""
    judges = (format, f"short_{format}")
    paths = [fold_weights(judge, fold) for judge in judges for fold in range(FOLDS)]
    from newstool.vocabulary.learned.ranker import DATE_RANKER, HEADLINE_RANKER

    rankers = (DATE_RANKER, HEADLINE_RANKER) if format == "text" else (DATE_RANKER,)
    paths += [ranker_weights(ranker, fold) for ranker in rankers for fold in range(FOLDS)]
    return [path for path in paths if not path.exists()]


def ranker_weights(ranker: str, fold: int) -> Path:
    """The weights of a ranker that have not seen the sites of `fold`."""
    return FOLD_WEIGHTS / f"{ranker}_{fold}.json"


def held_out_models(fold: int) -> Models:
    """What was learned without the sites of `fold`."""
    from newstool.labelling.models import Models
    from newstool.vocabulary.learned.ranker import DATE_RANKER, HEADLINE_RANKER

    return Models(
        judge=partial(_read_judge, fold),
        headline_ranker=partial(_read_ranker, ranker_weights(HEADLINE_RANKER, fold)),
        date_ranker=partial(_read_ranker, ranker_weights(DATE_RANKER, fold)),
    )


@cache
def _read_judge(fold: int, name: JudgeName) -> Judge:
    from newstool.labelling.judge.weights import read_judge

    return read_judge(fold_weights(name, fold).read_bytes())


@cache
def _read_ranker(path: Path) -> Ranker:
    from newstool.vocabulary.learned.ranker import read_ranker

    return read_ranker(path.read_bytes())


@cache
def _quiet_peers() -> None:
    """Peers log and warn about pages they can't read; their answers say so already."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
