"""Files that appear whole, logs that are continued, trees that nothing leads out of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.model.errors import OutputError
from newstool.runs.outputs import FileSink, LogSink, Tree, open_sink, part_of


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# --- files ---------------------------------------------------------------------------------------


def test_a_file_gets_its_name_only_when_it_is_complete(tmp_path):
    sink = FileSink(tmp_path / "out.csv")
    sink.write(b"a\n")
    sink.flush()
    assert files_in(tmp_path) == [".out.csv.part"]
    sink.close()
    assert files_in(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_bytes() == b"a\n"


def test_a_discarded_file_leaves_no_trace(tmp_path):
    sink = FileSink(tmp_path / "out.csv")
    sink.write(b"a\n")
    sink.discard()
    assert files_in(tmp_path) == []


def test_nothing_is_overwritten_without_force(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="--force overwrites it"):
        FileSink(path)
    sink = FileSink(path, force=True)
    sink.write(b"new")
    assert path.read_bytes() == b"precious"
    sink.close()
    assert path.read_bytes() == b"new"


def test_an_empty_file_is_nothing_to_overwrite(tmp_path):
    path = tmp_path / "out.csv"
    path.touch()
    FileSink(path).close()


def test_a_file_that_came_to_stand_there_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "out.csv"
    sink = FileSink(path)
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="the file exists"):
        sink.close()
    assert files_in(tmp_path) == ["out.csv"]
    assert path.read_bytes() == b"precious"


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path):
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    sink = FileSink(tmp_path / "link.csv")
    sink.write(b"x")
    sink.close()
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"x"


@pytest.mark.parametrize("kind", [FileSink, LogSink])
def test_two_runs_cannot_write_one_file_at_a_time(tmp_path, kind):
    sink = kind(tmp_path / "out.csv")
    again = (
        f"from newstool.runs.outputs import *; {kind.__name__}(Path({str(tmp_path / 'out.csv')!r}))"
    )
    other = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True)
    assert "another run is writing it" in other.stderr
    sink.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing/out.csv", "no such file or directory .make the directory first"),
        (".", "it is a directory .name a file in it"),
    ],
)
def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path, name, said):
    with pytest.raises(OutputError, match=said) as caught:
        open_sink(str(tmp_path / name))
    assert str(tmp_path) in str(caught.value)


def test_a_full_disk_is_an_error():
    sink = open_sink("/dev/full")
    with pytest.raises(OutputError, match="no space left"):
        sink.write(b"x" * 100_000)
        sink.close()


# --- logs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (b"", b""),
        (b"one\ntwo\n", b"one\ntwo\n"),
        (b"one\ntw", b"one\n"),
        (b"on", b""),
        (b"one\n" + b"x" * 200_000, b"one\n"),
    ],
)
def test_an_incomplete_last_line_is_removed_before_the_log_continues(tmp_path, found, kept):
    path = tmp_path / "out.ndjson"
    path.write_bytes(found)
    sink = LogSink(path)
    assert b"".join(sink.lines()) == kept
    sink.write(b"more\n")
    sink.close()
    assert path.read_bytes() == kept + b"more\n"


def test_a_log_continues_with_the_hidden_file_of_a_killed_run(tmp_path):
    path = tmp_path / "out.ndjson"
    part_of(path).write_bytes(b"one\ntw")
    LogSink(path).close()
    assert files_in(tmp_path) == ["out.ndjson"]
    assert path.read_bytes() == b"one\n"


# --- trees ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relative", "written"),
    [
        ("a.html", "a.txt"),
        ("x/y/a.html", "x/y/a.txt"),
        ("page.html.gz", "page.txt"),
        ("../../x.html", "x.txt"),
        ("/etc/passwd", "etc/passwd.txt"),
        ("a/../../b/./c.html", "a/b/c.txt"),
        ("..\\..\\x.html", "x.txt"),
        ("C:\\x.html", "x.txt"),
        ("..", "article.txt"),
        ("", "article.txt"),
        ("a\0b/c.html", "c.txt"),
    ],
)
def test_a_tree_mirrors_names_and_stays_within_itself(tmp_path, relative, written):
    Tree(tmp_path / "out").write(relative, ".txt", b"x")
    assert files_in(tmp_path) == [f"out/{written}"]


def test_no_two_inputs_share_a_file(tmp_path):
    tree = Tree(tmp_path)
    names = ["a.html", "a.txt", "A.html", "a-2.html", "Zoë.txt", "Zoe\u0308.txt"]
    for name in names:
        tree.write(name, ".md", name.encode())
    assert len({path.name.casefold() for path in tmp_path.iterdir()}) == len(names)
    assert (tmp_path / "a.md").read_bytes() == b"a.html"
    assert (tmp_path / "a-2.md").read_bytes() == b"a.txt"


def test_names_longer_than_a_file_system_takes_are_cut_and_stay_apart(tmp_path):
    tree = Tree(tmp_path)
    for end in "ab":
        tree.write("東" * 300 + end + ".html", ".md", b"x")
    names = [os.fsencode(path.name) for path in tmp_path.iterdir()]
    assert len(names) == 2
    assert max(map(len, names)) <= 255


def test_a_link_in_the_tree_does_not_lead_out_of_it(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="leads out"):
        Tree(tmp_path / "out").write("sub/a.html", ".md", b"x")
    assert files_in(tmp_path) == []


def test_a_file_in_the_tree_is_not_overwritten_without_force(tmp_path):
    Tree(tmp_path).write("a.html", ".md", b"old")
    with pytest.raises(OutputError, match="--force"):
        Tree(tmp_path).write("a.html", ".md", b"new")
    Tree(tmp_path, force=True).write("a.html", ".md", b"new")
    assert (tmp_path / "a.md").read_bytes() == b"new"


@given(st.lists(st.text(alphabet="ab./\\\0é:-2", max_size=8), max_size=6))
def test_any_names_give_as_many_files_all_of_them_within(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("tree")
    tree = Tree(folder / "out")
    written = 0
    for name in names:
        try:
            tree.write(name, ".txt", b"x")
            written += 1
        except OutputError:  # a file is where a folder is wanted
            continue
    inside = [path for path in Path(folder).rglob("*") if path.is_file()]
    assert len(inside) == written
    assert all(path.is_relative_to(folder / "out") for path in inside)
