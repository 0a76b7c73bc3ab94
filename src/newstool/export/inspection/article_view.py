"""One article as newstool saw it: its blocks at the left, its record at the right."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from newstool.export.inspection.block_list import block_list, outside_list
from newstool.export.inspection.comparison import compared
from newstool.export.inspection.index_view import Row
from newstool.export.inspection.labels import family_of, in_words, strip
from newstool.export.inspection.markup import Html, join, said, tag
from newstool.export.inspection.places import Places
from newstool.export.inspection.record_panel import Candidates, RecordPanel
from newstool.export.inspection.record_parts import (
    ShownBlock,
    blocks_of,
    kept_share,
    name_of,
    string,
    strings,
)
from newstool.model.article import Label

# Which blocks are shown, and the words for it.
_SHOWN = (("all", "everything"), ("kept", "what is kept"), ("gone", "what is removed"))


def article_view(
    record: Mapping[str, object],
    candidates: Candidates,
    *,
    fault: str | None = None,
    other: Mapping[str, object] | None = None,
) -> tuple[Html, Row]:
    """The article's part of a page, and its row in an index.

    `candidates` has what competed for some fields, `fault` why there is no article in it. Of
    `other`, another version's record, the differences are shown in the place of the record.
    """
    blocks = blocks_of(record)
    prefix = prefix_of(record)
    places = Places(blocks)
    panel = RecordPanel(record, candidates, places, prefix)
    fields = panel.html()
    row = row_of(record, blocks, prefix)
    comparison = None
    if other is not None:
        comparison, row.differences = compared(record, other)
    left = tag(
        "section",
        tag("h2", "The article as it was read"),
        block_list(blocks, panel.readers, prefix),
        outside_list(places.outside, panel.readers, prefix),
        cls="left",
    )
    right = tag("section", tag("h2", "The record"), fields, cls="right")
    return (
        tag(
            "article",
            _head(record, row, blocks, prefix, fault),
            _filters(blocks, prefix),
            comparison,
            tag("div", left, right, cls="columns"),
            cls="art",
            id=prefix.rstrip("-"),
        ),
        row,
    )


def prefix_of(record: Mapping[str, object]) -> str:
    """What the ids of an article begin with, so that several can be on one page."""
    digest = hashlib.sha256(name_of(record).encode("utf-8", "replace")).hexdigest()
    return f"a{digest[:10]}-"


def row_of(record: Mapping[str, object], blocks: Sequence[ShownBlock], prefix: str) -> Row:
    """What an index says of an article."""
    words = record.get("word_count")
    has_all = isinstance(record.get("blocks"), list)
    return Row(
        name=name_of(record),
        title=string(record, "title"),
        date=string(record, "date_published"),
        site=string(record, "site_name") or string(record, "source") or string(record, "domain"),
        language=string(record, "language"),
        words=words if isinstance(words, int) else None,
        kept=kept_share(blocks) if has_all else None,
        warnings=tuple(strings(record.get("warnings"))),
        anchor=prefix.rstrip("-"),
    )


# --- the head ------------------------------------------------------------------------------------


def _head(
    record: Mapping[str, object],
    row: Row,
    blocks: Sequence[ShownBlock],
    prefix: str,
    fault: str | None,
) -> Html:
    title = said(row.title, dir="auto") if row.title else tag("span", "No headline", cls="none")
    return tag(
        "header",
        tag("p", *_origin(record), cls="origin"),
        tag("h1", title),
        tag("p", *_figures(row, blocks), cls="figures"),
        tag("p", fault, cls="fault") if fault else None,
        tag("p", *(tag("span", each, cls="warning") for each in row.warnings), cls="warnings")
        if row.warnings
        else None,
        strip(blocks, prefix),
    )


def _origin(record: Mapping[str, object]) -> Iterator[Html]:
    origin = record.get("input")
    yield tag("code", name_of(record))
    if not isinstance(origin, Mapping):
        return
    encoding = origin.get("encoding")
    name = string(encoding, "name") if isinstance(encoding, Mapping) else ""
    for each in (string(origin, "format"), name, string(origin, "container")):
        if each:
            yield tag("span", each)


def _figures(row: Row, blocks: Sequence[ShownBlock]) -> Iterator[Html]:
    if row.words is not None:
        yield _figure(f"{row.words:,}", "word" if row.words == 1 else "words")
    if row.kept is not None:
        yield _figure(f"{row.kept:.0%}", "of the text is story")
        gone = sum(not each.is_kept for each in blocks)
        yield _figure(f"{gone:,} of {len(blocks):,}", "blocks removed")


def _figure(number: str, words: str) -> Html:
    return tag("span", tag("b", number), " ", words)


# --- the filters, which need no script -----------------------------------------------------------


def _filters(blocks: Sequence[ShownBlock], prefix: str) -> Html | None:
    counts = Counter(each.label for each in blocks)
    if not counts:
        return None
    choices = [
        tag(
            "label",
            tag(
                "input",
                type="radio",
                name=f"{prefix}show",
                cls=f"show-{value}",
                checked=value == "all",
            ),
            words,
        )
        for value, words in _SHOWN
    ]
    labels = [_switch(label, counts[label]) for label in Label if counts[label]]
    fold = tag("button", "unfold all", type="button", cls="unfold", hidden=True)
    return tag(
        "form",
        tag("fieldset", tag("legend", "Show"), *choices, cls="show"),
        fold,
        tag("fieldset", tag("legend", "Labels"), join(labels), cls="labels"),
        cls="filters",
    )


def _switch(label: Label, count: int) -> Html:
    box = tag("input", type="checkbox", cls=f"on-{label}", checked=True)
    words = tag("span", in_words(label), tag("b", f"{count:,}"), cls=f"chip {family_of(label)}")
    return tag("label", box, words)
