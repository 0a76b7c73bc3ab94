"""The headline of plain text, from its blocks alone.

A dump of a whole page has menus before the headline and teasers after the story; a copied story
has only a line or two before it. Lines with prose after them are candidates
(`lines.py`), ranked by what they look like, what is around them, the words they say,
and how many of them the prose takes up. The weights are in
`vocabulary/learned/weights/headline_in_text.json`, made by `training/fit_text_headline.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from newstool.fields.dateline import parse_dateline
from newstool.fields.headline.first_line import (
    ends_in_date,
    head_lines,
    is_aside,
    is_date_line,
    may_be_headline,
    says_otherwise,
)
from newstool.fields.headline.lines import MAX_CHARS, Candidate, Lines, candidates, is_credit
from newstool.model.article import Block, Found, Label, Reading
from newstool.names.speakers import speaker_of, speakers_in
from newstool.names.who_and_when import says_who_or_when
from newstool.page.facts import Page
from newstool.page.mails import without_mail_marks
from newstool.page.regime import Regime
from newstool.reading.text.page_furniture import page_furniture
from newstool.reading.text.reader import header_blocks
from newstool.vocabulary.folding import fold, words
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.languages import function_words
from newstool.vocabulary.learned.ranker import Ranker
from newstool.vocabulary.scripts import FULL_STOPS, ends_sentence, weight_of
from newstool.vocabulary.wire_lines import is_wire_line

_LONG_SENTENCE = 150  # characters from which a line that ends in a full stop is a paragraph
# What capitals above a scanned or copied story add to a line's log-odds: the dumps that the weights
# are fitted on have hardly any.
_SHOUTED = 4.0
_FEW_LINES = 8  # lines before the prose of a text that was copied without a page's menus
_ASKS = frozenset("?？؟")
_FIRST_TURNS = 300  # lines in which speakers are looked for
_OPENS_STORY = 80  # characters from which a line after a dateline is the story's first sentence
_TITLE_MARKS = frozenset("|-–—:·•»_<(")  # between a headline and what a page's title adds to it
_HEADLINES = ("title", "headline", "hd")  # other labels of titles are those of mails
# What parts a headline from the site's name; ':' and ',' part a headline itself.
_SITE_MARK = re.compile(r"\s{0,3}[|｜│]{1,2}\s{0,3}|\s{1,3}(?:[-–—·•»]|::)\s{1,3}")
_DIGITS = re.compile(r"\d{4}")  # a year, of the Buddhist or the Persian era too
_DAY = re.compile(
    r"(?:[-–—|/•·]\s{0,2})?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?"
    r"(?:19|20)\d\d|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_DATE_MARKS = " -–—|/•·"  # between a headline and the date that a renderer joined to it
_SENTENCE_ENDS = ("?", "!", ")", "”", "’", '"', "'")
_SHORTEST = 8  # characters of a headline beside a date
_COPYRIGHT = ("©", "(c)", "opyright", "OPYRIGHT", "ights reserved", "版权", "著作権")
_LONGEST_SITE = 40  # characters of a site's name
_MOST_PARTS = 3  # that may follow a headline: section, site, slogan
_LONGEST_NOTICE = 300  # characters of a line that may be a copyright notice


def find_headline_in_text(page: Page, load_ranker: Callable[[], Ranker]) -> Found[str] | None:
    """The headline's block in plain text; None when no line can be one. Linear, never raises."""
    for one in page.declared.lines_of("title"):
        named = one.name.casefold() in _HEADLINES
        return one.found(one.text if named else without_mail_marks(one.text))
    reading = page.reading
    if not reading.blocks:
        return None
    ranker = load_ranker()
    lines = Lines(reading)
    is_story = page.regime is Regime.STORY  # titles of pages have colons, as speakers' names do
    settled = _settled(reading) | page.no_titles
    settled |= _turns(lines.texts) if is_story else frozenset()
    found = [
        one
        for one in candidates(lines, ranker.coarse, ranker.words)
        if one.block.index not in settled and not _is_barred(one.block, lines.texts)
    ]
    best = choose(found, ranker, lines) if found else None
    if is_story:
        heads = head_lines(reading.blocks, settled)
        best = _of_story(best, heads, [one for one in found if one.block in heads], lines, ranker)
    elif best is not None and best.index and _opens_with_dateline(lines.texts[0]):
        best = None
    if best is None:
        return None
    return Found(tidied(_own_lines(best), lines.texts), "headline", best.text, block=best.index)


