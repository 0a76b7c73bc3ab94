"""Blocks get one label each: what is settled, what is judged, and what evidence overrules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newstool
from newstool.fields.headline.choose import find_headline
from newstool.labelling import label_blocks
from newstool.labelling.judge.features import page_features
from newstool.labelling.judge.lexicon import Lexicon, class_words, text_words
from newstool.labelling.judge.weights import load_judge
from newstool.model.article import BODY_LABELS, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from newstool.vocabulary.learned.forest import Forest

STORY = [
    "The ferry lost her bow ramp on Saturday night because a pin had been left out after a test.",
    "Nobody was hurt, and the passengers waited two hours until the pilot boat brought them home.",
    "The ramp lies in eleven metres of water, and a crane barge is to lift it on Wednesday.",
    "Until then the small ferry will sail every forty minutes and take bicycles, but no cars.",
]


def labelled_blocks(reading: Reading) -> tuple[LabelledBlock, ...]:
    page = page_of(reading)
    return label_blocks(page, find_headline(page))


def label_html(body: str) -> tuple[LabelledBlock, ...]:
    reading = read_html(decode(f"<html><body>{body}</body></html>", format="html"), DEFAULTS)
    return labelled_blocks(reading)


def label_text(text: str) -> tuple[LabelledBlock, ...]:
    reading = read_text(decode(text, format="text"), DEFAULTS)
    return labelled_blocks(reading)


def labels_of(labelled: tuple[LabelledBlock, ...], words: str) -> list[tuple[Label, str]]:
    return [(one.label, one.rule) for one in labelled if words in one.block.text]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_forest_adds_up_the_leaves_its_answers_lead_to() -> None:
    forest = Forest(
        features=("chars", "commas"),
        questions=np.array([[0, 1]], dtype=np.int32),  # one tree: chars > 5, then commas > 1
        borders=np.array([[5.0, 1.0]], dtype=np.float32),
        leaves=np.array([[-1.0, 0.0, 1.0, 2.0]], dtype=np.float32),
        bias=0.5,
    )
    columns = {
        "chars": np.array([1, 9, 1, 9], dtype=np.float32),
        "commas": np.array([0, 0, 3, 3], dtype=np.float32),
    }
    assert forest.sums(columns, 4).tolist() == [-0.5, 0.5, 1.5, 2.5]


def test_a_column_that_a_page_lacks_counts_as_nought() -> None:
    forest = Forest(
        features=("link_density",),
        questions=np.array([[0]], dtype=np.int32),
        borders=np.array([[0.5]], dtype=np.float32),
        leaves=np.array([[3.0, -3.0]], dtype=np.float32),
        bias=0.0,
    )
    assert forest.sums({}, 2).tolist() == [3.0, 3.0]


@pytest.mark.parametrize("format", ["html", "text"])
def test_the_weights_are_small_and_ask_about_known_columns(format: str) -> None:
    judge = load_judge("html" if format == "html" else "text")
    reading = (
        read_html(decode(f"<body>{paragraphs(STORY)}", format="html"), DEFAULTS)
        if format == "html"
        else read_text(decode("\n\n".join(STORY), format="text"), DEFAULTS)
    )
    probabilities = judge.probabilities(page_of(reading), None)
    assert probabilities.shape == (len(STORY),)
    assert ((probabilities > 0) & (probabilities < 1)).all()


def test_the_story_is_body_and_the_frame_is_not() -> None:
    page = (
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>"
        f"<article><h1>Ferry loses her ramp</h1>{paragraphs(STORY)}</article>"
        "<footer><p>© 2024 The Courier. All rights reserved.</p></footer>"
    )
    labelled = label_html(page)
    assert [one.block.text for one in labelled if one.label in BODY_LABELS] == STORY
    assert labels_of(labelled, "Ferry loses") == [(Label.TITLE, "headline")]
    assert labels_of(labelled, "rights reserved")[0][0] is Label.COPYRIGHT


def test_a_caption_is_never_body() -> None:
    figure = (
        "<figure><img src=a.jpg><figcaption>The ferry at the mole on Sunday.</figcaption></figure>"
    )
    labelled = label_html(f"<h1>Ferry loses her ramp</h1>{figure}{paragraphs(STORY)}")
    assert labels_of(labelled, "at the mole") == [(Label.CAPTION, "in-figcaption")]


def test_what_stands_behind_a_press_release_is_not_its_body() -> None:
    frame = "\n\n".join(
        ["###", "About Harbour Works", "Harbour Works is a maker of cranes in Oldtown."]
    )
    labelled = label_text("\n\n".join(["Ferry loses her ramp", *STORY, frame]))
    assert labels_of(labelled, "maker of cranes")[0][0] not in BODY_LABELS


def test_class_names_are_read_as_words() -> None:
    assert class_words("article-bodyText is-2x js_8f3a") == (
        "article",
        "body",
        "text",
        "is",
        "js",
    )


def test_scripts_without_spaces_are_read_by_pairs() -> None:
    assert text_words("市议会开会") == ["市议", "议会", "会开", "开会"]


_LINES = st.lists(
    st.sampled_from([*STORY, "Menu", "© 2024", "", "###", "By Ana Ruiz"]), max_size=12
)


@given(_LINES)
def test_labels_neither_lose_nor_repeat_a_block(lines: list[str]) -> None:
    text = "\n".join(["Bridge", *lines])
    reading = read_text(decode(text, format="text"), DEFAULTS)
    labelled = labelled_blocks(reading)
    assert [one.block for one in labelled] == list(reading.blocks)
    assert all(one.rule for one in labelled)


def test_white_space_between_lines_is_seen_from_both_sides():
    text = "A headline of it\n\n\n  * one item\n  * two items\n\nA paragraph of it.\n"
    columns = page_features(page_of(read_text(decode(text), DEFAULTS)), None, Lexicon({}, {}), None)
    assert columns["indent"].tolist() == [0, 2, 2, 0]
    assert columns["gap_before"].tolist() == [0, 3, 1, 2]
    assert columns["gap_after"].tolist() == [3, 1, 2, 1]


def test_the_only_sentence_of_a_signed_item_is_its_body():
    sentence = "The ferry between Halvren and the islands will close in March, the company said."
    item = f"Ferry line to close\nby Piet Sandoval\n15 November 2024\n\n{sentence}\n"
    assert newstool.parse(item).text == sentence


def test_a_line_that_nobody_signs_is_no_article():
    with pytest.raises(newstool.NewstoolError):
        newstool.parse("Page not found\n\nThe page that you asked for was moved.\n")
