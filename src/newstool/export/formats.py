"""The names of the export formats."""

from __future__ import annotations

from typing import Literal

ExportFormat = Literal["csv", "tsv", "json", "ndjson", "markdown", "html"]
