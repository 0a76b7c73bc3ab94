"""Input made to hang a reader: time and memory grow no faster than the input."""

from __future__ import annotations

import pytest
from conftest import PARAGRAPHS, assert_valid, page

from benchmarks.bombs import BOMBS, GROWTH, MB, MEMORY, Timed, peak_memory, warm
from newstool.api import clean, parse
from newstool.model.article import Label

# Bytes: the second is twice the first, twice over. Larger where the first two take no time.
SIZES = ((64_000, 256_000), (512_000, 2_048_000))
NO_TIME = 0.02  # seconds
ROUNDS = 12
MOST = GROWTH**2 * 1.5  # caches and steps, as where a bound begins to bite, take their share


@pytest.fixture(scope="module", autouse=True)
def _warm():
    warm()


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.name)
def test_twice_the_size_takes_about_twice_the_time(bomb, tmp_path):
    for sizes in SIZES:
        small, large = (Timed(bomb, size, tmp_path) for size in sizes)
        assert_linear(small, large)
        if large.seconds > NO_TIME:
            break


def assert_linear(small, large):
    # Processor time, and the best of several rounds: a busy machine makes some of them slow. What
    # is linear takes four times as long, what is quadratic sixteen times, in all of them.
    for _ in range(ROUNDS):
        if large.read() <= max(MOST * small.read(), NO_TIME):
            return
    pytest.fail(f"{small.seconds:.3f} s became {large.seconds:.3f} s")


# Those that took most memory of all when this was written.
HUNGRY = (
    "short divs",
    "links",
    "hidden",
    "text node",
    "text line",
    "text of a million lines",
    "table of one row",
    "JSON-LD of many objects",
)


def test_memory_is_bounded_by_the_size_of_the_input(tmp_path):
    chosen = [Timed(bomb, 2 * MB, tmp_path) for bomb in BOMBS if bomb.name in HUNGRY]
    peaks = peak_memory(*(each.path for each in chosen))
    if peaks is None:
        pytest.skip("the system does not tell how much memory a process took")
    memory = {
        each.path.stem: round(peak / each.size) for each, peak in zip(chosen, peaks, strict=True)
    }
    assert len(memory) == len(HUNGRY)
    assert {name: taken for name, taken in memory.items() if taken > MEMORY} == {}


# --- the article is found all the same --------------------------------------------------------

ARTICLE = page().decode()
MANY_NAMES = " ".join(f"a{number}" for number in range(50_000))


@pytest.mark.parametrize(
    ("mark", "bomb"),
    [
        ("<article>", "<div>" * 100_000),
        ("<article>", "<b>" * 300),
        ("<article>", "<p " + MANY_NAMES + ">"),
        ("<article>", f'<p title="{"x" * 1_000_000}">'),
        ("<article>", f"<script>{'x' * 1_000_000}</script>"),
        ("<article>", f'<img src="data:image/png;base64,{"A" * 1_000_000}">'),
        ("<article>", "\ud800"),
        ("<article>", "\0"),
        ("<footer>", "<!-- x -->" * 100_000),
        ("<footer>", "".join(f"<p><b id={number}>" for number in range(9000))),
        ("<footer>", "<footer>© 2020</footer>" * 20_000),
    ],
    ids=(
        "depth bold attributes attribute script image surrogate NUL comments unclosed footers"
    ).split(),
)
def test_an_article_is_found_next_to_a_bomb(mark, bomb):
    article = parse(ARTICLE.replace(mark, bomb + mark))
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert_valid(article.to_json())


def test_a_text_node_of_a_megabyte_is_read_to_its_end():
    words = " ".join(PARAGRAPHS) * 1500
    assert parse(f"<html><body><h1>A bridge</h1><p>{words}</p></body></html>").text.endswith(words)


def test_a_long_address_around_many_blocks_is_written_once():
    words = "".join(f"<p>{PARAGRAPHS[0]} {number}</p>" for number in range(500))
    page = f"<h1>A bridge</h1><a href='https://www.example.org/{'x' * 4000}'>{words}</a>"
    written = clean(page, to="markdown", keep=[label for label in Label if label != Label.BODY])
    assert written.count(PARAGRAPHS[0]) == 500
    assert len(written) < 2 * len(page)
