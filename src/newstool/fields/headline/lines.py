"""Lines of plain text that may be its headline, and what speaks for each of them.

Two steps, so that only a few lines are looked at closely: every line that may be the headline is
weighed by its shape and place alone (`coarse_features`, a linear model), and the best of them are
described in full (`describe`) for a ranker of learned trees. `training/fit_text_headline.py`
makes the weights of both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newstool.model.article import Block, BlockKind, Reading
from newstool.vocabulary.folding import fold, likeness, words
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.languages import function_words
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import FULL_STOPS, SENTENCE_ENDS, weight_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Features = dict[str, float]

MAX_CHARS = 300  # of a headline; the longest of the development data has 240
_SHORTEST = 3  # letters
_OPENING = 3  # first blocks of the text: some dumps begin with the page's <title>
_BEFORE = 30  # blocks between a headline and prose: share buttons, captions, a box
_BEHIND = 80  # lines after the beginning of the main prose: notes, boxes, a teaser's text
_LATEST = 0.5  # share of the text's prose that may be before the headline: notices, teasers
_LOOKED_AT = 10  # lines that are looked at closely; the headline is among them in 99 of 100 texts
_PROSE = 120  # characters of a line of prose; fewer where it ends like a sentence
_SENTENCE = 60
_LONGEST_GAIN = 600  # characters that one line adds to the prose: one long notice is no article
_GAP_COST = 40  # characters of prose that a line between two lines of prose costs their run
_BODY_SAMPLE = 2500  # characters of prose whose words are compared with a line's
_LEAD_SAMPLE = 400  # characters of each of the first three lines of prose
_BESIDE_SAMPLE = 300  # characters of a line beside, whose words are compared
_NEARBY = 40  # blocks around a line in which a trail or a teaser may repeat it
_MENU = 25  # characters: most entries of menus are shorter

_PROSE_ENDS = SENTENCE_ENDS | frozenset("\"”»’'）)")
_YEAR = later(r"\b(?:19|20)\d\d\b")
_DIGIT = later(r"\d")
_DATED = later(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d\d?[:.h]\d\d\b|\d年\s?\d|\d월\s?\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d\d\b"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d+ (?:hours?|days?|weeks?|mins?|minutes?) (?:ago|read)\b|\bmin read\b",
    re.IGNORECASE,
)
_BYLINE = later(
    r"(?:by|von|par|por|di|door|av|af|de|text|author|reporter|staff|记者|作者|編集|来源|來源)\b",
    re.IGNORECASE,
)
_TRAIL = later(r"\s[>»›/→]\s")


class Line(Struct, frozen=True, gc=False):
    """A line that may be the headline: how much prose is before, how far the next prose is."""

    index: int
    passed: float  # share of the text's prose, 0 to 1
    until: int  # blocks


class Candidate(Struct, frozen=True):
    """A line that is looked at closely: its block and what speaks for it."""

    block: Block
    features: Features


def prose_of(text: str, weight: int) -> int:
    """What a line of prose adds to the text's prose; 0 for other lines.

    Prose is a long line, or a shorter one that ends like a sentence.
    """
    if weight >= _PROSE or (weight >= _SENTENCE and text[-1] in _PROSE_ENDS):
        return min(weight, _LONGEST_GAIN)
    return 0


def is_credit(text: str) -> bool:
    """A short line that begins like a byline or holds a date or an hour."""
    if len(text) > 120:
        return False
    return bool(_BYLINE.match(text) or (_DIGIT.search(text) and _DATED.search(text)))


class Lines:
    """A text's lines with what is counted once for all of them."""

    def __init__(self, reading: Reading) -> None:
        self._source = reading.document.text
        self.blocks = blocks = reading.blocks
        self.texts = texts = [block.text for block in blocks]
        self.weights = weights = [
            len(text) if text.isascii() else weight_of(text) for text in texts
        ]
        self.prose = [*map(prose_of, texts, weights)]
        self.total = sum(self.prose) or 1
        self.opening = texts[0] if texts and len(texts[0]) <= MAX_CHARS else ""
        self.counts = Counter(text for text in texts if len(text) <= MAX_CHARS)
        self.main = self._main_run()
        self.body = self._body_words()

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

    def _body_words(self) -> dict[str, int]:
        """How often the prose has each of its telling words, at most 3."""
        found: Counter[str] = Counter()
        room = _BODY_SAMPLE
        for index in range(self.main, len(self.texts)):
            if self.prose[index] and room > 0:
                sample = self.texts[index][:room]
                found.update(words(sample))
                room -= len(sample)
        return {word: min(found[word], 3) for word in found.keys() - function_words()}

    def is_credit(self, index: int) -> bool:
        """As `is_credit`; False beyond the text."""
        return 0 <= index < len(self.texts) and is_credit(self.texts[index])

    def breaks_after(self, index: int) -> int:
        """Line breaks between this line and the next, at most 3; before the first line 3.

        Blocks of a page are set apart as much.
        """
        span = self.blocks[index].span if index >= 0 else None
        if span is None:
            return 3
        return min(3, self._source.count("\n", max(0, span.end - 4), span.end))

    def eligible(self) -> list[Line]:
        """Lines with prose not far after them and not much of it before, each text once."""
        count = len(self.texts)
        until, gap = [0] * count, count
        for index in range(count - 1, -1, -1):
            until[index] = gap
            gap = 1 if self.prose[index] else gap + 1
        found: list[Line] = []
        seen: set[str] = set()
        passed, most = 0, _LATEST * self.total
        for index, text in enumerate(self.texts[: self.main + _BEHIND + 1]):
            if passed > most:
                break
            near = until[index] <= _BEFORE or index < _OPENING
            if near and _SHORTEST <= len(text) <= MAX_CHARS and text not in seen:
                seen.add(text)
                found.append(Line(index, passed / self.total, until[index]))
            passed += self.prose[index]
        return found


