"""The pages an extractor gets most wrong, gold and answer side by side, so that one reads why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from benchmarks.data import Page
from benchmarks.scores import (
    Answer,
    Gold,
    date_is_right,
    match_authors,
    score_body,
    squash,
    title_is_right,
    tokens,
)

Field = Literal["body", "title", "authors", "date"]

_FOUND_ELSEWHERE = 0.9  # share of a line's word runs the other side also has: it is only cut apart
_RUN = 4  # words
_LINE_LIMIT = 400  # characters of a line shown


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page's score in the field asked for, 0 to 1."""

    page: Page
    answer: Answer
    score: float


def worst_pages(
    pages: Sequence[Page], answers: Mapping[str, Answer], field: Field, count: int
) -> list[PageScore]:
    """The `count` pages with the lowest score below 1, worst first; those not annotated are out."""
    scored = [
        PageScore(page, answers[page.gold.id], score)
        for page in pages
        if (score := _score(page.gold, answers[page.gold.id], field)) is not None and score < 1
    ]
    return sorted(scored, key=lambda found: found.score)[:count]


def _score(gold: Gold, answer: Answer, field: Field) -> float | None:
    if field == "body" and gold.body:
        return score_body(answer.body, gold).shingle_f1
    if field == "body" and gold.must_contain:
        return _snippet_score(gold, answer)
    if field == "title" and gold.title:
        return float(title_is_right(answer.title, gold.title))
    if field == "date" and gold.date:
        return float(date_is_right(answer.date, gold.date))
    if field == "authors" and gold.authors is not None:
        right, said, true = match_authors(answer.authors, gold.authors)
        return 2 * right / (said + true) if said + true else 1.0
    return None


def _snippet_score(gold: Gold, answer: Answer) -> float:
    body = squash(answer.body)
    right = sum(squash(snippet) in body for snippet in gold.must_contain)
    right += sum(squash(snippet) not in body for snippet in gold.must_not_contain)
    return right / (len(gold.must_contain) + len(gold.must_not_contain))


def show_page(console: Console, found: PageScore, field: Field) -> None:
    """One page: its id, address and score, then gold and answer in two columns."""
    gold, answer = found.page.gold, found.answer
    title = f"{gold.id}  {found.score:.3f}  {gold.url or ''}"
    table = Table(title=escape(title), title_justify="left", expand=True, show_lines=True)
    table.add_column("gold", ratio=1, overflow="fold")
    table.add_column("answer", ratio=1, overflow="fold")
    for left, right in _rows(gold, answer, field):
        table.add_row(left, right)
    if answer.error is not None:
        table.add_row("", Text(answer.error, style="bold red"))
    console.print(table)


def _rows(gold: Gold, answer: Answer, field: Field) -> Iterator[tuple[Text, Text]]:
    if field == "body" and gold.body:
        yield from body_rows(gold.body, answer.body or "")
    elif field == "body":
        yield from _snippet_rows(gold, answer)
    else:
        known = {"title": gold.title, "date": gold.date, "authors": gold.authors}[field]
        said = {"title": answer.title, "date": answer.date, "authors": answer.authors}[field]
        yield Text(_plain(known)), Text(_plain(said))


def _plain(value: str | Sequence[str] | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return "; ".join(value)


def _snippet_rows(gold: Gold, answer: Answer) -> Iterator[tuple[Text, Text]]:
    body = squash(answer.body)
    for snippet in gold.must_contain:
        if squash(snippet) not in body:
            yield Text(f"must contain: {snippet}", style="red"), Text("")
    for snippet in gold.must_not_contain:
        if squash(snippet) in body:
            yield Text(f"must not contain: {snippet}"), Text(snippet, style="green")


def body_rows(gold: str, answer: str) -> Iterator[tuple[Text, Text]]:
    """Rows of a side-by-side diff; runs of equal lines are one row that counts them.

    Red is only in the gold, green only in the answer; dim text is also on the other
    side, but cut into lines differently.
    """
    left = [line for line in map(squash, gold.splitlines()) if line.strip()]
    right = [line for line in map(squash, answer.splitlines()) if line.strip()]
    left_runs, right_runs = _word_runs(gold), _word_runs(answer)
    for change, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if change == "equal":
            same = Text(f"... {b - a} equal", style="dim italic")
            yield same, same
            continue
        for row in range(max(b - a, d - c)):
            yield (
                _line(left[a + row], right_runs, "red") if a + row < b else Text(""),
                _line(right[c + row], left_runs, "green") if c + row < d else Text(""),
            )


def _line(text: str, other_side: frozenset[tuple[str, ...]], colour: str) -> Text:
    runs = _word_runs(text)
    elsewhere = len(runs & other_side) >= _FOUND_ELSEWHERE * len(runs) if runs else False
    shown = text if len(text) <= _LINE_LIMIT else text[:_LINE_LIMIT] + " ..."
    return Text(shown, style="dim" if elsewhere else colour)


def _word_runs(text: str) -> frozenset[tuple[str, ...]]:
    words = tokens(text)
    return frozenset(
        tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))
    )
