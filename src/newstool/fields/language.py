"""The article's language: what the page declares, checked against what its text says.

Declarations are often wrong: a template's 'en-US' stands on pages in any language. A language is
believed when the text does not clearly speak another one.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from newstool.article import BODY_LABELS, Found, Head, LabelledBlock, Reading
from newstool.fields import json_ld
from newstool.fields.json_ld import text_of
from newstool.header_labels import header_field

RULES = Path(__file__).parent.parent / "rules" / "languages.toml"

_LONGEST_CODE = 7  # characters of 'zh-Hans'
_SAMPLE = 600  # characters of text that are looked at
_MIN_LETTERS = 10  # letters below which a text tells no language by its script
_MIN_SCORE = 2.0  # function words' weight below which a text tells no language by its words ...
_MIN_RATE = 0.05  # ... and the same for each of its words: a list of names is in no language
_MAX_OWNERS = 8  # languages that share a word; what more of them share tells nothing
_SHARE = 0.55  # of the best language's score that a declared one needs to be believed
# Tried 0.4 to 0.8: lower believes 'da' for Norwegian, higher distrusts short quotes in English.
_LETTER_WEIGHT = 0.5  # what a tell-tale letter counts beside a word that is one language's own
_MAX_LETTERS = 6  # times that letters of one language count

# Vowel signs of Indian scripts are no "word characters" to `re`: words end at these marks instead.
_WORD = re.compile(r"[^\s\d_.,;:!?()\[\]{}<>«»„“”\"।،؛؟…/|–—]+")
_NOT_LATIN = re.compile(r"[^A-Za-z]+")
_CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_,;\s.])")
# First code points of runs of scripts (Unicode blocks); None where letters tell nothing.
_SCRIPTS: tuple[tuple[int, str | None], ...] = (
    (0x0041, "latin"),
    (0x02B0, None),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0780, None),
    (0x08A0, "arabic"),
    (0x0900, "devanagari"),
    (0x0980, "bengali"),
    (0x0A00, "gurmukhi"),
    (0x0A80, "gujarati"),
    (0x0B00, "oriya"),
    (0x0B80, "tamil"),
    (0x0C00, "telugu"),
    (0x0C80, "kannada"),
    (0x0D00, "malayalam"),
    (0x0D80, "sinhala"),
    (0x0E00, "thai"),
    (0x0E80, "lao"),
    (0x0F00, "tibetan"),
    (0x1000, "burmese"),
    (0x10A0, "georgian"),
    (0x1100, "hangul"),
    (0x1200, "ethiopic"),
    (0x1400, None),
    (0x1780, "khmer"),
    (0x1800, None),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, None),
    (0x3041, "kana"),
    (0x3100, None),
    (0x3400, "han"),
    (0xA000, None),
    (0xAC00, "hangul"),
    (0xD7B0, None),
    (0xF900, "han"),
    (0xFB00, None),
    (0xFB50, "arabic"),
    (0xFE00, None),
    (0xFE70, "arabic"),
    (0xFF00, None),
    (0x20000, "han"),
    (0x323B0, None),
)
_STARTS = tuple(start for start, _ in _SCRIPTS)
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


class Language(Struct, frozen=True):
    """One language as the file describes it."""

    code: str
    words: str
    sample: str
    script: str = "latin"
    letters: str = ""


class LanguageRules(Struct, frozen=True):
    """The file as it is written."""

    scripts: dict[str, str]
    language: tuple[Language, ...]


class _Index(Struct, frozen=True):
    """For each script: word -> languages with weights, letter -> languages."""

    words: Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]
    letters: Mapping[str, Mapping[str, tuple[str, ...]]]
    alone: Mapping[str, str]


@cache
def load_languages() -> LanguageRules:
    """The languages with their words, letters and samples."""
    return convert(tomllib.loads(RULES.read_text("utf-8")), LanguageRules)


@cache
def function_words() -> frozenset[str]:
    """The function words of all languages: words that say nothing of what a text is about."""
    return frozenset(word for entry in load_languages().language for word in entry.words.split())


@cache
def _index() -> _Index:
    owners: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    letters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rules = load_languages()
    for entry in rules.language:
        for word in dict.fromkeys(entry.words.split()):
            owners[entry.script][word].append(entry.code)
        for letter in entry.letters:
            letters[entry.script][letter].append(entry.code)
    return _Index(
        words={
            script: {
                word: tuple((code, len(codes) ** -0.5) for code in codes)
                for word, codes in table.items()
                if len(codes) <= _MAX_OWNERS
            }
            for script, table in owners.items()
        },
        letters={
            script: {letter: tuple(codes) for letter, codes in table.items()}
            for script, table in letters.items()
        },
        alone=rules.scripts,
    )


# --- from the text -----------------------------------------------------------------------------


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None when it is too short to tell.

    By script where the script has one language, else by function words and letters. Looks at
    the first `_SAMPLE` characters only; never raises.
    """
    scores = language_scores(text)
    return max(scores, key=lambda code: scores[code], default=None)


