"""Every command and option has help, and its name stands in the README or the docs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

from newstool.cli import app

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print what is missing; 0 when nothing is."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    manual = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    faults = list(find_faults(manual))
    for fault in faults:
        print(fault)
    if not faults:
        print(f"all of it stands in {', '.join(page.name for page in pages)}")
    return 1 if faults else 0


def find_faults(manual: str) -> Iterator[str]:
    """One line for each command or option without help or without its name in the manual."""
    for name, command in sorted(get_command(app).commands.items()):
        if not command.help:
            yield f"newstool {name} has no help"
        if f"newstool {name}" not in manual:
            yield f"newstool {name} does not stand in the manual"
        for parameter in command.params:
            names = [option for option in parameter.opts if option.startswith("--")]
            if not getattr(parameter, "help", None):
                yield f"newstool {name}: {parameter.name} has no help"
            for option in names:
                if not re.search(rf"{re.escape(option)}(?![\w-])", manual):
                    yield f"newstool {name}: {option} does not stand in the manual"


if __name__ == "__main__":
    sys.exit(main())
