"""From paths, lists and streams to inputs: what a file is, is told by what is in it."""

import gzip
import io
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.containers.part import Opening
from newstool.containers.stream import Pause
from newstool.model.errors import EmptyInputError, InputError, LimitError
from newstool.model.read_as import ReadAs
from newstool.model.settings import MAX_BYTES
from newstool.runs.inputs import (
    RawInput,
    Sources,
    count_files,
    find_inputs,
    inputs_in_memory,
    parts_again,
)
from newstool.runs.walks import Choice

PAGE = b"<html><body><p>The council met.</p></body></html>"
LINES = b'{"html": "<p>A</p>"}\n{"text": "B"}\n'


def opening_of(max_bytes=MAX_BYTES, **read_as):
    return Opening(read_as=ReadAs(**read_as), max_bytes=max_bytes)


def read_again(path, limit):
    """What a file that stayed on disk is read as."""
    (part,) = parts_again(RawInput(str(path), file=str(path)), opening_of(limit))
    return part


def found(*paths, stdin=None, **options):
    """The inputs, without the pauses."""
    stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
    ours = {name: options.pop(name) for name in Sources.__struct_fields__ if name in options}
    opening = opening_of(**options)
    sources = Sources(paths=tuple(map(str, paths)), stdin=stream, opening=opening, **ours)
    return [each for each in find_inputs(sources) if isinstance(each, RawInput)]


def data_of(*args, **options):
    return [each.part.data for each in found(*args, **options)]


# --- what a file is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        b"The council met.\n",
        b"[Update] The council met.\n",
        b"{sic} is what he wrote.\n",
        b'{ "no key" here }\n',
        b"\xff\xfe\x00binary",
        b"",
    ],
)
def test_a_file_of_one_article_stays_on_disk_until_it_is_read(tmp_path, content):
    path = tmp_path / "article.json"  # the name says nothing
    path.write_bytes(content)
    (only,) = found(path)
    assert (only.file, only.part.data, only.is_whole) == (str(path), None, True)
    assert read_again(only.file, 1000).data == content


@pytest.mark.parametrize(
    ("content", "documents"),
    [
        (LINES, [b'{"html": "<p>A</p>"}', b'{"text": "B"}']),
        (b"\xef\xbb\xbf" + LINES, [b'{"html": "<p>A</p>"}', b'{"text": "B"}']),
        (b'\n\n{"text": "A"}\r\n\r\n{"text": "B"}', [b'{"text": "A"}', b'{"text": "B"}']),
        (b'[{"text": "A"},\n {"text": "B"}]\n', [b'{"text": "A"}', b'{"text": "B"}']),
        (b'[\n{"text": "A"},\n{"text": "B"}\n]\n', [b'{"text": "A"}', b'{"text": "B"}']),
        (b'[{"text": "A"}, {"text": "B"}]', [b'{"text": "A"}', b'{"text": "B"}']),
        (b'{\n  "text": "A"\n}\n', [b'{\n  "text": "A"\n}']),
        (b'[\n  {\n    "text": "A"\n  }\n]\n', [b'{\n    "text": "A"\n  }']),
        (b'{"text": "A",\n "url": null}', [b'{"text": "A",\n "url": null}']),
        (
            b'{"text": "A"}\nno json\n{"text": "B"}',
            [b'{"text": "A"}', b"no json", b'{"text": "B"}'],
        ),
    ],
)
def test_json_gives_an_input_for_each_object_however_it_is_laid_out(tmp_path, content, documents):
    path = tmp_path / "page.html"
    path.write_bytes(content)
    inputs = found(path)
    assert [each.part.data for each in inputs] == documents
    assert [each.index for each in inputs] == list(range(len(documents)))
    assert {each.part.keys for each in inputs} == {"json key"}
    assert data_of("-", stdin=content) == documents


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(b'{"text": "A"}\n\n{"text": "B"}\n')
    assert [each.line for each in found(path)] == [1, 3]


def test_a_format_that_is_given_is_not_looked_for(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(LINES)
    assert [each.part.keys for each in found(path, format="text")] == [""]
    assert data_of("-", stdin=b"no json\n", is_json=True) == [b"no json"]


def test_json_without_a_document_says_so():
    (only,) = found("-", stdin=b"[]\n")
    assert isinstance(only.part.error, EmptyInputError)


def test_broken_json_over_several_lines_is_an_error_that_says_what_helps():
    whole, broken = found("-", stdin=b'[{"text": "A"}, {"text": }]')
    assert (whole.part.data, whole.index) == (b'{"text": "A"}', 0)
    assert isinstance(broken.part.error, InputError)
    assert "jq -c" in str(broken.part.error)


# --- stdin ---------------------------------------------------------------------------------------


def test_stdin_is_one_article_unless_it_is_json():
    (only,) = found("-", stdin=PAGE)
    assert (only.name, only.path, only.part.data) == ("stdin", None, PAGE)


def test_a_line_is_handed_out_before_the_next_one_is_written():
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb", buffering=0) as stream:
        os.write(theirs, b'{"text": "A"}\n')
        inputs = find_inputs(Sources(paths=("-",), stdin=stream))
        assert next(inputs).part.data == b'{"text": "A"}'
        assert next(inputs) == Pause(stream.fileno())
        os.write(theirs, b'{"text": "B"}\n')
        assert next(inputs).part.data == b'{"text": "B"}'
        os.close(theirs)
        assert [each for each in inputs if isinstance(each, RawInput)] == []


# --- gzip and bounds -----------------------------------------------------------------------------


def test_gzip_is_read_through_whatever_the_name(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + b"\0\0padding")
    assert read_again(path, 1000).data == PAGE
    assert data_of("-", stdin=gzip.compress(LINES)) == data_of("-", stdin=LINES)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda packed: packed[:-20], "cut short"),
        (lambda packed: packed[:20] + b"\xff" * 30 + packed[50:], "damaged"),
    ],
)
def test_gzip_that_is_broken_is_an_error(tmp_path, damage, said):
    path = tmp_path / "a.gz"
    path.write_bytes(damage(gzip.compress(os.urandom(5000))))
    error = read_again(path, 100_000).error
    assert isinstance(error, InputError)
    assert said in str(error)


