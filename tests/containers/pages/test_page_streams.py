"""Several pages one after another, and pages in a page, which are none."""

import io

import pytest
from conftest import PARAGRAPHS, page
from growth import assert_linear

import newstool
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.read_as import ReadAs
from newstool.runs.inputs import Sources, find_inputs

A, B, C = (page(f"Mine rescue {number}") for number in (1, 2, 3))
WIDGET = '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0//EN">\n<html><body>A box</body></html>\n'


def pages_of(data, chunk=1 << 20, **opening):
    pieces = (data[start : start + chunk] for start in range(0, len(data), chunk))
    return [part.data for part in open_stream(Stream(pieces), Opening(**opening))]


def titles(data):
    return [one.title for one in newstool.parse_many([data])]


@pytest.mark.parametrize(
    "between",
    [
        *(b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"\n<!-- cached at 8:00 -->\n"),
        *(b"<script>var a = '</html>';</script>\n", b'<?xml version="1.0"?>\n'),
    ],
)
def test_each_page_of_a_stream_is_an_article(between):
    found = list(newstool.parse_many([A + between + B + between + C + b"\n"]))
    assert [one.title for one in found] == ["Mine rescue 1", "Mine rescue 2", "Mine rescue 3"]
    assert {one.text for one in found} == {"\n\n".join(PARAGRAPHS)}
    assert [(one.input.index, one.input.container) for one in found] == [
        *((0, "pages"), (1, "pages"), (2, "pages")),
    ]


@pytest.mark.parametrize("form", ["upper case", "no doctype", "as text", "two roots"])
def test_pages_are_recognised_however_they_are_written(form):
    data = A + B
    if form == "upper case":
        data = data.replace(b"html>", b"HTML>")
    elif form == "no doctype":
        data = data.replace(b"<!DOCTYPE html>", b"")
    elif form == "two roots":
        data = data.replace(b"<nav>", b"<html><nav>")
    source = data.decode() if form == "as text" else data
    assert titles(source) == ["Mine rescue 1", "Mine rescue 2"]


def test_pages_are_cut_the_same_however_they_come_in():
    data = A + b"\n" + B + b"\n" + C
    assert pages_of(data) == [A + b"\n", B + b"\n", C]
    for chunk in (1, 7, 100, 5000):
        assert pages_of(data, chunk) == pages_of(data)


def test_a_file_and_a_pipe_give_the_same(tmp_path):
    path = tmp_path / "pages.html"
    path.write_bytes(A + B)
    (named,) = find_inputs(Sources(paths=(str(path),)))
    assert named.part.data is None  # it is read where its articles are
    piped = list(find_inputs(Sources(paths=("-",), stdin=io.BytesIO(A + B))))
    assert [raw.part.data for raw in piped] == [A, B]
    assert [one.input.path for one in newstool.parse_many([path])] == [str(path)] * 2


def put(words, where):
    return A.replace(where, words.encode() + where)


@pytest.mark.parametrize(
    "data",
    [
        put(WIDGET + WIDGET, b"</article>"),
        put(f"<script>var a = '</html>{WIDGET}';</script>", b"</article>"),
        put(f"<!-- </html>{WIDGET} -->", b"</article>"),
        put(f"<iframe srcdoc='</html>{WIDGET}'></iframe>", b"</article>"),
        put(f"<iframe></html>{WIDGET}</iframe>", b"</article>"),
        put(f"<textarea></html>{WIDGET}</textarea>", b"</article>"),
        put(f"<style>a::after {{content: '</html>{WIDGET}'}}</style>", b"</head>"),
        A + b"<!-- </html><html> -->\n",
        A.replace(b"</html>", b"") + B.replace(b"</html>", b""),
        f"Paste this: </html>\n<!doctype html><html>\n\n{PARAGRAPHS[0]}".encode(),
    ],
    ids=[
        *("boxes", "script", "comment", "srcdoc", "iframe", "textarea", "style", "comment behind"),
        *("never closed", "a text about html"),
    ],
)
def test_pages_in_a_page_are_left_in_it(data):
    assert pages_of(data) == [data]


def test_a_page_that_is_read_as_text_is_not_split():
    assert pages_of(A + B, read_as=ReadAs(format="text")) == [A + B]


def test_an_empty_page_fails_alone():
    empty = b"<!doctype html><html></html>"
    kinds = [type(one).__name__ for one in newstool.parse_many([A + empty + C])]
    assert kinds == ["Article", "Failure", "Article"]


def test_a_page_over_the_limit_is_cut_and_the_next_one_read():
    long = page("Long", paragraphs=["It rained. " * 3000])
    first, second, third = pages_of(A + long + B, 1000, max_bytes=5000)
    assert (first, second, third) == (A, long[:5001], B)


def test_one_source_is_one_article():
    with pytest.raises(newstool.NewstoolError, match="several articles"):
        newstool.parse(A + B)


@pytest.mark.parametrize(
    "words",
    [
        *("</html><html>", "<html>", "</html><!doctype html>", "<html a='", "<!--</html><html>"),
        *("<script></html><html>", "</html>\n" * 10 + "<html>", "</html " + " " * 500),
    ],
)
@pytest.mark.parametrize("head", ["<html><script>'", "<html>"])
def test_what_looks_like_pages_without_end_takes_linear_time(head, words):
    def read(data):
        for _ in open_stream(Stream.of_bytes(data), Opening()):
            pass

    assert_linear(read, lambda size: (head + words * (size // len(words))).encode(), 400_000)
