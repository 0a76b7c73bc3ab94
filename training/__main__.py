"""`python -m training NAME`: fit a judge's weights, of each fold and of all pages.

Writes `judge_NAME.npz` to `src/newstool/vocabulary/learned/weights/`, which newstool ships, and for
each fold `training/folds/judge_NAME_FOLD.npz`, which has not seen the fold's sites and serves the
benchmark.
Prints the body score of every set, each page judged by the fold that has not seen it.

`html` and `text` judge whole pages. `short_html` and `short_text` judge what has few blocks; they
learn from short documents made of the pages' gold and from the pages that are as short, and know
words by the weights of `html` and `text`, which are fitted first.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.folds import FOLDS
from newstool.labelling.judge.choice import best_threshold
from newstool.labelling.judge.lexicon import Lexicon
from newstool.labelling.judge.weights import read_judge
from newstool.model.article import Format
from training import stack
from training.alignment import shingle_scores
from training.dataset import RENDERERS, SETS, SHORT, Page, html_pages, short_pages, text_pages

REPOSITORY = Path(__file__).resolve().parent.parent
WEIGHTS = REPOSITORY / "src" / "newstool" / "vocabulary" / "learned" / "weights"
FOLD_WEIGHTS = REPOSITORY / "training" / "folds"


# Blocks of the pages that the judges of short documents learn from, at most: half as many again as
# they are asked about.
SHORT_BLOCKS = 30


def main() -> None:
    """Read the arguments, train, write the weights and print the scores."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("name", choices=("html", "text", "short_html", "short_text"))
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "bench")
    parser.add_argument("--limit", type=int, help="pages of each set, to try the script out")
    parser.add_argument("--out", type=Path, help="write all weights here instead")
    options = parser.parse_args()
    format: Format = "html" if options.name.endswith("html") else "text"
    pages = whole_pages(options.data, format, options.limit)
    if options.name == format:
        lexicons, trees = stack.learn_lexicons(pages), stack.TREES
    else:
        lexicons, trees = fitted_lexicons(format), stack.SHORT_TREES
        pages += short_pages(options.data, format, options.limit)
        pages = [page for page in pages if len(page.reading.blocks) <= SHORT_BLOCKS]
    stacks, shipped, answers = stack.train(pages, lexicons, trees)
    weights, folds = options.out or WEIGHTS, options.out or FOLD_WEIGHTS
    folds.mkdir(parents=True, exist_ok=True)
    (weights / f"judge_{options.name}.npz").write_bytes(stack.write_stack(shipped))
    for fold, fitted in enumerate(stacks):
        path = folds / f"judge_{options.name}_{fold}.npz"
        path.write_bytes(stack.write_stack(fitted))
    report(pages, answers)
    report_short(pages, answers)


def whole_pages(data: Path, format: Format, limit: int | None) -> list[Page]:
    """The sets' pages, or all renderers' dumps of them."""
    if format == "html":
        return list(html_pages(data, limit))
    return list(text_pages(data, RENDERERS, limit))


def fitted_lexicons(format: Format) -> list[Lexicon]:
    """The words that the judge of whole pages knows: of each fold, and of all pages."""
    paths = [FOLD_WEIGHTS / f"judge_{format}_{fold}.npz" for fold in range(FOLDS)]
    paths.append(WEIGHTS / f"judge_{format}.npz")
    return [read_judge(path.read_bytes()).lexicon for path in paths]


def report(pages: Sequence[Page], answers: Sequence[np.ndarray]) -> None:
    """Print shF1 of each set and renderer, judged by the folds that have not seen the page."""
    for renderer in sorted({page.renderer for page in pages}):
        for name in SETS:
            found = [
                body_scores(page, answer)
                for page, answer in zip(pages, answers, strict=True)
                if page.set == name and page.renderer == renderer and page.golds
            ]
            if found:
                ceiling = statistics.mean(
                    statistics.mean(body_scores(page, page.body))
                    for page in pages
                    if page.set == name and page.renderer == renderer and page.golds
                )
                precision = statistics.mean(score[0] for score in found)
                recall = statistics.mean(score[1] for score in found)
                score = 2 * precision * recall / (precision + recall)
                print(f"{renderer or 'html':18} {name:9} shF1 {score:.4f}", flush=True)
                print(f"{'':28} precision {precision:.4f} recall {recall:.4f}", flush=True)
                print(f"{'':28} with just the right blocks {ceiling:.4f}", flush=True)


def report_short(pages: Sequence[Page], answers: Sequence[np.ndarray]) -> None:
    """Print how many short documents have just the right blocks, and how many blocks are right."""
    documents = [
        right_blocks(page, answer)
        for page, answer in zip(pages, answers, strict=True)
        if page.set == SHORT and page.weight.any()
    ]
    if documents:
        blocks = np.concatenate(documents)
        whole = statistics.mean(bool(right.all()) for right in documents)
        print(f"short documents all right {whole:.4f} of {len(documents)}")
        print(f"their blocks right        {blocks.mean():.4f} of {len(blocks)}")


def right_blocks(page: Page, answer: np.ndarray) -> np.ndarray:
    """Of the blocks whose label is known, whether each is kept just when it is body."""
    known = page.weight > 0
    size = np.array([len(block.text) for block in page.reading.blocks], dtype=np.float32)
    threshold = best_threshold(answer[known], size[known])
    return (answer[known] >= threshold) == (page.body[known] > 0)


def body_scores(page: Page, answer: np.ndarray) -> tuple[float, float]:
    """Precision and recall of the blocks that the answer keeps, against the better gold."""
    size = np.array([len(block.text) for block in page.reading.blocks], dtype=np.float32)
    threshold = best_threshold(answer, size)
    kept = "\n".join(
        block.text
        for block, chance in zip(page.reading.blocks, answer, strict=True)
        if chance >= threshold and not (block.markup is not None and block.markup.hidden)
    )
    return max((shingle_scores(kept, gold) for gold in page.golds), key=sum)


if __name__ == "__main__":
    main()
