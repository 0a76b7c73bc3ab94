"""The one loader of the tables in `data/`: words, labels and rules, each with its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


def load_table(name: str) -> dict[str, Any]:
    """The parsed contents of `data/NAME.toml`; whoever builds on it keeps the result."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
