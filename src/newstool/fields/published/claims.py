"""A place's claim about the article's dates: what readers of dates pass to one another."""

from __future__ import annotations

from typing import Literal

from newstool.dates import ReadDate
from newstool.dates.labels import Role
from newstool.model.candidates import Candidate

# The kinds of places, those together that a page's software fills from one value.
ClaimPlace = Literal[
    "given",
    "header",
    "json-ld",
    "json-ld-page",
    "json-ld-other",
    "meta",
    "microdata",
    "url",
    "line",
    "time",
    "script",
]
SHOWN = frozenset(("line", "time"))  # the places that readers see
_DAY = len("2024-03-05")


class Claim(Candidate[ReadDate], frozen=True, kw_only=True):
    """A date, and whether the place says that the article was published or changed then."""

    place: ClaimPlace
    role: Role = ""

    @property
    def is_utc(self) -> bool:
        """Whether its moment is given in UTC, where it may be another day than on the page."""
        value = self.value.value or ""
        return len(value) > _DAY and value.endswith(("Z", "+00:00"))


def is_whole_day(day: str) -> bool:
    """Whether a day is known, and not a month alone."""
    return len(day) == _DAY
