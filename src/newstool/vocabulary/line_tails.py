"""Where a notice begins that follows a sentence on the same line.

'The senate passed the tax on Thursday. © 2024 Tram Post. All rights reserved.' is story and notice
in one; so are lines that end in an agency's name or in the mark that ends a story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstool.model.article import Label
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.names import agency_of
from newstool.vocabulary.scripts import SENTENCE_ENDS, weight_of

_LONGEST = 300  # characters of the notice
_LONGEST_SIGN = 40  # of an agency's name or an end mark
_SHORTEST_HEAD = 20  # Latin letters before it; 'Reuters. All rights reserved.' isn't a story
_MOST_ENDS = 4  # sentence ends, from the last one back, that are looked at: a notice has two
_NOTICES = frozenset((Label.COPYRIGHT, Label.WIRE_CREDIT))
_WORDS = ("©", "opyright", "ights reserved", "(c)", "(C)")  # one of which such a notice holds
# Or it ends in one of these, or in a letter: of a name, of 'ENDS'.
_LAST = (")", "）", "]", "】", ").", ")。", "#", "■", "□", "∎", "◼", "◾", "⬛", "◆", "-", "–", "—")
_SENTENCE_END = re.compile(
    rf"[{re.escape(''.join(sorted(SENTENCE_ENDS)))}][\"'”’»)」』]{{0,2}}(?:\s+(?=\S)|(?=[（(【]))"
)


def tail_start(text: str) -> int | None:
    """Where the notice after the last sentence of `text` begins, or None. Linear; never raises."""
    if len(text) <= _SHORTEST_HEAD and text.isascii():
        return None
    last = text[-_LONGEST:]
    if last.isascii() and not ("." in last or "!" in last or "?" in last):
        return None  # most lines
    if not (last[-1:].isalnum() or last.endswith(_LAST) or any(map(last.__contains__, _WORDS))):
        return None
    ends = [match.end() for match in _SENTENCE_END.finditer(last)]
    if not ends:
        return None
    tail = _tail(last, ends[-_MOST_ENDS:])
    start = len(text) - len(last) + tail
    if tail == len(last) or weight_of(text[:start]) < _SHORTEST_HEAD or _is_notice(text[:start]):
        return None
    return start


def _tail(last: str, ends: Sequence[int]) -> int:
    """Where the notice begins, of so many sentences as are one each; the length without any."""
    tail = len(last)
    for end in reversed(ends):
        if _is_notice(last[end:tail]):
            tail = end
        elif tail < len(last):
            break
    return tail


def heading_tail_start(text: str) -> int | None:
    """Where a wiki's '[edit]' begins at the end of a heading, or None."""
    if not text.endswith("]"):
        return None
    start = text.rfind("[")
    hit = recognise(text[start:]) if start > 0 else None
    return start if hit is not None and Role.ENDS_HEADING in hit.roles else None


def _is_notice(text: str) -> bool:
    hit = recognise(text)
    if hit is not None and hit.strength == "sure":
        if hit.label in _NOTICES or Role.ENDS_LINE in hit.roles:
            return True
        return any(map(text.__contains__, _WORDS))  # other furniture before it, on the same line
    return len(text) <= _LONGEST_SIGN and agency_of(text) is not None
