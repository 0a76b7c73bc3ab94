"""Files in a mail: those that may hold an article are opened, the others are counted."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from msgspec.structs import replace

from newstool.containers.kinds import tell
from newstool.containers.mail.mime import Entity, entity_of
from newstool.containers.mail.uuencoded import Uuencoded, uuencoded_in
from newstool.containers.packed.compressed import compression_of
from newstool.containers.stream import HEAD
from newstool.vocabulary.beside_pages import is_beside_pages

_ENCODED = 2 * HEAD  # bytes of a file as it is sent, of which the first ones come
_WRITTEN = frozenset(("text/plain", "text/html", "text/markdown", "application/xhtml+xml"))
_NAMED = (".txt", ".md", ".htm", ".html", ".xhtml")
# What is a table or an object of anything is refused where it holds no articles: people send such.
_DATA = frozenset(("json", "csv", "tsv"))
_SIGNATURE = re.compile(r"application/(?:pgp-signature|(?:x-)?pkcs7-signature)")
# Servers of Exchange name so what came without a name: the text after a picture, a list's foot.
_UNNAMED = re.compile(r"ATT\d{3,5}\.(?:txt|html?)", re.IGNORECASE)


def is_shown(part: Entity) -> bool:
    """Whether a part with text is shown in the mail, and isn't a file to be saved."""
    return not part.is_attachment or _UNNAMED.fullmatch(part.filename) is not None


def may_hold_article(file: Entity) -> bool:
    """Whether a file is opened, as it would be outside the mail: by what is in it."""
    start = _start(file)
    kind = tell(start)
    if kind is not None:
        return kind.reader is not None and kind.name not in _DATA
    if compression_of(start) is not None:
        return True
    name = file.filename.lower()
    is_text = file.type in _WRITTEN or name.endswith(_NAMED)
    return is_text and bool(start.strip()) and not is_beside_pages(name)


def what_it_is(file: Entity) -> str:
    """What a file that isn't opened is counted as; '' for one that isn't worth it."""
    start = _start(file)
    if not start.strip() or _SIGNATURE.fullmatch(file.type):
        return ""
    kind = tell(start)
    return kind.name if kind is not None else file.type


def _start(file: Entity) -> bytes:
    return replace(file, body=file.body[:_ENCODED]).content()[:HEAD]


def without_uuencoded(text: Entity) -> tuple[Entity, list[Entity]]:
    """A text without the files that are written into it, and those files."""
    content = text.content()
    found = list(uuencoded_in(content))
    if not found:
        return text, []
    headers = copy.copy(text.headers)
    del headers["content-transfer-encoding"]
    body = b"".join(_around(content, found))
    return replace(text, headers=headers, body=body), [_as_file(one) for one in found]


def _around(content: bytes, found: list[Uuencoded]) -> Iterator[bytes]:
    start = 0
    for one in found:
        yield content[start : one.start]
        start = one.end
    yield content[start:]


def _as_file(one: Uuencoded) -> Entity:
    name = one.name.replace(b"\\", b"/").rpartition(b"/")[2].replace(b'"', b"")
    head = b'Content-Type: application/octet-stream; name="' + name + b'"\n'
    return entity_of(head + b"Content-Disposition: attachment\n\n" + one.data)
