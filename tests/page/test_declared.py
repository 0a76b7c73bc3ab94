"""What a page declares comes in one form, each with the element or the line that says it."""

from __future__ import annotations

from justhtml import JustHTML

from newstool.model.article import Span
from newstool.model.settings import DEFAULTS
from newstool.page.declared import declared_of, first_of_each
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from newstool.reading.where import Places

PAGE = """<html lang="en"><head><title>Ferry returns</title>
<meta name="description" content="For searching &amp;amp; finding">
<meta property="og:description" content="For sharing">
<link rel="canonical nofollow" href="/ferry">
<script type="application/ld+json">
{"@type": "NewsArticle", "description": ["Exported"], "publisher": {"name": "Harbour Times"}}
</script></head><body><p itemprop="articleSection">Local</p></body></html>"""


def declared(html=PAGE):
    return declared_of(read_html(decode(html), DEFAULTS).head)


def test_the_most_trusted_place_comes_first():
    found = [(one.source, one.text) for one in declared().of("description")]
    assert found == [
        ("meta:og:description", "For sharing"),
        ("meta:description", "For searching & finding"),
        ("json-ld:description", "Exported"),
    ]


def test_each_kind_of_place_leads_to_its_element():
    reading = read_html(decode(PAGE), DEFAULTS)
    page, places, tree = declared_of(reading.head), Places(reading), JustHTML(PAGE, sanitize=False)
    fields = ("description", "language", "canonical_url", "section", "site_name", "title")
    for one in (one for field in fields for one in page.of(field)):
        where = places.of_found(one.found(None))
        assert isinstance(where, str)
        (element,) = tree.query(where)
        assert one.quote in (element.to_text(), *element.attrs.values()) or element.name == "script"


def test_a_key_inside_what_the_article_has_is_named_with_both():
    (one,) = declared().of("site_name")
    assert (one.source, one.quote) == ("json-ld:publisher.name", "Harbour Times")


def test_a_labelled_line_is_declared_outside_the_text():
    text = "---\nTitel: Ferry returns\nRubrik: Local\n---\n\nThe ferry was back on Monday."
    head = read_text(decode(text, format="text")).head
    (one,) = declared_of(head).beside_text("section")
    assert one.source == "labelled line 'Rubrik'"
    assert isinstance(one.at, Span) and text[one.at.start :].startswith("Rubrik: Local")
    assert not list(declared_of(head).in_head("section"))


def test_a_value_keeps_its_place_as_evidence():
    one = next(declared().of("canonical_url"))
    found = one.found("https://times.example/ferry")
    assert (found.source, found.quote) == ("link:canonical", "/ferry")


def test_only_the_first_of_several_tags_of_one_name_is_taken_where_asked():
    tags = "".join(f'<meta property="og:image" content="/{n}.jpg">' for n in range(3))
    found = declared(f"<head>{tags}</head>").of("image")
    assert [one.quote for one in first_of_each(found)] == ["/0.jpg"]
