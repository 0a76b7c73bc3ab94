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
    Columns,
    Windows,
    column,
    neighbours,
    since,
    until,
)
from newstool.labelling.judge.layout import Layout
from newstool.labelling.judge.lexicon import Lexicon, text_words
from newstool.labelling.judge.tree_features import tree_columns
from newstool.model.article import BlockKind, Found, Reading
from newstool.page.facts import Page
from newstool.reading.where import spans_of
from newstool.vocabulary.declared_places import Kind
from newstool.vocabulary.folding import letters_of
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.scripts import SENTENCE_ENDS

LONG_BLOCK = 140  # characters; above it a block is prose unless its links say otherwise

_KINDS = {kind: number for number, kind in enumerate(BlockKind)}
_STOPS = SENTENCE_ENDS - {"…"}
_CLOSERS = "\"'”’»)]」』 \t\n"  # what may follow a sentence's end
_COLONS = frozenset(":：")
_QUOTES = frozenset("\"'“„«‘「『—–-")
_DEEPEST_INDENT = 20  # characters; a deeper one says no more
_WIDEST_GAP = 4  # line feeds; a wider one says no more


def page_features(
    page: Page, headline: Found[str] | None, lexicon: Lexicon, layout: Layout | None
) -> Columns:
    """All columns of a page, float32, one number a block. `layout` is None for plain text."""
    columns: Columns = {}
    reading = page.reading
    texts = [block.text for block in reading.blocks]
    _text_columns(texts, columns)
    _kind_columns(reading, columns)
    words = [text_words(text) for text in texts]
    _word_columns(words, lexicon, columns)
    _rule_columns(texts, page.hits, columns)
    _anchor_columns(page, headline, texts, words, columns)
    if layout is not None:
        tree_columns(reading, lexicon, layout, columns, LONG_BLOCK)
    else:
        _space_columns(reading, columns)
    _neighbour_columns(columns)
    return columns


# --- the block's own text ----------------------------------------------------------------------

_LOWER, _UPPER, _CJK, _DIGIT, _SPACE, _STOP, _COMMA, _OTHER = range(1, 9)

# The class of each character of the basic plane, filled in as they are met; 0: not met yet. The
# last entry serves all planes above.
_CLASSES = np.zeros(0x10000, dtype=np.uint8)


def _classes_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    codes = np.minimum(codes, 0xFFFF)
    classes = _CLASSES[codes]
    if not classes.all():
        for code in np.flatnonzero(np.bincount(codes[classes == 0])).tolist():
            _CLASSES[code] = _class_of(chr(code))
        classes = _CLASSES[codes]
    return classes


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
    return _COMMA if char in ",;，、；،፣၊" else _OTHER


