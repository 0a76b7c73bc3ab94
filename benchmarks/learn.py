"""Learning a source's furniture: on invented batches, and on the sites of pages with gold."""

from __future__ import annotations

import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from benchmarks.learned_corpora import Corpus, coast, inland
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.runs.batch import Done
from newstool.runs.inputs import Sources, find_inputs
from newstool.runs.learning.deciding import Learned
from newstool.runs.learning.observing import ObserveWork
from newstool.runs.learning.sampling import Sample
from newstool.runs.learning.writing import learn_all, rules_text
from newstool.runs.work import ArticleWork
from newstool.vocabulary.own_rules.loading import parse_rules

_ANY = re.compile(r"\\\{\w{1,9}\\\}")


class Figures(Struct, frozen=True):
    """What was learned of a batch. Shares are 0 to 1.

    `precision`: of the learned rules, those whose line was planted. `recall`: of the planted lines
    of each source, those that a rule was learned for or that newstool removes anyway. `gone`: of
    the planted lines in the articles, those that are not in their text with the rules. `kept`: of
    the stories' own paragraphs, those that are.
    """

    name: str
    rules: int
    precision: float
    recall: float
    gone_before: float
    gone: float
    kept_before: float
    kept: float
    seconds: float
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def measure(seed: int | None = None) -> list[Figures]:
    """Both invented batches; `seed` makes others of the same kinds."""
    corpora = (coast(), inland()) if seed is None else (coast(seed), inland(seed))
    return [_measure(corpus) for corpus in corpora]


def _measure(corpus: Corpus) -> Figures:
    with TemporaryDirectory() as folder:
        for article in corpus.articles:
            path = Path(folder, article.source, article.name + article.ending)
            path.parent.mkdir(exist_ok=True)
            path.write_text(article.page, "utf-8")
        started = time.monotonic()
        sample = _observe(Path(folder))
        learned = learn_all(sample)
        seconds = time.monotonic() - started
        text = rules_text(learned, sample, "site")
        rules = parse_rules(text, "learned") if learned else ()
        before, after = (
            _texts(Path(folder), Settings()),
            _texts(Path(folder), Settings(rules=rules)),
        )
    right = [each for each in learned if _is_planted(each, corpus)]
    found = {(each.source, words) for each in right for words in _planted_by(each, corpus)}
    planted = [(source, words) for source, those in corpus.planted.items() for words in those]
    gone_before, kept_before = _shares(corpus, before)
    gone, kept = _shares(corpus, after)
    missed = [
        f"{source}: {words}"
        for source, words in planted
        if (source, words) not in found and not _is_gone(source, words, before)
    ]
    return Figures(
        name=corpus.name,
        rules=len(learned),
        precision=len(right) / max(len(learned), 1),
        recall=1 - len(missed) / len(planted),
        gone_before=gone_before,
        gone=gone,
        kept_before=kept_before,
        kept=kept,
        seconds=seconds,
        wrong=tuple(f"{each.source}: {each.text}" for each in learned if each not in right),
        missed=tuple(missed),
    )


def _observe(folder: Path) -> Sample:
    sample = Sample()
    work = ObserveWork(ReadAs(), Settings())
    for raw in find_inputs(Sources(paths=(str(folder),))):
        for result in work(raw):
            if isinstance(result, Done):
                sample.add(result.value)
    return sample


def _texts(folder: Path, settings: Settings) -> dict[tuple[str, str], str]:
    work = ArticleWork(ReadAs(), settings)
    return {
        (Path(raw.name).parent.name, Path(raw.name).stem): result.value.text
        for raw in find_inputs(Sources(paths=(str(folder),)))
        for result in work(raw)
        if isinstance(result, Done)
    }


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(_ANY.sub(".{1,40}", re.escape(words)))


def _planted_by(rule: Learned, corpus: Corpus) -> list[str]:
    words = corpus.planted.get(rule.source, ())
    return [each for each in words if _pattern(each).fullmatch(rule.example)]


def _is_planted(rule: Learned, corpus: Corpus) -> bool:
    return bool(_planted_by(rule, corpus))


def _is_gone(source: str, words: str, texts: dict[tuple[str, str], str]) -> bool:
    pattern = _pattern(words)
    return not any(pattern.search(text) for (own, _), text in texts.items() if own == source)


def _shares(corpus: Corpus, texts: dict[tuple[str, str], str]) -> tuple[float, float]:
    """Of the planted lines, those gone; of the stories' own paragraphs, those kept."""
    gone = planted = kept = own = 0
    for article in corpus.articles:
        text = texts.get((article.source, article.name), "")
        planted += len(article.planted)
        gone += sum(line not in text for line in article.planted)
        own += len(article.story)
        kept += sum(line in text for line in article.story)
    return gone / max(planted, 1), kept / max(own, 1)
