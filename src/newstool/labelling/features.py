"""What can be told of each block, as numbers: one row a block, one column a feature.

Blocks of HTML and of plain text share the columns that need no markup; HTML adds those of the
element tree. The columns are computed for the whole page at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newstool.article import BlockKind, Found, Reading
from newstool.fields.json_ld import main_article, text_of
from newstool.labelling.layout import Layout
from newstool.labelling.lexicon import class_names, class_words, text_words
from newstool.rules import recognise

Column = NDArray[np.float32]
Columns = dict[str, NDArray[np.float32]]

_KINDS = tuple(BlockKind)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟。۔][\"'”’»)\]」』]*\s*$")
_LONG_BLOCK = 140  # characters; above it a block is prose unless its links say otherwise
_SQUASH = re.compile(r"[\W_]+")
_REGION_TAGS = (
    ("nav", ("nav", "menu")),
    ("footer", ("footer",)),
    ("header", ("header",)),
    ("aside", ("aside",)),
    ("form", ("form", "button", "select", "option", "label")),
    ("figure", ("figure", "figcaption")),
    ("article", ("article",)),
    ("main", ("main",)),
    ("section", ("section",)),
    ("list", ("ul", "ol", "dl")),
    ("table", ("table",)),
    ("quote", ("blockquote",)),
    ("p", ("p",)),
    ("div", ("div",)),
)
_REGION_OF = {tag: number for number, (_, tags) in enumerate(_REGION_TAGS) for tag in tags}
_DEEPEST_INDENT = 20  # characters; a deeper one says no more
_REGION_REACH = 12  # steps up the tree
_LEVELS = (0, 1, 2, 3, 5)  # how far up the tree a block's surroundings are measured


class Lexicon:
    """Log-odds of words and class names; see `training/lexicons.py` for how they are made."""

    def __init__(self, words: Mapping[str, float], classes: Mapping[str, float]) -> None:
        self.words = words
        self.classes = classes


def page_features(
    reading: Reading, headline: Found[str] | None, lexicon: Lexicon, layout: Layout | None
) -> Columns:
    """All columns of a page, float32, one number a block. `layout` is None for plain text."""
    columns: Columns = {}
    texts = [block.text for block in reading.blocks]
    _text_columns(texts, columns)
    _kind_columns(reading, columns)
    words = [text_words(text) for text in texts]
    _word_columns(texts, words, lexicon, columns)
    _anchor_columns(reading, headline, texts, words, columns)
    if layout is not None:
        _tree_columns(reading, lexicon, layout, columns)
    else:
        _indent_column(reading, columns)
    _neighbour_columns(columns)
    return columns


# --- the block's own text ----------------------------------------------------------------------

_UPPER, _LETTER, _DIGIT, _STOP, _COMMA, _CJK, _SPACE, _OTHER = (1 << i for i in range(8))


# Class bits of the characters of the basic plane, filled in as they are met; 0: not met yet. The
# last entry serves all planes above.
_CLASSES = np.zeros(0x10000, dtype=np.uint8)


def _classes_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    codes = np.minimum(codes, 0xFFFF)
    classes = _CLASSES[codes]
    if not classes.all():
        for code in np.unique(codes[classes == 0]).tolist():
            _CLASSES[code] = _class_bits(chr(code))
        classes = _CLASSES[codes]
    return classes


def _class_bits(char: str) -> int:
    if char.isalpha():
        wide = "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
        return _LETTER | (_UPPER if char.isupper() else 0) | (_CJK if wide else 0)
    if char.isdigit():
        return _DIGIT
    if char.isspace():
        return _SPACE
    if char in ".!?。！？।؟۔":
        return _STOP
    return _COMMA if char in ",;，、；،" else _OTHER


def _text_columns(texts: Sequence[str], columns: Columns) -> None:
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _classes_of(codes)
    counts = {}
    names = ("upper", "letter", "digit", "stop", "comma", "cjk", "space", "other")
    for bit, name in enumerate(names):
        upto = np.zeros(len(codes) + 1, dtype=np.int64)
        np.cumsum((classes >> bit) & 1, out=upto[1:], dtype=np.int64)
        counts[name] = (upto[ends] - upto[starts]).astype(np.float32)
    size = np.maximum(lengths, 1).astype(np.float32)
    # A CJK character says about as much as two letters.
    weight = size + counts["cjk"]
    columns["chars"] = np.log1p(weight)
    columns["size"] = weight
    columns["words"] = np.log1p(counts["space"] + 1 + counts["cjk"] / 2)
    columns["word_length"] = size / (counts["space"] + 1)
    columns["stops"] = np.log1p(counts["stop"])
    columns["stop_rate"] = counts["stop"] / weight
    columns["commas"] = np.log1p(counts["comma"])
    columns["comma_rate"] = counts["comma"] / weight
    columns["upper_rate"] = counts["upper"] / np.maximum(counts["letter"], 1)
    columns["letter_rate"] = counts["letter"] / size
    columns["digit_rate"] = counts["digit"] / size
    columns["digits"] = np.log1p(counts["digit"])
    columns["other_rate"] = counts["other"] / size
    columns["cjk_rate"] = counts["cjk"] / size
    columns["sentence_end"] = _column(_SENTENCE_END.search(text[-8:]) is not None for text in texts)
    columns["colon_end"] = _column(text[-1:] in ":：" for text in texts)
    columns["cut_end"] = _column(text.endswith(("...", "…")) for text in texts)
    columns["lower_start"] = _column(text[:1].islower() for text in texts)
    columns["upper_start"] = _column(text[:1].isupper() for text in texts)
    columns["digit_start"] = _column(text[:1].isdigit() for text in texts)
    columns["quote_start"] = _column(text[:1] in "\"'“„«‘「『—–-" for text in texts)
    columns["lines"] = _column(text.count("\n") for text in texts)


def _column(values: object) -> Column:
    return np.array(list(values), dtype=np.float32)  # type: ignore[call-overload]


def _kind_columns(reading: Reading, columns: Columns) -> None:
    blocks = reading.blocks
    kinds = np.array([_KINDS.index(block.kind) for block in blocks])
    for number, kind in enumerate(_KINDS):
        columns[f"kind_{kind.value}"] = (kinds == number).astype(np.float32)
    columns["level"] = _column(block.level for block in blocks)


def _word_columns(
    texts: Sequence[str], words: Sequence[list[str]], lexicon: Lexicon, columns: Columns
) -> None:
    weights = lexicon.words.get
    total, low, high, rule_out, rule_sure, opens = [], [], [], [], [], []
    seen: dict[str, int] = {}
    for text, known in zip(texts, words, strict=True):
        found = [weights(word, 0.0) for word in known] or [0.0]
        total.append(sum(found) / (len(found) + 2))
        low.append(min(found))
        high.append(max(found))
        hit = recognise(text)
        rule_out.append(_RULE_GROUPS.get(hit.label.value, 1) if hit else 0)
        rule_sure.append(hit is not None and hit.strength == "sure")
        opens.append(hit is not None and hit.opens)
        seen[text] = seen.get(text, 0) + 1
    columns["words_mean"] = _column(total)
    columns["words_low"] = _column(low)
    columns["words_high"] = _column(high)
    columns["rule"] = _column(rule_out)
    columns["rule_opens"] = _column(opens)
    _rule_distances(columns)
    columns["rule_sure"] = _column(rule_sure)
    columns["repeats"] = _column(min(seen[text], 5) for text in texts)


def _rule_distances(columns: Columns) -> None:
    """How many blocks ago, and in how many, the page last said that something else begins."""
    rule = columns["rule"]
    marks = {
        "opening": columns["rule_opens"] > 0,
        "furniture": rule >= _FURNITURE,
        "footer": rule >= _FOOTER,
    }
    for name, mark in marks.items():
        columns[f"{name}_since"] = _since(mark)
        columns[f"{name}_until"] = _since(mark[::-1])[::-1]
    furniture = marks["furniture"].astype(np.float32)
    for reach in (5, 15):
        columns[f"furniture_before_{reach}"] = window(furniture, -reach, 0)
        columns[f"furniture_after_{reach}"] = window(furniture, 1, reach + 1)


def _since(mark: NDArray[np.bool_]) -> Column:
    """Blocks since the last marked one, itself included as 0; `_FAR` when there is none."""
    order = np.arange(len(mark), dtype=np.float32)
    last = np.maximum.accumulate(np.where(mark, order, -_FAR))
    return np.minimum(order - last, _FAR).astype(np.float32)


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
_FAR = 50.0

# --- the headline, the description and the declared body ---------------------------------------


def _anchor_columns(
    reading: Reading,
    headline: Found[str] | None,
    texts: Sequence[str],
    words: Sequence[list[str]],
    columns: Columns,
) -> None:
    count = len(texts)
    order = np.arange(count, dtype=np.float32)
    read = np.cumsum(columns["size"])
    total = max(float(read[-1]), 1.0) if count else 1.0
    columns["place"] = (order / max(count, 1)).astype(np.float32)
    columns["place_chars"] = ((read - columns["size"]) / total).astype(np.float32)
    columns["page_blocks"] = np.full(count, np.log1p(count), dtype=np.float32)
    columns["page_chars"] = np.full(count, np.log1p(total), dtype=np.float32)
    at = headline.block if headline is not None and headline.block is not None else -1
    columns["headline_known"] = np.full(count, float(at >= 0), dtype=np.float32)
    columns["from_headline"] = np.clip(order - at, -60, 200) if at >= 0 else np.zeros_like(order)
    begun = float(read[at]) if at >= 0 else 0.0
    columns["chars_from_headline"] = np.sign(read - begun) * np.log1p(np.abs(read - begun))
    columns["is_headline"] = (order == at).astype(np.float32)
    title_words = set(text_words(headline.value)) if headline is not None else set()
    columns["title_words"] = _column(
        len(title_words.intersection(known)) / (len(title_words) + 1) for known in words
    )
    columns["in_title"] = _column(
        headline is not None and len(text) > 3 and text in headline.value for text in texts
    )
    columns["since_title"] = _since(columns["in_title"] > 0)
    prose = columns["chars"] > np.log1p(_LONG_BLOCK)
    columns["since_prose"] = _since(prose)
    columns["until_prose"] = _since(prose[::-1])[::-1]
    columns["first_prose"] = order - (int(prose.argmax()) if prose.any() else 0)
    columns["last_prose"] = order - (count - 1 - int(prose[::-1].argmax()) if prose.any() else 0)
    _declared_columns(reading, texts, columns)


def _declared_columns(reading: Reading, texts: Sequence[str], columns: Columns) -> None:
    """Whether a block stands in the JSON-LD `articleBody`, or is the page's description."""
    article = main_article(reading.head)
    declared = (text_of(article.get("articleBody")) if article else None) or ""
    squashed = _squash(declared) if len(declared) > 200 else ""
    columns["declares_body"] = np.full(len(texts), float(bool(squashed)), dtype=np.float32)
    if squashed:
        columns["declared"] = _column(_stands_in(text, squashed) for text in texts)
    else:
        columns["declared"] = np.zeros(len(texts), dtype=np.float32)
    descriptions = {
        _squash(tag.content[:120])[:60]
        for tag in reading.head.meta
        if tag.name in ("description", "og:description", "twitter:description")
    } - {""}
    columns["is_description"] = _column(
        bool(descriptions) and 20 < len(text) < 600 and _squash(text[:120])[:60] in descriptions
        for text in texts
    )


