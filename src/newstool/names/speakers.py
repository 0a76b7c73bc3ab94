"""Who speaks in a transcript: 'ADA MERROW: Good morning.'"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newstool.vocabulary.patterns import later

TURNS = 3  # turns that make a transcript
# 'ADA MERROW: ...', 'Minister Lindqvist: ...', 'MERROW: ...'
_SPEAKER = later(
    r"([^\W\d_a-z][\w.'’-]{0,30}(?:,? [^\W\d_a-z][\w.'’-]{0,30}){0,4}) ?[:：]\s?(?=\S)"
)


def speaker_of(text: str) -> str | None:
    """The last word of the name before a colon, folded: 'merrow' of 'HOST, ADA MERROW: Yes.'"""
    head = text[:200]
    if ":" not in head and "：" not in head:
        return None
    match = _SPEAKER.match(head)
    return match[1].split()[-1].casefold() if match else None


def speakers_in(texts: Iterable[str]) -> frozenset[str]:
    """Those who speak twice or more in a text that is written as a transcript."""
    counts = Counter(name for name in map(speaker_of, set(texts)) if name is not None)
    often = {name: count for name, count in counts.items() if count > 1}
    # One name alone is a headline with a colon that a page says in several places.
    return frozenset(often) if len(often) > 1 and sum(often.values()) >= TURNS else frozenset()
