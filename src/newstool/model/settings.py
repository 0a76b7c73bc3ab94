"""What a caller may choose about reading one input; frozen, passed down, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

from newstool.model.errors import UsageError
from newstool.model.own_rules import OwnRule

DateOrder = Literal["ymd", "dmy", "mdy"]

MAX_BYTES = 50_000_000  # bytes of one input after gunzip; a long-form page is under 2 MB
MAX_BLOCKS = 10_000  # the longest page of the development data has 3,000


class Settings(Struct, frozen=True, kw_only=True):
    """Reading settings. `now` is never taken from the clock: the caller hands it in.

    Attributes:
        now: When the input was fetched: what '2 hours ago' counts from.
        date_order: How to read 03-04-05 when nothing else in the article shows it.
        strict_dates: Whether an ambiguous date is None instead of its best reading.
        max_bytes: Read no more bytes of one input than this, after decompression.
        max_blocks: Cut one article into no more blocks than this.
        evidence: Whether the record says where each value was read.
        blocks: Whether the record has every block with its label.
        rules: Rules of the caller's own, which come before those that are shipped.
    """

    now: datetime | None = None
    date_order: DateOrder | None = None
    strict_dates: bool = False
    max_bytes: int = MAX_BYTES
    max_blocks: int = MAX_BLOCKS
    evidence: bool = False
    blocks: bool = False
    rules: tuple[OwnRule, ...] = ()


DEFAULTS = Settings()


def checked_settings(given: Mapping[str, object]) -> Settings:
    """The settings with these names and values; `now` may be an ISO 8601 string.

    Raises `UsageError` for a value that can't be one, `TypeError` for another name.
    """
    values = dict(given)
    values["now"] = _moment(values.get("now"))
    if values.get("date_order") is not None:
        check_choice("date_order", values["date_order"], get_args(DateOrder))
    for name in ("max_bytes", "max_blocks"):
        number = values.get(name, 1)
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise UsageError(f"{name} can't be {number!r}", hint="use a whole number above 0")
    return Settings(**values)  # type: ignore[arg-type]


def check_choice(name: str, value: object, allowed: Sequence[str]) -> None:
    """Raise `UsageError` for a value that is not among those allowed, which it names."""
    if value not in allowed:
        hint = f"it is one of {', '.join(map(repr, allowed))}"
        raise UsageError(f"{name} can't be {value!r}", hint=hint)


def _moment(value: object) -> datetime | None:
    """A datetime, or what an ISO 8601 string says. Raises `UsageError`."""
    if value is None or isinstance(value, datetime):
        return value
    hint = "give a datetime or an ISO 8601 string, as '2024-03-01' or '2024-03-01T12:00'"
    if not isinstance(value, str):
        raise UsageError(f"now can't be {type(value).__name__}", hint=hint)
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"now can't be {value!r}", hint=hint) from error