def _squash(text: str) -> str:
    return _SQUASH.sub("", text).lower()


def _stands_in(text: str, squashed: str) -> bool:
    probe = _squash(text[:200])[:50]
    return len(probe) > 3 and probe in squashed


# --- white space in plain text ------------------------------------------------------------------


def _indent_column(reading: Reading, columns: Columns) -> None:
    """How far a block's first line is set in: what is left of the layout in a text dump."""
    text = reading.document.text
    indent = []
    for block in reading.blocks:
        raw = text[block.start : min(block.end, block.start + _DEEPEST_INDENT * 4)]
        space = raw[: len(raw) - len(raw.lstrip())]
        indent.append(min(len(space) - space.rfind("\n") - 1, _DEEPEST_INDENT))
    columns["indent"] = _column(indent)


# --- the element tree --------------------------------------------------------------------------


def _tree_columns(reading: Reading, lexicon: Lexicon, layout: Layout, columns: Columns) -> None:
    markups = [block.markup for block in reading.blocks]
    size = columns["size"]
    length = np.array([max(len(block.text), 1) for block in reading.blocks], dtype=np.float32)
    links = np.array([m.link_chars if m else 0 for m in markups], dtype=np.float32)
    strong = np.array([m.strong_chars if m else 0 for m in markups], dtype=np.float32)
    columns["link_density"] = np.minimum(links / length, 1)
    columns["link_count"] = _column(
        sum(1 for i in m.inlines if i.tag == "a") if m else 0 for m in markups
    )
    columns["strong"] = np.minimum(strong / length, 1)
    hidden = _column(bool(m and m.hidden) for m in markups)
    columns["hidden"] = hidden
    columns["depth"] = layout.depth[layout.own]
    _region_columns(reading, layout, columns)
    _class_columns(reading, lexicon, layout, columns)
    prose = (length >= _LONG_BLOCK) & (columns["link_density"] < 0.4) & (hidden == 0)
    shown = size * (1 - hidden)
    sums = {
        "text": running(shown),
        "link": running(shown * columns["link_density"]),
        "prose": running(shown * prose),
        "blocks": running(np.ones_like(size)),
        "stops": running(np.expm1(columns["stops"]) * (1 - hidden)),
        "words": running(columns["words_mean"]),
    }
    _surrounding_columns(sums, layout, columns)
    _main_columns(sums, layout, columns)
    _likeness_columns(layout, shown, prose, columns)