# --- every line, by its shape and place --------------------------------------------------------

COARSE = (
    *("size_20", "size_60", "oversize", "passed_little", "passed_much", "until"),
    *("next_is_prose", "prose_is_near", "full_stop", "comma", "lower", "one_word", "two_words"),
    *("in_opening", "topic", "topic_at_all", "twice", "often", "opens", "early", "size_after"),
    *("size_before", "menu_after", "menu_before", "breaks_before", "breaks_after", "apart"),
    *("before_main", "near_main", "within_main", "far_before_main", "after_main"),
    *("digit", "digit_first", "prose"),
)


def coarse_features(lines: Lines, found: Sequence[Line]) -> NDArray[np.float32]:
    """One row a line with what `COARSE` names, each 0 to 1."""
    import numpy as np

    at = [line.index for line in found]
    texts = [lines.texts[index] for index in at]
    index = np.array(at, dtype=np.float32)
    passed = np.array([line.passed for line in found], dtype=np.float32)
    until = np.array([line.until for line in found], dtype=np.float32)
    sizes = np.array([0, *lines.weights, 0], dtype=np.float32)
    places = np.array(at, dtype=np.intp)
    weight, before, after = sizes[places + 1], sizes[places], sizes[places + 2]
    topic = np.array([_topic(lines, place) for place in at], dtype=np.float32)
    spaces = np.array([text.count(" ") for text in texts], dtype=np.float32)
    ends = [text[-1] for text in texts]
    count = np.array([lines.counts[text] for text in texts], dtype=np.float32)
    breaks_before = np.array([lines.breaks_after(place - 1) for place in at], dtype=np.float32)
    breaks_after = np.array([lines.breaks_after(place) for place in at], dtype=np.float32)
    ahead = lines.main - index
    columns: list[Any] = [
        np.minimum(weight, 20) / 20,
        np.minimum(weight, 60) / 60,
        (weight - 90).clip(0, 110) / 110,
        np.minimum(passed, 0.25) * 4,
        passed * 2,
        np.minimum(until, 30) / 30,
        until == 1,
        until <= 5,
        [end in FULL_STOPS or end in ";:：" for end in ends],
        [end in ",，…" for end in ends],
        [text[0].islower() for text in texts],
        (spaces == 0) & np.array([text.isascii() for text in texts], dtype=bool),
        spaces == 1,
        [_opens(lines, place) for place in at],
        np.minimum(topic, 8) / 8,
        np.minimum(topic, 3) / 3,
        count == 2,
        count > 2,
        index == 0,
        index <= 4,
        np.minimum(after, 150) / 150,
        np.minimum(before, 150) / 150,
        after <= _MENU,
        before <= _MENU,
        breaks_before / 3,
        breaks_after / 3,
        (breaks_before >= 2) & (breaks_after >= 2),
        ahead.clip(0, 30) / 30,
        (ahead >= 0) & (ahead <= 6),
        ahead < 0,
        ahead > 30,
        (-ahead).clip(0, 30) / 30,
        [_DIGIT.search(text) is not None for text in texts],
        [text[0].isdigit() for text in texts],
        [lines.prose[place] > 0 for place in at],
    ]
    rows = np.empty((len(columns), len(at)), dtype=np.float32)
    for row, column in zip(rows, columns, strict=True):
        row[:] = column
    return rows.T


