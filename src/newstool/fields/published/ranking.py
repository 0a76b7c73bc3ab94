"""What speaks for each day that a document gives as its day of publication.

The columns of the learned ranker that chooses among the days. `training/fit_dates.py` makes its
weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import copysign, log1p

from newstool.fields.published.claims import SHOWN, Claim, is_whole_day

Features = dict[str, float]
Days = Mapping[str, Sequence[Claim]]

_MONTH = len("2024-03")
_MOST = 8  # days or claims; more say no more


def describe(claims: Sequence[Claim], days: Days) -> dict[str, Features]:
    """What speaks for each of the `days`, of whose claims and all others `claims` are."""
    said = [c for c in claims if c.role != "modified"]
    whole = sorted({c.value.day for c in claims if is_whole_day(c.value.day)})
    shared = _of_document(claims, said, whole)
    months = defaultdict[str, set[str]](set)
    for claim in said:
        if len(claim.value.day) == _MONTH:
            months[claim.value.day].add(f"month-{claim.place}")
    found = {}
    for day, own in days.items():
        features = shared | dict.fromkeys(months[day[:_MONTH]], 1.0) | _of_day(own)
        features["shown_gap"] = features["shown"] - shared["most_shown"]
        features["stated_gap"] = features["stated"] - shared["most_stated"]
        features["is_month"] = float(len(day) <= _MONTH)
        if is_whole_day(day):
            features |= _among(day, claims, whole)
        found[day] = features
    return found


def _of_document(claims: Sequence[Claim], said: Sequence[Claim], whole: Sequence[str]) -> Features:
    """What all days of a document have in common."""
    return {
        "days": float(min(len({c.value.day for c in claims}), _MOST)),
        "most_shown": _most(c for c in said if c.place in SHOWN),
        "most_stated": _most(c for c in said if c.place not in SHOWN),
        "whole": float(min(len(whole), _MOST)),
    }


def _of_day(own: Sequence[Claim]) -> Features:
    """What the claims of one day are: each kind of place by how far it is believed."""
    found: Features = defaultdict(float)
    for claim in own:
        if claim.role == "modified":
            found["change-shown" if claim.place in SHOWN else "change-stated"] = 1.0
            continue
        # No page has a text's labelled lines: they say as much as its meta tags.
        place = "meta" if claim.place == "header" else claim.place
        found[place] = max(found[place], claim.weight)
        if claim.role and claim.place in SHOWN:
            found[f"{place}-labelled"] = 1.0
    said = [claim for claim in own if claim.role != "modified"]
    found["kinds"] = float(len({claim.place for claim in said}))
    found["claims"] = float(min(len(own), _MOST))
    found["shown"] = _most(claim for claim in said if claim.place in SHOWN)
    found["stated"] = _most(claim for claim in said if claim.place not in SHOWN)
    found["all"] = agreed_weight(said)
    found["utc"] = float(any(claim.is_utc for claim in own))
    return dict(found)


def agreed_weight(own: Sequence[Claim]) -> float:
    """The weight of the places that agree on a day, of each kind the most."""
    return sum(_most(c for c in own if c.place == kind) for kind in {c.place for c in own})


def _among(day: str, claims: Sequence[Claim], whole: Sequence[str]) -> Features:
    """Where a day is among the others, and how far from the change and the surest stated day."""
    place = whole.index(day)
    beside = (*whole[max(0, place - 1) : place], *whole[place + 1 : place + 2])
    near = {other for other in beside if abs(_days_from(day, other)) == 1}
    found = {
        "first": float(place == 0),
        "last": float(place == len(whole) - 1),
        "beside_another": float(bool(near)),
        "beside_utc": float(any(c.is_utc for c in claims if c.value.day in near)),
    }
    stated = [c for c in claims if c.place not in SHOWN and is_whole_day(c.value.day)]
    changed = max((c.value.day for c in stated if c.role == "modified"), default=None)
    if changed is not None:
        found["after_change"] = float(_days_from(changed, day) > 1)
        found["at_change"] = float(abs(_days_from(changed, day)) <= 1)
    surest = max((c for c in stated if c.role == "published"), key=_weight, default=None)
    if surest is not None:
        apart = _days_from(surest.value.day, day)
        found["from_stated"] = copysign(log1p(abs(apart)), apart)
        same = [c for c in stated if c.value.day == surest.value.day and c.role == "published"]
        found["beside_stated_utc"] = float(abs(apart) == 1 and all(c.is_utc for c in same))
    return found


def _days_from(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _weight(claim: Claim) -> float:
    return claim.weight


def _most(claims: Iterable[Claim]) -> float:
    return max(map(_weight, claims), default=0.0)