def _likeness_columns(
    layout: Layout, shown: Column, prose: NDArray[np.bool_], columns: Columns
) -> None:
    """What the blocks of the same form, and of the same setting, have in common."""
    whole = max(float(shown.sum()), 1.0)
    for name, group in (("form", layout.form), ("setting", layout.setting)):
        count = np.bincount(group).astype(np.float32)[group]
        text = np.bincount(group, weights=shown)[group]
        columns[f"{name}_count"] = np.log1p(count)
        columns[f"{name}_share"] = (text / whole).astype(np.float32)
        columns[f"{name}_mean"] = np.log1p(text / count).astype(np.float32)
        in_prose = np.bincount(group, weights=shown * prose)[group]
        columns[f"{name}_prose"] = (in_prose / np.maximum(text, 1)).astype(np.float32)
        linked = np.bincount(group, weights=shown * columns["link_density"])[group]
        columns[f"{name}_links"] = (linked / np.maximum(text, 1)).astype(np.float32)


def running(values: Column) -> NDArray[np.float64]:
    """Sums up to each block: `out[end] - out[begin]` is the sum over a run of blocks."""
    out = np.zeros(len(values) + 1)
    np.cumsum(values, out=out[1:])
    return out


def _region_columns(reading: Reading, layout: Layout, columns: Columns) -> None:
    """How many steps up the nearest element of each kind stands; 0 for none."""
    regions = np.array([_REGION_OF.get(c.tag, -1) for c in reading.containers])
    steps = np.zeros((len(_REGION_TAGS), len(layout.own)), dtype=np.float32)
    blocks = np.arange(len(layout.own))
    above = [layout.own]
    for _ in range(_REGION_REACH - 1):
        above.append(layout.parents[above[-1]])
    for step in range(_REGION_REACH, 0, -1):  # from afar, so that the nearest is written last
        region = regions[above[step - 1]]
        known = region >= 0
        steps[region[known], blocks[known]] = step
    for number, (name, _) in enumerate(_REGION_TAGS):
        columns[f"in_{name}"] = steps[number]


