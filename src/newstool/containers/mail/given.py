"""What a mail's headers say of the article in it; of one that was sent on, the inner ones."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from newstool.containers.mail.mime import Entity
from newstool.containers.mail.sender import sender_given, sender_of
from newstool.dates import read_stamp
from newstool.model.article import Format, Given, HeaderLine
from newstool.page.addresses import clean_url
from newstool.page.mails import SUBJECT, inner_line, is_sent_on, without_mail_marks
from newstool.reading.text.headers import headers_at, is_mail_name
from newstool.reading.text.lines import split_lines
from newstool.vocabulary.header_labels import header_field

_WITHIN = 80  # lines of a mail in which one that was sent on may begin
_READ = 100_000  # characters of HTML in which those lines are looked for
_BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(?:style|script|title)\b.*?(?:</(?:style|script|title)\s{0,9}>|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAGS = re.compile(r"<[^<>]*>")
_ADDRESSES = ("archived-at", "content-location")


def given_of(mail: Entity, text: str, format: Format) -> tuple[Given, ...]:
    """Title, author or source, date, address and language, as far as the headers name them.

    `text` is what the mail brings. Whoever passes a mail on is not its author.
    """
    inner = _sent_on(text, format) if is_sent_on(mail.header("subject")) else ()
    if inner:
        return tuple(_given_inside(mail, inner))
    return (*_title(mail.header("subject")), *sender_given(mail), *_given_in_headers(mail))


def _title(subject: str) -> Iterator[Given]:
    if any(map(str.isalnum, without_mail_marks(subject))):
        yield Given("title", subject, SUBJECT)


def _given_in_headers(mail: Entity) -> Iterator[Given]:
    date = _date(mail.header("date"))
    if date is not None:
        yield Given("date_published", date, "mail header 'Date'")
    for name in _ADDRESSES:
        url = mail.header(name).strip("<> ")
        if clean_url(url):
            yield Given("url", url, f"mail header '{name.title()}'")
            break
    language = mail.header("content-language")
    if language:
        yield Given("language", language, "mail header 'Content-Language'")


def _date(written: str) -> str | None:
    """A date that can be read, as written where that is; else as RFC 2822 reads it: '14 Nov 24'."""
    stamp = read_stamp(written)
    if stamp is not None and stamp.value is not None:
        return written
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


# --- sent on -------------------------------------------------------------------------------------


def _sent_on(text: str, format: Format) -> Sequence[HeaderLine]:
    """The header lines of the mail inside a mail, as programs write them above its text."""
    text = _as_lines(text) if format == "html" else text
    lines = split_lines(text[:_READ].replace("*", ""))
    for number, line in enumerate(lines.texts[:_WITHIN]):
        name = line.partition(":")[0].strip()
        if is_mail_name(name, "sender") and (found := headers_at(lines, number)):
            return found
    return ()


def _as_lines(page: str) -> str:
    """The visible text of the first part of an HTML mail, with a line for each of its lines."""
    shown = _HIDDEN.sub("", page)[:_READ].replace("\r", " ").replace("\n", " ")
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", shown)))


def _given_inside(mail: Entity, inner: Sequence[HeaderLine]) -> Iterator[Given]:
    subject = next((one for one in inner if header_field(one.name) == "title"), None)
    if subject is not None:
        yield Given("title", subject.value, SUBJECT)
    else:
        yield from _title(mail.header("subject"))
    for one in inner:
        source = inner_line(one.name)
        if is_mail_name(one.name, "sender"):
            sender = sender_of(one.value)
            if sender.person:
                yield Given("authors", sender.person, source)
            if sender.house:
                yield Given("source", sender.house, source)
        elif is_mail_name(one.name, "sent") and read_stamp(one.value) is not None:
            yield Given("date_published", one.value, source)
