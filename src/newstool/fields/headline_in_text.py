"""The headline of plain text, from its blocks alone.

A dump of a whole page has menus before the headline and teasers after the story; a copied story
has only a line or two before it. Lines with not much prose before them and some after them are
candidates, weighed by what they look like, what stands around them, and how many of their words
the prose takes up. The weights are in `rules/headline_in_text.toml`, fitted by
`training/fit_text_headline.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from newstool.article import Block, BlockKind, Found, Reading
from newstool.fields.headline_words import generic_headings
from newstool.fields.language import function_words
from newstool.fields.title_parts import cuts, fold, words
from newstool.header_labels import header_field
from newstool.rules import recognise

RULES = Path(__file__).parent.parent / "rules" / "headline_in_text.toml"

Features = dict[str, float]

_MAX_CHARS = 300  # of a headline; the longest of the development data has 240
_SHORTEST = 8  # Latin letters of a headline, beyond the first lines
_OPENING = 3  # first blocks of the text: some dumps begin with the page's <title>
_BEFORE = 30  # blocks between a headline and prose: share buttons, captions, a box
_LATEST = 0.25  # share of the text's prose that may stand before the headline: notices, teasers
_LOOKED_AT = 20  # candidates that are looked at closely; more cost time and win nothing
_PROSE = 120  # characters of a line of prose; fewer where it ends like a sentence
_SENTENCE = 60
_LONGEST_GAIN = 600  # characters that one line adds to the prose: one long notice is no article
_GAP_COST = 40  # characters of prose that a line between two lines of prose costs their run
_BODY_SAMPLE = 2500  # characters of prose whose words are compared with a candidate's
_WIDE_WEIGHT = 2.5  # a Chinese or Japanese character says as much as so many Latin letters
_FEW_LINES = 8  # lines before the prose of a text that was copied without the page's menus
_NEARBY = 40  # blocks around a candidate in which a trail or a teaser may repeat it

_TITLE_MARKS = frozenset("|-–—:·•»_<(")  # between a headline and what a page's title adds to it
_SENTENCE_ENDS = frozenset(".!?。！？…।؟\"”»’'）)")
_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d\d?[:.h]\d\d\b|\d年\s?\d|\d월\s?\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d\d\b"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d+ (?:hours?|days?|weeks?|mins?|minutes?) (?:ago|read)\b|\bmin read\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|de|text|author|reporter|staff|记者|作者|編集|来源|來源)\b",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"\s[>»›/→]\s")


def find_headline_in_text(reading: Reading) -> Found[str] | None:
    """The headline's block in plain text; None when no line can be one. Linear, never raises."""
    for header in reading.head.headers:
        if header_field(header.name) == "title" and header.value.strip():
            value = " ".join(header.value.split())
            source = f"labelled line '{header.name}'"
            return Found(value, source, header.value, span=(header.start, header.end))
    found = candidates(reading.blocks)
    scored = [(_score(features), -place) for place, (_, features) in enumerate(found)]
    if not scored or max(scored)[0] <= _weights().get("least", 0.0):
        return None
    best = found[-max(scored)[1]][0]
    if best.index == 0:
        best = _confirming(best.text, found) or best
    return Found(_tidied(best.text, reading.blocks), "headline", best.text, block=best.index)


def _confirming(opening: str, found: Sequence[tuple[Block, Features]]) -> Block | None:
    """The line further down that says the opening line again, but for a site's name at its end.

    Such an opening is the page's <title>, and the line is its headline.
    """
    again = [
        block
        for block, features in found
        if features["in_opening"] and not features["one_word"] and opening.startswith(block.text)
    ]
    longest = max(again, key=lambda block: len(block.text), default=None)
    if longest is None:
        return None
    rest = opening[len(longest.text) :].lstrip()
    return longest if not rest or rest[0] in _TITLE_MARKS else None


def _score(features: Mapping[str, float]) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items() if value)


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
    rest = text[len(shorter[0]) :].lstrip(" |-–—:·•»_")
    if len(words(shorter[0])) < 3 or not 1 < len(rest) <= 40:
        return text
    return shorter[0] if any(block.text == rest for block in blocks) else text


# --- what is counted once for all candidates ---------------------------------------------------


def weight_of(text: str) -> int:
    """Length in Latin letters."""
    size = len(text)
    if size < 1000 and not text.isascii() and _WIDE.search(text):
        return int(size * _WIDE_WEIGHT)
    return size