def language_scores(text: str) -> dict[str, float]:
    """Evidence for each language that the text may be in; none when it tells nothing."""
    sample = text[:_SAMPLE]
    script = script_of(sample)
    if script is None:
        return {}
    index = _index()
    table = index.words.get(script)
    if table is None:
        return {index.alone[script]: 100.0} if script in index.alone else {}
    scores: dict[str, float] = defaultdict(float)
    found = _WORD.findall(sample.lower())
    for word in found:
        for code, weight in table.get(word, ()):
            scores[code] += weight
    if not sample.isascii():
        _add_letters(scores, sample.lower(), index.letters.get(script, {}))
    if not scores and script in index.alone:
        scores[index.alone[script]] = _MIN_SCORE
    least = max(_MIN_SCORE, _MIN_RATE * len(found))
    return {code: score for code, score in scores.items() if score >= least}


def _add_letters(
    scores: dict[str, float], sample: str, letters: Mapping[str, tuple[str, ...]]
) -> None:
    found: dict[str, float] = defaultdict(float)
    for letter, codes in letters.items():
        count = sample.count(letter)
        for code in codes if count else ():
            found[code] += min(count, _MAX_LETTERS) / len(codes)
    for code, amount in found.items():
        scores[code] += _LETTER_WEIGHT * min(amount, _MAX_LETTERS)


def script_of(text: str) -> str | None:
    """The script of most of the text's letters; None for too few letters.

    Kana anywhere in a text of Chinese characters makes it Japanese.
    """
    plain = text if text.isascii() else text.encode("ascii", "ignore").decode()
    if len(plain) * 10 >= len(text) * 9:  # the usual case: curly quotes and a few accents
        return "latin" if len(_NOT_LATIN.sub("", plain)) >= _MIN_LETTERS else None
    counts: Counter[str] = Counter()
    for char in text:
        if char.isalpha():
            place = bisect_right(_STARTS, ord(char)) - 1
            script = _SCRIPTS[place][1] if place >= 0 else None
            if script is not None:
                counts[script] += 1
    # A Chinese character or a syllable says as much as two or three letters.
    for wide in ("han", "kana", "hangul"):
        counts[wide] *= 3
    if counts["kana"] * 10 > counts["han"]:
        counts["kana"] += counts.pop("han", 0)
    script, count = counts.most_common(1)[0] if counts else (None, 0)
    return script if count >= _MIN_LETTERS else None


# --- from the page -----------------------------------------------------------------------------


def language_code(declared: str) -> str | None:
    """'de-AT', 'pt_BR', 'ENG' or 'zh-Hans, en' as an ISO 639-1 code; None for anything else."""
    match = _CODE.match(declared[:40].strip())
    if match is None:
        return None
    code = match[0].lower()
    code = _ALIASES.get(code, code)
    return code if len(code) == 2 and code not in ("xx", "un") else None


def declared_languages(head: Head) -> Iterator[tuple[str, str, str, str]]:
    """(code, source, quote, selector) of every declaration, most trusted first."""
    article = json_ld.main_article(head)
    stated = text_of(article.get("inLanguage")) if article is not None else None
    metas = {tag.name: tag.content for tag in reversed(head.meta) if tag.name in _METAS}
    claims = [
        (head.language, "html:lang", "html[lang]"),
        (stated, "json-ld:inLanguage", json_ld.SELECTOR),
    ]
    for name in _METAS:
        attribute = "property" if name.startswith("og:") else "name"
        claims.append((metas.get(name), f"meta:{name}", f'meta[{attribute}="{name}"]'))
    for quote, source, selector in claims:
        code = language_code(quote) if quote else None
        if quote and code:
            yield code, source, quote[:100], selector


_METAS = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")


def read_language(reading: Reading, labelled: Sequence[LabelledBlock]) -> Found[str] | None:
    """The language of the article's body: declared and not contradicted, else detected."""
    sample, block = _body_sample(reading, labelled)
    scores = language_scores(sample)
    best = max(scores, key=lambda code: scores[code], default=None)
    for found in _labelled_languages(reading.head):
        if best is None or _agrees(found.value, best, scores):
            return found
    for code, source, quote, selector in declared_languages(reading.head):
        if best is None or _agrees(code, best, scores):
            return Found(code, source, quote, selector=selector)
    if best is None:
        return None
    return Found(best, "detected", reading.blocks[block].text[:200], block=block)


def _labelled_languages(head: Head) -> Iterator[Found[str]]:
    """What an archive's or a scraper's labelled lines say: 'LANGUAGE: GERMAN; DEUTSCH'."""
    for line in head.headers:
        if not line.value or header_field(line.name) != "language":
            continue
        from newstool.archives.labelled import language_named

        short = line.value if len(line.value) <= _LONGEST_CODE else ""
        code = language_named(line.value) or language_code(short)
        if code:
            source = f"labelled line '{line.name}'"
            yield Found(code, source, line.value[:100], span=(line.start, line.end))


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
