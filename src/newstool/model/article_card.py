"""A record as a card of HTML, for notebooks; it has no scripts and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

_PREVIEW = 420  # characters of the text


def card(record: Mapping[str, object]) -> str:
    """The headline, what is known of the article, and the beginning of its text."""
    facts = "".join(
        f'<tr><td style="text-align:left;opacity:.6">{name}</td>'
        f'<td style="text-align:left">{escape(value)}</td></tr>'
        for name, value in _facts(record)
    )
    text = str(record["text"])
    shown = text[:_PREVIEW] + ("…" if len(text) > _PREVIEW else "")
    subtitle = f"<div><em>{escape(str(record['subtitle']))}</em></div>"
    return (
        '<div style="border:1px solid #8884;border-radius:6px;padding:.8em 1em;max-width:46em">'
        f"<div><strong>{escape(str(record['title'] or '(no headline)'))}</strong></div>"
        f"{subtitle if record['subtitle'] else ''}"
        f'<table style="margin:.6em 0">{facts}</table>'
        f'<div style="white-space:pre-wrap">{escape(shown)}</div></div>'
    )


def _facts(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    keys = (
        ("by", ("authors", "byline")),
        ("published", ("date_published",)),
        ("updated", ("date_modified",)),
        ("source", ("source", "site_name", "domain")),
        ("section", ("section",)),
        ("tags", ("tags",)),
        ("url", ("canonical_url", "url")),
        ("language", ("language",)),
        ("words", ("word_count",)),
        ("warnings", ("warnings",)),
    )
    for name, alternatives in keys:
        value = next((record[key] for key in alternatives if record[key]), None)
        if value:
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