def prose_of(text: str, weight: int) -> int:
    """What a line of prose adds to the text's prose; 0 for other lines.

    Prose is a long line, or a shorter one that ends like a sentence.
    """
    if weight >= _PROSE or (weight >= _SENTENCE and text[-1] in _SENTENCE_ENDS):
        return min(weight, _LONGEST_GAIN)
    return 0


def is_credit(text: str) -> bool:
    """A short line that begins like a byline or holds a date or an hour."""
    if len(text) > 120:
        return False
    return bool(_BYLINE.match(text) or (_DIGIT.search(text) and _DATED.search(text)))


class _Text:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.weights = [weight_of(block.text) for block in blocks]
        self.prose = [
            prose_of(block.text, weight) if weight >= _SENTENCE else 0
            for block, weight in zip(blocks, self.weights, strict=True)
        ]
        self.total = sum(self.prose) or 1
        first = blocks[0].text if len(blocks[0].text) <= _MAX_CHARS else ""
        self.opening = fold(first)
        self.opening_line = first
        self.counts = Counter(block.text for block in blocks if len(block.text) <= _MAX_CHARS)
        self.words = self._body_words()
        self._credits: dict[int, bool] = {}
        self.first_prose = next((i for i, weight in enumerate(self.prose) if weight), len(blocks))

    def is_credit(self, index: int) -> bool:
        known = self._credits.get(index)
        if known is None:
            known = self._credits[index] = is_credit(self.blocks[index].text)
        return known

    def telling(self, text: str) -> frozenset[str]:
        """The line's words that are no function words."""
        return words(text) - function_words()

    def credit_within(self, start: int, end: int) -> float:
        last = min(end, len(self.blocks))
        return float(any(self.is_credit(index) for index in range(max(0, start), last)))

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
        for index in range(self._main_run(), len(self.blocks)):
            if self.prose[index]:
                text = self.blocks[index].text[:room]
                found.update(words(text))
                room -= len(text)
                if room <= 0:
                    break
        return found

    def eligible(self) -> list[tuple[int, float, int]]:
        """(index, share of the prose that stands before, blocks until the next prose)."""
        until = [0] * len(self.blocks)
        gap = len(self.blocks)
        for index in range(len(self.blocks) - 1, -1, -1):
            until[index] = gap
            gap = 1 if self.prose[index] else gap + 1
        found: list[tuple[int, float, int]] = []
        passed = 0
        seen: set[str] = set()
        for block, weight in zip(self.blocks, self.prose, strict=True):
            if passed > _LATEST * self.total:
                break
            text = block.text
            near = until[block.index] <= _BEFORE and len(text) * _WIDE_WEIGHT >= _SHORTEST
            fits = (near or block.index < _OPENING) and 3 <= len(text) <= _MAX_CHARS
            if fits and text not in seen:
                seen.add(text)
                found.append((block.index, passed / self.total, until[block.index]))
            passed += weight
        return found

    def promising(self) -> list[tuple[int, float, int]]:
        """The best of the eligible by their shape alone, in the text's order."""
        found = self.eligible()
        if len(found) <= _LOOKED_AT:
            return found
        best = sorted(found, key=self._promise, reverse=True)[:_LOOKED_AT]
        return sorted(best)

    def _promise(self, candidate: tuple[int, float, int]) -> float:
        index, share, until = candidate
        text = self.blocks[index].text
        weight = self.weights[index]
        spaces = text.count(" ")
        score = min(weight, 60) / 20 - 2.5 * share / _LATEST
        score -= max(0, weight - 110) / 40
        score -= 2.5 * (text[-1] in ".:,;。：，") + 1.0 * text[0].islower()
        score -= 2.0 * (spaces < 1 and text.isascii()) + 1.0 * (spaces == 1)
        score += 2.0 * (len(text) > 7 and index > 0 and self.opening_line.startswith(text))
        score += 0.3 * min(8, sum(min(self.words[word], 3) for word in self.telling(text)))
        score += 0.5 * (self.counts[text] == 2) + 0.5 * (until <= 5) + 1.0 * (index == 0)
        return score


# --- candidates and what speaks for them -------------------------------------------------------


def candidates(blocks: Sequence[Block]) -> list[tuple[Block, Features]]:
    """Blocks that may be the headline, each with its features, 0 to 1."""
    if not blocks:
        return []
    text = _Text(blocks)
    found: list[tuple[Block, Features]] = []
    for index, share, until in text.promising():
        features = _shape(blocks[index], bool(text.prose[index]))
        features["passed"] = min(share / _LATEST, 1.0)
        features["none_passed"] = float(share == 0)
        features["until"] = min(until, 30) / 30
        features["next"] = float(until == 1)
        features["close"] = float(until <= 5)
        features.update(_company(text, index))
        features.update(_echoes(text, index))
        found.append((blocks[index], features))
    _compare(found, text.first_prose)
    return found


