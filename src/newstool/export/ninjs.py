"""A record as an item of ninjs 1.3, the IPTC's news in JSON. What isn't known is left out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from newstool.export.parts import compacted, found_text, objects_in, strings_in
from newstool.reading.json_lines import mend_surrogates

# ninjs allows only full timestamps (RFC 3339): a date without a time or a zone can't be written.
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)")


def news_item(record: Mapping[str, object]) -> dict[str, object]:
    """The record's item."""
    published, modified = (
        _instant(record.get(f"date_{each}")) for each in ("published", "modified")
    )
    copyright_, dateline = record.get("copyright"), record.get("dateline")
    text = found_text(record, "text")
    item = {
        "uri": _uri(record),
        "type": "text",
        "firstcreated": published,
        "versioncreated": modified or published,
        "language": record.get("language"),
        "headline": record.get("title"),
        "byline": record.get("byline") or ", ".join(strings_in(record.get("authors"))),
        "located": found_text(dateline, "place"),
        "description_text": found_text(record, "subtitle") or record.get("description"),
        "body_text": text,
        "charcount": len(text) if text else None,
        "wordcount": record.get("word_count"),
        "person": [
            {"name": name, "rel": rel}
            for key, rel in (("authors", "author"), ("editors", "editor"))
            for name in strings_in(record.get(key))
        ],
        "place": _named(found_text(dateline, "place")),
        "infosource": _named(found_text(record, "agency") or found_text(record, "source")),
        "subject": [{"name": tag} for tag in strings_in(record.get("tags"))],
        "genre": _named(found_text(record, "section")),
        "copyrightholder": found_text(copyright_, "holder"),
        "copyrightnotice": found_text(copyright_, "notice"),
        "usageterms": record.get("license"),
        "ednote": "\n".join(strings_in(record.get("corrections"))),
        "associations": _pictures(record),
    }
    return compacted(item)


def _pictures(record: Mapping[str, object]) -> dict[str, object]:
    images = [image for image in objects_in(record.get("images")) if found_text(image, "url")]
    return {
        f"picture{number}": compacted(
            {
                "uri": image.get("url"),
                "type": "picture",
                "description_text": found_text(image, "caption") or image.get("alt"),
                "byline": image.get("credit"),
            }
        )
        for number, image in enumerate(images, 1)
    }


def _named(name: str | None) -> list[object]:
    return [{"name": name}] if name else []


def _instant(date: object) -> str | None:
    """A date as ninjs takes it, seconds filled up; None where it is less than a minute precise."""
    found = _INSTANT.fullmatch(date) if isinstance(date, str) else None
    return found[1] + (found[2] or ":00") + found[3] if found else None


def _uri(record: Mapping[str, object]) -> str:
    """The article's address; else a name made of its input, or of its text, always the same."""
    address = found_text(record, "canonical_url") or found_text(record, "url")
    if address:
        return address
    origin = record.get("input")
    path = found_text(origin, "path")
    index = origin.get("index") if isinstance(origin, Mapping) else 0
    name = f"{path}#{index}" if path else f"{record.get('title')}\n{record.get('text')}"
    return uuid.uuid5(uuid.NAMESPACE_URL, mend_surrogates(name)).urn
