"""What an inspected article's page is made of: escaping, places, colours, differences."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

import newstool
from newstool.export.inspection import frame
from newstool.export.inspection.article_view import article_view
from newstool.export.inspection.comparison import compared
from newstool.export.inspection.labels import FAMILIES
from newstool.export.inspection.markup import Html, tag
from newstool.export.inspection.others import Others
from newstool.export.inspection.places import Places
from newstool.export.inspection.record_parts import ShownBlock, kept_share
from newstool.model.article import Label

STYLE = (Path(frame.__file__).parent / "inspection.css").read_text("utf-8")


# --- escaping ------------------------------------------------------------------------------------


def test_text_and_attributes_are_escaped_and_html_is_not():
    shown = tag("p", "<b>&", Html("<i>x</i>"), title='"><img>', hidden=True, id=None)
    assert shown == '<p title="&quot;&gt;&lt;img&gt;" hidden>&lt;b&gt;&amp;<i>x</i></p>'


@pytest.mark.parametrize(
    ("text", "mark"), [("a\u202eb", "&lt;U+202E&gt;"), ("a\x1bb", "␛"), ("a\u200bb", "&lt;U+200B")]
)
def test_what_hides_or_turns_text_is_shown_as_a_mark(text, mark):
    shown = tag("p", text, title=text)
    assert shown.count(mark) == 2
    assert not re.search("[\u202e\x1b\u200b]", shown)


class _Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.text = [], ""

    def handle_starttag(self, name, _):
        self.names.append(name)

    def handle_data(self, data):
        self.text += data


@given(st.text(alphabet="<>&\"'ab/=! -", max_size=40))
def test_no_text_makes_an_element(text):
    parser = _Texts()
    parser.feed(tag("p", text, title=text))
    parser.close()
    assert parser.names == ["p"]
    assert parser.text == text


@given(st.text())
def test_a_page_of_any_text_can_be_written(text):
    assert frame.page(text, tag("p", text), kind="one").encode().isascii() is not None


# --- the style -----------------------------------------------------------------------------------


def test_every_label_has_a_colour_and_a_filter():
    assert sorted(label for labels in FAMILIES.values() for label in labels) == sorted(Label)
    for label in Label:
        assert f".on-{label}:not(:checked)) .l-{label} {{ display: none; }}" in STYLE
    for family in FAMILIES:
        assert re.search(rf"\.f-{family} {{ --h: \d+;", STYLE)


def test_the_style_loads_nothing():
    assert "url(" not in STYLE
    assert "@import" not in STYLE


# --- places --------------------------------------------------------------------------------------


def _blocks(*wheres):
    return [
        ShownBlock(number, Label.BODY, text, where=where)
        for number, (where, text) in enumerate(wheres)
    ]


def test_characters_lead_to_the_block_around_them():
    places = Places(_blocks(((0, 10), "one"), ((10, 30), "two")))
    assert [places.anchor((at, at + 2), "x") for at in (0, 9, 10, 29)] == ["b0", "b0", "b1", "b1"]
    assert places.anchor((30, 32), "after") == "p0"


def test_an_element_leads_to_its_block_or_the_one_within_or_around():
    body = "html > body > div:nth-child(1)"
    places = Places(
        _blocks(
            (f"{body} > p:nth-child(1)", "By Ana Ruiz"),
            (f"{body} > p:nth-child(1)", "5 March"),
            (f"{body} > ul:nth-child(2) > li:nth-child(1)", "tea"),
        )
    )
    assert places.anchor(f"{body} > p:nth-child(1)", "5 March") == "b1"
    assert places.anchor(f"{body} > ul:nth-child(2)", "tea") == "b2"
    assert places.anchor(f"{body} > ul:nth-child(2) > li:nth-child(1) > time:nth-child(1)", "") == (
        "b2"
    )


def test_what_no_block_shows_gets_a_place_of_its_own_once():
    places = Places(_blocks(("html > body > p:nth-child(1)", "x")))
    assert places.anchor('meta[name="author"]', "Ana Ruiz") == "p0"
    assert places.anchor("/author/0", "Ana Ruiz") == "p1"
    assert places.anchor('meta[name="author"]', "Ana Ruiz") == "p0"
    assert places.anchor(None, "") is None


def test_hidden_text_does_not_count_for_the_kept_share():
    blocks = [
        ShownBlock(0, Label.BODY, "abc"),
        ShownBlock(1, Label.SHARE, "d"),
        ShownBlock(2, Label.HIDDEN, "efghi"),
    ]
    assert kept_share(blocks) == 0.75
    assert kept_share([]) is None


# --- a record of any make ------------------------------------------------------------------------

ODD = (
    {},
    {"blocks": 3, "evidence": [], "input": "x", "warnings": {"a": 1}},
    {"blocks": [{"label": "unheard", "where": [1], "score": "high", "because": [1]}, 5]},
    {"evidence": {"title": {"from": 1, "where": {"a": 1}}}, "title": ["a", None, {"b": {}}]},
    {"body": [{"type": "heading", "level": 99, "text": "x"}], "word_count": "many"},
)


@pytest.mark.parametrize("record", ODD)
def test_a_record_of_another_make_is_shown_as_far_as_it_goes(record):
    html, row = article_view(record, {"title": [{"lost": "x"}]})
    assert html.startswith('<article class="art"')
    assert row.kept is None or record["blocks"]


def test_a_record_without_blocks_shows_its_body():
    html, row = article_view({"body": [{"type": "quote", "text": "So it was."}]}, {})
    assert "So it was." in html
    assert "l-quote" in html
    assert row.kept is None


# --- two versions --------------------------------------------------------------------------------


def test_the_words_that_differ_are_marked():
    html, count = compared({"title": "The old bridge"}, {"title": "The new bridge"})
    assert count == 1
    assert "<del>old</del>" in html
    assert "<ins>new</ins>" in html


def test_what_one_version_lacks_is_marked_and_empty_is_empty():
    one = {"tags": ["a", "b"], "section": None, "copyright": {"holder": None}}
    html, count = compared(one, {"tags": ["b", "c"], "section": "", "copyright": None})
    assert count == 1
    assert re.search(r"<del><bdi[^>]*>a</bdi></del>", html)
    assert re.search(r"<ins><bdi[^>]*>c</bdi></ins>", html)


def test_paragraphs_that_are_alike_are_counted():
    alike = [{"type": "paragraph", "text": f"Number {each}."} for each in range(5)]
    html, count = compared({"body": alike}, {"body": [*alike, {"text": "And one more."}]})
    assert count == 1
    assert "5 paragraphs alike" in html
    assert "And one more." in html


def test_records_that_say_the_same_say_so():
    html, count = compared({"title": "x"}, {"title": "x"})
    assert count == 0
    assert "say the same" in html


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["a b " * 40_000] * 20, ["b c " * 40_000] * 20),
        (["a"] * 9_000, ["b", "a"] * 4_500),
        (["a b " * 400] * 200, ["b a " * 400] * 200),
    ],
    ids=["long", "many", "many long"],
)
def test_what_is_made_to_be_hard_to_compare_takes_bounded_time(one, other):
    _, count = compared(
        {"body": [{"text": each} for each in one]}, {"body": [{"text": each} for each in other]}
    )
    assert count == 1


def test_many_blocks_and_places_take_time_that_grows_with_their_number():
    def made(number):
        places = [f"html > body > div > p:nth-child({n})" for n in range(number)]
        return {
            "images": [{"url": "x"}] * number,
            "blocks": [{"label": "body", "text": "n", "where": f"{each} > b"} for each in places],
            "evidence": {
                f"images.{n}": {"from": "img", "where": each} for n, each in enumerate(places)
            },
        }

    html, _ = article_view(made(1600), {})
    assert html.count("#") > 1600
    assert_linear(lambda record: article_view(record, {}), made, 1600)


def test_another_version_is_found_by_input_then_address_then_alone():
    line = b'{"input":{"path":"a.html","index":1},"url":"https://news.example/a","title":"x"}'
    others = Others([line], alone=True)
    assert others.of({"input": {"path": "a.html", "index": 1}})
    assert others.of({"input": {"path": "b.html", "index": 7}, "url": "https://news.example/a"})
    assert others.of({"input": {"path": "c.html", "index": 0}})
    assert others.of({"input": {"path": "c.html", "index": 1}}) is None
    assert Others([line], alone=False).of({"input": {"path": "c.html", "index": 0}}) is None


# --- links ---------------------------------------------------------------------------------------


def test_every_link_leads_to_something_on_the_page():
    path = Path(__file__).parents[2] / "samples" / "news-page.html"
    record = newstool.parse(path, evidence=True, blocks=True).to_dict()
    html, _ = article_view(record, {})
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]*)"', html)
    assert len(links) > 40
    assert set(links) <= set(ids)
