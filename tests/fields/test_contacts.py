"""Contacts are the publisher's and the press office's; the story's own addresses stay story."""

from __future__ import annotations

import pytest
from conftest import labelled_page
from growth import assert_linear

from newstool.fields.contacts import find_emails, find_phones, read_contacts
from newstool.model.article import (
    Block,
    BlockKind,
    Contacts,
    Document,
    Encoding,
    Head,
    Inline,
    Label,
    LabelledBlock,
    Markup,
    Reading,
)
from newstool.vocabulary.names import load_entries

EMPTY = Head()


def read(*lines: tuple[Label, str], head: Head = EMPTY, markup: Markup | None = None):
    blocks = tuple(
        Block(number, BlockKind.PARAGRAPH, text, markup=markup)
        for number, (_, text) in enumerate(lines)
    )
    document = Document("", "text", Encoding("utf-8", "str"))
    labelled = [
        LabelledBlock(block, label, "by-hand")
        for block, (label, _) in zip(blocks, lines, strict=True)
    ]
    return read_contacts(labelled_page(Reading(document, blocks, head), labelled))


def test_a_contact_line_gives_its_address_and_its_number():
    found = read((Label.CONTACT, "E-mail press@tram.example Phone 0551-65179860-203"))
    assert found.value == Contacts(("press@tram.example",), ("0551-65179860-203",))
    assert (found.source, found.block) == ("contact line", 0)


def test_an_address_in_the_story_is_story():
    assert read((Label.BODY, "Write to the mayor at mayor@town.example, he said.")) is None


def test_each_address_and_number_is_listed_once_in_page_order():
    found = read(
        (Label.CONTACT, "Tel. +49 30 1234567, press@tram.example"),
        (Label.CONTACT, "Press@Tram.example, info@tram.example"),
        (Label.COPYRIGHT, "© 2023 Tram Post, Tel: +49 30 12345-67"),
    )
    assert found.value.emails == ("press@tram.example", "info@tram.example")
    assert found.value.phones == ("+49 30 1234567",)


def test_a_number_in_a_copyright_line_needs_a_word_for_telephone():
    assert read((Label.COPYRIGHT, "© 2000-2021 Tram Post 010-1234-5678")) is None
    found = read((Label.COPYRIGHT, "© 2000-2021 Tram Post 电话：010-12345678"))
    assert found.value.phones == ("010-12345678",)


def test_a_link_may_hold_the_address_that_the_text_hides():
    link = Inline(0, 5, "a", {"href": "mailto:press%40tram.example?subject=Trams"})
    found = read((Label.CONTACT, "Write"), markup=Markup(0, 5, 0, (link,)))
    assert found.value.emails == ("press@tram.example",)


def test_the_publisher_may_say_it_in_json_ld():
    publisher = {
        "@type": "Organization",
        "email": "mailto:news@tram.example",
        "contactPoint": [{"telephone": "+1 212 555 0100", "email": ["desk@tram.example", None]}],
    }
    head = Head(json_ld=({"@type": "NewsArticle", "headline": "Trams", "publisher": publisher},))
    found = read(head=head)
    assert found.value == Contacts(("news@tram.example", "desk@tram.example"), ("+1 212 555 0100",))
    assert found.source == "json-ld:publisher"


@pytest.mark.parametrize(
    "publisher", [None, 7, "x", [], {"email": 3}, {"contactPoint": "x"}, {"telephone": {"a": []}}]
)
def test_odd_json_ld_is_no_contact(publisher):
    head = Head(json_ld=({"@type": "NewsArticle", "publisher": publisher},))
    assert read(head=head) is None


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("press@tram.example.", ("press@tram.example",)),
        ("a.b+c@sub.tram.example, d@tram.example", ("a.b+c@sub.tram.example", "d@tram.example")),
        ("press (at) tram.example", ("press@tram.example",)),
        ("press[at]tram.example", ("press@tram.example",)),
        ("follow @tram on the network", ()),
        ("tram@home", ()),
        ("picture@2x.2", ()),
    ],
)
def test_addresses_are_found_however_they_are_written(text, emails):
    assert find_emails(text) == emails


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Phone 0551-65179860-203", ("0551-65179860-203",)),
        ("Tel.: +49 (0)30 / 1234 567", ("+49 (0)30 / 1234 567",)),
        ("(212) 555-0123", ("(212) 555-0123",)),
        ("call 555.123.4567", ("555.123.4567",)),
        ("电话：010-12345678 传真：010-12345679", ("010-12345678",)),
        ("Tel +1 212 555 0100 Fax +1 212 555 0101", ("+1 212 555 0100",)),
        ("2023-03-03 14:05", ()),
        ("03/04/2023", ()),
        ("2000-2021", ()),
        ("192.168.110.12", ()),
        ("12345 Tramstadt", ()),
        ("1,234,567 readers", ()),
    ],
)
def test_numbers_are_telephones_unless_they_are_something_else(text, phones):
    assert find_phones(text) == phones


@pytest.mark.parametrize("piece", ["a", "a@", "1", "1 ", "(1", "a@b.", "Tel. 1-", "+", "a.a@a-"])
def test_hostile_lines_take_no_longer_than_their_length(piece):
    for find in (find_emails, find_phones):
        assert_linear(find, piece.__mul__, 16_000)


@pytest.mark.parametrize("table", ["phone", "short_phone"])
def test_each_word_for_telephone_names_a_number_and_spares_another(table):
    for entry in load_entries("contacts", table):
        assert find_phones(entry.catch, named=True), entry.id
        assert not find_phones(entry.spare, named=True), entry.id


def test_a_word_for_fax_names_no_telephone():
    for entry in load_entries("contacts", "fax"):
        assert not find_phones(entry.catch), entry.id
        assert find_phones(entry.spare), entry.id
