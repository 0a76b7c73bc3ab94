"""Mails, mailboxes and web archives (MHTML), recognised by the header lines they begin with."""

from __future__ import annotations

import re

from newstool.reading.text.headers import MAIL_LINE
from newstool.vocabulary.patterns import later

_FIELD = re.compile(rb"([!-9;-~]{1,80}):")
_BEFORE = b"\xef\xbb\xbf\r\n"  # what may be above the first header line
_ENVELOPE = later(MAIL_LINE.encode() + rb"[ \t]{0,9}\r?\n(?=[!-9;-~]{1,80}:)")
# What a mail program or server writes, and nobody who types a text with labels above it.
_TRACES = frozenset(
    (
        *(b"return-path", b"received", b"delivered-to", b"envelope-to", b"x-original-to"),
        *(b"message-id", b"mime-version", b"content-transfer-encoding", b"dkim-signature"),
        *(b"authentication-results", b"received-spf", b"arc-seal", b"list-id", b"list-unsubscribe"),
    )
)
_LETTERHEAD = frozenset((b"from", b"subject", b"date", b"to", b"sender", b"newsgroups"))
# A page that a browser saved was sent to nobody.
_SENT = _TRACES - {b"mime-version", b"content-transfer-encoding"} | {b"to", b"cc", b"newsgroups"}
_SAVED = frozenset((b"snapshot-content-location", b"content-location"))
# Apple's Mail (.emlx) writes above a mail how many bytes it has, and its own notes below.
APPLE_COUNT = re.compile(rb"\A(\d{1,9})[ \t]{0,20}\r?\n(?=[!-9;-~]{1,80}:)")
_RELATED = later(rb"(?im)^content-type:\s{0,9}multipart/related\b")


def is_mailbox(head: bytes) -> bool:
    """Whether a mailbox begins so: 'From ana@post.example Thu Nov 14 ...' above header lines."""
    return head.startswith(b"From ") and _ENVELOPE.match(head) is not None


def is_mail(head: bytes) -> bool:
    """Whether a mail begins so: header lines of a writer's, and of a mail program's."""
    names = _names(APPLE_COUNT.sub(b"", head, 1))
    traces = names & _TRACES
    # The stamps of a mail that went through many hands take more than the first bytes.
    is_stamped = len(traces) > 1 or b"return-path" in names
    return bool(traces) and (is_stamped or not names.isdisjoint(_LETTERHEAD))


def is_web_archive(head: bytes) -> bool:
    """Whether a page begins so that a browser saved with its pictures: MHTML."""
    names = _names(head)
    if b"mime-version" not in names and b"content-type" not in names:
        return False
    if b"snapshot-content-location" in names:
        return True
    has_place = not names.isdisjoint(_SAVED) or _RELATED.search(head) is not None
    return has_place and names.isdisjoint(_SENT)


def _names(head: bytes) -> frozenset[bytes]:
    """The names of the header lines that open the bytes, in small letters; none for other bytes.

    The last line may be cut off, where the bytes are the first ones of many.
    """
    start = head.lstrip(_BEFORE)
    if _FIELD.match(start) is None:
        return frozenset()
    *lines, last = start.split(b"\n")
    names: set[bytes] = set()
    for line in lines:
        if not line.strip():
            return frozenset(names)
        if line[:1] in b" \t":
            continue
        field = _FIELD.match(line)
        if field is None:
            return frozenset()
        names.add(field[1].lower())
    field = _FIELD.match(last)
    return frozenset(names | {field[1].lower()}) if field else frozenset(names)
