"""What mail programs write around a story: marks in a subject, and where a header's words are."""

from __future__ import annotations

import re

from newstool.model.article import Head, Reading
from newstool.vocabulary.names import worded

SUBJECT = "mail header 'Subject'"  # the source of a headline that a mail gives
_MAIL = "eml"  # the kind of container
_INNER = "line '{}' of the mail that was sent on"
_LIST = r"(?:\[[^\s\[\]]{1,40}\]\s{0,3})"
_ANSWERS = r"{mail_parts.reply}\s?(?:\[\d\])?[:：]"
_PASSES_ON = r"{mail_parts.forward}\s?(?:\[\d\])?[:：]"
_MARKS = worded(
    rf"{_LIST}{{0,2}}(?:(?:{_PASSES_ON}|{_ANSWERS})\s{{0,3}}{_LIST}?){{1,6}}|{_LIST}{{1,2}}",
    re.IGNORECASE,
)
_SENT_ON = worded(rf"(?:{_LIST}|{_ANSWERS}\s{{0,3}}){{0,3}}{_PASSES_ON}", re.IGNORECASE)
_REPLY = worded(rf"{_LIST}{{0,2}}{_ANSWERS}", re.IGNORECASE)


def without_mail_marks(subject: str) -> str:
    """A mail's subject without 'Re:', 'Fwd:' and the list's name; itself where nothing is left."""
    marks = _MARKS.match(subject)
    return (subject[marks.end() :].strip() if marks else "") or subject


def is_sent_on(subject: str) -> bool:
    """Whether a mail program wrote before a subject that somebody else's mail is passed on."""
    return _SENT_ON.match(subject) is not None


def is_reply(subject: str) -> bool:
    """Whether a mail program wrote before a subject that it answers a mail."""
    return _REPLY.match(subject) is not None


def inner_line(name: str) -> str:
    """The source of what a header line of a mail says that was sent on inside another one."""
    return _INNER.format(name)


def is_mail(reading: Reading) -> bool:
    """Whether the document is what a mail brings."""
    return (reading.document.container or "").rpartition("/")[2] == _MAIL


def brings_inner_mail(head: Head) -> bool:
    """Whether what is given of an article was read from a mail that was sent on."""
    return any(one.source.endswith(_INNER.partition("{}")[2]) for one in head.given)