def _topic(lines: Lines, index: int) -> int:
    """How often the prose has the line's words, each at most 3 times."""
    if lines.weights[index] >= 200:
        return 0
    body = lines.body
    return sum([body.get(word, 0) for word in words(lines.texts[index])])


def _opens(lines: Lines, index: int) -> bool:
    """True when the text's first line begins with the line, as a page's title does."""
    text = lines.texts[index]
    return index > 0 and len(text) > 7 and lines.opening.startswith(text)


# --- the best of them, in full -----------------------------------------------------------------


def candidates(
    lines: Lines, weights: NDArray[np.float32], lexicon: Mapping[str, float]
) -> list[Candidate]:
    """The lines that are looked at closely, in the text's order, with what speaks for them.

    `weights` are the linear model's, in the order of `COARSE`.
    """
    found = lines.eligible()
    if not found:
        return []
    scores: list[float] = (coarse_features(lines, found) @ weights).tolist()
    ranks = sorted(range(len(found)), key=lambda place: -scores[place])[:_LOOKED_AT]
    order = {place: rank for rank, place in enumerate(ranks)}
    chosen = []
    for place in sorted(order):
        block = lines.blocks[found[place].index]
        features = _shape(lines, block)
        features["score"] = scores[place]
        features["behind_best"] = scores[ranks[0]] - scores[place]
        features["rank"] = float(order[place])
        features["line_before"] = _lead_over(found, scores, place, place - 1)
        features["line_after"] = _lead_over(found, scores, place, place + 1)
        features.update(_company(lines, block.index))
        features.update(words_said(words(block.text), lexicon))
        chosen.append(Candidate(block, features))
    _compare(lines, chosen)
    return chosen


def _lead_over(found: Sequence[Line], scores: Sequence[float], place: int, other: int) -> float:
    """How much better the line beside this one is; -9 where none of the lines is close."""
    if not 0 <= other < len(found) or abs(found[other].index - found[place].index) > 2:
        return -9.0
    return scores[other] - scores[place]


def _shape(lines: Lines, block: Block) -> Features:
    text = block.text
    weight = lines.weights[block.index]
    found = words(text)
    telling = found - function_words()
    shared = [lines.body.get(word, 0) for word in telling]
    hit = recognise(text)
    starts = [word[0].isupper() for word in text.split()[:20]]
    return {
        "opens": float(block.index == 0),
        "chars": float(weight),
        "words": float(len(starts)),
        "list": float(block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)),
        "full_stop": float(text[-1] in FULL_STOPS),
        "asks": float(text[-1] in "?？!！"),
        "lower": float(text[0].islower()),
        "notice": float(hit is not None and hit.strength == "sure"),
        "year": float(_YEAR.search(text) is not None),
        "commas": float(min(text.count(",") + text.count("、"), 4)),
        "trail": float(bool(_TRAIL.search(text)) or text.count("/") > 1 or text.count("|") > 1),
        "inner_colon": float(": " in text or "：" in text),
        "title_case": sum(starts) / len(starts) if starts else 0.0,
        "function_words": 1 - len(telling) / len(found) if found else 0.0,
        "twice": float(lines.counts[text] == 2),
        "shared": sum(map(bool, shared)) / len(shared) if shared else 0.0,
        "dwelt_on": sum(shared) / (3 * len(shared)) if shared else 0.0,
        "topic": min(sum(shared), 12) / 12,
    }


def _company(lines: Lines, index: int) -> Features:
    """What is before and after the line."""
    prose, own, main = lines.prose, lines.weights[index], lines.main
    before = lines.weights[max(0, index - 4) : index]
    after = lines.weights[index + 1 : index + 5]
    around = before + after
    credits = [lines.is_credit(index + step) for step in range(1, 6)]
    return {
        "size_before": float(min(before[-1] if before else 0, 300)),
        "size_before_that": float(min(before[-2] if len(before) > 1 else 0, 300)),
        "size_after": float(min(after[0] if after else 0, 300)),
        "size_after_that": float(min(after[1] if len(after) > 1 else 0, 300)),
        "menu_before": sum([size <= _MENU for size in before]) / 4,
        "peers": sum([own * 0.5 <= size <= own * 1.7 for size in around]) / 8,
        "credit_next": float(credits[0] or credits[1]),
        "credit_third": float(credits[2]),
        "credit_after": float(any(credits)),
        "credit_before": float(lines.is_credit(index - 1)),
        "prose_after": float(min(sum(prose[index + 1 : index + 25]), 2000)),
        "prose_between": float(min(sum(prose[index + 1 : main]), 1500)),
        "to_main": log1p(main - index) if main >= index else -log1p(index - main),
        "breaks_before": float(lines.breaks_after(index - 1)),
        "breaks_after": float(lines.breaks_after(index)),
    }


