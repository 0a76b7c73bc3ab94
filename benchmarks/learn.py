"""Learning a source's furniture: on invented batches, and on the sites of pages with gold."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from msgspec import Struct

from benchmarks.data import load_set, set_names
from benchmarks.learned_corpora import Corpus, coast, inland, tal
from benchmarks.scores import Gold, score_body
from newstool.containers.part import Part
from newstool.model.own_rules import OwnRule
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.page.addresses import unarchived
from newstool.runs.batch import Done
from newstool.runs.inputs import RawInput, Sources, find_inputs
from newstool.runs.learning.deciding import Learned
from newstool.runs.learning.observing import BY_DIRECTORY, ObserveWork
from newstool.runs.learning.sampling import OF_EACH, Sample
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
    """The invented batches; `seed` makes others of the same kinds."""
    kinds = (coast, inland, tal)
    return [_measure(kind() if seed is None else kind(seed)) for kind in kinds]


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


HEAD = "batch       rules  precision  recall  planted gone (before)  own lines kept (before)"


def row_of(one: Figures) -> str:
    """The figures of an invented batch, and below them what was wrong and what was missed."""
    row = (
        f"{one.name:10} {one.rules:6} {one.precision:10.3f} {one.recall:7.3f}"
        f" {one.gone:14.3f} ({one.gone_before:.3f}) {one.kept:16.3f} ({one.kept_before:.3f})"
    )
    wrong = [f"  learned, not planted: {text}" for text in one.wrong]
    missed = [f"  planted, not learned: {text}" for text in one.missed]
    return "\n".join((row, *wrong, *missed))


def row_of_sites(one: SiteFigures) -> str:
    """The figures of a set's sites, and the pages whose body score fell."""
    row = (
        f"{one.name}: {one.pages} pages of {one.sites}, {one.rules} rules;"
        f" body {one.before:.4f} without, {one.after:.4f} with"
    )
    return "\n".join((row, *(f"  lower: {page}" for page in one.lower)))


# --- sites of pages with gold ------------------------------------------------------------------

_FEWEST = 4  # pages of a group


class SiteFigures(Struct, frozen=True):
    """Body scores (F1 of shingles, 0 to 1) of a set's pages, without and with learned rules."""

    name: str
    pages: int
    sites: int
    rules: int
    before: float
    after: float
    lower: tuple[str, ...]


def measure_sites(data: Path) -> list[SiteFigures]:
    """Every set of pages with gold, by site where it has four and more pages of one, and by domain.

    The pages of a domain ('de') are of many sites: whatever is learned of them is a mistake or
    what many sites share, and must not cost a story anything.
    """
    found = [
        _measure_set(data, name, group)
        for name in set_names(data)
        for group in (_site_of, _domain_of)
    ]
    return [each for each in found if each is not None]


def _site_of(url: str) -> str:
    return urlsplit(unarchived(url)).netloc.removeprefix("www.")


def _domain_of(url: str) -> str:
    return _site_of(url).rpartition(".")[2]


def _measure_set(data: Path, name: str, group: Callable[[str], str]) -> SiteFigures | None:
    by_site: dict[str, list[tuple[Gold, bytes]]] = defaultdict(list)
    for page in load_set(data, name):
        if page.gold.url and page.gold.body:
            by_site[group(page.gold.url)].append((page.gold, page.read()))
    sites = [pages[:OF_EACH] for pages in by_site.values() if len(pages) >= _FEWEST]
    if not sites:
        return None
    rules = 0
    before: list[float] = []
    after: list[float] = []
    lower: list[str] = []
    for pages in sites:
        own = _rules_of(pages)
        rules += len(own)
        for gold, page in pages:
            one, other = (_body(gold, page, Settings(rules=each)) for each in ((), own))
            before.append(one)
            after.append(other)
            if other < one:
                lower.append(f"{gold.id} {one:.3f} {other:.3f}")
    count = len(before)
    return SiteFigures(
        *(
            f"{name} by {group.__name__[1:-3]}",
            count,
            len(sites),
            rules,
            sum(before) / count,
            sum(after) / count,
            tuple(lower),
        )
    )


def _rules_of(pages: Sequence[tuple[Gold, bytes]]) -> tuple[OwnRule, ...]:
    sample = Sample()
    for gold, page in pages:
        work = ObserveWork(ReadAs(url=gold.url, format="html"), Settings(), BY_DIRECTORY)
        for result in work(RawInput(gold.id, part=Part(data=page))):
            if isinstance(result, Done):
                sample.add(result.value)
    learned = learn_all(sample)
    return parse_rules(rules_text(learned, sample, "site"), "learned") if learned else ()


def _body(gold: Gold, page: bytes, settings: Settings) -> float:
    work = ArticleWork(ReadAs(url=gold.url, format="html"), settings)
    texts = [
        result.value.text
        for result in work(RawInput(gold.id, part=Part(data=page)))
        if isinstance(result, Done)
    ]
    return score_body(texts[0] if texts else "", gold).shingle_f1
