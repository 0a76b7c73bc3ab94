"""Languages recognised by their scripts and function words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct, convert

from newstool.vocabulary.tables import load_table

_LONGEST_NAME = 90  # characters of a language's name as an archive writes it

SAMPLE = 600  # characters of text that are looked at

_MIN_LETTERS = 10  # letters below which a text's script doesn't show its language

_MIN_SCORE = 2.0  # weight of function words below which they don't show a text's language ...

_MIN_RATE = 0.05  # ... and the same for each of its words: a list of names isn't in a language

_MAX_OWNERS = 8  # languages that share a word; what more of them share isn't evidence

# Tried 0.4 to 0.8: lower believes 'da' for Norwegian, higher distrusts short quotes in English.
_LETTER_WEIGHT = 0.5  # what a tell-tale letter counts against a word that is one language's own

_ENDING_WEIGHT = 0.5  # what a word's ending counts against a function word

_MAX_LETTERS = 6  # times that letters of one language count

# Vowel signs of Indian scripts aren't "word characters" to `re`: words end at these marks instead.
_WORD = re.compile(r"[^\s\d_.,;:!?()\[\]{}<>«»„“”\"।،؛؟…/|–—]+")

_NOT_LATIN = re.compile(r"[^A-Za-z]+")

# First code points of runs of scripts (Unicode blocks); None where letters don't help.
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


class Language(Struct, frozen=True):
    """One language as the file describes it."""

    code: str
    words: str
    sample: str
    script: str = "latin"
    letters: str = ""
    endings: str = ""


class LanguageRules(Struct, frozen=True):
    """The file as it is written."""

    scripts: dict[str, str]
    language: tuple[Language, ...]


class _Index(Struct, frozen=True):
    """For each script: word -> languages with weights, letter -> languages, all endings."""

    words: Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]
    endings: Mapping[str, Sequence[tuple[str, str]]]
    letters: Mapping[str, Mapping[str, tuple[str, ...]]]
    alone: Mapping[str, str]


@cache
def load_languages() -> LanguageRules:
    """The languages with their words, letters and samples."""
    return convert(load_table("languages"), LanguageRules)


@cache
def function_words() -> frozenset[str]:
    """The function words of all languages: words that say nothing of what a text is about."""
    return frozenset(word for entry in load_languages().language for word in entry.words.split())


@cache
def _index() -> _Index:
    owners: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    letters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    endings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rules = load_languages()
    for entry in rules.language:
        endings[entry.script].extend((entry.code, ending) for ending in entry.endings.split())
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
        endings=endings,
        letters={
            script: {letter: tuple(codes) for letter, codes in table.items()}
            for script, table in letters.items()
        },
        alone=rules.scripts,
    )


def language_scores(text: str) -> dict[str, float]:
    """Evidence for each language that the text may be in; empty if nothing points to one.

    By script where the script has one language, else by function words and letters. Looks at the
    first `SAMPLE` characters only; never raises.
    """
    script = script_of(text[:SAMPLE])
    if script is None:
        return {}
    if script not in _index().words:
        alone = _index().alone.get(script)
        return {alone: 100.0} if alone else {}
    scores = word_scores(text, script)
    least = max(_MIN_SCORE, _MIN_RATE * len(_WORD.findall(text[:SAMPLE])))
    if not scores and script in _index().alone:
        scores = {_index().alone[script]: _MIN_SCORE}
    return {code: score for code, score in scores.items() if score >= least}


def word_scores(text: str, script: str) -> dict[str, float]:
    """What function words, endings and letters say for each language."""
    sample, index = text[:SAMPLE], _index()
    scores: dict[str, float] = defaultdict(float)
    table, endings = index.words.get(script, {}), index.endings.get(script, ())
    for word in _WORD.findall(sample.lower()):
        for code, weight in table.get(word, ()):
            scores[code] += weight
        for code, ending in endings:
            if word.endswith(ending) and word != ending:
                scores[code] += _ENDING_WEIGHT
    if not sample.isascii():
        _add_letters(scores, sample.lower(), index.letters.get(script, {}))
    return scores


@cache
def is_known_language(code: str) -> bool:
    """Whether there are words or letters of a language here, or a script that it has to itself."""
    rules = load_languages()
    return code in rules.scripts.values() or any(code == entry.code for entry in rules.language)


@cache
def languages_of(script: str) -> frozenset[str]:
    """The languages that share a script; none for a script that one has to itself."""
    return frozenset(entry.code for entry in load_languages().language if entry.script == script)


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


@cache
def _languages() -> dict[str, str]:
    table = load_table("archives")["languages"]
    return {name: code for code, names in table.items() if len(code) == 2 for name in names}


def language_named(words: str) -> str | None:
    """The ISO 639-1 code of 'GERMAN; DEUTSCH' or 'Français', as archives write it, or None."""
    first = words[:_LONGEST_NAME].split(";")[0].split("(")[0]
    return _languages().get(first.strip().lower())
