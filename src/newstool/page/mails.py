"""What mail programs write around a story: marks in a subject, and where a header's words are."""

from __future__ import annotations

import re

from newstool.model.article import Head
from newstool.vocabulary.scripts import later

SUBJECT = "mail header 'Subject'"  # the source of a headline that a mail gives
_INNER = "line '{}' of the mail that was sent on"
_FORWARDS = r"fwd?|wg|tr|rv|i|enc|vb|vl|vs|doorst|pd|转发|转寄|轉寄|転送|전달"
_REPLIES = r"re|aw|r|rif|res|sv|antw|odp|回复|回覆|返信|답장"
_LIST = r"\[[^\s\[\]]{1,40}\]"
_MARKS = later(
    rf"(?:{_LIST}\s{{0,3}}){{0,2}}(?:(?:{_FORWARDS}|{_REPLIES})\s?(?:\[\d\])?[:：]\s{{0,3}}"
    rf"(?:{_LIST}\s{{0,3}})?){{1,6}}|(?:{_LIST}\s{{0,3}}){{1,2}}",
    re.IGNORECASE,
)
_SENT_ON = re.compile(
    rf"(?:(?:{_LIST}|(?:{_REPLIES})\s?[:：])\s{{0,3}}){{0,3}}(?:{_FORWARDS})\s?[:：]", re.IGNORECASE
)
_REPLY = re.compile(rf"(?:{_LIST}\s{{0,3}}){{0,2}}(?:{_REPLIES})\s?(?:\[\d\])?[:：]", re.IGNORECASE)


def without_mail_marks(subject: str) -> str:
    """A mail's subject without 'Re:', 'Fwd:' and the list's name; itself where nothing is left."""
    marks = _MARKS().match(subject)
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


def brings_inner_mail(head: Head) -> bool:
    """Whether what is given of an article was read from a mail that was sent on."""
    return any(one.source.endswith(_INNER.partition("{}")[2]) for one in head.given)
