"""Whose a text is that begins with a mail's own lines: 'Subject:', 'From:', 'Date:'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstool.page.declared import Declaration, of_line
from newstool.page.facts import Page
from newstool.page.mails import is_sent_on
from newstool.reading.text.headers import is_mail_name
from newstool.vocabulary.header_labels import header_field

if TYPE_CHECKING:
    from newstool.containers.mail.sender import Sender


def sender_above(page: Page) -> tuple[Declaration, Sender] | None:
    """The line that names a mail's sender above its text, and the sender; None without a subject.

    Whoever passes a mail on is not its author.
    """
    lines = [line for line in page.head.headers if is_mail_name(line.name, "known")]
    subject = next((line for line in lines if header_field(line.name) == "title"), None)
    if subject is None or is_sent_on(subject.value):
        return None
    for line in lines:
        if is_mail_name(line.name, "sender"):
            # Imported when needed: most texts have no use for the readers of mail.
            from newstool.containers.mail.sender import sender_of

            return of_line(line), sender_of(line.value)
    return None