def _shape(block: Block, prose: bool) -> Features:
    text = block.text
    weight = weight_of(text)
    count = len(words(text))
    hit = recognise(text)
    last = text[-1]
    digits = bool(_DIGIT.search(text))
    share = _title_case(text)
    return {
        "heading": float(block.kind is BlockKind.HEADING),
        "list": float(block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)),
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
        "year": float(digits and bool(_YEAR.search(text))),
        "dated": float(digits and bool(_DATED.search(text))),
        "address": float("@" in text or "www." in text or "://" in text),
        "title_case": share,
        "commas": min(text.count(",") + text.count("、"), 4) / 4,
        "marks": float(text[0] in "|>»#*@+<" or last in "|>»+…"),
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


def _company(text: _Text, index: int) -> Features:
    prose = text.prose
    own = text.weights[index]
    before = text.weights[max(0, index - 4) : index]
    after = text.weights[index + 1 : index + 5]
    around = before + after
    following = sum(prose[index + 1 : index + 25])
    return {
        "opens": float(index == 0),
        "early": float(index <= 4),
        "short_before": sum(size <= 25 for size in before) / 4,
        "short_after": sum(size <= 25 for size in after) / 4,
        "size_before": min(before[-1] if before else 0, 120) / 120,
        "size_after": min(after[0] if after else 0, 240) / 240,
        "prose_before": float(any(prose[max(0, index - 4) : index])),
        "prose_next": float(any(prose[index + 1 : index + 3])),
        "mass_after": min(following, 2000) / 2000,
        "peers": sum(own * 0.5 <= size <= own * 1.7 for size in around) / 8,
        "credit_next": text.credit_within(index + 1, index + 3),
        "credit_after": text.credit_within(index + 1, index + 6),
        "credit_before": text.credit_within(index - 2, index),
    }


def _echoes(text: _Text, index: int) -> Features:
    """Words that the line shares with the first line, other lines and the prose."""
    own = text.blocks[index].text
    key = fold(own)
    enough = len(key) >= 8 or (len(key) >= 4 and not key.isascii())
    title = enough and bool(text.opening) and index > 0
    count = text.counts[own]
    telling = text.telling(own)
    shared = [min(text.words[word], 3) for word in telling]
    return {
        "in_opening": float(title and text.opening.startswith(key)),
        "within_opening": float(title and key in text.opening),
        "twice": float(count == 2),
        "often": float(count > 2),
        "in_other": float(enough and _is_part_of_other(text.blocks, index)),
        "shared": sum(map(bool, shared)) / len(shared) if shared else 0.0,
        "dwelt_on": sum(shared) / (3 * len(shared)) if shared else 0.0,
        "telling": min(len(telling), 6) / 6,
        "topic": min(sum(shared), 12) / 12,
    }


def _is_part_of_other(blocks: Sequence[Block], index: int) -> bool:
    own = blocks[index].text
    near = [b.text for b in blocks[max(0, index - _NEARBY) : index + _NEARBY]]
    return "\n".join(near).count(own) > near.count(own)


def _compare(found: Sequence[tuple[Block, Features]], first_prose: int) -> None:
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
        features["rival_above"] = _rivals(found, topical, place, place - 1)
        features["rival_below"] = _rivals(found, topical, place, place + 1)
        copied = block.index < first_prose <= _FEW_LINES
        features["shouted"] = float(copied and _is_shouted(features))


def _rivals(
    found: Sequence[tuple[Block, Features]], topical: Sequence[float], place: int, other: int
) -> float:
    """1 when the candidate beside this one is as topical and stands next to it."""
    if not 0 <= other < len(found):
        return 0.0
    close = abs(found[place][0].index - found[other][0].index) <= 2
    return float(close and topical[other] >= max(topical[place], 0.2))


def _is_shouted(features: Features) -> bool:
    """In capitals, and nothing in it says that it is a date, a label, an address or a notice."""
    faults = ("two_words", "dated", "year", "byline", "address", "colon", "commas")
    named = features["furniture_sure"] or features["furniture_hint"]
    return bool(features["capitals"]) and not named and not any(map(features.get, faults))
