"""Rules of the user's own come first, on the pages of their site, and change nothing else."""

import contextlib
import pickle
from pathlib import Path

import pytest
from growth import assert_linear

import newstool
from newstool.vocabulary.own_rules import settings_from

URL = "https://news.courier.example/bridge"
PAGE = """<html><head><title>A bridge is built</title></head><body><h1>A bridge is built</h1>
<div class="made">made by <a>Ana Ruiz</a></div><span class=day>3 May 2024</span><article>
<p>The council agreed on Monday to build a new bridge over the river, after years of talks about
money and the place where it should be.</p>
<p>The bread of our baker is the best bread of the town, and it costs little money.</p>
<div class=promo><p>Those who want to know more can come to the hall on Friday.</p></div>
<p>"We are glad," said the mayor, who has asked for the bridge for eleven years.</p>
<p>Share this article</p></article></body></html>"""


@pytest.fixture
def ours(tmp_path):
    def write(text):
        path = tmp_path / "ours.toml"
        path.write_text(text)
        return path

    return write


def labels(path, page=PAGE, url=URL):
    article = newstool.parse(page, url=url, rules=path, blocks=True)
    return {block.rule: str(block.label) for block in article.blocks}


LINE = """[[rule]]
id = "our-baker"
label = "advertisement"
{more}
lines = ["the bread of our baker is the best bread of the town, and it costs little money"]
"""


@pytest.mark.parametrize(
    ("site", "url", "applies"),
    [
        ("", None, True),
        ("courier.example", URL, True),
        ("courier.example", "https://www.courier.example/", True),
        ("courier.example", "https://notcourier.example/", False),
        ("courier.example", None, False),
        ("sport.courier.example", URL, False),
    ],
)
def test_a_rule_is_for_its_site_and_those_below(ours, site, url, applies):
    path = ours(LINE.format(more=f'site = "{site}"'))
    article = newstool.parse(PAGE, url=url, rules=path)
    assert ("baker" not in article.text) == applies


def test_blocks_name_the_rule_and_nothing_else_changes(ours):
    path = ours(LINE.format(more=""))
    before = newstool.parse(PAGE, blocks=True).blocks
    after = newstool.parse(PAGE, rules=path, blocks=True).blocks
    changed = [(a.rule, str(a.label)) for a, b in zip(after, before, strict=True) if a != b]
    assert changed == [("our-baker", "advertisement")]


def test_a_block_stays_that_a_shipped_rule_would_remove(ours):
    path = ours('[[rule]]\nid = "stay"\nkeep = true\nstarts = ["Share this"]\n')
    assert "Share this article" not in newstool.parse(PAGE).text
    article = newstool.parse(PAGE, rules=[path], blocks=True)
    assert article.text.endswith("Share this article")
    assert article.blocks[-1].rule == "stay"


def test_the_first_rule_has_the_block(ours):
    keep = '[[rule]]\nid = "stay"\nkeep = true\npattern = "best bread"\n'
    assert "our-baker" not in labels(ours(keep + LINE.format(more="")))
    assert "stay" not in labels(ours(LINE.format(more="") + keep))


def test_a_selector_labels_the_blocks_inside(ours):
    found = labels(ours('[[rule]]\nid = "box"\nlabel = "related"\nselector = "article > .promo"\n'))
    assert found["box"] == "related"


def test_an_inline_element_labels_a_block_that_it_is_all_of(ours):
    rule = '[[rule]]\nid = "day"\nlabel = "other"\nselector = "{}"\n'
    assert labels(ours(rule.format(".day")))["day"] == "other"
    assert "day" not in labels(ours(rule.format(".made a")))


def test_a_headline_that_a_rule_calls_something_else_is_none(ours):
    page = PAGE.replace("<h1>A", "<h1>Our bread fair</h1><h1>A").replace(
        "<title>A bridge is built</title>", ""
    )
    path = ours('[[rule]]\nid = "fair"\nlabel = "advertisement"\nlines = ["Our bread fair"]\n')
    assert newstool.parse(page, rules=path).title == "A bridge is built"


def test_plain_text_has_rules_too(ours):
    text = (
        "A bridge is built\n\n"
        + "The council agreed on Monday to build a new bridge over the river.\n\n" * 2
    )
    text += "The bread of our baker is the best bread of the town, and it costs little money.\n"
    assert "baker" in newstool.clean(text)
    assert "baker" not in newstool.clean(text, rules=ours(LINE.format(more="")))


def test_a_field_is_read_from_the_element_and_says_so(ours):
    path = ours(
        '[[rule]]\nid = "who"\nsite = "courier.example"\nauthor = ".made a"\ndate = ".day"\n'
    )
    article = newstool.parse(PAGE, url=URL, rules=path, evidence=True)
    assert article.authors == ("Ana Ruiz",)
    evidence = article.evidence["authors.0"]
    assert evidence.source == "rule: who (.made a)"
    assert evidence.where == "html > body > div:nth-child(2) > a:nth-child(1)"
    assert article.evidence["date_published"].source == "rule: who (.day)"
    elsewhere = newstool.parse(PAGE, url="https://other.example/", rules=path, evidence=True)
    assert all("rule: " not in each.source for each in elsewhere.evidence.values())


def test_settings_with_rules_go_to_other_processes(ours, tmp_path):
    path = ours(LINE.format(more=""))
    settings = settings_from({"rules": [path]})
    assert pickle.loads(pickle.dumps(settings)) == settings
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(PAGE)
    pages = sorted(tmp_path.glob("*.html"))
    results = list(newstool.parse_many(pages, jobs=2, rules=path))
    assert [each.text for each in results] == [
        newstool.parse(Path(p), rules=path).text for p in pages
    ]


def test_a_hostile_page_is_asked_in_time_that_grows_with_its_length(ours):
    path = ours(
        '[[rule]]\nid = "all"\ntags = "div"\n'
        '[[rule]]\nid = "b"\nlabel = "other"\nselector = "div div"\n'
    )

    def made(number):
        return "<div class=x>" * number + "<p>Text of some length that goes on.</p>" * 200

    def read(page):
        with contextlib.suppress(newstool.NewstoolError):
            newstool.clean(page, rules=path)

    assert_linear(read, made, 20_000)
