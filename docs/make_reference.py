"""Writes docs/record.md and docs/labels.md from the schema: python docs/make_reference.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newstool.cli.listing import LABEL_MEANINGS, described_fields
from newstool.model.article import BODY_LABELS, Label
from newstool.model.schema import schema

FOLDER = Path(__file__).parent
MADE_BY = (
    "This page is made from the code by `python docs/make_reference.py`. "
    "On the command line: `newstool {command}`."
)
RECORD = f"""# The record

One article is one record. Every field is always there: `null`, `[]` or `{{}}` means that newstool
looked and the input doesn't say. Only `evidence`, `blocks` and `duplicate_of` come when asked for.
In a part of the body, `level` and `links` are left out where there are none.
{MADE_BY.format(command="fields")}
For programs there is a JSON Schema: `newstool schema`.

## Fields

A dot leads into an object: `copyright.holder`. Tables have a column for each row below, `--fields`
and `--columns` take these names.
"""
OBJECTS = """
## Objects

What the lists and objects above hold.
"""
LABELS = f"""# Labels

newstool cuts an input into blocks and gives each block one label. `newstool parse --blocks` shows
them all, `newstool clean --explain` those that were removed. `--keep` and `--drop` change which
labels `clean` writes.
{MADE_BY.format(command="labels")}

"""


def record_page() -> str:
    """The page of the record as it should be."""
    fields = [(f"`{name}`", kind, meaning) for name, kind, meaning in described_fields()]
    table = "\n" + _table(("field", "type", "meaning"), fields)
    return RECORD + table + OBJECTS + "".join(_objects(schema()["$defs"]))


def labels_page() -> str:
    """The page of the labels as it should be."""
    kept = {*BODY_LABELS, Label.TITLE, Label.SUBTITLE}
    rows = [
        (f"`{label}`", "keeps" if label in kept else "drops", meaning)
        for label, meaning in LABEL_MEANINGS.items()
    ]
    return LABELS + _table(("label", "`clean`", "meaning"), rows)


def _objects(kinds: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, kind in kinds.items():
        if "properties" not in kind:
            continue
        rows = [(f"`{key}`", part["description"]) for key, part in kind["properties"].items()]
        yield f"\n### {name}\n\n{kind['description']}\n\n{_table(('key', 'meaning'), rows)}"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [_line(heads), _line(("---",) * len(heads)), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


PAGES = {"record.md": record_page, "labels.md": labels_page}


def main() -> None:
    """Write both pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
