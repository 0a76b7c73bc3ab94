"""What a caller may choose about reading one input; frozen, passed down, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

DateOrder = Literal["ymd", "dmy", "mdy"]

MAX_BYTES = 50_000_000  # bytes of one input after gunzip; a long-form page is under 2 MB
MAX_BLOCKS = 10_000  # the longest page of the development data has 3,000


class Settings(Struct, frozen=True, kw_only=True):
    """Reading settings. `now` is never taken from the clock: the caller hands it in."""

    now: datetime | None = None
    date_order: DateOrder | None = None
    strict_dates: bool = False
    max_bytes: int = MAX_BYTES
    max_blocks: int = MAX_BLOCKS
    evidence: bool = False
    blocks: bool = False


DEFAULTS = Settings()
