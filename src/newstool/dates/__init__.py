"""Dates as news writes them, in many languages, to ISO 8601 with exactly the precision given.

    find_dates(text, context)   the dates written in a line or paragraph
    find_relative(text, context) '2 hours ago', 'yesterday'
    read_stamp(value, context)  a date in metadata: ISO, RFC 2822, epoch seconds, words
    url_date(url)               the date in a URL's path

A `Context` carries what settles an ambiguous order. Nothing here reads the clock or guesses a part
that is not written.
"""

from newstool.dates.relative import find_relative
from newstool.dates.settling import (
    NOTHING_KNOWN,
    Context,
    ReadDate,
    find_dates,
    is_date,
    usual_order,
)
from newstool.dates.stamps import read_stamp, url_date

__all__ = [
    "NOTHING_KNOWN",
    "Context",
    "ReadDate",
    "find_dates",
    "find_relative",
    "is_date",
    "read_stamp",
    "url_date",
    "usual_order",
]
