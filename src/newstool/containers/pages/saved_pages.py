"""Pages that a browser or a copier saved: the comment that says where they were, and when.

<!-- saved from url=(0023)https://post.example/a -->
<!-- Page saved with SingleFile  url: https://post.example/a  saved date: Thu Nov 14 2024 ... -->
<!-- Mirrored from post.example/a by HTTrack Website Copier/3.x, Thu, 14 Nov 2024 08:00:00 GMT -->
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from newstool.dates import read_stamp
from newstool.model.article import Document, Given
from newstool.page.addresses import clean_url

_HEAD = 20_000  # characters in which the comment is looked for; a type and a tag are above it
_COMMENT = re.compile(
    r"<!--\s{0,99}(?:(?P<browser>saved from url)=\(\d{1,5}\)(?P<url>[^\s<>]{1,4000})"
    r"|Page saved with (?P<file>SingleFile)\s{1,99}url:\s{0,99}(?P<file_url>[^\s<>]{1,4000})"
    r"(?:\s{1,99}saved date:\s{0,99}(?P<file_date>[^\n<>]{1,100}))?"
    r"|Mirrored from (?P<copier_url>[^\s<>]{1,4000}) by (?P<copier>HTTrack)[^<>,]{0,100}"
    r"(?:\[[^\[\]<>]{0,100}\])?,(?P<copier_date>[^<>]{1,60}?)\s?-->)",
    re.IGNORECASE,
)


def with_saved(document: Document) -> Document:
    """A page with the address and the day that the comment of whoever saved it gives."""
    found = _COMMENT.search(document.text[:_HEAD]) if "<!--" in document.text[:_HEAD] else None
    if found is None:
        return document
    source = f"comment of {found['file'] or found['copier'] or 'the browser that saved it'}"
    url = found["url"] or found["file_url"] or f"http://{found['copier_url']}"
    date = read_stamp((found["file_date"] or found["copier_date"] or "").strip())
    fetched = str(date.value) if date is not None and date.value is not None else None
    if clean_url(url) is not None:
        document = replace(document, given=(*document.given, Given("url", url, source)))
    return replace(document, fetched=document.fetched or fetched)
