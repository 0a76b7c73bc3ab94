"""Scores of the invented texts in tests/scored: press releases, wire stories, scans, letters ...

They ship with the repository, so that a change can be measured without any other data, and hold
what the sets of pages have few of. What each line is, is scored as well as the fields.

A file begins with the fields that are right, as TOML, down to a line `+++`. Below it, each line of
the text follows its label and a bar; of several labels separated by slashes each is right:

    title = "Ferry returns"
    authors = ["Ana Ruiz"]
    +++
    title        | Ferry returns
    byline       | By Ana Ruiz
                 |
    body         | The ferry crossed the bay on Monday.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import newstool
from newstool.model.article import BODY_LABELS, Label

FOLDER = Path(__file__).parent.parent / "tests" / "scored"
_KEPT = frozenset(label.value for label in (*BODY_LABELS, Label.TITLE, Label.SUBTITLE))


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A text with the fields that are right by key, and the labels that are right for each line."""

    name: str
    fields: Mapping[str, Any]
    lines: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]  # empty for a blank line

    @property
    def text(self) -> str:
        """The text as it is given to the reader."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text: a key or a line, what is right, and what was found."""

    where: str
    expected: Any
    found: Any


def read_texts(folder: Path = FOLDER) -> list[ScoredText]:
    """The texts of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.txt"))]


def _read(path: Path) -> ScoredText:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n+++\n")
    pairs = [line.partition("|")[::2] for line in rest.splitlines()]
    return ScoredText(
        name=path.stem,
        fields=dict(_flat(tomllib.loads(head))),
        lines=tuple(line.removeprefix(" ") for _, line in pairs),
        labels=tuple(tuple(filter(None, labels.strip().split("/"))) for labels, _ in pairs),
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def score_texts(texts: list[ScoredText]) -> dict[str, float]:
    """Shares from 0 to 1.

    `right`: texts without a fault; `facts`: right fields; `labels`: lines with a right label;
    `kept`: lines that are kept or removed as they should be, whatever their label.
    """
    right, facts, labels, kept = (Counter[bool]() for _ in range(4))
    for text in texts:
        article = newstool.parse(text.text, blocks=True)
        found = _found_labels(text, article)
        wrong = [fault.where for fault in _faulty_fields(text, article)]
        right[not wrong and not any(_faulty_lines(text, found))] += 1
        facts.update(key not in wrong for key in text.fields)
        for expected, label in zip(text.labels, found, strict=True):
            if expected:
                labels[label in expected] += 1
                kept[(label in _KEPT) in {one in _KEPT for one in expected}] += 1
    return {
        "right": _share(right),
        "facts": _share(facts),
        "labels": _share(labels),
        "kept": _share(kept),
    }


def find_faults(text: ScoredText) -> Iterator[Fault]:
    """What is wrong in a text: its fields, then its lines."""
    article = newstool.parse(text.text, blocks=True)
    yield from _faulty_fields(text, article)
    yield from _faulty_lines(text, _found_labels(text, article))


def _faulty_fields(text: ScoredText, article: newstool.Article) -> Iterator[Fault]:
    """The keys whose value is wrong; an empty string asks for null."""
    record = dict(_flat(article.to_dict()))
    for key, expected in text.fields.items():
        found = record.get(key)
        if found != (None if expected == "" else expected):
            yield Fault(key, expected, found)


def _faulty_lines(text: ScoredText, found: list[str]) -> Iterator[Fault]:
    """The lines whose label is wrong, named by their words."""
    for line, expected, label in zip(text.lines, text.labels, found, strict=True):
        if expected and label not in expected:
            yield Fault(line, "/".join(expected), label)


def _found_labels(text: ScoredText, article: newstool.Article) -> list[str]:
    """The label of the block that holds the middle of each line; '' of a blank line."""
    spans = [(*block.where, block.label.value) for block in article.blocks]
    starts = accumulate((len(line) + 1 for line in text.lines[:-1]), initial=0)
    return [
        _label_at(start + len(line) // 2, spans) if line else ""
        for start, line in zip(starts, text.lines, strict=True)
    ]


def _label_at(place: int, spans: list[Any]) -> str:
    return next((label for start, end, label in spans if start <= place < end), "")


def _share(counted: Counter[bool]) -> float:
    return counted[True] / max(1, counted.total())
