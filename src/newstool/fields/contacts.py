"""Addresses and telephone numbers of the publisher or the press office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from newstool.fields.bounds import LINE, LINES, MOST, TEXT
from newstool.fields.found import in_block, links_in, object_under
from newstool.model.article import Contacts, Found, Label, LabelledBlock
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import items, text_of
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_AT = worded(r" ?[(\[]{contacts.at}[)\]] ?|＠")
_EMAIL = later(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# A word for telephone or fax; the numbers after it are of that kind until the next such word.
_CHANNEL = worded(
    r"(?P<fax>(?<!\w){contacts.fax}(?![a-z]))"
    r"|(?P<phone>(?<!\w)(?:{contacts.phone}(?![a-z])|{contacts.short_phone}[.:]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w./-])\(?\+?\d[\d ()./–\-\u00a0]{4,24}\d(?![\w/])")
# Dates, spans of years and network addresses.
_NO_PHONE = later(
    r"\d{1,3}(?:\.\d{1,3}){3}$|(?:19|20)\d{2}\s?[-–./]\s?\d{1,4}(?:\D|$)|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?:\D|$)"
)
_DIGITS = range(7, 17)  # digits of a telephone number


def read_contacts(page: LabelledPage) -> Found[Contacts] | None:
    """E-mail addresses and telephone numbers in contact and copyright lines, then in JSON-LD.

    As written, in order, none twice; fax numbers are none. An address in the story is story, and
    the author's own belongs to the credits.
    """
    lines = [one for one in page.labelled if one.label in (Label.CONTACT, Label.COPYRIGHT)]
    found = [*filter(None, map(_in_line, lines[:LINES])), *_declared(page)]
    emails: dict[str, str] = {}
    phones: dict[str, str] = {}
    for one in found:
        for email in one.value.emails:
            emails.setdefault(email.casefold(), email)
        for phone in one.value.phones:
            phones.setdefault("".join(filter(str.isdigit, phone)), phone)
    value = Contacts(tuple(emails.values())[:MOST], tuple(phones.values())[:MOST])
    return replace(found[0], value=value) if found else None


def _in_line(one: LabelledBlock) -> Found[Contacts] | None:
    text, is_contact = one.block.text[:TEXT], one.label is Label.CONTACT
    emails = list(find_emails(text))
    for _, link in links_in(one.block) if is_contact else ():
        scheme, _, address = (link.get("href") or "")[:LINE].partition(":")
        if scheme.lower() == "mailto":
            emails += find_emails(unquote(address).partition("?")[0])[:1]
    value = Contacts(tuple(emails), find_phones(text, named=not is_contact))
    return in_block(one.block, value, "contact line", text) if value != Contacts() else None


def find_emails(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, in order; 'press (at) tram.example' is one too."""
    text = _AT.sub("@", text)
    found = (match[0].strip(".-") for match in _EMAIL.finditer(text)) if "@" in text else ()
    return tuple(email for email in found if email.rpartition(".")[2].isalpha())


def find_phones(text: str, *, named: bool = False) -> tuple[str, ...]:
    """The telephone numbers in a text, in order and as written; no fax number, date or year.

    `named`: only after a word for telephone, for texts that hold other numbers as well.
    """
    channels = [(match.start(), match.lastgroup or "") for match in _CHANNEL.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        kind = next((kind for start, kind in reversed(channels) if start < match.start()), "")
        number = match[0].strip(" ./–-\u00a0")
        if kind != "fax" and (kind or not named) and _is_phone(number, bool(kind)):
            balanced = number.count("(") == number.count(")")
            found.append(number if balanced else number.strip("()"))
    return tuple(found)


def _is_phone(number: str, named: bool) -> bool:
    if sum(map(str.isdigit, number)) not in _DIGITS or _NO_PHONE.match(number):
        return False
    # A bare row of digits may be a postcode, a register number, a price.
    return named or number[0] in "+(0" or sum(map(number.count, "- .")) >= 2


def _declared(page: Page) -> Iterator[Found[Contacts]]:
    """What JSON-LD says of the publisher: its e-mail, telephone and contact points."""
    publisher = object_under(page, "publisher")
    points = [("publisher.contactPoint", one) for one in items(publisher.get("contactPoint"))]
    for key, holder in (("publisher", publisher), *points):
        if isinstance(holder, Mapping):
            emails = list(filter(None, map(text_of, items(holder.get("email"), MOST))))
            phones = list(filter(None, map(text_of, items(holder.get("telephone"), MOST))))
            numbers = "".join(f" Tel: {phone}" for phone in phones)[:TEXT]
            value = Contacts(find_emails(" ".join(emails)[:TEXT]), find_phones(numbers))
            if value != Contacts():
                quote = (emails + phones)[0]
                yield page.declared.of_json_ld(page.article or {}, key, quote).found(value)
