"""Examples for the help of each command. A test runs every one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Examples = Sequence[tuple[str, str]]  # a command line, and what it does

EXAMPLES: Mapping[str, Examples] = {
    "parse": (
        ("newstool parse page.html", "the record: a card on a terminal, JSON in a pipe"),
        ("newstool parse pages/ -o news.csv", "a table of all articles in a directory"),
        ("cat page.html | newstool parse --fields title,authors", "some fields, from a pipe"),
    ),
    "clean": (
        ("newstool clean page.html", "the story as text"),
        ("newstool clean pages/ --to md -o stories/", "a Markdown file for each article"),
        ("newstool clean page.html --explain", "what was removed, and why"),
    ),
    "export": (
        ("newstool export pages/ -o news.csv", "a table of all articles"),
        ("newstool parse pages/ | newstool export --columns title,authors", "some columns"),
        ("newstool export news.ndjson --to md -o notes/", "a Markdown file for each record"),
    ),
    "inspect": (
        ("newstool inspect page.html -o seen.html", "a page that shows each block and each value"),
        ("newstool inspect pages/ -o seen/", "an index of many articles, and a page for each"),
        ("newstool inspect page.html --compare news.ndjson -o both.html", "two versions' records"),
    ),
    "report": (
        ("newstool report pages/ -o report.html", "what a batch holds, in plots"),
        ("newstool report news.ndjson -o report.html --csv tables/", "and their tables as CSV"),
        ("newstool report pages/ --dedupe exact > report.html", "with the copies by source"),
    ),
    "fields": (
        ("newstool fields", "every field with its meaning"),
        ("newstool fields | cut -f1", "the names alone"),
        ("newstool fields | grep date", "those that have to do with dates"),
    ),
    "labels": (
        ("newstool labels", "every label with its meaning"),
        ("newstool labels | cut -f1", "the names alone"),
        ("newstool labels | grep drops", "those that clean removes"),
    ),
    "learn": (
        ("newstool learn releases/ -o rules.toml", "rules for what each source adds"),
        ("newstool learn releases/ --by source", "the same, grouped by a field, on the screen"),
        (
            "newstool learn releases/ -o rules.toml && newstool clean releases/ --rules rules.toml",
            "learn, then clean",
        ),
    ),
    "rules": (
        ("newstool rules check ours.toml", "whether each rule catches its examples"),
        ("newstool rules list", "every rule that newstool has"),
        ("newstool rules list ours.toml | grep newsletter", "those of a label, your own first"),
    ),
    "schema": (
        ("newstool schema", "the JSON Schema of a record"),
        ("newstool schema > record.schema.json", "the same in a file"),
        ("newstool schema | grep -A2 date_published", "what it says of one key"),
    ),
}
