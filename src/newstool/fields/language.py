"""The article's language: what the page declares, checked against what its text says.

Declarations are often wrong: a template's 'en-US' stands on pages in any language. A language is
believed when the text does not clearly speak another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newstool.model.article import BODY_LABELS, Found, LabelledBlock, Reading
from newstool.page.declared import first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.vocabulary.languages import _SAMPLE, language_named, language_scores

_LONGEST_CODE = 7  # characters of 'zh-Hans'
_SHARE = 0.55  # of the best language's score that a declared one needs to be believed

_CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_,;\s.])")
# ISO 639-2 and older or longer codes for languages that have a two-letter code of their own.
_ALIASES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "nn": "no",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "cz": "cs",
    "gr": "el",
    "ua": "uk",
    "fil": "tl",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "por": "pt",
    "ita": "it",
    "nld": "nl",
    "rus": "ru",
    "zho": "zh",
    "chi": "zh",
    "jpn": "ja",
    "kor": "ko",
    "ara": "ar",
    "tur": "tr",
    "pol": "pl",
}
# Languages whose texts share most words: the declaration decides between them.
_CLOSE = (
    frozenset(("hr", "sr", "bs", "sh", "me")),
    frozenset(("id", "ms")),
    frozenset(("no", "da")),
    frozenset(("hi", "mr", "ne")),
    frozenset(("gl", "pt")),
    frozenset(("zu", "xh", "st", "tn", "ss", "nr", "ts", "ve", "nso")),
    frozenset(("bn", "as")),
    frozenset(("am", "ti")),
    frozenset(("he", "yi")),
    frozenset(("ru", "ky", "tg", "tt", "ba")),
    frozenset(("fa", "ku", "ps", "ckb", "ug")),
)


# --- from the text -----------------------------------------------------------------------------


# --- from the page -----------------------------------------------------------------------------


def language_code(declared: str) -> str | None:
    """'de-AT', 'pt_BR', 'ENG' or 'zh-Hans, en' as an ISO 639-1 code; None for anything else."""
    match = _CODE.match(declared[:40].strip())
    if match is None:
        return None
    code = match[0].lower()
    code = _ALIASES.get(code, code)
    return code if len(code) == 2 and code not in ("xx", "un") else None


def declared_languages(page: Page) -> Iterator[Found[str]]:
    """The language that each place declares, most trusted first."""
    for one in first_of_each(page.declared.of("language")):
        code = _named(one.quote) if one.beside_text else language_code(one.quote)
        if code:
            yield one.found(code, one.quote[:100])


def _named(words: str) -> str | None:
    """What an archive's or a scraper's labelled line says: 'LANGUAGE: GERMAN; DEUTSCH'."""
    return language_named(words) or language_code(words if len(words) <= _LONGEST_CODE else "")


def read_language(page: LabelledPage) -> Found[str] | None:
    """The language of the article's body: declared and not contradicted, else detected."""
    reading, labelled = page.reading, page.labelled
    sample, block = _body_sample(reading, labelled)
    scores = language_scores(sample)
    best = max(scores, key=lambda code: scores[code], default=None)
    for found in declared_languages(page):
        if best is None or _agrees(found.value, best, scores):
            return found
    if best is None:
        return None
    return Found(best, "detected", reading.blocks[block].text[:200], block=block)


def _agrees(declared: str, best: str, scores: Mapping[str, float]) -> bool:
    if declared == best or scores.get(declared, 0.0) >= _SHARE * scores[best]:
        return True
    return any(declared in group and best in group for group in _CLOSE)


def _body_sample(reading: Reading, labelled: Sequence[LabelledBlock]) -> tuple[str, int]:
    """Text of the first body blocks (or the longest block), and the first one's index."""
    parts: list[str] = []
    size = 0
    first = -1
    for item in labelled:
        if item.label in BODY_LABELS and len(item.block.text) >= 20:
            first = item.block.index if first < 0 else first
            parts.append(item.block.text[:_SAMPLE])
            size += len(parts[-1])
            if size >= _SAMPLE:
                break
    if parts:
        return " ".join(parts), first
    longest = max(reading.blocks, key=lambda block: len(block.text), default=None)
    return (longest.text[:_SAMPLE], longest.index) if longest is not None else ("", -1)