def _in_capitals(found: Sequence[Candidate], lines: Lines) -> frozenset[int]:
    """The lines in capitals above a scanned or copied story, as its headline often is."""
    prose = next((index for index, weight in enumerate(lines.prose) if weight), len(lines.prose))
    if prose > _FEW_LINES:
        return frozenset()
    above = {one.block.index: one.block.text for one in found if one.block.index < prose}
    return frozenset(
        index
        for index, text in above.items()
        if text.isupper() and text.count(" ") > 1 and "," not in text and not is_credit(text)
    )


def _own_lines(block: Block) -> str:
    """A block's lines down to one that says who or when, which a `<br>` alone parts from them."""
    first, *others = block.text.split("\n")
    credits = (place for place, line in enumerate(others, 1) if says_who_or_when(line))
    return "\n".join((first, *others)[: next(credits, None)])


def _settled(reading: Reading) -> frozenset[int]:
    """The lines of a plain text that are labelled, or a page's head and foot."""
    if reading.containers:
        return frozenset()
    return page_furniture(reading) | header_blocks(reading).keys()


def _of_story(
    best: Block | None,
    heads: Sequence[Block],
    found: Sequence[Candidate],
    lines: Lines,
    ranker: Ranker,
) -> Block | None:
    """The headline of a copied or typed story: the best line, if it has a headline's form.

    Else the best of its head lines, `heads`, of which `found` are the candidates. It is the first
    of them where that is as long, or where the best one ends in a full stop and the first doesn't.
    """
    is_kicker = best is not None and bool(heads) and best.index < heads[0].index
    if best is None or is_kicker or says_otherwise(best) or not may_be_headline(best, lines.blocks):
        best = choose(found, ranker, lines) if found else next(iter(heads), None)
    if best is None or not heads or best is heads[0]:
        return best
    stopped = best.text[-1] in FULL_STOPS and not ends_sentence(heads[0].text)
    # The paper and its day: 'Tarrow Times, March 5, 2024'.
    dated = ends_in_date(best.text) and not ends_in_date(heads[0].text)
    # A kicker or a paper's name is shorter than the headline below it, and asks nothing.
    first = weight_of(tidied(heads[0].text, lines.texts))
    above = first >= weight_of(best.text) or heads[0].text[-1] in _ASKS
    # The page's title, which the headline begins: 'Ferry is back - The Tarrow Times'.
    above = above and best in heads and not heads[0].text.startswith(best.text)
    above = above and not _is_masthead(heads[0], best, lines.texts)
    return heads[0] if stopped or dated or above else best


def _is_masthead(top: Block, best: Block, texts: Sequence[str]) -> bool:
    """Whether the top line is the paper's name: its day is below, the byline below the other."""
    day, byline = (texts[block.index + 1 : block.index + 2] for block in (top, best))
    return any(map(is_date_line, day)) and any(map(says_who_or_when, byline))


def _turns(texts: Sequence[str]) -> frozenset[int]:
    """The first lines that are what somebody says in a transcript."""
    speakers = speakers_in(texts[:_FIRST_TURNS])
    if not speakers:
        return frozenset()
    said = enumerate(texts[:_FIRST_TURNS])
    return frozenset(index for index, text in said if speaker_of(text) in speakers)


