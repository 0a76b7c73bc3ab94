"""What can be told of each block, as numbers: one row a block, one column a feature.

Blocks of HTML and of plain text share the columns that need no markup; HTML adds those of the
element tree (`tree_features.py`). The columns are computed for the whole page at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from newstool.labelling.judge.columns import (
    LONG,
    Column,
    Columns,
    column,
    distances,
    neighbours,
    running,
    window,
)
from newstool.labelling.judge.layout import Layout
from newstool.labelling.judge.lexicon import Lexicon, text_words
from newstool.labelling.judge.tree_features import tree_columns
from newstool.model.article import Block, BlockKind, Found, Reading
from newstool.page.facts import Page
from newstool.reading.where import spans_of
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.folding import letters_of
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.scripts import SENTENCE_ENDS

_KINDS = {kind: number for number, kind in enumerate(BlockKind)}
_STOPS = SENTENCE_ENDS - {"…"}
_COMMAS = frozenset(",;，、；،፣၊")
_CLOSERS = "\"'”’»)]」』 \t\n"  # what may follow a sentence's end
_QUOTES = frozenset("\"'“„«‘「『—–-")


def page_features(
    page: Page, headline: Found[str] | None, lexicon: Lexicon, layout: Layout | None
) -> Columns:
    """All columns of a page, float32, one number a block. `layout` is None for plain text."""
    reading = page.reading
    texts = [block.text for block in reading.blocks]
    words = [text_words(text) for text in texts]
    columns = _text_columns(texts) | _edge_columns(texts) | _kind_columns(reading.blocks)
    columns |= _word_columns(words, lexicon)
    columns |= _rule_columns(texts, page.hits)
    columns |= _place_columns(headline, texts, words, columns["size"])
    columns |= _declared_columns(page, texts)
    if layout is not None:
        columns |= tree_columns(reading, lexicon, layout, columns)
    else:
        columns |= _space_columns(reading)
    return columns | _neighbour_columns(columns)


# --- the block's own text ----------------------------------------------------------------------

_LOWER, _UPPER, _CJK, _DIGIT, _SPACE, _STOP, _COMMA, _OTHER = range(1, 9)

# The class of each character of the basic plane, filled in as they are met; 0: not met yet. The
# last entry serves all planes above.
_CLASSES = np.zeros(0x10000, dtype=np.uint8)


def _class_of(char: str) -> int:
    if char.isalpha():
        if "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af":
            return _CJK
        return _UPPER if char.isupper() else _LOWER
    if char.isdigit():
        return _DIGIT
    if char.isspace():
        return _SPACE
    if char in _STOPS:
        return _STOP
    return _COMMA if char in _COMMAS else _OTHER


def _counts(texts: Sequence[str], lengths: NDArray[np.int64]) -> Column:
    """How many characters of each class a block has: classes x blocks."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.minimum(codes, len(_CLASSES) - 1)
    for code in np.flatnonzero(np.bincount(codes[_CLASSES[codes] == 0])).tolist():
        _CLASSES[code] = _class_of(chr(code))
    cells = np.repeat(np.arange(len(texts)) * (_OTHER + 1), lengths) + _CLASSES[codes]
    counts = np.bincount(cells, minlength=len(texts) * (_OTHER + 1))
    return counts.reshape(len(texts), _OTHER + 1).T.astype(np.float32)


def _text_columns(texts: Sequence[str]) -> Columns:
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    counts = _counts(texts, lengths)
    letters = counts[_LOWER] + counts[_UPPER] + counts[_CJK]
    length = np.maximum(lengths, 1).astype(np.float32)
    # A CJK character says about as much as two letters.
    size = length + counts[_CJK]
    return {
        "size": size,
        "words": counts[_SPACE] + 1 + counts[_CJK] / 2,
        "word_length": length / (counts[_SPACE] + 1),
        "stops": counts[_STOP],
        "stop_rate": counts[_STOP] / size,
        "commas": counts[_COMMA],
        "comma_rate": counts[_COMMA] / size,
        "upper_rate": counts[_UPPER] / np.maximum(letters, 1),
        "letter_rate": letters / length,
        "digit_rate": counts[_DIGIT] / length,
        "digits": counts[_DIGIT],
        "other_rate": counts[_OTHER] / length,
        "cjk_rate": counts[_CJK] / length,
    }


