"""Crawl text (WET, the text form of WARC 1.x): a record for each page, with its own headers."""

from __future__ import annotations

import re

import msgspec

from newstool.containers.archive import Archive, Record, build_archive
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.headers import find_headers
from newstool.reading.text.lines import split_lines

_RECORD = re.compile(r"^WARC/1\.\d\r?\nWARC-Type:", re.MULTILINE)


def split(document: Document) -> Archive | None:
    """A WET file's pages, or None. Records that hold no text of a page are outside."""
    if not document.text.lstrip("\ufeff \r\n").startswith("WARC/1."):
        return None
    starts = [mark.start() for mark in _RECORD.finditer(document.text)]
    if not starts:
        return None
    records: list[Record] = []
    skipped: list[str] = []
    for start, end in zip(starts, (*starts[1:], len(document.text)), strict=True):
        headers = find_headers(split_lines(document.text[start : min(end, start + 8192)]))
        kind = _value(headers, "warc-type")
        if kind == "conversion":
            records.append(Record(start, end, headers))
        elif kind != "warcinfo":
            skipped.append(f"archive-skipped:{kind}")
    archive = build_archive("wet", document, records)
    documents = tuple(
        msgspec.structs.replace(page, url=_value(page.headers, "warc-target-uri") or page.url)
        for page in archive.documents
    )
    return msgspec.structs.replace(
        archive, documents=documents, warnings=(*archive.warnings, *dict.fromkeys(skipped))
    )


def _value(headers: tuple[HeaderLine, ...], name: str) -> str:
    return next((header.value for header in headers if header.name.lower() == name), "")