def choose(found: Sequence[Candidate], ranker: Ranker, lines: Lines) -> Block:
    """The headline's block among the candidates, of which there is one at least."""
    shouted = _in_capitals(found, lines)
    scores = ranker.scores([one.features for one in found]).tolist()
    rated = [
        score + _SHOUTED * (one.block.index in shouted)
        for score, one in zip(scores, found, strict=True)
    ]
    best = found[rated.index(max(rated))].block
    return _confirming(best.text, found) or best if best.index == 0 else best


def _is_barred(block: Block, texts: Sequence[str]) -> bool:
    """Whether no headline is written like that: what only editors see, a byline, the lead."""
    text = block.text
    if is_wire_line(text) or is_aside(text) or is_date_line(text) or _opens_with_dateline(text):
        return True
    hit = recognise(text)
    if hit is not None and (Role.BARS_HEADLINE in hit.roles or Role.NAMES_AUTHORS in hit.roles):
        return True
    if hit is not None and hit.strength == "sure":
        return True
    # A picture's credit in brackets is on the next line: this one says what it shows.
    below = next(iter(texts[block.index + 1 : block.index + 2]), "")
    credit = recognise(below) if below[:1] in ("(", "[", "（") else None
    if credit is not None and credit.label is Label.CAPTION and credit.strength == "sure":
        return True
    return len(text) >= _LONG_SENTENCE and text[-1] in FULL_STOPS


def _opens_with_dateline(text: str) -> bool:
    """Whether the text is a story's first paragraph in an agency's form: nothing heads it."""
    dateline = parse_dateline(text) if len(text) >= _OPENS_STORY else None
    return dateline is not None and dateline.agency is not None


def _confirming(opening: str, found: Sequence[Candidate]) -> Block | None:
    """The line further down that says the opening line again, but for a site's name at its end.

    Such an opening is the page's <title>, and the line is its headline.
    """
    again = [one.block for one in found if one.features["in_opening"] and " " in one.block.text]
    longest = max(again, key=lambda block: len(block.text), default=None)
    if longest is None:
        return None
    rest = opening[len(longest.text) :].lstrip()
    return longest if not rest or rest[0] in _TITLE_MARKS else None


def tidied(text: str, texts: Sequence[str]) -> str:
    """One line, without a date line or the site's name that a renderer joined to it.

    The text itself tells that it is a site's name: by a line of its own or a copyright notice.
    """
    text = _without_date(" ".join(text.split()))
    for _ in range(_MOST_PARTS):
        marks = list(_SITE_MARK.finditer(text[:MAX_CHARS]))
        if not marks or len(words(text[: marks[-1].start()])) < 2:
            break
        mark = marks[-1]
        rest = text[mark.end() :].strip()
        if not 1 < len(rest) <= _LONGEST_SITE or not _is_site(rest, texts):
            break
        text = text[: mark.start()].rstrip()
    return text


def _without_date(text: str) -> str:
    """The line without the full date that opens or ends it; a date that belongs to words stays."""
    if not _DIGITS.search(text):
        return text
    for date in _DAY.finditer(text[:MAX_CHARS]):
        if date.start() == 0:
            rest = text[date.end() :].strip(_DATE_MARKS)
            if len(rest) > _SHORTEST and " " in rest:
                return rest
        if date.end() == len(text):
            head = text[: date.start()].rstrip()
            last = head.rpartition(" ")[2]
            ends = head[-1:].isalnum() or head.endswith(_SENTENCE_ENDS)
            if len(head) > _SHORTEST and last != head and ends:
                return text if words(last) & function_words() else head  # 'The night of 3 May 2024'
    return text


def _is_site(name: str, texts: Sequence[str]) -> bool:
    if name in texts:
        return True
    key = f" {fold(name)} "
    return len(key) > 3 and any(
        key in f" {fold(line)} "
        for line in reversed(texts)
        if len(line) <= _LONGEST_NOTICE and any(mark in line for mark in _COPYRIGHT)
    )