def _class_columns(reading: Reading, lexicon: Lexicon, layout: Layout, columns: Columns) -> None:
    own, parents = layout.own, layout.parents
    weights = lexicon.classes.get
    scores = np.zeros(len(parents), dtype=np.float32)
    lows = np.zeros(len(parents), dtype=np.float32)
    for container in reading.containers:
        names = class_names(container.attributes) if container.attributes else ""
        if names:
            found = [weights(word, 0.0) for word in class_words(names)]
            if found:
                scores[container.index] = sum(found)
                lows[container.index] = min(found)
    at = own
    low = np.zeros(len(own), dtype=np.float32)
    high = np.zeros(len(own), dtype=np.float32)
    total = np.zeros(len(own), dtype=np.float32)
    for step in range(10):
        level = scores[at]
        if step < 4:
            columns[f"class_{step}"] = level
        low = np.minimum(low, lows[at])
        high = np.maximum(high, level)
        total += level * (0.8**step)
        at = parents[at]
    columns["class_low"] = low
    columns["class_high"] = high
    columns["class_sum"] = total


def _surrounding_columns(
    sums: Mapping[str, NDArray[np.float64]], layout: Layout, columns: Columns
) -> None:
    first, last, parents = layout.first, layout.last, layout.parents
    at = layout.own
    whole = {name: max(float(upto[-1]), 1.0) for name, upto in sums.items()}
    for step in range(max(_LEVELS) + 1):
        if step in _LEVELS:
            begin, end = first[at], last[at]
            inside = {name: upto[end] - upto[begin] for name, upto in sums.items()}
            text = np.maximum(inside["text"], 1)
            columns[f"up{step}_chars"] = np.log1p(text).astype(np.float32)
            columns[f"up{step}_share"] = (text / whole["text"]).astype(np.float32)
            columns[f"up{step}_links"] = (inside["link"] / text).astype(np.float32)
            columns[f"up{step}_prose"] = (inside["prose"] / text).astype(np.float32)
            columns[f"up{step}_prose_share"] = (inside["prose"] / whole["prose"]).astype(np.float32)
            columns[f"up{step}_blocks"] = np.log1p(inside["blocks"]).astype(np.float32)
            columns[f"up{step}_stops"] = (inside["stops"] / text).astype(np.float32)
            columns[f"up{step}_words"] = (inside["words"] / np.maximum(inside["blocks"], 1)).astype(
                np.float32
            )
            columns[f"up{step}_from_end"] = np.log1p(end - np.arange(len(at))).astype(np.float32)
        at = parents[at]


