"""Lines that only an agency's system writes: slugs, message numbers, flags of urgency."""

from __future__ import annotations

import re
from functools import cache

from newstool.vocabulary.tables import load_table

_LONGEST = 120  # characters of such a line


def is_wire_line(text: str) -> bool:
    """Whether the whole line is a slug, a message's number or their like. Never raises."""
    return len(text) <= _LONGEST and _pattern().fullmatch(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    rules = load_table("wire_lines")["wire_line"]
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules))
