"""Words in windows-1252 inside a text in UTF-8, as in a paragraph pasted from elsewhere.

Bytes that aren't UTF-8 are read as windows-1252 where what comes out are words: accents among
plain letters, which one language has together, and quotation marks. Other bytes (a torn character,
a paragraph in another encoding) stay what they are: not text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from newstool.vocabulary.names import as_written
from newstool.vocabulary.patterns import later

MARKS = "“”‘’„‚«»–—…·•€§°ªº©®™\xa0"
_TORN = "â€"  # of a quotation mark or dash in UTF-8, which was cut off
_LETTER = later(rb"[a-zA-Z]")
_MARK = later(f"[{MARKS}]")
# Letters with bytes among them that aren't UTF-8, as Python escapes those.
_WORD = later("(?<![a-zA-Z])[a-zA-Z]*+[\udc80-\udcff][a-zA-Z\udc80-\udcff]*+")


def are_western(letters: Collection[str]) -> bool:
    """Whether one language that is written in windows-1252 has all these small letters."""
    return any(language.issuperset(letters) for language in _western())


@cache
def _western() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, as_written("encodings", "western")))


def read_stray_bytes(raw: bytes) -> str | None:
    """UTF-8 with its stray bytes read as windows-1252; None where they make no words. Linear.

    Of those that make none the characters are U+FFFD.
    """
    text = raw.decode("utf-8", "surrogateescape")
    found = [_bytes_of(match[0]) for match in _WORD.finditer(text) if _is_apart(match)]
    words = {stray: _word(stray) for stray in found}
    among_letters = [word for stray, word in words.items() if _LETTER.search(stray)]
    if not among_letters or None in among_letters:
        return None  # some are of another encoding
    letters = {letter for word in words.values() if word for letter in word.lower()}
    accents = [letter for letter in letters if not letter.isascii() and letter not in MARKS]
    if not are_western(accents):
        return None
    return _WORD.sub(lambda match: _written(match, words), text)


def _is_apart(match: re.Match[str]) -> bool:
    """Whether no letter beyond ASCII is beside: a torn one is among others of its script."""
    start, end = match.span()
    beside = match.string[max(0, start - 1) : start] + match.string[end : end + 1]
    return beside.isascii() or _MARK.sub("", beside).isascii()


def _word(stray: bytes) -> str | None:
    """What the bytes say in windows-1252, if that is words and marks: '„Plan”', 'l’été'."""
    try:
        word = stray.decode("cp1252")
    except UnicodeDecodeError:
        return None
    parts = [part for part in _MARK.split(word) if part]
    return word if _TORN not in word and all(map(_reads, parts)) else None


def _reads(letters: str) -> bool:
    """Whether letters are a word's, by their case: of an 'ü' torn in two there is 'BrÃcke'."""
    if not letters.isalpha():
        return False
    return letters[1:].islower() or letters.islower() or (len(letters) > 1 and letters.isupper())


def _written(match: re.Match[str], words: Mapping[bytes, str | None]) -> str:
    stray = _bytes_of(match[0])
    word = words.get(stray) if _is_apart(match) else None
    return stray.decode("utf-8", "replace") if word is None else word


def _bytes_of(stray: str) -> bytes:
    return stray.encode("ascii", "surrogateescape")
