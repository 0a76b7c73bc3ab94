"""`python -m training html|text`: fit the judge's weights, of each fold and of all pages.

Writes `src/newstool/learned/weights/judge_FORMAT.npz`, which newstool ships, and for each fold
`training/folds/judge_FORMAT_FOLD.npz`, which has not seen the fold's sites and serves the
benchmark. Prints the body score of every set, each page judged by the fold that has not seen it.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from newstool.labelling.judge.choice import best_threshold
from training import stack
from training.alignment import shingle_scores
from training.dataset import RENDERERS, SETS, Page, html_pages, text_pages

REPOSITORY = Path(__file__).resolve().parent.parent
WEIGHTS = REPOSITORY / "src" / "newstool" / "learned" / "weights"
FOLD_WEIGHTS = REPOSITORY / "training" / "folds"


def main() -> None:
    """Read the arguments, train, write the weights and print the scores."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("format", choices=("html", "text"))
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "bench")
    parser.add_argument("--limit", type=int, help="pages of each set, to try the script out")
    parser.add_argument("--out", type=Path, help="write all weights here instead")
    options = parser.parse_args()
    if options.format == "html":
        pages = list(html_pages(options.data, options.limit))
    else:
        pages = list(text_pages(options.data, RENDERERS, options.limit))
    stacks, shipped, answers = stack.train(pages)
    weights, folds = options.out or WEIGHTS, options.out or FOLD_WEIGHTS
    folds.mkdir(parents=True, exist_ok=True)
    (weights / f"judge_{options.format}.npz").write_bytes(stack.write_stack(shipped))
    for fold, fitted in enumerate(stacks):
        path = folds / f"judge_{options.format}_{fold}.npz"
        path.write_bytes(stack.write_stack(fitted))
    report(pages, answers)


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