def _counts(texts: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    """How many characters of each class a block has: classes x blocks."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    cells = np.repeat(np.arange(len(texts)) * (_OTHER + 1), lengths) + _classes_of(codes)
    counts = np.bincount(cells, minlength=len(texts) * (_OTHER + 1))
    return counts.reshape(len(texts), _OTHER + 1).T.astype(np.float32)


def _text_columns(texts: Sequence[str], columns: Columns) -> None:
    count = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=count)
    counts = _counts(texts, lengths)
    spaces, stops, commas, digits = (counts[i] for i in (_SPACE, _STOP, _COMMA, _DIGIT))
    letters = counts[_LOWER] + counts[_UPPER] + counts[_CJK]
    size = np.maximum(lengths, 1).astype(np.float32)
    # A CJK character says about as much as two letters.
    weight = size + counts[_CJK]
    columns["chars"] = np.log1p(weight)
    columns["size"] = weight
    columns["words"] = np.log1p(spaces + 1 + counts[_CJK] / 2)
    columns["word_length"] = size / (spaces + 1)
    columns["stops"] = np.log1p(stops)
    columns["stop_rate"] = stops / weight
    columns["commas"] = np.log1p(commas)
    columns["comma_rate"] = commas / weight
    columns["upper_rate"] = counts[_UPPER] / np.maximum(letters, 1)
    columns["letter_rate"] = letters / size
    columns["digit_rate"] = digits / size
    columns["digits"] = np.log1p(digits)
    columns["other_rate"] = counts[_OTHER] / size
    columns["cjk_rate"] = counts[_CJK] / size
    _edge_columns(texts, columns)


def _edge_columns(texts: Sequence[str], columns: Columns) -> None:
    """What a block begins and ends with."""
    count = len(texts)
    first = [text[:1] for text in texts]
    ends = [text[-8:].rstrip(_CLOSERS)[-1:] for text in texts]
    columns["sentence_end"] = column(map(SENTENCE_ENDS.__contains__, ends), count)
    columns["colon_end"] = column((text[-1:] in _COLONS for text in texts), count)
    columns["cut_end"] = column((text.endswith(("...", "…")) for text in texts), count)
    columns["lower_start"] = column(map(str.islower, first), count)
    columns["upper_start"] = column(map(str.isupper, first), count)
    columns["digit_start"] = column(map(str.isdigit, first), count)
    columns["quote_start"] = column(map(_QUOTES.__contains__, first), count)
    columns["lines"] = column((text.count("\n") for text in texts), count)


def _kind_columns(reading: Reading, columns: Columns) -> None:
    blocks = reading.blocks
    kinds = column((_KINDS[block.kind] for block in blocks), len(blocks))
    for kind, number in _KINDS.items():
        columns[f"kind_{kind.value}"] = (kinds == number).astype(np.float32)
    columns["level"] = column((block.level for block in blocks), len(blocks))


# --- words and rules ---------------------------------------------------------------------------


def _word_columns(words: Sequence[list[str]], lexicon: Lexicon, columns: Columns) -> None:
    """Log-odds of a block's first words; 0 for a block without words."""
    read = np.fromiter(map(len, words), dtype=np.int64, count=len(words)).clip(1)
    each = chain.from_iterable(known or ("",) for known in words)
    odds = np.fromiter(map(lexicon.words.get, each, repeat(0.0)), dtype=np.float64)
    begins = np.cumsum(read) - read
    low, high = (_of_runs(of, odds, begins) for of in (np.minimum, np.maximum))
    columns["words_mean"] = (_of_runs(np.add, odds, begins) / (read + 2)).astype(np.float32)
    columns["words_low"], columns["words_high"] = low.astype(np.float32), high.astype(np.float32)


def _of_runs(
    made: np.ufunc, values: NDArray[np.float64], begins: NDArray[np.int64]
) -> NDArray[np.float64]:
    """One number for each run of values: their sum, the least of them, ..."""
    runs: NDArray[np.float64] = made.reduceat(values, begins) if len(begins) else values
    return runs


# Labels that a rule can give, from those nearest the story to those farthest from it.
_RULE_GROUPS = {
    "caption": 2,
    "correction": 3,
    "wire_credit": 3,
    "author_bio": 3,
    "byline": 4,
    "date": 4,
    "source": 4,
    "page_number": 4,
    "related": 5,
    "paywall": 6,
    "newsletter": 6,
    "advertisement": 6,
    "share": 7,
    "comments": 7,
    "contact": 8,
    "copyright": 8,
    "registration": 8,
    "cookie": 8,
    "navigation": 9,
}
_FURNITURE = 5  # from this group on, a block is beside the article
_FOOTER = 8  # from this group on, it is at the end of the page
_FURNITURE_REACHES = (5, 15)  # blocks around one in which such lines are counted
_MOST_REPEATS = 5


def _rule_columns(texts: Sequence[str], hits: Sequence[Hit | None], columns: Columns) -> None:
    """What the furniture rules say of a block, and how far off the page last said such a thing."""
    count = len(texts)
    rule = column((_RULE_GROUPS.get(hit.label, 1) if hit else 0 for hit in hits), count)
    opens = column((hit is not None and hit.opens for hit in hits), count)
    columns["rule"] = rule
    columns["rule_opens"] = opens
    sure = (hit is not None and hit.strength == "sure" for hit in hits)
    columns["rule_sure"] = column(sure, count)
    seen = Counter(texts)
    columns["repeats"] = column((min(seen[text], _MOST_REPEATS) for text in texts), count)
    marks = {"opening": opens > 0, "furniture": rule >= _FURNITURE, "footer": rule >= _FOOTER}
    for name, mark in marks.items():
        columns[f"{name}_since"] = since(mark)
        columns[f"{name}_until"] = until(mark)
    windows = Windows([marks["furniture"].astype(np.float32)], _FURNITURE_REACHES[-1] + 1)
    for reach in _FURNITURE_REACHES:
        columns[f"furniture_before_{reach}"] = windows.sums(-reach, 0)[0]
        columns[f"furniture_after_{reach}"] = windows.sums(1, reach + 1)[0]


# --- the headline, the description and the declared body ---------------------------------------


def _anchor_columns(
    page: Page,
    headline: Found[str] | None,
    texts: Sequence[str],
    words: Sequence[list[str]],
    columns: Columns,
) -> None:
    count = len(texts)
    order = np.arange(count, dtype=np.float32)
    read = np.cumsum(columns["size"])
    total = max(float(read[-1]), 1.0) if count else 1.0
    columns["place"] = order / np.float32(max(count, 1))
    columns["place_chars"] = (read - columns["size"]) / np.float32(total)
    columns["page_blocks"] = np.full(count, np.log1p(count), dtype=np.float32)
    columns["page_chars"] = np.full(count, np.log1p(total), dtype=np.float32)
    at = headline.block if headline is not None and headline.block is not None else None
    columns["headline_known"] = np.full(count, float(at is not None), dtype=np.float32)
    columns["from_headline"] = np.zeros_like(order) if at is None else (order - at).clip(-60, 200)
    begun = read - (np.float32(0) if at is None else read[at])
    columns["chars_from_headline"] = np.sign(begun) * np.log1p(np.abs(begun))
    columns["is_headline"] = (order == (-1 if at is None else at)).astype(np.float32)
    title = headline.value if headline is not None else ""
    title_words = frozenset(text_words(title))
    shared = (len(title_words.intersection(known)) for known in words)
    columns["title_words"] = column(shared, count) / np.float32(len(title_words) + 1)
    in_title = (len(text) > 3 and text in title for text in texts)
    columns["in_title"] = column(in_title, count)
    columns["since_title"] = since(columns["in_title"] > 0)
    _prose_columns(columns)
    _declared_columns(page, texts, columns)


def _prose_columns(columns: Columns) -> None:
    """How far off the page's long blocks are: the nearest, the first and the last."""
    prose = columns["chars"] > np.log1p(LONG_BLOCK)
    order = np.arange(len(prose), dtype=np.float32)
    columns["since_prose"] = since(prose)
    columns["until_prose"] = until(prose)
    long = np.flatnonzero(prose)
    first, last = (int(long[0]), int(long[-1])) if len(long) else (0, 0)
    columns["first_prose"] = order - first
    columns["last_prose"] = order - last


def _declared_columns(page: Page, texts: Sequence[str], columns: Columns) -> None:
    """Whether a block stands in the JSON-LD `articleBody`, or is the page's description."""
    count = len(texts)
    declared = next((one.text for one in page.declared.of("body")), "")
    squashed = letters_of(declared) if len(declared) > 200 else ""
    columns["declares_body"] = np.full(count, float(bool(squashed)), dtype=np.float32)
    if squashed:
        columns["declared"] = column((_stands_in(text, squashed) for text in texts), count)
    else:
        columns["declared"] = np.zeros(count, dtype=np.float32)
    descriptions = _descriptions(page)
    starts = {description[:1] for description in descriptions}
    columns["is_description"] = column(
        (
            20 < len(text) < 600
            and text.lstrip(_CLOSERS)[:1].lower() in starts
            and letters_of(text[:120])[:60] in descriptions
            for text in texts
        ),
        count,
    )


def _descriptions(page: Page) -> set[str]:
    stated = page.declared.in_head("description")
    return {letters_of(one.words[:120])[:60] for one in stated if one.kind is Kind.META} - {""}


def _stands_in(text: str, squashed: str) -> bool:
    probe = letters_of(text[:200])[:50]
    return len(probe) > 3 and probe in squashed


# --- white space in plain text ------------------------------------------------------------------


def _space_columns(reading: Reading, columns: Columns) -> None:
    """What is left of the layout in a text dump: how far a block's first line is set in, and how
    many blank lines part it from its neighbours."""
    text = reading.document.text
    indents, gaps = [0], [0]
    for span in spans_of(reading):
        # White space belongs to the block before it, the next line's indent too.
        if text[span.end - 1] == "\n" and not text[span.end - 2 : span.end - 1].isspace():
            gaps.append(1)
            indents.append(0)
            continue
        tail = text[max(span.start, span.end - _DEEPEST_INDENT * 4) : span.end]
        space = tail[len(tail.rstrip()) :]
        gaps.append(min(space.count("\n"), _WIDEST_GAP))
        indents.append(min(len(space) - space.rfind("\n") - 1, _DEEPEST_INDENT))
    count = len(reading.blocks)
    columns["indent"] = column(indents, count)
    gap = column(gaps, count + 1)
    usual = np.median(gap[1:]) if count else 0  # renderers differ in the gap that parts paragraphs
    columns["gap_before"] = gap[:-1]
    columns["gap_after"] = gap[1:]
    columns["wider_before"] = np.sign(gap[:-1] - usual).astype(np.float32)
    columns["wider_after"] = np.sign(gap[1:] - usual).astype(np.float32)


# --- neighbours --------------------------------------------------------------------------------

_SEEN_FROM_BESIDE = ("chars", "stops", "words_mean", "sentence_end", "rule", "upper_rate", "level")
_SEEN_IN_TREE = ("link_density", "class_sum", "depth", "strong")
_SHIFTS = (-3, -2, -1, 1, 2, 3)
_REACHES = (3, 8, 20)  # blocks around one over which columns are summed up


def _neighbour_columns(columns: Columns) -> None:
    names = [*_SEEN_FROM_BESIDE, *(name for name in _SEEN_IN_TREE if name in columns)]
    columns.update(neighbours(names, columns, _SHIFTS))
    size = columns["size"]
    prose = size * (columns["chars"] > np.log1p(LONG_BLOCK))
    if "link_density" in columns:
        prose = prose * (1 - columns["link_density"])
    summed = [prose, size, columns["words_mean"], columns["sentence_end"], np.ones_like(size)]
    windows = Windows(summed, _REACHES[-1] + 1)
    for reach in _REACHES:
        before = np.log1p(windows.sums(-reach, 0)[:2])
        after = np.log1p(windows.sums(1, reach + 1)[:2])
        columns[f"prose_before_{reach}"], columns[f"size_before_{reach}"] = before[0], before[1]
        columns[f"prose_after_{reach}"], columns[f"size_after_{reach}"] = after[0], after[1]
        near = windows.sums(-reach, reach + 1)
        columns[f"words_near_{reach}"] = near[2] / near[4]
        columns[f"stops_near_{reach}"] = near[3] / near[4]
