"""Fits the ranker that tells which of a page's days is that of publication.

    python -m training.fit_dates [--data DIR] [--write]

Pages are those whose gold has a day; each is labelled by weights that have not seen its site.
Prints the share of right days on sites held out; `--write` writes the weights that newstool ships,
fitted on all pages, and those of each fold, which the benchmark uses. Seeds are fixed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from benchmarks.data import Page, load_set
from benchmarks.extractors import Mode, documents_of, held_out_models
from benchmarks.scores import date_is_right
from newstool.fields.published.choose import as_publications, candidate_days, gather_claims
from newstool.fields.published.ranking import Features, describe
from newstool.model.settings import DEFAULTS
from newstool.pipeline import label_article
from newstool.vocabulary.learned.ranker import DATE_RANKER, Ranker, RankerData
from training.rankers import fit_trees, run

SETS = ("wcxb", "fundus", "chinese", "htmldate")
TREES = 60  # 40 to 150 were tried: within 0.004 of one another on each set


@dataclass(frozen=True, slots=True)
class Example:
    """The days of a page, what speaks for each, and which are right."""

    source: str
    fold: int
    features: list[Features]
    right: list[bool]


def main() -> None:
    """Report accuracy on sites held out, and write the weights when asked to."""
    right: defaultdict[str, list[bool]] = defaultdict(list)

    def score(examples: list[Example], fitted: RankerData) -> None:
        for example in examples:
            right[example.source].append(is_right(example, Ranker(fitted)))

    run(DATE_RANKER, __doc__, load_examples, fit, score)
    for source, answers in sorted(right.items()):
        print(f"{source:24} {sum(answers) / len(answers):.4f} of {len(answers)} pages")


def load_examples(data: Path) -> list[Example]:
    """Every page with a gold date, with what speaks for its days."""
    found: list[Example] = []
    with Pool() as pool:
        for name in SETS:
            pages = [page for page in load_set(data, name) if page.gold.date]
            found += pool.imap(partial(read_example, name=name), pages, chunksize=8)
    return found


def read_example(page: Page, name: str) -> Example:
    """A page's days, labelled by weights that have not seen its site."""
    (document,) = documents_of(page, Mode(None))
    claims = as_publications(
        gather_claims(label_article(document, DEFAULTS, held_out_models(page.fold)))
    )
    features = describe(claims, candidate_days(claims))
    right = [date_is_right(day, page.gold.date) for day in features]
    return Example(name, page.fold, list(features.values()), right)


def fit(examples: list[Example]) -> RankerData:
    """The trees for these pages."""
    features, right = [e.features for e in examples], [e.right for e in examples]
    return fit_trees(features, right, trees=TREES)


def is_right(example: Example, ranker: Ranker) -> bool:
    """Whether the ranker chooses the right one of a page's days."""
    if not example.features:
        return False
    return example.right[int(ranker.scores(example.features).argmax())]


if __name__ == "__main__":
    main()
