"""Write language_grams.npz of the shipped weights: what short runs of letters say of the language.

    python training/make_language_grams.py

The runs and their probabilities are those of langid.py's model (BSD licence), of the languages
that data/languages.toml knows and that share a script; names of weekdays and months come from the
Unicode CLDR by way of babel. Both packages are needed to run this, neither to use what it writes.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from functools import cache
from pathlib import Path

import numpy as np
from babel import Locale, UnknownLocaleError
from langid.langid import LanguageIdentifier
from langid.langid import model as packed_model

from newstool.vocabulary.languages import load_languages
from newstool.vocabulary.learned.language_grams import STEPS_PER_NAT

TARGET = Path(__file__).parents[1] / "src/newstool/vocabulary/learned/weights/language_grams.npz"
# Our code -> the codes of the model's languages that are written so.
JOINED = {"no": ("no", "nb")}
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI")
SHORTEST_WORD = 3  # letters of a weekday's or month's name that is one language's


def main() -> None:
    """Write the file and print its size."""
    codes = list(dict.fromkeys(entry.code for entry in load_languages().language))
    model = LanguageIdentifier.from_modelstring(packed_model)
    known = [code for code in codes if set(JOINED.get(code, (code,))) <= set(model.nb_classes)]
    grams = {gram: row for row, gram in _features(model).items() if _is_telling(gram)}
    logs = np.stack([_column(model, code) for code in known], axis=1)[list(grams.values())]
    own = np.array([[code in _codes_of(gram) for code in known] for gram in grams])
    means = np.mean(logs, axis=1, keepdims=True, where=own)
    table = np.where(own, np.round((logs - means) * STEPS_PER_NAT), 0)
    words = _calendar_words(codes)
    np.savez_compressed(
        TARGET,
        languages=np.array(" ".join(known)),
        grams=np.array("\0".join(grams)),
        table=np.clip(table, -127, 127).astype(np.int8),
        words=np.array("\n".join(f"{word}\t{' '.join(of)}" for word, of in sorted(words.items()))),
    )
    print(f"{len(known)} languages, {len(grams)} runs, {len(words)} words, {TARGET.stat().st_size}")


def _features(model: LanguageIdentifier) -> dict[int, str]:
    """Row of the model's table -> the run of letters; runs that cut a character are left out.

    The model finds its features by an automaton: the shortest way to a state that reports one is
    the feature itself.
    """
    found: dict[int, bytes] = {}
    seen, waiting = {0}, deque([(0, b"")])
    while waiting:
        state, way = waiting.popleft()
        for byte in range(256):
            after = model.tk_nextmove[(state << 8) + byte]
            if after not in seen:
                seen.add(after)
                waiting.append((after, way + bytes([byte])))
                for row in model.tk_output.get(after, ()):
                    found.setdefault(row, way + bytes([byte]))
    texts: dict[int, str] = {}
    for row, way in found.items():
        try:
            texts[row] = way.decode()
        except UnicodeDecodeError:
            continue
    return texts


def _is_telling(gram: str) -> bool:
    """Letters of one of the scripts, with spaces and stops around them and no markup."""
    letters = [c for c in gram if c.isalpha()]
    named = all(unicodedata.name(c, "").split(" ")[0] in SCRIPTS for c in letters)
    return bool(letters) and named and all(c.isalpha() or c in " .,'’-" for c in gram)


@cache
def _codes_of(gram: str) -> frozenset[str]:
    """The languages of the script that the first letter is of."""
    letter = next(c for c in gram if c.isalpha())
    script = unicodedata.name(letter).split(" ")[0].lower()
    return frozenset(e.code for e in load_languages().language if e.script == script)


def _column(model: LanguageIdentifier, code: str) -> np.ndarray:
    rows = [model.nb_classes.index(name) for name in JOINED.get(code, (code,))]
    return np.mean(model.nb_ptc[:, rows], axis=1)


def _calendar_words(codes: list[str]) -> dict[str, list[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        try:
            locale = Locale.parse("fil" if code == "tl" else code)
        except UnknownLocaleError:
            continue
        for names in (locale.days, locale.months):
            for context in ("format", "stand-alone"):
                for name in names[context]["wide"].values():
                    for word in name.lower().split():
                        if len(word) >= SHORTEST_WORD and word.isalpha():
                            words[word].add(code)
    return {word: sorted(of) for word, of in words.items()}


if __name__ == "__main__":
    main()