def _edge_columns(texts: Sequence[str]) -> Columns:
    """What a block begins and ends with."""
    first = [text[:1] for text in texts]
    ends = [text[-8:].rstrip(_CLOSERS)[-1:] for text in texts]
    told = {
        "sentence_end": map(SENTENCE_ENDS.__contains__, ends),
        "colon_end": (text.endswith((":", "：")) for text in texts),
        "cut_end": (text.endswith(("...", "…")) for text in texts),
        "lower_start": map(str.islower, first),
        "upper_start": map(str.isupper, first),
        "digit_start": map(str.isdigit, first),
        "quote_start": map(_QUOTES.__contains__, first),
        "lines": (text.count("\n") for text in texts),
    }
    return {name: column(values, len(texts)) for name, values in told.items()}


def _kind_columns(blocks: Sequence[Block]) -> Columns:
    kinds = column((_KINDS[block.kind] for block in blocks), len(blocks))
    columns = {f"kind_{kind}": (kinds == n).astype(np.float32) for kind, n in _KINDS.items()}
    return columns | {"level": column((block.level for block in blocks), len(blocks))}


# --- words and rules ---------------------------------------------------------------------------


def _word_columns(words: Sequence[list[str]], lexicon: Lexicon) -> Columns:
    """Log-odds of a block's first words; 0 for a block without words."""
    read = np.fromiter(map(len, words), dtype=np.int64, count=len(words)).clip(1)
    each = chain.from_iterable(known or ("",) for known in words)
    odds = np.fromiter(map(lexicon.words.get, each, repeat(0.0)), dtype=np.float64)
    begins = np.cumsum(read) - read
    total, low, high = (
        made.reduceat(odds, begins) if len(begins) else odds
        for made in (np.add, np.minimum, np.maximum)
    )
    found = {"words_mean": total / (read + 2), "words_low": low, "words_high": high}
    return {name: values.astype(np.float32) for name, values in found.items()}


# Labels that a rule can give, from those nearest the story to those farthest from it; group 1 are
# all others, from `_FURNITURE` on a block is beside the article, from `_FOOTER` on at its end.
_RULE_GROUPS = (
    "caption",
    "correction wire_credit author_bio",
    "byline date source page_number",
    "related",
    "paywall newsletter advertisement",
    "share comments",
    "contact copyright registration cookie",
    "navigation",
)
_GROUP_OF = {
    label: group for group, labels in enumerate(_RULE_GROUPS, 2) for label in labels.split()
}
_FURNITURE, _FOOTER = _GROUP_OF["related"], _GROUP_OF["contact"]
_FURNITURE_REACHES = (5, 15)  # blocks around one in which such lines are counted


def _rule_columns(texts: Sequence[str], hits: Sequence[Hit | None]) -> Columns:
    """What the furniture rules say of a block, and how far off the page last said such a thing."""
    count = len(texts)
    rule = column((_GROUP_OF.get(hit.label, 1) if hit else 0 for hit in hits), count)
    opens = column((hit is not None and hit.opens for hit in hits), count)
    sure = column((hit is not None and hit.strength == "sure" for hit in hits), count)
    repeats = column(map(Counter(texts).__getitem__, texts), count)
    columns = {"rule": rule, "rule_opens": opens, "rule_sure": sure, "repeats": repeats}
    marks = {"opening": opens > 0, "furniture": rule >= _FURNITURE, "footer": rule >= _FOOTER}
    for name, mark in marks.items():
        columns |= distances(name, mark)
    upto = running([marks["furniture"]])
    for reach in _FURNITURE_REACHES:
        columns[f"furniture_before_{reach}"] = window(upto, -reach, 0)[0]
        columns[f"furniture_after_{reach}"] = window(upto, 1, reach + 1)[0]
    return columns


# --- the page, its headline, description and declared body ---------------------------------------


