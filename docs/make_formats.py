"""Writes docs/formats.md from the table of formats: python docs/make_formats.py."""

from __future__ import annotations

from pathlib import Path

from newstool.containers.formats import described_formats

PAGE = Path(__file__).with_name("formats.md")
HEAD = """# What is read, and what is refused

The content decides what a file is, never its name. `newstool parse --list-formats` prints this
table and says which packages are installed. This page is made from the same data by
`python docs/make_formats.py`.

Formats can be nested, up to five deep: a page in a mail in a ZIP archive in a tar
archive. `input.container` names them from the outside in (`zip/eml`), `input.path` the file and the
member (`bundle.zip/2024/a.html`). [hostile-input.md](hostile-input.md) says how much a small file
can inflate to.

## Read
"""
REFUSED = """
## Refused

These are refused by name, with a command that helps. `FILE` is the file's name.
"""


def page() -> str:
    """The page as it should be."""
    formats = list(described_formats())
    read = [
        (one.name, one.title, one.told_by, f"`{one.needs}`" if one.needs else "")
        for one in formats
        if one.is_read
    ]
    refused = [
        (one.name, one.title, one.told_by, one.hint or "") for one in formats if not one.is_read
    ]
    return "".join(
        (
            HEAD,
            _table(("format", "what it is", "recognised by", "needs"), read),
            REFUSED,
            _table(("format", "what it is", "recognised by", "what helps"), refused),
        )
    )


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [_line(heads), _line(("---",) * len(heads)), *map(_line, rows)]
    return "\n" + "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
