"""How an answer is scored against gold: body, snippets, title, date, authors.

The measures are those of the field's benchmarks, so that figures can be compared with theirs:
4-word shingles as the ScrapingHub article benchmark counts them, the bag of words of WCXB, the
must / must-not snippets of trafilatura's evaluation.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

SHINGLE = 4  # words

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# A CJK character is a token of its own; elsewhere a token is a run of word characters.
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of a page. `None` means not annotated, not absent from the page."""

    id: str
    url: str | None = None
    body: str | None = None
    body_alt: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor said of a page; `error` where it raised."""

    body: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class BodyScore:
    """One page's body: shingle precision and recall, F1 of the bag of words, equal or not."""

    precision: float
    recall: float
    word_f1: float
    exact: bool

    @property
    def shingle_f1(self) -> float:
        return _harmonic(self.precision, self.recall)


def tokens(text: str | None) -> list[str]:
    """The words of `text` in lower case; each CJK character is one."""
    return _TOKEN.findall((text or "").lower())


def squash(text: str | None) -> str:
    """`text` with each run of white space as one space."""
    return _SPACE.sub(" ", text or "")


def normalize(text: str | None) -> str:
    """For comparing titles and names: NFKC, case folded, punctuation as one space."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text or "").casefold()).strip()


@lru_cache(maxsize=65536)  # asked again for pages that a switched-off rule left alone
def score_body(answer: str | None, gold: Gold) -> BodyScore:
    """The answer's body against the gold, or against `body_alt` where that fits better."""
    said = Counter(tokens(answer))
    versions = [body for body in (gold.body, gold.body_alt) if body]
    best = max(versions, key=lambda body: _bag_f1(said, Counter(tokens(body))))
    precision, recall = _shingle_match(answer, best)
    return BodyScore(
        precision,
        recall,
        _bag_f1(said, Counter(tokens(best))),
        tokens(answer) == tokens(best),
    )


def title_is_right(answer: str | None, gold: str | None) -> bool:
    """Equal after `normalize`; an empty answer is never right."""
    return bool(answer) and normalize(answer) == normalize(gold)


def date_is_right(answer: str | None, gold: str | None) -> bool:
    """The same day; a time of day does not count."""
    return (answer or "")[:10] == gold


def match_authors(answer: Iterable[str], gold: Iterable[str]) -> tuple[int, int, int]:
    """How many names are right, were said, and are in the gold."""
    said = {normalize(name) for name in answer} - {""}
    true = {normalize(name) for name in gold} - {""}
    return len(said & true), len(said), len(true)


def annotated_fields(golds: Iterable[Gold]) -> set[str]:
    """Those of body, title, authors and date that the gold of any page tells."""
    fields = set()
    for gold in golds:
        fields |= {"body"} if gold.body or gold.must_contain else set()
        fields |= {"title"} if gold.title else set()
        fields |= {"authors"} if gold.authors is not None else set()
        fields |= {"date"} if gold.date else set()
    return fields


def score_set(golds: Sequence[Gold], answers: Mapping[str, Answer]) -> dict[str, float]:
    """Every score that the set's gold allows, 0 to 1. Answers by page id; none counts as empty."""
    pairs = [(gold, answers.get(gold.id, Answer())) for gold in golds]
    return {
        **_body_scores(pairs),
        **_snippet_scores(pairs),
        **_title_scores(pairs),
        **_date_scores(pairs),
        **_author_scores(pairs),
    }


Pairs = Sequence[tuple[Gold, Answer]]


def _body_scores(pairs: Pairs) -> dict[str, float]:
    scores = [score_body(answer.body, gold) for gold, answer in pairs if gold.body]
    if not scores:
        return {}
    precision = statistics.mean(score.precision for score in scores)
    recall = statistics.mean(score.recall for score in scores)
    return {
        "shF1": _harmonic(precision, recall),
        "shP": precision,
        "shR": recall,
        "wF1": statistics.mean(score.word_f1 for score in scores),
        "exact": statistics.mean(score.exact for score in scores),
    }


def _snippet_scores(pairs: Pairs) -> dict[str, float]:
    wanted = kept = unwanted = wrongly_kept = 0
    for gold, answer in pairs:
        body = squash(answer.body)
        wanted += len(gold.must_contain)
        kept += sum(squash(snippet) in body for snippet in gold.must_contain)
        unwanted += len(gold.must_not_contain)
        wrongly_kept += sum(squash(snippet) in body for snippet in gold.must_not_contain)
    if not wanted:
        return {}
    return {
        "snipP": _share(kept, kept + wrongly_kept),
        "snipR": _share(kept, wanted),
        "snipF": _share(2 * kept, kept + wanted + wrongly_kept),
        "snipAcc": _share(kept + unwanted - wrongly_kept, wanted + unwanted),
    }


def _title_scores(pairs: Pairs) -> dict[str, float]:
    right = [title_is_right(answer.title, gold.title) for gold, answer in pairs if gold.title]
    return {"title": _share(sum(right), len(right))} if right else {}


def _date_scores(pairs: Pairs) -> dict[str, float]:
    dated = [(gold, answer) for gold, answer in pairs if gold.date]
    right = sum(date_is_right(answer.date, gold.date) for gold, answer in dated)
    answered = sum(bool(answer.date) for _, answer in dated)
    if not dated:
        return {}
    return {"date": _share(right, len(dated)), "dateP": _share(right, answered)}


def _author_scores(pairs: Pairs) -> dict[str, float]:
    counts = [
        match_authors(answer.authors, gold.authors)
        for gold, answer in pairs
        if gold.authors is not None
    ]
    if not counts:
        return {}
    right, said, true = (sum(column) for column in zip(*counts, strict=True))
    exact = sum(hit == named == known for hit, named, known in counts)
    return {"auF1": _share(2 * right, said + true), "auExact": _share(exact, len(counts))}


def _shingle_match(answer: str | None, gold: str | None) -> tuple[float, float]:
    said, true = _shingles(answer), _shingles(gold)
    if said == true:
        return 1.0, 1.0
    common = (said & true).total()
    return _share(common, said.total()), _share(common, true.total())


def _shingles(text: str | None) -> Counter[tuple[str, ...]]:
    """Runs of four words, case kept; a shorter text is one run of all its words."""
    words = _WORD.findall(text or "")
    if not words:
        return Counter()
    starts = range(max(1, len(words) - SHINGLE + 1))
    return Counter(tuple(words[start : start + SHINGLE]) for start in starts)


def _bag_f1(said: Counter[str], true: Counter[str]) -> float:
    if not true or not said:
        return float(not true and not said)
    common = (said & true).total()
    return _harmonic(common / said.total(), common / true.total())


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
