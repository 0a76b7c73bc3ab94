"""Why the judge thinks of a block what it does."""

import pytest

import newstool
from newstool.labelling.judge.layout import layout_of
from newstool.labelling.judge.reasons import in_words, reasons
from newstool.labelling.judge.weights import load_judge
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html

SENTENCE = "The council met on Monday and agreed on a new bridge over the river. "
PAGE = (
    "<html><body><h1>A new bridge</h1><article>"
    + f"<p>{SENTENCE * 2}</p><p>Nobody voted against it. {SENTENCE}</p>"
    + "</article><nav class=menu><ul>"
    + "".join(
        f"<li><a href=/{name}>{name}</a></li>"
        for name in ("News", "Sport", "Weather", "Travel", "Food", "Film")
    )
    + "</ul></nav></body></html>"
)


@pytest.mark.parametrize("format", ["html", "text"])
def test_every_feature_of_the_judge_can_be_said_in_words(format):
    judge = load_judge(format)
    for feature in {*judge.first.features, *judge.second.features}:
        assert in_words(feature), feature


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ("link_density", "share of its text in links"),
        ("size-1", "length in characters, of the block before"),
        ("stops+3", "sentence ends, of the 3 blocks after"),
        ("up_links_2", "share of links in the element 2 steps up"),
        ("around_12", "the first judge's opinion of the 12 blocks around"),
    ],
)
def test_a_feature_in_words(feature, words):
    assert in_words(feature) == words


def test_every_block_has_the_reasons_that_tell_it_from_the_others():
    reading = read_html(decode(PAGE), DEFAULTS)
    found = reasons(load_judge("html"), page_of(reading), None)
    assert len(found) == len(reading.blocks)
    body, link = (
        found[next(b.index for b in reading.blocks if b.text.startswith(start))]
        for start in ("The council", "Sport")
    )
    assert any(reason.startswith("for: ") for reason in body)
    assert any(reason.startswith("against: ") for reason in link)
    assert len(body) <= 3


def test_a_reason_weighs_by_what_the_other_answers_would_change():
    judge = load_judge("html")
    page = page_of(read_html(decode(PAGE), DEFAULTS))
    columns = judge.columns(page, None, layout_of(page.reading))
    weights = judge.second.weights(columns, len(columns["size"]))
    assert weights.shape == (len(judge.second.features), len(columns["size"]))
    prose, link = columns["size"].argmax(), columns["link_density"].argmax()
    assert weights[:, prose].sum() > weights[:, link].sum()


def test_an_input_without_blocks_has_none():
    empty = read_html(decode("<html><body></body></html>"), DEFAULTS)
    assert reasons(load_judge("html"), page_of(empty), None) == ()


def test_the_record_gives_them_with_its_blocks():
    article = newstool.parse(PAGE, blocks=True)
    assert any(block.because for block in article.blocks)
    assert not hasattr(newstool.parse(PAGE), "blocks")
