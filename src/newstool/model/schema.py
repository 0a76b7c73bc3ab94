"""The JSON Schema of the record, as it ships with the package."""

from __future__ import annotations

import json
from importlib.resources import files


def schema_text() -> str:
    """The schema as a JSON text with a line end."""
    return (files("newstool") / "model" / "record.schema.json").read_text(encoding="utf-8")


def print_schema() -> int:
    """The schema to stdout; returns the exit code. Raises `OutputError`."""
    from newstool.runs.outputs import forget_stdout, open_stdout

    sink = open_stdout()
    try:
        sink.write(schema_text().encode())
        sink.close()
    except BrokenPipeError:
        forget_stdout()
    return 0


def schema() -> dict[str, object]:
    """The schema as plain dicts and lists."""
    found: dict[str, object] = json.loads(schema_text())
    return found
