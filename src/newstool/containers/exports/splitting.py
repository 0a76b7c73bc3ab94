"""`--split-on REGEX`: a caller's own rule for where one article ends and the next begins."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from newstool.containers.exports.archive import Archive, Record, Span, build_archive
from newstool.model.article import Document
from newstool.model.errors import UsageError

_LONGEST_PATTERN = 500  # characters
_MANY = 20  # a bounded repeat up to this is as good as none
_WINDOW = 1000  # characters that a match may take; separators are short
_STEPS = 2_000_000  # comparisons that one line may cost at the worst


def split_on(document: Document, pattern: str) -> Archive:
    """The text between the matches of `pattern`; the matches are outside, empty pieces too.

    '^' and '$' match at lines. A separator is looked for in the first 1,000 characters of each
    line, fewer for patterns with several open repeats, so that no pattern runs away.
    Raises `UsageError`.
    """
    expression, window = _compile(pattern)
    text = document.text
    edges: list[Span] = [(0, 0), *_matches(text, expression, window), (len(text), len(text))]
    records = [
        Record(before[1], after[0])
        for before, after in pairwise(edges)
        if text[before[1] : after[0]].strip()
    ]
    return build_archive("split", document, records)


def check_pattern(pattern: str) -> None:
    """Raises `UsageError` for an expression that `split_on` would refuse."""
    _compile(pattern)


def _matches(text: str, expression: re.Pattern[str], window: int) -> Iterator[Span]:
    """Matches in order that begin on each line; the text may have lines of any length."""
    start, done = 0, 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        found = expression.search(text, max(start, done), min(len(text), max(start, done) + window))
        if found is not None and found.start() < end and found.end() >= done:
            if found.end() > 0 or found.start() > 0:
                yield found.span()
            done = found.end()
        start = end


def _compile(pattern: str) -> tuple[re.Pattern[str], int]:
    """The pattern and how many characters a search may look at; a bad one is a `UsageError`."""
    if len(pattern) > _LONGEST_PATTERN or not pattern:
        raise UsageError("the expression of --split-on is empty or too long", hint="try '^-{5,}$'")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expression = re.compile(pattern, re.MULTILINE)
            tree = re._parser.parse(pattern, re.MULTILINE)  # type: ignore[attr-defined]
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(
            f"--split-on {pattern!r} is not a valid regular expression: {error}",
            hint="quote special characters with \\",
        ) from error
    repeats = _count_repeats(tree)
    window = min(_WINDOW, int(_STEPS ** (1 / (repeats + 1))))
    return expression, window


def _count_repeats(tree: Any) -> int:
    """How many open repeats a pattern has; one inside another, or around a choice, is refused.

    `re` tries every way to share the text among nested repeats, which may never end.
    """
    count = 0
    stack: list[tuple[Any, bool]] = [(item, False) for item in tree]
    while stack:
        (operation, argument), inside = stack.pop()
        name = str(operation)
        repeats = name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[1] > _MANY
        if inside and (repeats or name in ("BRANCH", "MAX_REPEAT", "MIN_REPEAT", "GROUPREF")):
            raise UsageError(
                "the expression of --split-on has a repeat inside a repeat and could run forever",
                hint="write it without one: '(-+)+' is '-+'",
            )
        count += repeats
        stack += [(item, inside or repeats) for item in _children(argument)]
    return count


def _children(argument: Any) -> Iterator[Any]:
    """The operations of the sub-patterns anywhere in an operation's argument."""
    stack = [argument]
    while stack:
        value = stack.pop()
        if type(value).__name__ == "SubPattern":
            yield from value
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
