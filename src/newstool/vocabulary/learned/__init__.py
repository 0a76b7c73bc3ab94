"""What was learned from pages: the weights, and how they are evaluated."""

from __future__ import annotations

from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights")
