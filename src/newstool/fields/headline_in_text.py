"""The headline of plain text, from its blocks alone.

A dump of a whole page has menus before the headline and teasers after the story; a copied story
has only a line or two before it. The main run of prose is found first; lines before its beginning
are candidates, weighed by what they look like, what stands around them, and how many of their
words the prose takes up. The weights are in `rules/headline_in_text.toml`, fitted by
`training/fit_text_headline.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from newstool.article import Block, BlockKind, Found, Reading
from newstool.fields.headline_words import generic_headings
from newstool.fields.language import function_words
from newstool.fields.title_parts import cuts, fold, words
from newstool.header_labels import header_field
from newstool.rules import recognise

RULES = Path(__file__).parent.parent / "rules" / "headline_in_text.toml"

_MAX_CHARS = 300  # of a headline; the longest of the development data has 240
_SHORTEST = 8  # Latin letters, beyond the first lines
_BEFORE = 30  # blocks between a headline and prose: share buttons, captions, a box
_LATEST = 0.25  # share of the text's prose that may stand before the headline: notices, teasers
_OPENING = 3  # first blocks of the text: some dumps begin with the page's <title>
_PROSE = 120  # characters of a line of prose; fewer where it ends like a sentence
_SENTENCE = 60
_LONGEST_GAIN = 600  # characters that one line adds to the prose: one long notice is no article
_GAP_COST = 40  # characters of prose that a line between two lines of prose costs their run
_BODY_SAMPLE = 4000  # characters of prose whose words are compared with a candidate's
_WIDE_WEIGHT = 2.5  # a Chinese or Japanese character says as much as so many Latin letters

_SENTENCE_ENDS = frozenset(".!?。！？…।؟\"”»’'）)")
_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d\d?[:.h]\d\d\b|\d年\s?\d|\d월\s?\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d\d\b"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d+ (?:hours?|days?|weeks?|mins?|minutes?) (?:ago|read)\b|\bmin read\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|de|text|author|reporter|staff|记者|作者|編集|来源|來源)\b",
    re.I,
)
_TRAIL = re.compile(r"\s[>»›/→]\s")


def find_headline_in_text(reading: Reading) -> Found[str] | None:
    """The headline's block in plain text; None when no line can be one. Linear, never raises."""
    for header in reading.head.headers:
        if header_field(header.name) == "title" and header.value.strip():
            value = " ".join(header.value.split())
            source = f"labelled line '{header.name}'"
            return Found(value, source, header.value, span=(header.start, header.end))
    best: Block | None = None
    best_score = _weights().get("least", 0.0)
    for block, features in candidates(reading.blocks):
        score = _score(features)
        if score > best_score:
            best, best_score = block, score
    if best is None:
        return None
    return Found(_tidied(best.text, reading.blocks), "headline", best.text, block=best.index)


def _score(features: Mapping[str, float]) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = tomllib.loads(RULES.read_text("utf-8"))["weights"]
    return loaded


def _tidied(text: str, blocks: Sequence[Block]) -> str:
    """One line, without a site's name at its end that stands on a line of its own elsewhere."""
    text = " ".join(text.split())
    shorter = cuts(text)[:1]
    if not shorter or not text.startswith(shorter[0]):
        return text
    rest = fold(text[len(shorter[0]) :])
    if len(words(shorter[0])) < 3 or len(rest) > 40:
        return text
    alone = any(len(block.text) <= 60 and fold(block.text) == rest for block in blocks[:400])
    return shorter[0] if alone else text


# --- prose -------------------------------------------------------------------------------------


def _weight(text: str) -> int:
    """Length in Latin letters."""
    size = len(text)
    if size < 1000 and not text.isascii() and _WIDE.search(text):
        return int(size * _WIDE_WEIGHT)
    return size


def _prose_weight(text: str) -> int:
    """What a line of prose adds to the text's prose; 0 for other lines.

    Prose is a long line, or a shorter one that ends like a sentence.
    """
    weight = _weight(text)
    if weight >= _PROSE or (weight >= _SENTENCE and text[-1] in _SENTENCE_ENDS):
        return min(weight, _LONGEST_GAIN)
    return 0


# --- candidates and what speaks for them -------------------------------------------------------