def _place_columns(
    headline: Found[str] | None, texts: Sequence[str], words: Sequence[list[str]], size: Column
) -> Columns:
    """Where a block is in the page, and how far from its headline and its long blocks."""
    count = len(size)
    order = np.arange(count, dtype=np.float32)
    read = np.cumsum(size)
    total = max(float(read[-1]), 1.0) if count else 1.0
    prose = size >= LONG
    long = np.flatnonzero(prose)
    first, last = (int(long[0]), int(long[-1])) if len(long) else (0, 0)
    title = headline.value if headline is not None else ""
    title_words = frozenset(text_words(title))
    shared = (len(title_words.intersection(known)) for known in words)
    in_title = column((len(text) > 3 and text in title for text in texts), count)
    at = headline.block if headline is not None else None
    columns = {
        "place": order / np.float32(max(count, 1)),
        "place_chars": (read - size) / np.float32(total),
        "page_blocks": np.full(count, count, dtype=np.float32),
        "page_chars": np.full(count, total, dtype=np.float32),
        "first_prose": order - first,
        "last_prose": order - last,
        "headline_known": np.full(count, float(at is not None), dtype=np.float32),
        "from_headline": np.zeros_like(order) if at is None else order - at,
        "chars_from_headline": read if at is None else read - read[at],
        "is_headline": (order == (-1 if at is None else at)).astype(np.float32),
        "title_words": column(shared, count) / np.float32(len(title_words) + 1),
        "in_title": in_title,
    }
    return columns | distances("prose", prose) | distances("title", in_title > 0)


def _declared_columns(page: Page, texts: Sequence[str]) -> Columns:
    """Whether a block is part of the JSON-LD `articleBody`, or is the page's description."""
    count = len(texts)
    declared = next((one.text for one in page.declared.of("body")), "")
    squashed = letters_of(declared) if len(declared) > 200 else ""
    probes = (letters_of(text[:200])[:50] if squashed else "" for text in texts)
    stated = (one for one in page.declared.in_head("description") if one.kind is Kind.META)
    descriptions = {letters_of(one.words[:120])[:60] for one in stated} - {""}
    starts = {description[:1] for description in descriptions}
    described = (
        20 < len(text) < 600
        and text.lstrip(_CLOSERS)[:1].lower() in starts
        and letters_of(text[:120])[:60] in descriptions
        for text in texts
    )
    return {
        "declares_body": np.full(count, float(bool(squashed)), dtype=np.float32),
        "declared": column((len(probe) > 3 and probe in squashed for probe in probes), count),
        "is_description": column(described, count),
    }


# --- white space in plain text ------------------------------------------------------------------

_SPACE_READ = 80  # characters before a block
_WIDEST_GAP = 4  # line feeds; a wider one says no more


def _space_columns(reading: Reading) -> Columns:
    """What is left of the layout in a text dump: how far a block's first line is set in, and how
    many blank lines part it from its neighbours."""
    text = reading.document.text
    indents, gaps = [0], [0]
    for span in spans_of(reading):
        # White space belongs to the block before it, the next line's indent too.
        tail = text[max(span.start, span.end - _SPACE_READ) : span.end]
        space = tail[len(tail.rstrip()) :]
        gaps.append(min(space.count("\n"), _WIDEST_GAP))
        indents.append(len(space) - space.rfind("\n") - 1)
    count = len(reading.blocks)
    gap = column(gaps, count + 1)
    usual = np.median(gap[1:]) if count else 0  # renderers differ in the gap that parts paragraphs
    wider = np.sign(gap - usual).astype(np.float32)
    return {
        "indent": column(indents, count),
        "gap_before": gap[:-1],
        "gap_after": gap[1:],
        "wider_before": wider[:-1],
        "wider_after": wider[1:],
    }


# --- neighbours --------------------------------------------------------------------------------

_SEEN_FROM_BESIDE = ("size", "stops", "words_mean", "sentence_end", "rule", "upper_rate", "level")
_SEEN_IN_TREE = ("link_density", "class_sum", "depth", "strong")
_BESIDE = 3  # blocks on each side
_REACHES = (3, 8, 20)  # blocks around one over which columns are summed up


def _neighbour_columns(columns: Columns) -> Columns:
    names = [*_SEEN_FROM_BESIDE, *(name for name in _SEEN_IN_TREE if name in columns)]
    out = neighbours(names, columns, _BESIDE)
    size = columns["size"]
    prose = size * (size >= LONG)
    if "link_density" in columns:
        prose = prose * (1 - columns["link_density"])
    ones = np.ones_like(size)
    upto = running([prose, size, columns["words_mean"], columns["sentence_end"], ones])
    for reach in _REACHES:
        for side, sums in (
            ("before", window(upto, -reach, 0)),
            ("after", window(upto, 1, reach + 1)),
        ):
            out[f"prose_{side}_{reach}"], out[f"size_{side}_{reach}"] = sums[:2]
        near = window(upto, -reach, reach + 1)
        out[f"words_near_{reach}"], out[f"stops_near_{reach}"] = near[2:4] / near[4]
    return out
