"""From each block's probability to what a page keeps."""

import numpy as np
import pytest

from newstool.labelling.judge.choice import best_threshold, judged_together
from newstool.labelling.judge.layout import layout_of
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html


def _layout(html):
    return layout_of(read_html(decode(html), DEFAULTS))


def _together(html, scores, sizes):
    column = np.array(scores, dtype=np.float32)
    size = np.array(sizes, dtype=np.float32)
    return judged_together(column, size, _layout(html)).tolist()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.95, 0.9, 0.97], (0.4, 0.5)),  # a clear page: near a half
        ([0.3, 0.28, 0.02], (0.15, 0.3)),  # odd all over: the best of it is kept
        ([0.01, 0.02, 0.01], (0.15, 0.15)),  # menus alone: nothing is
    ],
)
def test_the_threshold_falls_with_what_the_probabilities_let_expect(scores, expected):
    size = np.full(len(scores), 200, dtype=np.float32)
    low, high = expected
    assert low <= best_threshold(np.array(scores, dtype=np.float32), size) <= high


def test_a_page_without_blocks_has_a_threshold_all_the_same():
    empty = np.zeros(0, dtype=np.float32)
    assert 0 < best_threshold(empty, empty) < 1


def test_a_doubtful_card_goes_the_way_of_its_like():
    cards = "".join(f"<li class=card><p>Course {n}</p></li>" for n in range(4))
    found = _together(f"<ul>{cards}</ul>", [0.9, 0.95, 0.9, 0.3], [50] * 4)
    assert found == pytest.approx([0.9, 0.95, 0.9, 0.7625])


def test_what_the_judge_is_sure_of_stays_as_it_is():
    cards = "".join(f"<li class=card><p>Course {n}</p></li>" for n in range(4))
    scores = [0.95, 0.95, 0.95, 0.05]
    assert _together(f"<ul>{cards}</ul>", scores, [50] * 4) == pytest.approx(scores)


def test_two_of_a_form_are_no_template():
    html = "<div class=a><p>One</p></div><div class=a><p>Two</p></div>"
    assert _together(html, [0.95, 0.3], [50, 50]) == pytest.approx([0.95, 0.3])


def test_cells_of_a_table_that_frames_the_page_are_judged_alone():
    html = "<table>" + "".join(f"<tr><td><i>{n}</i></tr>" for n in "abcd") + "</table>"
    scores = [0.95, 0.95, 0.95, 0.3]
    assert _together(html, scores, [50] * 4) == pytest.approx(scores)


def test_a_block_that_the_judge_believes_is_not_lowered_by_its_like():
    cards = "".join(f"<li class=card><p>Course {n}</p></li>" for n in range(4))
    scores = [0.05, 0.05, 0.05, 0.6]
    assert _together(f"<ul>{cards}</ul>", scores, [50] * 4) == pytest.approx(scores)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.99, 0.98, 0.99, 0.3], 0.3),  # an offer below the story
        ([0.99, 0.98, 0.3, 0.99], 0.815),  # a paragraph amid it
    ],
)
def test_what_the_judge_doubts_below_the_story_is_not_kept_for_its_paragraphs(scores, expected):
    html = "".join(f"<p>Paragraph {n}</p>" for n in range(4))
    assert _together(html, scores, [200] * 4)[scores.index(0.3)] == pytest.approx(expected)
