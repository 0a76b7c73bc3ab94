"""`newstool schema`, `fields` and `labels`: what a record and a page are made of."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newstool.cli.terminal import is_terminal
from newstool.export.columns import default_columns
from newstool.model.article import BODY_LABELS, Label
from newstool.model.schema import schema, schema_text
from newstool.runs.outputs import forget_stdout, open_stdout

LABEL_MEANINGS: Mapping[Label, str] = {
    Label.TITLE: "The headline.",
    Label.SUBTITLE: "The standfirst below the headline.",
    Label.BODY: "A paragraph of the story.",
    Label.HEADING: "A heading inside the story.",
    Label.LIST_ITEM: "An item of a list in the story.",
    Label.QUOTE: "A quotation set apart in the story.",
    Label.TABLE: "A row of a table in the story.",
    Label.CODE: "Program code in the story.",
    Label.BYLINE: "Who wrote it.",
    Label.DATE: "When it was published or updated.",
    Label.SOURCE: "Where the publication took it from.",
    Label.CAPTION: "The caption or the credit of a picture.",
    Label.CORRECTION: "A notice that corrects the story.",
    Label.WIRE_CREDIT: "The news agency that it came from.",
    Label.AUTHOR_BIO: "Who the author is.",
    Label.RELATED: "Headlines of other stories, 'read more'.",
    Label.NAVIGATION: "Menus and paths through the site.",
    Label.SHARE: "Share and print buttons.",
    Label.NEWSLETTER: "An offer of a newsletter.",
    Label.ADVERTISEMENT: "Advertising and its mark.",
    Label.COOKIE: "A cookie notice.",
    Label.COMMENTS: "Readers' comments, and how to write one.",
    Label.PAYWALL: "An offer to subscribe.",
    Label.CONTACT: "Addresses of the publisher or of a press office.",
    Label.COPYRIGHT: "A copyright notice.",
    Label.REGISTRATION: "A filing number of the publication.",
    Label.PAGE_NUMBER: "A page number in a printed or scanned text.",
    Label.HIDDEN: "What a browser doesn't show.",
    Label.OTHER: "All else.",
}


def print_schema() -> int:
    """The record's JSON Schema to stdout; returns the exit code. Raises `OutputError`."""
    return _print(schema_text().encode())


def print_labels() -> int:
    """Every label, whether `clean` keeps it, and what it means. Raises `OutputError`."""
    kept = {*BODY_LABELS, Label.TITLE, Label.SUBTITLE}
    return print_rows(
        ("label", "clean", "meaning"),
        [
            (label, "keeps" if label in kept else "drops", meaning)
            for label, meaning in LABEL_MEANINGS.items()
        ],
    )


def print_fields() -> int:
    """Every field of a record as --fields and --columns name it. Raises `OutputError`."""
    return print_rows(("field", "type", "meaning"), list(described_fields()))


def print_formats() -> int:
    """Every format, how it is told, what it needs, whether it is read. Raises `OutputError`."""
    from newstool.containers.formats import described_formats

    heads = ("format", "state", "needs", "what it is", "recognised by")
    formats = described_formats()
    rows = [(one.name, one.state, one.needs, one.title, one.told_by) for one in formats]
    return print_rows(heads, rows)


def described_fields() -> Iterator[tuple[str, str, str]]:
    """Each field's name, type and meaning, as the schema has them."""
    record: dict[str, Any] = schema()
    kinds = record["$defs"]
    for name in (*default_columns(), "evidence", "blocks"):
        node = record
        for key in name.split("."):
            node = _object_of(node, kinds)["properties"][key]
        yield name, _type_of(node, kinds), node["description"]


def _object_of(node: Mapping[str, Any], kinds: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object that a part of the schema describes or refers to."""
    options = [node, *node.get("anyOf", ())]
    referred = [
        kinds[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in options
    ]
    return next((each for each in referred if "properties" in each), node)


def _type_of(node: Mapping[str, Any], kinds: Mapping[str, Any]) -> str:
    """'text', 'date', 'number', 'yes or no', 'list', 'object'."""
    for each in (node, *node.get("anyOf", ())):
        found = kinds[each["$ref"].rpartition("/")[2]] if "$ref" in each else each
        kind = found.get("type") or ("string" if "enum" in found else None)
        if kind == "string" and "pattern" in found and "ISO 8601" in found.get("description", ""):
            return "date"
        if kind in _TYPES:
            return _TYPES[kind]
    return "text"


_TYPES = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "yes or no",
    "array": "list",
    "object": "object",
}


def print_rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """A table on a terminal; elsewhere lines with tabs between, as `cut -f1` takes them."""
    if not is_terminal(sys.stdout):
        return _print("".join("\t".join(row) + "\n" for row in rows).encode())
    from rich.table import Table

    from newstool.cli.console import rendered, safe

    table = Table(expand=False)
    for head in heads:
        table.add_column(head, no_wrap=head != heads[-1], style="cyan" if head == heads[0] else "")
    for row in rows:
        table.add_row(*map(safe, row))
    return _print(rendered(table, sys.stdout))


def _print(data: bytes) -> int:
    sink = open_stdout()
    try:
        sink.write(data)
        sink.close()
    except BrokenPipeError:
        forget_stdout()
    return 0
