"""Input made to hang a reader: time and memory grow no faster than the input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PARAGRAPHS, assert_valid, page

from benchmarks.bombs import BOMBS, GROWTH, MB, MEMORY, Timed, warm
from newstool.api import parse

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


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="can't be told here")
def test_memory_is_bounded_by_the_size_of_the_input(tmp_path):
    chosen = [Timed(bomb, 2 * MB, tmp_path) for bomb in BOMBS if bomb.name in HUNGRY]
    code = (
        "import sys; from pathlib import Path; from benchmarks.bombs import peak_memory, warm\n"
        "warm()\n"
        "for path in sys.argv[1:]: print(peak_memory(Path(path)))"
    )
    command = [sys.executable, "-c", code, *(str(each.path) for each in chosen)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    peaks = map(int, done.stdout.split())
    bytes_a_byte = {
        each.path.stem: round(peak / each.size) for each, peak in zip(chosen, peaks, strict=True)
    }
    assert len(bytes_a_byte) == len(HUNGRY)
    assert {name: memory for name, memory in bytes_a_byte.items() if memory > MEMORY} == {}


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
def test_an_article_is_found_beside_a_bomb(mark, bomb):
    article = parse(ARTICLE.replace(mark, bomb + mark))
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert_valid(article.to_json())


def test_a_text_node_of_a_megabyte_is_read_to_its_end():
    words = " ".join(PARAGRAPHS) * 1500
    assert parse(f"<html><body><h1>A bridge</h1><p>{words}</p></body></html>").text.endswith(words)
