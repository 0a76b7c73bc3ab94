"""Packs rules and tables for a wheel or an editable install, so that the program starts fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackedRules(BuildHookInterface):
    """Writes `furniture.json` and `tables.json` beside the TOML that they are made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Pack them before the files of the wheel are gathered."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from newstool.vocabulary import furniture_rules, tables

        for module in (furniture_rules, tables):
            module.write_packed()
            # Git ignores the file, and hatchling leaves out what git ignores.
            build_data["artifacts"].append(module.PACKED.relative_to(self.root).as_posix())
