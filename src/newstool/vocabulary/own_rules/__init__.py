"""Rules that the user adds to those that are shipped: their form, how they are read and matched."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from newstool.model.errors import UsageError
from newstool.model.settings import Settings, checked_settings


def settings_from(given: Mapping[str, object]) -> Settings:
    """The settings with these names and values, of which `rules` are files. Raises `UsageError`."""
    rules = given.get("rules") or ()
    if isinstance(rules, str | os.PathLike):
        rules = (rules,)
    if not isinstance(rules, Sequence) or not all(isinstance(r, str | os.PathLike) for r in rules):
        raise UsageError(f"rules can't be {rules!r}", hint="they are paths of TOML files")
    if not rules:
        return checked_settings({**given, "rules": ()})
    # Most runs have no rules of their own, and don't wait for what reads them.
    from newstool.vocabulary.own_rules.loading import load_rules

    return checked_settings({**given, "rules": load_rules(rules)})
