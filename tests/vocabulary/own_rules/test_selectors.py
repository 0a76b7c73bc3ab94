"""The small part of CSS that rules of the user's own may use finds what CSS says it finds."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from newstool.containers.documents import decode_all
from newstool.model.own_rules import OwnRule
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.reading.html.reader import read_html
from newstool.vocabulary.own_rules.selectors import SelectorError, parse_selector

PAGE = """<body><div class="a b" id=top><section data-kind="promo box"><p class=x>one</p>
<div><p>two <a href="/x.html" class=link>link</a></p></div></section></div>
<aside><p class="x b">three</p></aside><p>four</p></body>"""


def found(selector, page=PAGE):
    rules = (OwnRule(id="r", fields={"tags": selector}),)
    document = next(iter(decode_all(page, ReadAs(format="html"), Settings())))
    return [one.value for one in read_html(document, Settings(rules=rules)).selected]


@pytest.mark.parametrize(
    "selector",
    [
        *("p", ".x", "p.x.b", "#top p", "#top > p", "section > p", "section p", "div div p a"),
        *("[data-kind]", "[data-kind~=box]", '[data-kind="promo box"]', "[href$='.html']"),
        *('[href^="/x"]', "[data-kind*=omo]", "aside > .x, section > .x", "* > a", "body>p"),
        *(".nope p", "p p", "a > p", "DIV > P", "[data-kind=box]", "#top.a.b section>div>p"),
    ],
)
def test_it_finds_what_the_parser_finds(selector):
    theirs = [
        " ".join(node.text(separator=" ").split()) for node in LexborHTMLParser(PAGE).css(selector)
    ]
    assert [value.split() for value in found(selector)] == [text.split() for text in theirs]


@pytest.mark.parametrize(
    "selector",
    [
        "",
        "p[",
        "p:has(a)",
        "::x",
        "p >",
        "> p",
        "p + p",
        "p ~ p",
        "p,,a",
        ".",
        "#",
        "p[a=]",
        "a" * 999,
        "p " * 20,
    ],
)
def test_what_is_not_allowed_is_refused(selector):
    with pytest.raises(SelectorError):
        parse_selector(selector)


def test_not_each_choice_of_ancestors_is_tried_on_a_deep_page():
    # There are more than 10 to the power of 19 ways to choose ten of 400: it would never end.
    assert found("b " + "div " * 10 + "p", "<div>" * 400 + "x") == []
