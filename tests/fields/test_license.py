"""Licence and free access, as the page says."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.license import read_free_access, read_license
from newstool.model.article import Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"


def page(head: str = "", body: str = "<p>Story</p>") -> Reading:
    return read_html(decode(f"<!doctype html><head>{head}</head><body>{body}</body>"), DEFAULTS)


def labelled(reading: Reading, *labels: Label) -> list[LabelledBlock]:
    return [
        LabelledBlock(block, label, "test")
        for block, label in zip(reading.blocks, labels, strict=True)
    ]


def ld(values: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {values}}}</script>'


@pytest.mark.parametrize(
    ("head", "body", "value", "source"),
    [
        (f'<link rel="license" href="{BY_SA}">', "<p>Story</p>", BY_SA, "link:license"),
        (ld(f'"license": "{BY_SA}"'), "<p>Story</p>", BY_SA, "json-ld:license"),
        (ld(f'"license": {{"url": "{BY_SA}"}}'), "<p>Story</p>", BY_SA, "json-ld:license"),
        (
            "",
            f'<p>Under <a rel="license" href="{BY_SA}">this licence</a></p>',
            BY_SA,
            "a[rel=license]",
        ),
        ("", "<p>Text: CC BY-SA 4.0</p>", "CC BY-SA 4.0", "license"),
        (
            "",
            "<p>Under a Creative Commons Attribution 4.0 International License.</p>",
            "Creative Commons Attribution 4.0 International License",
            "license",
        ),
    ],
)
def test_the_licence_is_read_from_the_head_or_the_foot(head, body, value, source):
    reading = page(head, body)
    found = read_license(labelled_page(reading, labelled(reading, Label.OTHER)))
    assert found is not None
    assert (found.value, found.source) == (value, source)


def test_a_story_about_licences_is_not_under_one():
    reading = page("", "<p>The judge ruled on CC BY-SA 4.0 today.</p>")
    assert read_license(labelled_page(reading, labelled(reading, Label.BODY))) is None


@pytest.mark.parametrize("value", ["7", "null", "{}", "[]", "true", '"' + "x" * 2000 + '"'])
def test_odd_licences_say_nothing(value):
    reading = page(ld(f'"license": {value}, "isAccessibleForFree": {value}'))
    found = read_license(labelled_page(reading, labelled(reading, Label.BODY)))
    assert found is None or found.value == "7"


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (ld('"isAccessibleForFree": true'), True),
        (ld('"isAccessibleForFree": "False"'), False),
        (ld('"isAccessibleForFree": "http://schema.org/False"'), False),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="free">', True),
        ('<meta property="article:content_tier" content="gold">', None),
        ("", None),
    ],
)
def test_free_access_is_what_the_page_declares(head, free):
    reading = page(head)
    found = read_free_access(labelled_page(reading, labelled(reading, Label.BODY)))
    assert (found.value if found else None) is free


def test_an_offer_right_behind_the_body_says_that_it_is_cut_off():
    reading = page("", "<p>Story</p><p>Subscribe to read on</p>")
    found = read_free_access(labelled_page(reading, labelled(reading, Label.BODY, Label.PAYWALL)))
    assert found is not None
    assert (found.value, found.quote) == (False, "Subscribe to read on")
