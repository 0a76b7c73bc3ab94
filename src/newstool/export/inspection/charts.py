"""Small plots as SVG inside the page; colours come from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence

from newstool.export.inspection.markup import Html, tag

_BINS = 20  # of a histogram over shares, 5 % each
_HIGH = 120  # of a column chart's plot, in its own units
_STEP = 32  # from one column to the next


def histogram(shares: Sequence[float], noun: str) -> Html:
    """How many values lie in each twentieth from 0 to 1."""
    counts = [0] * _BINS
    for share in shares:
        counts[min(int(share * _BINS), _BINS - 1)] += 1
    names = [f"{100 * n // _BINS} to {100 * (n + 1) // _BINS} %" for n in range(_BINS)]
    marks = [f"{100 * n // _BINS} %" if n % 4 == 0 else "" for n in range(_BINS)]
    return columns(counts, names, marks, noun)


def columns(counts: Sequence[int], names: Sequence[str], marks: Sequence[str], noun: str) -> Html:
    """A column for each count. `names` say what each is, `marks` are written below."""
    most = max(counts, default=0) or 1
    wide = _STEP * len(counts)
    bars = [
        _column(number, count, most, f"{name}: {count:,} {noun}")
        for number, (count, name) in enumerate(zip(counts, names, strict=True))
    ]
    below = [
        tag("text", mark, x=number * _STEP + 2, y=_HIGH + 30, cls="mark")
        for number, mark in enumerate(marks)
        if mark
    ]
    ground = tag("line", x1=0, x2=wide, y1=_HIGH + 14, y2=_HIGH + 14, cls="ground")
    return tag(
        "svg",
        *bars,
        ground,
        *below,
        cls="columns-chart",
        viewBox=f"0 0 {wide} {_HIGH + 38}",
        role="img",
        aria_label=f"Columns, {len(counts)} of them; the highest is {most:,} {noun}",
    )


def _column(number: int, count: int, most: int, name: str) -> Html:
    high = round(count / most * (_HIGH - 6), 1) if count else 0
    x, y = number * _STEP + 2, _HIGH + 14 - high
    # The whole height can be pointed at: a low column would be hard to hit.
    field = tag("rect", x=x - 2, y=0, width=_STEP, height=_HIGH + 14, cls="field")
    bar = tag("rect", x=x, y=y, width=_STEP - 4, height=high, rx=2, cls="bar")
    text = tag("text", f"{count:,}", x=x + (_STEP - 4) / 2, y=y - 4, cls="count") if count else None
    return tag("g", tag("title", name), field, bar, text, cls="column", data_n=number)


def share_bar(share: float | None) -> Html | None:
    """A share with a bar as long as it says."""
    if share is None:
        return None
    full = min(max(share, 0.0), 1.0)
    # A class, for an index has thousands: each SVG takes as long as a row without one.
    return tag("span", tag("i", cls=f"k{round(full * _BINS)}"), f"{full:.0%}", cls="share")


def spark(counts: Sequence[int], name: str) -> Html:
    """A histogram as small as a word."""
    most = max(counts, default=0) or 1
    bars = [
        tag("rect", x=4 * number, y=f"{16 - high:.1f}", width=3, height=f"{high:.1f}", cls="bar")
        for number, count in enumerate(counts)
        if (high := count / most * 16)
    ]
    ground = tag("line", x1=0, x2=80, y1=16, y2=16, cls="ground")
    return tag("svg", tag("title", name), ground, *bars, cls="spark", viewBox="0 0 80 17")
