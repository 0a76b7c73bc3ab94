"""The article's pictures with captions and credits; never the page's own."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.media import read_image, read_images, split_credit
from newstool.model.article import Block, BlockKind, Image, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

URL = "https://www.harbourtimes.example/2024/05/ferry"
TITLE = "<h1>Ferry returns</h1>"
BODY = "<p>The ferry was back in the harbour on Monday.</p>"


def page(body: str, head: str = "") -> Reading:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(decode(html, url=URL), DEFAULTS)


def labelled(reading: Reading) -> list[LabelledBlock]:
    return [LabelledBlock(block, label_of(block), "test") for block in reading.blocks]


def label_of(block: Block) -> Label:
    if block.kind is BlockKind.HEADING:
        return Label.TITLE
    if block.kind is BlockKind.CAPTION:
        return Label.CAPTION
    return Label.BODY if "ferry was back" in block.text else Label.OTHER


def images(body: str, head: str = "") -> list[Image]:
    reading = page(body, head)
    return [found.value for found in read_images(labelled_page(reading, labelled(reading)))]


def test_a_figure_gives_address_alternative_text_caption_and_credit():
    figure = (
        '<figure><img src="/img/ferry.jpg" alt="A ferry"><figcaption>The ferry at dawn. '
        "Photo: Lee Park</figcaption></figure>"
    )
    assert images(TITLE + figure + BODY) == [
        Image(
            "https://www.harbourtimes.example/img/ferry.jpg",
            "A ferry",
            "The ferry at dawn.",
            "Lee Park",
        )
    ]


def test_a_credit_in_an_element_of_its_own_is_no_part_of_the_caption():
    figure = (
        '<figure><img src="/img/ferry.jpg"><figcaption>The ferry at dawn '
        '<span class="credit">Photo by Lee Park</span></figcaption></figure>'
    )
    (image,) = images(TITLE + figure + BODY)
    assert (image.caption, image.credit) == ("The ferry at dawn", "Lee Park")


@pytest.mark.parametrize(
    "outside",
    [
        '<aside><img src="/img/other.jpg"></aside>',
        '<div class="related"><img src="/img/other.jpg"></div>',
        '<img src="/img/site-logo.png">',
        '<img src="/img/other.jpg" alt="Advertisement">',
        '<img src="data:image/gif;base64,AAAA">',
    ],
    ids=["aside", "related stories", "logo", "advertisement", "inline data"],
)
def test_pictures_of_the_page_are_not_the_articles(outside):
    assert images(TITLE + outside + BODY) == []


def test_pictures_far_below_the_body_are_not_the_articles():
    footer = "<p>Contact</p>" * 5 + '<img src="/img/other.jpg">'
    assert images(TITLE + BODY + footer) == []


def test_one_picture_in_two_sizes_is_one_picture():
    twice = '<img src="/img/ferry.jpg?w=300"><img src="/img/ferry.jpg?w=900">'
    assert len(images(TITLE + twice + BODY)) == 1


def ld(image: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "image": {image}}}</script>'
    )


def test_json_ld_completes_the_pictures_that_the_page_shows():
    stated = '{"@type": "ImageObject", "url": "/img/ferry.jpg", "caption": "At dawn"}'
    (image,) = images(TITLE + '<img src="/img/ferry.jpg">' + BODY, ld(stated))
    assert image.caption == "At dawn"


def test_of_one_picture_in_three_proportions_json_ld_gives_the_first():
    (image,) = images(TITLE + BODY, ld('["/img/a-1x1.jpg", "/img/a-4x3.jpg", "/img/a-16x9.jpg"]'))
    assert image.url.endswith("/img/a-1x1.jpg")


@pytest.mark.parametrize(
    ("head", "url", "source"),
    [
        ('<meta property="og:image" content="/a.jpg">', "/a.jpg", "meta:og:image"),
        (ld('"/b.jpg"'), "/b.jpg", "json-ld:image"),
        ('<meta name="twitter:image" content="/c.jpg">', "/c.jpg", "meta:twitter:image"),
        (
            '<meta property="og:image" content="/share-logo.png">' + ld('"/b.jpg"'),
            "/b.jpg",
            "json-ld:image",
        ),
        ('<meta property="og:image" content="/logo.png">', "/logo.png", "meta:og:image"),
    ],
    ids=["og:image", "JSON-LD", "twitter:image", "not the logo", "the logo when there is no other"],
)
def test_the_lead_picture_is_the_one_the_page_is_shared_with(head, url, source):
    found = read_image(labelled_page(page("", head)), ())
    assert found is not None
    assert found.value == "https://www.harbourtimes.example" + url
    assert found.source == source


def test_without_any_statement_the_lead_picture_is_the_first_one():
    reading = page(TITLE + '<img src="/img/ferry.jpg">' + BODY)
    facts = labelled_page(reading, labelled(reading))
    found = read_image(facts, read_images(facts))
    assert found is not None and found.value.endswith("/img/ferry.jpg")


@pytest.mark.parametrize("value", ["7", "null", "{}", "[[]]", '{"url": 7}', '"http://["', "true"])
def test_odd_pictures_in_json_ld_never_raise(value):
    reading = page(TITLE + BODY, ld(value))
    assert read_images(labelled_page(reading, labelled(reading))) == ()
    assert read_image(labelled_page(reading, labelled(reading)), ()) is None


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The ferry at dawn. Photo: Lee Park", "The ferry at dawn.", "Lee Park"),
        ("Die Fähre. Foto: Lee Park/Küstenbild", "Die Fähre.", "Lee Park/Küstenbild"),
        ("The ferry at dawn (Lee Park/Agency)", "The ferry at dawn", "Lee Park/Agency"),
        ("The ferry at dawn © Lee Park", "The ferry at dawn", "Lee Park"),
        ("渡轮返港 摄影：李园", "渡轮返港", "李园"),
        ("The photo shows the ferry (left).", "The photo shows the ferry (left).", None),
        ("Photo: Lee Park", None, "Lee Park"),
        ("", None, None),
    ],
)
def test_the_credit_is_cut_off_the_end_of_a_caption(line, caption, credit):
    assert split_credit(line) == (caption, credit)


@pytest.mark.parametrize("line", ["Photo: " * 3000, "(" * 20_000, "© " * 20_000])
def test_floods_of_credit_words_cost_little(line):
    split_credit(line)