def test_a_gzip_bomb_is_inflated_no_further_than_the_limit(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(200_000_000), compresslevel=1))
    assert len(read_again(path, 1000).data) == 1001
    sources = Sources(opening=opening_of(1000))
    (held,) = inputs_in_memory(path.read_bytes(), "bomb", sources)
    assert len(held.part.data) == 1001


def test_a_line_over_the_limit_fails_alone():
    stream = b'{"text": "A"}\n{"text": "' + b"x" * 3_000_000 + b'"}\n{"text": "C"}\n'
    first, long, last = found("-", stdin=stream, max_bytes=1000)
    assert first.part.data == b'{"text": "A"}'
    assert isinstance(long.part.error, LimitError)
    assert (long.index, long.line) == (1, 2)
    assert (last.part.data, last.index) == (b'{"text": "C"}', 2)


# --- paths ---------------------------------------------------------------------------------------


def test_a_directory_is_walked_in_sorted_order_without_hidden_files(tmp_path):
    for name in ("b/2.html", "b/10.html", "a.txt", "c", ".hidden", ".git/x", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    assert [each.relative for each in found(tmp_path)] == ["a.txt", "b/10.html", "b/2.html", "c"]
    assert count_files(Sources(paths=(str(tmp_path),))) == 4


def test_links_that_lead_in_circles_and_pipes_are_passed_over(tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGE)
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert [each.relative for each in found(tmp_path)] == ["a.txt", "link.txt"]


def test_a_run_does_not_read_its_own_output(tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGE)
    (tmp_path / "out.ndjson").write_bytes(LINES)
    skip = frozenset([os.path.realpath(tmp_path / "out.ndjson")])
    assert [each.relative for each in found(tmp_path, choice=Choice(skip=skip))] == ["a.txt"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.exists, "no such file"),
        (lambda path: path.mkdir(), "no files in this directory"),
        (lambda path: path.symlink_to("/proc/self/mem"), "input/output error"),
    ],
)
def test_what_cannot_be_read_comes_as_an_error_in_its_place(tmp_path, make, said):
    path = tmp_path / "x"
    make(path)
    (tmp_path / "good.txt").write_bytes(PAGE)
    bad, good = found(path, tmp_path / "good.txt")
    assert said in str(bad.part.error)
    assert bad.name == str(path)
    assert good.part.error is None


def test_a_url_is_not_a_file_and_the_hint_says_what_to_type():
    (only,) = found("https://example.com/a.html")
    assert "curl -sL https://example.com/a.html | newstool parse" in str(only.part.error)


def test_a_deep_tree_is_walked(tmp_path):
    folder = tmp_path
    for _ in range(200):
        folder = folder / "d"
        folder.mkdir()
    (folder / "a.txt").write_bytes(PAGE)
    assert len(found(tmp_path)) == 1


@pytest.mark.parametrize(
    ("listed", "options"),
    [
        (b"a.txt\nb c.txt\n", {}),
        (b"a.txt\r\n\r\nb c.txt", {}),
        (b"a.txt\0b c.txt\0", {"nul_separated": True}),
    ],
)
def test_paths_are_read_from_a_list(tmp_path, monkeypatch, listed, options):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b c.txt", "list"):
        (tmp_path / name).write_bytes(listed if name == "list" else PAGE)
    names = ["a.txt", "b c.txt"]
    assert [each.name for each in found(files_from="list", **options)] == names
    stdin = io.BytesIO(listed)
    assert [each.name for each in found(files_from="-", stdin=stdin, **options)] == names


@pytest.mark.parametrize(("listed", "said"), [(b"\n", "names no files"), (None, "no such file")])
def test_a_list_that_is_empty_or_missing_is_one_failed_input(tmp_path, listed, said):
    path = tmp_path / "list"
    if listed is not None:
        path.write_bytes(listed)
    (only,) = found(files_from=str(path))
    assert said in str(only.part.error)


# --- what always holds ---------------------------------------------------------------------------


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_give_inputs_and_never_an_exception(content, limit):
    for packed in (content, b"\x1f\x8b\x08" + content, zlib.compress(content, wbits=31)):
        inputs = found("-", stdin=packed, max_bytes=limit)
        assert inputs
        assert all((each.part.data is None) != (each.part.error is None) for each in inputs)
        assert all(
            len(each.part.data) <= limit + 1 for each in inputs if each.part.data is not None
        )


@given(st.lists(st.dictionaries(st.sampled_from(["text", "url", "b"]), st.text(), min_size=1)))
def test_every_line_of_ndjson_comes_back_whole_and_in_order(documents):
    import msgspec

    documents = [
        {k: v.encode("utf-8", "replace").decode() for k, v in d.items()} for d in documents
    ]
    lines = [msgspec.json.encode(each) for each in documents]
    stream = b"\n".join(lines)
    assert data_of("-", stdin=stream) == (lines or [b""])
