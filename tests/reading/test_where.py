"""Paths lead to the element a value was read from, and to no other."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from newstool.model.article import Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.where import Places


def read(html: str) -> Reading:
    return read_html(decode(html, format="html"), DEFAULTS)


def paths_of_blocks(html: str) -> list[object]:
    reading = read(html)
    return [Places(reading).of_block(block) for block in reading.blocks]


def path_of(reading: Reading, element: int | None) -> str:
    assert element is not None
    return Places(reading).of_element(element)


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<p>One.", "html > body > p:nth-child(1)"),
        ("<hr><!-- no element --><p>One.", "html > body > p:nth-child(2)"),
        ("<script>let a</script><p>One.", "html > body > p:nth-child(1)"),  # it is in the head
        ("<body><script>let a</script><p>One.", "html > body > p:nth-child(2)"),
        ("<b>Bare</b> text", "html > body"),
        (
            "<div><a href=/a><img src=a.jpg><h3>One.</h3></a></div>",
            "html > body > div:nth-child(1) > a:nth-child(1) > h3:nth-child(2)",
        ),
        (
            "<i>Bare</i><font><b><p>One.</p></b></font>",
            "html > body > font:nth-child(2) > b:nth-child(1) > p:nth-child(1)",
        ),
        ("<o:p><p>One.</p></o:p>", "html > body > *:nth-child(1) > p:nth-child(1)"),
        (
            "<table><td>One.",
            "html > body > table:nth-child(1) > tbody:nth-child(1)"
            " > tr:nth-child(1) > td:nth-child(1)",
        ),
    ],
)
def test_the_path_of_a_block_names_every_element_down_to_it(html: str, path: str) -> None:
    assert paths_of_blocks(html)[-1] == path
    (found,) = JustHTML(html, sanitize=False).query(path)
    assert "One." in found.to_text() or path == "html > body"


def test_blocks_inside_one_inline_element_share_its_steps() -> None:
    html = "<section><a href=/a><h3>Head</h3><p>One.</p></a></section>"
    inner = "html > body > section:nth-child(1) > a:nth-child(1)"
    assert paths_of_blocks(html) == [f"{inner} > h3:nth-child(1)", f"{inner} > p:nth-child(2)"]


def test_what_is_nested_deeper_than_any_page_is_cited_by_an_element_around_it() -> None:
    (path,) = paths_of_blocks("<div>" * 300 + "One.")
    (found,) = JustHTML("<div>" * 300 + "One.", sanitize=False).query(path)
    assert path.count(" > ") == 149
    assert "One." in found.to_text()


@pytest.mark.parametrize(
    ("tag", "selector"),
    [
        ('<meta name="Author" content="x">', 'meta[name="Author"]'),
        ('<meta property="og:title" content="x">', 'meta[property="og:title"]'),
        ('<meta name="t" property="og:title" content="x">', 'meta[property="og:title"]'),
        ('<meta http-equiv="Content-Language" content="x">', 'meta[http-equiv="Content-Language"]'),
        ('<meta itemprop="name" content="x">', 'meta[itemprop="name"]'),
        ("<meta name='a\"b\\c' content=x>", 'meta[name="a\\"b\\\\c"]'),
        (f'<meta name="{"a" * 200}" content="x">', "html > head > meta:nth-child(1)"),
        ('<meta name="a\nb" content="x">', "html > head > meta:nth-child(1)"),
    ],
)
def test_a_meta_tag_is_cited_by_the_attribute_that_names_it(tag: str, selector: str) -> None:
    reading = read(tag)
    assert path_of(reading, reading.head.meta[0].element) == selector
    assert len(JustHTML(tag, sanitize=False).query(selector)) == 1


@pytest.mark.parametrize(
    "others",
    ['<meta name="tag" content="y">', '<meta name="TAG" content="y">', '<meta name="tag">'],
)
def test_tags_of_one_name_are_told_apart_by_their_paths(others: str) -> None:
    reading = read(f'{others}<meta name="tag" content="x">')
    last = reading.head.meta[-1]
    assert path_of(reading, last.element) == "html > head > meta:nth-child(2)"


def test_each_object_of_the_json_ld_knows_its_script() -> None:
    reading = read(
        '<script type="application/ld+json">[{"@type": "A"}, {"@type": "B"}]</script>'
        '<script type="application/ld+json">no json</script>'
        '<script type="application/ld+json">{"@type": "C"}</script>'
    )
    paths = [path_of(reading, script) for script in reading.head.json_ld_scripts]
    first, third = "html > head > script:nth-child(1)", "html > head > script:nth-child(3)"
    assert paths == [first, first, third]


def test_a_body_that_a_script_declares_is_cited_by_the_script() -> None:
    story = "The council met on Monday and agreed on a new bridge over the river. " * 10
    script = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{story}"}}'
    assert paths_of_blocks(script) == ['script[type="application/ld+json"]']


def test_images_times_and_marked_values_know_their_elements() -> None:
    reading = read(
        '<p>By <a href=/ana itemprop="author">Ana Ruiz</a>, <time>3 March</time>'
        "<span><img src=a.jpg></span></p>"
    )
    head = reading.head
    tags = (head.itemprops[0], head.times[0], head.images[0])
    assert [path_of(reading, tag.element) for tag in tags] == [
        "html > body > p:nth-child(1) > a:nth-child(1)",
        "html > body > p:nth-child(1) > time:nth-child(2)",
        "html > body > p:nth-child(1) > span:nth-child(3) > img:nth-child(1)",
    ]