def _main_columns(
    sums: Mapping[str, NDArray[np.float64]], layout: Layout, columns: Columns
) -> None:
    """Where a block stands to the deepest container that still holds most of the page's prose."""
    own, parents, depth = layout.own, layout.parents, layout.depth
    first, last = layout.first, layout.last
    prose = np.where(last > first, sums["prose"][last] - sums["prose"][np.minimum(first, last)], 0)
    for name, share in (("main", 0.7), ("core", 0.45)):
        holders = np.flatnonzero(prose >= share * max(float(sums["prose"][-1]), 1.0))
        main = int(holders[np.argmax(depth[holders])]) if len(holders) else 0
        begin, end = int(first[main]), int(last[main])
        order = np.arange(len(own))
        columns[f"{name}_inside"] = ((order >= begin) & (order < end)).astype(np.float32)
        columns[f"{name}_place"] = np.clip((order - begin) / max(end - begin, 1), -1, 2).astype(
            np.float32
        )
        columns[f"{name}_after"] = np.clip(order - end, -40, 40).astype(np.float32)
        columns[f"{name}_depth"] = depth[own] - depth[main]
        columns[f"{name}_child"] = (own == main).astype(np.float32)
        columns[f"{name}_grandchild"] = (parents[own] == main).astype(np.float32)
        text = max(float(sums["text"][end] - sums["text"][begin]), 1.0)
        columns[f"{name}_share"] = np.full(
            len(own), text / max(float(sums["text"][-1]), 1.0), dtype=np.float32
        )


# --- neighbours --------------------------------------------------------------------------------

_SEEN_FROM_BESIDE = ("chars", "stops", "words_mean", "sentence_end", "rule", "upper_rate", "level")
_SEEN_IN_TREE = ("link_density", "class_sum", "depth", "strong")


def _neighbour_columns(columns: Columns) -> None:
    names = [*_SEEN_FROM_BESIDE, *(name for name in _SEEN_IN_TREE if name in columns)]
    for name in names:
        column = columns[name]
        for shift in (-3, -2, -1, 1, 2, 3):
            columns[f"{name}{shift:+d}"] = shifted(column, shift)
    prose = columns["size"] * (columns["chars"] > np.log1p(_LONG_BLOCK))
    if "link_density" in columns:
        prose = prose * (1 - columns["link_density"])
    for reach in (3, 8, 20):
        columns[f"prose_before_{reach}"] = np.log1p(window(prose, -reach, 0))
        columns[f"prose_after_{reach}"] = np.log1p(window(prose, 1, reach + 1))
        columns[f"size_before_{reach}"] = np.log1p(window(columns["size"], -reach, 0))
        columns[f"size_after_{reach}"] = np.log1p(window(columns["size"], 1, reach + 1))
        near = window(np.ones_like(prose), -reach, reach + 1)
        columns[f"words_near_{reach}"] = window(columns["words_mean"], -reach, reach + 1) / near
        columns[f"stops_near_{reach}"] = window(columns["sentence_end"], -reach, reach + 1) / near


def shifted(column: Column, shift: int, fill: float = -1.0) -> Column:
    """Each block's neighbour `shift` places away (-1 is the one before); `fill` past the ends."""
    out = np.full_like(column, fill)
    if abs(shift) < len(column):
        if shift > 0:
            out[:-shift] = column[shift:]
        else:
            out[-shift:] = column[:shift]
    return out


def window(values: Column, begin: int, end: int) -> Column:
    """The sum over the blocks from `begin` to `end` (exclusive), relative to each block."""
    upto = running(values)
    order = np.arange(len(values))
    low = np.clip(order + begin, 0, len(values))
    high = np.clip(order + end, 0, len(values))
    return (upto[high] - upto[low]).astype(np.float32)
