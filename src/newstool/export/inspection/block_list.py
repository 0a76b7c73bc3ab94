"""The article as it was read: block by block, what was removed folded away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from newstool.export.inspection.labels import chip, family_of, in_words
from newstool.export.inspection.markup import Html, said, tag
from newstool.export.inspection.places import Outside
from newstool.export.inspection.record_parts import ShownBlock, Where
from newstool.model.article import Label

_FOLDED = 4  # removed blocks in a row, from which on they share one fold
_REASON = re.compile(r"(for|against): (.{1,400}) \(([+-]\d{1,4}\.\d{1,4})\)")

Readers = Mapping[str, Sequence[str]]  # the id of a place, and the fields that were read there


def block_list(blocks: Sequence[ShownBlock], readers: Readers, prefix: str) -> Html:
    """All blocks in their order."""
    runs = groupby(blocks, lambda each: each.is_kept)
    parts = (_run(list(run), kept, readers, prefix) for kept, run in runs)
    return tag("div", *parts, cls="blocks")


def _run(run: list[ShownBlock], kept: bool, readers: Readers, prefix: str) -> Iterable[Html]:
    shown = [_block(each, readers, prefix) for each in run]
    if kept or len(run) < _FOLDED:
        return shown
    counts = Counter(each.label for each in run)
    chips = (chip(label, count) for label, count in counts.most_common())
    line = tag("summary", tag("span", f"{len(run):,} removed", cls="count"), *chips)
    return [tag("details", line, tag("div", *shown, cls="inside"), cls="run")]


def _block(each: ShownBlock, readers: Readers, prefix: str) -> Html:
    name = f"b{each.number}"
    text = said(each.text, cls="t", dir="auto")
    level = f" h{min(max(each.level, 1), 6)}" if each.label is Label.HEADING else ""
    kept = "kept" if each.is_kept else "gone"
    return tag(
        "details",
        tag("summary", chip(each.label), text),
        tag("div", *_why(each, readers.get(name, ()), prefix), cls="why"),
        cls=f"b {kept} l-{each.label} {family_of(each.label)}{level}",
        id=prefix + name,
    )


def _why(each: ShownBlock, fields: Sequence[str], prefix: str) -> Iterator[Html]:
    yield tag("dl", *_facts(each))
    if each.because:
        yield tag("ul", *map(_reason, each.because), cls="reasons")
    if fields:
        links = (tag("a", field, href=f"#{prefix}f-{field}") for field in fields)
        yield tag("p", "read here: ", *_separated(links), cls="read")


def _facts(each: ShownBlock) -> Iterator[Html]:
    if each.rule:
        yield tag("dt", "rule")
        yield tag("dd", tag("code", each.rule))
    if each.score is not None:
        yield tag("dt", "score")
        yield tag("dd", _meter(each.score), f"{each.score:.3f} on the way from 0, no story, to 1")
    if each.where is not None:
        yield tag("dt", "place")
        yield tag("dd", tag("code", place_in_words(each.where)))
    if not (each.rule or each.where):
        yield tag("dt", in_words(each.label))
        yield tag("dd", "This record was made without --blocks: only what is kept is known.")


def _meter(score: float) -> Html:
    share = min(max(score, 0.0), 1.0)
    back = tag("rect", width=60, height=6, rx=3, cls="back")
    front = tag("rect", width=f"{60 * share:.1f}", height=6, rx=3, cls="front")
    return tag("svg", back, front, cls="meter", viewBox="0 0 60 6", aria_hidden="true")


def _reason(because: str) -> Html:
    """'for: length in characters 330 (+0.82)' with its weight in front."""
    found = _REASON.fullmatch(because)
    if found is None:
        return tag("li", because)
    side, words, weight = found.groups()
    weight = weight.replace("-", "−")
    return tag("li", tag("b", weight, cls=side), tag("span", words, " ", tag("i", side)))


def place_in_words(where: Where) -> str:
    """A place in short: of a CSS path its last steps."""
    if isinstance(where, tuple):
        return f"characters {where[0]:,} to {where[1]:,}"
    if where is None:
        return "outside the text"
    steps = where.split(" > ")
    return where if len(steps) <= 4 else "… > " + " > ".join(steps[-3:])


def outside_list(places: Mapping[Outside, int], readers: Readers, prefix: str) -> Html | None:
    """What was read in no block: in the head, in scripts, beside the text."""
    if not places:
        return None
    quotes: dict[str, list[Html]] = {}
    for place, number in places.items():
        quote = tag("q", said(place.quote)) if place.quote else tag("span")
        fields = _readers_of(readers.get(f"p{number}", ()), prefix)
        line = tag("li", quote, fields, id=f"{prefix}p{number}")
        quotes.setdefault(place.where, []).append(line)
    rows = (
        tag("li", tag("code", place_in_words(where)), tag("ul", *lines))
        for where, lines in quotes.items()
    )
    return tag("section", tag("h2", "Beside the text"), tag("ul", *rows), cls="outside")


def _readers_of(fields: Sequence[str], prefix: str) -> Html:
    links = (tag("a", field, href=f"#{prefix}f-{field}") for field in fields)
    return tag("span", *_separated(links), cls="read")


def _separated(links: Iterable[Html]) -> Iterator[Html | str]:
    for number, link in enumerate(links):
        if number:
            yield ", "
        yield link