def words_said(found: frozenset[str], lexicon: Mapping[str, float]) -> Features:
    """How much the words of a line are those of headlines, as learned log-odds."""
    known = [lexicon[word] for word in found if word in lexicon]
    if not known:
        return dict.fromkeys(("said", "said_mean", "said_least", "said_most", "said_known"), 0.0)
    return {
        "said": sum(known),
        "said_mean": sum(known) / len(found),
        "said_least": min(known),
        "said_most": max(known),
        "said_known": len(known) / len(found),
    }


def _compare(lines: Lines, found: Sequence[Candidate]) -> None:
    """Adds what a candidate is among the others, and the words it has in common with them."""
    said = [words(one.block.text) for one in found]
    folded = [fold(one.block.text) for one in found]
    topics = [one.features["topic"] for one in found]
    lead = _lead_words(lines)
    opening_words, opening = words(lines.opening), fold(lines.opening)
    highest = 0.0
    for place, one in enumerate(found):
        features, index = one.features, one.block.index
        telling = said[place] - function_words()
        others = said[:place] + said[place + 1 :]
        features["like"] = max([likeness(said[place], other) for other in others], default=0.0)
        features["like_opening"] = likeness(said[place], opening_words) if index else 0.0
        rest = [topic for other, topic in enumerate(topics) if other != place]
        features["topic_lead"] = topics[place] - max(rest, default=0.0)
        features["topical_before"] = float(highest >= topics[place] + 0.1)
        if features["chars"] > 15 and not features["full_stop"]:
            highest = max(highest, topics[place])
        features["lead"] = len(telling & lead) / len(telling) if telling else 0.0
        features.update(_beside(lines, index, telling))
        features.update(_within(folded, place))
        features.update(_repeated(lines, one.block, folded[place], opening))


def _lead_words(lines: Lines) -> frozenset[str]:
    """The words of the main prose's first three lines."""
    at = [i for i in range(lines.main, min(lines.main + 30, len(lines.prose))) if lines.prose[i]]
    return frozenset().union(*[words(lines.texts[i][:_LEAD_SAMPLE]) for i in at[:3]])


def _beside(lines: Lines, index: int, telling: frozenset[str]) -> Features:
    """Share of the line's words that the lines beside it have."""
    found = {}
    for name, other in (("shared_before", index - 1), ("shared_after", index + 1)):
        inside = bool(telling) and 0 <= other < len(lines.texts)
        text = lines.texts[other][:_BESIDE_SAMPLE] if inside else ""
        found[name] = len(words(text) & telling) / len(telling) if text else 0.0
    return found


def _within(folded: Sequence[str], place: int) -> Features:
    """Whether other candidates end with this one (trails), or this one holds another."""
    own = folded[place]
    enough = len(own) >= 8 or (len(own) >= 4 and not own.isascii())
    ends = holds_end = holds_start = False
    for key in folded:
        if len(key) > len(own):
            ends = ends or (enough and key.endswith(" " + own))
        elif 8 <= len(key) < len(own):
            holds_end = holds_end or own.endswith(" " + key)
            holds_start = holds_start or own.startswith(key + " ")
    return {
        "ends_other": float(ends),
        "holds_end": float(holds_end),
        "holds_start": float(holds_start),
    }


def _repeated(lines: Lines, block: Block, own: str, opening: str) -> Features:
    """Whether the opening line and the lines nearby say the line again, and more."""
    index, text = block.index, block.text
    enough = len(own) >= 8 or (len(own) >= 4 and not own.isascii())
    titled = enough and index > 0 and bool(opening)
    near = lines.texts[max(0, index - _NEARBY) : index + _NEARBY] if enough else []
    again = [line for line in near if text in line and len(line) > len(text)]
    return {
        "in_opening": float(titled and opening.startswith(own)),
        "within_opening": float(titled and own in opening),
        "in_other": float(bool(again)),
        "ends_line": float(any(line.endswith(text) for line in again)),
    }