class _Text:
    """What is counted once for all candidates."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.prose = [_prose_weight(block.text) for block in blocks]
        self.total = sum(self.prose) or 1
        self.opening = fold(blocks[0].text) if len(blocks[0].text) <= _MAX_CHARS else ""
        self.counts = Counter(block.text for block in blocks)
        self.words = self._body_words()
        self.short = " | ".join(b.text for b in blocks[:600] if len(b.text) <= _MAX_CHARS)

    def _main_run(self) -> int:
        """Index at which the run of blocks with the most prose begins (Kadane's algorithm)."""
        best_gain = gain = best = start = 0
        for index, weight in enumerate(self.prose):
            if weight:
                if gain <= 0:
                    gain, start = 0, index
                gain += weight
                if gain > best_gain:
                    best_gain, best = gain, start
            else:
                gain -= _GAP_COST
        return best

    def _body_words(self) -> Counter[str]:
        found: Counter[str] = Counter()
        room = _BODY_SAMPLE
        start = self._main_run()
        for block, weight in zip(self.blocks[start:], self.prose[start:], strict=True):
            if weight:
                found.update(words(block.text[:room]))
                room -= len(block.text)
                if room <= 0:
                    break
        return found

    def eligible(self) -> Iterator[tuple[int, float, int]]:
        """(index, share of the prose that stands before, blocks until the next prose)."""
        gap = len(self.blocks)
        gaps = []
        for weight in reversed(self.prose):
            gap = 1 if weight else gap + 1
            gaps.append(gap)
        gaps.reverse()
        passed = 0
        seen: set[str] = set()
        for block, weight in zip(self.blocks, self.prose, strict=True):
            share = passed / self.total
            if share > _LATEST:
                return
            passed += weight
            until = gaps[block.index + 1] if block.index + 1 < len(gaps) else len(gaps)
            near = until <= _BEFORE and _weight(block.text) >= _SHORTEST
            if (near or block.index < _OPENING) and 3 <= len(block.text) <= _MAX_CHARS:
                if block.text not in seen:
                    seen.add(block.text)
                    yield block.index, share, until


def candidates(blocks: Sequence[Block]) -> Iterator[tuple[Block, dict[str, float]]]:
    """Blocks that may be the headline, each with its features, 0 to 1."""
    if not blocks:
        return
    text = _Text(blocks)
    found: list[tuple[Block, dict[str, float]]] = []
    for index, share, until in text.eligible():
        block = blocks[index]
        features = _shape(block.text, bool(text.prose[index]))
        features["heading"] = float(block.kind is BlockKind.HEADING)
        features["list"] = float(block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW))
        features["passed"] = min(share / _LATEST, 1.0)
        features["none_passed"] = float(share == 0)
        features["until"] = min(until, 30) / 30
        features["next"] = float(until == 1)
        features["close"] = float(until <= 5)
        features.update(_company(text, index))
        features.update(_echoes(text, index))
        found.append((block, features))
    _compare(found)
    yield from found


def _compare(found: Sequence[tuple[Block, dict[str, float]]]) -> None:
    """Adds what a candidate is among the others."""
    topical = [f["topic"] * (f["size"] > 0.25) * (1 - f["full_stop"]) for _, f in found]
    most = max(topical, default=0.0)
    highest = 0.0
    for place, (block, features) in enumerate(found):
        own = topical[place]
        features["most_topical"] = float(own > 0 and own == most)
        features["first_topical"] = float(own > 0.2 and own >= highest)
        features["topical_before"] = float(highest >= own + 0.1)
        highest = max(highest, own)
        nearest = found[place - 1] if place else None
        close = nearest is not None and block.index - nearest[0].index <= 2
        features["rival_above"] = float(close and topical[place - 1] >= max(own, 0.2))
        below = found[place + 1] if place + 1 < len(found) else None
        close = below is not None and below[0].index - block.index <= 2
        features["rival_below"] = float(close and topical[place + 1] >= max(own, 0.2))


