"""Mailboxes (mbox, RFC 4155): each mail in one, as if it had been given itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.part import Known, Member, Opening
from newstool.containers.stream import CHUNK, Pause, Stream
from newstool.reading.text.headers import MAIL_LINE

_LONGEST_MARK = 1000  # bytes of 'From address date', and of the name of the header below it
_MARK = re.compile(rb"\n" + MAIL_LINE.encode() + rb"[ \t]{0,9}\r?\n(?=[!-9;-~]{1,80}:)")
_SENDER = re.compile(rb"From (\S{1,200})")
# Programs put '>' before what would begin a mail: mboxrd, and mboxo with one of them at the most.
_QUOTED_MARK = re.compile(rb"^>(>{0,99}From )", re.MULTILINE)


def read(stream: Stream, opening: Opening) -> Iterator[Member | Pause]:
    """The mails in the order of the file, cut where one is longer than the limit on bytes."""
    held = b""
    looked = 0
    is_over = False
    for chunk in stream.chunks():
        if isinstance(chunk, Pause):
            yield chunk
            continue
        held += chunk
        start = 0
        for mark in _MARK.finditer(held, looked):
            if not is_over:
                yield _member(held[start : mark.start() + 1], opening)
            start, is_over = mark.start() + 1, False
        held = held[start:]
        if len(held) > opening.max_bytes + CHUNK:
            if not is_over:
                yield _member(held, opening)
            held, is_over = held[-_LONGEST_MARK:], True
        looked = max(0, len(held) - _LONGEST_MARK)
    if held and not is_over:
        yield _member(held, opening)


def _member(message: bytes, opening: Opening) -> Member:
    """One mail without its mark, whose sender is in a header as in RFC 5322."""
    mark, _, mail = message.partition(b"\n")
    sender = _SENDER.match(mark)
    path = b"Return-Path: <" + (sender[1] if sender else b"") + b">\n"
    is_cut = len(message) > opening.max_bytes
    data = path + _QUOTED_MARK.sub(rb"\1", mail)
    known = Known(warnings=("truncated:bytes",)) if is_cut else Known()
    return Member("", Stream.of_bytes(data[: opening.max_bytes]), known)
