"""Addresses and telephone numbers of the publisher or the press office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from newstool.fields.bounds import LINES, MOST, QUOTE, TEXT
from newstool.model.article import Contacts, Found, Label
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import first, items, resolve, text_of
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_EMAIL = later(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|＠| ?[(\[](?:at|AT|ät|a)[)\]] ?)"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_AT = re.compile(r" ?[(\[](?:at|AT|ät|a)[)\]] ?|＠")
# A word for telephone or fax; the numbers behind it are of that kind until the next such word.
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
_FEWEST_DIGITS, _MOST_DIGITS = 7, 16


def read_contacts(page: LabelledPage) -> Found[Contacts] | None:
    """E-mail addresses and telephone numbers in contact and copyright lines, then in JSON-LD.

    As written, in order, none twice; fax numbers are none. An address in the story is story, and
    the author's own belongs to the credits.
    """
    emails: dict[str, str] = {}
    phones: dict[str, str] = {}
    place: Found[Contacts] | None = None
    for mentioned, address, number in _mentions(page):
        place = place or mentioned
        if address is not None:
            emails.setdefault(address.casefold(), address)
        if number is not None:
            phones.setdefault("".join(filter(str.isdigit, number)), number)
    if place is None:
        return None
    value = Contacts(tuple(emails.values())[:MOST], tuple(phones.values())[:MOST])
    return replace(place, value=value)


_Mention = tuple[Found[Contacts], str | None, str | None]


def _mentions(page: LabelledPage) -> Iterator[_Mention]:
    """(where, e-mail or None, telephone or None), in page order; no value is filled in yet."""
    lines = [one for one in page.labelled if one.label in (Label.CONTACT, Label.COPYRIGHT)]
    for one in lines[:LINES]:
        text = one.block.text[:TEXT]
        place = Found(Contacts(), "contact line", text, block=one.block.index)
        for email in find_emails(text):
            yield place, email, None
        for phone in find_phones(text, named=one.label is not Label.CONTACT):
            yield place, None, phone
        if one.label is Label.CONTACT and one.block.markup is not None:
            for inline in one.block.markup.inlines:
                linked = _mailto(inline.attributes)
                if linked is not None:
                    yield place, linked, None
    yield from _declared(page)


def find_emails(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, in order; 'press (at) tram.example' is one too."""
    if "@" not in text and not _AT.search(text):
        return ()
    found = (_AT.sub("@", match[0]).strip(".-") for match in _EMAIL.finditer(text))
    return tuple(email for email in found if email.rpartition(".")[2].isalpha())


def find_phones(text: str, *, named: bool = False) -> tuple[str, ...]:
    """The telephone numbers in a text, in order and as written; no fax number, date or year.

    `named`: only behind a word for telephone, for texts that hold other numbers as well.
    """
    channels = [(match.start(), match.lastgroup or "") for match in _CHANNEL.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        kind = ""
        for start, group in channels:
            if start < match.start():
                kind = group
        number = match[0].strip(" ./–-\u00a0")
        if kind == "fax" or (named and kind != "phone"):
            continue
        if _is_phone(number, bool(kind)):
            found.append(_balanced(number))
    return tuple(found)


def _is_phone(number: str, named: bool) -> bool:
    digits = sum(map(str.isdigit, number))
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS or _NO_PHONE.match(number):
        return False
    # A bare row of digits may be a postcode, a register number, a price.
    return named or number[0] in "+(0" or sum(map(number.count, "- .")) >= 2


def _balanced(number: str) -> str:
    if number.count("(") != number.count(")"):
        return number.strip("()")
    return number


def _mailto(attributes: Mapping[str, str | None]) -> str | None:
    href = (attributes.get("href") or "")[:LINES]
    if not href.lower().startswith("mailto:"):
        return None
    emails = find_emails(unquote(href.partition(":")[2]).partition("?")[0])
    return emails[0] if emails else None


def _declared(page: Page) -> Iterator[_Mention]:
    """What JSON-LD says of the publisher: its e-mail, telephone and contact points."""
    article = page.article
    publisher = first(resolve(page.head, first(article.get("publisher")))) if article else None
    if article is None or not isinstance(publisher, Mapping):
        return
    stated = page.declared.of_json_ld
    for key, holder in (
        ("publisher", publisher),
        *(("publisher.contactPoint", point) for point in items(publisher.get("contactPoint"))),
    ):
        if not isinstance(holder, Mapping):
            continue
        for value in items(holder.get("email"), MOST):
            text = (text_of(value) or "").removeprefix("mailto:")[:TEXT]
            for address in find_emails(text):
                yield stated(article, key, text).found(Contacts()), address, None
        for value in items(holder.get("telephone"), MOST):
            text = (text_of(value) or "").removeprefix("tel:")[:QUOTE]
            for number in find_phones(f"Tel: {text}"):
                yield stated(article, key, text).found(Contacts()), None, number
