"""The article's language: what the page declares, checked against what its text says.

Declarations are often wrong: a template's 'en-US' is on pages in any language. A language is
believed when the text does not clearly speak another one. Function words tell the language of a
few sentences; where there are too few of them, runs of letters do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from newstool.fields.bounds import QUOTE
from newstool.fields.found import in_block
from newstool.model.article import BODY_LABELS, Block, Found
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.declared import first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.vocabulary.languages import (
    SAMPLE,
    is_known_language,
    language_named,
    language_scores,
    languages_of,
    script_of,
    word_scores,
)
from newstool.vocabulary.learned.language_grams import gram_scores
from newstool.vocabulary.place_weights import weights_of
from newstool.vocabulary.scripts import weight_of
from newstool.vocabulary.tables import load_table

_SHORT_BLOCK = 20  # Latin letters of a block that is read
_SHORT_BODY = 200  # characters of a body whose headline is read, too
_CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_,;\s.])")

# --- from the text -----------------------------------------------------------------------------

_DECISIVE = 6.0  # weight of function words from which letters are not asked
_SHARE = 0.55  # of the best language's weight that a declared one needs to be believed then
_WORD_NATS = 2.0  # nats of a function word that one language alone has, beside its letters
# Nats over the average language of the script from which letters tell one; a headline of five
# words has 20 to 60, a list of names up to 20. A script that few languages share says most itself.
_LEAST_NATS = {"latin": 18.0}
_LEAST_OTHER_NATS = 2.0
_CONTRADICTS = 8.0  # nats by which another language is likelier than a declared one


@cache
def _codes() -> dict[str, Any]:
    return load_table("language_codes")


class _Opinion(Struct, frozen=True):
    """What the text says: the likeliest language, and those it may be in as well.

    `unsure` tells that languages which the tables don't know are not excluded.
    """

    best: str | None
    possible: frozenset[str] = frozenset()
    unsure: bool = False

    def allows(self, declared: str) -> bool:
        """Whether the text does not contradict a declared language."""
        if self.best is None or declared == self.best or declared in self.possible:
            return True
        if self.unsure and not is_known_language(declared):
            return True
        return any(declared in group and self.best in group for group in _codes()["close"])


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None when it is too short to tell.

    Looks at the first `SAMPLE` characters only; never raises.
    """
    return _opinion_of(text).best


def _opinion_of(text: str) -> _Opinion:
    words = language_scores(text)
    best = max(words, key=lambda code: words[code], default=None)
    if best is not None and words[best] >= _DECISIVE:
        likely = (code for code, score in words.items() if score >= _SHARE * words[best])
        return _Opinion(best, frozenset(likely))
    script = script_of(text[:SAMPLE])
    if script is None or not languages_of(script):
        return _Opinion(best)
    return _by_letters(text[:SAMPLE], script, best)


def _by_letters(sample: str, script: str, by_words: str | None) -> _Opinion:
    """The opinion on a text with few function words, of a script that languages share."""
    codes = languages_of(script)
    words = word_scores(sample, script)
    scores = gram_scores(sample, codes) or dict.fromkeys(codes, 0.0)
    if script == "latin" and "hr" in scores:
        scores["sr"] = scores["hr"]  # the table knows Serbian in Cyrillic alone
    unread = codes - scores.keys()
    if by_words in unread:
        return _Opinion(by_words, unsure=True)
    for code in scores:
        scores[code] += _WORD_NATS * words.get(code, 0.0) + _codes()["usual"].get(code, 0.0)
    best = max(scores, key=lambda code: scores[code])
    possible = {code for code, score in scores.items() if scores[best] - score < _CONTRADICTS}
    sure = scores[best] >= _LEAST_NATS.get(script, _LEAST_OTHER_NATS)
    return _Opinion(best if sure else by_words, frozenset(possible | unread), unsure=True)


# --- from the page -----------------------------------------------------------------------------


def language_code(declared: str) -> str | None:
    """'de-AT', 'pt_BR', 'ENG' or 'zh-Hans, en' as an ISO 639-1 code; None for anything else."""
    match = _CODE.match(declared[:QUOTE].strip())
    code = match[0].lower() if match is not None else ""
    code = _codes()["aliases"].get(code, code)
    return code if len(code) == 2 and code not in ("xx", "un") else None


def read_language(page: LabelledPage) -> Found[str] | None:
    """The language of the article's body: declared and not contradicted, else detected."""
    return rank_languages(page).chosen


def rank_languages(page: LabelledPage) -> Ranking[Candidate[str]]:
    """Every language that the page declares, and the one that its text is in, ranked."""
    sample, block = _body_sample(page)
    opinion = _opinion_of(sample)
    candidates = list(_declared_languages(page))
    if opinion.best is not None and block is not None:
        detected = in_block(block, opinion.best, "detected", block.text[:QUOTE])
        candidates.append(candidate_of(detected, "text", weights_of("language")["text"]))
    return rank(
        candidates,
        lambda one: one.value,
        bar=lambda one: None if opinion.allows(one.value) else "the text is in another language",
    )


def _declared_languages(page: Page) -> Iterator[Candidate[str]]:
    weights = weights_of("language")
    for one in first_of_each(page.declared.of("language")):
        words = one.quote
        # A labelled line of an archive may say 'LANGUAGE: GERMAN; DEUTSCH'.
        code = (language_named(words) if one.beside_text else None) or language_code(words)
        if code:
            yield candidate_of(one.found(code, words[:QUOTE]), one.kind, weights[one.kind])


def _body_sample(page: LabelledPage) -> tuple[str, Block | None]:
    """Text of the first body blocks (or the longest block), and the first one.

    A short body is read with its headline.
    """
    blocks = [one.block for one in page.labelled if one.label in BODY_LABELS]
    parts: list[Block] = []
    size = 0
    for block in blocks:
        if size < SAMPLE and weight_of(block.text) >= _SHORT_BLOCK:
            parts.append(block)
            size += len(block.text)
    if not parts:
        longest = max(page.reading.blocks, key=lambda block: len(block.text), default=None)
        return ("", None) if longest is None else (longest.text[:SAMPLE], longest)
    headline = [page.headline.value] if page.headline and size < _SHORT_BODY else []
    return " ".join([*headline, *(block.text[:SAMPLE] for block in parts)]), parts[0]
