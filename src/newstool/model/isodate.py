"""An ISO 8601 date that keeps the precision and zone it was written with."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

Precision = Literal["year", "month", "day", "hour", "minute", "second"]

# Length of the string without its zone -> what it is precise to.
_PRECISIONS: dict[int, Precision] = {
    4: "year",
    7: "month",
    10: "day",
    13: "hour",
    16: "minute",
    19: "second",
}

ISO_DATE_PATTERN = (
    "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-4])(:[0-5][0-9](:[0-6][0-9](\.[0-9]+)?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$"
)


class IsoDate(str):
    """'2023-07', '2023-07-25', '2023-07-25T08:34', '2023-07-25T08:34+08:00': nothing invented.

    It is its own ISO string, so it sorts, compares and serialises as one.
    """

    __slots__ = ()

    @property
    def zone(self) -> str | None:
        """'Z', '+08:00', '-05:00', or None where the input gave none."""
        if self.endswith("Z"):
            return "Z"
        return self[-6:] if len(self) > 16 and self[-6] in "+-" and self[-3] == ":" else None

    @property
    def precision(self) -> Precision:
        """The smallest unit that the input gave."""
        local = self[: len(self) - len(self.zone or "")].split(".")[0]
        return _PRECISIONS[len(local)]

    @property
    def day(self) -> str | None:
        """'YYYY-MM-DD', or None when the input gave less."""
        return self[:10] if len(self) >= 10 else None

    def to_datetime(self) -> datetime:
        """The first instant that the date can mean; naive where no zone was given."""
        padded = {"year": f"{self}-01-01", "month": f"{self}-01"}.get(self.precision, str(self))
        return datetime.fromisoformat(padded)
