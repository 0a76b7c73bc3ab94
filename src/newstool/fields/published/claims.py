"""A place's claim about the article's dates: what readers of dates pass to one another."""

from __future__ import annotations

from msgspec import Struct

from newstool.dates import ReadDate
from newstool.dates.labels import Role
from newstool.model.isodate import IsoDate


class Claim(Struct, frozen=True):
    """One place's date. `kind` groups places that a page's software fills from one value.

    `place` is the index of the block that shows it, -1 for stated dates.
    """

    date: ReadDate
    role: Role
    kind: str
    weight: float
    source: str
    quote: str
    place: int = -1
    block: int | None = None
    selector: str | None = None
    span: tuple[int, int] | None = None

    @property
    def value(self) -> IsoDate | None:
        """The date as settled, None where its words leave it open."""
        return self.date.value

    @property
    def day(self) -> str:
        """'2023-07-25', or as much of it as is known: '2023-07', ''."""
        return (self.date.value or "")[:10]
