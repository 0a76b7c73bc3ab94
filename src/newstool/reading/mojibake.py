"""Text that was UTF-8, was read as a code page of one byte a character, and saved as UTF-8 again.

'cafÃ©' is undone to 'café' where it is certain: nearly all that looks like such a sequence of
bytes is one, and gives characters that text is written in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial

from newstool.vocabulary.patterns import later, made_later

# Code pages by which UTF-8 is misread, and the least share of what is beyond ASCII that must be of
# sequences: in broken Russian nearly all is, and sound Ukrainian has 'Ві', which looks like one. An
# article about such signs has few of them among its accents.
_CODE_PAGES = {"cp1252": 0.5, "cp1251": 0.7}
# The first byte of a sequence by how many others it asks for, and the others.
_LEADS = {1: range(0xC2, 0xE0), 2: range(0xE0, 0xF0), 3: range(0xF0, 0xF5)}
_ALL_LEADS = range(0xC2, 0xF5)
_FOLLOWS = range(0x80, 0xC0)
_LEAST = 2  # sequences; one alone may be what somebody wrote
_SOUND = 0.9  # share of what looks like a sequence that is one
_TIMES = 2  # that it may have happened
# What closes a quotation: 'AMANHÃ”' looks like a sequence, and proves nothing.
_QUOTES = frozenset("‘’“”‹›«»–—…")
# Blocks of Unicode that text is written in; 'Ü“' would be Syriac, 'Ê”' phonetic.
_WRITTEN = (range(0x80, 0x180), range(0x370, 0x530), range(0x5D0, 0x700), range(0x900, 0x110000))
# What a sequence has lost: a no-break space that was saved as a space, a byte without a character.
_LOST = later(r"Ã (?=[^ ])|â€(?=[\s.,;:!?)]|$)")
_LOST_TEXT = {"Ã ": "à ", "â€": "”"}


def undo_mojibake(text: str, raw: bytes | None = None) -> str | None:
    """The text as it was before, or None where it isn't certain that it is broken. Linear.

    `raw` is the text in UTF-8, where that is in hand.
    """
    if text.isascii():
        return None
    found = None
    for _ in range(_TIMES):
        runs = _runs(raw or text.encode("utf-8", "surrogatepass"))
        tried = (_undone(text, runs, page, share) for page, share in _CODE_PAGES.items())
        undone = next((one for one in tried if one is not None), None)
        if undone is None:
            break
        found, text, raw = undone, undone, None
    return found


def _runs(raw: bytes) -> list[str]:
    """What is beyond ASCII between what is not, of a text in UTF-8 that has some of it.

    The patterns are slow: they are tried on this alone, never on a whole page.
    """
    import numpy as np  # here, as texts in ASCII can do without

    codes = np.frombuffer(raw, np.uint8)
    at = np.flatnonzero(codes >= 0x80)
    places = np.arange(len(at))
    places[1:] += np.cumsum(np.diff(at) > 1)  # a space before each run but the first
    runs = np.full(places[-1] + 1, ord(" "), np.uint8)
    runs[places] = codes[at]
    return runs.tobytes().decode("utf-8", "surrogatepass").split(" ")


def _undone(text: str, runs: list[str], code_page: str, share: float) -> str | None:
    several = " ".join([run for run in runs if len(run) > 1])  # all that can be sequences
    if _leads(code_page).isdisjoint(several):
        return None
    pattern, byte_of = _SEQUENCES[code_page], _bytes_of(code_page)
    found = [one for one in pattern.findall(several) if one not in _LOST_TEXT]
    if len(found) < _LEAST:
        return None
    mended = {one: _decoded(one, byte_of) for one in set(found)}
    sound = [one for one in found if mended[one] is not None]
    telling = any(not _QUOTES.issuperset(one[1:]) for one in sound)
    if not telling or len(sound) < max(_LEAST, _SOUND * len(found)):
        return None
    if sum(map(len, sound)) < share * sum(map(len, runs)):
        return None
    text = pattern.sub(lambda match: mended.get(match[0]) or match[0], text)
    return _LOST.sub(lambda match: _LOST_TEXT[match[0]], text)


def _decoded(sequence: str, byte_of: Mapping[str, int]) -> str | None:
    try:
        text = bytes(byte_of[char] for char in sequence).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if any(ord(text) in block for block in _WRITTEN) else None


@cache
def _leads(code_page: str) -> frozenset[str]:
    """What the first bytes of sequences are read as in a code page."""
    return frozenset(bytes(_ALL_LEADS).decode(code_page))


def _sequences(code_page: str) -> re.Pattern[str]:
    """What finds sequences of UTF-8 that were read in a code page.

    They are as long as their first byte asks, or torn.
    """
    byte_of = _bytes_of(code_page)
    follows = _one_of(byte_of, _FOLLOWS)
    forms = [f"{_one_of(byte_of, leads)}{follows}{{{more}}}" for more, leads in _LEADS.items()]
    torn = f"{_one_of(byte_of, _ALL_LEADS)}{follows}{{1,3}}"
    return re.compile("|".join((*forms, torn)))


@cache
def _bytes_of(code_page: str) -> Mapping[str, int]:
    """The byte of each character of a code page beyond ASCII.

    Bytes without a character there are read as control characters, as browsers do; those of
    windows-1252 may all have been, by software that takes it for Latin-1.
    """
    codes: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        char = bytes((byte,)).decode(code_page, "ignore")
        codes[char or chr(byte)] = byte
        if code_page == "cp1252":
            codes.setdefault(chr(byte), byte)
    return codes


def _one_of(codes: Mapping[str, int], those: range) -> str:
    return f"[{re.escape(''.join(char for char, byte in codes.items() if byte in those))}]"


_SEQUENCES = {page: made_later(partial(_sequences, page)) for page in _CODE_PAGES}