def _shape(text: str, prose: bool) -> dict[str, float]:
    weight = _weight(text)
    count = len(words(text))
    hit = recognise(text)
    last = text[-1]
    return {
        "one_word": float(count == 1),
        "two_words": float(count == 2),
        "three_words": float(count == 3),
        "size": min(weight, 60) / 60,
        "oversize": max(0, min(weight, 200) - 90) / 110,
        "prose": float(prose),
        "full_stop": float(last in ".。।"),
        "colon": float(last in ":：,;，；"),
        "asks": float(last in "?？!！"),
        "lower": float(text[0].islower()),
        "digit": float(text[0].isdigit()),
        "capitals": float(text.isupper() and weight > 12),
        "year": float(bool(_YEAR.search(text))),
        "dated": float(bool(_DATED.search(text))),
        "title_case": _title_case(text),
        "commas": min(text.count(",") + text.count("、"), 4) / 4,
        "marks": float(text[0] in "|>»#*@+<" or text[-1] in "|>»+…"),
        "byline": float(bool(_BYLINE.match(text))),
        "trail": float(bool(_TRAIL.search(text)) or text.count("/") > 1 or text.count("|") > 1),
        "inner_colon": float(": " in text or "：" in text),
        "generic": float(fold(text) in generic_headings()),
        "furniture_sure": float(hit is not None and hit.strength == "sure"),
        "furniture_hint": float(hit is not None and hit.strength != "sure"),
    }


def _title_case(text: str) -> float:
    """Share of the line's words that begin with a capital; 0 in scripts without case."""
    found = text.split()[:20]
    return sum(word[0].isupper() for word in found) / len(found) if found else 0.0


def _company(text: _Text, index: int) -> dict[str, float]:
    blocks, prose = text.blocks, text.prose
    own = _weight(blocks[index].text)
    before = [_weight(block.text) for block in blocks[max(0, index - 4) : index]]
    after = [_weight(block.text) for block in blocks[index + 1 : index + 5]]
    around = before + after
    following = sum(prose[index + 1 : index + 25])
    return {
        "opens": float(index == 0),
        "early": float(index <= 4),
        "short_before": sum(size <= 25 for size in before) / 4,
        "short_after": sum(size <= 25 for size in after) / 4,
        "prose_before": float(any(prose[max(0, index - 4) : index])),
        "peers": sum(own * 0.5 <= size <= own * 1.7 for size in around) / 8,
        "longest": float(
            all(size <= own for size, w in zip(around, _flags(prose, index)) if not w)
        ),
        "credit_next": float(any(_is_credit(b.text) for b in blocks[index + 1 : index + 3])),
        "credit_after": float(any(_is_credit(b.text) for b in blocks[index + 1 : index + 6])),
        "credit_before": float(any(_is_credit(b.text) for b in blocks[max(0, index - 2) : index])),
        "size_before": min(before[-1] if before else 0, 120) / 120,
        "size_after": min(after[0] if after else 0, 240) / 240,
        "like_before": float(
            any(_is_like_title(b.text) for b in blocks[max(0, index - 2) : index])
        ),
        "like_after": float(any(_is_like_title(b.text) for b in blocks[index + 1 : index + 3])),
        "prose_next": float(any(prose[index + 1 : index + 3])),
        "mass_after": min(following, 2000) / 2000,
    }


def _flags(prose: Sequence[int], index: int) -> list[int]:
    return [*prose[max(0, index - 4) : index], *prose[index + 1 : index + 5]]


def _is_like_title(text: str) -> bool:
    """Could be a headline by its length and its end alone."""
    return 25 <= _weight(text) <= 130 and text[-1] not in ".。:：,;"


def _is_credit(text: str) -> bool:
    return len(text) <= 120 and bool(_DATED.search(text) or _BYLINE.match(text))


def _echoes(text: _Text, index: int) -> dict[str, float]:
    """Words that the line shares with the first line, other lines and the prose."""
    own = text.blocks[index].text
    key = fold(own)
    enough = len(key) >= 8 or (len(key) >= 4 and not key.isascii())
    title = enough and bool(text.opening) and index > 0
    count = text.counts[own]
    echoes = text.short.count(own) - count if enough and len(own) <= _MAX_CHARS else 0
    telling = words(own) - function_words()
    shared = [min(text.words[word], 3) for word in telling]
    return {
        "in_opening": float(title and text.opening.startswith(key)),
        "within_opening": float(title and key in text.opening),
        "twice": float(count == 2),
        "in_other": float(echoes > 0),
        "often": float(count > 2),
        "shared": sum(map(bool, shared)) / len(shared) if shared else 0.0,
        "dwelt_on": sum(shared) / (3 * len(shared)) if shared else 0.0,
        "telling": min(len(telling), 6) / 6,
        "topic": min(sum(shared), 12) / 12,
    }
