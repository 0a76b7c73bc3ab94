"""Where a run's own rules come from: --rules, NEWSTOOL_RULES, pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from newstool.model.errors import UsageError

VARIABLE = "NEWSTOOL_RULES"
_PYPROJECT = "pyproject.toml"


def files_of_rules(named: Sequence[str] | None) -> list[str]:
    """The files that --rules names; else those of the environment, else of pyproject.toml.

    Raises `UsageError` where pyproject.toml can't say which.
    """
    if named:
        return list(named)
    said = os.environ.get(VARIABLE)
    if said is not None:
        return [name for name in said.split(os.pathsep) if name]
    return _of_project()


def _of_project() -> list[str]:
    """What `[tool.newstool]` says in the working directory."""
    try:
        text = Path(_PYPROJECT).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    if "newstool" not in text:
        return []
    import tomllib  # few projects name rules

    try:
        tool = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"it is not TOML: {error}", where=_PYPROJECT) from error
    own = tool.get("newstool", {}) if isinstance(tool, dict) else {}
    where = f"{_PYPROJECT}, [tool.newstool]"
    unknown = [key for key in own if key != "rules"] if isinstance(own, dict) else ["newstool"]
    if unknown:
        hint = "it has rules alone, a list of files"
        raise UsageError(f"there is nothing called {unknown[0]!r}", where=where, hint=hint)
    files = own.get("rules", [])
    if not isinstance(files, list) or not all(isinstance(each, str) for each in files):
        raise UsageError("rules are a list of files", where=where, hint='rules = ["ours.toml"]')
    return files
