"""Register numbers are read as written, by schemes that each have examples."""

from __future__ import annotations

import pytest
from conftest import labelled_page
from growth import assert_linear

from newstool.fields.registrations import find_registrations, load_schemes, read_registrations
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    Label,
    LabelledBlock,
    Reading,
    Registration,
)

EMPTY = Head()


def read(*lines: tuple[Label, str], head: Head = EMPTY):
    labelled = [
        LabelledBlock(Block(number, BlockKind.PARAGRAPH, text), label, "by-hand")
        for number, (label, text) in enumerate(lines)
    ]
    document = Document("", "text", Encoding("utf-8", "str"))
    reading = Reading(document, tuple(one.block for one in labelled), head)
    return read_registrations(labelled_page(reading, labelled))


@pytest.mark.parametrize("scheme", load_schemes(), ids=lambda scheme: scheme.name)
def test_each_scheme_reads_its_examples_and_spares_its_counterexamples(scheme):
    assert scheme.why.endswith(".")
    for line, number in scheme.catches:
        assert Registration(scheme.name, number) in find_registrations(line)
    for line in scheme.spares:
        assert not find_registrations(line)


def test_scheme_names_are_unique():
    names = [scheme.name for scheme in load_schemes()]
    assert len(names) == len(set(names))


def test_the_filing_behind_a_copyright_line_is_found():
    found = read((Label.COPYRIGHT, "Copyright ©2000-2021 tram.example 皖B2-20080023-7"))
    assert [one.value for one in found] == [Registration("ICP", "皖B2-20080023-7")]
    assert (found[0].source, found[0].block) == ("registration line", 0)


def test_a_line_may_hold_several_numbers_in_order():
    line = "Amtsgericht Tramstadt, HRB 12345, USt-IdNr. DE123456789"
    assert find_registrations(line) == (
        Registration("HRB", "12345"),
        Registration("VAT", "DE123456789"),
    )


def test_a_number_in_the_story_is_story():
    assert read((Label.BODY, "The firm, HRB 12345, is in court.")) == ()


def test_no_number_is_listed_twice():
    line = (Label.OTHER, "ISSN 1234-5678")
    assert len(read(line, line)) == 1


def test_the_serial_number_may_stand_in_json_ld():
    article = {
        "@type": "NewsArticle",
        "isPartOf": {"issn": "1234-5678"},
        "publisher": {"vatID": "DE1"},
    }
    found = read(head=Head(json_ld=(article,)))
    assert [one.value for one in found] == [
        Registration("ISSN", "1234-5678"),
        Registration("VAT", "DE1"),
    ]


@pytest.mark.parametrize("value", [None, 7, [], {}, "x", {"issn": {}}, {"issn": "9" * 100}])
def test_odd_json_ld_gives_none(value):
    article = {"@type": "NewsArticle", "isPartOf": value, "publisher": value}
    assert read(head=Head(json_ld=(article,))) == ()


@pytest.mark.parametrize("scheme", load_schemes(), ids=lambda scheme: scheme.name)
def test_hostile_lines_take_no_longer_than_their_length(scheme):
    for fill in ("1", "1 ", "1-", "a", " ", "京", *(f"{line} " for line, _ in scheme.catches)):
        long = scheme.words[0] + fill * 8000
        assert_linear(find_registrations, lambda size: long[:size], 8000)  # noqa: B023
