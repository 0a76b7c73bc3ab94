"""A day of publication that only scripts hold: the state that a page's program starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.dates import Context, read_stamp
from newstool.fields.published.claims import Claim
from newstool.model.article import Reading, Span
from newstool.vocabulary.patterns import later
from newstool.vocabulary.place_weights import weights_of

_KEY = "ublish"  # in 'datePublished', 'published_at', 'publishDate', 'firstPublished'
_BEFORE, _AFTER = 16, 90  # characters around it that hold the name and the value
_MOST = 200  # occurrences that are read
# "publishedAt":"2024-05-12T08:30:00Z", also with the quotes escaped: \\" or &quot;
_NAMED = later(
    r"(?<![a-zA-Z])(?:(?:date|first|original|article|story|post|page)_?)?publish(?:ed|ing)?(?:_?(?:date|time|at|on))?"
    r"(?:\\{0,3}[\"']|&quot;)\s{0,2}:\s{0,2}(?:\\{0,3}[\"']|&quot;)"
    r"(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\d])",
    re.IGNORECASE,
)


def script_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """The day of publication in the page's scripts, where they name one and no other. Linear."""
    if not reading.containers:
        return
    text = reading.document.text
    values: dict[str, tuple[str, Span]] = {}
    at = text.find(_KEY)
    for _ in range(_MOST):
        if at < 0:
            break
        named = _NAMED.search(text, max(0, at - _BEFORE), at + _AFTER)
        if named is not None:
            values.setdefault(named[1][:10], (named[1], Span(*named.span(1))))
        at = text.find(_KEY, at + len(_KEY))
    if len(values) != 1:
        return
    for value, span in values.values():
        date = read_stamp(value, context)
        if date is not None and date.value is not None:
            yield Claim(
                date,
                "script",
                value,
                at=span,
                place="script",
                role="published",
                weight=weights_of("dates")["script"],
            )
